"""Replace a layer of a file by the layers that do the same today, in order.

This concerns activations that are layers, the hard sigmoid of Keras before 3, arithmetic, and
layers that Keras has dropped or changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from core.errors import Invalid
from core.opening.keras1 import is_of_keras_1, modernized
from core.opening.layer_names import RENAMED, TRAINING_ONLY
from core.opening.settings import NotRebuilt
from core.opening.terms import Config
from core.opening.weight_layouts import LAYOUTS

_RENAMED_SETTINGS: Mapping[str, Mapping[str, str]] = {
    "LeakyReLU": {"alpha": "negative_slope"},
    "ReLU": {"theta": "threshold"},
}
_ACTIVATION_LAYERS = {"ReLU", "LeakyReLU", "ELU", "Softmax", "ThresholdedReLU", "Activation"}
_ACTIVATED = {
    "Dense", "Conv1D", "Conv2D", "Conv3D", "DepthwiseConv1D", "DepthwiseConv2D",
    "SeparableConv1D", "SeparableConv2D", "Conv1DTranspose", "Conv2DTranspose", "Conv3DTranspose",
    "EinsumDense", "LocallyConnected1D", "LocallyConnected2D",
}  # fmt: skip
# Masking, without the mask that later layers would get; the residual of InceptionResNetV2; and
# adaptive pooling: TensorFlow's form of it divides by zero for some sides, which ends the process.
_OPERATIONS = {
    "Masking": "ops.masked", "CustomScaleLayer": "ops.add_scaled", "AutoContrast": "ops.stretched",
    **{f"AdaptiveAveragePooling{rank}D": f"ops.adaptive_average {rank}" for rank in (1, 2, 3)},
    **{f"AdaptiveMaxPooling{rank}D": f"ops.adaptive_max {rank}" for rank in (1, 2, 3)},
}  # fmt: skip
# The recurrent layer of a cell; layers without weights that a pipeline may hold.
_CELLS = {"LSTMCell": "LSTM", "GRUCell": "GRU", "SimpleRNNCell": "SimpleRNN"}
_OF_A_PIPELINE = TRAINING_ONLY | {"Rescaling", "Resizing", "CenterCrop"}
# Keras before 3: 0.2 x + 0.5, between 0 and 1. Keras 3: x / 6 + 0.5.
_HARD_SIGMOID = (
    ("Rescaling", {"scale": 0.2, "offset": 0.5}),
    ("ReLU", {"max_value": 1.0}),
)


@dataclass(frozen=True)
class Step:
    """One of the layers that replace a file's layer.

    Attributes:
        main: whether it has the layer's weights and name.
        layout: of its weights, as in `core.opening.blueprint.NetworkPart`.
    """

    type: str
    config: Config = field(default_factory=dict)
    main: bool = True
    layout: str = ""


def expanded(class_name: str, config: Config, before_3: bool) -> list[Step]:
    """The layers that do the same as a layer of `class_name` with the settings `config`.

    Args:
        class_name: as in the file.
        config: its settings, as JSON.
        before_3: whether Keras 1 or 2 wrote the file.

    Raises:
        NotRebuilt: there are none.
    """
    layout = ""
    if class_name in _WRAPPED:
        return _WRAPPED[class_name](config, before_3)
    if is_of_keras_1(class_name, config):
        class_name, config, layout = modernized(class_name, config)
    type_name = RENAMED.get(class_name, class_name)
    config = dict(config)
    if type_name == "ThresholdedReLU":
        type_name, config = "ReLU", {"threshold": config.get("theta", 1.0)}
    elif type_name in _OPERATIONS:
        type_name = _OPERATIONS[type_name]
    elif type_name == "RandomCrop":
        # Outside training, RandomCrop resizes the image and crops it to the aspect ratio.
        type_name = "Resizing"
        config = {**_only(config, "height", "width", "data_format"), "crop_to_aspect_ratio": True}
    elif type_name == "BatchNormalization" and config.pop("renorm", False):
        layout = "renorm"
    gates = f"old gates {type_name}"
    hard = _named(config.get("recurrent_activation")) == "hard_sigmoid"
    if before_3 and hard and gates in LAYOUTS:
        layout = gates
    renamed = _RENAMED_SETTINGS.get(type_name, {})
    config = {renamed.get(key, key): value for key, value in config.items()}
    behind = _split_activation(type_name, config, before_3)
    return [Step(type_name, config, layout=layout), *behind]


def _only(config: Config, *names: str) -> dict[str, Any]:
    return {name: config[name] for name in names if name in config}


def _split_activation(type_name: str, config: dict[str, Any], before_3: bool) -> list[Step]:
    """What follows the layer if its activation is more than a name; changes `config`."""
    given = config.get("activation")
    is_layer = isinstance(given, Mapping) and given.get("class_name") in _ACTIVATION_LAYERS
    changed = before_3 and _named(given) == "hard_sigmoid"
    if isinstance(given, Mapping) and not is_layer and given.get("class_name") != "function":
        raise NotRebuilt("its activation is not supported yet")
    if not (is_layer or changed):
        return []
    if type_name != "Activation" and type_name not in _ACTIVATED:
        raise NotRebuilt("its activation is not supported yet")
    config["activation"] = "linear"
    if changed:
        return [Step(kind, settings, main=False) for kind, settings in _HARD_SIGMOID]
    assert isinstance(given, Mapping)
    inner = given.get("config")
    inner = inner if isinstance(inner, Mapping) else {}
    found = expanded(given["class_name"], inner, before_3)
    return [Step(step.type, step.config, main=False) for step in found]


def _named(value: object) -> Any:
    if isinstance(value, Mapping):
        return value.get("config")
    return value


# -- layers around layers -----------------------------------------------------------------


def _within(entry: object, before_3: bool) -> list[Step]:
    """The layers that replace the one inside of another."""
    config = entry.get("config") if isinstance(entry, Mapping) else None
    class_name = entry.get("class_name") if isinstance(entry, Mapping) else None
    if not isinstance(config, Mapping) or not isinstance(class_name, str):
        raise Invalid("the layer inside of it is missing")
    return expanded(class_name, config, before_3)


def _without_spectral_normalization(config: Config, before_3: bool) -> list[Step]:
    """Outside training, the layer with the kernel that was divided last."""
    first, *others = _within(config.get("layer"), before_3)
    if first.type not in _ACTIVATED or first.layout:
        raise NotRebuilt("it wraps a {type}", type=first.type)
    return [replace(first, layout="spectral"), *others]


def _with_cell(config: Config, before_3: bool) -> list[Step]:
    """An RNN of one of Keras's cells is the recurrent layer of that name."""
    cell = config.get("cell")
    cell = cell if isinstance(cell, Mapping) else {}
    if cell.get("class_name") not in _CELLS or not isinstance(cell.get("config"), Mapping):
        raise NotRebuilt("its cell is not supported yet")
    around = {key: value for key, value in config.items() if key != "cell"}
    return expanded(_CELLS[cell["class_name"]], {**cell["config"], **around}, before_3)


def _in_a_row(config: Config, before_3: bool) -> list[Step]:
    """A pipeline of layers without weights."""
    listed = config.get("layers")
    if not isinstance(listed, list):
        raise Invalid("the layer inside of it is missing")
    steps = [step for each in listed for step in _within(each, before_3)]
    for step in steps:
        if step.type not in _OF_A_PIPELINE:
            raise NotRebuilt("it wraps a {type}", type=step.type)
    return steps or [Step("Identity")]


_WRAPPED: Mapping[str, Callable[[Config, bool], list[Step]]] = {
    "SpectralNormalization": _without_spectral_normalization,
    "RNN": _with_cell,
    "Pipeline": _in_a_row,
}
