"""The content of an untrusted file as plain data, as a quarantined process reports it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.records import Finding

# Two bytes without a meaning of their own: Keras writes the numbers of a bfloat16 layer like this.
BFLOAT16 = "|V2"
OTHER = "other"  # in place of a type for anything but plain numbers


@dataclass(frozen=True)
class StoredArray:
    """An array in the file; `dtype` as NumPy writes it ("<f4"), or `OTHER`."""

    shape: tuple[int, ...]
    dtype: str


@dataclass(frozen=True)
class Contents:
    """The content of an HDF5 or .npz file; if a finding refuses it, only `findings` is filled.

    Attributes:
        declared, stored: bytes of all arrays.
        arrays: by path inside the file, without a leading slash.
        groups: their paths, "" for the root.
        texts: those attributes of the root that Keras writes as a single text.
        names: those lists of names that Keras writes, by group and attribute.
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
    """One file inside a zip archive; sizes are in bytes, `method` is the zip format's number."""

    name: str
    size: int
    stored: int
    method: int
