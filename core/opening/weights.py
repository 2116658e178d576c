"""Reading the weight arrays of a model file, and holding them against its Blueprint.

Two layouts exist. "legacy" (every .h5 model): a group a layer, listed in attributes; a nested
network's arrays lie in one list, trainable ones first. "keras" (.keras, .weights.h5): groups
named by class and number, nested like the network.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import h5py
import numpy as np

from core.errors import Unreadable
from core.opening.blueprint import Blueprint, Part
from core.opening.layers import TRAINING_ONLY
from core.opening.shapes import Shapes
from core.opening.weight_shapes import Weight
from core.sentence import say

Path = tuple[str, ...]
Arrays = Mapping[Path, list[np.ndarray]]


def read_weights(group: h5py.Group, blueprint: Blueprint, shapes: Shapes) -> Arrays:
    """The arrays of every layer, float32, by the layer's path of names.

    `core.hdf5.examine` must have found nothing to refuse in the file of `group`.

    Raises:
        Unreadable: arrays are missing, or their shapes do not fit the config.
    """
    arrays: dict[Path, list[np.ndarray]] = {}
    legacy = "layer_names" in group.attrs or "layer_names0" in group.attrs
    reader = _read_legacy if legacy else _read_keras
    for path, weight, dataset in reader(group, blueprint, shapes):
        arrays.setdefault(path, []).append(_array(path, weight, dataset))
    return arrays


def assign(model: Any, arrays: Arrays) -> None:
    """Give the Keras `model` that `core.opening.blueprint.build` made the arrays read for it."""
    for path, values in arrays.items():
        layer = model
        for name in path:
            layer = layer.get_layer(name)
        layer.set_weights(values)
        if hasattr(layer, "finalize_state"):
            layer.finalize_state()


def _array(path: Path, weight: Weight, dataset: Any) -> np.ndarray:
    layer = "/".join(path)
    if not isinstance(dataset, h5py.Dataset) or dataset.dtype.kind not in "fiu":
        raise Unreadable(
            say(
                "The file holds no numbers for {weight} of layer {layer}.",
                weight=weight.name,
                layer=layer,
            )
        )
    if dataset.shape != weight.shape:
        raise Unreadable(
            say(
                "The weights do not fit the config: layer {layer} needs {weight} of shape "
                "{shape}, and the file holds {held}.",
                layer=layer,
                weight=weight.name,
                shape=weight.shape,
                held=dataset.shape,
            )
        )
    return np.asarray(dataset[()], np.float32)


# -- the legacy layout --------------------------------------------------------------------


def _read_legacy(
    group: h5py.Group, blueprint: Blueprint, shapes: Shapes
) -> Iterator[tuple[Path, Weight, Any]]:
    saved = {}
    for name in _names(group, "layer_names"):
        layer = _member(group, name)
        if isinstance(layer, h5py.Group) and (held := _names(layer, "weight_names")):
            saved[name] = [_member(layer, each) for each in held]
    parts = [part for part in blueprint.parts if part.name in shapes.names()]
    if len(saved) != len(parts):
        raise Unreadable(
            say(
                "The weights do not fit the config: it has {layers} layers with weights, and "
                "the file holds {held}.",
                layers=len(parts),
                held=len(saved),
            )
        )
    # Keras goes by order alone; a name, where all names agree, is surer.
    by_name = {part.name for part in parts} == set(saved)
    for part, in_order in zip(parts, saved.values(), strict=True):
        datasets = saved[part.name] if by_name else in_order
        expected = _legacy_order(part, shapes)
        if len(expected) != len(datasets):
            raise Unreadable(
                say(
                    "The weights do not fit the config: layer {layer} needs {needed} arrays, "
                    "and the file holds {held}.",
                    layer=part.name,
                    needed=len(expected),
                    held=len(datasets),
                )
            )
        for (path, weight), dataset in zip(expected, datasets, strict=True):
            yield path, weight, dataset


def _legacy_order(part: Part, shapes: Shapes) -> list[tuple[Path, Weight]]:
    leaves = list(_leaves(part, shapes, (), True))
    if part.inner is None:
        return [(path, weight) for path, weight, _ in leaves]
    ordered = sorted(leaves, key=lambda leaf: not leaf[2])
    return [(path, weight) for path, weight, _ in ordered]


def _leaves(
    part: Part, shapes: Shapes, above: Path, trainable: bool
) -> Iterator[tuple[Path, Weight, bool]]:
    """Every weight of a part and what is nested in it, and whether training changed it."""
    path, trainable = (*above, part.name), trainable and part.trainable
    for weight in shapes.weights.get(part.name, ()):
        yield path, weight, trainable and weight.trainable
    if part.inner is not None:
        for inner in part.inner.parts:
            yield from _leaves(inner, shapes.inner[part.name], path, trainable)


def _names(group: h5py.Group, key: str) -> Sequence[str]:
    """The names in an attribute, which Keras cuts into key0, key1... where they are many."""
    if key in group.attrs:
        keys = [key]
    else:
        keys = []
        while f"{key}{len(keys)}" in group.attrs:
            keys.append(f"{key}{len(keys)}")
    names: list[str] = []
    for each in keys:
        values = np.asarray(group.attrs[each])
        if values.dtype.kind not in "SO" and values.size:
            raise Unreadable(
                say("The {key} of the model file are no names; the file is damaged.", key=key)
            )
        names.extend(_decoded(raw) for raw in values.ravel())
    return names


def _decoded(raw: Any) -> str:
    return raw.decode("utf-8", "replace") if isinstance(raw, bytes) else str(raw)


def _member(group: h5py.Group, name: str) -> Any:
    return group.get(name) if not name.startswith("/") and ".." not in name else None


# -- the keras layout ---------------------------------------------------------------------


def _read_keras(
    group: h5py.Group, blueprint: Blueprint, shapes: Shapes, above: Path = ()
) -> Iterator[tuple[Path, Weight, Any]]:
    container = group.get("layers") or group.get("_layer_checkpoint_dependencies")
    used: dict[str, int] = {}
    for part in blueprint.parts:
        if blueprint.type == "Sequential" and part.type == "InputLayer":
            continue
        stem = _snake_case("Functional" if part.type == "Model" else part.type)
        name = f"{stem}_{used[stem]}" if stem in used else stem
        used[stem] = used.get(stem, 0) + 1
        if part.name not in shapes.names() or part.type in TRAINING_ONLY:
            continue
        saved = container.get(name) if isinstance(container, h5py.Group) else None
        path = (*above, part.name)
        if not isinstance(saved, h5py.Group):
            raise Unreadable(
                say("The file holds no weights for layer {layer}.", layer="/".join(path))
            )
        if part.inner is not None:
            yield from _read_keras(saved, part.inner, shapes.inner[part.name], path)
        for index, weight in enumerate(shapes.weights.get(part.name, ())):
            yield path, weight, saved.get(f"vars/{index}")


def _snake_case(class_name: str) -> str:
    """A class's name as Keras writes it in weight files: Conv2D is conv2d, PReLU p_re_lu."""
    split = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", class_name)
    return re.sub("([a-z])([A-Z])", r"\1_\2", split).lower()
