"""Reading model configs of every Keras from 2.2.2 to 3 into one form, executing nothing.

What differs between versions: Sequential as a bare list; "Model" for Functional; the input
shape on an InputLayer, on the first layer, or on the model; calls as nested lists or as
serialized arguments; renamed settings. Nothing here imports Keras.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.errors import Unreadable
from core.opening.blueprint import Blueprint, NetworkPart, Shape, Tensor
from core.opening.layers import LARGEST_SIDE, LAYERS, MODELS, parse_settings
from core.text.sentence import say
from core.text.wording import printable

_RENAMED: Mapping[str, Mapping[str, str]] = {"LeakyReLU": {"alpha": "negative_slope"}}
_RENAMED_TYPES = {"GlobalMaxPool2D": "GlobalMaxPooling2D", "MaxPool2D": "MaxPooling2D"}
CALL_LIMIT = 20_000
_SHAPE_KEYS = ("batch_input_shape", "batch_shape", "input_shape")


def read(config: Mapping[str, Any]) -> Blueprint:
    """The network that a vetted model config describes.

    Args:
        config: what `core.opening.architecture.read_config` found nothing to refuse in.

    Raises:
        Unreadable: the config is malformed, or no image classifier that GoodNet can read.
    """
    try:
        blueprint = _read_model(config)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise Unreadable(
            say(
                "The model's config is malformed ({error}); save the model again.",
                error=printable(error),
            )
        ) from None
    # Ten networks in each other, each called ten times, would be ten billion layers.
    if blueprint.size() > CALL_LIMIT:
        raise Unreadable(
            say(
                "The network has more than {limit:,} layers, which no computer runs.",
                limit=CALL_LIMIT,
            )
        )
    return blueprint


def _read_model(config: Mapping[str, Any]) -> Blueprint:
    type_name = config["class_name"]
    if type_name not in MODELS:
        raise Unreadable(
            say(
                "The config describes a {type_name}, not a network; give a whole model.",
                type_name=printable(type_name),
            )
        )
    inner = config["config"]
    if type_name == "Sequential":
        return _read_sequential(inner)
    return _read_functional(inner)


def _read_sequential(config: Any) -> Blueprint:
    # Before Keras 2.2.3 a Sequential's config was the bare list of its layers.
    entries = config if isinstance(config, list) else config["layers"]
    outer = {} if isinstance(config, list) else config
    name = _name(outer.get("name", "sequential"))
    if not entries:
        raise Unreadable(say("The network {name} has no layers.", name=name))
    parts: list[NetworkPart] = []
    if entries[0]["class_name"] != "InputLayer":
        shape = _find_shape(entries[0]) or _shape(outer.get("build_input_shape"))
        if not shape:
            raise Unreadable(
                say(
                    "The network {name} does not say which images it takes; build it with an "
                    "input shape and save it again.",
                    name=name,
                )
            )
        parts.append(NetworkPart(f"{name}_input", "InputLayer", calls=((),), shape=shape))
    for entry in entries:
        calls = ((Tensor(parts[-1].name),),) if parts else ((),)
        parts.append(_read_part(entry, calls))
    _require_distinct(parts)
    return Blueprint(
        name, "Sequential", tuple(parts), Tensor(parts[0].name), Tensor(parts[-1].name)
    )


def _find_shape(entry: Mapping[str, Any]) -> Shape:
    """The input shape written on a first layer, or inside a nested first network."""
    config = entry["config"]
    if entry["class_name"] in MODELS:
        entries = config if isinstance(config, list) else config["layers"]
        if shape := _find_shape(entries[0]):
            return shape
        return _shape(config.get("build_input_shape")) if isinstance(config, dict) else ()
    for key in _SHAPE_KEYS:
        if config.get(key):
            return _shape(config[key], batched=key != "input_shape")
    return ()


def _shape(value: Any, batched: bool = True) -> Shape:
    """A shape without its batch axis, or () where there is none."""
    if not isinstance(value, (list, tuple)) or len(value) > 8:
        return ()
    sides = value[1:] if batched else value
    for side in sides:
        if side is not None and (not isinstance(side, int) or not 0 < side <= LARGEST_SIDE):
            raise ValueError(say("a shape has a side that is not a whole number above zero"))
    return tuple(sides)


def _read_functional(config: Mapping[str, Any]) -> Blueprint:
    entries = config["layers"]
    parts = [_read_part(entry, _read_calls(entry)) for entry in entries]
    _require_distinct(parts)
    ends = {key: _references(config[key]) for key in ("input_layers", "output_layers")}
    name = _name(config.get("name", "model"))
    for key, what in (("input_layers", say("inputs")), ("output_layers", say("outputs"))):
        if len(ends[key]) != 1:
            raise Unreadable(
                say(
                    "The network {name} has {count} {what}; GoodNet takes image classifiers "
                    "with one.",
                    name=name,
                    count=len(ends[key]),
                    what=what,
                )
            )
    parts, shift = _count_calls_from_zero(parts, [*ends["input_layers"], *ends["output_layers"]])
    first, last = (shift(ends[key][0]) for key in ("input_layers", "output_layers"))
    blueprint = Blueprint(name, "Functional", tuple(parts), first, last)
    made = {Tensor(part.name, index) for part in parts for index in range(len(part.calls))}
    wanted = {t for part in parts for call in part.calls for t in call} | {first, last}
    if not wanted <= made:
        lost = min(tensor.layer for tensor in wanted - made)
        raise Unreadable(
            say("The config takes the output of layer {lost}, which it does not call.", lost=lost)
        )
    return blueprint


def _read_part(entry: Mapping[str, Any], calls: tuple[tuple[Tensor, ...], ...]) -> NetworkPart:
    config = entry["config"]
    written: str = entry["class_name"]
    type_name = _RENAMED_TYPES.get(written, written)
    if type_name in MODELS:
        inner = _read_model(entry)
        trainable = isinstance(config, list) or config.get("trainable") is not False
        name = _name(entry.get("name") or inner.name)
        return NetworkPart(name, type_name, calls=calls, trainable=trainable, inner=inner)
    name = _name(config.get("name") or entry.get("name"))
    if type_name not in LAYERS:
        raise Unreadable(
            say(
                "Layer {name} is a {type_name}, which GoodNet cannot read.",
                name=name,
                type_name=printable(type_name),
            )
        )
    renamed = _RENAMED.get(type_name, {})
    modern: dict[str, Any] = {renamed.get(key, key): config[key] for key in config}
    try:
        settings = parse_settings(type_name, modern)
    except ValueError as error:
        raise Unreadable(
            say(
                "Layer {name} ({type_name}) cannot be read: {error}.",
                name=name,
                type_name=type_name,
                error=error,
            )
        ) from None
    shape = _find_shape(entry) if type_name == "InputLayer" else ()
    if type_name == "InputLayer":
        calls = ((),)
    return NetworkPart(
        name, type_name, settings, calls, shape, config.get("trainable") is not False
    )


def _read_calls(entry: Mapping[str, Any]) -> tuple[tuple[Tensor, ...], ...]:
    return tuple(_references(node) for node in entry.get("inbound_nodes", ()) if node)


def _references(node: Any) -> tuple[Tensor, ...]:
    """All tensors named in a call or an end of the graph, in order, in any version's form."""
    if isinstance(node, Mapping):
        if node.get("class_name") == "__keras_tensor__":
            return (_reference(node["config"]["keras_history"]),)
        return tuple(t for value in node.values() for t in _references(value))
    if isinstance(node, (list, tuple)):
        if len(node) in (3, 4) and isinstance(node[0], str):
            return (_reference(node[:3]), *(_references(node[3]) if len(node) == 4 else ()))
        return tuple(t for value in node for t in _references(value))
    return ()


def _reference(history: Any) -> Tensor:
    layer, call, output = history
    if not isinstance(call, int) or output != 0:
        raise Unreadable(
            say(
                "Layer {layer} has several outputs, which GoodNet cannot read.",
                layer=printable(layer),
            )
        )
    return Tensor(_name(layer), call)


def _count_calls_from_zero(
    parts: list[NetworkPart], ends: list[Tensor]
) -> tuple[list[NetworkPart], Any]:
    """Nested networks' calls count from 1 in files of most versions, and from 0 in others."""
    lowest: dict[str, int] = {}
    for tensor in [*ends, *(t for part in parts for call in part.calls for t in call)]:
        lowest[tensor.layer] = min(tensor.call, lowest.get(tensor.layer, tensor.call))
    nested = {part.name for part in parts if part.inner is not None}

    def shift(tensor: Tensor) -> Tensor:
        offset = lowest[tensor.layer] if tensor.layer in nested else 0
        return Tensor(tensor.layer, tensor.call - offset)

    moved = [
        NetworkPart(
            part.name, part.type, part.settings,
            tuple(tuple(shift(t) for t in call) for call in part.calls),
            part.shape, part.trainable, part.inner,
        )
        for part in parts
    ]  # fmt: skip
    return moved, shift


def _require_distinct(parts: list[NetworkPart]) -> None:
    if len({part.name for part in parts}) != len(parts):
        raise Unreadable(say("Two layers of the model carry the same name."))


def _name(value: Any) -> str:
    if not isinstance(value, str) or not value or value != printable(value):
        raise ValueError(say("a layer has no proper name"))
    return value
