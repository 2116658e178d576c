"""Which suspected targets are unlearned together, and with which triggers."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from typing import NamedTuple

from core.records import Progress, UnlearnSettings
from core.repair.expert_triggers import triggers_in_experts
from core.repair.recipes.work import Work
from core.scan.images import Sample
from core.scan.job import Found
from core.scan.measures import FORMS
from core.scan.searched import Inverted
from core.scan.triggers import Trigger


class Group(NamedTuple):
    """Suspected targets that are unlearned together.

    Attributes:
        form: of their triggers.
        suspects: the targets, each with the trigger that the scan found.
        by_experts: whether experts name all of them, or none.
    """

    form: type[Trigger]
    suspects: list[Inverted]
    by_experts: bool

    @property
    def targets(self) -> list[int]:
        """The classes."""
        return [suspect.target_class for suspect in self.suspects]


def alike(found: Found) -> list[Group]:
    """The suspected targets by the form of their triggers, and by whether experts name them."""
    every = (*found.suspected, *found.also)
    reasons = {each.target_class: each.reason for each in found.record.suspected_targets}

    def of(form: type[Trigger], by_experts: bool) -> list[Inverted]:
        of_form = [each for each in every if isinstance(each.trigger, form)]
        return [e for e in of_form if (reasons[e.target_class] == "expert") == by_experts]

    groups = [Group(form, of(form, by), by) for form in FORMS for by in (False, True)]
    return [group for group in groups if group.suspects]


class ToShow(NamedTuple):
    """What unlearning shows of a group.

    Attributes:
        triggers: the triggers to begin with.
        largest: larger ones are not shown.
        settings: of the pool.
    """

    triggers: list[Trigger]
    largest: float
    settings: UnlearnSettings


def to_show(
    work: Work, group: Group, sample: Sample, usual_size: float
) -> Generator[Progress, object, ToShow]:
    """The triggers of a group: those that the scan found, or those of experts that name it.

    Args:
        work: the repair; it is not changed.
        group: the targets.
        sample: clean images to search with.
        usual_size: the median size over clean classes.
    """
    how = work.unlearning
    # The attacker's trigger may well be larger than the smallest that works.
    usual = ToShow([each.trigger for each in group.suspects], how.largest * usual_size, how)
    if not group.by_experts:
        return usual
    bench, options = work.bench, work.options
    found = yield from triggers_in_experts(
        bench.badnet,
        bench.clean.tuning,
        sample,
        group.targets,
        group.form,
        options.seed,
        how,
        options.screen,
    )
    if not found:
        return usual
    # Larger ones consist of features of the class.
    largest = min(usual.largest, how.experts.largest * max(trigger.size for trigger in found))
    return ToShow(found, largest, replace(how, stamped=how.experts.stamped))
