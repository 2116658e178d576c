"""Read an HDF5 file into plain data; this runs in a quarantined process."""

# pyright: basic
# h5py has no types.
from __future__ import annotations

import re
from dataclasses import replace
from mmap import ACCESS_READ, mmap
from typing import Any, BinaryIO

import h5py
import numpy as np
from h5py import h5d, h5p  # pyright: ignore[reportAttributeAccessIssue]

from core.errors import Unreadable
from core.files import hdf5
from core.files.hdf5_findings import declares_too_much
from core.files.heaps import most_text, require_ends
from core.quarantine.contents import BFLOAT16, OTHER, Contents, StoredArray

_TEXTS = ("model_config", "keras_version")
_NAMES = re.compile(r"(layer|weight)_names\d*")
_TEXTS_LIMIT = 1 << 30
LONGEST_TEXT = 999
_PATHS_LIMIT = 16 << 20
_CHUNK_CACHE_BYTES = 2**25
_CHUNK_SLOTS = 521  # HDF5's default


def survey_data(file: h5py.File, stream: BinaryIO) -> Contents:
    """The content of `file`, not checked before, as a set of images, read from `stream`."""
    found = hdf5.survey(file, hdf5.DATA)
    if any(finding.refuses for finding in found.findings):
        return Contents(tuple(found.findings))
    if found.texts:
        require_ends(mmap(stream.fileno(), 0, access=ACCESS_READ))
    return replace(_listed(file, found), class_names=_class_names(file))


def survey_model(file: h5py.File, content: bytes | bytearray) -> Contents:
    """The content of `file`, not checked before, as a network; checks all of its structure.

    Args:
        file: only texts and names in its attributes are read.
        content: the bytes of the file.
    """
    found = hdf5.survey(file, hdf5.MODEL)
    require_ends(content)
    size = most_text(content, found.texts)
    if size > _TEXTS_LIMIT:
        found.findings.append(declares_too_much("/@attributes", size, None))
    texts = {}
    if not any("@" in finding.where for finding in found.findings):
        texts = {key: _text(file, key) for key in _TEXTS if key in file.attrs}
    if any(finding.refuses for finding in found.findings):
        return Contents(tuple(found.findings), texts=texts, attributes=tuple(file.attrs))
    contents = _listed(file, found)
    names = {path: _names_in(file[path] if path else file) for path in contents.groups}
    return replace(
        contents, texts=texts, names={path: held for path, held in names.items() if held}
    )


def _listed(file: h5py.File, found: hdf5.Survey) -> Contents:
    """The arrays and groups of a file that no finding refuses."""
    arrays: dict[str, StoredArray] = {}
    groups = [""]

    def note(path: str, member: Any) -> None:
        if not isinstance(path, str):  # bytes that are not UTF-8
            return
        if isinstance(member, h5py.Dataset):
            arrays[path] = StoredArray(member.shape or (), _dtype(member))
        elif isinstance(member, h5py.Group):
            groups.append(path)

    file.visititems(note)
    findings = tuple(found.findings)
    length = sum(map(len, arrays)) + sum(map(len, groups))
    if length > _PATHS_LIMIT:
        return Contents((*findings, declares_too_much("/", length, None)))
    return Contents(
        findings, found.declared, found.stored, arrays, tuple(groups), attributes=tuple(file.attrs)
    )


def with_chunk_cache(file: h5py.File, path: str) -> h5py.Dataset:
    """The dataset at `path`, with a cache so that a chunk of many images is unpacked only once."""
    access = h5p.create(h5p.DATASET_ACCESS)
    access.set_chunk_cache(_CHUNK_SLOTS, _CHUNK_CACHE_BYTES, 1.0)
    return h5py.Dataset(h5d.open(file.id, path.encode("utf-8", "surrogateescape"), access))


def _dtype(dataset: h5py.Dataset) -> str:
    try:
        dtype = dataset.dtype
    except TypeError:  # a type that NumPy lacks
        return OTHER
    is_short_text = dtype.kind == "S" and 0 < dtype.itemsize <= LONGEST_TEXT
    plain = dtype.kind in "biufc" or is_short_text or dtype.str == BFLOAT16
    plain = plain and dtype.subdtype is None and dtype.names is None and dataset.shape is not None
    return dtype.str if plain else OTHER


def _names_in(group: Any) -> dict[str, tuple[str, ...]]:
    return {key: _names(group, key) for key in group.attrs if _NAMES.match(key)}


def _names(group: h5py.Group, key: str) -> tuple[str, ...]:
    values = np.asarray(group.attrs[key])
    if values.dtype.kind not in "SO" and values.size:
        raise Unreadable("The {key} of the model file are not names; the file is damaged.", key=key)
    return tuple(_decoded(raw) for raw in values.ravel())


def _text(file: h5py.File, key: str) -> str:
    attribute = file.attrs.get_id(key)
    if attribute.shape not in ((), (1,)) or attribute.dtype.kind not in "OS":
        raise Unreadable("The {key} of the model file is not text; the file is damaged.", key=key)
    raw: Any = file.attrs[key]
    raw = raw[0] if attribute.shape else raw
    return raw if isinstance(raw, str) else bytes(raw).decode("utf-8", "replace")


def _class_names(file: h5py.File) -> tuple[str, ...]:
    """The attribute class_names: an array of texts, or one text; empty if it is neither."""
    values = np.asarray(file.attrs.get("class_names", ()))
    texts = tuple(values.ravel().tolist())
    decoded = tuple(_decoded(text) for text in texts if isinstance(text, (str, bytes)))
    return decoded if len(decoded) == len(texts) else ()


def _decoded(raw: Any) -> str:
    return raw.decode("utf-8", "replace") if isinstance(raw, bytes) else str(raw)
