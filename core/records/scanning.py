"""Suspected triggers and target classes, as found by a scan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from core.records.data import PreprocessingMeasured
from core.records.progress import Notice
from core.records.scan_settings import ScanSettings

TriggerKind = Literal["patch", "additive"]
Reason = Literal["size", "margin", "channels", "together", "expert", "extent"]
Figure = Literal["margin", "size for each flip", "patch", "additive", "perturbation"]


@dataclass(frozen=True)
class ClassAccuracy:
    """The shares of held-out clean images of one class that BadNet and GoodNet answer with it.

    Unlearning costs the target class most, which the accuracy over all classes hides.
    """

    before: float
    after: float
    images: int


@dataclass(frozen=True)
class SuspectedTarget:
    """A class that a scan suspects to be the target of a backdoor; `reason` says why.

    Attributes:
        mask_size: the size of the trigger: for a patch the sum of its mask, in pixels; for an
            additive trigger the root mean square of the change, in grey levels of 255.
        anomaly_index: by how many normalized median absolute deviations its log size is below the
            median; above 2 is unusual if every class was inverted.
        flip_rate: the share of held-out clean images of other classes that it flips.
        picture: the trigger (mask x pattern) as a PNG in base64.
        stamped: a clean image with the trigger on, as a PNG in base64.
        mask_size_after: the smallest size found for this class in the repaired network.
        class_accuracy: what the repair did to the class itself.
        success_after: the lowest and the highest share of held-out images that triggers flip to the
            class in the repaired network, both unlearned ones and new ones. For the reason
            "expert" it is the share that further experts perturb so that it gets the class.
        margin: the maximum margin: by how much the class's logit can lead all others, over all
            images, as far as a search found.
        perturbation: the least channel perturbation: the norm of the relative changes of channels
            that lead clean images to the class; None if none was found, or it is no reason.
        reason: "size" for an unusually small trigger; "margin" for an unusually large
            margin; "channels" for an additive trigger and a channel perturbation that are unusually
            small together; "together" for all three measures with many classes; "expert" for an
            unusually large margin in backdoor experts; "extent" for a patch that is small and lies
            in one place.
        expert_margin: the mean maximum margin of the class in backdoor experts; None without any.
        extent: for a patch its size times its spread, in pixels squared; None for an additive
            trigger, and in files of older versions.
    """

    target_class: int
    mask_size: float
    anomaly_index: float
    flip_rate: float
    picture: str
    stamped: str = ""
    mask_size_after: float | None = None
    class_accuracy: ClassAccuracy | None = None
    success_after: tuple[float, float] | None = None
    kind: TriggerKind = "patch"
    margin: float = 0.0
    perturbation: float | None = None
    reason: Reason = "size"
    expert_margin: float | None = None
    extent: float | None = None


@dataclass(frozen=True)
class InvertedClass:
    """A class, suspected or not, for which a scan searched a trigger; see `SuspectedTarget`."""

    target_class: int
    mask_size: float
    anomaly_index: float
    flip_rate: float
    kind: TriggerKind = "patch"
    margin: float = 0.0
    perturbation: float | None = None
    expert_margin: float | None = None
    extent: float | None = None


def margin_of_others(
    inverted: Sequence[InvertedClass], suspected: Sequence[SuspectedTarget]
) -> float | None:
    """The largest maximum margin of the classes that are not suspected; None if unknown."""
    return max((each.margin for each in _others(inverted, suspected)), default=None)


def expert_margin_of_others(
    inverted: Sequence[InvertedClass], suspected: Sequence[SuspectedTarget]
) -> float | None:
    """The largest mean margin in experts of a class that is not suspected; None without experts."""
    measured = (each.expert_margin for each in _others(inverted, suspected))
    return max((margin for margin in measured if margin is not None), default=None)


def perturbation_of_others(
    inverted: Sequence[InvertedClass], suspected: Sequence[SuspectedTarget]
) -> float | None:
    """The least channel perturbation of the classes that are not suspected; None if unknown."""
    measured = (each.perturbation for each in _others(inverted, suspected))
    return min((least for least in measured if least is not None), default=None)


def extent_of_others(
    inverted: Sequence[InvertedClass], suspected: Sequence[SuspectedTarget]
) -> float | None:
    """The smallest extent of a patch of the classes that are not suspected; None if unknown."""
    measured = (each.extent for each in _others(inverted, suspected))
    return min((extent for extent in measured if extent is not None), default=None)


def _others(
    inverted: Sequence[InvertedClass], suspected: Sequence[SuspectedTarget]
) -> list[InvertedClass]:
    targets = {target.target_class for target in suspected}
    return [each for each in inverted if each.target_class not in targets]


@dataclass(frozen=True)
class TriggerSharpened:
    """The smallest of the triggers that a scan searches now, even if it does not work well yet.

    Those of classes that were searched before may be smaller. Pictures as in `SuspectedTarget`.
    """

    target_class: int
    mask_size: float
    flip_rate: float
    picture: str
    stamped: str
    kind: TriggerKind = "patch"


@dataclass(frozen=True)
class ClassesMeasured:
    """What a scan has just measured of some classes, for whoever watches it.

    Attributes:
        figure: "margin": the maximum margin so far. "size for each flip": the size of the present
            trigger divided by its flip rate, by which a shortlist is made. "patch", "additive": the
            size of the smallest trigger that works. "perturbation": the least channel perturbation
            that works. Sizes are as in `SuspectedTarget`.
        values: the figure of each class that has a new one.
        count: how many classes are measured so.
        part: counted from 0. Figures of different parts are not comparable: margins in several
            networks, of which the first is the BadNet; rounds of a shortlist; sizes in reduced
            images and in full ones.
    """

    figure: Figure
    values: Mapping[int, float]
    count: int
    part: int = 0


@dataclass(frozen=True)
class ScanRecord:
    """The result of a scan: the document that `goodnet scan --json` prints.

    Attributes:
        suspected_targets: most suspicious first; empty if the scan found no backdoor of the kinds
            that it can find (`blind_spots` names those that it may miss).
        classes_inverted: for how many classes a trigger was searched in full.
        inverted: each of those classes, once for each form of trigger.
        all_inverted: whether those are all classes of the network. Otherwise they are a shortlist
            of its smallest triggers, where the anomaly index alone makes no class suspected.
        median_mask_size: of the patches of the classes that were compared with, in pixels.
        settings: the settings of the scan; None in files from before they were recorded.
        preprocessing: a name, or JSON; see `core.network.preprocessing`.
        seed: of the searches and of the sampled classes.
    """

    suspected_targets: tuple[SuspectedTarget, ...]
    backdoored: bool
    seconds: float
    classes_inverted: int
    median_mask_size: float
    blind_spots: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    inverted: tuple[InvertedClass, ...] = ()
    all_inverted: bool = False
    settings: ScanSettings | None = None
    preprocessing: str = "0..1"
    preprocessing_measured: PreprocessingMeasured | None = None
    seed: int = 0
