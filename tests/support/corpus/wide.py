"""Rarer layers and arithmetic that would fill memory, mix images of a batch, or run code."""

from __future__ import annotations

from collections.abc import Iterator

from support.corpus.case import Build, Case
from support.hostile import Config, layer, plain_layers, sequential, write_h5
from support.wider import answer, called, function, functional, node, operation, tensor

DANGEROUS = "more than compute"


def wide() -> Iterator[Case]:
    """Each case is reported in a sentence before anything is built."""
    for name, entry in _FILLING.items():
        yield Case("sizes of layers", name, _behind(entry), "unreadable", "memory")
    for name, entry in _MIXING.items():
        yield Case("arithmetic", name, _behind(entry), "unreadable")
    for name, call in (("reads a file", "io.read_file"), ("runs Python", "numpy_function")):
        yield Case("arithmetic", name, _behind(function("x", call, "image", 0, 0)), words=DANGEROUS)
    reading = node("x", "ReadFile", {}, "image")
    yield Case("arithmetic", "reads a file, TensorFlow 2.3", _behind(reading), words=DANGEROUS)
    packed = layer("Dense", "x", units=3, activation={"value": ["4wEAAA==", None, None]})
    yield Case(
        "arithmetic", "an activation as packed code", _sequential(packed), words="Python code"
    )


_ROWS = called(layer("Reshape", "rows", target_shape=[192, 1]), [["image", 0, 0, {}]])
_FILLING: dict[str, list[Config] | Config] = {
    "a huge repetition": [
        called(layer("GlobalMaxPooling2D", "pool"), [["image", 0, 0, {}]]),
        called(layer("RepeatVector", "x", n=1 << 20), [["pool", 0, 0, {}]]),
        called(layer("UpSampling1D", "y", size=1 << 20), [["x", 0, 0, {}]]),
    ],
    "attention between all pixels of a large image": [
        called(layer("Resizing", "large", height=4096, width=4096), [["image", 0, 0, {}]]),
        called(
            layer("MultiHeadAttention", "x", num_heads=2, key_dim=2),
            ["large", 0, 0, {"value": ["large", 0, 0]}],
        ),
    ],
    "heads without end": [
        _ROWS,
        called(
            layer("MultiHeadAttention", "x", num_heads=1 << 20, key_dim=1 << 20),
            ["rows", 0, 0, {"value": ["rows", 0, 0]}],
        ),
    ],
    "a resize to a million pixels a side": function(
        "x", "image.resize", "image", 0, 0, size=[1 << 20, 1 << 20]
    ),
    "padding without end": operation(
        "Pad", "x", tensor("image"), pad_width=[[0, 0], [0, 1 << 20], [0, 1 << 20], [0, 0]]
    ),
    "a product of rows": [
        called(layer("Resizing", "large", height=1 << 15, width=1), [["image", 0, 0, {}]]),
        called(layer("Reshape", "rows", target_shape=[1 << 15, 3]), [["large", 0, 0, {}]]),
        operation("Transpose", "turned", tensor("rows"), axes=[0, 2, 1]),
        operation("Matmul", "x", tensor("rows"), tensor("turned")),
    ],
}
_MIXING: dict[str, list[Config] | Config] = {
    "a mean over the batch": operation("Mean", "x", tensor("image"), axis=[0]),
    "a part of the batch": operation("GetItem", "x", tensor("image"), [0]),
    "a reshape of the batch": operation("Reshape", "x", tensor("image"), newshape=[4, -1]),
    "the batch turned into an axis": operation("Transpose", "x", tensor("image"), axes=[1, 0]),
    "a division by zero": operation("TrueDivide", "x", tensor("image"), 0.0),
    "a number that is infinite": function("x", "math.multiply", "image", 0, 0, y=float("inf")),
}


def _behind(entries: list[Config] | Config) -> Build:
    listed = entries if isinstance(entries, list) else [entries]
    config = functional(*listed, *answer(listed[-1]["name"]))
    return lambda folder, _: write_h5(folder / "model.h5", config, {})


def _sequential(entry: Config) -> Build:
    first, *others = plain_layers()
    return lambda folder, _: write_h5(folder / "model.h5", sequential(first, entry, *others))
