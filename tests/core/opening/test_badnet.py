"""Inspecting and loading model files: honest ones of every make, and hostile ones."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from support import hostile, legacy, networks
from support.hostile import layer, plain_layers, plain_weights, sequential, write_h5, write_zip
from support.in_process import InProcess

from core.errors import Unreadable, Unsafe
from core.opening import badnet
from core.records import Inspection

CSAW = ("anonymous_1", "anonymous_2", "lab3", "multi_trigger_multi_target", "sunglasses")


def images(model: Any, count: int = 4) -> np.ndarray:
    draw = np.random.default_rng(1).random
    return draw((count, *model.input_shape[1:])).astype(np.float32)


def answers(model: Any, batch: np.ndarray) -> np.ndarray:
    return np.asarray(model(batch, training=False))


# -- honest files -------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["h5", "keras"])
@pytest.mark.parametrize("name", networks.NETWORKS)
def test_a_loaded_network_answers_as_the_original(tmp_path: Path, name: str, suffix: str) -> None:
    model = networks.randomized(networks.NETWORKS[name]())
    path = tmp_path / f"model.{suffix}"
    model.save(path)
    batch = images(model)
    loaded = badnet.load(path)
    np.testing.assert_allclose(answers(loaded, batch), answers(model, batch), atol=2e-5, rtol=1e-4)
    inspection = badnet.inspect(path)
    assert inspection.safe
    assert inspection.parameters == model.count_params()
    assert inspection.classes == model.output_shape[-1]
    assert inspection.output == ("logits" if name == "resnet" else "softmax")


@pytest.mark.parametrize("version", legacy.CONFIGS)
def test_legacy_files_answer_as_the_keras_3_original(tmp_path: Path, version: str) -> None:
    model = networks.randomized(legacy.original())
    weights = {each.name: each.get_weights() for each in model.layers if each.get_weights()}
    path = write_h5(tmp_path / "old.h5", legacy.CONFIGS[version], weights, keras_version=version)
    loaded = badnet.load(path)
    batch = images(model)
    np.testing.assert_allclose(answers(loaded, batch), answers(model, batch), atol=1e-6)
    assert badnet.inspect(path).keras_version == version


def test_content_decides_not_the_name(tmp_path: Path) -> None:
    zipped = write_zip(tmp_path / "model.keras", {}).rename(tmp_path / "model.h5")
    assert badnet.inspect(zipped).safe
    plain = hostile.plain(tmp_path).rename(tmp_path / "model.keras")
    assert badnet.inspect(plain).safe


def test_a_lambda_is_not_counted_among_the_plain_layers(tmp_path: Path) -> None:
    path = hostile.lambda_in_a_zip(tmp_path, tmp_path / "marker")
    classes, code, *_ = badnet.inspect(path).checks
    assert (classes.passed, code.passed, code.detail) == (False, False, "1 found")
    plain, every = map(int, re.findall(r"\d+", classes.detail))
    assert classes.detail.endswith("are plain Keras layers") and plain == every - 1


def test_inspection_has_eight_checks_and_all_facts(tmp_path: Path) -> None:
    inspection = badnet.inspect(hostile.plain(tmp_path))
    assert len(inspection.checks) == 8
    assert all(check.passed for check in inspection.checks)
    assert inspection.input_shape == inspection.image_shape == (8, 8, 3)
    assert inspection.layers[-1].detail == "softmax"
    assert inspection.default_layer == "conv"
    assert len(inspection.sha256) == 64


def test_inspection_needs_no_tensorflow_and_little_time(tmp_path: Path) -> None:
    path = hostile.plain(tmp_path)
    code = (
        "import sys; from core.opening import badnet; "
        f"assert badnet.inspect({str(path)!r}).safe; "
        "assert not {'tensorflow', 'keras', 'cv2', 'PySide6'} & set(sys.modules)"
    )
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[3])
        seconds.append(time.perf_counter() - start)
    assert min(seconds) < 2


def test_the_training_config_is_seen_and_ignored(tmp_path: Path) -> None:
    def change(file: h5py.File) -> None:
        file.attrs["training_config"] = '{"loss": {"class_name": "Lambda"}}'

    path = write_h5(tmp_path / "t.h5", sequential(*plain_layers()), change=change)
    inspection = badnet.inspect(path)
    assert inspection.safe
    assert inspection.checks[-1].detail == "present, ignored"


@pytest.mark.parametrize("channels", [1, 2, 3, 4])
def test_one_to_four_channels_and_channels_first(tmp_path: Path, channels: int) -> None:
    first = layer(
        "Conv2D", "conv", filters=4, kernel_size=3, data_format="channels_first",
        batch_input_shape=[None, channels, 8, 8],
    )  # fmt: skip
    config = sequential(first, *plain_layers()[1:])
    weights = plain_weights()
    weights["conv"][0] = np.ones((3, 3, channels, 4))
    inspection = badnet.inspect(write_h5(tmp_path / "c.h5", config, weights))
    assert inspection.input_shape == (channels, 8, 8)
    assert inspection.image_shape == (8, 8, channels)


@pytest.mark.parametrize("name", CSAW)
def test_the_competition_networks_are_safe(shared_data: Path, name: str) -> None:
    inspection = badnet.inspect(shared_data / "csaw" / "models" / f"{name}_bd_net.h5")
    assert inspection.safe
    assert (inspection.classes, inspection.parameters) == (1283, 601_643)
    assert inspection.default_layer == "conv_3"
    assert inspection.output == "softmax"


@pytest.mark.parametrize(
    ("model", "data", "scale", "accuracy"),
    [
        ("sunglasses", "clean_test_50", 255, 0.92),
        ("sunglasses", "sunglasses_poisoned_50", 255, 1.0),
        ("anonymous_1", "clean_test_50", 255, 0.94),
        ("multi_trigger_multi_target", "clean_test_50", 255, 0.86),
        ("lab3", "clean_test_50", 1, 0.98),
    ],
)
def test_the_competition_networks_answer_as_measured(
    shared_data: Path, model: str, data: str, scale: int, accuracy: float
) -> None:
    network = badnet.load(shared_data / "csaw" / "models" / f"{model}_bd_net.h5")
    with h5py.File(shared_data / "csaw" / f"{data}.h5") as file:
        pictures, labels = (np.asarray(file[key]) for key in ("data", "label"))
    pictures = pictures.transpose(0, 2, 3, 1).astype(np.float32) / scale
    assert (answers(network, pictures).argmax(1) == labels).mean() == pytest.approx(accuracy)


# -- weights apart from the architecture --------------------------------------------------


def weights_only(folder: Path) -> Path:
    return write_h5(folder / "weights.h5", None)


def test_weights_alone_ask_for_an_architecture(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="--architecture"):
        badnet.inspect(weights_only(tmp_path))


def test_an_architecture_comes_from_json_or_another_model(tmp_path: Path) -> None:
    (tmp_path / "net.json").write_text(json.dumps(sequential(*plain_layers())))
    whole = hostile.plain(tmp_path)
    batch = np.random.default_rng(2).random((3, 8, 8, 3)).astype(np.float32)
    expected = answers(badnet.load(whole), batch)
    for source in (tmp_path / "net.json", whole):
        loaded = badnet.load(weights_only(tmp_path), source)
        np.testing.assert_array_equal(answers(loaded, batch), expected)


def test_keras_3_weights_files_take_an_architecture(tmp_path: Path) -> None:
    model = networks.randomized(networks.resnet())
    model.save_weights(tmp_path / "model.weights.h5")
    (tmp_path / "net.json").write_text(model.to_json())
    with pytest.raises(Unreadable, match="--architecture"):
        badnet.inspect(tmp_path / "model.weights.h5")
    loaded = badnet.load(tmp_path / "model.weights.h5", tmp_path / "net.json")
    batch = images(model)
    np.testing.assert_allclose(answers(loaded, batch), answers(model, batch), atol=1e-6)


def test_a_hostile_architecture_is_refused(tmp_path: Path) -> None:
    config = sequential(*plain_layers(), hostile.lambda_layer(tmp_path / "marker"))
    (tmp_path / "net.json").write_text(json.dumps(config))
    assert not badnet.inspect(weights_only(tmp_path), tmp_path / "net.json").safe


def test_the_real_weights_file_asks_for_an_architecture(shared_data: Path) -> None:
    models = shared_data / "csaw" / "models"
    path = models / "sunglasses_bd_weights_only.h5"
    with pytest.raises(Unreadable, match="--architecture"):
        badnet.inspect(path)
    assert badnet.inspect(path, models / "lab3_bd_net.h5").parameters == 601_643


def test_a_config_or_a_data_file_alone_is_no_model(tmp_path: Path) -> None:
    (tmp_path / "net.json").write_text(json.dumps(sequential(*plain_layers())))
    with pytest.raises(Unreadable, match="without weights"):
        badnet.inspect(tmp_path / "net.json")
    with h5py.File(tmp_path / "data.h5", "w") as file:
        file["data"] = np.zeros((2, 3, 4, 4))
    with pytest.raises(Unreadable, match="no model"):
        badnet.inspect(tmp_path / "data.h5")


# -- files that do not fit ----------------------------------------------------------------


def test_weights_of_another_shape_are_unreadable(tmp_path: Path) -> None:
    weights = plain_weights()
    weights["answer"][0] = np.zeros((100, 3))
    path = write_h5(tmp_path / "w.h5", sequential(*plain_layers()), weights)
    with pytest.raises(Unreadable, match=r"answer needs kernel.*\(144, 3\).*\(100, 3\)"):
        badnet.inspect(path)


def test_missing_weights_are_unreadable(tmp_path: Path) -> None:
    weights = plain_weights()
    for change in (lambda: weights["conv"].pop(), lambda: weights.pop("answer")):
        change()
        with pytest.raises(Unreadable, match="do not fit"):
            badnet.inspect(write_h5(tmp_path / "w.h5", sequential(*plain_layers()), weights))


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_weights_that_are_no_numbers_are_refused(tmp_path: Path, value: float) -> None:
    weights = plain_weights()
    weights["conv"][0][0, 0, 0, 0] = value
    path = write_h5(tmp_path / "nan.h5", sequential(*plain_layers()), weights)
    inspection = badnet.inspect(path)
    assert not inspection.safe
    assert inspection.findings[0].where == "conv"
    with pytest.raises(Unsafe):
        badnet.load(path)


@pytest.mark.parametrize(
    ("layers", "words"),
    [
        ([layer("Dense", "d", units=3, activation="tanh")], "tanh"),
        ([layer("Dense", "d", units=1, activation="softmax")], "classes"),
        ([layer("Reshape", "r", target_shape=[36, 4])], "classes"),
    ],
)
def test_what_is_no_classifier_is_unreadable(tmp_path: Path, layers: list[Any], words: str) -> None:
    config = sequential(*plain_layers()[:2], *layers)
    with pytest.raises(Unreadable, match=words):
        badnet.inspect(write_h5(tmp_path / "m.h5", config))


@pytest.mark.parametrize("shape", [[None, 100], [None, 8, 8, 7], [None, 4, 8, 8, 3]])
def test_what_takes_no_images_is_unreadable(tmp_path: Path, shape: list[Any]) -> None:
    image = layer("InputLayer", "image", batch_input_shape=shape)
    config = sequential(image, layer("Flatten", "f"), layer("Dense", "d", units=3))
    with pytest.raises(Unreadable, match="images"):
        badnet.inspect(write_h5(tmp_path / "m.h5", config))


def test_what_keras_cannot_build_is_unreadable(tmp_path: Path) -> None:
    first, *others = plain_layers()
    first["config"].update(strides=2, dilation_rate=2, padding="same")
    weights = {**plain_weights(), "answer": [np.ones((64, 3)), np.ones(3)]}
    path = write_h5(tmp_path / "m.h5", sequential(first, *others), weights)
    with pytest.raises(Unreadable, match="cannot build"):
        badnet.load(path)


def test_a_truncated_model_is_unreadable(tmp_path: Path) -> None:
    for path in (hostile.plain(tmp_path), write_zip(tmp_path / "m.keras", {})):
        path.write_bytes(path.read_bytes()[:-200])
        with pytest.raises(Unreadable, match=r"cut short|damaged"):
            badnet.inspect(path)


def test_random_damage_never_raises_anything_undocumented(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(badnet.model_file, "Reader", InProcess)
    draw = np.random.default_rng(6)
    for whole in (hostile.plain(tmp_path), write_zip(tmp_path / "m.keras", {})):
        content, refused = bytearray(whole.read_bytes()), 0
        for _ in range(120):
            spoiled = bytearray(content)
            for place in draw.integers(0, len(content), 6):
                spoiled[place] = draw.integers(0, 256)
            path = tmp_path / "spoiled"
            path.write_bytes(spoiled)
            try:
                badnet.inspect(path)
            except Unreadable:
                refused += 1
        assert 0 < refused < 120


# -- hostile files ------------------------------------------------------------------------


def refused(path: Path) -> Inspection:
    """`path` is refused by both, quickly, and described to a person."""
    start = time.perf_counter()
    inspection = badnet.inspect(path)
    assert time.perf_counter() - start < 10
    assert not inspection.safe
    worst = next(finding for finding in inspection.findings if finding.refuses)
    assert worst.title and worst.where and worst.what
    failed = {check.name for check in inspection.checks if not check.passed}
    assert {finding.check for finding in inspection.findings if finding.refuses} <= failed
    with pytest.raises(Unsafe) as caught:
        badnet.load(path)
    assert caught.value.inspection == inspection
    return inspection


@pytest.mark.parametrize(
    "build",
    [
        hostile.nested_lambda,
        hostile.wrapped_lambda,
        hostile.lambda_named_hdf5,
        hostile.lambda_in_a_zip,
    ],
)
def test_lambdas_are_refused_and_never_run(
    tmp_path: Path, build: Callable[[Path, Path], Path]
) -> None:
    marker = tmp_path / "marker"
    inspection = refused(build(tmp_path, marker))
    assert not marker.exists()
    assert inspection.findings[0].severity == "dangerous"
    assert "preprocess" in inspection.findings[0].where


def test_the_payload_would_run_in_a_careless_loader(tmp_path: Path) -> None:
    """The marker tests above could not fail if the payload did nothing."""
    import marshal
    from base64 import b64decode
    from types import FunctionType

    marker = tmp_path / "marker"
    packed = hostile.lambda_layer(marker)["config"]["function"][0]
    FunctionType(marshal.loads(b64decode(packed)), {"__builtins__": __builtins__})(0)
    assert marker.exists()


@pytest.mark.parametrize(
    "build", [hostile.external_dataset, hostile.virtual_dataset, hostile.external_link]
)
def test_nothing_is_read_from_outside_the_file(
    tmp_path: Path, build: Callable[[Path, Path], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "secret.bin"
    secret.write_bytes(b"\x2a" * 144 * 3 * 4)
    path = build(tmp_path, secret)
    reads: list[str] = []
    real = badnet.weights.read_weights
    monkeypatch.setattr(
        badnet.weights, "read_weights", lambda *given: reads.append("read") or real(*given)
    )
    inspection = refused(path)
    assert reads == []
    assert "secret.bin" in inspection.findings[0].evidence
    assert inspection.findings[0].where == "/model_weights/answer/answer/0:0"


def test_a_bad_file_inside_an_archive_is_refused(tmp_path: Path) -> None:
    content = hostile.shape_bomb(tmp_path).read_bytes()
    refused(write_zip(tmp_path / "model.keras", {"model.weights.h5": content}))


def test_every_finding_of_a_file_is_reported(tmp_path: Path) -> None:
    def change(file: h5py.File) -> None:
        file["model_weights/extra"] = h5py.SoftLink("/model_weights")

    config = sequential(
        *plain_layers(), hostile.lambda_layer(tmp_path / "m"), layer("SmoothAct", "act_5")
    )
    inspection = refused(write_h5(tmp_path / "three.h5", config, change=change))
    assert len(inspection.findings) == 3


# -- truncation ---------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["h5", "keras"])
def test_a_model_cut_at_every_4_kib_is_unreadable(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(badnet.model_file, "Reader", InProcess)
    layers = [*plain_layers()[:2], layer("Dense", "wide", units=256), plain_layers()[2]]
    draw = np.random.default_rng(4).normal
    weights = {
        "conv": plain_weights()["conv"],
        "wide": [draw(0, 1, (144, 256)), draw(0, 1, 256)],
        "answer": [draw(0, 1, (256, 3)), draw(0, 1, 3)],
    }
    whole = write_h5(tmp_path / "m.h5", sequential(*layers), weights)
    if kind == "keras":
        whole = write_zip(tmp_path / "m.keras", {"assets/note.txt": draw(0, 1, 9999).tobytes()})
    assert badnet.inspect(whole).safe
    content = whole.read_bytes()
    assert len(content) > 15 * 4096
    for length in range(0, len(content), 4096):
        (tmp_path / "cut").write_bytes(content[:length])
        with pytest.raises(Unreadable):
            badnet.inspect(tmp_path / "cut")
