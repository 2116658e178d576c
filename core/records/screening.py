"""Verdicts, their evidence, and what they were computed with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from core.records.learning import Crowd
from core.records.screen_settings import ScreenSettings

Word = Literal["clean", "poisoned"]
ExportedVotes = Literal["all", "cheap"]
DEFAULT_SETTINGS = ScreenSettings()


@dataclass(frozen=True)
class FrrPromise:
    """The share of all clean images that one screen flags, as far as its calibration shows.

    Attributes:
        images: how many clean images calibrate the screen.
        expected: the share that such screens flag on average.
        low, high: the share that this screen flags lies between them with `confidence`.
        bound: the share that it stays below with `confidence`, if that was requested.
    """

    images: int
    expected: float
    low: float
    high: float
    confidence: float
    bound: float | None = None


@dataclass(frozen=True)
class VoteLeftOut:
    """A vote that was left out of the screen, and why, in one sentence."""

    name: str
    why: str


@dataclass(frozen=True)
class VoteOnImage:
    """One vote on one image.

    Attributes:
        name: of the vote.
        value: low is suspicious; None if the vote was not taken.
        p_value: the share of clean images that look as suspicious by this vote; None if it was not
            taken.
        is_bound: whether the vote stopped early; value and p-value are then lower bounds.
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
        repaired_class: the repaired network's answer, whatever the verdict.
        badnet_confidence: the BadNet's probability of its class.
        confidence: the repaired network's probability of its class.
        entropy_bits: STRIP's entropy.
        persistence: the mean probability, in the blends, of the class that the BadNet gives the
            image.
        weighted_bits: the weighted entropy, which is compared with the threshold.
        disagreement: by how much the repaired network finds that class less probable.
        p_value: the share of clean images that look as suspicious: the lowest of the votes'
            p-values.
        verdict: "poisoned" if the p-value is at most the FRR.
        votes: each vote on the image.
        label: 0..N-1, N for poisoned, or None if the image has none.
        entropy_is_bound: whether blending stopped early; the weighted entropy is then a lower
            bound, and STRIP's vote is clean or was not needed.
        p_value_is: "at least" or "at most" if votes that could no longer change the verdict stopped
            early: "at least" for a clean image, "at most" for a poisoned one.
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
    weighted_bits: float = field(init=False)
    disagreement: float
    p_value: float
    verdict: Word
    votes: tuple[VoteOnImage, ...]
    label: int | None = None
    entropy_is_bound: bool = False
    p_value_is: Literal["exact", "at least", "at most"] = "exact"

    def __post_init__(self) -> None:
        weighted = self.entropy_bits * (1 - self.persistence)
        object.__setattr__(self, "weighted_bits", weighted)

    @property
    def repaired_on_badnet_class(self) -> float:
        """The repaired network's probability of the BadNet's class."""
        return max(0.0, self.badnet_confidence - self.disagreement)

    def vote(self, name: str) -> VoteOnImage | None:
        """The vote with this name; None if the screen is without it."""
        return next((vote for vote in self.votes if vote.name == name), None)

    def flagged_by(self, frr: float) -> tuple[str, ...]:
        """The votes that flag the image at `frr`; the verdict is "poisoned" if there is one."""
        return tuple(v.name for v in self.votes if v.p_value is not None and v.p_value <= frr)


@dataclass(frozen=True)
class TriggerMap:
    """Where the BadNet looks on one image when it answers its class; for reports.

    Attributes:
        picture: the image, darkened where the network does not look, as a PNG in base64.
        target_class: the class that is explained, which is the BadNet's answer.
        badnet_lead: the lead of that class in the BadNet, in logits.
        repaired_lead: the lead of that class in the repaired network, in logits.
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
    """Counts over all images; those of labelled images are None if no image is labelled.

    Attributes:
        correct: labelled images that the GoodNet answered with their label.
        incorrect: all other labelled images.
        rest_correct: the correct ones among the labelled images that were not flagged.
        rest_incorrect: the incorrect ones among the labelled images that were not flagged.
        crowd: the class that flagged images crowd beyond chance, as with a backdoor; otherwise
            None.
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
        says: what an image did that the vote flags, in one sentence.
        threshold: the vote flags an image whose value is lower; None if it never flags.
    """

    name: str
    says: str
    threshold: float | None


@dataclass(frozen=True)
class Screening:
    """The result of `core.screen_images`.

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
        received: hash of the BadNet's file as received.
        badnet, repaired: hashes of the networks' weights, in the order of their layers.
        overlays: hash of the overlays' pixels.
        calibration: hash of the calibration images' votes.
        preprocessing: a name, or JSON; see `core.network.preprocessing`.
        threshold_bits: an image is flagged if its weighted entropy is lower,
        threshold_disagreement: or its disagreement is higher; None if that vote never flags.
        votes: every vote, with its own threshold.
        settings: the numbers that the votes decide by.
        promise: the share of all clean images that is flagged.
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
    settings: ScreenSettings = DEFAULT_SETTINGS
    promise: FrrPromise | None = None


@dataclass(frozen=True)
class ExportRecord:
    """A guard that was written: the document that `goodnet export --json` prints.

    Attributes:
        votes: the names of the votes that it holds.
        left_out: the names of the GoodNet's other votes.
        frr: the FRR that it uses if none is given.
        size: the size of all its files, in bytes.
    """

    path: str
    format: str
    votes: tuple[str, ...]
    left_out: tuple[str, ...]
    frr: float
    size: int
