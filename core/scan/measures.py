"""Measure all classes, or with many classes a shortlist, and name those that stand out.

With few classes, patches and additive triggers are inverted for every class, and channel
perturbations judge the classes that sizes and margins do not name. With many classes, patches
and channel perturbations are measured for a shortlist. A class is then named by all measures
together, or by one that leaves no doubt. For a named class an additive trigger is inverted too,
because the attacker's trigger may not be a patch.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.jobs.generators import changed
from core.network.classifier import Classifier
from core.records import ClassesMeasured, Progress, ScanSettings, ScanStep
from core.scan.channel_perturbation import least_perturbations
from core.scan.experts import named_by_experts, suspects_by_experts
from core.scan.images import Sample
from core.scan.reduced import Quick
from core.scan.searched import Inverted, Searched
from core.scan.shortlisting import shortlist
from core.scan.smallest_triggers import STAGES, smallest_triggers, steps_of
from core.scan.suspicion import (
    Suspect,
    compare,
    each_once,
    of_shortlist,
    suspects,
    suspects_beyond_doubt,
)
from core.scan.together import (
    is_worth_perturbing,
    suspects_by_channels,
    suspects_in_shortlist,
)
from core.scan.triggers import Additive, Patch, Trigger

FORMS: tuple[type[Trigger], ...] = (Patch, Additive)


@dataclass(frozen=True)
class Scanned:
    """A network under a scan.

    Attributes:
        sample: clean images to search with.
        unseen: other images, on which the flip rates are measured.
        quick: the same at a reduced size where the images are large.
        expert_margins: the mean margins in backdoor experts, (N,); None without any.
    """

    classifier: Classifier
    sample: Sample
    unseen: Sample
    seed: int
    settings: ScanSettings
    quick: Quick
    expert_margins: np.ndarray | None = None

    @property
    def named(self) -> tuple[int, ...]:
        """The classes that the experts name."""
        return named_by_experts(self.expert_margins, self.settings.experts)

    def kept(self, margins: np.ndarray) -> np.ndarray:
        """Of the BadNet's margins (N,) what experts keep.

        All of it where there are no experts, or where most of their margins are lower bounds.
        """
        if self.expert_margins is None or len(margins) > self.settings.margin.climb_all:
            return margins
        return np.minimum(margins, self.expert_margins)


@dataclass(frozen=True)
class Measured:
    """The measures of a network's N classes, and the suspected classes.

    Attributes:
        searched: what was inverted, for each form of trigger.
        margins: (N,).
        perturbations: (N,); infinite where none was searched for or found.
        all_inverted: as in `ScanRecord`.
    """

    searched: Sequence[Searched]
    margins: np.ndarray
    perturbations: np.ndarray
    suspected: Sequence[Suspect]
    all_inverted: bool


def of_all(scanned: Scanned, margins: np.ndarray) -> Generator[ScanStep, object, Measured]:
    """Measure every class; `margins` is (N,)."""
    classes, settings = scanned.classifier.classes, scanned.settings
    inverted, targets = list[list[Inverted]](), range(classes)
    for form in FORMS:
        inverted.append((yield from _tried(scanned, targets, form)))
    searched = compare(inverted, settings.suspicion)
    if searched[0].in_one_place:
        searched = yield from _searched_again(scanned, inverted, searched)
    by_experts = suspects_by_experts(searched, scanned.named, settings)
    suspected = each_once(suspects(searched, margins, settings), by_experts)
    named = {each.inverted.target_class for each in suspected}
    perturbations = np.full(classes, np.inf)
    if is_worth_perturbing(searched[1], named, settings.suspicion):
        perturbations = yield from _perturbed(scanned, targets)
        faint = suspects_by_channels(searched[1], perturbations, named, settings.suspicion)
        suspected = each_once(suspected, faint)
    return Measured(searched, margins, perturbations, suspected, all_inverted=True)


def _searched_again(
    scanned: Scanned, inverted: Sequence[Sequence[Inverted]], searched: list[Searched]
) -> Generator[ScanStep, object, list[Searched]]:
    """The same without classes whose patches lie in one place in one search, but not in another.

    Args:
        scanned: the network.
        inverted: for each form all classes, patches first.
        searched: how they were judged.
    """
    placed = [each.target_class for each in searched[0].in_one_place]
    job = _tried(replace(scanned, seed=scanned.seed + 1), placed, Patch)
    # The stage of patches is over.
    again = yield from changed(job, lambda _record: Progress("channels", 0, 1))
    replaced = {each.target_class: each for each in again}
    patches = [replaced.get(each.target_class, each) for each in inverted[0]]
    judged = compare([patches, *inverted[1:]], scanned.settings.suspicion)
    confirmed = {each.target_class for each in (*judged[0].in_one_place, *judged[0].small)}
    return searched if confirmed >= {*placed} else judged


def of_a_shortlist(scanned: Scanned, margins: np.ndarray) -> Generator[ScanStep, object, Measured]:
    """Measure a shortlist of many classes; `margins` is (N,)."""
    classifier, settings = scanned.classifier, scanned.settings
    first = scanned.quick
    targets, margins = yield from shortlist(
        first.classifier, first.sample, margins, scanned.seed, first.settings, scanned.named
    )
    chosen = np.array(targets)
    inverted = yield from _tried(scanned, targets, Patch)
    patches = of_shortlist(inverted, settings.shortlist.compared)
    perturbations = np.full(classifier.classes, np.inf)
    perturbations[chosen] = yield from _perturbed(scanned, targets)
    kept = scanned.kept(margins)
    of_chosen = (margins[chosen], kept[chosen])
    together = suspects_in_shortlist(patches, of_chosen, perturbations[chosen], settings)
    suspected = each_once(together, suspects_beyond_doubt(patches, settings.suspicion)) or suspects(
        [patches], kept, settings
    )
    searched = [patches]
    named = [*dict.fromkeys([*(each.inverted.target_class for each in suspected), *scanned.named])]
    if named:
        searched.append((yield from _additive_too(scanned, named, targets)))
        suspected = each_once(suspected, suspects_by_experts(searched, scanned.named, settings))
    return Measured(searched, margins, perturbations, suspected, all_inverted=False)


def _additive_too(
    scanned: Scanned, named: Sequence[int], targets: Sequence[int]
) -> Generator[ScanStep, object, Searched]:
    """Additive triggers of some named classes and of some sampled classes of the shortlist."""
    sampled = [target for target in targets if target not in named]
    count = scanned.settings.shortlist.compared_additive
    inverted = yield from _tried(scanned, [*named, *sampled[-count:]], Additive)
    return of_shortlist(inverted, min(count, len(sampled)))


def _perturbed(
    scanned: Scanned, targets: Sequence[int]
) -> Generator[Progress | ClassesMeasured, object, np.ndarray]:
    first = scanned.quick
    return (
        yield from least_perturbations(
            first.classifier, first.sample, targets, scanned.seed, first.settings
        )
    )


def _tried(
    scanned: Scanned, targets: Sequence[int], form: type[Trigger]
) -> Generator[ScanStep, object, list[Inverted]]:
    """Search triggers of one form, and measure their flip rates on unseen images."""
    classifier, settings = scanned.classifier, scanned.settings
    triggers = yield from smallest_triggers(
        classifier, scanned.sample, targets, seed=scanned.seed, form=form, settings=settings
    )
    inverted, total = list[Inverted](), steps_of(scanned.quick, targets, form)
    for target, trigger in zip(targets, triggers, strict=True):
        rate = scanned.unseen.flip_rate(classifier, trigger, target)
        inverted.append(Inverted(target, trigger, rate))
        yield Progress(STAGES[form.kind], total, total)
    return inverted
