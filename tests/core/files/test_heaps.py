"""Texts of variable length in HDF5: what they can take at most."""

from __future__ import annotations

from pathlib import Path

import h5py
import pytest
from support import hostile

from core.files.hdf5 import RATIO_LIMIT
from core.files.heaps import most_text

NAMES = 900


def written(path: Path, config: str, names: list[str]) -> bytes:
    with h5py.File(path, "w") as file:
        file.attrs["model_config"] = config
        file.attrs["layer_names"] = names
    return path.read_bytes()


def test_a_large_config_beside_many_names_is_counted_once(tmp_path: Path) -> None:
    """As Keras 3 writes NASNetMobile."""
    config = "x" * 1_500_000
    content = written(tmp_path / "n.h5", config, [f"layer_{index}" for index in range(NAMES)])
    assert len(config) < most_text(content, NAMES + 1) < 10_000_000


def test_one_long_text_in_many_places_is_counted_in_each(tmp_path: Path) -> None:
    content = hostile.shared_text_bomb(tmp_path).read_bytes()
    assert most_text(content, 40_002) > 40_000 << 19


@pytest.mark.parametrize("longs", [10, 600])
def test_no_text_is_counted_for_less_than_it_takes(tmp_path: Path, longs: int) -> None:
    texts = [str(index) * 5000 for index in range(longs)]
    content = written(tmp_path / "l.h5", "{}", texts)
    assert most_text(content, longs + 1) >= sum(map(len, texts))
    assert most_text(content, longs + 1) < RATIO_LIMIT * len(content)
