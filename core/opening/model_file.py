"""Telling what a model file is by its content, and taking its pieces out unread by Keras.

The file is read into memory once: what is hashed, checked and loaded are the same bytes,
whatever happens to the file meanwhile.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import h5py

from core import hdf5
from core.errors import Unreadable
from core.files import DAMAGED_ARCHIVE, open_regular
from core.heaps import longest_text, require_ends
from core.records import Finding
from core.sentence import say
from core.wording import byte_size, printable

_ZIP_MEMBERS = {"config.json", "metadata.json", "model.weights.h5"}
_SMALL_MEMBERS = {"config.json", "metadata.json"}
_MEMBER_LIMIT = 64
_TEXTS_LIMIT = 1 << 30
_TEXT_LIMIT = 16 << 20


@dataclass
class ModelFile:
    """The pieces of a model file.

    Attributes:
        config: the model config's JSON text; None where the file holds weights alone.
        weights: the group that holds the weights; None where there are none, or where
            `survey` refuses the file.
        keras_version: as written in the file, which need not be true.
        training: whether a training config is present; it is never read.
    """

    name: str
    sha256: str
    size: int
    config: str | bytes | None = None
    weights: h5py.Group | None = None
    keras_version: str = ""
    training: bool = False
    survey: hdf5.Survey = field(default_factory=hdf5.Survey)


@contextmanager
def opened(path: str | Path) -> Iterator[ModelFile]:
    """The pieces of the model file at `path`: .h5 or .keras, or a JSON config.

    Raises:
        Unreadable: it is none of these, damaged or too large.
    """
    name = printable(Path(path).name)
    with open_regular(path, hdf5.MODEL.file_bytes) as stream:
        content = stream.read()
    model = ModelFile(name, hashlib.sha256(content).hexdigest(), len(content))
    if content[:4] == b"PK\x03\x04":
        member = _read_zip(content, model)
    elif content.lstrip()[:1] == b"{":
        model.config = content
        member = None
    else:
        member = content
    if member is None:
        yield model
        return
    with hdf5.opened(io.BytesIO(member), name) as file:
        with hdf5.damage_reported(name):
            _read_hdf5(file, model, member)
        yield model


def _read_hdf5(file: h5py.File, model: ModelFile, content: bytes) -> None:
    survey = hdf5.examine(file, hdf5.MODEL)
    require_ends(content)
    size = survey.texts * longest_text(content)
    if size > _TEXTS_LIMIT:
        survey.findings.append(hdf5.declares_too_much("/@attributes", size, None))
    survey.findings = [*model.survey.findings, *survey.findings]
    model.survey = survey
    if any("@" in finding.where for finding in survey.findings):
        return
    if model.config is None and "model_config" in file.attrs:
        model.config = _text(file, "model_config")
        model.training = "training_config" in file.attrs
    if any(finding.refuses for finding in survey.findings):
        return
    weights = file.get("model_weights", file)
    model.weights = weights if isinstance(weights, h5py.Group) else file
    if "keras_version" in file.attrs:
        model.keras_version = printable(_text(file, "keras_version"), 40)
    marks = {"layer_names", "layer_names0"} & set(model.weights.attrs)
    if model.config is None and not (marks or "layers" in file):
        raise Unreadable(
            say(
                "{name} holds no model; it may be a data file, which goes with --clean.",
                name=model.name,
            )
        )


def _text(file: h5py.File, key: str) -> str:
    attribute = file.attrs.get_id(key)
    if attribute.shape not in ((), (1,)) or attribute.dtype.kind not in "OS":
        raise Unreadable(
            say("The {key} of the model file is not text; the file is damaged.", key=key)
        )
    raw: Any = file.attrs[key]
    raw = raw[0] if attribute.shape else raw
    return raw if isinstance(raw, str) else bytes(raw).decode("utf-8", "replace")


# -- .keras -------------------------------------------------------------------------------


def _read_zip(content: bytes, model: ModelFile) -> bytes | None:
    """Take the config out of a .keras file; returns the bytes of its weights."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            model.survey.findings.extend(_examine_members(members))
            if model.survey.findings:
                names = {}
            else:
                names = {m.filename: archive.read(m) for m in members if m.filename in _ZIP_MEMBERS}
    except DAMAGED_ARCHIVE as error:
        raise Unreadable(
            say(
                "{name} is a damaged .keras file: {error}.", name=model.name, error=printable(error)
            )
        ) from None
    if model.survey.findings:
        return None
    if "config.json" not in names:
        raise Unreadable(
            say("{name} is a zip file without a model config; give a .keras file.", name=model.name)
        )
    model.config = names["config.json"]
    model.keras_version = _version(names.get("metadata.json", b"{}"))
    model.training = b'"compile_config"' in model.config
    if "model.weights.h5" not in names:
        raise Unreadable(
            say("{name} holds no weights in model.weights.h5; save it again.", name=model.name)
        )
    return names["model.weights.h5"]


def _examine_members(members: list[zipfile.ZipInfo]) -> Iterator[Finding]:
    if len(members) > _MEMBER_LIMIT or len({m.filename for m in members}) != len(members):
        yield _refused_member(
            say("the archive"), say("It holds too many members, or two of one name.")
        )
    total = 0
    for member in members[:_MEMBER_LIMIT]:
        where = printable(member.filename)
        total += member.file_size
        parts = member.filename.replace("\\", "/").split("/")
        if ".." in parts or parts[0] == "" or ":" in parts[0]:
            yield _refused_member(
                where, say("Its name leads out of the folder that it is unpacked in.")
            )
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            yield _refused_member(where, say("It is compressed in a way that Keras never uses."))
        limit = _TEXT_LIMIT if member.filename in _SMALL_MEMBERS else hdf5.MODEL.file_bytes
        too_dense = member.file_size > hdf5.RATIO_LIMIT * member.compress_size + hdf5.SMALL
        if member.file_size > limit or too_dense or total > hdf5.MODEL.file_bytes:
            yield _refused_member(
                where,
                say(
                    "It declares {declared} and stores {stored}; reading it would "
                    "fill this computer's memory.",
                    declared=byte_size(member.file_size),
                    stored=byte_size(member.compress_size),
                ),
                hdf5.SIZES,
            )


def _refused_member(where: str, what: str, check: str = hdf5.LINKS) -> Finding:
    return Finding(
        "not allowed", say("Archive member out of the ordinary"), where, what, check=check
    )


def _version(metadata: bytes) -> str:
    try:
        found = json.loads(metadata)
    except (ValueError, RecursionError):
        return ""
    return printable(found.get("keras_version", ""), 40) if isinstance(found, dict) else ""
