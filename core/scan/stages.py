"""The stages of a scan, with their expected work."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from core.network.classifier import Classifier
from core.records import InversionSettings, ScanSettings, ScreenSettings, Stage
from core.scan.channel_perturbation import steps_in_all as perturbation_steps
from core.scan.images import Sample
from core.scan.inversion import at_once
from core.scan.margin import steps_in_all as margin_steps
from core.scan.reduced import quick, reduced_shapes
from core.scan.shortlisting import steps_in_all as shortlisting_steps
from core.scan.smallest_triggers import steps
from core.scan.triggers import Additive, Patch, Trigger
from core.screen.expert_training import BACK, work_of_an_expert
from core.text.sentence import say

DEFAULT, SCREEN = ScanSettings(), ScreenSettings()


@dataclass(frozen=True)
class Sizes:
    """How large the images of a network are, and those that are searched first.

    Attributes:
        full: height and width; None if they are unknown. One group then holds all classes.
        searched: height and width of the images of the first search, see core/scan/reduced.py.
    """

    full: tuple[int, int] | None = None
    searched: tuple[int, int] | None = None

    @classmethod
    def of(
        cls, classifier: Classifier, images: np.ndarray, settings: ScanSettings = DEFAULT
    ) -> Sizes:
        """The sizes for a network that is to be scanned.

        Args:
            classifier: the network.
            images: some clean ones, uint8 (n, h, w, c); whether they keep their class at a reduced
                size decides about it.
            settings: of the scan.
        """
        full = classifier.image_shape[:2]
        if not reduced_shapes(full, settings.reduced):
            return cls(full, full)
        first = quick(classifier, Sample.answered(classifier, images), settings)
        return cls(full, first.classifier.image_shape[:2])

    @property
    def share(self) -> float:
        """The work of an image of the first search, as a share of that of an image at full size."""
        return math.prod(self.searched or ()) / math.prod(self.full or ())

    @property
    def is_reduced(self) -> bool:
        """Whether triggers are searched on at full size afterwards."""
        return self.searched != self.full

    def groups(self, targets: int, batch: int, settings: ScanSettings) -> int:
        """How many groups of classes are searched one after another."""
        return _groups(self.searched, targets, batch, self.settings(settings))

    def settings(self, settings: ScanSettings) -> InversionSettings:
        """The settings of the searches."""
        how = settings.inversion
        return settings.reduced.of(how) if self.is_reduced else how


UNKNOWN = Sizes()


def _groups(
    shape: tuple[int, int] | None, targets: int, batch: int, settings: InversionSettings
) -> int:
    return -(-targets // at_once(shape, batch, settings)) if shape else 1


def stages(
    classes: int, settings: ScanSettings = DEFAULT, sizes: Sizes = UNKNOWN
) -> tuple[Stage, ...]:
    """The stages of a scan; the unit of work is one image through a forward pass.

    Args:
        classes: N.
        settings: of the scan.
        sizes: of the images.
    """
    few = classes <= settings.shortlist.invert_all
    targets, each = classes if few else settings.shortlist.shortlisted, BACK * sizes.share
    of_classes = say("for {targets} classes", targets=targets)
    experts = settings.experts.count_for(classes)
    networks = 1 + experts
    of_all = say("of {classes} classes", classes=classes)
    if experts:
        of_all = say("of {classes} classes, in {count} networks", classes=classes, count=networks)
    of_them = say("of {classes}", classes=classes)
    margins = each * networks * margin_steps(classes, settings.margin)
    margins += experts * work_of_an_expert(SCREEN)
    shortlisted = 0 if few else shortlisting_steps(classes, settings)
    patches = searching(Patch, targets, settings, sizes)
    spread = searching(Additive, targets if few else 0, settings, sizes)
    return (
        Stage("margins", say("Measure margins"), of_all, margins, 3 * networks - 2),
        Stage("shortlist", say("Shortlist classes"), of_them, each * shortlisted),
        Stage("invert", say("Invert patches"), of_classes, *patches),
        Stage("spread", say("Invert additive triggers"), of_classes, *spread),
        Stage(
            "channels", say("Perturb channels"), of_classes, *_perturbing(targets, settings, sizes)
        ),
    )


def _perturbing(targets: int, settings: ScanSettings, sizes: Sizes) -> tuple[float, int]:
    """The same of perturbing channels as of `searching`."""
    how = settings.perturbation
    work = BACK * sizes.share * perturbation_steps(targets, how)
    return work, sizes.groups(targets, how.batch, settings)


def searching(
    form: type[Trigger], targets: int, settings: ScanSettings, sizes: Sizes
) -> tuple[float, int]:
    """The work of searching triggers of one form, and the computations that are prepared."""
    how, reduced = sizes.settings(settings), settings.reduced
    passes = sizes.share * how.batch * steps(form, how)
    graphs = 2 * sizes.groups(targets, how.batch * form.attempts, settings)
    if sizes.is_reduced:
        passes += reduced.batch * reduced.steps
        graphs += _groups(sizes.full, targets, reduced.batch, how)
    return BACK * targets * passes, graphs
