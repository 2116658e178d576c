"""The shapes of attention: a query compares places with the value's, and mixes the value."""

from __future__ import annotations

import math

from core.errors import Invalid
from core.opening.geometry import Shape, place_of, words
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
    if "num_query_heads" in settings:
        _bound_grouped_scores(query, value, settings)
        return query
    if query[:-2] != value[:-2] or query[-1] != key[-1]:
        raise Invalid("query, value and key do not match")
    # A sum of query and key, unlike a product, is made for each pair of places in full.
    width = 1 if settings.get("score_mode") == "dot" else query[-1] or 1
    if _count(query[:-1]) * (key[-2] or 1) * width > LARGEST_TENSOR:
        raise Invalid("its attention scores fit no memory")
    return (*query[:-1], value[-1])


def _bound_scores(query: Shape, value: Shape, settings: Settings) -> None:
    """Refuse attention whose scores, one for each pair of places, fit no memory."""
    axes = settings["attention_axes"] or tuple(range(1, len(query)))
    places = {place_of(axis, len(query)) for axis in axes}
    if (settings["causal"] or settings["sliding_window"]) and len(query) != 2:
        raise Invalid("a sequence is needed, not {shape}", shape=words(query))
    if not places <= set(range(len(query) - 1)):
        raise Invalid("attention runs along places, not along channels")
    compared = _count(tuple(value[place] for place in places))
    scores = _count(query[:-1]) * compared * settings["num_heads"]
    width = settings["num_heads"] * max(settings["key_dim"], settings["value_dim"] or 0)
    if max(scores, _count(query[:-1]) * width) > LARGEST_TENSOR:
        raise Invalid("its attention scores fit no memory")


def _bound_grouped_scores(query: Shape, value: Shape, settings: Settings) -> None:
    """Refuse attention whose heads share keys and values, if its scores fit no memory."""
    heads = settings["num_query_heads"]
    if len(query) != 2:
        raise Invalid("a sequence is needed, not {shape}", shape=words(query))
    if heads % settings["num_key_value_heads"]:
        raise Invalid("{side} cannot be divided by {count}", side=heads,
                      count=settings["num_key_value_heads"])  # fmt: skip
    # Keys and values are repeated for each head of the query.
    longest = max(query[0] or 1, value[0] or 1)
    wide = max(value[0] or 1, settings["head_dim"])
    if longest * wide * heads > LARGEST_TENSOR:
        raise Invalid("its attention scores fit no memory")


def attended_by_heads(inputs: list[Shape], settings: Settings) -> Shape:
    """The shape of query, key and value, each places × heads × channels, when they are joined."""
    query, key, value = inputs
    if {len(shape) for shape in inputs} != {3} or key[:2] != value[:2]:
        raise Invalid("query, value and key do not match")
    if query[1:] != key[1:] or value[2] != key[2]:
        raise Invalid("query, value and key do not match")
    if _count(query[:2]) * (key[0] or 1) > LARGEST_TENSOR:
        raise Invalid("its attention scores fit no memory")
    return query


def _count(sides: Shape) -> int:
    return math.prod(side or 1 for side in sides)


def multiplied(inputs: list[Shape], settings: Settings) -> Shape:
    """The shape of the product of two tensors along an axis of each."""
    if len(inputs) != 2 or not all(0 < len(shape) < 3 for shape in inputs):
        raise Invalid("two lists or two tables are needed")
    axes = settings["axes"] if isinstance(settings["axes"], tuple) else (settings["axes"],) * 2
    places = [place_of(axis, len(shape)) for axis, shape in zip(axes, inputs, strict=True)]
    first, second = ([*shape] for shape in inputs)
    if first.pop(places[0]) != second.pop(places[1]):
        raise Invalid("the lengths of the multiplied axes differ")
    return (*first, *second) or (1,)
