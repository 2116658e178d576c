"""The large view: opened from the row, the picture and the menu; map, zoom, and what it says."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from support import canned, signs
from support.desk import deliver_deletions
from support.stub_networks import goodnet

from gui.screening.page import ScreeningPage

FILES = ["a.png", "b_poisoned.png", "c_gone.png"]


@pytest.fixture
def page(qtbot, desk, tmp_path):
    made = ScreeningPage(desk)
    qtbot.addWidget(made)
    made.resize(1120, 720)
    made.show()
    opened = canned.inspection("/m/signs.h5")
    made.session.open_goodnet(goodnet(opened, {}).with_class_names(signs.NAMES), "/m/signs.goodnet")
    made.screen(files := signs.paint(tmp_path, *FILES))
    qtbot.waitUntil(lambda: not made.screener.is_busy())
    Path(files[2]).unlink()
    yield made
    made.chosen.closeups.close()
    made.screener.drop()
    desk.keras.wait()
    desk.errands.wait()
    deliver_deletions()


def open_closeup(page, qtbot, number=1):
    page.card.choose(page.table.rows[number])
    page.commands()["closeup"].run()
    window = page.chosen.closeups.window
    qtbot.waitUntil(lambda: not page.desk.keras.is_busy())
    return window


def wheel(view, notches):
    middle = QPointF(view.viewport().rect().center())
    QApplication.sendEvent(
        view.viewport(),
        QWheelEvent(
            middle, view.viewport().mapToGlobal(middle), QPoint(), QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        ),
    )  # fmt: skip


def test_it_says_which_class_is_explained_and_by_how_much_it_leads(page, qtbot):
    window = open_closeup(page, qtbot)
    assert window.isVisible()
    assert "2 speed limit 80" in window.line
    assert "+14.2 and −3.1 logits" in window.line


def test_a_clean_image_is_not_said_to_be_explained(page, qtbot):
    window = open_closeup(page, qtbot, 0)
    assert window.line.startswith("Both networks answer 11 roundabout")
    page.card.choose(page.table.rows[1])
    qtbot.waitUntil(lambda: "2 speed limit 80" in window.line)


def test_space_on_the_row_and_on_the_picture_opens_it(page, qtbot):
    page.card.choose(page.table.rows[1])
    wanted: list[str] = []
    page.asked_for.connect(wanted.append)
    qtbot.keyClick(page.card.view, Qt.Key.Key_Space)
    assert wanted == ["closeup"]
    picture = next(
        each
        for each in page.panel.findChildren(QWidget)
        if each.accessibleName() == "The chosen image"
    )
    qtbot.keyClick(picture, Qt.Key.Key_Space)
    window = page.chosen.closeups.window
    assert window and window.isVisible()
    window.close()
    qtbot.mouseDClick(picture, Qt.MouseButton.LeftButton)
    assert window.isVisible()


def test_the_wheel_zooms_both_views_and_double_click_shows_all(page, qtbot):
    window = open_closeup(page, qtbot)
    whole = window.with_map.zoom
    wheel(window.with_map, 3)
    assert window.with_map.zoom == pytest.approx(whole * 1.25**3)
    assert window.as_it_is.zoom == window.with_map.zoom
    qtbot.mouseDClick(window.as_it_is.viewport(), Qt.MouseButton.LeftButton)
    assert window.with_map.zoom == pytest.approx(whole)
    wheel(window.with_map, -5)
    assert window.with_map.zoom == pytest.approx(whole)


def test_space_in_the_view_hides_the_map(page, qtbot):
    window = open_closeup(page, qtbot)
    assert window.with_map.is_map_visible()
    qtbot.keyClick(window.with_map, Qt.Key.Key_Space)
    assert not window.with_map.is_map_visible()
    assert not window.map_switch.isChecked()


def test_the_map_darkens_what_is_not_looked_at(page, qtbot):
    window = open_closeup(page, qtbot)
    window.resize(1000, 640)
    shown = window.with_map.viewport().grab().toImage()
    plain = window.as_it_is.viewport().grab().toImage()
    side = min(shown.width(), shown.height())
    left, top = (shown.width() - side) // 2, (shown.height() - side) // 2

    def lightness(image, x, y):
        return image.pixelColor(left + side * x // 48, top + side * y // 48).lightness()

    assert lightness(shown, 24, 8) < 0.4 * lightness(plain, 24, 8)
    assert lightness(shown, 33, 33) > 0.9 * lightness(plain, 33, 33)


def test_page_down_goes_to_the_next_row(page, qtbot):
    window = open_closeup(page, qtbot, 0)
    qtbot.keyClick(window.with_map, Qt.Key.Key_PageDown)
    assert page.card.view.current_row() is page.table.rows[1]
    qtbot.waitUntil(lambda: "2 speed limit 80" in window.line)


def test_an_image_that_is_gone_is_said_to_be(page, qtbot):
    window = open_closeup(page, qtbot, 2)
    assert "There is no file" in window.line and "c_gone.png" in window.line


def test_it_closes_with_the_page_and_with_the_model(page, qtbot):
    window = open_closeup(page, qtbot)
    page.session.open_model(None)
    assert not window.isVisible()
    assert not page.commands()["closeup"].is_enabled()


def test_everything_in_it_has_a_name(page, qtbot):
    from support.reach import interactive, name_of

    window = open_closeup(page, qtbot)
    assert all(name_of(widget) for widget in interactive(window))
