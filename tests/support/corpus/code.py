"""Files that carry code, or that name code to be called."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import h5py
from support import hostile
from support.corpus.case import Case, changed, network
from support.hostile import GADGETS, Config, layer, plain_layers, sequential, write_h5

# The settings in which Keras accepts a function or an object by name.
FIELDS = (
    "activation",
    "recurrent_activation",
    "kernel_initializer",
    "bias_initializer",
    "kernel_regularizer",
    "activity_regularizer",
    "kernel_constraint",
)


def code() -> Iterator[Case]:
    words = "Lambda layer carries Python code"
    yield Case("code", "Lambda (CVE-2025-9905)", _plain_lambda, words=words)
    yield Case("code", "Lambda in a nested model", hostile.nested_lambda, words=words)
    yield Case("code", "Lambda in a TimeDistributed", hostile.wrapped_lambda, words=words)
    yield Case("code", "Lambda twice wrapped", _twice_wrapped_lambda, words=words)
    yield Case("code", "Lambda in a file named .hdf5", hostile.lambda_named_hdf5, words=words)
    yield Case("code", "Lambda in a .keras file", hostile.lambda_in_a_zip, words=words)
    yield Case("code", "Lambda behind a second class_name", _second_key, words=words)
    yield Case("code", "Lambda among the inputs of a layer", _lambda_as_argument, words=words)
    for name, entry in hostile.BAD_LAYERS.items():
        yield Case("objects", name, network(entry))
    posing = layer("Dense", "d", units=3)
    yield Case(
        "objects",
        "registered class under a Keras name",
        network({**posing, "module": "keras.layers", "registered_name": "signs>Dense"}),
        words="Custom code",
    )


def _plain_lambda(folder: Path, marker: Path) -> Path:
    return network(hostile.lambda_layer(marker))(folder, marker)


def _twice_wrapped_lambda(folder: Path, marker: Path) -> Path:
    inner = layer("TimeDistributed", "inner", layer=hostile.lambda_layer(marker))
    return network(layer("Bidirectional", "outer", layer=inner))(folder, marker)


def _second_key(folder: Path, marker: Path) -> Path:
    text = json.dumps(sequential(*plain_layers(), hostile.lambda_layer(marker)))
    harmless = '"class_name": "ReLU", "class_name": "Lambda"'
    return write_h5(folder / "model.h5", text.replace('"class_name": "Lambda"', harmless))


def _lambda_as_argument(folder: Path, marker: Path) -> Path:
    entry = {**layer("ReLU", "relu"), "inbound_nodes": [{"args": [hostile.lambda_layer(marker)]}]}
    return network(entry)(folder, marker)


def gadgets() -> Iterator[Case]:
    for field in FIELDS:
        for name, gadget in GADGETS.items():
            yield Case("gadgets", f"{name} as {field}", network(_dense_with(field, gadget)))
    for field in FIELDS:
        dotted = _dense_with(field, "os.system")
        yield Case("gadgets", f"dotted path as {field}", network(dotted), words="Custom code")
    loss = {"compile_config": {"loss": GADGETS["function of another module"]}}
    yield Case("gadgets", "function of another module as loss", network(**loss), "opened")
    yield Case("gadgets", "loss in the training config", changed(_hostile_loss), "opened")


def _dense_with(field: str, gadget: Any) -> Config:
    return layer("Dense", "gadget", units=3, **{field: gadget})


def _hostile_loss(file: h5py.File) -> None:
    file.attrs["training_config"] = json.dumps({"loss": GADGETS["class of another module"]})
