"""Sound files of every kind that GoodNet opens, small, for `harden.mutation` to spoil."""

from __future__ import annotations

import hashlib
import io
import json
import re
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import h5py
import numpy as np
from support import hostile, legacy, newer, wider
from support.hostile import layer, plain_layers, sequential

from core.files.images import cv2_module
from core.records import (
    ClassAccuracy,
    DataSummary,
    Inspection,
    Measurement,
    Parts,
    PreprocessingMeasured,
    Pruned,
    RepairRecord,
    SuspectedTarget,
    as_json,
)
from core.screen.goodnet_file import FORMAT

IMAGE_SHAPE = (8, 8, 3)
CLASSES = 3
# Signatures, and the start of object headers of version 1, which have none (HDF5 File Format
# Specification 3.0): version, a reserved zero, the number of messages, one reference.
_STRUCTURE = re.compile(
    rb"\x89HDF|TREE|SNOD|HEAP|GCOL|OHDR|OCHK|FRHP|FHDB|FHIB|BTHD|BTLF|BTIN|EAHD|FAHD"
    rb"|\x01\0..\x01\0\0\0..\0\0",
    re.DOTALL,
)


def models() -> list[bytes]:
    """Model files in both layouts of HDF5, of several networks."""
    first, *others = plain_layers()
    nested = sequential(first, sequential(layer("ReLU", "relu"), name="inner"), *others)
    variants = [sequential(*plain_layers()), nested]
    weights = hostile.plain_weights()
    made = [_written(lambda path, c=c: hostile.write_h5(path, c, weights)) for c in variants]
    made.append(_written(lambda path: hostile.write_h5(path, None)))
    made.append(_in_newest_format(made[0]))
    return made


def configs() -> list[bytes]:
    """Model configs as JSON, from Keras 1.2 on, with the rarer layers and arithmetic."""
    first, *others = plain_layers()
    inner = sequential(layer("ReLU", "relu"), layer("MaxPooling2D", "pool"), name="inner")
    ours = [sequential(first, *others), sequential(first, inner, *others), _functional()]
    every = [*ours]
    for each in (legacy, wider, newer):
        every += each.CONFIGS.values()
    return [json.dumps(config).encode() for config in every]


def keras_files() -> list[bytes]:
    """A .keras file."""
    return [_written(lambda path: hostile.write_zip(path, {}))]


def data_files() -> list[bytes]:
    """Images and labels in HDF5: as CSAW has them, compressed, and in the newest format."""
    images, labels = _images()

    def write(path: Path, **how: object) -> None:
        with h5py.File(path, "w") as file:
            file.create_dataset("data", data=images.transpose(0, 3, 1, 2), **how)
            file["label"] = labels
            file.attrs["class_names"] = json.dumps(["one", "two", "three"])

    compressed = {"chunks": (1, 3, 8, 8), "compression": "gzip", "shuffle": True}
    made = [_written(write), _written(lambda path: write(path, **compressed))]
    return [*made, _in_newest_format(made[1])]


def npz_files() -> list[bytes]:
    """Images and labels in .npz, stored and compressed."""
    images, labels = _images()
    made = []
    for save in (np.savez, np.savez_compressed):
        stream = io.BytesIO()
        save(stream, data=images, label=labels)
        made.append(stream.getvalue())
    return made


def pictures() -> list[bytes]:
    """One picture in every format that is opened, with and without metadata."""
    image = np.random.default_rng(0).integers(0, 256, (9, 7, 3), np.uint8)
    cv2 = cv2_module()
    exif = np.frombuffer(
        b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0", np.uint8
    )
    made = [
        cv2.imencodeWithMetadata(suffix, image, [cv2.IMAGE_METADATA_EXIF], [exif])[1]
        for suffix in (".png", ".jpg", ".webp")
    ]
    deep = image.astype(np.uint16) * 257
    made += [cv2.imencode(suffix, image)[1] for suffix in (".bmp", ".tiff")]
    made += [cv2.imencode(suffix, deep)[1] for suffix in (".png", ".tiff")]
    made += [cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_PROGRESSIVE, 1])[1]]
    return [each.tobytes() for each in made]


def class_names() -> dict[str, list[bytes]]:
    """Files of names by suffix."""
    names = ["one", "two", "drei ü"]
    by_index = {str(index): name for index, name in enumerate(names)}
    rows = "index,name\n" + "".join(f'{index},"{name}"\n' for index, name in by_index.items())
    return {
        ".txt": ["\n".join(names).encode()],
        ".csv": [rows.encode()],
        ".json": [json.dumps(names).encode(), json.dumps(by_index).encode()],
    }


def goodnets() -> list[bytes]:
    """A .goodnet file whose two networks are the same."""
    model = models()[0]
    arrays: dict[str, np.ndarray] = {
        "overlays": np.zeros((4, *IMAGE_SHAPE), np.uint8),
        "calibration_votes": np.linspace(0.1, 1.2, 120).reshape(60, 2),
    }
    members = {"badnet.h5": model, "repaired.h5": model}
    for name, array in arrays.items():
        stream = io.BytesIO()
        np.save(stream, array)
        members[f"{name}.npy"] = stream.getvalue()
    return [zipped(sealed({"manifest.json": json.dumps(_manifest()).encode(), **members}))]


def sealed(members: Mapping[str, bytes]) -> dict[str, bytes]:
    """`members` with a manifest that gives their hashes, as a forger would write it."""
    try:
        manifest = json.loads(members["manifest.json"])
        others = {name: data for name, data in members.items() if name != "manifest.json"}
        manifest["sha256"] = {k: hashlib.sha256(data).hexdigest() for k, data in others.items()}
        return {**members, "manifest.json": json.dumps(manifest).encode()}
    except (KeyError, TypeError, ValueError, RecursionError):
        return dict(members)


def zipped(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive of `members`."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def structure_of(content: bytes) -> tuple[int, ...]:
    """Where in an HDF5 file its structures begin, found without opening it."""
    return tuple(mark.start() for mark in _STRUCTURE.finditer(content)) or (0,)


def _written(write: Callable[[Path], object]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "seed")
        write(path)
        return path.read_bytes()


def _in_newest_format(content: bytes) -> bytes:
    stream = io.BytesIO()
    with (
        h5py.File(io.BytesIO(content), "r") as old,
        h5py.File(stream, "w", libver="latest") as new,
    ):
        for name in old:
            old.copy(old[name], new, name)
        for key, value in old.attrs.items():
            new.attrs[key] = value
    return stream.getvalue()


def _images() -> tuple[np.ndarray, np.ndarray]:
    draw = np.random.default_rng(1)
    return draw.integers(0, 256, (6, *IMAGE_SHAPE), np.uint8), draw.integers(0, CLASSES, 6)


def _functional() -> hostile.Config:
    """Two branches that are added and joined, in the legacy form."""
    shape = {"batch_input_shape": [None, 8, 8, 3]}

    def call(entry: hostile.Config, *inputs: str) -> hostile.Config:
        nodes = [[[name, 0, 0, {}] for name in inputs]] if inputs else []
        return {**entry, "name": entry["config"]["name"], "inbound_nodes": nodes}

    convolution = {"filters": 4, "kernel_size": [3, 3], "padding": "same"}
    layers = [
        call(layer("InputLayer", "in", **shape)),
        call(layer("Conv2D", "left", **convolution), "in"),
        call(layer("SeparableConv2D", "right", **convolution), "in"),
        call(layer("Add", "sum"), "left", "right"),
        call(layer("Concatenate", "both", axis=-1), "sum", "right"),
        call(layer("BatchNormalization", "norm", axis=[3]), "both"),
        call(layer("GlobalAveragePooling2D", "pool"), "norm"),
        call(layer("Dense", "answer", units=3, activation="softmax"), "pool"),
    ]
    ends = {"input_layers": [["in", 0, 0]], "output_layers": [["answer", 0, 0]]}
    return {"class_name": "Functional", "config": {"name": "net", "layers": layers, **ends}}


def _manifest() -> dict[str, object]:
    measured = Measurement(0.98, 60, {"sticker": 0.9}, {"sticker": 20})
    own = ClassAccuracy(0.9, 0.8, 20)
    target = SuspectedTarget(0, 9.4, 5.7, 0.98, "", "", class_accuracy=own)
    record = RepairRecord(
        input_scale=1, preprocessing="0..1",
        preprocessing_measured=PreprocessingMeasured("0..1", "accuracy"),
        data=DataSummary(("clean.h5",), 240, True, IMAGE_SHAPE), parts=Parts(60, 30, 30, 60, 60, 4),
        measure="accuracy", layer="conv", channels=4, channels_pruned=1,
        mean_activation=(0.1, 0.2, 0.3, 0.4), prune_curve=(Pruned(0, None, None, 0.98),),
        budget=4.0, pruning_budget=4.0, epochs=(), before=measured, after=measured,
        threshold_bits=0.2, frr=0.05,
        recipe="recommended", seed=0, seconds={"prune": 1.0}, suspected_targets=(target,),
    )  # fmt: skip
    inspection = Inspection(
        path="plain.h5", sha256="0" * 64, size=9000, keras_version="2.15.0", safe=True,
        findings=(), checks=(), outline=(), input_shape=IMAGE_SHAPE, classes=CLASSES,
        parameters=547, output="softmax", prunable_layers=("conv",), default_layer="conv",
    )  # fmt: skip
    return {
        "format": FORMAT, "sha256": {}, "input_scale": 1, "preprocessing": "0..1",
        "blend": [0.5, 0.5], "frr": 0.05,
        "threshold_bits": 0.2, "class_names": ["a", "b", "c"], "inspection": as_json(inspection),
        "record": as_json(record),
    }  # fmt: skip
