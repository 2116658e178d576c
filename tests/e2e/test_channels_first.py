"""A network whose file counts channels first takes the same pictures as any other."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import tiny
from support.asking import named

from core.files.images import encode_png
from gui import dialogs
from gui.look.fields import Choice, Number
from gui.port import Core

SECONDS = 1000  # ms


@pytest.fixture
def core() -> Core:
    return Core()


def write_network(path: Path) -> Path:
    from keras import Sequential, layers

    made = Sequential(
        [
            layers.Input((3, 12, 12)),
            layers.Conv2D(8, 3, activation="relu", data_format="channels_first"),
            layers.GlobalAveragePooling2D(data_format="channels_first"),
            layers.Dense(tiny.CLASSES, activation="softmax"),
        ]
    )
    made.save(path)
    return path


def test_its_pictures_are_sampled_screened_and_never_called_damaged(run_main, qtbot, tmp_path):
    model = write_network(tmp_path / "first.keras")
    images, _labels = tiny.pictures(3, seed=5)
    pictures = [tmp_path / f"sound-{k}.png" for k in range(3)]
    for picture, image in zip(pictures, images, strict=True):
        picture.write_bytes(encode_png(image))
    clean = tiny.write_data(tmp_path / "clean.h5", tiny.pictures(160, seed=2)[0])
    saved = tmp_path / "first.goodnet"

    def screen(window) -> None:
        session = window.desk.session
        window.take([str(picture) for picture in pictures])
        qtbot.waitUntil(lambda: len(session.verdicts) == 3, timeout=60 * SECONDS)
        assert window.page("screening").notices.shown() is None

    def script(window):
        session = window.desk.session
        qtbot.waitUntil(lambda: session.is_safe, timeout=60 * SECONDS)
        window.pages.model_page().data.add([str(clean)])
        qtbot.waitUntil(lambda: session.examined is not None, timeout=60 * SECONDS)
        qtbot.waitUntil(lambda: bool(session.samples))
        assert session.samples[0].image.shape == (12, 12, 3)
        form = window.page("repair").view.form
        recipe = named(form, "Recipe", Choice)
        recipe.setCurrentIndex(recipe.findData("none"))
        named(form, "FRR", Number).setValue(10)
        window.run("run")
        qtbot.waitUntil(lambda: session.goodnet is not None, timeout=60 * SECONDS)
        screen(window)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(dialogs, "save_file", lambda *_given: str(saved))
            window.run("save")
            qtbot.waitUntil(lambda: bool(session.goodnet_path), timeout=60 * SECONDS)
        window.take([str(saved)])
        qtbot.waitUntil(lambda: not session.clean_paths, timeout=60 * SECONDS)
        qtbot.waitUntil(lambda: not session.verdicts)
        screen(window)

    run_main([str(model)], script)
