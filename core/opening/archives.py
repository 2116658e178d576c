"""Extract a network from a zip archive: a .keras file, or an archive with a model file.

A quarantined process lists and unpacks the members, and they are examined before they are read.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from core.errors import GoodNetError, NotSupported, Unreadable
from core.files import hdf5
from core.files.hdf5_findings import LINKS, SIZES
from core.opening.folders import (
    CLASS_NAMES_FILE,
    CONFIG,
    METADATA,
    MODEL_SUFFIXES,
    SAVED_MODEL,
    TEXT_LIMIT,
    WEIGHTS,
    is_shadow,
)
from core.quarantine.contents import Member
from core.quarantine.reader import Damaged, Reader
from core.quarantine.stored import read_member, read_zip
from core.records import Finding
from core.text.sentence import say
from core.text.wording import byte_size, printable

ZIP = b"PK\x03\x04"
_KERAS_MEMBERS = {CONFIG, METADATA, WEIGHTS}
_SMALL_FILES = {CONFIG, METADATA, CLASS_NAMES_FILE}
_MEMBER_LIMIT = 64
_NAME_LIMIT = 255  # the limit of file systems; Keras's own names are shorter than 30


@dataclass(frozen=True)
class Unpacked:
    """The parts of a network in an archive.

    Attributes:
        findings: why it is refused; if there are any, nothing else is filled.
        weights: the bytes of an HDF5 file: weights, or a whole model if there is no `config`.
        config: the model config's JSON text.
        keras_version: as written in the archive.
        class_names: the content of a text file of class names, as from Teachable Machine; may be
            empty.
    """

    findings: tuple[Finding, ...] = ()
    weights: bytes | None = None
    config: bytes | None = None
    keras_version: str = ""
    class_names: bytes = b""


def unpack(reader: Reader, content: bytes, name: str) -> Unpacked:
    """The network in the archive `content`, which messages call `name`.

    Raises:
        Unreadable: it is damaged, or contains no network.
    """
    try:
        return _unpack(reader, content, name)
    except Damaged as error:
        kind = "zip" if name.lower().endswith(".zip") else ".keras"
        raise Unreadable(
            "{name} is a damaged {kind} file; download or copy it again ({error}).",
            name=name,
            kind=kind,
            error=str(error),
        ) from None


def _unpack(reader: Reader, content: bytes, name: str, *, is_inner: bool = False) -> Unpacked:
    members = read_zip(reader, content)
    if findings := tuple(_examine(members)):
        return Unpacked(findings)
    held = {
        member.name: read_member(reader, member.name, member.size)
        for member in members
        if member.name in _KERAS_MEMBERS
    }
    if CONFIG in held:
        return _keras_file(held, name)
    models = [] if is_inner else _models(members)
    if len(models) != 1:
        raise _no_only_model(members, models, name)
    (model,) = models
    named = (m for m in members if PurePosixPath(m.name).name == CLASS_NAMES_FILE)
    labels = next(named, None)
    class_names = read_member(reader, labels.name, labels.size) if labels else b""
    inner = read_member(reader, model.name, model.size)
    if inner[:4] != ZIP:
        return Unpacked(weights=inner, class_names=class_names)
    return replace(_unpack(reader, inner, name, is_inner=True), class_names=class_names)


def _keras_file(held: dict[str, bytes], name: str) -> Unpacked:
    if WEIGHTS not in held:
        raise Unreadable("{name} holds no weights in model.weights.h5; save it again.", name=name)
    version = _version(held.get(METADATA, b"{}"))
    return Unpacked((), held[WEIGHTS], held[CONFIG], version)


def _models(members: Sequence[Member]) -> list[Member]:
    """The models in an archive such as Teachable Machine's; macOS adds a shadow to each file."""
    return [
        member
        for member in members
        if member.name.lower().endswith(MODEL_SUFFIXES)
        and not is_shadow(member.name)
        and member.name not in _KERAS_MEMBERS
    ]


def _no_only_model(members: Sequence[Member], models: Sequence[Member], name: str) -> GoodNetError:
    if len(models) > 1:
        return Unreadable(
            "{name} holds several model files; unpack it and give one of them, such as {first}.",
            name=name,
            first=printable(PurePosixPath(models[0].name).name),
        )
    if any(PurePosixPath(member.name).name == SAVED_MODEL for member in members):
        return NotSupported(
            "{name} is a SavedModel in a zip file, and that is not supported yet; unpack it and "
            "give the folder that holds {file}.",
            name=name,
            file=SAVED_MODEL,
        )
    return Unreadable("{name} is a zip file without a model config; give a .keras file.", name=name)


def _examine(members: Sequence[Member]) -> Iterator[Finding]:
    if len(members) > _MEMBER_LIMIT or len({m.name for m in members}) != len(members):
        yield _refused_member(
            say("the archive"), say("It contains too many members, or two with the same name.")
        )
    total = 0
    for member in members[:_MEMBER_LIMIT]:
        where = printable(member.name)
        total += member.size
        parts = member.name.replace("\\", "/").split("/")
        if ".." in parts or parts[0] == "" or ":" in parts[0]:
            yield _refused_member(
                where, say("Its name leads out of the folder into which it is unpacked.")
            )
        if len(member.name) > _NAME_LIMIT:
            yield _refused_member(where, say("Its name is longer than any that Keras writes."))
        if member.method not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            yield _refused_member(where, say("It is compressed in a way that Keras never uses."))
        is_small = PurePosixPath(member.name).name in _SMALL_FILES
        limit = TEXT_LIMIT if is_small else hdf5.MODEL.file_bytes
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
    return Finding("not allowed", say("Unusual archive member"), where, what, check=check)


def _version(metadata: bytes) -> str:
    try:
        found = json.loads(metadata)
    except (ValueError, RecursionError):
        return ""
    return printable(found.get("keras_version", ""), 40) if isinstance(found, dict) else ""
