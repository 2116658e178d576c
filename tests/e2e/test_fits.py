"""Nothing is clipped, elided to nothing or overlapped, on any page, size or language."""

from __future__ import annotations

import pytest
from support.fitting import misfits, settle
from support.scenes import scenes

SIZES = ((960, 640), (1024, 700), (1280, 800), (1920, 1080))


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
