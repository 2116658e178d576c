"""Networks that leave something open: the size of the images, and which output is meant."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support import networks, tiny

from core.cli.entry import main
from core.errors import Invalid, NotSupported, Unreadable
from core.opening import badnet
from core.opening.choices import Choices, size_from
from core.records import Notice, RepairOptions
from core.repair.job import repair
from core.screen.goodnet_file import open_goodnet, save
from core.screen.screening import screen


def any_size() -> Any:
    """Takes images of any size, and computes between its layers; one sigmoid for two classes."""
    import keras

    image: Any = keras.layers.Input((None, None, 3))
    x: Any = keras.layers.Conv2D(6, 3, name="conv")(image[..., ::-1] / 0.5 - 1.0)
    size: Any = keras.ops.mean(keras.ops.abs(x), axis=-1, keepdims=True)
    x = x * keras.ops.relu6(x + 3.0) / (size + 1.0)
    x = keras.layers.GlobalAveragePooling2D()(keras.layers.Conv2D(8, 3, name="last")(x))
    answer = keras.layers.Dense(1, activation="sigmoid", name="answer")(x)
    return networks.randomized(keras.Model(image, answer))


def two_outputs() -> Any:
    import keras

    image = keras.layers.Input((12, 12, 3))
    x = keras.layers.GlobalAveragePooling2D()(keras.layers.Conv2D(6, 3)(image))
    kinds = keras.layers.Dense(4, activation="softmax", name="kinds")(x)
    colours = keras.layers.Dense(3, activation="softmax", name="colours")(x)
    return networks.randomized(keras.Model(image, [kinds, colours]))


@pytest.mark.parametrize("suffix", ["h5", "keras"])
def test_a_network_for_any_size_is_shown_and_takes_the_one_that_is_given(
    suffix: str, tmp_path: Path
) -> None:
    path = tmp_path / f"any.{suffix}"
    any_size().save(path)
    open_ended = badnet.inspect(path)
    assert open_ended.image_shape == (None, None, 3)
    titles = [finding.title for finding in open_ended.findings]
    assert titles == ["Images of any size", "One number for two classes"]
    inspection = badnet.inspect(path, chosen=Choices(size=(20, 16)))
    assert inspection.image_shape == (20, 16, 3)
    assert badnet.load(path, chosen=Choices(size=(20, 16))).input_shape == (None, 20, 16, 3)


def test_a_fixed_size_is_not_changed(tmp_path: Path) -> None:
    tiny.network().save(tmp_path / "fixed.keras")
    chosen = Choices(size=(12, 12))
    assert badnet.inspect(tmp_path / "fixed.keras", chosen=chosen).image_shape == (12, 12, 3)
    with pytest.raises(Unreadable, match="leave --size out"):
        badnet.inspect(tmp_path / "fixed.keras", chosen=Choices(size=(20, 16)))


@pytest.mark.parametrize("suffix", ["h5", "keras"])
def test_of_several_outputs_one_is_chosen(suffix: str, tmp_path: Path) -> None:
    path, model = tmp_path / f"two.{suffix}", two_outputs()
    model.save(path)
    with pytest.raises(NotSupported, match=r"2 outputs \(kinds, colours\).*--output"):
        badnet.inspect(path)
    with pytest.raises(Unreadable, match="kinds, colours"):
        badnet.inspect(path, chosen=Choices(output="shapes"))
    images = np.random.default_rng(0).random((3, 12, 12, 3)).astype(np.float32)
    for place, name in enumerate(("kinds", "colours")):
        loaded = badnet.load(path, chosen=Choices(output=name))
        expected = np.asarray(model(images)[place])
        np.testing.assert_allclose(np.asarray(loaded(images)), expected, atol=1e-6)


def test_the_command_line_chooses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    two_outputs().save(tmp_path / "two.keras")
    assert main(["inspect", str(tmp_path / "two.keras")]) == 4
    assert "--output" in capsys.readouterr().err
    assert main(["inspect", "--output", "kinds", str(tmp_path / "two.keras")]) == 0
    any_size().save(tmp_path / "any.keras")
    assert main(["inspect", "--size", "20x16", str(tmp_path / "any.keras")]) == 0
    with pytest.raises(SystemExit):
        main(["inspect", "--size", "20", str(tmp_path / "any.keras")])


def test_such_a_network_is_guarded_at_the_median_size_of_the_data(tmp_path: Path) -> None:
    model = any_size()
    model.save(tmp_path / "any.keras")
    clean = tiny.write_clean(tmp_path / "clean.h5", 200)
    options = RepairOptions(recipe="none", ignore_labels=True, preprocessing="0..1")
    records, goodnet = tiny.records_of(repair(tmp_path / "any.keras", [clean], [], options))
    told = [record.what for record in records if isinstance(record, Notice)]
    assert any("12 x 12 is taken, the median size" in what for what in told)
    assert goodnet.record.data.image_shape == (12, 12, 3)
    save(goodnet, tmp_path / "any.goodnet")
    again = open_goodnet(tmp_path / "any.goodnet")
    verdicts, _ = tiny.records_of(screen(again, [clean], ignore_labels=True))
    shown = [each for each in verdicts if type(each).__name__ == "Verdict"]
    images = tiny.pictures(200, seed=2)[0].astype(np.float32) / 255
    expected = (np.asarray(model(images))[:, 0] > 0.5).astype(int)
    assert [verdict.badnet_class for verdict in shown] == expected.tolist()


@pytest.mark.parametrize("text", ["224x192", " 224 X 192 ", "224 × 192", "0224x192"])
def test_a_size_is_read_however_it_is_written(text):
    assert size_from(text) == (224, 192)


@pytest.mark.parametrize(
    "text", ["", "224", "0x9", "9x4097", "-1x5", "1x2x3", "large", "²x2", "\x1b"]
)
def test_what_is_no_size_is_one_clause(text):
    with pytest.raises(Invalid, match="is no height and width from 1 to 4,096 pixels") as refused:
        size_from(text)
    assert str(refused.value).isprintable()


def test_the_command_line_says_what_a_size_is(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["inspect", "net.h5", "--size", "large"])
    assert ended.value.code == 2
    assert "--size: large is no height and width" in capsys.readouterr().err
