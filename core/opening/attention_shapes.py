"""The shapes of attention: a query compares places with the value's, and mixes the value."""

from __future__ import annotations

import math

from core.errors import Invalid
from core.opening.geometry import Shape, place_of
from core.opening.operation import LARGEST_TENSOR
from core.opening.terms import Settings


def attended(inputs: list[Shape], settings: Settings) -> Shape:
    """The shapes of query, value and, if it differs from the value, key."""
    if len(inputs) not in (2, 3):
        raise Invalid("attention needs two or three tensors")
    query, value, key = inputs[0], inputs[1], inputs[-1]
    if min(map(len, inputs)) < 2 or len(query) != len(value) or value[:-1] != key[:-1]:
        raise Invalid("query, value and key do not match")
    if "num_heads" in settings:
        _bound_scores(query, value, settings)
        return query
    if query[:-2] != value[:-2] or query[-1] != key[-1]:
        raise Invalid("query, value and key do not match")
    return (*query[:-1], value[-1])


def _bound_scores(query: Shape, value: Shape, settings: Settings) -> None:
    """Refuse attention whose scores, one for each pair of places, fit no memory."""
    axes = settings["attention_axes"] or tuple(range(1, len(query)))
    places = {place_of(axis, len(query)) for axis in axes}
    if not places <= set(range(len(query) - 1)):
        raise Invalid("attention runs along places, not along channels")
    sides = [side or 1 for side in query[:-1]]
    compared = [value[place] or 1 for place in places]
    scores = math.prod(sides) * math.prod(compared) * settings["num_heads"]
    width = settings["num_heads"] * max(settings["key_dim"], settings["value_dim"] or 0)
    if max(scores, math.prod(sides) * width) > LARGEST_TENSOR:
        raise Invalid("its attention scores fit no memory")
