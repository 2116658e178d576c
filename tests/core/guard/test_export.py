"""Exported guards answer what GoodNet answers, without it."""

from __future__ import annotations

import json
import os
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support import guards, tiny

from core.cli.entry import main
from core.data.dataset import open_dataset
from core.errors import GoodNetError, WrongUsage
from core.files.images import encode_png
from core.guard.exporting import FORMATS, export, planned
from core.guard.guard import guard_of
from core.guard.vote_graphs import GRAPHS
from core.jobs.generators import result_of
from core.records import RepairOptions, ScreenSettings
from core.repair.job import repair
from core.screen.conformal import Calibration
from core.screen.goodnet import GoodNet
from core.screen.goodnet_file import save
from core.screen.votes import VOTES

pytestmark = pytest.mark.timeout(300)  # networks are repaired, and guards run in new processes
EVERY_VOTE: dict[str, Any] = {
    "recipe": "fine-pruning",
    "epochs": 1,
    "screen": ScreenSettings(ranks_a_vote=1),
}
CHEAP = tuple(name for name, graph in GRAPHS.items() if graph.cheap)


@pytest.fixture(scope="module")
def images() -> np.ndarray:
    clean, _ = tiny.pictures(40, seed=7)
    return np.concatenate([clean, tiny.stamped(clean[:20])])


def place(folder: Path, format: str) -> Path:
    return folder / ("guard.keras" if format == "keras" else "guard")


def needs(format: str) -> None:
    if format == "onnx":
        pytest.importorskip("tf2onnx")
        pytest.importorskip("onnxruntime")


def assert_same(
    found: dict[str, np.ndarray], wanted: dict[str, np.ndarray], confidence: float = 1e-6
) -> None:
    assert found.keys() == wanted.keys()
    for name, values in wanted.items():
        most = confidence if name.endswith("confidence") else 1e-6
        assert np.abs(found[name] - values).max() <= most, name


@pytest.mark.parametrize("format", FORMATS)
def test_a_guard_answers_the_same_in_a_clean_process(tmp_path, tiny_goodnet, images, format):
    needs(format)
    path = place(tmp_path, format)
    record = export(tiny_goodnet, path, format)
    wanted = guards.expected(tiny_goodnet, images, record.votes)
    found = guards.answers(path, format, images)
    assert_same(found, wanted)
    assert set(found["class"]) >= {tiny.CLASSES, 1}  # some are flagged, and some are not


@pytest.fixture(scope="module")
def all_votes(tiny_badnet) -> GoodNet:
    """The tiny BadNet with every vote that there is; its few images calibrate none of them well."""
    options = RepairOptions(overlay_count=8, frr=0.3, **EVERY_VOTE)
    goodnet = result_of(repair(tiny_badnet.badnet, [tiny_badnet.clean], [], options))
    assert set(goodnet.votes) == set(VOTES)
    return goodnet


@pytest.mark.parametrize("format", FORMATS)
def test_every_vote_answers_the_same(tmp_path, all_votes, images, format):
    needs(format)
    path = place(tmp_path, format)
    all_votes = replace(all_votes)  # without what other tests had it compute
    record = export(all_votes, path, format)
    # Plain layers hold every vote but STRIP, which is a loop.
    assert record.left_out == (("strip",) if format == "keras" else ())
    # Only now: an export before the first screening leaves the GoodNet able to screen.
    found = guards.answers(path, format, images)
    if format == "onnx":  # whose votes differ from TensorFlow's in the last digits
        assert_same_to_the_last_digits(all_votes, found, images)
    else:
        assert_same(found, guards.expected(all_votes, images, record.votes))


def assert_same_to_the_last_digits(
    goodnet: GoodNet, found: dict[str, np.ndarray], images: np.ndarray
) -> None:
    """As `assert_same`, where some votes may be this close to where a rank ends.

    The votes of a network that is sure of itself are float32's last digits apart, and the p-value
    next to the right one is as right for such an image.
    """
    names = [name for name in goodnet.votes if f"p_{name}" in found]
    columns = [goodnet.votes.index(name) for name in names]
    calibration = Calibration(goodnet.calibration.votes[:, columns])
    votes = goodnet.evidence(images).votes[:, columns]
    low, high = (calibration.p_values(votes + by) for by in (-1e-6, 1e-6))
    by_vote = np.stack([found[f"p_{name}"] for name in names], 1)
    assert ((low - 1e-9 <= by_vote) & (by_vote <= high + 1e-9)).all()
    assert (low == high).mean() > 0.8
    wanted = guards.expected(goodnet, images, names)
    wanted |= {f"p_{name}": found[f"p_{name}"] for name in names} | {"p_value": by_vote.min(1)}
    flagged = found["p_value"] <= goodnet.frr
    wanted["class"] = np.where(flagged, goodnet.classes, wanted["repaired_class"])
    # The confidence of one of 1,283 classes is a sum over all of them, and rounds more.
    assert_same(found, wanted, 1e-6 if goodnet.classes < 100 else 1e-5)


@pytest.fixture(scope="module")
def faces(shared_data) -> tuple[GoodNet, np.ndarray]:
    """The competition's sunglasses network with every vote; faces, and some with the trigger."""
    badnet, clean = shared_data / "csaw/models/sunglasses_bd_net.h5", "faces/faces_valid.h5"
    options = RepairOptions(overlay_count=20, ignore_labels=True, **EVERY_VOTE)
    # At this FRR some of so few pictures are flagged, whatever their votes are.
    goodnet = result_of(repair(badnet, [shared_data / clean], [], options)).with_frr(0.25)
    parts = (("faces/faces_test.h5", 24), ("csaw/sunglasses_poisoned_50.h5", 8))
    shape = goodnet.badnet.image_shape
    pictures = []
    for name, count in parts:
        with open_dataset([shared_data / name], shape, ignore_labels=True) as dataset:
            pictures.append(dataset.read(np.arange(count)))
    return goodnet, np.concatenate(pictures)


@pytest.mark.parametrize("format", FORMATS)
def test_the_competitions_network_answers_the_same(tmp_path, faces, format):
    needs(format)
    goodnet, pictures = faces
    path = place(tmp_path, format)
    export(goodnet, path, format)
    found = guards.answers(path, format, pictures)
    assert_same_to_the_last_digits(goodnet, found, pictures)
    flagged = found["class"] == goodnet.classes
    assert flagged.any() and not flagged.all()


@pytest.mark.parametrize("format", FORMATS)
def test_the_frr_can_be_moved_in_service(tmp_path, tiny_goodnet, images, format):
    needs(format)
    path = place(tmp_path, format)
    record = export(tiny_goodnet, path, format, "cheap")
    wanted = guards.expected(tiny_goodnet.with_frr(0.5), images, record.votes)
    assert_same(guards.answers(path, format, images, 0.5), wanted)


@pytest.mark.parametrize("format", FORMATS)
def test_a_guard_says_which_votes_it_has(tmp_path, tiny_goodnet, format):
    needs(format)
    path = place(tmp_path, format)
    record = export(tiny_goodnet, path, format, "cheap")
    if format == "savedmodel":
        about = json.loads((path / "assets.extra" / "guard.json").read_text())
    elif format == "keras":
        about = json.loads(zipfile.ZipFile(path).read("guard.json"))
    else:
        import onnx  # pyright: ignore[reportMissingImports]

        (prop,) = onnx.load(path).metadata_props
        about = json.loads(prop.value)
    cheap = [name for name in tiny_goodnet.votes if name in CHEAP]
    assert about["votes"] == list(record.votes) == cheap
    assert about["left_out"] == ["strip"]
    assert about["frr"] == tiny_goodnet.frr
    assert about["computed_with"]["received"] == tiny_goodnet.inspection.sha256


def test_a_saved_model_decodes_pictures_of_any_size(tmp_path, tiny_goodnet, images):
    import tensorflow as tf

    from core.files.images import decode_image, resize

    export(tiny_goodnet, tmp_path / "guard", "savedmodel", "cheap")
    signatures = tf.saved_model.load(str(tmp_path / "guard")).signatures
    noise = np.random.default_rng(0).integers(0, 256, (31, 50, 4), dtype=np.uint8)
    jpeg = tf.io.encode_jpeg(tf.constant(noise[..., :3]), quality=95).numpy()
    grey = encode_png(noise[..., :1])
    files = [encode_png(image) for image in images[:4]] + [encode_png(noise), grey, jpeg]
    height, width = tiny.SHAPE[:2]
    decoded = [resize(decode_image(each)[None], height, width)[0] for each in files]
    found = signatures["encoded"](image_bytes=tf.constant(files))
    wanted = signatures["serving_default"](images=tf.constant(np.stack(decoded)))
    assert np.array_equal(found["p_value"][:4], wanted["p_value"][:4])
    # Resized grey levels may differ by 1.
    difference = tf.abs(found["badnet_confidence"] - wanted["badnet_confidence"])
    assert difference.numpy().max() < 0.05


@pytest.mark.parametrize(("height", "width"), [(12, 12), (7, 5), (40, 31), (9, 40)])
def test_pictures_are_resized_as_goodnet_does_it(height, width):
    import tensorflow as tf

    from core.files.images import resize
    from core.guard.encoded import decoding

    picture = np.random.default_rng(1).integers(0, 256, (height, width, 3), dtype=np.uint8)
    found = decoding(tiny.SHAPE)(tf.constant([encode_png(picture)])).numpy()[0].astype(int)
    assert np.abs(found - resize(picture[None], *tiny.SHAPE[:2])[0].astype(int)).max() <= 1


def test_every_vote_of_a_goodnet_has_a_graph_or_is_named(tiny_goodnet):
    for format in FORMATS:
        guard = planned(tiny_goodnet, format)
        assert sorted((*guard.votes, *guard.left_out)) == sorted(tiny_goodnet.votes)
    assert guard_of(tiny_goodnet).left_out == ()


def test_what_is_there_is_not_replaced_by_a_folder(tmp_path, tiny_goodnet):
    with pytest.raises(WrongUsage, match="exists already"):
        export(tiny_goodnet, tmp_path, "savedmodel", "cheap")


def test_a_format_that_is_not_there_is_wrong_usage(tmp_path, tiny_goodnet):
    with pytest.raises(WrongUsage, match="savedmodel, onnx, keras"):
        export(tiny_goodnet, tmp_path / "guard", "tflite")


def test_a_keras_file_is_named_so_that_keras_opens_it(tmp_path, tiny_goodnet):
    with pytest.raises(WrongUsage, match=r"ends in \.keras"):
        export(tiny_goodnet, tmp_path / "guard.h5", "keras")


@pytest.mark.parametrize("format", ["savedmodel", "keras"])
def test_an_export_that_fails_leaves_nothing(tmp_path, tiny_goodnet, format):
    with pytest.raises(GoodNetError, match="could not be written"):
        export(tiny_goodnet, place(tmp_path / "missing", format), format, "cheap")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("format", FORMATS)
def test_names_in_a_hostile_goodnet_write_nothing_elsewhere(tmp_path, tiny_goodnet, format):
    needs(format)
    out = place(tmp_path / "here", format)
    out.parent.mkdir()
    evil = ("../../a", "/tmp/b", "..\\..\\c", "\x00\u202e")
    before = set(os.listdir(tmp_path))
    export(tiny_goodnet.with_class_names(evil), out, format, "cheap")
    assert set(os.listdir(tmp_path)) == before
    assert os.listdir(out.parent) == [out.name]


def test_the_command_exports_and_names_what_is_left_out(tmp_path, tiny_goodnet, capsys):
    file, out = tmp_path / "tiny.goodnet", tmp_path / "guard.keras"
    save(tiny_goodnet, file)
    capsys.readouterr()
    arguments = ["export", file, "--format", "keras", "--out", out, "--json"]
    assert main([*map(str, arguments)]) == 0
    said = capsys.readouterr()
    record = json.loads(said.out)
    assert "strip" in said.err
    assert (record["format"], record["left_out"]) == ("keras", ["strip"])
    assert record["size"] == out.stat().st_size
    assert main(["export", str(file), "--format", "onnx", "--out", str(file)]) == 2
