"""The layers that GoodNet knows: those that image classifiers are built from.

Each has the settings that decide what it computes, with Keras' defaults. A setting is parsed
into a plain number, flag, word or tuple of these; nothing else of a stranger's config is kept,
so initializers, regularizers, constraints and their code never reach Keras.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from core.text.sentence import say
from core.text.wording import printable

MODELS = {"Sequential", "Functional", "Model"}

ACTIVATIONS = {
    "linear", "relu", "relu6", "leaky_relu", "elu", "selu", "celu", "gelu", "silu", "swish",
    "mish", "sigmoid", "hard_sigmoid", "hard_silu", "hard_swish", "hard_tanh", "tanh",
    "tanh_shrink", "soft_shrink", "hard_shrink", "threshold", "softplus", "softsign", "softmax",
    "log_softmax", "log_sigmoid", "exponential", "glu", "sparse_plus", "squareplus",
}  # fmt: skip

# They act while training only; what they did is over. In the loaded network they do nothing.
TRAINING_ONLY = {
    "ActivityRegularization", "AlphaDropout", "GaussianDropout", "GaussianNoise", "RandomFlip",
    "RandomRotation", "RandomZoom", "RandomTranslation", "RandomContrast", "RandomBrightness",
}  # fmt: skip

LARGEST_SIDE = 1 << 20
_REQUIRED = object()


@dataclass(frozen=True)
class Setting:
    """How one setting is read: `parse` takes JSON and raises ValueError for what is not one."""

    parse: Callable[[Any], Any]
    default: Any = _REQUIRED


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value != int(value):
        raise ValueError(say("a whole number is needed"))
    if not 0 <= value <= LARGEST_SIDE:
        raise ValueError(say("a number from 0 to {largest} is needed", largest=LARGEST_SIDE))
    return int(value)


def _axis(value: Any) -> int:
    axis = value[0] if isinstance(value, (list, tuple)) and len(value) == 1 else value
    if isinstance(axis, bool) or not isinstance(axis, int) or not -8 <= axis <= 8:
        raise ValueError(say("an axis number is needed"))
    return axis


def _number(value: Any) -> float:
    # Keras 2 writes a NumPy scalar as {"class_name": "__numpy__" or "type": ..., "value": x}.
    plain = value.get("value") if isinstance(value, dict) else value
    if isinstance(plain, bool) or not isinstance(plain, (int, float)) or not math.isfinite(plain):
        raise ValueError(say("a finite number is needed"))
    return float(plain)


def _numbers(value: Any) -> float | tuple[float, ...]:
    if isinstance(value, (list, tuple)) and len(value) <= 4:
        return tuple(_number(part) for part in value)
    return _number(value)


def _flag(value: Any) -> bool:
    if isinstance(value, bool) or value in (0, 1):
        return bool(value)
    raise ValueError(say("true or false is needed"))


def _pair(value: Any) -> tuple[int, int]:
    if isinstance(value, (list, tuple)):
        if len(value) != 2:
            raise ValueError(say("two numbers are needed"))
        return _whole(value[0]), _whole(value[1])
    return _whole(value), _whole(value)


def _positive_pair(value: Any) -> tuple[int, int]:
    pair = _pair(value)
    if min(pair) < 1:
        raise ValueError(say("numbers above zero are needed"))
    return pair


def _borders(value: Any) -> tuple[tuple[int, int], tuple[int, int]]:
    if isinstance(value, (list, tuple)) and len(value) == 2:
        return _pair(value[0]), _pair(value[1])
    return _pair(value), _pair(value)


def _sides(value: Any) -> tuple[int, ...]:
    if not isinstance(value, (list, tuple)) or len(value) > 4:
        raise ValueError(say("a short list of numbers is needed"))
    return tuple(-1 if side == -1 else _whole(side) for side in value)


def _axes(value: Any) -> tuple[int, ...]:
    parts = value if isinstance(value, (list, tuple)) else [value]
    return tuple(_axis(part) for part in parts)


def _optional(parse: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else parse(value)


def _word(*words: str) -> Callable[[Any], str]:
    def parse(value: Any) -> str:
        word = value.lower() if isinstance(value, str) else value
        if word not in words:
            raise ValueError(say("one of {words} is needed", words=", ".join(words)))
        return str(word)

    return parse


def activation(value: Any) -> str:
    """The name of a Keras activation, from a name, from None, or from a function's config."""
    if value is None:
        return "linear"
    if isinstance(value, dict):
        config = value.get("config")
        value = config.get("activation") if isinstance(config, dict) else config
    if not isinstance(value, str) or value not in ACTIVATIONS:
        raise ValueError(say("the name of a Keras activation is needed"))
    return value


_DATA_FORMAT = Setting(
    lambda value: _word("channels_last", "channels_first")(value or "channels_last"),
    "channels_last",
)
_PADDING = Setting(_word("valid", "same"), "valid")
_POSITIVE = Setting(_whole)
_SQUARE = Setting(_positive_pair)
_ONES = Setting(_positive_pair, (1, 1))
_AXIS = Setting(_axis, -1)
_RATE = {"rate": Setting(_number)}
_SLIDING = {"strides": _ONES, "padding": _PADDING, "data_format": _DATA_FORMAT}
_CONVOLUTION = {
    "kernel_size": _SQUARE,
    **_SLIDING,
    "dilation_rate": _ONES,
    "activation": Setting(activation, "linear"),
    "use_bias": Setting(_flag, True),
}
_DEPTH = {"depth_multiplier": Setting(_whole, 1)}
_POOLING = {
    "pool_size": Setting(_positive_pair, (2, 2)),
    "strides": Setting(_optional(_positive_pair), None),
    "padding": _PADDING,
    "data_format": _DATA_FORMAT,
}
_GLOBAL_POOLING = {"data_format": _DATA_FORMAT, "keepdims": Setting(_flag, False)}
_NORMALIZATION = {
    "epsilon": Setting(_number, 1e-3),
    "center": Setting(_flag, True),
    "scale": Setting(_flag, True),
}

LAYERS: Mapping[str, Mapping[str, Setting]] = {
    "InputLayer": {},
    "Conv2D": {"filters": _POSITIVE, **_CONVOLUTION, "groups": Setting(_whole, 1)},
    "DepthwiseConv2D": {**_CONVOLUTION, **_DEPTH},
    "SeparableConv2D": {"filters": _POSITIVE, **_CONVOLUTION, **_DEPTH},
    "Conv2DTranspose": {
        "filters": _POSITIVE,
        **_CONVOLUTION,
        "output_padding": Setting(_optional(_pair), None),
    },
    "Dense": {
        "units": _POSITIVE,
        "activation": Setting(activation, "linear"),
        "use_bias": Setting(_flag, True),
    },
    "MaxPooling2D": _POOLING,
    "AveragePooling2D": _POOLING,
    "GlobalMaxPooling2D": _GLOBAL_POOLING,
    "GlobalAveragePooling2D": _GLOBAL_POOLING,
    "BatchNormalization": {
        "axis": _AXIS,
        "momentum": Setting(_number, 0.99),
        **_NORMALIZATION,
    },
    "LayerNormalization": {"axis": Setting(_axes, (-1,)), **_NORMALIZATION},
    "Normalization": {
        "axis": Setting(_optional(_axes), (-1,)),
        "mean": Setting(_optional(_numbers), None),
        "variance": Setting(_optional(_numbers), None),
        "invert": Setting(_flag, False),
    },
    "Rescaling": {"scale": Setting(_numbers), "offset": Setting(_numbers, 0.0)},
    "Resizing": {
        "height": _POSITIVE,
        "width": _POSITIVE,
        "interpolation": Setting(
            _word("bilinear", "nearest", "bicubic", "lanczos3", "lanczos5"), "bilinear"
        ),
        "data_format": _DATA_FORMAT,
    },
    "Activation": {"activation": Setting(activation)},
    "ReLU": {
        "max_value": Setting(_optional(_number), None),
        "negative_slope": Setting(_number, 0.0),
        "threshold": Setting(_number, 0.0),
    },
    "LeakyReLU": {"negative_slope": Setting(_number, 0.3)},
    "PReLU": {"shared_axes": Setting(_optional(_axes), None)},
    "ELU": {"alpha": Setting(_number, 1.0)},
    "Softmax": {"axis": _AXIS},
    "Dropout": _RATE,
    "SpatialDropout2D": {**_RATE, "data_format": _DATA_FORMAT},
    "Flatten": {"data_format": _DATA_FORMAT},
    "Reshape": {"target_shape": Setting(_sides)},
    "Permute": {"dims": Setting(_sides)},
    "ZeroPadding2D": {"padding": Setting(_borders, ((1, 1), (1, 1))), "data_format": _DATA_FORMAT},
    "Cropping2D": {"cropping": Setting(_borders, ((0, 0), (0, 0))), "data_format": _DATA_FORMAT},
    "UpSampling2D": {
        "size": Setting(_positive_pair, (2, 2)),
        "interpolation": Setting(_word("nearest", "bilinear", "bicubic"), "nearest"),
        "data_format": _DATA_FORMAT,
    },
    "Add": {},
    "Subtract": {},
    "Multiply": {},
    "Average": {},
    "Maximum": {},
    "Minimum": {},
    "Concatenate": {"axis": _AXIS},
    "Identity": {},
    **{name: {} for name in TRAINING_ONLY},
}

# Known, and without influence on what the network computes, or replaced by GoodNet's own.
IGNORED = {
    "name", "trainable", "dtype", "seed", "noise_shape", "input_shape", "input_dtype",
    "batch_input_shape", "batch_shape", "batch_size", "build_input_shape", "sparse", "ragged",
    "optional", "synchronized", "quantization_config", "implementation", "lora_rank",
    "lora_alpha", "autocast", "data_format", "fused", "fill_mode", "fill_value", "renorm_momentum",
}  # fmt: skip
IGNORED_ENDINGS = ("_initializer", "_regularizer", "_constraint")
# The Keras layers whose kernel "groups" cannot divide; some versions write it all the same.
GROUPLESS = {"DepthwiseConv2D", "SeparableConv2D", "Conv2DTranspose", "Dense"}


def parse_settings(type_name: str, config: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of a layer of `type_name` from its config, complete with defaults.

    Raises:
        ValueError: a setting is missing, malformed or unknown; the text names it.
    """
    table = LAYERS[type_name]
    settings = {}
    for name, setting in table.items():
        if name in config:
            try:
                settings[name] = setting.parse(config[name])
            except (ValueError, TypeError, OverflowError, AttributeError) as error:
                raise ValueError(say("setting {name}: {error}", name=name, error=error)) from None
        elif setting.default is _REQUIRED:
            raise ValueError(say("setting {name} is missing", name=name))
        else:
            settings[name] = setting.default
    if type_name not in TRAINING_ONLY:
        _refuse_unknown(set(config) - set(table), type_name, config)
    return settings


def _refuse_unknown(names: set[str], type_name: str, config: Mapping[str, Any]) -> None:
    for name in sorted(names - IGNORED):
        if name.endswith(IGNORED_ENDINGS) or not config[name]:
            continue
        if name == "groups" and (type_name in GROUPLESS or config[name] == 1):
            continue
        raise ValueError(say("setting {name} is not one that GoodNet knows", name=printable(name)))
