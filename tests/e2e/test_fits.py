"""Nothing is clipped, elided to nothing or overlapped, on any page, size or language."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics
from support.fitting import misfits, settle
from support.scenes import scenes

from gui.audit.table import EVIDENCE, two_lines
from gui.look.fit import SideBySide
from gui.settings import Settings
from gui.shell.application import SETTINGS, config_folder
from gui.shell.preferences import BASE_FONT, TEXT_SIZE, scale_texts

SIZES = ((960, 640), (1024, 700), (1280, 800), (1920, 1080))


@pytest.mark.parametrize("language", ["en", "de", "longer"], indirect=True)
def test_every_page_fits_at_every_size(no_scene_has, language, font_of_a_desktop):
    def look(window, scene):
        for width, height in SIZES:
            window.resize(width, height)
            settle()
            if (window.width(), window.height()) != (width, height):
                yield f"{scene}: opens at {window.size()} instead of {width}x{height}"
            yield from (f"{scene} at {width}x{height}: {what}" for what in misfits(window))

    no_scene_has(look)


@pytest.fixture(params=["130", "150"])
def large_texts(request, qapp, font_of_a_desktop, own_folders):
    """The size of texts in percent, as chosen in the preferences."""
    qapp.setProperty(BASE_FONT, None)
    Settings(config_folder() / SETTINGS).set_text(TEXT_SIZE, request.param)
    yield
    scale_texts(qapp, 100)
    qapp.setProperty(BASE_FONT, None)


@pytest.mark.parametrize("language", ["en", "de"], indirect=True)
def test_every_page_fits_with_large_texts(no_scene_has, language, large_texts):
    def look(window, scene):
        for width, height in ((1024, 700), (1280, 800)):
            window.resize(width, height)
            settle()
            yield from (f"{scene} at {width}x{height}: {what}" for what in misfits(window))

    no_scene_has(look)


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


@pytest.mark.parametrize("language", ["en", "de"], indirect=True)
def test_what_belongs_together_is_seen_together_at_1280_pixels(
    run_main, wait, tmp_path, language, font_of_a_desktop
):
    beside: dict[str, bool] = {}

    def script(window):
        window.resize(1280, 800)
        for name in scenes(window, wait, tmp_path):
            settle()
            page = window.pages.shown()
            if name in ("screening", "audit"):
                beside[name] = all(each.is_beside for each in page.findChildren(SideBySide))
        assert page.view.columnWidth(EVIDENCE) > 200

    run_main([], script)
    assert beside == {"screening": True, "audit": True}


@pytest.mark.parametrize("language", ["en", "de"], indirect=True)
def test_the_line_below_a_title_is_whole(no_scene_has, language, font_of_a_desktop):
    def look(window, scene):
        window.resize(1024, 700)
        settle()
        line = window.pages.shown().head.line
        # A folder may be as long as it likes.
        if (
            scene != "badnet-without-data"
            and line.fontMetrics().horizontalAdvance(line.text()) > line.width()
        ):
            yield f"{scene}: {line.text()!r} has {line.width()} pixels"

    no_scene_has(look)


def test_evidence_too_long_for_one_line_has_two(qapp):
    metrics = QFontMetrics(qapp.font())
    said = "target 2, 5, anomaly index 5.0"
    half = metrics.horizontalAdvance("target 2, 5, anomaly")
    assert two_lines(said, metrics, half) == ["target 2, 5, anomaly", "index 5.0"]
    assert two_lines(said + " and more" * 9, metrics, half)[1].endswith("…")
    assert two_lines("a_single_word", metrics, 40)[0].endswith("…")
