"""Recognize a model file by its content, and extract its pieces without Keras.

The file is read into memory once, so the same bytes are hashed, checked and loaded, even if the
file changes meanwhile. A quarantined process parses them.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from core.errors import Unreadable
from core.files import hdf5
from core.files.files import open_regular
from core.jobs import memory
from core.opening import archives
from core.opening.weights import StoredWeights
from core.quarantine.reader import Reader
from core.quarantine.stored import Stored, read_model
from core.records import Finding
from core.text.remedies import ADD_AS_DATA
from core.text.wording import printable

MEMORY, MEMORY_OF_BYTE = 1 << 30, 4  # for the file itself, its unpacked weights, and an array twice


@dataclass
class ModelFile:
    """The pieces of a model file.

    Attributes:
        config: the model config's JSON text; None if the file holds weights alone.
        weights: the stored weights; None if there are none, or if `findings` refuse the file.
        keras_version: as written in the file, which need not be true.
        training: whether there is a training config; it is never read.
        declared, stored: bytes of all arrays.
        class_names: the content of a text file of class names that came with the file; may be
            empty.
    """

    name: str
    sha256: str
    size: int
    config: str | bytes | None = None
    weights: StoredWeights | None = None
    keras_version: str = ""
    training: bool = False
    findings: list[Finding] = field(default_factory=list)
    declared: int = 0
    stored: int = 0
    class_names: bytes = b""


def read(path: str | Path) -> bytes:
    """All bytes of the ordinary file at `path`.

    Raises:
        Unreadable: it is missing, or too large for a model.
    """
    with open_regular(path, hdf5.MODEL.file_bytes) as stream:
        memory.require(os.fstat(stream.fileno()).st_size)
        return stream.read()


@contextmanager
def opened(content: bytes, name: str) -> Iterator[ModelFile]:
    """The pieces of a model file: .h5 or .keras, or a JSON config; `name` is for messages.

    Raises:
        Crashed: the quarantined process that read it crashed or hung.
        Unreadable: it is none of these, or damaged.
    """
    name = printable(name)
    model = ModelFile(name, hashlib.sha256(content).hexdigest(), len(content))
    if content.lstrip()[:1] == b"{":
        model.config = content
        yield model
        return
    memory.require(3 * len(content))  # in the other process, in transit, and as arrays here
    with Reader("model", name, memory=MEMORY + MEMORY_OF_BYTE * len(content)) as reader:
        weights: bytes | None = content
        if content[:4] == archives.ZIP:
            weights = _take_archive(archives.unpack(reader, content, name), model)
        if weights is not None:
            with hdf5.damage_reported(name):
                _take_pieces(read_model(reader, weights), model)
        yield model


def _take_archive(archive: archives.Unpacked, model: ModelFile) -> bytes | None:
    """Fill `model` from an archive; returns the HDF5 file that remains to be read."""
    model.findings.extend(archive.findings)
    if archive.config is not None:
        model.config = archive.config
        model.training = b'"compile_config"' in archive.config
    model.keras_version = archive.keras_version
    model.class_names = archive.class_names
    return archive.weights


def _take_pieces(file: Stored, model: ModelFile) -> None:
    contents = file.contents
    model.findings.extend(contents.findings)
    model.declared, model.stored = contents.declared, contents.stored
    if model.config is None and "model_config" in contents.texts:
        model.config = contents.texts["model_config"]
        model.training = "training_config" in contents.attributes
    if any(finding.refuses for finding in contents.findings):
        return
    root = "model_weights" if "model_weights" in contents.groups else ""
    model.weights = StoredWeights(file, root)
    model.keras_version = printable(contents.texts.get("keras_version", model.keras_version), 40)
    if model.config is None and not (model.weights.is_legacy or "layers" in contents.groups):
        raise Unreadable(
            "{name} holds no model; it may be a data file, {remedy}.",
            name=model.name,
            remedy=ADD_AS_DATA,
        )
