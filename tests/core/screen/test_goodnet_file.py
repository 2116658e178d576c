"""A .goodnet file comes back the same, and a tampered one is refused."""

from __future__ import annotations

import errno
import io
import json
import os
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support import tiny
from support.hostile_goodnet import members_of, write

from core.errors import GoodNetError, Unreadable
from core.network.preprocessing import preprocessing_from
from core.records import PreprocessingMeasured
from core.screen import goodnet_file
from core.screen.goodnet_file import (
    BADNET,
    CALIBRATION,
    CLEAN_ANSWERS,
    MANIFEST,
    MEMBERS,
    OVERLAYS,
    open_goodnet,
    save,
)
from core.version import VERSION


@pytest.fixture(scope="module")
def saved(tiny_goodnet, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("saved") / "tiny.goodnet"
    save(tiny_goodnet.with_class_names("abcd"), path)
    return path


def rewritten(saved: Path, folder: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The saved file with its members changed."""
    members = members_of(saved)
    change(members)
    return write(folder / "changed.goodnet", members)


def rehashed(members: dict[str, bytes], **manifest: object) -> None:
    """Have the manifest say what the members are, as a forger would."""
    import hashlib

    old = json.loads(members[MANIFEST])
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in members.items()}
    members[MANIFEST] = json.dumps({**old, "sha256": hashes, **manifest}).encode()


def test_it_comes_back_the_same(saved, tiny_goodnet):
    opened = open_goodnet(saved)
    images, _ = tiny.pictures(20, seed=70)
    ours, theirs = tiny_goodnet.evidence(images), opened.evidence(images)
    for field in ("badnet_class", "repaired_class"):
        np.testing.assert_array_equal(getattr(ours.answers, field), getattr(theirs.answers, field))
    np.testing.assert_allclose(ours.votes, theirs.votes, atol=1e-5)
    np.testing.assert_array_equal(tiny_goodnet.p_values(ours), opened.p_values(theirs))
    assert opened.record == tiny_goodnet.record
    assert opened.inspection == tiny_goodnet.inspection
    assert opened.threshold_bits == tiny_goodnet.threshold_bits
    assert opened.computed_with == tiny_goodnet.computed_with
    assert opened.class_names == ("a", "b", "c", "d")
    counts = opened.clean_counts(0.1)
    np.testing.assert_array_equal(counts.shown, np.bincount(tiny_goodnet.clean_answers))
    np.testing.assert_array_equal(counts.flagged, tiny_goodnet.clean_counts(0.1).flagged)


@pytest.mark.parametrize("name", ["caffe", '{"range": "0..1", "mean": [0.5], "deviation": [0.25]}'])
def test_it_keeps_the_preprocessing(tiny_goodnet, tmp_path, name):
    taken = preprocessing_from(name)
    record = replace(
        tiny_goodnet.record,
        preprocessing=name,
        preprocessing_measured=PreprocessingMeasured(name, "given"),
    )
    networks = {
        which: getattr(tiny_goodnet, which).under(taken) for which in ("badnet", "repaired")
    }
    save(replace(tiny_goodnet, record=record, **networks), tmp_path / "kept.goodnet")
    opened = open_goodnet(tmp_path / "kept.goodnet")
    assert opened.badnet.preprocessing == opened.repaired.preprocessing == taken
    assert opened.computed_with.preprocessing == opened.record.preprocessing == name
    images, _ = tiny.pictures(9, seed=71)
    np.testing.assert_allclose(
        opened.repaired.softmax(images), networks["repaired"].softmax(images), atol=1e-6
    )


def test_format_2_is_read(saved, tmp_path, tiny_goodnet):
    opened = open_goodnet(rewritten(saved, tmp_path, older))
    assert opened.badnet.preprocessing == tiny_goodnet.badnet.preprocessing
    assert opened.record.preprocessing_measured == PreprocessingMeasured("0..1", "accuracy")


def test_the_manifest_names_the_version_that_wrote_it(saved):
    with zipfile.ZipFile(saved) as archive:
        assert json.loads(archive.read(MANIFEST))["goodnet_version"] == VERSION


def test_what_verdicts_are_computed_with_follows_every_part(tiny_goodnet):
    made = tiny_goodnet.computed_with
    assert made.badnet != made.repaired
    brighter = replace(tiny_goodnet, overlays=tiny_goodnet.overlays + 1)
    assert brighter.computed_with.overlays != made.overlays
    assert replace(brighter, overlays=tiny_goodnet.overlays).computed_with == made
    assert tiny_goodnet.with_frr(0.2).computed_with.threshold_bits != made.threshold_bits


def test_an_exported_network_opens_in_stock_keras(tiny_goodnet, tmp_path):
    import keras

    tiny_goodnet.export_repaired(tmp_path / "repaired.h5")
    model: Any = keras.models.load_model(tmp_path / "repaired.h5", compile=False)
    images, _ = tiny.pictures(20, seed=71)
    theirs = np.asarray(model(images.astype(np.float32) / 255))
    np.testing.assert_allclose(theirs, tiny_goodnet.repaired.softmax(images), atol=1e-5)


@pytest.mark.parametrize("member", MEMBERS)
def test_a_changed_member_is_refused(saved, tmp_path, member):
    def change(members: dict[str, bytes]) -> None:
        members[member] = members[member][:-1] + bytes([members[member][-1] ^ 1])

    with pytest.raises(Unreadable, match=f"does not match its manifest: {member} was changed"):
        open_goodnet(rewritten(saved, tmp_path, change))


@pytest.mark.parametrize(
    "manifest",
    [
        {"input_scale": 7},
        {"preprocessing": "caffe"},
        {"preprocessing": 1},
        {"format": 2},
        {"frr": "0.05"},
        {"frr": float("nan")},
        {"frr": 0},
        {"frr": 1.5},
        {"screen": {"blend": [0.5]}},
        {"screen": {"blend": [0.5, float("inf")]}},
        {"format": 99},
        {"record": {}},
        {"inspection": []},
        {"class_names": ["a"]},
        {"class_names": [1, 2, 3, 4]},
        {"sha256": []},
    ],
    ids=str,
)
def test_a_forged_manifest_is_refused(saved, tmp_path, manifest):
    path = rewritten(saved, tmp_path, lambda members: rehashed(members, **manifest))
    with pytest.raises(Unreadable):
        open_goodnet(path)


def array_bytes(array: np.ndarray, allow_pickle: bool = False) -> bytes:
    stream = io.BytesIO()
    np.save(stream, array, allow_pickle=allow_pickle)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("member", "data"),
    [
        (OVERLAYS, array_bytes(np.zeros((4, 9, 9, 3), np.uint8))),
        (OVERLAYS, array_bytes(np.zeros((0, 12, 12, 3), np.uint8))),
        (OVERLAYS, array_bytes(np.zeros((4, 12, 12, 3), np.float32))),
        (OVERLAYS, b"no array"),
        (CALIBRATION, array_bytes(np.full((30, 2), np.nan))),
        (CALIBRATION, array_bytes(np.full((30, 9), 0.5))),
        (CALIBRATION, array_bytes(np.empty((0, 2)))),
        (CALIBRATION, array_bytes(np.array([{}] * 30), allow_pickle=True)),
        (BADNET, b"no network"),
        (CLEAN_ANSWERS, array_bytes(np.zeros(3, np.int64))),
        (CLEAN_ANSWERS, array_bytes(np.full(105, 4))),
        (CLEAN_ANSWERS, array_bytes(np.full(105, -1))),
    ],
    ids=[
        *("shape", "none", "kind", "text", "nan", "votes", "empty", "pickle", "network"),
        *("too few classes", "no such class", "a negative class"),
    ],
)
def test_forged_members_are_refused(saved, tmp_path, member, data):
    def change(members: dict[str, bytes]) -> None:
        members[member] = data
        rehashed(members)

    with pytest.raises(Unreadable):
        open_goodnet(rewritten(saved, tmp_path, change))


@pytest.mark.parametrize("name", ["../outside", "/tmp/outside", "extra.txt", "badnet.h5/x"])
def test_members_of_other_names_are_refused(saved, tmp_path, name):
    def change(members: dict[str, bytes]) -> None:
        members[name] = b"x"

    with pytest.raises(Unreadable, match=r"does not hold what a .goodnet file holds"):
        open_goodnet(rewritten(saved, tmp_path, change))
    assert not (tmp_path.parent / "outside").exists()


def test_a_bomb_is_not_unpacked(saved, tmp_path, monkeypatch):
    monkeypatch.setattr(goodnet_file, "MOST_MEMBER", 2**21)
    path = tmp_path / "bomb.goodnet"
    with zipfile.ZipFile(saved) as archive:
        manifest = archive.read(MANIFEST)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, manifest)
        for name in MEMBERS:
            archive.writestr(name, bytes(2**24))
    with pytest.raises(Unreadable, match="unpacks to more than"):
        open_goodnet(path)


@pytest.mark.parametrize("keep", [0, 10, 1000, -30])
def test_a_truncated_file_is_refused(saved, tmp_path, keep):
    path = tmp_path / "part.goodnet"
    path.write_bytes(saved.read_bytes()[:keep])
    with pytest.raises(Unreadable, match=r"is not a whole .goodnet file"):
        open_goodnet(path)


def test_a_full_disk_leaves_the_old_file_and_one_sentence(
    saved, tiny_goodnet, tmp_path, monkeypatch
):
    def full(*_: object, **__: object):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    target = tmp_path / "old.goodnet"
    target.write_bytes(b"old")
    monkeypatch.setattr(zipfile.ZipFile, "write", full)
    with pytest.raises(GoodNetError, match=r"No space left on device. Nothing was changed"):
        save(tiny_goodnet, target)
    assert [p.read_bytes() for p in tmp_path.iterdir()] == [b"old"]


def older(members: dict[str, bytes]) -> None:
    """Have the file be as format 2 was: two votes, and no settings but the blend."""
    votes = np.load(io.BytesIO(members[CALIBRATION]))[:, :2]
    members[CALIBRATION] = array_bytes(np.ascontiguousarray(votes))
    manifest = json.loads(members[MANIFEST])
    for member in ("expert.h5", "jitter_fields.npy", CLEAN_ANSWERS):
        members.pop(member, None)
    for key in ("votes", "screen", "frr_bound"):
        del manifest[key]
    for key in ("promise", "votes", "votes_left_out"):
        del manifest["record"][key]
    del manifest["preprocessing"], manifest["record"]["preprocessing"]
    del manifest["record"]["preprocessing_measured"]
    scale = {"input_scale": 1, "measure": "accuracy", "at_1": 0.98, "at_255": 0.1}
    manifest["record"]["scale"] = scale
    manifest |= {"format": 2, "blend": [0.5, 0.5]}
    members[MANIFEST] = json.dumps(manifest).encode()
    rehashed(members)


def test_a_file_of_the_format_before_is_read_with_its_two_votes(saved, tmp_path, tiny_goodnet):
    opened = open_goodnet(rewritten(saved, tmp_path, older))
    assert opened.votes == ("strip", "disagreement")
    assert opened.expert is None and opened.fields is None and opened.clean_answers is None
    assert not opened.clean_counts(0.1).shown.any()
    images, _ = tiny.pictures(10, seed=70)
    ours, theirs = tiny_goodnet.evidence(images), opened.evidence(images)
    np.testing.assert_allclose(ours.votes[:, :2], theirs.votes, atol=1e-5)
    save(opened, tmp_path / "again.goodnet")
    assert open_goodnet(tmp_path / "again.goodnet").computed_with == opened.computed_with


@pytest.mark.parametrize(
    "manifest",
    [
        {"votes": ["disagreement"]},
        {"votes": ["strip", "strip"]},
        {"votes": ["strip", "unknown"]},
        {"votes": ["strip"]},
        {"screen": {"blur": 0}},
        {"screen": {"shift": 1e300}},
        {"screen": []},
    ],
    ids=str,
)
def test_a_screen_that_makes_no_sense_is_refused(saved, tmp_path, manifest):
    path = rewritten(saved, tmp_path, lambda members: rehashed(members, **manifest))
    with pytest.raises(Unreadable):
        open_goodnet(path)
