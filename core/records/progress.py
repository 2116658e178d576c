"""The progress that a long job reports, and the wishes that it accepts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import Literal

# The stages of all jobs; a `Plan` adds titles and costs.
StageKey = Literal[
    "warm-up", "read", "open", "examine",
    "scan", "margins", "shortlist", "invert", "spread", "channels",
    "rank", "record", "prune", "unlearn", "fine-tune", "verify", "measure", "calibrate",
    "compare", "learn", "screen", "maps", "audit", "images",
]  # fmt: skip


class Wish(Enum):
    """What a caller may send into a running generator; plain iteration sends nothing."""

    STOP_EARLY = "stop early and keep"


@dataclass(frozen=True)
class Stage:
    """A stage of a job.

    Attributes:
        work: its expected cost relative to the other stages.
        graphs: how many computations are compiled in it before they run.
    """

    key: StageKey
    title: str
    detail: str
    work: float
    graphs: int = 1


@dataclass(frozen=True)
class Plan:
    """All stages of a job, yielded first and again whenever the expectation changes.

    Attributes:
        seconds: the expected duration of the stages that have not begun, from the measured `Pace`;
            None if no pace was measured.
    """

    stages: tuple[Stage, ...]
    seconds: float | None = None


@dataclass(frozen=True)
class Pace:
    """The speed of a network on this machine, in seconds.

    Attributes:
        forward: for one image through a forward pass.
        searching: for one image through a forward pass and back to the image.
        training: for one image through a forward pass and back to the weights.
        graph: to compile one more computation before its first image.
    """

    forward: float
    searching: float
    training: float
    graph: float


@dataclass(frozen=True)
class Progress:
    """`done` of `total` units of a stage; a stage is finished when both are equal.

    `kept`: it was finished in an earlier run, so it says nothing about the pace of this one.
    """

    stage: StageKey
    done: int
    total: int
    kept: bool = False

    def of_part(self, number: int, parts: int) -> Progress:
        """This progress of part `number`, from 0, as that of `parts` parts with equal totals."""
        return replace(self, done=number * self.total + self.done, total=parts * self.total)


@dataclass(frozen=True)
class Notice:
    """Something a person should read, such as clean data that looks out of domain."""

    severity: Literal["warning", "note"]
    what: str
