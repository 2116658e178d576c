"""Does a backdoor still work? Told by triggers that were never unlearned.

A repaired network withstands the very triggers that it unlearned, so their success says little: of
one network they said 0.5 % while the attacker's own trigger still worked on 34.5 % of the images.
So triggers are searched anew in the repaired network, of every form that the BadNet obeys and from
several starts. One that is larger than `strength` times the BadNet's, or than what is unlearned at
all, is made as small as that: large ones turn any network. The highest success is the estimate.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence

from core.network.classifier import Classifier
from core.records import Progress, RepairOptions, TriggerSharpened
from core.scan.images import Sample
from core.scan.smallest_triggers import smallest_triggers
from core.scan.suspicion import Inverted
from core.scan.triggers import Kind


def success_anew(
    repaired: Classifier,
    samples: tuple[Sample, Sample],
    triggers: Sequence[Inverted],
    usual_size: Mapping[Kind, float],
    options: RepairOptions,
) -> Generator[Progress | TriggerSharpened, object, tuple[float, tuple[float, float]]]:
    """The size of the smallest trigger now, and the lowest and highest success.

    Args:
        repaired: the repaired network.
        samples: images to search with, and others to measure on.
        triggers: of one class, as they were found in the BadNet; at most one of each form.
        usual_size: of clean classes' triggers.
        options: seed, and the settings of scanning and of the estimate.

    Returns:
        The size is of the first trigger's form.
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
