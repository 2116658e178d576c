"""Pictures that were stretched are told, and can be cropped, padded or left out."""

from __future__ import annotations

import pytest
from support.canned import inspection

from core.records import DataSummary
from core.text.sentence import say
from gui.badnet.page import ModelPage
from gui.look.stretched import stretched

WIDE, SQUARE = "/d/wide_clean.h5", "/d/clean.h5"


@pytest.fixture
def page(qtbot, desk) -> ModelPage:
    made = ModelPage(desk)
    qtbot.addWidget(made)
    desk.session.open_model(inspection("/m/signs.h5"))
    made.data.choose((WIDE, SQUARE), ())
    qtbot.waitUntil(lambda: made.notices.shown() is not None)
    return made


def test_only_another_aspect_ratio_stretches():
    def summary(old: str) -> DataSummary:
        note = say("resized from {old} to {new}{fit}", old=old, new="48 × 48", fit="")
        return DataSummary(("a",), 1, True, (48, 48, 3), (note,))

    found = stretched({"wide": summary("300 × 100"), "large": summary("96 × 96")})
    assert list(found) == ["wide"]


def test_it_is_shown_with_what_can_be_done(page):
    message = page.notices.shown()
    assert "resized from 300 × 100 to 48 × 48" in message.sentence
    assert message.actions == ("fit_crop", "fit_pad", "leave_out_stretched")


@pytest.mark.parametrize(("key", "fit"), [("fit_crop", "crop"), ("fit_pad", "pad")])
def test_cropping_and_padding_measure_anew(page, desk, qtbot, key, fit):
    page.notices.settle(page.notices.shown().about)
    page.commands()[key].run()
    qtbot.waitUntil(lambda: desk.session.examined is not None and not desk.errands.is_busy())
    assert desk.core.examined_with.resize == fit
    assert page.notices.shown() is None


def test_leaving_out_keeps_the_other_files(page, desk):
    page.commands()["leave_out_stretched"].run()
    assert desk.session.clean_paths == (SQUARE,)
