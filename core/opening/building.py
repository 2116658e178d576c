"""Build the Keras model of a Blueprint.

Only constructors of known layers and functions of `keras.ops` are called, with parsed settings.
Keras itself never sees the untrusted config.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from core.network import keras_internals
from core.network.keras_types import Layer, Network
from core.opening.biases import may_be_misplaced, turned
from core.opening.blueprint import Blueprint, NetworkPart, Tensor
from core.opening.layer_names import ATTENDING, ATTENTION, TRAINING_ONLY
from core.opening.operation import broadcast
from core.opening.operations import OPERATIONS, PLAIN_WINDOWS
from core.opening.tables import as_array

_LOCAL = {"LocallyConnected1D", "LocallyConnected2D"}
_SUMS = {"Add", "Average"}
_TABLES = {"Rescaling": ("scale", "offset"), "Normalization": ("mean", "variance")}


def build(blueprint: Blueprint) -> Network:
    """The Keras model that `blueprint` describes, with fresh weights."""
    import keras

    return _assemble(blueprint, keras)


def _assemble(blueprint: Blueprint, keras: Any) -> Network:
    made: dict[str, Layer] = {}
    names = _FreeNames(part.name for part in blueprint.parts)
    tensors: dict[Tensor, Any] = {}
    for part, index in blueprint.calls_in_order():
        tensor = Tensor(part.name, index)
        if part.type == "InputLayer":
            made[part.name] = keras.layers.InputLayer(shape=part.shape, name=part.name)
            tensors[tensor] = made[part.name].output
            continue
        inputs = [tensors[each] for each in part.calls[index]]
        if part.type in OPERATIONS:
            tensors[tensor] = _operate(part, index, inputs, keras, names)
            continue
        if part.type in _LOCAL:
            tensors[tensor] = _connect_locally(part, made, inputs[0], keras)
            continue
        if part.type in _SUMS and _keras_may_misplace(inputs):
            tensors[tensor] = _sum(part, index, inputs, keras, names)
            continue
        moved = turned(part, tuple(inputs[0].shape[1:])) if part.lies else None
        if moved:
            part = replace(part, settings=moved.settings)
            inputs = [_permuted(inputs[0], moved.before, part, keras, names)]
        if part.name not in made:
            made[part.name] = _make(part, keras)
        tensors[tensor] = _call(made[part.name], part, inputs, keras, names)
        if moved:
            tensors[tensor] = _permuted(tensors[tensor], moved.after, part, keras, names)
    return keras.Model(tensors[blueprint.input], tensors[blueprint.output], name=blueprint.name)


class _FreeNames:
    """Names of a network's operations. Keras numbers them, and a layer may have such a name."""

    def __init__(self, used: Iterable[str]) -> None:
        self._used = set(used)

    def free(self, name: str) -> str:
        """`name`, or a similar name that nothing has; it is used from now on."""
        count, made = 1, name
        while made in self._used:
            made, count = f"{name}_{count}", count + 1
        self._used.add(made)
        return made


def _call(layer: Layer, part: NetworkPart, inputs: list[Any], keras: Any, names: _FreeNames) -> Any:
    if part.type in ATTENTION:
        given = inputs if part.type in ATTENDING else [inputs]
        return layer(*given, **({"use_causal_mask": True} if part.settings["causal"] else {}))
    if part.type == "Embedding":  # a number without a row would fail in the middle of a job
        limits = {"x_min": 0.0, "x_max": part.settings["input_dim"] - 1.0}
        clipped = OPERATIONS["ops.clip"].build(keras.ops, inputs, limits)
        name = names.free(f"{part.name}_limits")
        return layer(keras_internals.name_operations(clipped, inputs, name, names.free))
    return layer(inputs if len(inputs) > 1 else inputs[0])


def _operate(
    part: NetworkPart, index: int, inputs: list[Any], keras: Any, names: _FreeNames
) -> Any:
    made = OPERATIONS[part.type].build(keras.ops, inputs, part.settings)
    name = names.free(f"{part.name}_{index}") if index else part.name
    return keras_internals.name_operations(made, inputs, name, names.free)


def _permuted(
    x: Any, order: tuple[int, ...], part: NetworkPart, keras: Any, names: _FreeNames
) -> Any:
    if not order:
        return x
    return keras.layers.Permute(order, name=names.free(f"{part.name}_turned"))(x)


def _keras_may_misplace(inputs: list[Any]) -> bool:
    """Whether Keras's sum of tensors takes one of them for a bias, for some number of images."""
    total = tuple(inputs[0].shape[1:])
    for each in inputs[1:]:
        if may_be_misplaced(total, tuple(each.shape[1:])):
            return True
        total = broadcast([total, tuple(each.shape[1:])])
    return False


def _sum(part: NetworkPart, index: int, inputs: list[Any], keras: Any, names: _FreeNames) -> Any:
    """The sum or the mean of tensors, each where it lies, as Keras's layer adds several images."""
    rank = max(len(each.shape) for each in inputs)
    made: Any = None
    for each in inputs:
        for _ in range(rank - len(each.shape)):
            each = keras.ops.expand_dims(each, 1)
        made = each if made is None else keras.ops.subtract(made, keras.ops.negative(each))
    if part.type == "Average":
        made = keras.ops.divide(made, float(len(inputs)))
    name = names.free(f"{part.name}_{index}") if index else part.name
    return keras_internals.name_operations(made, inputs, name, names.free)


def _connect_locally(part: NetworkPart, made: dict[str, Layer], image: Any, keras: Any) -> Any:
    """LocallyConnected, which Keras 3 lacks: patches, and a separate dense layer for each."""
    settings, layers = part.settings, keras.layers
    size, strides = ((*settings[key], 1)[:2] for key in ("kernel_size", "strides"))
    if len(image.shape) == 3:
        shape = (image.shape[1], 1, image.shape[2])
        image = layers.Reshape(shape, name=f"{part.name}_column")(image)
    patches = OPERATIONS["ops.extract_patches"].build(
        keras.ops, [image], {"size": size, "strides": strides, **PLAIN_WINDOWS}
    )
    keras_internals.name_operation(patches, f"{part.name}_patches")
    grid, filters = patches.shape[1:3], settings["filters"]
    places = math.prod(grid)
    if part.name not in made:
        made[part.name] = layers.EinsumDense(
            "bpi,pio->bpo", (places, filters), activation=settings["activation"],
            bias_axes="po" if settings["use_bias"] else None, name=part.name,
        )  # fmt: skip
    listed = layers.Reshape((places, patches.shape[-1]), name=f"{part.name}_places")(patches)
    answers = made[part.name](listed)
    if len(settings["kernel_size"]) == 1:
        return answers
    return layers.Reshape((*grid, filters), name=f"{part.name}_grid")(answers)


def _make(part: NetworkPart, keras: Any) -> Layer:
    if part.inner is not None:
        inner = _assemble(part.inner, keras)
        inner.name = part.name
        return inner
    settings = {
        key: _make(value, keras) if isinstance(value, NetworkPart) else value
        for key, value in part.settings.items()
    }
    if tables := _TABLES.get(part.type):
        settings |= {key: as_array(settings[key]) for key in tables}
    settings.pop("causal", None)  # which is said in the call
    if part.type == "LayerScale":
        return keras_internals.layer_scale()(name=part.name, **settings)
    class_name = "Identity" if part.type in TRAINING_ONLY else part.type
    return getattr(keras.layers, class_name)(name=part.name, **settings)
