"""Facts about each layer that a person may look up: its inputs, settings and range of weights."""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping, Sequence

import numpy as np

from core.opening.nodes import Node
from core.opening.weights import Arrays
from core.records import Layer
from core.text.wording import printable

MOST_SETTINGS, LONGEST = 40, 80


def layers_of(nodes: Sequence[Node], arrays: Arrays) -> tuple[Layer, ...]:
    """A record for each layer, in the order of the first calls.

    Args:
        nodes: all calls, each after its inputs.
        arrays: the weights by the layer's path of names.
    """
    ranges = {".".join(path): _range(values) for path, values in arrays.items()}
    inputs: dict[str, dict[str, None]] = {}
    for node in nodes:
        known = inputs.setdefault(node.name, {})
        known |= dict.fromkeys(nodes[place].name for place in node.inputs)
    return tuple(
        _layer(node, tuple(inputs[node.name]), ranges.get(node.name))
        for node in nodes
        if node.first_call
    )


def _layer(node: Node, inputs: tuple[str, ...], weights: tuple[float, float] | None) -> Layer:
    kernel = node.settings.get("kernel_size")
    details = [" × ".join(map(str, kernel))] if kernel else []
    if node.settings.get("activation") == "softmax":
        details.append("softmax")
    return Layer(
        node.name,
        node.type,
        node.shape,
        node.parameters,
        ", ".join(details),
        inputs,
        _settings(node.settings),
        weights,
    )


def _settings(settings: Mapping[str, object]) -> dict[str, str]:
    """The settings, from an untrusted file, as texts that are safe to show."""
    shown = list(settings.items())[:MOST_SETTINGS]
    return {printable(name, LONGEST): _text(value) for name, value in shown}


def _text(value: object) -> str:
    """The beginning of a setting as text; a table of numbers is not written out for it."""
    parts = json.JSONEncoder(default=str, ensure_ascii=False).iterencode(value)
    # Every part has a character at least, and one character too many shows that there are more.
    return printable("".join(itertools.islice(parts, LONGEST + 1)), LONGEST)


def _range(values: Sequence[np.ndarray]) -> tuple[float, float] | None:
    """The smallest and the largest weight; None without weights, or if some are not finite."""
    filled = [array for array in values if array.size]
    if not filled or not all(np.isfinite(array).all() for array in filled):
        return None
    return float(min(array.min() for array in filled)), float(max(array.max() for array in filled))
