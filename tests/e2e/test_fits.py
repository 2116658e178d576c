"""Nothing is clipped, elided to nothing or overlapped, on any page, size or language."""

from __future__ import annotations

import pytest
from support.fitting import misfits, settle

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
