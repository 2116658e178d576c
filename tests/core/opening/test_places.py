"""A network that answers with a place, behind any of the layers without weights."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from support.hostile import Config, layer
from support.wider import operation, tensor

from core.errors import NotSupported
from core.opening.blueprint import Tensor
from core.opening.judging import ALLOWED, COMPANIONS
from core.opening.layer_names import MODELS, RENAMED, TRAINING_ONLY
from core.opening.layers import LAYERS
from core.opening.settings import REQUIRED
from core.opening.whole_numbers import require_no_place

# One value for each setting that a layer must be given.
GIVEN: dict[str, Any] = {
    "filters": 2, "kernel_size": 1, "units": 2, "equation": "abc,cd->abd",
    "output_shape": (None, 2), "input_dim": 3, "output_dim": 2, "projection_dim": 2, "scale": 2.0,
    "height": 2, "width": 2, "bin_boundaries": [0.5], "activation": "relu", "rate": 0.5,
    "target_shape": (-1,), "dims": (1,), "n": 2, "axes": 1, "num_heads": 1, "key_dim": 2,
    "head_dim": 2, "num_query_heads": 1, "num_key_value_heads": 1,
}  # fmt: skip
FURTHER: dict[str, dict[str, Any]] = {
    "Attention": {"use_scale": True}, "GroupNormalization": {"groups": 1},
    "UpSampling1D": {"size": 2},
}  # fmt: skip
# Of the layers that Keras 3 has not under this name.
WITH_WEIGHTS = {
    "LocallyConnected1D", "LocallyConnected2D", "LayerScale", "Bidirectional", "AtrousConv2D",
    "AtrousConvolution2D", "RNN", "SpectralNormalization",
}  # fmt: skip


def learns(name: str) -> bool:
    """Whether stock Keras gives a layer weights that training changes."""
    import keras

    if name in WITH_WEIGHTS | TRAINING_ONLY or name not in LAYERS:
        return name in WITH_WEIGHTS
    needed = [key for key, setting in LAYERS[name].items() if setting.default is REQUIRED]
    settings = {key: GIVEN[key] for key in needed} | FURTHER.get(name, {})
    if "pool_size" in LAYERS[name]:
        settings["pool_size"] = 1
    made = getattr(keras.layers, name)(**settings)
    for rank in (3, 4, 2, 5, 6):
        x = np.ones((1, *(4,) * (rank - 2), 2), np.float32)
        for given in ((x,), ([x, x],), (x, x)):
            try:
                made(*given)
            except (ValueError, TypeError, IndexError, AttributeError):
                continue
            return bool(made.trainable_weights)
    raise AssertionError(name)


KINDS = sorted(ALLOWED - MODELS - COMPANIONS - {"InputLayer", "Identity"}) + ["Identity"]
PLACE = operation("Argmax", "place", tensor("image"), axis=-1, keepdims=False)


def require(entry: Config) -> None:
    """Ask whether a network answers with a place behind which `entry` comes."""
    behind = {**entry, "name": "end", "inbound_nodes": [[["place", 0, 0, {}]]]}
    require_no_place([PLACE, behind], Tensor("end"))


@pytest.mark.parametrize("name", KINDS)
def test_behind_a_place_only_learned_weights_make_an_answer(name: str) -> None:
    entry = layer(name, "end")
    if name == "TimeDistributed":
        entry = layer(name, "end", layer=layer("Flatten", "inner"))
    if learns(RENAMED.get(name, name)):
        require(entry)
    else:
        with pytest.raises(NotSupported, match="answers with a place"):
            require(entry)


@pytest.mark.parametrize("inner", ["Dense", "GlobalMaxPooling1D"])
@pytest.mark.parametrize("kind", ["Sequential", "Functional", "list", "TimeDistributed"])
def test_what_is_inside_of_a_layer_or_a_network_counts(kind: str, inner: str) -> None:
    held = [layer("InputLayer", "first"), layer(inner, "inner")]
    entry = {"class_name": kind, "config": {"name": "end", "layers": held}}
    if kind == "list":
        entry = {"class_name": "Sequential", "config": held}
    if kind == "TimeDistributed":
        entry = layer(kind, "end", layer=held[1])
    if inner == "Dense":
        require(entry)
    else:
        with pytest.raises(NotSupported, match="answers with a place"):
            require(entry)
