"""Scan a network for a backdoor with clean data alone: which class, and what does it look like?

The scan combines four measures:
- Size. Neural Cleanse (core/scan/inversion.py) inverts a trigger for every class and suspects the
  classes whose trigger is unusually small. The scan searches for patches and for additive triggers.
- Margin. The maximum margin (core/scan/margin.py) names the classes that the network can be
  unusually sure of, whatever the form of their trigger.
- Channels. Where neither of these names a class, the scan combines the size of the additive trigger
  with the channel perturbation of the same class (core/scan/channel_perturbation.py).
- Experts. With many classes, the scan also names classes whose margins stay large in backdoor
  experts (core/scan/experts.py), which are copies of the network that unlearned their classes.

With many classes this would take hours. The scan then measures a shortlist
(core/scan/shortlisting.py), and some sampled classes to compare it with. core/scan/measures.py
decides which classes get which measure.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from core.data.examination import opening_stages, set_up
from core.data.parts import Part
from core.jobs.estimate import plan_in_seconds
from core.network.classifier import Classifier
from core.records import (
    InvertedClass,
    Progress,
    Reason,
    RepairOptions,
    ScanEvent,
    ScanRecord,
    ScanSettings,
    ScanStep,
    ScreenSettings,
    SuspicionSettings,
)
from core.scan.experts import SCREEN, margins_with_experts
from core.scan.images import Sample
from core.scan.measures import Measured, Scanned, of_a_shortlist, of_all
from core.scan.reduced import quick
from core.scan.searched import Inverted, Searched
from core.scan.stages import Sizes, stages
from core.scan.suspicion import (
    anomaly_index,
    in_other_forms,
)
from core.scan.trigger_records import inverted_class, suspected_target
from core.scan.triggers import Kind
from core.text.sentence import say

DEFAULT = ScanSettings()
# No patch and no additive trigger can represent these; a margin may still name the class.
BLIND_SPOTS = (
    say("triggers that differ from image to image: warps (WaNet), input-aware ones"),
    say("clean-label triggers, whose training images keep their right labels"),
    say("triggers as large as the features of a class, such as glasses on a face"),
    say(
        "additive triggers, with more than {count} classes",
        count=DEFAULT.shortlist.invert_all,
    ),
    say("triggers that work only on images of some classes"),
    say("attacks that lead to most classes, such as all-to-all"),
)

Scanning = Generator[ScanStep, object, ScanRecord]


@dataclass(frozen=True)
class Found:
    """A scan's record, and the triggers of the suspected targets in the same order.

    Attributes:
        also: triggers of another form that lead to a suspected class, for classes suspected for a
            reason other than size, which leaves the form open.
        usual_size: for each form of trigger the median size over clean classes.
    """

    record: ScanRecord
    suspected: tuple[Inverted, ...]
    also: tuple[Inverted, ...]
    usual_size: Mapping[Kind, float]


def scan(
    model: Path, clean: Sequence[Path], options: RepairOptions
) -> Generator[ScanEvent, object, ScanRecord]:
    """Scan the BadNet in `model` with clean data; labels are not needed.

    Args:
        model: a Keras .h5 or .keras file.
        clean: data sets known to carry no trigger.
        options: the scan uses preprocessing, ignore_labels, seed, architecture and scanning.

    Yields:
        `Plan` first, and again once the number of classes is known; `Notice`; `Progress` (stages
        "open", "examine", "margins", "shortlist", "invert", "spread", "channels");
        `ClassesMeasured` with the figures of single classes as they come; `TriggerSharpened` with
        a picture of the smallest trigger that is searched now.

    Raises:
        Unsafe: a file was refused.
        Unreadable: a file is broken, does not fit, or holds too few images.
    """
    with ExitStack() as files:
        bench = yield from set_up(model, clean, (), options, files)
        sizes = Sizes.of(bench.badnet, bench.few_images(), options.scanning)
        to_come = stages(bench.badnet.classes, options.scanning, sizes)
        yield plan_in_seconds(opening_stages(bench.data.images), to_come, bench.pace())
        found = yield from scan_network(
            bench.badnet,
            bench.clean.tuning,
            bench.clean.held_out,
            seed=options.seed,
            settings=options.scanning,
            screen=options.screen,
        )
    return replace(
        found.record,
        notices=bench.notices,
        preprocessing=bench.badnet.preprocessing.text,
        preprocessing_measured=bench.preprocessing,
    )


def scan_network(
    classifier: Classifier,
    clean: Part,
    held_out: Part,
    *,
    seed: int = 0,
    settings: ScanSettings = DEFAULT,
    screen: ScreenSettings = SCREEN,
) -> Generator[ScanStep, object, Found]:
    """Scan a loaded network; see `scan`.

    Args:
        classifier: is not changed.
        clean: images to search with.
        held_out: other images, on which flip rates are measured.
        seed: of the searches and of the sampled classes.
        settings: all numbers that the scan decides by.
        screen: how a backdoor expert is trained.
    """
    started = time.monotonic()
    sample, unseen = (
        Sample.of(classifier, part, seed, settings.images) for part in (clean, held_out)
    )
    first = quick(classifier, sample, settings)
    size = first.classifier.image_shape[:2]
    measured = yield from margins_with_experts(classifier, clean, seed, settings, screen, size)
    margins, of_experts = measured
    scanned = Scanned(classifier, sample, unseen, seed, settings, first, of_experts)
    few = classifier.classes <= settings.shortlist.invert_all
    measured = yield from (of_all if few else of_a_shortlist)(scanned, margins)
    yield Progress("channels", 1, 1)
    return _found(measured, scanned, round(time.monotonic() - started, 3))


def _found(measured: Measured, scanned: Scanned, seconds: float) -> Found:
    images, settings = scanned.unseen.images, scanned.settings
    index = partial(anomaly_index, settings=settings.suspicion)
    searched, suspected = measured.searched, measured.suspected
    usual: dict[Kind, float] = {
        each.inverted[0].trigger.kind: float(np.median(each.compared)) for each in searched
    }
    more = _of_each_class(measured, scanned.expert_margins)
    record = ScanRecord(
        suspected_targets=tuple(
            replace(
                suspected_target(each, index(each, form.compared), images, settings.suspicion),
                **_telling(reason, more[each.target_class]),
                reason=reason,
            )
            for each, form, reason in suspected
        ),
        backdoored=bool(suspected),
        seconds=seconds,
        classes_inverted=len(searched[0].inverted),
        median_mask_size=usual["patch"],
        blind_spots=BLIND_SPOTS,
        all_inverted=measured.all_inverted,
        inverted=_every_class(searched, more, settings.suspicion),
        settings=settings,
        seed=scanned.seed,
    )
    also = in_other_forms(suspected, searched, settings.suspicion)
    return Found(record, tuple(suspect.inverted for suspect in suspected), also, usual)


def _every_class(
    searched: Sequence[Searched],
    more: Sequence[dict[str, float | None]],
    settings: SuspicionSettings,
) -> tuple[InvertedClass, ...]:
    """The records of all classes that were inverted, form by form."""
    return tuple(
        replace(
            inverted_class(each, anomaly_index(each, form.compared, settings), settings),
            **more[each.target_class],
        )
        for form in searched
        for each in form.inverted
    )


def _telling(reason: Reason, fields: dict[str, float | None]) -> dict[str, float | None]:
    """The fields of a suspected class without a channel perturbation that tells nothing of it.

    That of a class with a small patch can be larger than those of other classes.
    """
    return fields if reason in ("channels", "together") else fields | {"perturbation": None}


def _of_each_class(
    measured: Measured, of_experts: np.ndarray | None
) -> list[dict[str, float | None]]:
    """For each class the fields of its record that no search for a trigger gives."""
    least = [float(each) if np.isfinite(each) else None for each in measured.perturbations]
    experts = [None] * len(least) if of_experts is None else [float(each) for each in of_experts]
    return [
        {"margin": float(margin), "perturbation": perturbation, "expert_margin": expert}
        for margin, perturbation, expert in zip(measured.margins, least, experts, strict=True)
    ]
