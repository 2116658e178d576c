"""A flattened Blueprint: its layers' calls in order, and which of them can be pruned.

A layer of a nested network is named "outer.inner".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.network import layout
from core.network.mixed_answers import HOW, HOW_STACKED, Step, is_one_list, probabilities
from core.opening.blueprint import Blueprint, Shape, Tensor
from core.opening.layer_names import TRAINING_ONLY
from core.opening.shapes import Shapes
from core.opening.terms import Settings

CONVOLUTIONS = {"Conv2D", "DepthwiseConv2D", "SeparableConv2D", "Conv2DTranspose"}
# Layers that map each channel to the same channel.
CHANNELWISE = {
    "MaxPooling2D", "AveragePooling2D", "BatchNormalization", "Activation", "ReLU", "LeakyReLU",
    "PReLU", "ELU", "Dropout", "SpatialDropout2D", "ZeroPadding2D", "Cropping2D", "UpSampling2D",
    "Identity", "Rescaling", *TRAINING_ONLY,
}  # fmt: skip
_PASSING = {"Flatten", "Reshape", "Dropout", "Identity", *TRAINING_ONLY}


@dataclass(frozen=True)
class Node:
    """One call of one layer; `inputs` are the positions of its input nodes."""

    name: str
    type: str
    settings: Settings
    inputs: tuple[int, ...]
    shape: Shape
    parameters: int
    first_call: bool


def flatten(blueprint: Blueprint, shapes: Shapes) -> list[Node]:
    """All calls of all layers of `blueprint`, each after its inputs; the output's call is last.

    Layers on which the output does not depend are left out.
    """
    nodes: list[Node] = []
    output = _lay_flat(blueprint, shapes, "", None, nodes, set())
    needed = {output}
    for position in range(output, -1, -1):
        if position in needed:
            needed.update(nodes[position].inputs)
    moved = {old: new for new, old in enumerate(sorted(needed))}
    return [
        Node(
            n.name, n.type, n.settings, tuple(moved[i] for i in n.inputs),
            n.shape, n.parameters, n.first_call,
        )
        for n in (nodes[old] for old in moved)
    ]  # fmt: skip


def _lay_flat(
    blueprint: Blueprint,
    shapes: Shapes,
    prefix: str,
    given: int | None,
    nodes: list[Node],
    seen: set[str],
) -> int:
    """Append the calls of `blueprint` on node `given`; returns the position of its output."""
    positions: dict[Tensor, int] = {}
    for part, index in blueprint.calls_in_order():
        tensor = Tensor(part.name, index)
        inputs = tuple(positions[each] for each in part.calls[index])
        name = f"{prefix}{part.name}"
        if part.inner is not None:
            inner = shapes.inner[part.name]
            positions[tensor] = _lay_flat(part.inner, inner, f"{name}.", inputs[0], nodes, seen)
            continue
        if part.type == "InputLayer" and given is not None:
            positions[tensor] = given
            continue
        shape = shapes.tensors[tensor]
        count = 0 if name in seen else shapes.parameters(part.name)
        positions[tensor] = len(nodes)
        nodes.append(Node(name, part.type, part.settings, inputs, shape, count, name not in seen))
        seen.add(name)
    return positions[blueprint.output]


def prunable_layers(nodes: Sequence[Node]) -> tuple[str, ...]:
    """The layers whose channels are used once, in order."""
    shared = {node.name for node in nodes if not node.first_call}
    return tuple(n.name for n in nodes if n.type in CONVOLUTIONS and n.name not in shared)


def default_layer(nodes: Sequence[Node]) -> str:
    """The last convolution of the trunk, which Fine-Pruning prunes; "" if there is none.

    The trunk ends at the last image-like tensor that every path to the output crosses. The layer
    that made it is found by going back over pooling, activation and the like. If branches were
    merged there, the last convolution that feeds them is used.
    """
    allowed = set(prunable_layers(nodes))
    position = _trunk_end(nodes)
    while position is not None and nodes[position].type in CHANNELWISE:
        position = nodes[position].inputs[0]
    if position is None or nodes[position].name in allowed:
        return "" if position is None else nodes[position].name
    feeding = [i for i in _ancestors(nodes, position) if nodes[i].name in allowed]
    return nodes[max(feeding)].name if feeding else next(iter(reversed(prunable_layers(nodes))), "")


def _trunk_end(nodes: Sequence[Node]) -> int | None:
    """The last node with an image output, not 1 × 1, that no edge bypasses."""
    furthest, end = 0, None
    followers: dict[int, int] = {}
    for position, node in enumerate(nodes):
        for each in node.inputs:
            followers[each] = max(position, followers.get(each, 0))
    for position, node in enumerate(nodes):
        image_like = len(node.shape) == 3 and sum(side != 1 for side in node.shape) > 1
        if furthest <= position and image_like:
            end = position
        furthest = max(furthest, followers.get(position, 0))
    return end


def _ancestors(nodes: Sequence[Node], position: int) -> set[int]:
    found = {position}
    for each in range(position, -1, -1):
        if each in found:
            found.update(nodes[each].inputs)
    return found


def answer_activation(nodes: Sequence[Node]) -> str:
    """The activation at the network's output, such as "softmax" or "linear".

    That of several networks whose answers are mixed is that of each.
    """
    described = ((place, _step(nodes, place)) for place in range(len(nodes)))
    if found := probabilities(described).get(len(nodes) - 1):
        return found.activation
    node = nodes[-1]
    while node.type in _PASSING:
        node = nodes[node.inputs[0]]
    if node.type == "Softmax":
        return "softmax"
    if node.type in {"ReLU", "LeakyReLU", "ELU", "PReLU"}:
        return node.type
    return node.settings.get("activation", "linear")


def _step(nodes: Sequence[Node], place: int) -> Step:
    """A call in the terms of `core.network.mixed_answers`."""
    node = nodes[place]
    settings = node.settings
    activation = "softmax" if node.type == "Softmax" else settings.get("activation")
    if activation in ("softmax", "sigmoid"):
        axis = settings.get("axis", -1)
        one = is_one_list(node.shape) and axis in (-1, len(node.shape))
        return Step(activation) if one else Step("other")
    if node.type in _PASSING:
        return Step("pass", node.inputs)
    if node.type == "Rescaling":
        plain = isinstance(settings["scale"], float) and settings["offset"] == 0
        return Step("sum", node.inputs, settings["scale"]) if plain else Step("other")
    if node.type == "ops.clip":
        return Step("largest", node.inputs)
    how = HOW_STACKED.get(node.type.removeprefix("ops."))
    before = nodes[node.inputs[0]] if node.inputs else node
    if how and node.type.startswith("ops.") and before.type == "ops.stack":
        along = before.settings["axis"]
        same = settings["axis"] in (along, (along,)) and not settings.get("keepdims")
        return Step(how, before.inputs) if same else Step("other")
    return Step(HOW.get(node.type, "other"), node.inputs)


def image_shape(nodes: Sequence[Node]) -> Shape:
    """(height, width, channels) of the images that the network takes."""
    formats = [n.settings["data_format"] for n in nodes if "data_format" in n.settings]
    shape = nodes[0].shape
    return layout.image_shape(shape, layout.axis_order(shape, formats))
