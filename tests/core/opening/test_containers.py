"""Models inside of a zip or a folder."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest
from support import hostile

from core.cli.entry import main
from core.errors import NotSupported, Unreadable, Unsafe
from core.opening import badnet


def zipped(path: Path, *files: Path) -> Path:
    """An archive as Teachable Machine hands out: a model, and the names of its classes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.write(file, file.name)
        archive.writestr("labels.txt", "0 Cat\n1 Dog\n2 Fox\n")
    return path


def test_the_only_model_in_a_zip_is_opened(tmp_path: Path) -> None:
    plain = hostile.plain(tmp_path)
    archive = zipped(tmp_path / "converted_keras.zip", plain)
    images = np.random.default_rng(0).random((2, 8, 8, 3)).astype(np.float32)
    expected = np.asarray(badnet.load(plain)(images))
    np.testing.assert_array_equal(np.asarray(badnet.load(archive)(images)), expected)


def test_a_hostile_model_in_a_zip_is_refused(tmp_path: Path) -> None:
    bomb = zipped(tmp_path / "bomb.zip", hostile.nested_lambda(tmp_path, tmp_path / "marker"))
    with pytest.raises(Unsafe):
        badnet.load(bomb)
    assert not (tmp_path / "marker").exists()


def test_of_several_models_none_is_taken(tmp_path: Path) -> None:
    first = hostile.plain(tmp_path)
    second = first.with_name("second.h5")
    second.write_bytes(first.read_bytes())
    with pytest.raises(Unreadable, match="without a model config"):
        badnet.inspect(zipped(tmp_path / "two.zip", first, second))


def test_a_keras_file_in_a_zip_is_not_supported_yet(tmp_path: Path) -> None:
    inner = hostile.write_zip(tmp_path / "model.keras", {})
    with pytest.raises(NotSupported, match="unpack it"):
        badnet.inspect(zipped(tmp_path / "outer.zip", inner))


def test_folders_are_told_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(NotSupported, match="is a folder; give"):
        badnet.inspect(tmp_path)
    (tmp_path / "saved_model.pb").write_bytes(b"")
    assert main(["inspect", str(tmp_path)]) == 4
    assert "SavedModel, and that is not supported yet" in capsys.readouterr().err
