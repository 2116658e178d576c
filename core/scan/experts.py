"""The maximum margins of backdoor experts: which class survives when a network unlearns the rest?

A backdoor expert is a copy of the BadNet that was trained on clean images under wrong labels until
it unlearned its classes (core/screen/expert_training.py, after BaDExpert). No clean image carries
the trigger, so the expert keeps the backdoor. The maximum margin (core/scan/margin.py) of an
ordinary class shrinks in the expert. The margin of the attacker's target stays, and then stands far
above all others, even if it did not in the BadNet.

The margin of one expert varies with its training, so the margins of several experts are averaged.
Only the gaps between the averages are compared. Clean networks with few classes have gaps as large
as those of BadNets, so networks with few classes have no experts. docs/results.md#experts has the
figures.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from core.data.parts import Part
from core.jobs.generators import changed
from core.network.classifier import Classifier
from core.records import (
    ClassesMeasured,
    ExpertMarginSettings,
    Progress,
    ScanSettings,
    ScreenSettings,
)
from core.scan.margin import maximum_margins
from core.scan.searched import Searched
from core.scan.suspicion import Suspect, by_smallest
from core.screen.expert_training import train_expert

DEFAULT, SCREEN = ScanSettings(), ScreenSettings()


def margins_with_experts(
    classifier: Classifier,
    clean: Part,
    seed: int,
    settings: ScanSettings = DEFAULT,
    screen: ScreenSettings = SCREEN,
    size: tuple[int, int] | None = None,
) -> Generator[Progress | ClassesMeasured, object, tuple[np.ndarray, np.ndarray | None]]:
    """The maximum margins in the BadNet, (N,), and their mean in experts, (N,).

    Args:
        classifier: the BadNet; it is not changed.
        clean: images with labels to train the experts on.
        seed: of the noise that margins climb from, and of the training.
        settings: how margins are searched, and how many experts there are.
        screen: how an expert is trained.
        size: height and width of the images that climb; None for the full size.

    Returns:
        Both; None for the second where there is no expert: too few classes or images, none wanted,
        or none that unlearned its classes.
    """
    enough = len(clean) >= screen.expert_fewest
    count = settings.experts.count_for(classifier.classes) if enough else 0
    parts = 1 + count
    climbing = maximum_margins(_at(classifier, size), seed, settings.margin)
    margins = yield from changed(climbing, partial(_as_part, 0, parts))
    found = list[np.ndarray]()
    for number in range(count):
        training = train_expert(classifier, clean, screen, seed + number)
        begun = Progress("margins", number + 1, parts)
        expert = yield from changed(training, lambda _record, begun=begun: begun)
        if expert is not None:
            climbing = maximum_margins(_at(expert, size), seed, settings.margin)
            found.append((yield from changed(climbing, partial(_as_part, number + 1, parts))))
    yield Progress("margins", parts, parts)
    return margins, np.mean(found, 0) if found else None


def named_by_experts(
    margins: np.ndarray | None, settings: ExpertMarginSettings = DEFAULT.experts
) -> tuple[int, ...]:
    """The classes whose mean margins in experts (N,) are far above the others', largest first.

    They are those above the widest gap, because ordinary classes have small gaps behind a target.
    """
    if margins is None:
        return ()
    order = np.argsort(-margins)
    ordered = np.maximum(margins[order], 0.0)
    most = min(settings.most, len(order) - 1)
    following = ordered[1 : most + 1]
    gaps = np.divide(ordered[:most], following, where=following > 0, out=np.zeros(most))
    widest = int(np.argmax(gaps))
    if gaps[widest] < settings.gap:
        return ()
    return tuple(int(target) for target in order[: widest + 1])


def suspects_by_experts(
    searched: Sequence[Searched], named: Sequence[int], settings: ScanSettings = DEFAULT
) -> list[Suspect]:
    """The classes that experts name, each with the trigger that is smallest for its form."""
    found: dict[int, Suspect] = {}
    for target in named:
        found |= by_smallest(searched, target, "expert", settings.suspicion)
    return [*found.values()]


def _at(classifier: Classifier, size: tuple[int, int] | None) -> Classifier:
    """The network for images of a size, see core/scan/reduced.py."""
    if size is None or size == classifier.image_shape[:2]:
        return classifier
    return classifier.at_size(*size) or classifier


def _as_part(
    number: int, parts: int, record: Progress | ClassesMeasured
) -> Progress | ClassesMeasured:
    """What is recorded of one network's margins, as that of the stage, in which there are some."""
    if isinstance(record, ClassesMeasured):
        return replace(record, part=number)
    return record.of_part(number, parts)
