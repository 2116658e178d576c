"""Find the probabilities in a network's answer behind its last softmax or sigmoids.

An ensemble answers with the mean of its networks' softmaxes, and others reshape or clip theirs.
Such an answer is made of probabilities and not of logits.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Activation = Literal["softmax", "sigmoid"]
PASSING = {"Flatten", "Reshape", "Dropout", "Identity"}
# What the largest possible number of an answer becomes, if it is made of several.
_WHOLE: dict[str, Callable[[Sequence[float]], float]] = {
    "pass": max,
    "largest": max,
    "mean": lambda wholes: sum(wholes) / len(wholes),
    "sum": sum,
    "product": math.prod,
}
HOW = {
    "Average": "mean", "Add": "sum", "Multiply": "product", "Maximum": "largest",
    "Minimum": "largest",
}  # fmt: skip
# Reductions of networks' answers that were stacked.
HOW_STACKED = {
    "mean": "mean", "average": "mean", "sum": "sum", "prod": "product", "max": "largest",
    "min": "largest", "median": "largest",
}  # fmt: skip


@dataclass(frozen=True)
class Step:
    """A step of a network.

    Attributes:
        how: "softmax" or "sigmoid", one of `_WHOLE`, or "other".
        inputs: the keys of the steps before it.
        factor: for its result.
    """

    how: str
    inputs: tuple[Hashable, ...] = ()
    factor: float = 1.0


@dataclass(frozen=True)
class Mixed:
    """Probabilities, times `whole`; `alone` if no arithmetic came behind their activation."""

    activation: Activation
    whole: float = 1.0
    alone: bool = True


def probabilities(steps: Iterable[tuple[Hashable, Step]]) -> dict[Hashable, Mixed]:
    """Which of the steps, each after its inputs, make probabilities."""
    found: dict[Hashable, Mixed] = {}
    for key, step in steps:
        if step.how == "softmax" or step.how == "sigmoid":
            found[key] = Mixed(step.how)
            continue
        given = [found[each] for each in step.inputs if each in found]
        if step.how not in _WHOLE or not given or len(given) < len(step.inputs):
            continue
        if len({each.activation for each in given}) == 1 and step.factor > 0:
            whole = step.factor * _WHOLE[step.how]([each.whole for each in given])
            alone = step.how == "pass" and step.factor == 1 and given[0].alone
            if 0 < whole < math.inf:
                found[key] = Mixed(given[0].activation, whole, alone)
    return found


def is_one_list(shape: Sequence[int | None]) -> bool:
    """Whether a tensor of this shape, without the batch, is one list along its last axis."""
    return all(side == 1 for side in shape[:-1])
