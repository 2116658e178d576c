"""The stages of a scan, with their expected work."""

from __future__ import annotations

from collections.abc import Sequence

from core.records import InversionSettings, ScanSettings, Stage, StageKey
from core.scan.channel_perturbation import steps_in_all as perturbation_steps
from core.scan.inversion import at_once
from core.scan.margin import steps_in_all as margin_steps
from core.scan.shortlisting import steps_in_all as shortlisting_steps
from core.scan.smallest_triggers import steps
from core.scan.triggers import Additive, Patch, Trigger
from core.text.sentence import Sentence, say

DEFAULT = ScanSettings()
# The cost of a pass forward and back, in forward passes.
BACK = 3


def stages(
    classes: int, settings: ScanSettings = DEFAULT, shape: Sequence[int] | None = None
) -> tuple[Stage, ...]:
    """The stages of a scan; the unit of work is one image through a forward pass.

    Args:
        classes: N.
        settings: of the scan.
        shape: of the images, (h, w, c); without it each stage counts as one computation.
    """
    few, perturbation = classes <= settings.shortlist.invert_all, settings.perturbation
    targets = classes if few else settings.shortlist.shortlisted
    of_classes = say("for {targets} classes", targets=targets)
    networks = 1 + settings.experts.count
    of_all = say("of {classes} classes, in {count} networks", classes=classes, count=networks)
    shortlisted = 0 if few else BACK * shortlisting_steps(classes, settings)
    perturbed = BACK * perturbation_steps(targets, perturbation)
    graphs = _groups(targets, perturbation.batch, settings.inversion, shape)
    climbing = BACK * networks * margin_steps(classes, settings.margin)
    return (
        Stage("margins", say("Measure margins"), of_all, climbing),
        Stage(
            "shortlist", say("Shortlist classes"), say("of {classes}", classes=classes), shortlisted
        ),
        _inverting("invert", say("Invert patches"), of_classes, Patch, targets, settings, shape),
        _inverting(
            "spread",
            say("Invert spread triggers"),
            of_classes,
            Additive,
            targets if few else 0,
            settings,
            shape,
        ),
        Stage("channels", say("Perturb channels"), of_classes, perturbed, graphs),
    )


def _inverting(
    key: StageKey,
    title: Sentence,
    detail: Sentence,
    form: type[Trigger],
    targets: int,
    settings: ScanSettings,
    shape: Sequence[int] | None,
) -> Stage:
    """The stage of inverting triggers of one form: a coarse search and a refinement per group."""
    how = settings.inversion
    graphs = 2 * _groups(targets, how.batch * form.attempts, how, shape)
    return Stage(key, title, detail, BACK * how.batch * targets * steps(form, how), graphs)


def _groups(targets: int, batch: int, how: InversionSettings, shape: Sequence[int] | None) -> int:
    """How many groups of classes are searched one after another."""
    return -(-targets // at_once(shape, batch, how)) if shape else 1
