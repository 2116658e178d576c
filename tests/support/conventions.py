"""Convert a network for 0..1 to networks for other preprocessings, with the same answers."""

from __future__ import annotations

from typing import Any

import numpy as np

from core.network.preprocessing import NAMED, Preprocessing


def taking(model: Any, preprocessing: Preprocessing) -> Any:
    """A copy of `model`, a network for 0..1 without padding before its first convolution.

    With x the network's own 0..1 and z = a 255 x + b, in another channel order, the input of the
    copy, the first kernel k becomes k / (255 a), and its bias is reduced by the sum of k b / (255
    a).
    """
    import keras

    copy = keras.models.clone_model(model)
    copy.set_weights(model.get_weights())
    first = next(layer for layer in copy.layers if type(layer).__name__ == "Conv2D")
    kernel, bias = first.get_weights()
    a, b = (np.broadcast_to(each, (3,)) for each in preprocessing.factor_and_offset())
    if preprocessing.order == "BGR":
        kernel = kernel[:, :, ::-1]
    kernel = kernel / (255 * a[:, None])
    first.set_weights([kernel, bias - np.einsum("hwco,c->o", kernel, b)])
    return copy


FIVE = {name: NAMED[name] for name in ("0..1", "0..255", "-1..1", "caffe", "torch")}
