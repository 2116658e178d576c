"""Verdicts, their evidence, and what they were computed with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Word = Literal["clean", "poisoned"]


@dataclass(frozen=True, kw_only=True)
class ScreenSettings:
    """The numbers that a screen decides by; a GoodNet keeps those that it was made with.

    Attributes:
        blend: (a, b): STRIP's blends are a x image + b x overlay.
        look_after: overlays between two looks at whether an image is certainly clean.
        least_disagreement: by less than this the networks do not disagree.
    """

    blend: tuple[float, float] = (0.5, 0.5)  # [measured: docs/methods.md#strip]
    look_after: int = 10  # [chosen]
    least_disagreement: float = 0.2  # [chosen]


Vote = Literal["strip", "disagreement"]


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
        p_value: share of clean images that look as suspicious; the lower one of the next two.
        p_strip: the p-value by STRIP's vote, the entropy weighted by 1 - persistence.
        p_disagreement: the p-value by the disagreement of the two networks.
        label: 0..N-1, N for poisoned, or None where the image carries none.
        entropy_is_bound: the screen stopped early; the weighted entropy is at least what the
            figures give, and STRIP's vote is clean.
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
    p_strip: float
    p_disagreement: float
    verdict: Word
    label: int | None = None
    entropy_is_bound: bool = False

    @property
    def weighted_bits(self) -> float:
        """The weighted entropy, which the threshold is compared with."""
        return self.entropy_bits * (1 - self.persistence)

    @property
    def repaired_on_badnet_class(self) -> float:
        """The repaired network's probability of the BadNet's class."""
        return max(0.0, self.badnet_confidence - self.disagreement)

    def flagged_by(self, frr: float) -> tuple[Vote, ...]:
        """The votes that flag it at `frr`; the verdict is "poisoned" where there is one."""
        votes: dict[Vote, float] = {"strip": self.p_strip, "disagreement": self.p_disagreement}
        return tuple(vote for vote, p in votes.items() if p <= frr)


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
