"""Arithmetic of older files, one entry each, held against the function of TensorFlow."""

from __future__ import annotations

from typing import Any

from core.opening.arguments import Rebuilt
from core.opening.layer_settings import parse_settings, parse_table
from core.opening.operations import OPERATIONS


def function(name: str, **keywords: Any) -> dict[str, Any]:
    """A TFOpLambda as tf.keras 2.15 writes it."""
    return {
        "class_name": "TFOpLambda",
        "config": {"name": "op", "function": name},
        "inbound_nodes": [["image", 0, 0, keywords]],
    }


def node(op: str, **attributes: Any) -> dict[str, Any]:
    """A TensorFlowOpLayer as tf.keras 2.3 writes it."""
    return {
        "class_name": "TensorFlowOpLayer",
        "config": {"name": "op", "node_def": {"op": op, "attr": attributes}, "constants": {}},
        "inbound_nodes": [[["image", 0, 0, {}]]],
    }


def of_tensorflow(name: str, keywords: dict[str, Any]) -> Any:
    """What a function of TensorFlow makes of the images of `image`."""
    import tensorflow as tf

    called: Any = tf
    for part in name.split("."):
        called = getattr(called, part)
    return called(image(), **keywords)


def image() -> Any:
    import numpy as np
    import tensorflow as tf

    return tf.constant(np.random.default_rng(0).random((2, 6, 6, 3)), tf.float32)


def compare(made: Rebuilt, expected: Any) -> None:
    """Hold what is rebuilt against the answer of TensorFlow."""
    import keras
    import numpy as np

    if made.type in OPERATIONS:
        operation = OPERATIONS[made.type]
        settings = parse_table(operation.table, made.config, made.type)
        inputs = [image()] * len(made.tensors)
        assert operation.shape([(6, 6, 3)] * len(inputs), settings) == tuple(expected.shape[1:])
        found = operation.build(keras.ops, inputs, settings)
    else:
        found = getattr(keras.layers, made.type)(**parse_settings(made.type, dict(made.config)))(
            image()
        )
    np.testing.assert_allclose(np.asarray(found), np.asarray(expected), atol=1e-5)
