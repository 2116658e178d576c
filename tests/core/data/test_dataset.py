from __future__ import annotations

import json
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import h5py
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.in_process import InProcess

from core.data.dataset import Dataset, open_dataset, open_inputs
from core.data.reading.label_table import read_table
from core.data.reading.labels import labels_of_texts, read_labels
from core.errors import LabelsDoNotFit, Unreadable, Unsafe
from core.files.images import encode_png, resize
from core.quarantine import stored
from core.records import Unscreened
from core.text.sentence import Sentence

SHAPE = (6, 5, 3)
IMAGES = np.random.default_rng(0).integers(0, 256, (20, *SHAPE), np.uint8)
LABELS = np.arange(20) % 4
FIRST = IMAGES.transpose(0, 3, 1, 2)

Writer = Callable[..., Path]


def write_h5(path: Path, **arrays: np.ndarray) -> Path:
    with h5py.File(path, "w") as file:
        for key, array in arrays.items():
            file[key] = array
    return path


def write_npz(path: Path, **arrays: np.ndarray) -> Path:
    path = path.with_suffix(".npz")
    np.savez(path, **arrays)  # pyright: ignore[reportArgumentType]
    return path


def write_compressed_npz(path: Path, **arrays: np.ndarray) -> Path:
    path = path.with_suffix(".npz")
    np.savez_compressed(path, **arrays)  # pyright: ignore[reportArgumentType]
    return path


def write_pictures(folder: Path, images: np.ndarray) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for k, image in enumerate(images):
        (folder / f"{k:03}.png").write_bytes(encode_png(image))
    return folder


def everything(dataset: Dataset) -> np.ndarray:
    return np.concatenate(list(dataset.batches(size=7)))


@pytest.fixture(params=[write_h5, write_npz, write_compressed_npz])
def write(request: pytest.FixtureRequest) -> Writer:
    return request.param


# -- data files ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "stored",
    [
        IMAGES,
        FIRST,
        FIRST.astype(np.float64),
        IMAGES.astype(np.float32),
        IMAGES.astype(np.int64),
        FIRST / 255,
        (IMAGES / 255).astype(np.float32),
    ],
    ids=["last", "first", "float64", "float32", "int64", "unit float64", "unit float32"],
)
def test_every_way_of_storing_images_gives_the_same(
    tmp_path: Path, write: Writer, stored: np.ndarray
) -> None:
    path = write(tmp_path / "a.h5", data=stored, label=LABELS)
    with open_dataset([path], SHAPE, classes=4) as dataset:
        assert len(dataset) == dataset.summary.images == 20
        np.testing.assert_array_equal(everything(dataset), IMAGES)
        np.testing.assert_array_equal(dataset.labels, LABELS)
        unit = ("values from 0 to 1 multiplied by 255",)
        assert dataset.summary.notes == (unit if stored.max() <= 1 else ())


@pytest.mark.parametrize(
    ("images", "labels"),
    [
        ("images", "labels"),
        ("X", "y"),
        ("x_test", "y_test"),
        ("x_train", "y_train"),
        ("x", "Label"),
    ],
)
def test_usual_keys_are_found(tmp_path: Path, write: Writer, images: str, labels: str) -> None:
    path = write(tmp_path / "a.h5", **{labels: LABELS, images: IMAGES})
    with open_dataset([path], SHAPE) as dataset:
        np.testing.assert_array_equal(dataset.labels, LABELS)
        np.testing.assert_array_equal(dataset.read([3]), IMAGES[3:4])


def test_one_set_of_images_and_one_of_labels_need_no_usual_key(
    tmp_path: Path, write: Writer
) -> None:
    path = write(tmp_path / "a.h5", faces=IMAGES, age=LABELS)
    with open_dataset([path], SHAPE) as dataset:
        np.testing.assert_array_equal(dataset.labels, LABELS)
        np.testing.assert_array_equal(everything(dataset), IMAGES)
        assert dataset.summary.notes == ("labels read from age",)
    path = write(tmp_path / "b.h5", faces=IMAGES, age=LABELS, height=LABELS)
    with open_dataset([path], SHAPE) as dataset:
        assert dataset.labels is None
        assert dataset.summary.notes == ("no labels found; not read: age, height",)


def test_npy_files_and_their_labels_beside_them(tmp_path: Path) -> None:
    np.save(tmp_path / "X_train.npy", FIRST)
    np.save(tmp_path / "other.npy", LABELS)
    with open_dataset([tmp_path / "X_train.npy"], SHAPE) as dataset:
        assert dataset.labels is None
        np.testing.assert_array_equal(everything(dataset), IMAGES)
    np.save(tmp_path / "y_train.npy", np.eye(4)[LABELS])
    with open_dataset([tmp_path / "X_train.npy"], SHAPE) as dataset:
        np.testing.assert_array_equal(dataset.labels, LABELS)
        assert dataset.summary.notes == ("labels read from y_train.npy",)
    np.save(tmp_path / "x.npy", np.array([print], object), allow_pickle=True)
    np.save(tmp_path / "columns.npy", np.asfortranarray(IMAGES))
    (tmp_path / "short.npy").write_bytes((tmp_path / "X_train.npy").read_bytes()[:-9])
    (tmp_path / "broken.npy").write_bytes(b"\x93NUMPY\x01\0")
    for name, why in (
        ("x", "not a set of images"),
        ("columns", "ascontiguousarray"),
        ("short", "as long as it says"),
        ("broken", "not an .npy file"),
        ("other", "not a set of images"),
    ):
        with pytest.raises(Unreadable, match=why):
            open_dataset([tmp_path / f"{name}.npy"], SHAPE)


def test_keys_of_the_well_known_course_files(tmp_path: Path, write: Writer) -> None:
    names = np.array([b"no cat", b"cat", b"dog", b"bird"])
    path = write(tmp_path / "a.h5", train_set_x=IMAGES, train_set_y=LABELS, list_classes=names)
    with open_dataset([path], SHAPE) as dataset:
        np.testing.assert_array_equal(dataset.labels, LABELS)
        assert dataset.class_names == ("no cat", "cat", "dog", "bird")
        assert dataset.summary.notes == ()


def test_images_and_labels_in_groups(tmp_path: Path) -> None:
    path = tmp_path / "a.h5"
    with h5py.File(path, "w") as file:
        for group, count in (("train", 20), ("test", 12)):
            file[f"{group}/images"], file[f"{group}/labels"] = IMAGES[:count], LABELS[:count]
    with open_dataset([path], SHAPE) as dataset:
        np.testing.assert_array_equal(dataset.labels, LABELS[:12])
        assert dataset.summary.notes == ("images read from test/images, not from train/images",)


def test_medical_images_with_a_column_of_labels(tmp_path: Path, write: Writer) -> None:
    parts = {
        f"{part}_{what}": array
        for part in ("train", "val", "test")
        for what, array in (("images", IMAGES), ("labels", LABELS[:, None].astype(np.uint8)))
    }
    with open_dataset([write(tmp_path / "a.h5", **parts)], SHAPE) as dataset:
        np.testing.assert_array_equal(dataset.labels, LABELS)


@pytest.mark.parametrize("dtype", ["S", "U"])
def test_labels_may_be_names(tmp_path: Path, dtype: str) -> None:
    names = np.array(["wolf", "ant", "eel", "bee"])[LABELS].astype(dtype)
    write = write_h5 if dtype == "S" else write_npz
    with open_dataset([write(tmp_path / "a.h5", x=IMAGES, y=names)], SHAPE, classes=4) as dataset:
        np.testing.assert_array_equal(dataset.labels, np.array([3, 0, 2, 1])[LABELS])
        assert dataset.class_names == ("ant", "bee", "eel", "wolf")
        assert dataset.summary.notes == ("labels are the 4 names in alphabetical order, from 0",)
    order = np.array([b"wolf", b"ant", b"eel", b"bee"])
    path = write(tmp_path / "b.h5", x=IMAGES, y=names, class_names=order)
    with open_dataset([path], SHAPE, classes=4) as dataset:
        np.testing.assert_array_equal(dataset.labels, LABELS)


@given(
    st.lists(st.sampled_from(["cat", "dog", "7", "", "ß", "a" * 90]), min_size=1, max_size=20),
    st.one_of(st.none(), st.lists(st.sampled_from(["cat", "dog", "7", "", "ß"]), unique=True)),
)
def test_labels_of_names_lead_back_to_the_names(texts: list[str], order: list[str] | None) -> None:
    labels, names = labels_of_texts(texts, order)
    if names is None:
        assert [str(label) for label in labels] == texts
    else:
        assert [names[label] for label in labels] == texts


def test_of_two_sets_of_images_one_is_read_and_that_is_said(tmp_path: Path, write: Writer) -> None:
    path = write(tmp_path / "a.h5", x_train=IMAGES[:5], y_train=LABELS[:5], x_test=IMAGES)
    with open_dataset([path], SHAPE) as dataset:
        assert dataset.labels is None
        assert dataset.summary.notes == ("images read from x_test, not from x_train",)


def test_keys_that_say_nothing_are_listed(tmp_path: Path, write: Writer) -> None:
    path = write(tmp_path / "a.h5", left=IMAGES, right=IMAGES)
    with pytest.raises(Unreadable, match="it holds left, right"):
        open_dataset([path], SHAPE)


def test_other_sizes_and_channels_are_converted_and_that_is_said(
    tmp_path: Path, write: Writer
) -> None:
    path = write(tmp_path / "a.h5", data=IMAGES[..., 0])
    with open_dataset([path], (3, 5, 3)) as dataset:
        np.testing.assert_array_equal(
            everything(dataset), np.repeat(resize(IMAGES[..., :1], 3, 5), 3, axis=3)
        )
        assert dataset.summary.notes == (
            "resized from 6 x 5 to 3 x 5",
            "converted from 1 to 3 channels",
        )


@settings(deadline=None, max_examples=60)
@given(
    size=st.tuples(st.integers(5, 9), st.integers(5, 9)),
    channels=st.integers(1, 4),
    wanted=st.integers(1, 4),
)
def test_axis_order_is_found_whatever_the_size(
    tmp_path_factory: pytest.TempPathFactory, size: tuple[int, int], channels: int, wanted: int
) -> None:
    images = np.random.default_rng(1).integers(0, 256, (2, *size, channels), np.uint8)
    folder = tmp_path_factory.mktemp("order")
    last = write_h5(folder / "last.h5", data=images)
    first = write_h5(folder / "first.h5", data=images.transpose(0, 3, 1, 2))
    with (
        patch.object(stored, "Reader", InProcess),
        open_dataset([last], (6, 5, wanted)) as a,
        open_dataset([first], (6, 5, wanted)) as b,
    ):
        np.testing.assert_array_equal(everything(a), everything(b))
        assert a.summary.notes == b.summary.notes


@pytest.mark.parametrize(
    ("images", "message"),
    [
        (IMAGES.astype(np.float32) - 128, "values from -1"),
        (IMAGES.astype(np.int16) + 100, "0..1 or 0..255"),
        (
            np.linspace(-2, 2, 180).reshape(2, *SHAPE),
            r"from -2 to 2; images are 0\.\.1 or 0\.\.255, and floats also -1\.\.1",
        ),
        (np.full((2, *SHAPE), np.nan, np.float32), "nan"),
        (IMAGES[:, :, :, 0].reshape(20, 30), "not a set of images"),
        (IMAGES[:0], "not a set of images"),
        (np.zeros((2, 6, 5, 7), np.uint8), "no axis of channels"),
        (np.zeros((2, 6, 5, 3), np.complex64), "holds complex64"),
    ],
    ids=["negative", "above", "centred", "nan", "flat", "empty", "channels", "complex"],
)
def test_arrays_that_are_no_images_are_refused(
    tmp_path: Path, write: Writer, images: np.ndarray, message: str
) -> None:
    path = write(tmp_path / "a.h5", data=images)
    with pytest.raises(Unreadable, match=message), open_dataset([path], SHAPE) as dataset:
        everything(dataset)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_floats_from_minus_1_to_1_are_recognised_and_that_is_said(
    tmp_path: Path, write: Writer, dtype: type
) -> None:
    path = write(tmp_path / "a.h5", data=(IMAGES / 127.5 - 1).astype(dtype))
    with open_dataset([path], SHAPE) as dataset:
        np.testing.assert_array_equal(everything(dataset), IMAGES)
        assert dataset.summary.notes == ("values from -1 to 1 spread over 0 to 255",)


@pytest.mark.parametrize("brightest", [1 + 1e-6, 256 / 255, 1.05])
@pytest.mark.parametrize("darkest", [0, -0.03])
def test_floats_just_outside_of_0_to_1_are_cut_and_that_is_said(
    tmp_path: Path, write: Writer, brightest: float, darkest: float
) -> None:
    images = (IMAGES / 255).astype(np.float32)
    images[:, 0, 0], images[:, 0, 1] = brightest, darkest
    path = write(tmp_path / "a.h5", data=images)
    with open_dataset([path], SHAPE) as dataset:
        read = everything(dataset)
        np.testing.assert_array_equal(read[:, 1:], IMAGES[:, 1:])
        assert (read[:, 0, 0] == 255).all() and (read[:, 0, 1] == 0).all()
        assert any("were cut to 0..1" in note for note in dataset.summary.notes)


def test_true_and_false_are_white_and_black(tmp_path: Path, write: Writer) -> None:
    path = write(tmp_path / "a.h5", data=IMAGES > 127)
    with open_dataset([path], SHAPE) as dataset:
        np.testing.assert_array_equal(everything(dataset), 255 * (IMAGES > 127))


def test_images_of_both_scales_in_one_file_are_refused(tmp_path: Path) -> None:
    mixed = np.zeros((500, *SHAPE), np.float32)
    mixed[3] = 200  # outside the sample that decides the scale
    path = write_h5(tmp_path / "a.h5", data=mixed)
    with (
        pytest.raises(Unreadable, match=r"0\.\.1, as its other images are"),
        open_dataset([path], SHAPE) as dataset,
    ):
        everything(dataset)


@pytest.mark.parametrize("written", [json.dumps(["a", "b", "c", "d"]), ["a", "b", "c", "d"]])
def test_class_names_come_from_the_file(tmp_path: Path, written: str | list[str]) -> None:
    path = write_h5(tmp_path / "a.h5", data=IMAGES, label=LABELS)
    with h5py.File(path, "a") as file:
        file.attrs["class_names"] = written
    with open_dataset([path], SHAPE) as dataset:
        assert dataset.class_names == ("a", "b", "c", "d")


# -- files that nobody vouches for -----------------------------------------------------------


def test_a_data_file_with_links_is_unsafe(tmp_path: Path) -> None:
    write_h5(tmp_path / "secret.h5", data=IMAGES)
    path = tmp_path / "a.h5"
    with h5py.File(path, "w") as file:
        file["data"] = h5py.ExternalLink("secret.h5", "/data")
    with pytest.raises(Unsafe):
        open_dataset([path], SHAPE)


def test_pickled_objects_are_never_loaded(tmp_path: Path) -> None:
    path = write_npz(tmp_path / "a", data=IMAGES, label=np.array([print] * 20, object))
    with open_dataset([path], SHAPE, ignore_labels=True) as dataset:
        np.testing.assert_array_equal(everything(dataset), IMAGES)
    with pytest.raises(Unreadable, match=r"objects of Python.*--ignore-labels"):
        open_dataset([path], SHAPE)
    path = write_npz(tmp_path / "list", images=np.array([print] * 20, object))
    with pytest.raises(Unreadable, match="holds objects of Python in images"):
        open_dataset([path], SHAPE)
    path = write_npz(tmp_path / "b", data=np.array([[[[print]]]], object))
    with pytest.raises(Unreadable, match="holds object"):
        open_dataset([path], SHAPE)


def test_a_zip_bomb_is_unsafe(tmp_path: Path) -> None:
    path = write_compressed_npz(tmp_path / "a", data=np.zeros((1000, 64, 64, 3), np.uint8))
    with pytest.raises(Unsafe, match="out of all proportion"), open_dataset([path], SHAPE) as data:
        data.read([0])


def test_an_array_that_overstates_its_shape_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    write_npz(path, data=IMAGES)
    header = b"'shape': (20, 6, 5, 3)"
    damaged = path.read_bytes().replace(header, b"'shape': (90, 6, 5, 3)")
    path.write_bytes(damaged)
    with pytest.raises(Unreadable), open_dataset([path], SHAPE) as dataset:
        everything(dataset)


def test_column_order_is_explained(tmp_path: Path, write: Writer) -> None:
    path = write_npz(tmp_path / "a", data=np.asfortranarray(IMAGES))
    with pytest.raises(Unreadable, match="ascontiguousarray"), open_dataset([path], SHAPE) as data:
        data.read([0])


@pytest.mark.parametrize("name", ["a.h5", "a.npz", "a.txt"])
def test_other_files_are_refused_in_one_sentence(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"not what it says")
    with pytest.raises(Unreadable, match=name) as refusal:
        open_dataset([path], SHAPE)
    assert "\n" not in str(refusal.value)


def test_cut_off_archives_are_refused(tmp_path: Path) -> None:
    path = write_npz(tmp_path / "a", data=IMAGES)
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(Unreadable, match="damaged"):
        open_dataset([path], SHAPE)


def test_an_archive_of_other_things_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")
        archive.writestr("data.npy", "hello")
    with pytest.raises(Unreadable, match="damaged"):
        open_dataset([path], SHAPE)


def test_a_network_is_not_a_set_of_images(tmp_path: Path) -> None:
    path = tmp_path / "net.h5"
    with h5py.File(path, "w") as file:
        file.create_group("model_weights")
    with pytest.raises(Unreadable, match="is a network"):
        open_dataset([path], SHAPE)


def test_missing_paths_are_named(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"gone\.h5"):
        open_dataset([tmp_path / "gone.h5"], SHAPE)


# -- labels ---------------------------------------------------------------------------------


@given(
    labels=st.lists(st.integers(0, 9), min_size=1, max_size=30),
    form=st.sampled_from(["flat", "column", "one-hot", "float", "bool one-hot", "uint8"]),
)
def test_every_form_of_labels_gives_the_same(labels: list[int], form: str) -> None:
    flat = np.array(labels)
    stored = {
        "flat": flat,
        "column": flat[:, None],
        "one-hot": np.eye(10)[flat],
        "float": flat.astype(np.float64),
        "bool one-hot": np.eye(10, dtype=bool)[flat],
        "uint8": flat.astype(np.uint8),
    }[form]
    parsed = read_labels(stored, len(labels), "a.h5")
    assert parsed.dtype == np.int64
    assert parsed.tolist() == labels


@pytest.mark.parametrize(
    "labels",
    [
        np.arange(19),
        np.arange(20) - 1,
        np.arange(20) + 0.5,
        np.full(20, np.nan),
        np.full(20, 2**60),
        np.full((20, 4), 0.25),
        np.zeros((20, 4)),
        np.zeros((20, 2, 2)),
        np.full(20, 1j),
        np.array(["cat"] * 19, "S3"),
        np.int64(3),
    ],
)
def test_other_labels_are_refused_and_can_be_ignored(
    tmp_path: Path, write: Writer, labels: np.ndarray
) -> None:
    path = write(tmp_path / "a.h5", data=IMAGES, label=labels)
    with pytest.raises(Unreadable, match="--ignore-labels"):
        open_dataset([path], SHAPE)
    with open_dataset([path], SHAPE, ignore_labels=True) as dataset:
        assert dataset.labels is None
        assert not dataset.summary.labelled


def test_labels_beyond_the_networks_classes_name_the_way_out(tmp_path: Path) -> None:
    path = write_h5(tmp_path / "a.h5", data=IMAGES, label=LABELS)
    with open_dataset([path], SHAPE, classes=4):
        pass
    with pytest.raises(Unreadable, match=r"up to 3, but the network has 3.*--ignore-labels"):
        open_dataset([path], SHAPE, classes=3)


# -- folders and pictures ---------------------------------------------------------------------


def test_a_flat_folder_carries_no_labels(tmp_path: Path) -> None:
    write_pictures(tmp_path / "set", IMAGES)
    (tmp_path / "set" / "notes.txt").write_text("hello")
    (tmp_path / "set" / "._000.png").write_bytes(b"macOS leaves these")
    with open_dataset([tmp_path / "set"], SHAPE) as dataset:
        assert dataset.labels is None
        np.testing.assert_array_equal(everything(dataset), IMAGES)
        assert dataset.origin(3) == (tmp_path / "set" / "003.png", 0)


def test_class_folders_are_labels_in_order_of_name(tmp_path: Path) -> None:
    write_pictures(tmp_path / "set" / "dog", IMAGES[:2])
    write_pictures(tmp_path / "set" / "cat", IMAGES[2:5])
    write_pictures(tmp_path / "set" / ".trash", IMAGES[:1])
    with open_dataset([tmp_path / "set"], SHAPE) as dataset:
        assert dataset.class_names == ("cat", "dog")
        np.testing.assert_array_equal(dataset.labels, [0, 0, 0, 1, 1])
        np.testing.assert_array_equal(everything(dataset), IMAGES[[2, 3, 4, 0, 1]])
        assert "2 folders" in dataset.summary.notes[0]


def test_class_folders_named_by_numbers_are_those_labels(tmp_path: Path) -> None:
    write_pictures(tmp_path / "set" / "00010", IMAGES[:1])
    write_pictures(tmp_path / "set" / "00002", IMAGES[1:2])
    with open_dataset([tmp_path / "set"], SHAPE) as dataset:
        np.testing.assert_array_equal(dataset.labels, [2, 10])
        assert dataset.class_names is None


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="holds no pictures"):
        open_dataset([tmp_path], SHAPE)


def test_pictures_in_folders_that_are_not_read_are_named_when_screened(tmp_path: Path) -> None:
    beside = write_pictures(tmp_path / "set", IMAGES[:2])
    write_pictures(beside / "more", IMAGES[:1])
    (beside / "notes").mkdir()
    of_classes = tmp_path / "classes"
    write_pictures(of_classes / "0", IMAGES[:2])
    write_pictures(of_classes / "0" / "deeper", IMAGES[:1])
    for folder, name in ((beside, "set/more"), (of_classes, "0/deeper")):
        opened, *left_out = open_inputs([folder], SHAPE)
        assert isinstance(opened, Dataset) and len(opened) == 2
        (why,) = [each.why for each in left_out if isinstance(each, Unscreened)]
        assert f"pictures in {name} are not screened" in why
    with open_dataset([beside], SHAPE) as dataset:
        assert len(dataset) == 2


def test_links_that_lead_to_no_file_are_named_and_counted(tmp_path: Path) -> None:
    folder = write_pictures(tmp_path / "set", IMAGES[:3])
    (folder / "gone.png").symlink_to(tmp_path / "nowhere.png")
    (folder / "here.png").symlink_to(next(folder.glob("0*.png")))
    with open_dataset([folder], SHAPE) as dataset:
        assert len(dataset) == 4
        assert dataset.summary.notes == ("links to files that do not exist are left out: 1",)
    _, left_out = open_inputs([folder], SHAPE)
    assert isinstance(left_out, Unscreened) and left_out.path == str(folder / "gone.png")
    assert left_out.why == "gone.png is a link to a file that does not exist."


def test_pictures_that_are_not_decoded_are_named_and_counted(tmp_path: Path) -> None:
    folder = write_pictures(tmp_path / "set", IMAGES[:3])
    (folder / "a.heic").write_bytes(b"\0\0\0 ftypheic")
    (folder / "b.TGA").write_bytes(bytes(20))
    with open_dataset([folder], SHAPE) as dataset:
        np.testing.assert_array_equal(everything(dataset), IMAGES[:3])
        (note,) = dataset.summary.notes
        assert "2 of 5 pictures left out: a.heic, b.TGA" in note
    opened, *left_out = open_inputs([folder, folder / "b.TGA"], SHAPE)
    assert isinstance(opened, Dataset)
    whys = [each.why for each in left_out if isinstance(each, Unscreened)]
    assert [why.split(",")[0] for why in whys] == [
        "a.heic is a HEIC picture",
        "b.TGA is a TGA picture",
        "b.TGA is a TGA picture",
    ]
    for path in folder.glob("*.png"):
        path.unlink()
    with pytest.raises(Unreadable, match=r"only pictures that GoodNet does not decode: a\.heic"):
        open_dataset([folder], SHAPE)


def test_labels_come_from_a_csv_in_a_folder_or_beside_it(tmp_path: Path) -> None:
    folder = write_pictures(tmp_path / "set", IMAGES[:3])
    rows = ["id,FileName,Class", "7,images/002.png,wolf", "8,000.png,ant", "9,001,wolf"]
    (tmp_path / "set.csv").write_text("\n".join(rows))
    with open_dataset([folder], SHAPE) as dataset:
        np.testing.assert_array_equal(dataset.labels, [0, 1, 1])
        assert dataset.class_names == ("ant", "wolf")
        assert dataset.summary.notes[0] == "labels read from set.csv"
    (folder / "labels.csv").write_text("000.png,4\n001.png,0\n002.png,1\n")
    with open_dataset([folder], SHAPE) as dataset:
        np.testing.assert_array_equal(dataset.labels, [4, 0, 1])
        assert dataset.class_names is None
    with open_dataset([folder], SHAPE, ignore_labels=True) as dataset:
        assert dataset.labels is None
    (folder / "labels.csv").write_text("file,true_label,sticker\n000.png,4,1\n")
    with open_dataset([folder], SHAPE) as dataset:  # of something else
        assert dataset.labels is None
        assert "no labels read from labels.csv" in dataset.summary.notes[0]
    (folder / "labels.csv").write_text("000.png,4\n001.png,0\n")
    with open_dataset([folder], SHAPE) as dataset:
        assert dataset.labels is None
        assert "labels.csv has not all pictures" in dataset.summary.notes[0]
    (folder / "labels.csv").write_text("000.png,4\n000.png,5\n")
    with pytest.raises(LabelsDoNotFit, match=r"gives 000\.png two labels"):
        open_dataset([folder], SHAPE)


@pytest.mark.parametrize(
    ("text", "labels", "names"),
    [
        ("id,breed\n000,wolf\n001,ant\n002,wolf\n", [1, 0, 1], ("ant", "wolf")),
        ("Filename;Width;ClassId\n000.png;9;5\n001.png;9;7\n002.png;9;5\n", [5, 7, 5], None),
        (
            "Width,ClassId,Path\n9,2,s/000.png\n9,0,s/001.png\n9,1,s/002.png\n",
            [2, 0, 1],
            None,
        ),
        ("image\tlabel\n000.png\t2\n001.png\t0\n002.png\t1\n", [2, 0, 1], None),
        ("image,cat,dog\n000,0.0,1.0\n001,1.0,0.0\n002,0,1\n", [1, 0, 1], None),
    ],
)
def test_tables_as_competitions_give_them(
    tmp_path: Path, text: str, labels: list[int], names: tuple[str, ...] | None
) -> None:
    folder = write_pictures(tmp_path / "set", IMAGES[:3])
    (tmp_path / "all_labels.csv").write_text(text)
    with open_dataset([folder], SHAPE) as dataset:
        np.testing.assert_array_equal(dataset.labels, labels)
        assert dataset.class_names == names
    (tmp_path / "train").mkdir()
    folder.rename(tmp_path / "train" / "images")
    (tmp_path / "all_labels.csv").rename(tmp_path / "train" / "labels.csv")
    with open_dataset([tmp_path / "train"], SHAPE) as dataset:  # one folder is no class
        np.testing.assert_array_equal(dataset.labels, labels)


def test_a_table_beside_a_folder_that_is_about_something_else_is_left_alone(tmp_path: Path) -> None:
    folder = write_pictures(tmp_path / "set", IMAGES[:3])
    for data in (b"\xff\xfe\x00", b"date,price\n1,2\n", b"000.png,1\n000.png,2\n"):
        (tmp_path / "other.csv").write_bytes(data)
        with open_dataset([folder], SHAPE) as dataset:
            assert (dataset.labels, dataset.summary.notes) == (None, ())


def test_folders_inside_of_class_folders_are_counted(tmp_path: Path) -> None:
    for name in ("a", "a/deeper", "b"):
        write_pictures(tmp_path / "set" / name, IMAGES[:2])
    with open_dataset([tmp_path / "set"], SHAPE) as dataset:
        assert dataset.summary.notes[0] == "folders inside of the class folders are not read: 1"


@given(
    st.binary(max_size=200)
    | st.text(alphabet='a,"\n\r\0file1label.png', max_size=200).map(str.encode)
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_table_is_read_or_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    try:
        table = read_table(path)
    except LabelsDoNotFit:
        return
    assert all(isinstance(text, str) for pair in table.items() for text in pair)


@pytest.mark.parametrize("inner", ["train/cat", "train"])
def test_a_parent_of_train_and_val_says_which_folder_to_give(tmp_path: Path, inner: str) -> None:
    write_pictures(tmp_path / "set" / inner, IMAGES[:3])
    write_pictures(tmp_path / "set" / inner.replace("train", "val"), IMAGES[:3])
    with pytest.raises(Unreadable, match="give one of its folders: set/train, set/val"):
        open_dataset([tmp_path / "set"], SHAPE)


def test_pictures_of_another_size_are_resized_and_that_is_said(tmp_path: Path) -> None:
    path = write_pictures(tmp_path / "set", IMAGES[:1]) / "000.png"
    with open_dataset([path], (3, 5, 3)) as dataset:
        assert dataset.summary.notes == ("resized from 6 x 5 to 3 x 5",)
        np.testing.assert_array_equal(dataset.read([0]), resize(IMAGES[:1], 3, 5))


def test_pictures_of_other_shapes_are_counted_and_fitted_as_wished(tmp_path: Path) -> None:
    wide = np.zeros((3, 10, 30, 3), np.uint8)
    wide[:, :, 10:20], wide[:, :, :10] = 200, 90
    folder = write_pictures(tmp_path / "set", wide)
    expected = {
        "squash": ([90, 200, 0], "3 of 3 examined pictures are 10 x 30; all are resized"),
        "crop": ([200, 200, 200], "all are cut to the middle and resized to 10 x 10"),
        "pad": ([0, 200, 0], "all are resized and padded with black to 10 x 10"),
    }
    array = write_h5(tmp_path / "a.h5", data=wide)
    for fit, (row, said) in expected.items():
        with open_dataset([folder], (10, 10, 3), resize=fit) as dataset:  # pyright: ignore
            assert said in dataset.summary.notes[0]
            images = dataset.read([0, 2])
            top_or_middle = images[:, 0 if fit == "pad" else 5, :, 0]
            if fit == "pad":
                assert (top_or_middle == 0).all() and (images[:, 5, 5, 0] == 200).all()
            else:
                np.testing.assert_array_equal(top_or_middle[:, [1, 5, 8]], [row, row])
        with open_dataset([array], (10, 10, 3), resize=fit) as dataset:  # pyright: ignore
            np.testing.assert_array_equal(dataset.read([0, 2]), images)


# -- several sources ----------------------------------------------------------------------------


def test_sources_follow_one_another(tmp_path: Path) -> None:
    one = write_h5(tmp_path / "one.h5", data=FIRST[:8], label=LABELS[:8])
    two = write_npz(tmp_path / "two", data=IMAGES[8:], label=LABELS[8:])
    with open_dataset([one, two], SHAPE) as dataset:
        np.testing.assert_array_equal(everything(dataset), IMAGES)
        np.testing.assert_array_equal(dataset.labels, LABELS)
        assert dataset.origin(7) == (one, 7)
        assert dataset.origin(8) == (two, 0)
        assert dataset.summary.paths == (str(one), str(two))


def test_any_order_may_be_asked_for(tmp_path: Path) -> None:
    one = write_h5(tmp_path / "one.h5", data=FIRST[:8])
    two = write_npz(tmp_path / "two", data=IMAGES[8:])
    with open_dataset([one, two], SHAPE) as dataset:

        @settings(deadline=None, max_examples=100)
        @given(indices=st.lists(st.integers(0, 19), max_size=40))
        def check(indices: list[int]) -> None:
            np.testing.assert_array_equal(dataset.read(indices), IMAGES[indices])

        check()


def test_an_index_beyond_the_images_is_an_error(tmp_path: Path) -> None:
    path = write_h5(tmp_path / "a.h5", data=IMAGES)
    with open_dataset([path], SHAPE) as dataset, pytest.raises(IndexError):
        dataset.read([20])


def test_half_labelled_data_counts_as_unlabelled(tmp_path: Path) -> None:
    one = write_h5(tmp_path / "one.h5", data=IMAGES, label=LABELS)
    two = write_h5(tmp_path / "two.h5", data=IMAGES)
    with open_dataset([one, two], SHAPE) as dataset:
        assert dataset.labels is None
        assert dataset.summary.notes == ("labels left out, because two.h5 has none",)


def test_notes_on_several_sources_name_them_and_can_be_translated(tmp_path: Path) -> None:
    one = write_h5(tmp_path / "one.h5", data=IMAGES, age=LABELS)
    two = write_h5(tmp_path / "two.h5", data=IMAGES, age=LABELS)
    with open_dataset([one, two], SHAPE) as dataset:
        notes = dataset.summary.notes
        assert notes == ("one.h5: labels read from age", "two.h5: labels read from age")
        assert all(isinstance(note, Sentence) for note in notes)


def test_folders_that_name_classes_differently_do_not_mix(tmp_path: Path) -> None:
    write_pictures(tmp_path / "a" / "cat", IMAGES[:1])
    write_pictures(tmp_path / "b" / "dog", IMAGES[:1])
    folders = [tmp_path / "a", tmp_path / "b"]
    with pytest.raises(Unreadable, match="name their classes differently"):
        open_dataset(folders, SHAPE)
    with open_dataset(folders, SHAPE, ignore_labels=True) as dataset:
        assert len(dataset) == 2


# -- screening --------------------------------------------------------------------------------


def test_a_broken_picture_does_not_stop_the_others(tmp_path: Path) -> None:
    folder = write_pictures(tmp_path / "set", IMAGES[:5])
    (folder / "002.png").write_bytes(b"broken")
    with open_dataset([folder], SHAPE) as dataset:
        batches = list(dataset.readable_batches(size=4))
    assert [batch.indices.tolist() for batch in batches] == [[0, 1, 3], [4]]
    np.testing.assert_array_equal(batches[0].images, IMAGES[[0, 1, 3]])
    (left_out,) = batches[0].unscreened
    assert left_out.path == str(folder / "002.png")
    assert "002.png is not a PNG" in left_out.why
    with open_dataset([folder], SHAPE) as dataset, pytest.raises(Unreadable, match=r"002\.png"):
        everything(dataset)


def test_inputs_come_one_after_another_and_broken_ones_say_why(tmp_path: Path) -> None:
    folder = write_pictures(tmp_path / "set", IMAGES[:3])
    data = write_h5(tmp_path / "a.h5", data=IMAGES, label=LABELS)
    broken = tmp_path / "b.npz"
    broken.write_bytes(b"broken")
    pictures = [folder / "000.png", folder / "001.png"]
    inputs = open_inputs([*pictures, data, broken, folder, tmp_path / "gone"], SHAPE, classes=4)
    seen = [
        (item.path, item.why) if isinstance(item, Unscreened) else everything(item).shape[0]
        for item in inputs
    ]
    assert seen[:2] == [2, 20]
    assert seen[3] == 3
    assert seen[2][0] == str(broken)
    assert "gone" in seen[4][1]


# -- memory and real data -------------------------------------------------------------------------


def peak_of_reading(path: Path) -> int:
    with open_dataset([path], (32, 32, 3)) as dataset:
        tracemalloc.start()
        try:
            for _ in dataset.batches():
                pass
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()


@pytest.mark.parametrize("suffix", [".h5", ".npz"])
def test_memory_does_not_grow_with_the_file(tmp_path: Path, suffix: str) -> None:
    peaks = []
    for count in (2_000, 20_000):
        images = np.broadcast_to(np.arange(32, dtype=np.uint8), (count, 3, 32, 32))
        path = tmp_path / f"{count}{suffix}"
        (write_h5 if suffix == ".h5" else write_npz)(path, data=images)
        peaks.append(peak_of_reading(path))
    assert peaks[1] < 1.1 * peaks[0] + 2**20
    assert peaks[1] < 2**25


def test_real_csaw_and_face_files_are_read(shared_data: Path) -> None:
    for path in sorted([*shared_data.glob("csaw/*.h5"), *shared_data.glob("faces/*.h5")]):
        with open_dataset([path], (55, 47, 3), classes=1283) as dataset, h5py.File(path) as file:
            some = np.arange(0, len(dataset), max(1, len(dataset) // 10))
            np.testing.assert_array_equal(
                dataset.read(some), np.asarray(file["data"])[some].transpose(0, 2, 3, 1)
            )
            np.testing.assert_array_equal(dataset.labels, file["label"])
            assert dataset.summary.notes == ()
            assert (dataset.class_names is not None) == ("faces" in path.parts)


def test_the_image_that_is_damaged_is_named(tmp_path):
    path = tmp_path / "d.h5"
    images = np.random.default_rng(0).integers(0, 256, (9, 6, 5, 3), np.uint8)
    with h5py.File(path, "w") as file:
        data = file.create_dataset("data", data=images, chunks=(1, 6, 5, 3), compression="gzip")
        chunk = data.id.get_chunk_info(4)
    raw = bytearray(path.read_bytes())
    raw[chunk.byte_offset : chunk.byte_offset + chunk.size] = b"\xff" * chunk.size
    path.write_bytes(raw)
    with open_dataset([path], (6, 5, 3)) as dataset:
        kept = np.array([0, 2, 3, 7])
        np.testing.assert_array_equal(dataset.read(kept), images[kept])
        with pytest.raises(Unreadable, match=r"d\.h5 is damaged: image 4 cannot be read"):
            dataset.read(np.array([0, 2, 4, 7]))


def test_sizes_are_those_of_the_files_and_not_of_the_network(tmp_path):
    images = np.zeros((3, 10, 30, 3), np.uint8)
    for path in (
        write_pictures(tmp_path / "set", images),
        write_h5(tmp_path / "a.h5", data=images),
    ):
        with open_dataset([path], (10, 10, 3)) as dataset:
            assert set(dataset.sizes()) == {(10, 30)}
            assert dataset.summary.image_shape == (10, 10, 3)
