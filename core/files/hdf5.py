"""Open untrusted HDF5 files safely: models and data alike.

An HDF5 file can name other files on this computer (external links, external storage, virtual
datasets: CVE-2026-1669), ask for terabytes with a few bytes, or need a filter plugin, which is
native code. `survey` avoids all of these: it examines links before anything is opened through them,
and datasets before anything is read from them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO

import h5py
from h5py import h5a, h5d, h5g, h5l, h5o, h5p, h5s, h5z  # pyright: ignore[reportAttributeAccessIssue]

from core.errors import Unreadable, Unsafe
from core.files.files import WholeReads
from core.files.hdf5_findings import (
    declares_too_much,
    link_into_file,
    link_to_name,
    needs_plugin,
    pieced_together,
    stored_in_file,
    too_intricate,
)
from core.records import Finding
from core.text.sentence import say
from core.text.wording import printable

DEPTH_LIMIT = 64
OBJECT_LIMIT = 200_000
ATTRIBUTE_LIMIT = 16 << 20
CHUNK_LIMIT = 256 << 20
# Deflate reaches 1032. Photographs and weights stay below 10, flat drawings below 200.
RATIO_LIMIT = 200
SMALL = 1 << 20
# Filters built into HDF5 or h5py. HDF5 would search for any other as a native plugin.
KNOWN_FILTERS = {
    h5z.FILTER_DEFLATE,
    h5z.FILTER_SHUFFLE,
    h5z.FILTER_FLETCHER32,
    h5z.FILTER_SZIP,
    h5z.FILTER_NBIT,
    h5z.FILTER_SCALEOFFSET,
    h5z.FILTER_LZF,
}
# What h5py raises for damaged structures, besides OSError.
DAMAGE = (OSError, RuntimeError, KeyError, ValueError, TypeError, OverflowError, MemoryError)


@dataclass(frozen=True)
class Limits:
    """How many bytes a file may have, and how many its datasets may declare together."""

    file_bytes: int
    declared_bytes: int


MODEL = Limits(file_bytes=1 << 30, declared_bytes=2 << 30)
DATA = Limits(file_bytes=1 << 40, declared_bytes=1 << 40)


@dataclass
class Survey:
    """The result of walking over a whole file.

    Attributes:
        declared, stored: bytes of all datasets.
        texts: the number of variable-length strings in attributes; all can share one long text.
    """

    findings: list[Finding] = field(default_factory=list)
    declared: int = 0
    stored: int = 0
    texts: int = 0


def survey(file: h5py.File, limits: Limits = DATA) -> Survey:
    """Walk every link, dataset and attribute of `file` without following or reading any.

    Reading from `file` is safe if no finding refuses it.

    Raises:
        OSError, RuntimeError, KeyError, ValueError: the structure is damaged.
    """
    found = Survey()
    seen: set[int] = set()
    pending: list[tuple[str, h5g.GroupID]] = [("", h5g.open(file.id, b"/"))]
    while pending:
        where, group = pending.pop()
        _examine_attributes(where or "/", group, found)
        for name in group:
            child = f"{where}/{_decoded(name)}"
            if len(seen) > OBJECT_LIMIT or child.count("/") > DEPTH_LIMIT:
                found.findings.append(too_intricate(child, OBJECT_LIMIT, DEPTH_LIMIT))
                return found
            if finding := _examine_link(child, group, name):
                found.findings.append(finding)
            elif (address := h5o.get_info(group, name).addr) not in seen:
                seen.add(address)
                member = h5o.open(group, name)
                if isinstance(member, h5g.GroupID):
                    pending.append((child, member))
                elif isinstance(member, h5d.DatasetID):
                    _examine_attributes(child, member, found)
                    _examine_dataset(child, member, found)
    if found.declared > limits.declared_bytes:
        found.findings.append(declares_too_much("/", found.declared, found.stored))
    return found


@contextmanager
def opened(stream: BinaryIO, name: str) -> Iterator[h5py.File]:
    """The HDF5 file in `stream`, not examined yet.

    Raises:
        Unreadable: `stream` is not HDF5, or is cut short.
    """
    try:
        file = h5py.File(WholeReads(stream), "r")
    except DAMAGE as error:
        raise Unreadable(_why_unreadable(printable(name), str(error))) from None
    with file:
        yield file


@contextmanager
def damage_reported(name: str) -> Iterator[None]:
    """Turn h5py's exceptions for damaged structures into Unreadable, naming the file `name`."""
    try:
        yield
    except DAMAGE:
        raise Unreadable(
            "{name} is damaged inside; download or copy it again.", name=printable(name)
        ) from None


def refuse(name: str, findings: Sequence[Finding]) -> None:
    """Raise Unsafe for the first finding that refuses the file `name`; otherwise do nothing."""
    for finding in findings:
        if finding.refuses:
            raise Unsafe(
                "{name} was refused: {title} ({where}). {what}",
                name=printable(name),
                title=finding.title,
                where=finding.where,
                what=finding.what,
            )


def _why_unreadable(name: str, error: str) -> str:
    if "truncated" in error:
        return say("{name} is cut short; download or copy it again.", name=name)
    if "signature not found" in error and name.lower().endswith(".keras"):
        # Neither a zip file, which is recognized before, nor HDF5 in one or by itself.
        return say("{name} is a damaged .keras file; download or copy it again.", name=name)
    if "signature not found" in error:
        return say("{name} is not an HDF5 file, whatever its name says.", name=name)
    return say("{name} cannot be read as HDF5: it is damaged or of an unknown version.", name=name)


def _examine_link(where: str, group: h5g.GroupID, name: bytes) -> Finding | None:
    kind = group.links.get_info(name).type
    if kind == h5l.TYPE_HARD:
        return None
    if kind == h5l.TYPE_EXTERNAL:
        file_name, target = (_decoded(part) for part in group.links.get_val(name))
        return link_into_file(where, file_name, target)
    target = _decoded(group.links.get_val(name)) if kind == h5l.TYPE_SOFT else "unknown"
    return link_to_name(where, target)


def _examine_dataset(where: str, dataset: h5d.DatasetID, survey: Survey) -> None:
    plan = dataset.get_create_plist()
    if finding := _outside_storage(where, plan) or _unknown_filter(where, plan):
        survey.findings.append(finding)
        return
    declared = _declared_bytes(dataset)
    stored = dataset.get_storage_size()
    survey.declared += declared
    survey.stored += stored
    if declared > RATIO_LIMIT * stored + SMALL:
        survey.findings.append(declares_too_much(where, declared, stored))
    elif plan.get_layout() == h5d.CHUNKED and stored:
        chunk = math.prod(plan.get_chunk()) * dataset.get_type().get_size()
        if chunk > CHUNK_LIMIT:
            survey.findings.append(declares_too_much(where, chunk, stored))


def _outside_storage(where: str, plan: h5p.PropDCID) -> Finding | None:
    if plan.get_external_count():
        return stored_in_file(where, _decoded(plan.get_external(0)[0]))
    if plan.get_layout() != h5d.VIRTUAL:
        return None
    sources = {_decoded(plan.get_virtual_filename(i)) for i in range(plan.get_virtual_count())}
    return pieced_together(where, sorted(sources))


def _unknown_filter(where: str, plan: h5p.PropDCID) -> Finding | None:
    codes = [plan.get_filter(i)[0] for i in range(plan.get_nfilters())]
    unknown = [code for code in codes if code not in KNOWN_FILTERS]
    return needs_plugin(where, unknown[0]) if unknown else None


def _examine_attributes(where: str, owner: h5g.GroupID, survey: Survey) -> None:
    for index in range(h5a.get_num_attrs(owner)):
        attribute = h5a.open(owner, index=index)
        declared = _declared_bytes(attribute)
        if attribute.dtype.kind == "O":
            survey.texts += declared // attribute.get_type().get_size()
        if declared > ATTRIBUTE_LIMIT:
            place = f"{where}@{_decoded(attribute.name)}"
            survey.findings.append(declares_too_much(place, declared, None))


def _declared_bytes(holder: h5d.DatasetID | h5a.AttrID) -> int:
    space = holder.get_space()
    if space.get_simple_extent_type() == h5s.NULL:
        return 0
    return math.prod(space.get_simple_extent_dims()) * holder.get_type().get_size()


def _decoded(raw: bytes | str) -> str:
    text = raw if isinstance(raw, str) else raw.decode("utf-8", "replace")
    return printable(text, 300)
