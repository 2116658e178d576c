"""Recognize a model file by its content, and extract its pieces without Keras.

The file is read into memory once, so the same bytes are hashed, checked and loaded, even if the
file changes meanwhile. A quarantined process parses them.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from core.errors import NotSupported, Unreadable
from core.files import hdf5
from core.files.files import open_regular
from core.files.hdf5_findings import LINKS, SIZES
from core.jobs import memory
from core.opening.weights import StoredWeights
from core.quarantine.contents import Member
from core.quarantine.reader import Damaged, Reader
from core.quarantine.stored import Stored, read_member, read_model, read_zip
from core.records import Finding
from core.text.remedies import ADD_AS_DATA
from core.text.sentence import say
from core.text.wording import byte_size, printable

_ZIP_MEMBERS = {"config.json", "metadata.json", "model.weights.h5"}
_SMALL_MEMBERS = {"config.json", "metadata.json"}
_MEMBER_LIMIT = 64
_NAME_LIMIT = 255  # the limit of file systems; Keras's own names are shorter than 30
MEMORY, MEMORY_OF_BYTE = 1 << 30, 4  # for the file itself, its unpacked weights, and an array twice
_TEXT_LIMIT = 16 << 20


@dataclass
class ModelFile:
    """The pieces of a model file.

    Attributes:
        config: the model config's JSON text; None if the file holds weights alone.
        weights: the stored weights; None if there are none, or if `findings` refuse the file.
        keras_version: as written in the file, which need not be true.
        training: whether there is a training config; it is never read.
        declared, stored: bytes of all arrays.
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


def read(path: str | Path) -> bytes:
    """All bytes of the ordinary file at `path`.

    Raises:
        Unreadable: it is missing, or too large for a model.
    """
    if Path(path).is_dir():
        raise NotSupported(_folder(Path(path)))
    with open_regular(path, hdf5.MODEL.file_bytes) as stream:
        memory.require(os.fstat(stream.fileno()).st_size)
        return stream.read()


def _folder(path: Path) -> str:
    """Advice for a folder that was given as a model file."""
    name = printable(path.name)
    if (path / "saved_model.pb").exists():
        return say(
            "{name} is a SavedModel, and that is not supported yet. Open it where it was made and "
            "save it again: keras.models.load_model(folder).save('model.h5').",
            name=name,
        )
    return say("{name} is a folder; give the .h5 or .keras file in it.", name=name)


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
        if content[:4] == b"PK\x03\x04":
            weights = _read_zip(content, model, reader)
        if weights is not None:
            with hdf5.damage_reported(name):
                _take_pieces(read_model(reader, weights), model)
        yield model


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


# -- .keras -------------------------------------------------------------------------------


def _read_zip(content: bytes, model: ModelFile, reader: Reader) -> bytes | None:
    """Extract the config of a .keras file; returns the bytes of its weights."""
    try:
        members = read_zip(reader, content)
        model.findings.extend(_examine_members(members))
        if model.findings:
            return None
        names = {
            member.name: read_member(reader, member.name, member.size)
            for member in members
            if member.name in _ZIP_MEMBERS
        }
        if "config.json" not in names and (inner := _only_model(members)):
            return _whole_model(inner, read_member(reader, inner.name, inner.size), model)
    except Damaged as error:
        raise Unreadable(
            "{name} is a damaged .keras file: {error}.", name=model.name, error=str(error)
        ) from None
    if "config.json" not in names:
        raise Unreadable(
            "{name} is a zip file without a model config; give a .keras file.", name=model.name
        )
    model.config = names["config.json"]
    model.keras_version = _version(names.get("metadata.json", b"{}"))
    model.training = b'"compile_config"' in model.config
    if "model.weights.h5" not in names:
        raise Unreadable(
            "{name} holds no weights in model.weights.h5; save it again.", name=model.name
        )
    return names["model.weights.h5"]


def _only_model(members: Sequence[Member]) -> Member | None:
    """The model in an archive such as Teachable Machine's, if there is exactly one."""
    named = [m for m in members if m.name.lower().endswith((".h5", ".hdf5", ".keras"))]
    return named[0] if len(named) == 1 and named[0].name not in _ZIP_MEMBERS else None


def _whole_model(member: Member, content: bytes, model: ModelFile) -> bytes:
    """The bytes of an .h5 model in an archive; raises NotSupported for another archive."""
    if content[:4] == b"PK\x03\x04":
        raise NotSupported(
            "{name} holds a .keras file, and that is not supported yet; unpack it and give "
            "{member}.",
            name=model.name,
            member=printable(member.name),
        )
    return content


def _examine_members(members: Sequence[Member]) -> Iterator[Finding]:
    if len(members) > _MEMBER_LIMIT or len({m.name for m in members}) != len(members):
        yield _refused_member(
            say("the archive"), say("It holds too many members, or two of one name.")
        )
    total = 0
    for member in members[:_MEMBER_LIMIT]:
        where = printable(member.name)
        total += member.size
        parts = member.name.replace("\\", "/").split("/")
        if ".." in parts or parts[0] == "" or ":" in parts[0]:
            yield _refused_member(
                where, say("Its name leads out of the folder that it is unpacked in.")
            )
        if len(member.name) > _NAME_LIMIT:
            yield _refused_member(where, say("Its name is longer than any that Keras writes."))
        if member.method not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            yield _refused_member(where, say("It is compressed in a way that Keras never uses."))
        limit = _TEXT_LIMIT if member.name in _SMALL_MEMBERS else hdf5.MODEL.file_bytes
        too_dense = member.size > hdf5.RATIO_LIMIT * member.stored + hdf5.SMALL
        if member.size > limit or too_dense or total > hdf5.MODEL.file_bytes:
            yield _refused_member(
                where,
                say(
                    "It declares {declared} and stores {stored}; reading it would "
                    "fill this computer's memory.",
                    declared=byte_size(member.size),
                    stored=byte_size(member.stored),
                ),
                SIZES,
            )


def _refused_member(where: str, what: str, check: str = LINKS) -> Finding:
    return Finding(
        "not allowed", say("Archive member out of the ordinary"), where, what, check=check
    )


def _version(metadata: bytes) -> str:
    try:
        found = json.loads(metadata)
    except (ValueError, RecursionError):
        return ""
    return printable(found.get("keras_version", ""), 40) if isinstance(found, dict) else ""
