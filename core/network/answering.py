"""Give networks that do not end in a softmax one over their classes.

One sigmoid p for two classes is the softmax of the logits (0, z) with p = sigmoid(z). With one
sigmoid for each class, the largest sigmoid is also the largest in the softmax of their logits. The
logits of probabilities that were mixed are their logarithms.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Any

import numpy as np

from core.network import keras_internals
from core.network.graph import activation_of, steps
from core.network.keras_types import Layer, Network, Tensor
from core.network.mixed_answers import (
    HOW,
    HOW_STACKED,
    PASSING,
    Mixed,
    Step,
    is_one_list,
    probabilities,
)

# Smaller probabilities count as this; their logarithms stay finite.
_LEAST = 1e-30
# A sigmoid in numbers of 32 bits is no nearer to 0 and 1.
_LEAST_OF_ONE = 1e-7


def with_a_softmax(network: Network) -> Network:
    """An atomic network, unchanged or with a softmax over its classes in place of sigmoids.

    The result shares layers and weights with `network`.
    """
    import keras

    last = steps(network)[-1]
    found = _mixed(network)
    if found and found.activation == "softmax" and is_softmax(last):
        return network
    logits = _logits(network, found)
    if network.output_shape[-1] == 1:
        padded = keras.ops.pad(logits, [[0, 0], [1, 0]])
        logits = keras_internals.name_operation(padded, f"{last.name}.two_classes")
    elif not found:
        return network
    answer = keras.layers.Activation("softmax", name=f"{last.name}.softmax")(logits)
    return keras.Model(network.inputs[0], answer)


def is_softmax(step: Layer) -> bool:
    """Whether a step is a softmax."""
    function = getattr(step, "activation", None)
    return type(step).__name__ == "Softmax" or getattr(function, "__name__", "") == "softmax"


def _logits(network: Network, found: Mixed | None) -> Tensor:
    output = network.outputs[0]
    if found is None:
        return output
    if not found.alone:
        return _logarithm(network, found)
    makers = {id(step.output): step for step in steps(network)}
    behind = list[Layer]()
    step = makers[id(output)]
    while type(step).__name__ in PASSING:
        behind.append(step)
        step = makers[id(step.input)]
    logits: Tensor = step.input
    for passing in reversed(behind):
        config = {**passing.get_config(), "name": f"{passing.name}.of_logits"}
        logits = type(passing).from_config(config)(logits)
    return logits


def _logarithm(network: Network, found: Mixed) -> Tensor:
    from keras import ops

    output, name = network.outputs[0], steps(network)[-1].name
    p = ops.multiply(output, 1 / found.whole)
    if network.output_shape[-1] == 1 and found.activation == "sigmoid":
        p = ops.clip(p, _LEAST_OF_ONE, 1 - _LEAST_OF_ONE)
        made = ops.subtract(ops.log(p), ops.log(ops.subtract(1.0, p)))
    else:
        made = ops.log(ops.maximum(p, _LEAST))
    used = {step.name for step in steps(network)}

    def free(wanted: str) -> str:
        while wanted in used:
            wanted += "_"
        used.add(wanted)
        return wanted

    return keras_internals.name_operations(made, [output], free(f"{name}.logarithm"), free)


def _mixed(network: Network) -> Mixed | None:
    """The probabilities that a network answers with; None if it answers with logits."""
    return probabilities(_described(network)).get(id(network.outputs[0]))


def _described(network: Network) -> Iterator[tuple[Hashable, Step]]:
    stacks: dict[int, Any] = {}
    for step in steps(network):
        if type(step).__name__ == "InputLayer":
            continue
        given = step.input if isinstance(step.input, list | tuple) else [step.input]
        key, inputs = id(step.output), tuple(id(each) for each in given)
        if type(step).__name__ == "Stack":
            stacks[key] = (step.axis, inputs)
        yield key, _step(step, inputs, stacks)


def _step(step: Any, inputs: tuple[int, ...], stacks: dict[int, Any]) -> Step:
    import keras

    kind = type(step).__name__
    if is_softmax(step) or activation_of(step) == "sigmoid":
        # The softmax of several rows is no answer.
        one = is_one_list(step.output.shape[1:]) and getattr(step, "axis", -1) == -1
        return Step("softmax" if is_softmax(step) else "sigmoid") if one else Step("other")
    if kind in PASSING:
        return Step("pass", inputs)
    if not isinstance(step, keras.layers.Layer):
        axis = getattr(step, "axis", None)
        along, stacked = stacks.get(inputs[0], (None, ()))
        if kind.lower() in HOW_STACKED and axis in (along, [along], (along,)) and stacked:
            return Step(HOW_STACKED[kind.lower()], stacked)
        # Of a clip, which leaves probabilities what they are.
        return Step("largest", inputs) if kind == "Clip" else Step("other")
    if kind == "Rescaling" and np.ndim(step.scale) == 0 and not np.any(step.offset):
        return Step("sum", inputs, float(step.scale))
    return Step(HOW.get(kind, "other"), inputs)
