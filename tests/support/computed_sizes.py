"""Entries of a config that compute with the shape of a tensor, as tf.keras 2 wrote them."""

from __future__ import annotations

from typing import Any

from support.hostile import Config, layer
from support.wider import called, function


def part(name: str, of: str, key: Any) -> Config:
    """of[key], of which tf.keras 2 makes a layer."""
    taken = layer("SlicingOpLambda", name, function="__operators__.getitem")
    return called(taken, [of, 0, 0, {"slice_spec": key}])


def ref(name: str, output: int = 0) -> list[Any]:
    return [name, 0, output]


def shape_of(name: str = "image") -> Config:
    return function("sides", "compat.v1.shape", name, 0, 0, name=None, out_type="int32")


def several(title: str, call: str, given: list[Any]) -> Config:
    """A function of a list of tensors and numbers."""
    return called(layer("TFOpLambda", title, function=call), given)


SIDES = [shape_of(), part("b", "sides", 0), part("h", "sides", 1), part("w", "sides", 2)]
