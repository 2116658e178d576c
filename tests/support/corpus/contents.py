"""Files whose contents are elsewhere, and files and archives of enormous size."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import h5py
import numpy as np
from support import hostile
from support.corpus.case import Build, Case, changed, network, zipped
from support.hostile import layer, plain_layers, plain_weights, sequential, write_h5

SECRET = b"\x2a" * 144 * 3 * 4


def elsewhere() -> Iterator[Case]:
    for name, build, words in (
        ("external data (CVE-2026-1669)", hostile.external_dataset, "stored in another file"),
        ("virtual data", hostile.virtual_dataset, "Virtual dataset"),
        ("external link", hostile.external_link, "Link into another file"),
    ):
        yield Case("elsewhere", name, _with_secret(build), words=words)
        within = _with_secret(_inside_an_archive(build))
        yield Case("elsewhere", f"{name} in a .keras file", within, words=words)
    soft = changed(lambda file: file.__setitem__("more", h5py.SoftLink("/model_weights")))
    yield Case("elsewhere", "soft link", soft, words="Link in place of content")


def _inside_an_archive(build: Build) -> Build:
    return zipped(lambda folder, secret: {"model.weights.h5": build(folder, secret).read_bytes()})


def sizes() -> Iterator[Case]:
    for name, build in (
        ("dataset of terabytes", hostile.shape_bomb),
        ("compressed zeros", hostile.compressed_bomb),
        ("attribute of 20 MB", hostile.huge_attribute),
        ("one long text, 40,000 times", hostile.shared_text_bomb),
        ("config a hundred levels deep", hostile.hundred_deep),
        ("config of endless brackets", hostile.endlessly_deep),
        ("hundred models in each other", hostile.hundred_nested_models),
    ):
        yield Case("sizes", name, lambda folder, _, build=build: build(folder))
    yield Case("sizes", "attribute of gigabytes", _attribute_of_gigabytes, "unreadable", "damaged")
    for name, entry in (
        ("layer of 2^50 units", layer("Dense", "wide", units=1 << 50)),
        ("layer of 10^300 units", layer("Dense", "wide", units=10**300)),
        ("tensor of a petabyte", layer("Reshape", "r", target_shape=[1 << 40, 3])),
    ):
        yield Case("sizes", name, network(entry), "unreadable")
    yield Case("sizes", "images of 10^12 pixels", _enlarging, "unreadable")


def _attribute_of_gigabytes(folder: Path, marker: Path) -> Path:
    """An attribute of 4,321 bytes whose header declares three gigabytes."""
    note = changed(lambda file: file.attrs.create("note", np.zeros(4321, np.uint8)))
    path = note(folder, marker)
    content, size = path.read_bytes(), (4321).to_bytes(8, "little")
    assert size in content
    path.write_bytes(content.replace(size, (3 << 30).to_bytes(8, "little")))
    return path


def _enlarging(folder: Path, _: Path) -> Path:
    first, *others = plain_layers()
    enlarge = layer("UpSampling2D", "enlarge", size=[1 << 17, 1 << 17])
    pool = layer("GlobalAveragePooling2D", "pool")
    weights = {**plain_weights(), "answer": [np.ones((4, 3)), np.ones(3)]}
    config = sequential(first, enlarge, pool, others[-1])
    return write_h5(folder / "model.h5", config, weights)


def _with_secret(build: Build) -> Build:
    def built(folder: Path, _: Path) -> Path:
        secret = folder / "secret.bin"
        secret.write_bytes(SECRET)
        return build(folder, secret)

    return built


def archives() -> Iterator[Case]:
    words = "Unusual archive member"
    for name in (
        "../outside.txt",
        "assets/../../outside.txt",
        "/outside.txt",
        "..\\outside.txt",
        "C:\\outside.txt",
        "\\\\host\\share",
    ):
        member = zipped(lambda *_, name=name: {name: "x"})
        yield Case("archives", f"member {name}", member, words=words)
    bomb = zipped(lambda *_: {"model.weights.h5": bytes(50 << 20)})
    yield Case("archives", "member of 50 MB of zeros", bomb, words=words)
    crowd = zipped(lambda *_: {f"assets/{index}": "x" for index in range(100)})
    yield Case("archives", "hundred members", crowd, words=words)
    long = zipped(lambda *_: {"assets/" + "n" * 60_000: "x"})
    yield Case("archives", "member name of 60,000 letters", long, words=words)
