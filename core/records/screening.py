"""Verdicts, their evidence, and what they were computed with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from core.records.learning import Crowd

Word = Literal["clean", "poisoned"]
ExportedVotes = Literal["all", "cheap"]


@dataclass(frozen=True, kw_only=True)
class ScreenSettings:
    """The numbers that a screen decides by; a GoodNet keeps those that it was made with.

    Lengths are in pixels of an image whose shorter side has `reference_side` of them, and follow
    the size of other images.

    Attributes:
        blend: (a, b): STRIP's blends are a x image + b x overlay.
        look_after: overlays between two looks at whether an image is certainly clean.
        least_disagreement: by less than this the networks do not disagree.
        expert_rate: of Adam.
        expert_batch: images a step.
        expert_forgets: the share of the BadNet's accuracy at which the expert has forgotten enough.
        expert_probe: images that its accuracy is measured on.
        expert_images: it is trained on so many of the tuning images; they calibrate no vote.
        expert_fewest: with fewer there is no such vote.
        expert_steps: where it has not forgotten after so many, there is no such vote.
        one_class: nor where it gives one class to this share of clean images.
        reference_side: see above.
        blur: the standard deviation of the smoothing's Gaussian.
        shrink: the share of its size that an image is resized to, and back.
        jitter: the largest displacement of a pixel, down and across.
        jitter_fields: how many fields of displacements.
        shift: by how much an image is moved to each side.
        ranks_a_vote: each vote needs so many of the ranks that the FRR flags; with fewer clean
            images there are fewer votes.
        most_calibration: images that calibrate the screen, at most.
        same_answers: where no probability differs by more, both networks answer the same.
    """

    blend: tuple[float, float] = (0.5, 0.5)  # [measured: docs/results.md#blend]
    look_after: int = 10  # [chosen]
    least_disagreement: float = 0.2  # [chosen]
    expert_rate: float = 1e-3  # [measured: docs/results.md#six-votes]
    expert_batch: int = 64  # [chosen]
    expert_forgets: float = 0.2  # [paper: BaDExpert, section 3.2, stops at a low accuracy]
    expert_probe: int = 250  # [chosen]
    expert_images: int = 500  # [chosen]
    expert_fewest: int = 64  # [chosen]
    expert_steps: int = 200  # [chosen] (6 to 16 are usual)
    one_class: float = 0.9  # [chosen]
    reference_side: int = 32  # [chosen] (the networks that the next five were set on)
    blur: float = 0.9  # [measured: docs/results.md#six-votes]
    shrink: float = 0.625  # [measured: docs/results.md#six-votes]
    jitter: float = 1.2  # [measured: docs/results.md#six-votes]
    jitter_fields: int = 4  # [measured: docs/results.md#six-votes]
    shift: float = 1.5  # [measured: docs/results.md#six-votes]
    ranks_a_vote: int = 3  # [chosen]
    most_calibration: int = 1000  # [chosen]
    same_answers: float = 1e-3  # [chosen]


@dataclass(frozen=True)
class FrrPromise:
    """What share of all clean images one screen flags, as far as its calibration tells.

    Attributes:
        images: so many clean images calibrate it.
        expected: the share that screens so calibrated flag on average.
        low, high: the share that this one flags lies between them with `confidence`.
        bound: the share that it keeps below with `confidence`, where that was asked for.
    """

    images: int
    expected: float
    low: float
    high: float
    confidence: float
    bound: float | None = None


@dataclass(frozen=True)
class VoteLeftOut:
    """A vote that the screen is without, and why, in one sentence."""

    name: str
    why: str


@dataclass(frozen=True)
class VoteOnImage:
    """What one vote says of one image.

    Attributes:
        name: of the vote.
        value: low is suspicious; None where the vote was not asked.
        p_value: share of clean images that look as suspicious by this vote; None likewise.
        is_bound: the vote stopped early; both are at least what they say.
    """

    name: str
    value: float | None
    p_value: float | None
    is_bound: bool = False


@dataclass(frozen=True)
class Verdict:
    """The answer for one image, with its evidence.

    Attributes:
        goodnet_class: 0..N-1, or N for poisoned.
        repaired_class: what the repaired network answers, whatever the verdict.
        badnet_confidence: the BadNet's probability of its class.
        confidence: the repaired network's probability of its class.
        entropy_bits: STRIP's.
        persistence: mean probability, in the blends, of the BadNet's class of the image.
        disagreement: by how much the repaired network finds that class less probable.
        p_value: share of clean images that look as suspicious; the lowest one of the votes'.
        verdict: "poisoned" where the p-value is at most the FRR.
        votes: what each vote says.
        label: 0..N-1, N for poisoned, or None where the image carries none.
        entropy_is_bound: blending stopped early; the weighted entropy is at least what the
            figures give, and STRIP's vote is clean, or was not needed.
        p_value_is: votes that could not change the verdict any more were not asked to the end:
            the p-value is "at least" this where it is clean, "at most" where it is poisoned.
    """

    path: str
    index: int
    badnet_class: int
    goodnet_class: int
    repaired_class: int
    badnet_confidence: float
    confidence: float
    entropy_bits: float
    persistence: float
    disagreement: float
    p_value: float
    verdict: Word
    votes: tuple[VoteOnImage, ...]
    label: int | None = None
    entropy_is_bound: bool = False
    p_value_is: Literal["exact", "at least", "at most"] = "exact"

    @property
    def weighted_bits(self) -> float:
        """The weighted entropy, which the threshold is compared with."""
        return self.entropy_bits * (1 - self.persistence)

    @property
    def repaired_on_badnet_class(self) -> float:
        """The repaired network's probability of the BadNet's class."""
        return max(0.0, self.badnet_confidence - self.disagreement)

    def vote(self, name: str) -> VoteOnImage | None:
        """What the vote of that name says; None where the screen is without it."""
        return next((vote for vote in self.votes if vote.name == name), None)

    def flagged_by(self, frr: float) -> tuple[str, ...]:
        """The votes that flag it at `frr`; the verdict is "poisoned" where there is one."""
        return tuple(v.name for v in self.votes if v.p_value is not None and v.p_value <= frr)


@dataclass(frozen=True)
class TriggerMap:
    """Where on one image the BadNet looks when it answers its class; for reports.

    Attributes:
        picture: the image, darkened where the network does not look, as a PNG in base64.
        target_class: the class that is explained, which is the BadNet's.
        badnet_lead: by how much that class leads all others in the BadNet, in logits.
        repaired_lead: the same in the repaired network.
    """

    picture: str
    target_class: int
    badnet_lead: float
    repaired_lead: float


@dataclass(frozen=True)
class Unscreened:
    """An input that could not be screened, and why, in one sentence."""

    path: str
    why: str


@dataclass(frozen=True)
class ScreenSummary:
    """Counts over all images; None where nothing is labelled.

    Attributes:
        correct: labelled images that the GoodNet answered with their label.
        incorrect: all other labelled images.
        rest_correct: correct ones among the labelled images that were not flagged.
        rest_incorrect: the others among those.
        crowd: the class that flagged images crowd beyond chance, as a backdoor's do; None for none.
    """

    images: int
    poisoned: int
    clean: int
    labelled: int = 0
    correct: int | None = None
    incorrect: int | None = None
    rest_correct: int | None = None
    rest_incorrect: int | None = None
    unscreened: int = 0
    crowd: Crowd | None = None


@dataclass(frozen=True)
class VoteInScreen:
    """One vote of a screen.

    Attributes:
        name: of the vote.
        says: what an image did that it flags, in one sentence.
        threshold: an image is flagged where its value is lower; None where that never happens.
    """

    name: str
    says: str
    threshold: float | None


@dataclass(frozen=True)
class Screening:
    """What `core.screen_images` found.

    Attributes:
        verdicts: one for each image that could be read, in order.
        unscreened: the inputs that could not be read, each with the reason.
        summary: the counts.
    """

    verdicts: tuple[Verdict, ...]
    unscreened: tuple[Unscreened, ...]
    summary: ScreenSummary


@dataclass(frozen=True)
class ComputedWith:
    """What verdicts were computed with; each hash is a SHA-256 in hexadecimal digits.

    Attributes:
        version: of GoodNet.
        received: of the BadNet's file as it was received.
        badnet, repaired: of the networks' weights, in the order of their layers.
        overlays: of the overlays' pixels.
        calibration: of the calibration images' votes.
        preprocessing: a name, or JSON; see `core.network.preprocessing`.
        threshold_bits: an image is flagged where its weighted entropy is lower,
        threshold_disagreement: or the disagreement is higher; None where that never flags.
        votes: every vote, with its own threshold.
        settings: the numbers that they decide by.
        promise: what share of all clean images is flagged.
    """

    version: str
    received: str
    badnet: str
    repaired: str
    overlays: str
    calibration: str
    input_scale: int
    blend: tuple[float, float]
    frr: float
    threshold_bits: float
    threshold_disagreement: float | None = None
    preprocessing: str = "0..1"
    votes: tuple[VoteInScreen, ...] = ()
    settings: ScreenSettings = ScreenSettings()
    promise: FrrPromise | None = None


@dataclass(frozen=True)
class ExportRecord:
    """A guard that was written: the document that `goodnet export --json` prints.

    Attributes:
        votes: the names of the votes that it holds.
        left_out: the names of the GoodNet's other votes.
        frr: the FRR that it uses where none is given.
        size: in bytes, of all of its files.
    """

    path: str
    format: str
    votes: tuple[str, ...]
    left_out: tuple[str, ...]
    frr: float
    size: int
