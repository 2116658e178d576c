"""Which suspected targets are unlearned together, and how."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from core.scan.job import Found
from core.scan.measures import FORMS
from core.scan.searched import Inverted
from core.scan.triggers import Trigger


class Group(NamedTuple):
    """Suspected targets that are unlearned together.

    Attributes:
        form: of their triggers.
        suspects: the targets, each with the trigger that the scan found.
    """

    form: type[Trigger]
    suspects: list[Inverted]

    @property
    def targets(self) -> list[int]:
        """The classes."""
        return [suspect.target_class for suspect in self.suspects]


def named_by_experts(found: Found) -> list[int]:
    """The classes that a scan suspects for their margin in experts alone."""
    suspected = found.record.suspected_targets
    return [each.target_class for each in suspected if each.reason == "expert"]


def alike(found: Found, without: Sequence[int]) -> list[Group]:
    """The suspected targets by the form of their triggers, `without` some classes."""
    every = [e for e in (*found.suspected, *found.also) if e.target_class not in without]
    groups = [Group(form, [e for e in every if isinstance(e.trigger, form)]) for form in FORMS]
    return [group for group in groups if group.suspects]
