"""Shapes and parameter counts of a Blueprint, computed without TensorFlow.

The arithmetic is that of the Keras layers; tests compare both on whole networks. Shapes omit the
batch axis. A side that the file leaves open is None.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from core.errors import Invalid, Unreadable
from core.opening.blueprint import Blueprint, NetworkPart, Shape, Tensor
from core.opening.geometry import words
from core.opening.layer_shapes import one, shape_behind
from core.opening.operation import LARGEST_TENSOR
from core.opening.refusing import not_supported_yet
from core.opening.settings import NotRebuilt
from core.opening.weight import Weight
from core.opening.weight_shapes import weights_of


@dataclass(frozen=True)
class Shapes:
    """The shapes of outputs and weights of each part; `inner` has those of nested networks."""

    tensors: Mapping[Tensor, Shape]
    weights: Mapping[str, tuple[Weight, ...]]
    inner: Mapping[str, Shapes]

    def parameters(self, name: str) -> int:
        """The number of parameters of the part named `name`, with nested networks."""
        own = sum(math.prod(w.shape) for w in self.weights.get(name, ()) if not w.spare)
        inner = self.inner.get(name)
        return own + (inner.total() if inner else 0)

    def total(self) -> int:
        """The number of parameters of the whole network."""
        return sum(self.parameters(name) for name in self.names())

    def names(self) -> set[str]:
        """The parts that have weights, in themselves or nested."""
        return {*self.weights, *(name for name, inner in self.inner.items() if inner.names())}


def infer(blueprint: Blueprint, given: Shape | None = None) -> Shapes:
    """The shapes of every tensor and weight of `blueprint`.

    Args:
        blueprint: the network.
        given: the input's shape if the network is called with another shape than it names.

    Raises:
        Unreadable: the layers do not fit each other; the message names the layer.
        NotSupported: GoodNet does not rebuild a layer for such tensors.
    """
    tensors: dict[Tensor, Shape] = {}
    weights: dict[str, tuple[Weight, ...]] = {}
    inner: dict[str, Shapes] = {}
    for part, index in blueprint.calls_in_order():
        inputs = [tensors[tensor] for tensor in part.calls[index]]
        try:
            if part.type == "InputLayer":
                made = _input_shape(part, given, blueprint.sizes_used)
            elif part.inner is not None:
                inner[part.name] = infer(part.inner, one(inputs))
                made = inner[part.name].tensors[part.inner.output]
            else:
                made = _output_shape(part, inputs)
                weights.setdefault(part.name, weights_of(part, inputs))
        except NotRebuilt as error:
            raise not_supported_yet(part.name, part.type, error) from None
        except (ValueError, TypeError, IndexError) as error:
            raise Unreadable(
                "Layer {name} ({type}) does not fit the one before it: {error}.",
                name=part.name,
                type=part.type,
                error=error,
            ) from None
        tensors[Tensor(part.name, index)] = made
    return Shapes(tensors, {name: held for name, held in weights.items() if held}, inner)


def _input_shape(part: NetworkPart, given: Shape | None, sizes_used: bool) -> Shape:
    if not part.shape:
        raise Invalid("it names no shape")
    if sizes_used and given not in (None, part.shape):
        raise Invalid(
            "the network computes with the shape {shape} and is given {given}",
            shape=words(part.shape),
            given=words(given),
        )
    return part.shape if given is None else given


def _output_shape(part: NetworkPart, inputs: list[Shape]) -> Shape:
    shape = shape_behind(part, inputs)
    for side in shape:
        if side is not None and side < 1:
            raise Invalid("nothing is left of the image, {shape}", shape=words(shape))
    if math.prod(side or 1 for side in shape) > LARGEST_TENSOR:
        raise Invalid("its output of {shape} fits no memory", shape=words(shape))
    return shape
