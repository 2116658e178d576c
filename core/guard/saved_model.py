"""A guard as a SavedModel: a folder for TensorFlow, TensorFlow Serving and Triton."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from core.guard.encoded import decoding
from core.guard.graph import answering, signature
from core.guard.guard import Guard
from core.network.keras_types import Compiled

# A folder for files that TensorFlow keeps beside a SavedModel and does not read.
EXTRA = "assets.extra"


def write(guard: Guard, folder: Path) -> None:
    """Write the SavedModel into an empty folder.

    Its signatures: `serving_default` takes images. `encoded` takes the bytes of PNG and JPEG files
    of any size, for networks with one or three channels. `at_frr` and `encoded_at_frr` also take
    the FRR.
    """
    import tensorflow as tf

    module = tf.Module()
    goodnet = guard.goodnet
    held = (goodnet.badnet, goodnet.repaired, goodnet.expert)
    networks = [each.network for each in held if each is not None]
    # Keeps the variables that the graph reads, so that they are saved with it.
    module.weights = [each.value for network in networks for each in network.variables]  # pyright: ignore[reportAttributeAccessIssue]
    options = tf.saved_model.SaveOptions(experimental_custom_gradients=False)
    tf.saved_model.save(module, str(folder), signatures=signatures(guard), options=options)
    extra = folder / EXTRA
    extra.mkdir()
    document = json.dumps(guard.about("savedmodel"), indent=1)
    (extra / "guard.json").write_text(document + "\n", encoding="utf-8")


def signatures(guard: Guard) -> dict[str, Compiled]:
    """The functions by signature name."""
    import tensorflow as tf

    answer = answering(guard)
    images, frr = signature(guard)
    default = tf.constant(guard.goodnet.frr, tf.float64)
    made = {
        "serving_default": _function(lambda images: answer(images, default), images),
        "at_frr": _function(answer, images, frr),
    }
    shape = guard.goodnet.badnet.image_shape
    if shape[-1] not in (1, 3):
        return made
    decode = decoding(shape)
    # TensorFlow Serving accepts base64 for inputs whose names end like this.
    files = tf.TensorSpec((None,), tf.string, name="image_bytes")
    return made | {
        "encoded": _function(lambda image_bytes: answer(decode(image_bytes), default), files),
        "encoded_at_frr": _function(
            lambda image_bytes, frr: answer(decode(image_bytes), frr), files, frr
        ),
    }


def _function(function: Compiled, *specs: Any) -> Compiled:
    import tensorflow as tf

    return tf.function(function, autograph=False, input_signature=specs)
