"""Builders of hostile model files; each returns the path of a file that must not be loaded.

Payloads would create a marker file, or read the bytes of a secret file; tests look for both.
"""

from __future__ import annotations

import json
import marshal
import re
import zipfile
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np

Config = dict[str, Any]


def layer(class_name: str, name: str, **settings: Any) -> Config:
    """One entry in the layers of a Sequential, in the legacy form."""
    return {"class_name": class_name, "config": {"name": name, **settings}}


def sequential(*layers: Config, name: str = "signs") -> Config:
    """A legacy Sequential with an input layer of the first layer's shape, as from TensorFlow 2.

    Without the input layer Keras 3 opens no such file, even a harmless one.
    """
    first = layers[0] if layers else {}
    shape = first.get("config", {}).get("batch_input_shape")
    missing = shape and first["class_name"] != "InputLayer"
    image = [layer("InputLayer", "image", batch_input_shape=shape)] if missing else []
    return {"class_name": "Sequential", "config": {"name": name, "layers": [*image, *layers]}}


def modern(entry: Any) -> Any:
    """Convert a legacy config to the form that Keras 3 writes into .keras files."""
    if isinstance(entry, list):
        return [modern(each) for each in entry]
    if not isinstance(entry, dict):
        return entry
    if entry.keys() != {"class_name", "config"}:
        return {key: modern(value) for key, value in entry.items()}
    kind, config = entry["class_name"], modern(entry["config"])
    shape = config.pop("batch_input_shape", None)
    if kind == "InputLayer":
        config["batch_shape"] = shape
    module = "keras" if kind == "Sequential" else "keras.layers"
    return {"module": module, "class_name": kind, "config": config, "registered_name": None}


def plain_layers() -> list[Config]:
    """A harmless classifier of three classes; `plain_weights` fit it."""
    return [
        layer("Conv2D", "conv", filters=4, kernel_size=[3, 3], batch_input_shape=[None, 8, 8, 3]),
        layer("Flatten", "flatten"),
        layer("Dense", "answer", units=3, activation="softmax"),
    ]


def plain_weights() -> dict[str, list[np.ndarray]]:
    """Kernel and bias of each layer of `plain_layers`."""
    draw = np.random.default_rng(3).normal
    return {
        "conv": [draw(0, 1, (3, 3, 3, 4)), draw(0, 1, 4)],
        "answer": [draw(0, 1, (144, 3)), draw(0, 1, 3)],
    }


def write_h5(
    path: Path,
    config: Config | str | None,
    weights: dict[str, list[np.ndarray]] | None = None,
    change: Callable[[h5py.File], None] = lambda file: None,
    keras_version: str = "2.15.0",
) -> Path:
    """A legacy model file; `change` damages it after it is complete."""
    with h5py.File(path, "w") as file:
        if config is not None:
            text = config if isinstance(config, str) else json.dumps(config)
            file.attrs["model_config"] = text
        file.attrs["keras_version"] = keras_version
        group = file.create_group("model_weights") if config is not None else file
        arrays = plain_weights() if weights is None else weights
        group.attrs["layer_names"] = [name.encode() for name in arrays]
        for name, values in arrays.items():
            holder = group.create_group(name)
            names = [f"{name}/{index}:0" for index in range(len(values))]
            holder.attrs["weight_names"] = [each.encode() for each in names]
            for each, value in zip(names, values, strict=True):
                holder[each] = np.asarray(value, np.float32)
        change(file)
    return path


def plain(folder: Path) -> Path:
    """A harmless file, from which the others are made."""
    return write_h5(folder / "plain.h5", sequential(*plain_layers()))


# -- code ---------------------------------------------------------------------------------


def lambda_layer(marker: Path) -> Config:
    """A Lambda whose bytecode creates `marker`, in the form of Keras 2."""
    code = compile(f"lambda x: (open({str(marker)!r}, 'w').close(), x)[1]", "<lambda>", "eval")
    function = next(each for each in code.co_consts if hasattr(each, "co_code"))
    packed = b64encode(marshal.dumps(function)).decode()
    return layer(
        "Lambda", "preprocess", function=[packed, None, None], function_type="lambda",
        module="__main__", output_shape_type="raw", arguments={},
    )  # fmt: skip


def nested_lambda(folder: Path, marker: Path) -> Path:
    first, *others = plain_layers()
    inner = sequential(lambda_layer(marker), name="features")
    return write_h5(folder / "nested.h5", sequential(first, inner, *others))


def wrapped_lambda(folder: Path, marker: Path) -> Path:
    first, *others = plain_layers()
    wrapper = layer("TimeDistributed", "wrapper", layer=lambda_layer(marker))
    return write_h5(folder / "wrapped.h5", sequential(first, wrapper, *others))


def lambda_named_hdf5(folder: Path, marker: Path) -> Path:
    first, *others = plain_layers()
    return write_h5(folder / "model.hdf5", sequential(first, lambda_layer(marker), *others))


def lambda_in_a_zip(folder: Path, marker: Path) -> Path:
    first, *others = plain_layers()
    config = sequential(first, lambda_layer(marker), *others)
    return write_zip(folder / "model.keras", {"config.json": json.dumps(modern(config))})


def with_activation(folder: Path, activation: Any) -> Path:
    """The plain network with `activation` as the first layer's activation."""
    first, *others = plain_layers()
    first["config"]["activation"] = activation
    return write_h5(folder / "activation.h5", sequential(first, *others))


def with_layer(folder: Path, entry: Config) -> Path:
    """The plain network with one more layer."""
    first, *others = plain_layers()
    return write_h5(folder / "layer.h5", sequential(first, entry, *others))


GADGETS: dict[str, Any] = {
    "function of another module": {
        "module": "os", "class_name": "function", "config": "system", "registered_name": "system",
    },
    "keras function that fetches": {
        "module": "keras.utils", "class_name": "function", "config": "get_file",
        "registered_name": "function",
    },
    "class of another module": {
        "module": "subprocess", "class_name": "Popen", "config": {"args": ["true"]},
        "registered_name": None,
    },
    "bytecode": {"class_name": "__lambda__", "config": {"code": "4wEA"}},
    "registered activation": "signs>SmoothAct",
    "module without a class": {"module": "os", "function": "system"},
    "class that is no name": {"class_name": ["Lambda"], "config": {}},
}  # fmt: skip

BAD_LAYERS: dict[str, Config] = {
    "registered custom layer": {
        "module": "signs.layers", "class_name": "SmoothAct", "config": {"name": "act_5"},
        "registered_name": "signs>SmoothAct",
    },
    "unknown class": layer("SmoothAct", "act_5"),
    "saved model": layer("TFSMLayer", "program", filepath="/tmp/program"),
    "pickle": layer("TorchModuleWrapper", "torch", module="gASV"),
    "function": {**layer("JaxLayer", "jax", call_fn="apply"), "module": "keras.layers"},
    "custom initializer": layer("Dense", "d", units=2, kernel_initializer="signs>Init"),
    "custom regularizer": layer(
        "Dense", "d", units=2, kernel_regularizer={"class_name": "Evil", "config": {}}
    ),
}  # fmt: skip


# -- contents from elsewhere --------------------------------------------------------------


def _replace_kernel(file: h5py.File) -> Any:
    holder: Any = file["model_weights/answer/answer"]
    del holder["0:0"]
    return holder


def external_dataset(folder: Path, secret: Path) -> Path:
    def change(file: h5py.File) -> None:
        _replace_kernel(file).create_dataset(
            "0:0", (144, 3), "f4", external=[(str(secret), 0, 144 * 3 * 4)]
        )

    return write_h5(folder / "external.h5", sequential(*plain_layers()), change=change)


def virtual_dataset(folder: Path, secret: Path) -> Path:
    def change(file: h5py.File) -> None:
        layout = h5py.VirtualLayout((144, 3), "f4")
        layout[:] = h5py.VirtualSource(str(secret), "kernel", (144, 3))
        _replace_kernel(file).create_virtual_dataset("0:0", layout)

    return write_h5(folder / "virtual.h5", sequential(*plain_layers()), change=change)


def external_link(folder: Path, secret: Path) -> Path:
    def change(file: h5py.File) -> None:
        _replace_kernel(file)["0:0"] = h5py.ExternalLink(str(secret), "/kernel")

    return write_h5(folder / "link.h5", sequential(*plain_layers()), change=change)


def soft_link(folder: Path) -> Path:
    def change(file: h5py.File) -> None:
        file["elsewhere"] = np.zeros((144, 3), np.float32)
        _replace_kernel(file)["0:0"] = h5py.SoftLink("/elsewhere")

    return write_h5(folder / "soft.h5", sequential(*plain_layers()), change=change)


# -- sizes --------------------------------------------------------------------------------


def shape_bomb(folder: Path) -> Path:
    def change(file: h5py.File) -> None:
        _replace_kernel(file).create_dataset("0:0", (1 << 20, 1 << 20), "f4")

    return write_h5(folder / "bomb.h5", sequential(*plain_layers()), change=change)


def compressed_bomb(folder: Path) -> Path:
    def change(file: h5py.File) -> None:
        zeros = np.zeros(1 << 22, np.float32)
        file.create_dataset("zeros", data=zeros, compression="gzip", compression_opts=9)

    return write_h5(folder / "zeros.h5", sequential(*plain_layers()), change=change)


def huge_attribute(folder: Path) -> Path:
    path = folder / "attribute.h5"
    with h5py.File(path, "w", libver="latest") as file:
        file.attrs["model_config"] = json.dumps(sequential(*plain_layers()))
        file.attrs.create("note", np.zeros(5 << 20, np.float32))
    return path


def shared_text_bomb(folder: Path) -> Path:
    """40,000 names that are all one string of half a megabyte in the file's heap."""
    path = folder / "texts.h5"
    long_text = "x" * (1 << 19)
    with h5py.File(path, "w", libver="latest") as file:
        file.attrs["model_config"] = json.dumps(sequential(*plain_layers()))
        file.attrs["long"] = long_text
        file.attrs["layer_names"] = ["y"] * 40_000
    _make_all_long(path, 40_000)
    return path


def names_that_fill_memory(folder: Path) -> Path:
    """A data file whose class names are 40,000 times one string of half a megabyte."""
    path = folder / "names.h5"
    with h5py.File(path, "w", libver="latest") as file:
        file["data"] = np.zeros((2, 3, 12, 12), np.uint8)
        file.attrs["class_names"] = ["y"] * 40_000
        file.attrs["long"] = "x" * (1 << 19)
    _make_all_long(path, 40_000)
    return path


def _make_all_long(path: Path, count: int) -> None:
    """Make `count` texts of one letter refer to the one text of half a megabyte.

    In an attribute, a text is stored as its length and its place: a heap (GCOL) and a number in it.
    """
    content = path.read_bytes()
    names = re.search(rb"(?:\x01\x00\x00\x00.{12}){%d}" % count, content, re.DOTALL)
    places = re.finditer(rb"(?=(\x00\x00\x08\x00(.{8}).{4}))", content, re.DOTALL)
    long = next(p[1] for p in places if content.startswith(b"GCOL", int.from_bytes(p[2], "little")))
    assert names is not None
    path.write_bytes(content.replace(names[0], long * count))


def hundred_deep(folder: Path) -> Path:
    config: Any = "bottom"
    for _ in range(100):
        config = [config]
    return write_h5(folder / "deep.h5", {**sequential(*plain_layers()), "more": config})


def endlessly_deep(folder: Path) -> Path:
    text = '{"class_name": "Sequential", "config": ' + "[" * 500_000 + "]" * 500_000 + "}"
    return write_h5(folder / "endless.h5", text)


def hundred_nested_models(folder: Path) -> Path:
    config = sequential(*plain_layers())
    for index in range(100):
        config = sequential(config, name=f"level_{index}")
    return write_h5(folder / "levels.h5", config)


# -- archives -----------------------------------------------------------------------------


def write_zip(path: Path, members: dict[str, bytes | str]) -> Path:
    """A .keras archive with `members`, completed with harmless ones."""
    weights = path.with_suffix(".weights")
    with h5py.File(weights, "w") as file:
        arrays = plain_weights()
        for group, values in (("conv2d", arrays["conv"]), ("dense", arrays["answer"])):
            for index, value in enumerate(values):
                file[f"layers/{group}/vars/{index}"] = value.astype(np.float32)
    complete: dict[str, bytes | str] = {
        "metadata.json": json.dumps({"keras_version": "3.9.0"}),
        "config.json": json.dumps(modern(sequential(*plain_layers()))),
        "model.weights.h5": weights.read_bytes(),
        **members,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in complete.items():
            archive.writestr(name, content)
    return path
