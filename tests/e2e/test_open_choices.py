"""Files that leave something open: several outputs, and images of any size; with the real core."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from gui import dialogs
from gui.port import Core


@pytest.fixture
def core() -> Core:
    return Core()


@pytest.fixture
def any_size(tmp_path: Path) -> Path:
    import keras

    layers = keras.layers
    image = keras.Input((None, None, 3))
    features = layers.GlobalAveragePooling2D()(layers.Conv2D(4, 3)(image))
    path = tmp_path / "any.keras"
    keras.Model(image, layers.Dense(3, activation="softmax")(features)).save(path)
    return path


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    path = tmp_path / "clean.npz"
    images = np.random.default_rng(0).integers(0, 256, (120, 12, 10, 3), np.uint8)
    np.savez(path, data=images)
    return path


def sentence(page) -> str:
    shown = page.notices.shown()
    return shown.sentence if shown else ""


def test_the_size_of_the_clean_data_is_taken_and_shown(run_main, qtbot, any_size, clean):
    def script(window):
        session, page = window.desk.session, window.pages.model_page()
        qtbot.waitUntil(lambda: session.is_safe)
        assert session.inspection.image_shape == (None, None, 3)
        window.take([str(clean)])
        qtbot.waitUntil(lambda: "12 x 10 is taken" in sentence(page), timeout=20_000)
        assert "--" not in page.notices.shown().sentence
        assert "choose_size" in page.notices.shown().actions
        qtbot.waitUntil(lambda: session.examined is not None, timeout=60_000)
        assert session.inspection.image_shape == (12, 10, 3)
        assert session.clean_paths == (str(clean),)
        assert session.samples[0].image.shape == (12, 10, 3)

    run_main([str(any_size)], script)


def test_another_size_is_chosen_and_the_data_stays(run_main, qtbot, any_size, clean, monkeypatch):
    answers, asked = iter(["large", "20 x 16"]), []
    monkeypatch.setattr(dialogs, "enter", lambda *given: asked.append(given[2]) or next(answers))

    def script(window):
        session = window.desk.session
        qtbot.waitUntil(lambda: session.is_safe)
        window.take([str(clean)])
        qtbot.waitUntil(lambda: session.examined is not None, timeout=60_000)
        window.run("choose_size")
        qtbot.waitUntil(lambda: session.inspection.image_shape == (20, 16, 3))
        qtbot.waitUntil(lambda: session.examined is not None, timeout=60_000)
        assert session.clean_paths == (str(clean),)
        assert session.samples[0].image.shape == (20, 16, 3)
        assert "large is no height and width" not in asked[0]
        assert "large is no height and width from 1 to 4,096 pixels" in asked[1]

    run_main([str(any_size)], script)


def test_one_of_several_outputs_is_chosen(run_main, qtbot, tmp_path, clean, monkeypatch):
    import keras

    layers = keras.layers
    image = keras.Input((12, 10, 3))
    features = layers.Flatten()(layers.Conv2D(4, 3)(image))
    kinds = layers.Dense(3, activation="softmax", name="kinds")(features)
    colours = layers.Dense(2, activation="softmax", name="colours")(features)
    path = tmp_path / "two.keras"
    keras.Model(image, [kinds, colours]).save(path)
    offered = []
    monkeypatch.setattr(dialogs, "pick", lambda *given: offered.append(given[3]) or "colours")

    def script(window):
        session, page = window.desk.session, window.pages.model_page()
        qtbot.waitUntil(lambda: page.notices.shown() is not None)
        assert "2 outputs (kinds, colours)" in page.notices.shown().sentence
        assert "--" not in page.notices.shown().sentence
        assert "choose_output" in page.notices.shown().actions
        window.run("choose_output")
        qtbot.waitUntil(lambda: session.is_safe)
        assert offered == [("kinds", "colours")]
        assert session.inspection.classes == 2
        window.take([str(clean)])
        qtbot.waitUntil(lambda: session.examined is not None, timeout=60_000)

    run_main([str(path)], script)
