"""Models inside of a zip or a folder."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import h5py
import numpy as np
import pytest
from support import hostile

from core.cli.entry import main
from core.data.kinds import kind_of
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
    with pytest.raises(Unreadable, match="several model files; unpack it and give one of them"):
        badnet.inspect(zipped(tmp_path / "two.zip", first, second))


def test_the_shadows_that_macos_adds_are_no_models(tmp_path: Path) -> None:
    plain = hostile.plain(tmp_path)
    archive = zipped(tmp_path / "mac.zip", plain)
    with zipfile.ZipFile(archive, "a") as file:
        file.writestr(f"__MACOSX/._{plain.name}", b"shadow")
    assert badnet.inspect(archive).class_names == ("Cat", "Dog", "Fox")
    folder = tmp_path / "net"
    folder.mkdir()
    shutil.copy(plain, folder)
    (folder / f"._{plain.name}").write_bytes(b"shadow")
    assert badnet.inspect(folder).safe


def test_a_saved_model_in_a_zip_is_not_supported_yet(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "saved.zip", "w") as file:
        file.writestr("model.savedmodel/saved_model.pb", b"")
        file.writestr("labels.txt", "0 Cat\n")
    with pytest.raises(NotSupported, match=r"unpack it and give the folder that holds saved_model"):
        badnet.inspect(tmp_path / "saved.zip")


def test_the_class_names_beside_a_model_are_taken(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "converted_keras.zip", hostile.plain(tmp_path))
    assert badnet.inspect(archive).class_names == ("Cat", "Dog", "Fox")


def test_class_names_that_do_not_fit_are_left_out_with_a_note(tmp_path: Path) -> None:
    folder = tmp_path / "net"
    folder.mkdir()
    shutil.move(hostile.plain(tmp_path), folder)
    (folder / "labels.txt").write_text("0 Cat\n1 Dog\n")
    inspection = badnet.inspect(folder)
    assert inspection.class_names == ()
    (note,) = [f for f in inspection.findings if f.title == "Class names left out"]
    assert "names 2 classes, but the network has 3" in note.what


def test_a_keras_file_in_a_zip_is_opened(tmp_path: Path) -> None:
    inner = hostile.write_zip(tmp_path / "model.keras", {})
    archive = zipped(tmp_path / "outer.zip", inner)
    inspection = badnet.inspect(archive)
    assert inspection.safe and inspection.class_names == ("Cat", "Dog", "Fox")
    images = np.random.default_rng(0).random((2, 8, 8, 3)).astype(np.float32)
    expected = np.asarray(badnet.load(inner)(images))
    np.testing.assert_array_equal(np.asarray(badnet.load(archive)(images)), expected)


def test_a_zip_in_a_zip_in_a_zip_is_not_unpacked(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "inner.keras", hostile.plain(tmp_path))
    with pytest.raises(Unreadable, match="without a model config"):
        badnet.inspect(zipped(tmp_path / "outer.zip", inner))


def test_hostile_members_of_a_zip_in_a_zip_are_refused(tmp_path: Path) -> None:
    inner = hostile.write_zip(tmp_path / "model.keras", {"../../escape.txt": "x"})
    assert not badnet.inspect(zipped(tmp_path / "outer.zip", inner)).safe


def test_the_only_model_in_a_folder_is_opened(tmp_path: Path) -> None:
    folder = tmp_path / "converted_keras"
    folder.mkdir()
    shutil.move(hostile.plain(tmp_path), folder)
    (folder / "labels.txt").write_text("0 Cat\n1 Dog\n2 Fox\n")
    assert kind_of(folder) == "model"
    assert badnet.inspect(folder).class_names == ("Cat", "Dog", "Fox")


def test_a_folder_around_the_only_folder_with_a_network_is_opened(tmp_path: Path) -> None:
    inner = tmp_path / "net" / "converted_keras"
    inner.mkdir(parents=True)
    shutil.move(hostile.plain(tmp_path), inner)
    (tmp_path / "net" / "labels.txt").write_text("0 Cat\n1 Dog\n2 Fox\n")
    assert kind_of(tmp_path / "net") == "model"
    assert badnet.inspect(tmp_path / "net").class_names == ("Cat", "Dog", "Fox")
    shutil.copytree(inner, tmp_path / "net" / "another")
    assert kind_of(tmp_path / "net") == "folder"
    with pytest.raises(Unreadable, match="without an"):
        badnet.inspect(tmp_path / "net")


def test_an_unpacked_keras_file_is_opened(tmp_path: Path) -> None:
    whole = hostile.write_zip(tmp_path / "model.keras", {})
    folder = tmp_path / "hub"
    with zipfile.ZipFile(whole) as archive:
        archive.extractall(folder)
    assert kind_of(folder) == "model"
    images = np.random.default_rng(0).random((2, 8, 8, 3)).astype(np.float32)
    expected = np.asarray(badnet.load(whole)(images))
    np.testing.assert_array_equal(np.asarray(badnet.load(folder)(images)), expected)


def test_a_folder_of_data_is_no_network(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "clean.h5", "w") as file:
        file["data"] = np.zeros((2, 3, 8, 8), np.uint8)
    assert kind_of(tmp_path) == "folder"


def test_folders_are_shown_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Unreadable, match="without an"):
        badnet.inspect(tmp_path)
    for name in ("one.h5", "two.h5"):
        (tmp_path / name).touch()
    with pytest.raises(Unreadable, match=r"several model files; give one of them, such as one\.h5"):
        badnet.inspect(tmp_path)
    for name in ("one.h5", "two.h5"):
        (tmp_path / name).unlink()
    (tmp_path / "saved_model.pb").write_bytes(b"")
    assert kind_of(tmp_path) == "model"
    assert main(["inspect", str(tmp_path)]) == 4
    assert (
        "SavedModel without a config of Keras, and that is not supported yet"
        in capsys.readouterr().err
    )


def damaged(tmp_path: Path, name: str) -> dict[str, Path]:
    """Copies of a network in a zip file, each damaged in another way."""
    source = hostile.write_zip(tmp_path / "sound.keras", {})
    whole = source.read_bytes()
    half = len(whole) // 2
    contents = {
        "cut": whole[:half],
        "without its end": whole[:-10],
        "flipped": whole[:half] + bytes([whole[half] ^ 255]) + whole[half + 1 :],
    }
    made = {}
    for number, (how, content) in enumerate(contents.items()):
        made[how] = tmp_path / f"{number}_{name}"
        made[how].write_bytes(content)
    return made


def test_a_damaged_keras_file_is_called_that_with_what_to_do(tmp_path: Path) -> None:
    paths = damaged(tmp_path, "net.keras")
    for how, content in (("begin", bytes(64)), ("page", b"<!DOCTYPE html>"), ("empty", b"")):
        paths[how] = tmp_path / f"{how}.keras"
        paths[how].write_bytes(content)
    paths["weights"] = hostile.write_zip(
        tmp_path / "weights.keras", {"model.weights.h5": bytes(5000)}
    )
    for path in paths.values():
        with pytest.raises(Unreadable) as caught:
            badnet.inspect(path)
        expected = f"{path.name} is a damaged .keras file; download or copy it again"
        assert str(caught.value).startswith(expected)
        assert "HDF5" not in str(caught.value)
        assert main(["inspect", str(path)]) == 4


def test_a_damaged_zip_file_is_called_that_with_what_to_do(tmp_path: Path) -> None:
    for path in damaged(tmp_path, "net.zip").values():
        with pytest.raises(Unreadable, match="is a damaged zip file; download or copy it again"):
            badnet.inspect(path)
