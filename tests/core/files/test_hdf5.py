"""Opening HDF5 files that a stranger wrote."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import h5py
import numpy as np
import pytest
from support import hostile

from core.errors import Unreadable, Unsafe
from core.files import hdf5
from core.files.files import open_regular


@contextmanager
def open_checked(path: Path, limits: hdf5.Limits = hdf5.DATA) -> Iterator[h5py.File]:
    """As a quarantined process opens it, in this one."""
    with (
        open_regular(path, limits.file_bytes) as stream,
        hdf5.opened(stream, path.name) as file,
        hdf5.damage_reported(path.name),
    ):
        hdf5.refuse(path.name, hdf5.survey(file, limits).findings)
        yield file


def written(path: Path, change: Callable[[h5py.File], object]) -> Path:
    with h5py.File(path, "w") as file:
        change(file)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(Unsafe) as caught, open_checked(path):
        pass
    return str(caught.value)


def unreadable(path: Path) -> str:
    with pytest.raises(Unreadable) as caught, open_checked(path):
        pass
    return str(caught.value)


def test_a_plain_file_is_opened_and_read(tmp_path: Path) -> None:
    images = np.arange(24, dtype=np.uint8).reshape(2, 3, 4)
    path = written(tmp_path / "d.h5", lambda f: f.create_dataset("data", data=images, chunks=True))
    with open_checked(path) as file:
        np.testing.assert_array_equal(np.asarray(file["data"]), images)


def test_compression_that_photographs_reach_is_fine(tmp_path: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 9, (64, 3, 32, 32)).astype(np.float64)
    path = written(tmp_path / "d.h5", lambda f: f.create_dataset("x", data=noise, compression=9))
    with open_checked(path) as file:
        survey = hdf5.survey(file)
    assert survey.declared == noise.nbytes > survey.stored > 0


def test_empty_scalar_and_text_datasets_are_fine(tmp_path: Path) -> None:
    def change(file: h5py.File) -> None:
        file["nothing"] = h5py.Empty("f4")
        file["none"] = np.zeros((0, 4))
        file["one"] = 3.0
        file["names"] = ["a", "b"]

    with open_checked(written(tmp_path / "d.h5", change)) as file:
        assert np.asarray(file["one"]) == 3.0


def test_a_group_that_contains_itself_ends(tmp_path: Path) -> None:
    def change(file: h5py.File) -> None:
        group = file.create_group("group")
        group["itself"] = group

    with open_checked(written(tmp_path / "d.h5", change)):
        pass


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (hostile.external_dataset, "stored in another file"),
        (hostile.virtual_dataset, "Virtual dataset"),
        (hostile.external_link, "Link into another file"),
    ],
)
def test_contents_from_elsewhere_are_refused_by_name(
    tmp_path: Path, build: Callable[[Path, Path], Path], words: str
) -> None:
    secret = tmp_path / "secret.bin"
    secret.write_bytes(b"secret" * 1000)
    sentence = refusal(build(tmp_path, secret))
    assert words in sentence
    assert "/model_weights/answer/answer/0:0" in sentence


@pytest.mark.parametrize(
    "build",
    [
        hostile.soft_link,
        hostile.shape_bomb,
        hostile.compressed_bomb,
        hostile.huge_attribute,
    ],
)
def test_links_and_bombs_are_refused_at_once(tmp_path: Path, build: Callable[[Path], Path]) -> None:
    path = build(tmp_path)
    start = time.perf_counter()
    refusal(path)
    assert time.perf_counter() - start < 10


def test_groups_a_hundred_deep_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "d.h5", lambda f: f.create_group("/".join("g" * 100)))
    assert "deep" in refusal(path)


def test_one_chunk_larger_than_memory_is_refused(tmp_path: Path) -> None:
    def change(file: h5py.File) -> None:
        side = 1 << 17
        dataset = file.create_dataset("x", (side, 3000), "u1", chunks=(side, 3000), compression=9)
        dataset[:2] = np.random.default_rng(0).integers(0, 255, (2, 3000), np.uint8)

    refusal(written(tmp_path / "d.h5", change))


def test_datasets_that_declare_too_much_together_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "d.h5", lambda f: f.create_dataset("x", data=np.ones(1000)))
    small = hdf5.Limits(file_bytes=1 << 20, declared_bytes=4000)
    with pytest.raises(Unsafe), open_checked(path, small):
        pass


def test_a_filter_that_needs_a_plugin_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "d.h5"
    with h5py.File(path, "w") as file:
        plan = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        plan.set_chunk((10,))
        plan.set_filter(32015, h5py.h5z.FLAG_OPTIONAL)
        space = h5py.h5s.create_simple((10,))
        h5py.h5d.create(file.id, b"x", h5py.h5t.NATIVE_FLOAT, space, plan)
    assert "32015" in refusal(path)


def test_names_with_terminal_escapes_are_made_printable(tmp_path: Path) -> None:
    path = written(tmp_path / "d.h5", lambda f: f.__setitem__("\x1b[31mred", h5py.SoftLink("/a")))
    assert "\x1b" not in refusal(path)


def test_a_truncated_file_is_unreadable(tmp_path: Path) -> None:
    whole = hostile.plain(tmp_path).read_bytes()
    path = tmp_path / "cut.h5"
    path.write_bytes(whole[: len(whole) // 2])
    assert unreadable(path) == "cut.h5 is cut short; download or copy it again."


@pytest.mark.parametrize("content", [b"", b"hello", bytes(5000)])
def test_what_is_not_hdf5_is_unreadable(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "d.h5"
    path.write_bytes(content)
    assert "not an HDF5 file" in unreadable(path)


def test_missing_files_and_folders_are_unreadable(tmp_path: Path) -> None:
    assert "no file" in unreadable(tmp_path / "missing.h5")
    assert "ordinary file" in unreadable(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="platform: named pipes are POSIX's")
def test_a_named_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.h5")
    assert "ordinary file" in unreadable(tmp_path / "pipe.h5")


def test_a_file_above_the_cap_is_unreadable(tmp_path: Path) -> None:
    path = hostile.plain(tmp_path)
    small = hdf5.Limits(file_bytes=100, declared_bytes=100)
    with pytest.raises(Unreadable, match="not opened"), open_checked(path, small):
        pass


def test_flipped_bytes_never_raise_anything_undocumented(tmp_path: Path) -> None:
    whole = bytearray(hostile.plain(tmp_path).read_bytes())
    draw = np.random.default_rng(5)
    path, refused = tmp_path / "flipped.h5", 0
    for _ in range(150):
        spoiled = bytearray(whole)
        for place in draw.integers(0, min(len(whole), 8000), 4):
            spoiled[place] = draw.integers(0, 256)
        path.write_bytes(spoiled)
        try:
            with open_checked(path):
                pass
        except (Unsafe, Unreadable):
            refused += 1
    assert 0 < refused < 150
