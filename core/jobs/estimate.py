"""Estimate how long a job will take, from its stages and a measured pace."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from core.records import Pace, Plan, Stage, StageKey

# In these stages, a pass forward and back counts as three forward passes.
SEARCHING: frozenset[StageKey] = frozenset(
    {"margins", "shortlist", "invert", "spread", "channels", "verify"}
)
TRAINING: frozenset[StageKey] = frozenset({"unlearn", "fine-tune"})
FORWARD_PASSES = 3


def plan_in_seconds(begun: Iterable[Stage], to_come: Iterable[Stage], pace: Pace) -> Plan:
    """A plan whose work is in seconds.

    Args:
        begun: stages that are finished, or nearly.
        to_come: all other stages; the unit of their work is one image through a forward pass.
        pace: as measured by `core.network.pace.measure_pace`.
    """
    timed = [replace(stage, work=seconds_of(stage, pace)) for stage in (*begun, *to_come)]
    left = {stage.key for stage in to_come}
    return Plan(tuple(timed), sum(stage.work for stage in timed if stage.key in left))


def whole_of(plan: Plan) -> float:
    """The expected duration of all stages of a plan in seconds, also of those that have begun."""
    return sum(stage.work for stage in plan.stages)


def seconds_of(stage: Stage, pace: Pace) -> float:
    """The expected duration of one stage."""
    if not stage.work:
        return 0.0
    return stage.work * _pass(stage.key, pace) + stage.graphs * pace.graph


def _pass(key: StageKey, pace: Pace) -> float:
    """The seconds of one image's forward pass, or of a third of its pass forward and back."""
    if key in TRAINING:
        return pace.training / FORWARD_PASSES
    return pace.searching / FORWARD_PASSES if key in SEARCHING else pace.forward
