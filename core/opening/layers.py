"""The layers that GoodNet knows: all Keras layers that compute a pure function of an image.

Each layer has the settings that decide what it computes, with Keras's defaults.
`core.opening.settings` checks each setting. The other Keras layers are named, to distinguish them
from code of the file's author.
"""

from __future__ import annotations

from collections.abc import Mapping

from core.opening.einsum import equation, letters, output_sides
from core.opening.layer_names import TRAINING_ONLY
from core.opening.settings import (
    Setting,
    activation,
    axes,
    axis,
    axis_or_two,
    borders,
    boundaries,
    flag,
    never,
    number,
    only,
    optional,
    positive,
    several,
    sides,
    word,
)
from core.opening.tables import table

_DATA_FORMAT = Setting(
    lambda value: word("channels_last", "channels_first")(value or "channels_last"),
    "channels_last",
)
_PADDING = Setting(word("valid", "same"), "valid")
_POSITIVE = Setting(positive)
_AXIS = Setting(axis, -1)
_FLAG_OFF, _FLAG_ON = Setting(flag, False), Setting(flag, True)
_OFF = Setting(never, False)
_RATE = {"rate": Setting(number)}
_ACTIVATED = {"activation": Setting(activation, "linear"), "use_bias": _FLAG_ON}
_DEPTH = {"depth_multiplier": Setting(positive, 1)}


def _convolution(rank: int) -> dict[str, Setting]:
    ones = Setting(several(rank, 1), (1,) * rank)
    return {
        "kernel_size": Setting(several(rank, 1)),
        "strides": ones,
        "padding": Setting(word("valid", "same", "causal"), "valid") if rank == 1 else _PADDING,
        "data_format": _DATA_FORMAT,
        "dilation_rate": ones,
        **_ACTIVATED,
    }


def _local_convolution(rank: int) -> dict[str, Setting]:
    """A separate kernel for each place; other implementations store their weights differently."""
    return {
        "filters": _POSITIVE,
        "kernel_size": Setting(several(rank, 1)),
        "strides": Setting(several(rank, 1), (1,) * rank),
        "padding": Setting(only("valid"), "valid"),
        "data_format": Setting(only("channels_last", None), "channels_last"),
        "implementation": Setting(only(1), 1),
        **_ACTIVATED,
    }


def _pooling(rank: int) -> dict[str, Setting]:
    return {
        "pool_size": Setting(several(rank, 1), (2,) * rank),
        "strides": Setting(optional(several(rank, 1)), None),
        "padding": _PADDING,
        "data_format": _DATA_FORMAT,
    }


def _transposed_convolution(rank: int) -> dict[str, Setting]:
    return {
        "filters": _POSITIVE,
        **_convolution(rank),
        "padding": _PADDING,
        "output_padding": Setting(optional(several(rank)), None),
    }


_GLOBAL_POOLING = {"data_format": _DATA_FORMAT, "keepdims": _FLAG_OFF}
_NORMALIZATION = {
    "epsilon": Setting(number, 1e-3),
    "center": _FLAG_ON,
    "scale": _FLAG_ON,
}
_IN_TURN = {
    "activation": Setting(activation, "tanh"),
    "use_bias": _FLAG_ON,
    "return_sequences": _FLAG_OFF,
    "return_state": _OFF,
    "go_backwards": _FLAG_OFF,
    "stateful": _OFF,
}
_GATED = {**_IN_TURN, "recurrent_activation": Setting(activation, "sigmoid")}
# Whether no place sees those behind it; Keras says so where the layer is called.
_CAUSAL = {"causal": _FLAG_OFF}
_ATTENTION = {
    **_CAUSAL,
    "use_gate": _FLAG_OFF,
    "sliding_window": Setting(optional(positive), None),
}
_UNITS = {"units": _POSITIVE}
_RESIZED = {"height": _POSITIVE, "width": _POSITIVE, "data_format": _DATA_FORMAT}


def _of_rank(rank: int) -> dict[str, dict[str, Setting]]:
    """The layers that exist for sequences, images and volumes alike."""
    size = Setting(several(rank, 1), (2,) * rank)
    place = {"data_format": _DATA_FORMAT} if rank > 1 else {}
    ones, zeros = ((1, 1), (0, 0)) if rank == 1 else (((1, 1),) * rank, ((0, 0),) * rank)
    return {
        f"Conv{rank}D": {
            "filters": _POSITIVE, **_convolution(rank), "groups": Setting(positive, 1),
        },
        f"MaxPooling{rank}D": _pooling(rank),
        f"AveragePooling{rank}D": _pooling(rank),
        f"Conv{rank}DTranspose": _transposed_convolution(rank),
        f"GlobalMaxPooling{rank}D": _GLOBAL_POOLING,
        f"GlobalAveragePooling{rank}D": _GLOBAL_POOLING,
        f"ZeroPadding{rank}D": {"padding": Setting(borders(rank), ones), **place},
        f"Cropping{rank}D": {"cropping": Setting(borders(rank), zeros), **place},
        f"ConvLSTM{rank}D": {
            **_GATED, "filters": _POSITIVE, **_convolution(rank), "padding": _PADDING,
            "activation": Setting(activation, "tanh"),
        },
        f"UpSampling{rank}D": {"size": size, **place},
        f"SpatialDropout{rank}D": {**_RATE, **place},
    }  # fmt: skip


LAYERS: Mapping[str, Mapping[str, Setting]] = {
    "InputLayer": {},
    **_of_rank(1),
    **_of_rank(2),
    **_of_rank(3),
    "UpSampling1D": {"size": Setting(lambda value: several(1, 1)(value)[0], 2)},
    "UpSampling2D": {
        "size": Setting(several(2, 1), (2, 2)),
        "interpolation": Setting(word("nearest", "bilinear", "bicubic"), "nearest"),
        "data_format": _DATA_FORMAT,
    },
    "DepthwiseConv1D": {**_convolution(1), **_DEPTH},
    "DepthwiseConv2D": {**_convolution(2), **_DEPTH},
    "SeparableConv1D": {"filters": _POSITIVE, **_convolution(1), **_DEPTH},
    "SeparableConv2D": {"filters": _POSITIVE, **_convolution(2), **_DEPTH},
    "LocallyConnected1D": _local_convolution(1),
    "LocallyConnected2D": _local_convolution(2),
    "Dense": {"units": _POSITIVE, **_ACTIVATED},
    "EinsumDense": {
        "equation": Setting(equation),
        "output_shape": Setting(output_sides),
        "bias_axes": Setting(optional(letters), None),
        "activation": Setting(activation, "linear"),
    },
    # A mask would reach later layers.
    "Embedding": {"input_dim": _POSITIVE, "output_dim": _POSITIVE, "mask_zero": _OFF},
    "BatchNormalization": {
        "axis": _AXIS,
        "momentum": Setting(number, 0.99),
        **_NORMALIZATION,
    },
    "LayerNormalization": {"axis": Setting(axes, (-1,)), **_NORMALIZATION},
    "GroupNormalization": {
        # -1 means one group for each channel.
        "groups": Setting(lambda value: -1 if value == -1 else positive(value), 32),
        "axis": _AXIS,
        **_NORMALIZATION,
    },
    "RMSNormalization": {"axis": _AXIS, "epsilon": Setting(number, 1e-6)},
    "UnitNormalization": {"axis": Setting(axes, (-1,))},
    "Normalization": {
        "axis": Setting(optional(axes), (-1,)),
        "mean": Setting(optional(table), None),
        "variance": Setting(optional(table), None),
        "invert": _FLAG_OFF,
    },
    "LayerScale": {"init_values": Setting(number, 1e-6), "projection_dim": _POSITIVE},
    "Rescaling": {"scale": Setting(table), "offset": Setting(table, 0.0)},
    "Resizing": {
        **_RESIZED,
        "interpolation": Setting(
            word("bilinear", "nearest", "bicubic", "lanczos3", "lanczos5"), "bilinear"
        ),
        "crop_to_aspect_ratio": _FLAG_OFF,
        "pad_to_aspect_ratio": _FLAG_OFF,
        "fill_mode": Setting(only("constant"), "constant"),
        "fill_value": Setting(number, 0.0),
        "antialias": _FLAG_OFF,
    },
    "CenterCrop": _RESIZED,
    "Discretization": {
        "bin_boundaries": Setting(boundaries),
        "epsilon": Setting(number, 0.01),
        "output_mode": Setting(only("int"), "int"),
    },
    "Activation": {"activation": Setting(activation)},
    "ReLU": {
        "max_value": Setting(optional(number), None),
        "negative_slope": Setting(number, 0.0),
        "threshold": Setting(number, 0.0),
    },
    "LeakyReLU": {"negative_slope": Setting(number, 0.3)},
    "PReLU": {"shared_axes": Setting(optional(axes), None)},
    "ELU": {"alpha": Setting(number, 1.0)},
    "Softmax": {"axis": _AXIS},
    "Dropout": _RATE,
    "Masking": {"mask_value": Setting(number, 0.0)},
    "Flatten": {"data_format": _DATA_FORMAT},
    "Reshape": {"target_shape": Setting(sides)},
    "Permute": {"dims": Setting(sides)},
    "RepeatVector": {"n": _POSITIVE},
    "Add": {},
    "Subtract": {},
    "Multiply": {},
    "Average": {},
    "Maximum": {},
    "Minimum": {},
    "Concatenate": {"axis": _AXIS},
    "Dot": {"axes": Setting(axis_or_two), "normalize": _FLAG_OFF},
    "Attention": {
        "use_scale": _FLAG_OFF,
        "score_mode": Setting(word("dot", "concat"), "dot"),
        **_CAUSAL,
    },
    "AdditiveAttention": {"use_scale": _FLAG_ON, **_CAUSAL},
    "MultiHeadAttention": {
        "num_heads": _POSITIVE,
        "key_dim": _POSITIVE,
        "value_dim": Setting(optional(positive), None),
        "use_bias": _FLAG_ON,
        "output_shape": Setting(never, None),
        "attention_axes": Setting(optional(axes), None),
        **_ATTENTION,
    },
    "GroupQueryAttention": {
        "head_dim": _POSITIVE,
        "num_query_heads": _POSITIVE,
        "num_key_value_heads": _POSITIVE,
        "use_bias": _FLAG_ON,
        **_ATTENTION,
    },
    "SimpleRNN": {**_UNITS, **_IN_TURN},
    "LSTM": {**_UNITS, **_GATED},
    "GRU": {**_UNITS, **_GATED, "reset_after": _FLAG_OFF},
    "Identity": {},
    **{name: {} for name in TRAINING_ONLY},
}
