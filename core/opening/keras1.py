"""Translate layers from Keras 1 (2015 to 2017) to the terms of Keras 2."""

from __future__ import annotations

from typing import Any

from core.opening.settings import NotRebuilt
from core.opening.terms import Config

_RENAMED = {
    "nb_filter": "filters", "border_mode": "padding", "bias": "use_bias", "output_dim": "units",
    "p": "rate", "atrous_rate": "dilation_rate", "subsample": "strides",
    "subsample_length": "strides", "filter_length": "kernel_size", "pool_length": "pool_size",
    "stride": "strides", "sigma": "stddev", "inner_activation": "recurrent_activation",
}  # fmt: skip
_DROPPED = {"init", "W_learning_rate_multiplier", "b_learning_rate_multiplier", "weights",
            "input_dtype"}  # fmt: skip
_ORDERINGS = {"tf": "channels_last", "th": "channels_first"}
_MERGED = {
    "sum": "Add", "mul": "Multiply", "concat": "Concatenate", "ave": "Average", "max": "Maximum",
}  # fmt: skip
_RECURRENT = {"LSTM", "GRU", "SimpleRNN"}


def modernized(class_name: str, config: Config) -> tuple[str, dict[str, Any], str]:
    """A layer's class, config and weight layout, from those of Keras 1.

    Raises:
        NotRebuilt: Keras 1 computed something that no layer of today does.
    """
    made = {_RENAMED.get(key, key): value for key, value in config.items() if key not in _DROPPED}
    made = {k: v for k, v in made.items() if not k.endswith(("regularizer", "constraint"))}
    layout = ""
    if "nb_row" in made:
        made["kernel_size"] = [made.pop("nb_row"), made.pop("nb_col", None)]
    ordering = made.pop("dim_ordering", None)
    if ordering is not None:
        made["data_format"] = _ORDERINGS.get(ordering, ordering)
        layout = "theano" if ordering == "th" and "kernel_size" in made else ""
    if class_name == "Convolution1D":
        layout = "sequence 1"
    if class_name in ("AtrousConvolution2D", "AtrousConv2D"):
        class_name = "Conv2D"
    if class_name == "BatchNormalization" and made.pop("mode", 0) != 0:
        raise NotRebuilt("setting mode is not one that GoodNet knows")
    if class_name in _RECURRENT:
        raise NotRebuilt("recurrent layers of Keras 1 are not supported yet")
    if class_name == "Merge":
        class_name, made = _merged(made)
    if class_name == "ZeroPadding2D" and len(made.get("padding") or ()) == 4:
        top, bottom, left, right = made["padding"]
        made["padding"] = [[top, bottom], [left, right]]
    return class_name, made, layout


def is_of_keras_1(class_name: str, config: Config) -> bool:
    """Whether a layer's config uses the terms of Keras 1."""
    if class_name == "Merge" or class_name.startswith("Atrous"):
        return True
    if class_name == "Embedding":  # its output_dim is of every version
        return False
    marks = ("nb_filter", "dim_ordering", "border_mode", "output_dim", "p", "sigma", "init")
    return any(mark in config for mark in marks) or (
        class_name == "BatchNormalization" and "mode" in config
    )


def _merged(config: Config) -> tuple[str, dict[str, Any]]:
    mode = config.get("mode")
    if mode not in _MERGED or config.get("mode_type", "raw") != "raw":
        raise NotRebuilt("setting mode is not one that GoodNet knows")
    settings = {"axis": config.get("concat_axis", -1)} if mode == "concat" else {}
    return _MERGED[mode], {"name": config.get("name"), **settings}
