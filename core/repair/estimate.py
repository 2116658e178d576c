"""Estimate whether a backdoor still works, with triggers that were never unlearned.

A repaired network withstands the very triggers that it unlearned, so their success says little
about the attacker's own trigger (docs/results.md#unseen-networks). Therefore new triggers are
searched for in the repaired network, in every form that works on the BadNet and from several
starts. A trigger that is larger than `strength` times the BadNet's, or larger than the largest that
is unlearned, is scaled down to that size, because large triggers turn any network. The highest
success is the estimate.

For a class that experts name, such triggers consist of features of the class, and they work after
every repair. There, experts that took no part in the repair perturb held-out images, and the share
that the repaired network answers with the class is the estimate
(docs/results.md#perturbations-by-experts).
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from core.data.parts import Part
from core.network.classifier import Classifier
from core.records import ExpertPerturbationSettings, Progress, RepairOptions, ScanStep
from core.repair.expert_perturbations import Perturber, train_experts
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
        again = yield from smallest_triggers(
            repaired,
            sample,
            [target] * how.starts,
            seed=options.seed,
            stage="verify",
            form=type(found.trigger),
            settings=options.scanning,
        )
        if found is triggers[0]:
            sizes += [trigger.size for trigger in again]
        for trigger in again:
            smaller = trigger.scaled(min(1.0, limit / max(trigger.size, 1e-6)))
            rates.append(unseen.flip_rate(repaired, smaller, target))
    return min(sizes), (min(rates), max(rates))


def success_by_experts(
    repaired: Classifier,
    badnet: Classifier,
    clean: Part,
    unseen: Sample,
    target: int,
    options: RepairOptions,
) -> Generator[Progress, object, tuple[float, float] | None]:
    """The lowest and highest share of images that a repaired network gives a class if perturbed.

    Args:
        repaired: the repaired network.
        badnet: the network as received, which the experts are trained from.
        clean: labelled images to train them on.
        unseen: images that nothing was trained on.
        target: the class that experts name.
        options: the seed, and the settings of experts.

    Returns:
        None if no expert unlearned its classes.
    """
    how = options.repairing.unlearning.experts
    # Other experts than those of the repair.
    experts = yield from train_experts(
        badnet, clean, options.seed + how.count, how.count, options.screen, "verify"
    )
    others = unseen.images[unseen.own != target][: options.repairing.estimate.perturbed]
    if not experts or not len(others):
        return None
    rates = list[float]()
    for expert in experts:
        for each in _strongest(how):
            rng = np.random.default_rng(options.seed)
            images = Perturber([expert], [target], each).before_step(others, rng).images
            rates.append(float((repaired.softmax(images).argmax(-1) == target).mean()))
            yield Progress("verify", 0, 1)
    return min(rates), max(rates)


def _strongest(how: ExpertPerturbationSettings) -> Iterator[ExpertPerturbationSettings]:
    """Every image is perturbed as much as in unlearning at most: as a whole, or in a rectangle."""
    (*_, faint), (*_, strong) = how.faint, how.strong
    limits = replace(how, stamped=1.0, faint=(faint, faint), strong=(strong, strong))
    yield replace(limits, whole_image=1.0)
    yield replace(limits, whole_image=0.0)
