"""Spoiling sound files where it hurts: a seeded draw decides what, where and how often.

Every function takes the sound content and a `random.Random`, and gives the spoiled content; the
same draw gives the same bytes, so an input is named by its seed and its number alone.
"""

from __future__ import annotations

import copy
import io
import json
import random
import re
import struct
import zipfile
import zlib
from collections.abc import Sequence
from typing import Any

import h5py
import numpy as np
from harden.seeds import sealed, structure_of, zipped

LIMITS = (0, 1, 2, 3, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 2**31, 2**32 - 1, 2**63, 2**64 - 1)
STRANGE_NAMES = (
    "", ".", "..", "/", "//", "../../x", "/etc/passwd", "C:\\x", "a" * 5000, "\x00", "\x1b[2J",
    "\u202etxt", "é" * 300, "\ud800", "conv", "answer", "conv/0:0", "layer_names", "model_weights",
)  # fmt: skip
CLASS_NAMES = (
    "Lambda", "TFSMLayer", "TorchModuleWrapper", "Dense", "Conv2D", "DepthwiseConv2D", "Reshape",
    "InputLayer", "Sequential", "Functional", "Model", "TimeDistributed", "function", "__lambda__",
    "BatchNormalization", "Concatenate", "Add", "PReLU", "Permute", "Normalization", "Cropping2D",
    "UpSampling2D", "Conv2DTranspose", "SeparableConv2D", "Rescaling", "Softmax", "Flatten",
    "RandomFlip", "LayerNormalization", "Resizing", "ZeroPadding2D", "GlobalMaxPooling2D",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 2, 3, 8, 0.5, -0.0, 1e308, float("nan"), float("inf"),
    float("-inf"), 2**20, 2**31, 2**63, 10**30, -(10**30), "", "softmax", "relu", "linear", "same",
    "channels_first", [], {}, [[]], [None], [0, 0], [-1], [None, 8, 8, 3], [None, 0, 0, 0],
    [2**31, 2**31, 3], "a" * 5000, *STRANGE_NAMES, *CLASS_NAMES,
)  # fmt: skip


def spoil(content: bytes, draw: random.Random, places: Sequence[int] = ()) -> bytes:
    """Change one to four spans of `content`, half of them just behind one of `places`."""
    data = bytearray(content)
    for _ in range(draw.choice((1, 1, 1, 2, 4))):
        if not data:
            break
        if places and draw.random() < 0.7:
            at = min(len(data) - 1, draw.choice(places) + draw.randrange(64))
        else:
            at = draw.randrange(len(data))
        _change(data, at, draw)
    return bytes(data)


def _change(data: bytearray, at: int, draw: random.Random) -> None:
    kind = draw.randrange(9)
    if kind <= 2:
        data[at] ^= 1 << draw.randrange(8)
    elif kind <= 5:
        width, order = draw.choice((1, 2, 4, 8)), draw.choice(("little", "big"))
        limit = draw.choice(LIMITS) + draw.choice((-1, 0, 0, 1))
        data[at : at + width] = (limit % (1 << (8 * width))).to_bytes(width, order)
    elif kind == 6:
        del data[at : at + draw.choice((1, 4, 16, 256, len(data)))]
    elif kind == 7:
        data[at:at] = data[at : at + draw.choice((1, 8, 64))]
    else:
        start = draw.randrange(len(data))
        length = draw.choice((4, 8, 32, 128))
        data[at : at + length] = data[start : start + length]


# -- JSON ---------------------------------------------------------------------------------


def spoil_json(content: bytes, draw: random.Random) -> bytes:
    """Change nodes of the JSON document, or now and then its bytes."""
    if draw.random() < 0.1:
        return spoil(content, draw)
    tree = json.loads(content)
    for _ in range(draw.choice((1, 1, 2, 3, 6))):
        tree = _change_node(tree, draw)
    if draw.random() < 0.02:
        depth = draw.choice((40, 60, 900, 100_000))
        return b"[" * depth + json.dumps(tree).encode() + b"]" * depth
    return json.dumps(tree).encode("utf-8", "surrogatepass")


def _change_node(tree: Any, draw: random.Random) -> Any:
    spots = list(_spots(tree))
    if not spots:
        return _value(draw)
    holder, key = draw.choice(spots)
    kind = draw.randrange(10)
    if kind <= 3:
        holder[key] = _value(draw)
    elif kind == 4:
        del holder[key]
    elif kind == 5:
        other, theirs = draw.choice(spots)  # a cycle, once layers name each other
        holder[key] = json.loads(json.dumps(other[theirs]))
    elif kind == 6 and isinstance(holder, list):
        holder.insert(draw.randrange(len(holder) + 1), json.loads(json.dumps(holder[key])))
    elif kind == 7 and isinstance(holder, dict):
        holder[draw.choice(STRANGE_NAMES)] = _value(draw)
    elif kind == 8:
        for _ in range(draw.choice((2, 12, 60))):
            holder[key] = draw.choice(([holder[key]], {"config": holder[key]}))
    else:
        _swap_word(spots, draw)
    return tree


def _value(draw: random.Random) -> Any:
    """A value of its own: one that is shared would be spoiled for later inputs, or hold itself."""
    return copy.deepcopy(draw.choice(VALUES))


def _swap_word(spots: Sequence[tuple[Any, Any]], draw: random.Random) -> None:
    """Give a class another name, or a layer the name of another."""
    words = [(h, k) for h, k in spots if k in ("class_name", "name", "activation", "dtype")]
    if words:
        holder, key = draw.choice(words)
        others = [h[k] for h, k in words if k == key]
        holder[key] = draw.choice(CLASS_NAMES if key == "class_name" else others)


def _spots(tree: Any) -> Any:
    """Every (holder, key) in the document."""
    pending = [tree]
    while pending:
        each = pending.pop()
        if not isinstance(each, (dict, list)):
            continue
        for key in list(each if isinstance(each, dict) else range(len(each))):
            yield each, key
            pending.append(each[key])


# -- HDF5 ---------------------------------------------------------------------------------


def spoil_hdf5(content: bytes, draw: random.Random) -> bytes:
    """Change the structure's bytes, or build something else with h5py, or both."""
    if draw.random() < 0.4:
        content = rebuild_hdf5(content, draw)
        if draw.random() < 0.7:
            return content
    return spoil(content, draw, structure_of(content))


def rebuild_hdf5(content: bytes, draw: random.Random) -> bytes:
    """The same file after some strange but well-formed edits."""
    stream = io.BytesIO(content)
    with h5py.File(stream, "r+") as file:
        for _ in range(draw.choice((1, 1, 2, 4))):
            names: list[str] = ["/"]
            file.visit(names.append)
            try:
                draw.choice(_EDITS)(file, draw.choice(names), draw)
            except (OSError, ValueError, KeyError, TypeError, RuntimeError, OverflowError):
                continue  # an edit that HDF5 itself refuses is no input
    return stream.getvalue()


def _edit_attribute(file: h5py.File, name: str, draw: random.Random) -> None:
    holder = file[draw.choice((name, "/", "/model_weights")) if "/model_weights" in file else name]
    keys = [*holder.attrs, "model_config", "layer_names", "weight_names", "class_names"]
    key = draw.choice(keys)
    kind = draw.randrange(5)
    if kind == 0:
        del holder.attrs[key]
    elif kind == 1:
        holder.attrs[key] = draw.choice(_ARRAYS)
    elif kind == 2:
        holder.attrs[key] = draw.choice(STRANGE_NAMES)
    elif kind == 3 and isinstance(text := holder.attrs[key], str):
        holder.attrs[key] = spoil_json(text.encode(), draw).decode("utf-8", "replace")
    else:
        holder.attrs[key] = [draw.choice(STRANGE_NAMES[4:]).encode("utf-8", "replace")] * 3


def _edit_link(file: h5py.File, name: str, draw: random.Random) -> None:
    target = draw.choice(("/", name, "/model_weights", "/data", "nowhere"))
    link = draw.choice(
        (h5py.SoftLink(target), h5py.ExternalLink("trap", target), file[draw.choice(("/", name))])
    )
    place = name if draw.random() < 0.5 else f"{name}/{draw.choice(STRANGE_NAMES[8:])}"
    if place in file and place != "/":
        del file[place]
    file[place] = link


def _edit_dataset(file: h5py.File, name: str, draw: random.Random) -> None:
    datasets: list[str] = []
    file.visititems(lambda each, item: datasets.append(each) if hasattr(item, "dtype") else None)
    place = draw.choice([*datasets, f"{name}/more"])
    old: Any = file.get(place)
    shape = list(getattr(old, "shape", (3, 3)))
    if place in file:
        del file[place]
    kind = draw.randrange(6)
    if kind == 0:
        file.create_dataset(place, data=draw.choice(_ARRAYS))
    elif kind == 1:
        file.create_dataset(place, shape, draw.choice(_TYPES))
    elif kind == 2:
        file.create_dataset(place, (draw.choice((0, 2**16, 2**31, 2**40)), 2), "f4")
    elif kind == 3:
        file.create_dataset(place, shape, "f4", external=[("trap", 0, 1 << 20)])
    elif kind == 4:
        layout = h5py.VirtualLayout(tuple(shape), "f4")
        layout[...] = h5py.VirtualSource("trap", "x", tuple(shape))
        file.create_virtual_dataset(place, layout)
    else:
        how = draw.choice(({"compression": "gzip"}, {"scaleoffset": 3}, {"fletcher32": True}))
        file.create_dataset(place, data=np.zeros((1 << draw.randrange(18), 4), "i4"), **how)


def _edit_away(file: h5py.File, name: str, draw: random.Random) -> None:
    if name != "/":
        del file[name]
    if draw.random() < 0.3:
        file.create_group("/".join("g" * draw.choice((1, 70))))


_EDITS = (_edit_attribute, _edit_attribute, _edit_link, _edit_dataset, _edit_away)
_TYPES = ("f2", ">f8", "i1", "u8", "c8", "S3", "bool", "V9", h5py.string_dtype(), "<f4")
_ARRAYS = (
    np.zeros((), "f4"), np.zeros((0,), "f4"), np.zeros((3, 3, 3, 4), "f8"),
    np.full((144, 3), np.nan),
    np.zeros((6, 8, 8, 3), "i8"), np.full((6,), -1), np.full((6,), 2.5), np.full((6, 3), np.inf),
    np.arange(6, dtype="u8") + 2**63, np.zeros((2, 0, 8, 3), "u1"), np.zeros((1,) * 20, "u1"),
    np.array([b"a", b"b\xff"]), np.zeros((3,), "c16"), np.zeros((2,), [("x", "f4"), ("y", "i2")]),
    np.full((6, 3, 8, 8), 300.0), np.full((6, 8, 8), 0.5), np.empty((5, 5), h5py.string_dtype()),
)  # fmt: skip


# -- archives -----------------------------------------------------------------------------


def spoil_zip(content: bytes, draw: random.Random) -> bytes:
    """Change members, their names and number, then perhaps the archive's own bytes."""
    if draw.random() < 0.25:
        return spoil(content, draw, _directory(content))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for name in draw.sample(list(members), draw.choice((1, 1, 2))):
        kind = draw.randrange(6)
        if kind <= 3:
            members[name] = _spoil_member(name, members[name], draw)
        elif kind == 4:
            members[draw.choice(STRANGE_NAMES).replace("\ud800", "?")] = members.pop(name)
        else:
            members |= {f"more/{k}.npy": b"\0" for k in range(draw.choice((1, 100, 1100)))}
    if "manifest.json" in members and draw.random() < 0.9:
        members = sealed(members)
    methods = (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_LZMA)
    # LZMA takes 100 MB for every member that it begins.
    data = zipped(members, draw.choice(methods if len(members) < 20 else methods[:2]))
    return spoil(data, draw, _directory(data)) if draw.random() < 0.15 else data


def _spoil_member(name: str, data: bytes, draw: random.Random) -> bytes:
    if name.endswith(".json"):
        return spoil_json(data, draw)
    if name.endswith(".h5"):
        return spoil_hdf5(data, draw)
    if draw.random() < 0.5:
        stream = io.BytesIO()
        np.save(stream, draw.choice(_ARRAYS[:-1]), allow_pickle=True)
        return stream.getvalue()
    return spoil(data, draw, (0, 8, 20))


def _directory(content: bytes) -> tuple[int, ...]:
    """Where the records of a zip file begin."""
    marks = re.finditer(rb"PK(\x01\x02|\x03\x04|\x05\x06)", content)
    return tuple(mark.start() for mark in marks) or (0,)


# -- pictures -----------------------------------------------------------------------------


def spoil_picture(content: bytes, draw: random.Random) -> bytes:
    """Change a chunk or segment, keeping a PNG's checksums right as often as not."""
    if content.startswith(b"\x89PNG") and draw.random() < 0.7:
        return _spoil_png(content, draw)
    if content.startswith(b"\xff\xd8"):
        marks = [i for i in range(len(content) - 1) if content[i] == 0xFF and content[i + 1] > 0xBF]
        return spoil(content, draw, marks)
    return spoil(content, draw, (0, 8, 16, 24, len(content) - 200, len(content) - 64))


def _spoil_png(content: bytes, draw: random.Random) -> bytes:
    chunks, at = [], 8
    while at < len(content):
        (length,) = struct.unpack_from(">I", content, at)
        chunks.append((content[at + 4 : at + 8], content[at + 8 : at + 8 + length]))
        at += length + 12
    place = draw.randrange(len(chunks))
    kind, data = chunks[place]
    what = draw.randrange(4)
    if what <= 1:
        chunks[place] = kind, spoil(data, draw)
    elif what == 2:
        chunks.insert(draw.randrange(len(chunks) + 1), chunks[place])
    else:
        chunks[place] = draw.choice((b"iCCP", b"tRNS", b"acTL", b"fcTL", b"eXIf", b"PLTE")), data
    return content[:8] + b"".join(_png_chunk(*chunk) for chunk in chunks)


def _png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
