"""Scan a network for a backdoor with clean data alone: which class, and what does it look like?

Neural Cleanse (see core/scan/inversion.py) inverts a trigger for every class and suspects the
classes whose trigger is unusually small. That is done for patches, and again for changes of the
whole image. Before it, the largest margin of each class (core/scan/margin.py) names those that the
network is unusually sure of, whatever form their trigger has. Where none of these names any class,
a change of the whole image may together with how little the network's channels must change to
answer the same class (core/scan/channel_perturbation.py). With many classes all that would take
hours: only a shortlist (core/scan/shortlisting.py), and some drawn at random to compare with, are
measured in full, without changes of the whole image, and judged by all three measures together.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from core.data.examination import opening_stages, set_up
from core.data.parts import Part
from core.network.classifier import Classifier
from core.records import (
    InvertedClass,
    Notice,
    Plan,
    Progress,
    RepairOptions,
    ScanRecord,
    Stage,
    TriggerSharpened,
)
from core.scan.channel_perturbation import least_perturbations
from core.scan.channel_perturbation import steps_in_all as perturbation_steps
from core.scan.images import Sample
from core.scan.margin import maximum_margins
from core.scan.margin import steps_in_all as margin_steps
from core.scan.shortlisting import INVERT_ALL, SHORTLISTED, shortlist
from core.scan.shortlisting import steps_in_all as shortlisting_steps
from core.scan.smallest_triggers import BATCH, STAGES, smallest_triggers, steps
from core.scan.suspicion import (
    FEWEST_TOGETHER,
    Inverted,
    Searched,
    Suspect,
    anomaly_index,
    compare,
    of_shortlist,
    suspects,
    suspects_by_channels,
    suspects_in_shortlist,
)
from core.scan.trigger_records import suspected_target
from core.scan.triggers import Additive, Kind, Patch, Trigger
from core.text.sentence import say

# What no patch or additive change stands for; a margin may still give the class away.
BLIND_SPOTS = (
    say("triggers that differ from image to image: warps (WaNet), input-aware ones"),
    say("triggers that were taught with right labels only"),
    say("triggers as large as what makes a class by itself, such as glasses on a face"),
    say("triggers spread over the image, with more than {count} classes", count=INVERT_ALL),
    say("triggers that work only on images of some classes"),
    say("attacks that lead to most classes, such as all-to-all"),
)
FORMS: tuple[type[Trigger], ...] = (Patch, Additive)

Scanning = Generator[Progress | TriggerSharpened, object, ScanRecord]


@dataclass(frozen=True)
class Found:
    """A scan's record, and the triggers of the suspected targets in the same order.

    Attributes:
        usual_size: the median size of clean classes' triggers of each kind.
    """

    record: ScanRecord
    suspected: tuple[Inverted, ...]
    usual_size: Mapping[Kind, float]


@dataclass(frozen=True)
class Measured:
    """What the measures of a network's N classes are, and whom they give away.

    Attributes:
        searched: what was inverted, form by form.
        margins: (N,).
        perturbations: (N,); infinite where none was searched or found.
    """

    searched: Sequence[Searched]
    margins: np.ndarray
    perturbations: np.ndarray
    suspected: Sequence[Suspect]


def scan(
    model: Path, clean: Sequence[Path], options: RepairOptions
) -> Generator[Plan | Notice | Progress | TriggerSharpened, object, ScanRecord]:
    """Scan the BadNet in `model` with clean data; labels are not needed.

    Args:
        model: a Keras .h5 or .keras file.
        clean: data sets known to carry no trigger.
        options: scale, ignore_labels, seed and architecture are used.

    Yields:
        `Plan` first, and again once the classes are counted; `Notice`; `Progress` (stages "open",
        "examine", "margins", "shortlist", "invert", "spread", "channels"); `TriggerSharpened` with
        the picture of the smallest trigger so far.

    Raises:
        Unsafe: a file was refused.
        Unreadable: a file is broken, does not fit, or holds too few images.
    """
    with ExitStack() as files:
        bench = yield from set_up(model, clean, (), options, files)
        yield Plan((*opening_stages(bench.data.images), *stages(bench.badnet.classes)))
        found = yield from scan_network(
            bench.badnet, bench.clean.tuning, bench.clean.held_out, seed=options.seed
        )
    return found.record


def stages(classes: int) -> tuple[Stage, ...]:
    """The stages of scanning; work is counted in images through a forward pass."""
    targets = classes if classes <= INVERT_ALL else SHORTLISTED
    spread = steps(Additive) if classes <= INVERT_ALL else 0
    of_classes = say("for {targets} classes", targets=targets)
    return (
        Stage(
            "margins",
            say("Measure margins"),
            say("of {classes} classes", classes=classes),
            3 * margin_steps(classes),
        ),
        Stage(
            "shortlist",
            say("Shortlist classes"),
            say("of {classes}", classes=classes),
            3 * shortlisting_steps(classes) if classes > INVERT_ALL else 0,
        ),
        Stage("invert", say("Invert patches"), of_classes, 3 * BATCH * targets * steps(Patch)),
        Stage("spread", say("Invert spread triggers"), of_classes, 3 * BATCH * targets * spread),
        Stage(
            "channels",
            say("Perturb channels"),
            of_classes,
            3 * perturbation_steps(targets),
        ),
    )


def scan_network(
    classifier: Classifier, clean: Part, held_out: Part, *, seed: int = 0
) -> Generator[Progress | TriggerSharpened, object, Found]:
    """Scan a loaded network; see `scan`.

    Args:
        classifier: is not changed.
        clean: images to search with.
        held_out: other images, on which the flip rates are measured.
        seed: of the searches and of the classes that are drawn to compare with.
    """
    started = time.monotonic()
    sample, unseen = Sample.of(classifier, clean, seed), Sample.of(classifier, held_out, seed)
    margins = yield from maximum_margins(classifier, seed)
    measure = _all if classifier.classes <= INVERT_ALL else _shortlisted
    measured = yield from measure(classifier, sample, unseen, margins, seed)
    yield Progress("channels", 1, 1)
    return _found(measured, unseen.images, round(time.monotonic() - started, 3))


def _all(
    classifier: Classifier, sample: Sample, unseen: Sample, margins: np.ndarray, seed: int
) -> Generator[Progress | TriggerSharpened, object, Measured]:
    searched, targets = list[Searched](), range(classifier.classes)
    for form in FORMS:
        inverted = yield from _tried(classifier, sample, unseen, targets, form, seed)
        searched.append(compare(inverted))
    suspected = suspects(searched, margins)
    perturbations = np.full(classifier.classes, np.inf)
    if not suspected and classifier.classes >= FEWEST_TOGETHER:
        perturbations = yield from least_perturbations(classifier, sample, targets, seed)
        suspected = suspects_by_channels(searched[1], perturbations)
    return Measured(searched, margins, perturbations, suspected)


def _shortlisted(
    classifier: Classifier, sample: Sample, unseen: Sample, margins: np.ndarray, seed: int
) -> Generator[Progress | TriggerSharpened, object, Measured]:
    targets, margins = yield from shortlist(classifier, sample, margins, seed)
    chosen = np.array(targets)
    inverted = yield from _tried(classifier, sample, unseen, targets, Patch, seed)
    patches = of_shortlist(inverted)
    perturbations = np.full(classifier.classes, np.inf)
    perturbations[chosen] = yield from least_perturbations(classifier, sample, targets, seed)
    together = suspects_in_shortlist(patches, margins[chosen], perturbations[chosen])
    suspected = together or suspects([patches], margins)
    return Measured([patches], margins, perturbations, suspected)


def _tried(
    classifier: Classifier,
    sample: Sample,
    unseen: Sample,
    targets: Sequence[int],
    form: type[Trigger],
    seed: int,
) -> Generator[Progress | TriggerSharpened, object, list[Inverted]]:
    """The triggers that were found with their flip rates on unseen images."""
    triggers = yield from smallest_triggers(classifier, sample, targets, seed=seed, form=form)
    inverted = []
    for target, trigger in zip(targets, triggers, strict=True):
        rate = unseen.flip_rate(classifier, trigger, target)
        inverted.append(Inverted(target, trigger, rate))
        total = len(targets) * steps(type(trigger))
        yield Progress(STAGES[trigger.kind], total, total)
    return inverted


def _found(measured: Measured, images: np.ndarray, seconds: float) -> Found:
    searched, suspected = measured.searched, measured.suspected
    usual: dict[Kind, float] = {
        each.inverted[0].trigger.kind: float(np.median(each.compared)) for each in searched
    }
    of_network = [
        {"margin": float(margin), "perturbation": float(least) if np.isfinite(least) else None}
        for margin, least in zip(measured.margins, measured.perturbations, strict=True)
    ]
    record = ScanRecord(
        suspected_targets=tuple(
            replace(
                suspected_target(each, anomaly_index(each, form.compared), images),
                **of_network[each.target_class],
                by=by,
            )
            for each, form, by in suspected
        ),
        backdoored=bool(suspected),
        seconds=seconds,
        classes_inverted=len(searched[0].inverted),
        median_mask_size=usual["patch"],
        blind_spots=BLIND_SPOTS,
        all_inverted=len(searched[0].inverted) == len(measured.margins),
        inverted=tuple(
            InvertedClass(
                each.target_class,
                each.trigger.size,
                anomaly_index(each, form.compared),
                each.flip_rate,
                each.trigger.kind,
                **of_network[each.target_class],
            )
            for form in searched
            for each in form.inverted
        ),
    )
    return Found(record, tuple(suspect.inverted for suspect in suspected), usual)
