"""No window, question or notice beside the pages clips a text, in any language."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from support.fitting import misfits, settle
from support.side_windows import side_windows

from gui.look.notices import BUTTONS, Message

LEAST_SCREEN = QSize(1024 - 16, 700 - 48)  # without its decorations
NOTICED = ("start", "badnet", "repair-settings", "screening-empty", "audit-empty")
ROOMY = QSize(1600, 1000)
SENTENCE = (
    "20 of 20 images of a_folder_with_a_long_name_from_the_internet were 300 × 100 and are "
    "squashed to 55 × 47, so that the network sees them as it never saw an image before."
)


@pytest.mark.parametrize("language", ["en", "de", "longer"], indirect=True)
def test_every_side_window_fits(no_scene_has, wait, language, font_of_a_desktop):
    def look(window, scene):
        for name, beside in side_windows(window, scene, wait):
            settle()
            yield from (f"{name}, {what}" for what in looked_at(beside))

    no_scene_has(look)


def looked_at(beside) -> list[str]:
    """What does not fit in a window as it opens, on the least screen, and with much room."""
    found = []
    for size in (beside.size().boundedTo(LEAST_SCREEN), LEAST_SCREEN, ROOMY):
        beside.resize(size)
        settle()
        if beside.width() > size.width() or beside.height() > size.height():
            found.append(f"needs {beside.width()}x{beside.height()}")
        found += [f"{size.width()}x{size.height()}: {what}" for what in misfits(beside)]
    return found


@pytest.mark.parametrize("language", ["en", "de", "longer"], indirect=True)
def test_a_notice_with_buttons_fits_on_every_page(no_scene_has, language, font_of_a_desktop):
    def look(window, scene):
        if scene not in NOTICED:
            return
        window.resize(960, 640)
        for actions in (("fit_crop", "fit_pad", "leave_out_stretched"), *zip(BUTTONS)):
            window.show_message(Message("warning", SENTENCE, "details", actions, "a test"))
            settle()
            yield from (f"{scene}, {actions}: {what}" for what in misfits(window))
            window.pages.shown().notices.settle("a test")

    no_scene_has(look)
