"""Estimate whether a backdoor still works, with triggers that were never unlearned.

A repaired network withstands the very triggers that it unlearned, so their success says little
about the attacker's own trigger (docs/results.md#unseen-networks). Therefore new triggers are
searched for in the repaired network, in every form that works on the BadNet and from several
starts. A trigger that is larger than `strength` times the BadNet's, or larger than the largest that
is unlearned, is scaled down to that size, because large triggers turn any network. The highest
success is the estimate.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence

from core.network.classifier import Classifier
from core.records import RepairOptions, ScanStep
from core.scan.images import Sample
from core.scan.searched import Inverted
from core.scan.smallest_triggers import smallest_triggers
from core.scan.triggers import Kind


def success_anew(
    repaired: Classifier,
    samples: tuple[Sample, Sample],
    triggers: Sequence[Inverted],
    usual_size: Mapping[Kind, float],
    options: RepairOptions,
) -> Generator[ScanStep, object, tuple[float, tuple[float, float]]]:
    """The size of the smallest trigger after the repair, and the lowest and highest success.

    Args:
        repaired: the repaired network.
        samples: images to search with, and other images to measure on.
        triggers: of one class, as found in the BadNet; at most one of each form.
        usual_size: the usual size of clean classes' triggers, for each form.
        options: the seed, and the settings of scans and of this estimate.

    Returns:
        The size belongs to the form of the first trigger.
    """
    how, largest = options.repairing.estimate, options.repairing.unlearning.largest
    (sample, unseen), target = samples, triggers[0].target_class
    sizes, rates = list[float](), list[float]()
    for found in triggers:
        limit = min(how.strength * found.trigger.size, largest * usual_size[found.trigger.kind])
        rates.append(unseen.flip_rate(repaired, found.trigger, target))
        for start in range(how.starts):
            (trigger,) = yield from smallest_triggers(
                repaired,
                sample,
                [target],
                seed=options.seed + start,
                stage="verify",
                form=type(found.trigger),
                settings=options.scanning,
            )
            if found is triggers[0]:
                sizes.append(trigger.size)
            smaller = trigger.scaled(min(1.0, limit / max(trigger.size, 1e-6)))
            rates.append(unseen.flip_rate(repaired, smaller, target))
    return min(sizes), (min(rates), max(rates))
