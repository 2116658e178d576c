"""Nothing is clipped, elided to nothing or overlapped, on any page, size or language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication
from support.fitting import Longer, misfits
from support.scenes import scenes

SIZES = ((960, 640), (1024, 700), (1280, 800), (1920, 1080))
ROUNDS = 12  # of layouts that ask each other for room


@pytest.fixture
def font_of_a_desktop(qapp: QApplication) -> Iterator[None]:
    """Letters as large as on a desktop; offscreen they are smaller."""
    before = qapp.font()
    font = QFont(before)
    font.setPixelSize(13)
    qapp.setFont(font)
    yield
    qapp.setFont(before)


@pytest.fixture
def language(request, qapp: QApplication) -> Iterator[str]:
    """English, German, or a language whose words are all 40 % longer."""
    before, translators = QLocale(), set(qapp.findChildren(QTranslator))
    longer = Longer()
    if request.param == "de":
        QLocale.setDefault(QLocale("de_DE"))
    elif request.param == "longer":
        qapp.installTranslator(longer)
    yield request.param
    for translator in (longer, *qapp.findChildren(QTranslator)):
        if translator not in translators:
            qapp.removeTranslator(translator)
    QLocale.setDefault(before)


@pytest.mark.parametrize("language", ["en", "de", "longer"], indirect=True)
def test_every_page_fits_at_every_size(run_main, qtbot, tmp_path, language, font_of_a_desktop):
    found: list[str] = []

    def wait(until) -> None:
        qtbot.waitUntil(lambda: bool(until()), timeout=20_000)

    def script(window):
        for name in scenes(window, wait, tmp_path):
            for width, height in SIZES:
                window.resize(width, height)
                settle()
                if (window.width(), window.height()) != (width, height):
                    found.append(f"{name}: opens at {window.size()} instead of {width}x{height}")
                found.extend(f"{name} at {width}x{height}: {what}" for what in misfits(window))

    run_main([], script)
    assert not found, "\n".join(found)


def settle() -> None:
    """Let layouts ask each other for room until none has anything to say."""
    for _ in range(ROUNDS):
        QApplication.processEvents()


@pytest.mark.parametrize(("width", "beside"), [(1024, False), (1280, True)])
def test_the_steps_of_the_start_page_keep_room_to_be_read(run_main, width, beside):
    def script(window):
        window.resize(width, 700)
        settle()
        start = window.pages.model_page().start
        drop, demo = start.open_button, start.demo_button
        left, right = (made.mapTo(window, made.rect().topLeft()).x() for made in (drop, demo))
        assert (right > left + 200) == beside

    run_main([], script)
