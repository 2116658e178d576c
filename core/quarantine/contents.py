"""What an untrusted file holds, as plain data: what a quarantined process says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.records import Finding

OTHER = "other"  # in place of a type: not plain numbers


@dataclass(frozen=True)
class StoredArray:
    """An array in the file; `dtype` as NumPy writes it ("<f4"), or `OTHER`."""

    shape: tuple[int, ...]
    dtype: str


@dataclass(frozen=True)
class Contents:
    """What an HDF5 or .npz file holds; all but `findings` is empty where one of them refuses it.

    Attributes:
        declared, stored: bytes of all arrays.
        arrays: by path inside the file, without a leading slash.
        groups: their paths, "" for the root.
        texts: attributes of the root that are one text, of those that Keras writes.
        names: lists of names, by group and attribute, of those that Keras writes.
        class_names: the root's attribute of that name: names, or one JSON text.
        attributes: the names of all attributes of the root.
    """

    findings: tuple[Finding, ...] = ()
    declared: int = 0
    stored: int = 0
    arrays: Mapping[str, StoredArray] = field(default_factory=dict[str, StoredArray])
    groups: tuple[str, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict[str, str])
    names: Mapping[str, Mapping[str, tuple[str, ...]]] = field(
        default_factory=dict[str, Mapping[str, tuple[str, ...]]]
    )
    class_names: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Member:
    """One file inside a zip archive; sizes in bytes, `method` as the zip format numbers it."""

    name: str
    size: int
    stored: int
    method: int
