"""Read the weight arrays of a model file, and check them against its Blueprint.

There are two layouts. "legacy" (every .h5 model) has a group for each layer, listed in attributes,
and keeps a nested network's arrays in one list, trainable ones first. "keras" (.keras, .weights.h5)
has groups named by class and number, nested like the network.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count, takewhile
from typing import Protocol

import numpy as np

from core.errors import Unreadable
from core.network.keras_types import Network
from core.opening.blueprint import Blueprint, NetworkPart
from core.opening.layer_names import TRAINING_ONLY
from core.opening.shapes import Shapes
from core.opening.weight import Weight
from core.quarantine.contents import BFLOAT16, Contents
from core.quarantine.stored import numbers

# Classes whose name in a config is not that of the class itself, which .keras files take.
_CLASSES = {"Model": "Functional", "GroupQueryAttention": "GroupedQueryAttention"}

Path = tuple[str, ...]
Arrays = Mapping[Path, list[np.ndarray]]


class HoldsArrays(Protocol):
    """A file whose contents are known and whose arrays can be read."""

    @property
    def contents(self) -> Contents:
        """The arrays, groups and attributes of the file."""
        ...

    def array(self, path: str) -> np.ndarray:
        """The whole array at `path`; raises Unreadable."""
        ...


@dataclass(frozen=True)
class StoredWeights:
    """The weights in a model file, not read yet.

    Attributes:
        file: the file; no finding may refuse it.
        root: the path of the group that holds the weights.
        by_layer: whether the arrays of a nested network stand layer by layer, as in a SavedModel;
            in an .h5, trainable ones come first.
    """

    file: HoldsArrays
    root: str
    by_layer: bool = False

    @property
    def is_legacy(self) -> bool:
        """Whether attributes list the layers."""
        return bool({"layer_names", "layer_names0"} & set(self._names(self.root)))

    def has_group(self, path: str) -> bool:
        """Whether there is a group at `path`."""
        return path in self.file.contents.groups

    def names(self, path: str, key: str) -> list[str]:
        """The names in an attribute of a group; Keras splits a long list into key0, key1..."""
        held = self._names(path)
        parts = takewhile(held.__contains__, (f"{key}{part}" for part in count()))
        return [name for each in ([key] if key in held else parts) for name in held[each]]

    def shape(self, path: str) -> tuple[int, ...] | None:
        """The shape of the numbers at `path`, or None if there are none."""
        array = self.file.contents.arrays.get(path)
        if array is None or (array.dtype != BFLOAT16 and numbers(array.dtype).kind not in "fiu"):
            return None
        return array.shape

    def _names(self, path: str) -> Mapping[str, tuple[str, ...]]:
        return self.file.contents.names.get(path, {})


def read_weights(weights: StoredWeights, blueprint: Blueprint, shapes: Shapes) -> Arrays:
    """The arrays of every layer, float32, by the layer's path of names.

    Raises:
        Unreadable: arrays are missing, or their shapes do not fit the config.
    """
    arrays: dict[Path, list[np.ndarray]] = {}
    if weights.is_legacy:
        found = _read_legacy(weights, blueprint, shapes)
    else:
        found = _read_keras(weights, weights.root, blueprint, shapes)
    for path, weight, stored in found:
        if not weight.spare:
            arrays.setdefault(path, []).append(_array(weights, path, weight, stored))
    return arrays


def assign(model: Network, arrays: Arrays) -> None:
    """Assign arrays to the Keras `model` that `core.opening.building.build` made for them."""
    for path, values in arrays.items():
        layer = model
        for name in path:
            layer = next((each for each in layer.layers if each.name == name), None)
            if layer is None:
                break
        if layer is None:  # the layer belongs to another output than the chosen one
            continue
        layer.set_weights(values)
        if hasattr(layer, "finalize_state"):
            layer.finalize_state()


def _array(weights: StoredWeights, path: Path, weight: Weight, stored: str) -> np.ndarray:
    layer, shape = "/".join(path), weights.shape(stored)
    if shape is None:
        raise Unreadable(
            "The file holds no numbers for {weight} of layer {layer}.",
            weight=weight.name,
            layer=layer,
        )
    if shape != (weight.written or weight.shape):
        raise Unreadable(
            "The weights do not fit the config: layer {layer} needs {weight} of shape "
            "{shape}, and the file holds {held}.",
            layer=layer,
            weight=weight.name,
            shape=weight.written or weight.shape,
            held=shape,
        )
    values = weights.file.array(stored).astype(np.float32)
    if weight.axes:
        values = values.transpose(weight.axes)
    if weight.gates:
        parts = values.reshape(*values.shape[:-1], len(weight.gates), -1)
        values = parts * np.array(weight.gates, np.float32)[:, None]
    return values.reshape(weight.shape)


# -- the legacy layout --------------------------------------------------------------------


def _read_legacy(
    weights: StoredWeights, blueprint: Blueprint, shapes: Shapes
) -> Iterator[tuple[Path, Weight, str]]:
    saved = {}
    for name in weights.names(weights.root, "layer_names"):
        layer = _joined(weights.root, name)
        if held := weights.names(layer, "weight_names"):
            saved[name] = [_joined(layer, each) for each in held]
    parts = [part for part in blueprint.parts if part.name in shapes.names()]
    if len(saved) != len(parts):
        raise Unreadable(
            "The weights do not fit the config: it has {layers} layers with weights, and "
            "the file holds {held}.",
            layers=len(parts),
            held=len(saved),
        )
    # Keras goes by order alone; a name is more reliable if all names match.
    by_name = {part.name for part in parts} == set(saved)
    for part, in_order in zip(parts, saved.values(), strict=True):
        places = saved[part.name] if by_name else in_order
        expected = _legacy_order(part, shapes, weights.by_layer)
        if len(expected) != len(places):
            raise Unreadable(
                "The weights do not fit the config: layer {layer} needs {needed} arrays, "
                "and the file holds {held}.",
                layer=part.name,
                needed=len(expected),
                held=len(places),
            )
        for (path, weight), stored in zip(expected, places, strict=True):
            yield path, weight, stored


def _legacy_order(part: NetworkPart, shapes: Shapes, by_layer: bool) -> list[tuple[Path, Weight]]:
    leaves = list(_leaves(part, shapes, (), True))
    if part.inner is None or by_layer:
        return [(path, weight) for path, weight, _ in leaves]
    ordered = sorted(leaves, key=lambda leaf: not leaf[2])
    return [(path, weight) for path, weight, _ in ordered]


def _leaves(
    part: NetworkPart, shapes: Shapes, above: Path, trainable: bool
) -> Iterator[tuple[Path, Weight, bool]]:
    """Every weight of a part and its nested parts, and whether it is trainable."""
    path, trainable = (*above, part.name), trainable and part.trainable
    for weight in shapes.weights.get(part.name, ()):
        yield path, weight, trainable and weight.trainable
    if part.inner is not None:
        for inner in part.inner.parts:
            yield from _leaves(inner, shapes.inner[part.name], path, trainable)


def _joined(group: str, name: str) -> str:
    return f"{group}/{name}" if group else name


# -- the keras layout ---------------------------------------------------------------------


def _read_keras(
    weights: StoredWeights, group: str, blueprint: Blueprint, shapes: Shapes, above: Path = ()
) -> Iterator[tuple[Path, Weight, str]]:
    container = _joined(group, "layers")
    if not weights.has_group(container):
        container = _joined(group, "_layer_checkpoint_dependencies")
    used: dict[str, int] = {}
    for part in blueprint.parts:
        if blueprint.type == "Sequential" and part.type == "InputLayer":
            continue
        written = part.type if part.written is None else part.written
        if not written:
            continue
        stem = _snake_case(_CLASSES.get(written, written))
        name = f"{stem}_{used[stem]}" if stem in used else stem
        used[stem] = used.get(stem, 0) + 1
        if part.name not in shapes.names() or part.type in TRAINING_ONLY:
            continue
        saved, path = _joined(container, name), (*above, part.name)
        if not weights.has_group(saved):
            raise Unreadable("The file holds no weights for layer {layer}.", layer="/".join(path))
        if part.inner is not None:
            yield from _read_keras(weights, saved, part.inner, shapes.inner[part.name], path)
        for index, weight in enumerate(shapes.weights.get(part.name, ())):
            places = [f"{saved}/{place}" for place in weight.places or (f"vars/{index}",)]
            held = [place for place in places if weights.shape(place) is not None]
            yield path, weight, (held or places)[0]


def _snake_case(class_name: str) -> str:
    """The name of a class as Keras writes it in weight files: Conv2D is conv2d, PReLU p_re_lu."""
    split = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", class_name)
    return re.sub("([a-z])([A-Z])", r"\1_\2", split).lower()
