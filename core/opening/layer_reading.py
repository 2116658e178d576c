"""Read one entry of a config, a layer or arithmetic, as parts of a Blueprint."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from core.errors import Invalid, Unreadable
from core.opening.arithmetic_reading import (
    is_arithmetic,
    is_operation,
    read_arithmetic,
    written_type,
)
from core.opening.blueprint import NetworkPart, Tensor
from core.opening.calls import Call, built_name, layer_name
from core.opening.expansion import expanded
from core.opening.layer_names import ATTENDING, ATTENTION, MODELS, WRAPPERS
from core.opening.layer_settings import parse_settings, parse_table
from core.opening.layers import LAYERS
from core.opening.operations import OPERATIONS
from core.opening.refusing import not_supported_yet
from core.opening.settings import NotRebuilt, word
from core.opening.terms import Config
from core.text.wording import printable

_RECURRENT = {"LSTM", "GRU", "SimpleRNN"}
_CONVOLVED_IN_TURN = {"ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D"}
_NOT_WRAPPED = {
    "InputLayer", "Embedding", "Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum",
    "Concatenate", "Dot", *ATTENTION,
}  # fmt: skip


class Names:
    """The layer names of one network in the form that TensorFlow accepts; each name is unique."""

    def __init__(self, written: Sequence[str]) -> None:
        if twice := [name for name, count in Counter(written).items() if count > 1]:
            raise Unreadable("Two layers of the model carry the same name, {name}.", name=twice[0])
        self._used = {name for name in written if built_name(name) == name}
        self._names = {name: name for name in self._used}
        for name in written:
            if name not in self._names:
                self._names[name] = self.free(name)

    def of(self, written: str) -> str:
        """The name of the layer that the file calls `written`."""
        return self._names[written]

    def free(self, name: str) -> str:
        """`name`, or a similar name that no layer has; it is reserved from now on."""
        name = built_name(name)
        while name in self._used:
            name += "_"
        self._used.add(name)
        return name


class LayerReader:
    """Reads the layers of a file, written by Keras 3 or by an earlier version."""

    def __init__(self, before_3: bool, takes_biases: bool) -> None:
        self._before_3 = before_3
        self._takes_biases = takes_biases
        self._types: set[str] = set()

    def read(
        self, entry: Config, name: str, calls: Sequence[Call], names: Names, output: int = 0
    ) -> list[NetworkPart]:
        """The parts that replace `entry`; the last one has its output, or that of several.

        Raises:
            NotSupported: GoodNet does not rebuild it.
            Unreadable: it is malformed.
        """
        type_name = written_type(entry)
        try:
            if is_arithmetic(entry):
                return self._arithmetic(entry, name, names, output)
            return self._layer(entry, name, calls, names)
        except NotRebuilt as error:
            raise not_supported_yet(name, type_name, error) from None
        except ValueError as error:
            raise Unreadable(
                "Layer {name} ({type_name}) cannot be read: {error}.",
                name=name,
                type_name=printable(type_name, 60),
                error=error,
            ) from None

    def _arithmetic(self, entry: Config, name: str, names: Names, output: int) -> list[NetworkPart]:
        rebuilt = read_arithmetic(entry, output)
        first = rebuilt[0]
        if first.type == "ops.biased" and not self._takes_biases:
            first = replace(first, type="Rescaling", config={"scale": 1, **first.config})
        settings = _settings(first.type, first.config)
        calls = tuple(made.tensors for made in rebuilt)
        # An operation of Keras 3 is no layer and does not count among those with weights.
        written = "" if is_operation(entry) or output else entry["class_name"]
        parts = [NetworkPart(name, first.type, settings, calls, written=written)]
        if first.scale != 1:
            scaled = parse_settings("Rescaling", {"scale": first.scale, "offset": 0})
            parts.append(_behind(parts[-1], names.free(f"{name}_scaled"), "Rescaling", scaled))
        return parts

    def _layer(
        self, entry: Config, name: str, calls: Sequence[Call], names: Names
    ) -> list[NetworkPart]:
        config, class_name = entry["config"], entry["class_name"]
        # A .keras file, which alone names modules, holds the sum of kernel and LoRA.
        if config.get("lora_rank") and "module" not in entry:
            raise NotRebuilt("an .h5 file keeps its kernel in parts, by LoRA")
        trainable = config.get("trainable") is not False
        if class_name in WRAPPERS:
            settings = self._wrapped(class_name, config)
            tensors = tuple(call.tensors() for call in calls)
            return [NetworkPart(name, class_name, settings, tensors, trainable=trainable)]
        first, *others = expanded(class_name, config, self._before_3)
        self._refuse_masked_sequences(first.type)
        if first.type in ATTENTION and _is_causal(calls):
            first = replace(first, config={**first.config, "causal": True})
        settings = _settings(first.type, first.config)
        read = _attended if first.type in ATTENDING else Call.tensors
        tensors = tuple(read(call) for call in calls)
        parts = [
            NetworkPart(name, first.type, settings, tensors, (), trainable, written=class_name,
                 layout=first.layout, lies=not self._takes_biases)
        ]  # fmt: skip
        for step in others:
            free = names.free(f"{name}_{step.type.lower()}")
            parts.append(_behind(parts[-1], free, step.type, _settings(step.type, step.config)))
        return parts

    def _refuse_masked_sequences(self, type_name: str) -> None:
        """Refuse recurrent layers with Masking: they skip masked steps. GoodNet has no masks."""
        self._types.add(type_name)
        if "ops.masked" in self._types and self._types & (_RECURRENT | _CONVOLVED_IN_TURN):
            raise NotRebuilt("a recurrent layer stands with a Masking")

    def _wrapped(self, class_name: str, config: Config) -> dict[str, Any]:
        layer = self._inner(config["layer"])
        if class_name == "TimeDistributed":
            if layer.type in _NOT_WRAPPED:
                raise NotRebuilt("it wraps a {type}", type=layer.type)
            return {"layer": layer}
        if config.get("merge_mode", "concat") is None:
            raise NotRebuilt("it has two outputs")
        merge_mode = word("concat", "sum", "mul", "ave")(config.get("merge_mode", "concat"))
        back = {**layer.settings, "go_backwards": not layer.settings.get("go_backwards")}
        backward = replace(layer, name=f"backward_{layer.name}", settings=back)
        if isinstance(config.get("backward_layer"), Mapping):
            backward = self._inner(config["backward_layer"])
        self._refuse_masked_sequences(layer.type)
        if layer.type not in _RECURRENT or backward.type not in _RECURRENT:
            raise NotRebuilt("it wraps a {type}", type=layer.type)
        if backward.settings["go_backwards"] == layer.settings["go_backwards"]:
            raise Invalid("its two directions do not match")
        return {"layer": layer, "backward_layer": backward, "merge_mode": merge_mode}

    def _inner(self, entry: Config) -> NetworkPart:
        config, class_name = entry["config"], entry["class_name"]
        if class_name in MODELS:
            raise NotRebuilt("it wraps a whole network")
        name = built_name(layer_name(config.get("name") or class_name.lower()))
        if class_name in WRAPPERS:
            return NetworkPart(name, class_name, self._wrapped(class_name, config))
        steps = expanded(class_name, config, self._before_3)
        if len(steps) != 1:
            raise NotRebuilt("its activation is not supported yet")
        settings = _settings(steps[0].type, steps[0].config)
        return NetworkPart(name, steps[0].type, settings, layout=steps[0].layout)


def _settings(type_name: str, config: Config) -> dict[str, Any]:
    if type_name in OPERATIONS:
        return parse_table(OPERATIONS[type_name].table, config, type_name)
    if type_name not in LAYERS:
        raise NotRebuilt("GoodNet does not rebuild {type} yet", type=printable(type_name, 60))
    return parse_settings(type_name, config)


def _behind(part: NetworkPart, name: str, type_name: str, settings: dict[str, Any]) -> NetworkPart:
    """A part that takes the whole output of `part`."""
    calls = tuple((Tensor(part.name, index),) for index in range(len(part.calls)))
    return NetworkPart(name, type_name, settings, calls, written="", follows=True)


def _is_causal(calls: Sequence[Call]) -> bool:
    found = {bool(call.kwargs.get("use_causal_mask")) for call in calls}
    if len(found) > 1:
        raise NotRebuilt("it is called in several ways")
    return True in found


def _attended(call: Call) -> tuple[Tensor, ...]:
    """Query, value and, if it is given, key, in this order."""
    # Attention scores are a second output, which `core.opening.migration` refuses if it is used.
    for name in ("attention_mask", "query_mask", "value_mask", "key_mask"):
        if call.kwargs.get(name):
            raise NotRebuilt("its argument {name} is not supported yet", name=name)
    found = [*call.args, *(call.kwargs.get(n) for n in ("query", "value", "key")[len(call.args) :])]
    while found and found[-1] is None:
        found.pop()
    if not all(isinstance(each, Tensor) for each in found):
        raise NotRebuilt("its arguments are not supported yet")
    return tuple(found)
