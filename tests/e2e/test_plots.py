"""Every plot tells the values at the pointer, zooms, and is copied and saved in three forms."""

from __future__ import annotations

import csv
import io

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea
from support.asking import boxes, press
from support.canned import CHANNELS
from support.stub_networks import goodnet

from gui import dialogs
from gui.repair.curves import CurvesCard
from gui.repair.trigger_card import TriggerCard


@pytest.fixture
def with_plots(run_main, qtbot, tmp_path):
    """Runs a script with the four plots of a repaired and screening network, by name."""
    model = tmp_path / "net.h5"
    model.touch()

    def run(script) -> None:
        def play(window) -> None:
            session = window.desk.session
            qtbot.waitUntil(lambda: session.is_safe)
            made = goodnet(session.inspection, {"yellow_sticker": 0.025})
            session.set_goodnet(made, "/a.goodnet")
            window.go_to("repair")
            curves = window.page("repair").findChild(CurvesCard)
            triggers = window.page("repair").findChild(TriggerCard)
            script(
                window,
                {
                    "training": ("repair", curves.training),
                    "pruning": ("repair", curves.sweep),
                    "indices": ("repair", triggers.indices),
                    "entropy": ("screening", window.page("screening").entropy.plot),
                },
            )

        assert run_main([str(model)], play) == 0

    return run


@pytest.fixture
def clipboard(qapp):
    """WORKAROUND: Qt's offscreen platform frees what a clipboard holds after Python has ended."""
    yield QGuiApplication.clipboard()
    QGuiApplication.clipboard().clear()


def shown(window, plots, name):
    """The plot `name`, in sight."""
    page, plot = plots[name]
    window.go_to(page)
    if name in ("training", "pruning"):
        curves = window.page("repair").findChild(CurvesCard)
        press(curves, {"training": "Training", "pruning": "Pruning"}[name])
    assert plot.isVisible()
    (area,) = (a for a in window.page(page).findChildren(QScrollArea) if a.isAncestorOf(plot))
    for _ in range(2):  # what is scrolled may change its size when it is seen
        QApplication.processEvents()
        area.ensureWidgetVisible(plot, 0, plot.height())
    return plot


def box(plot):
    return boxes(plot)[0]


def at(plot, x: float, y: float) -> QPoint:
    return plot.mapFromScene(box(plot).mapViewToScene(QPointF(x, y)))


def turn_wheel(plot, place: QPoint, angle: int = 240) -> bool:
    """Whether the plot used the turn itself."""
    viewport = plot.viewport()
    turned = QWheelEvent(
        QPointF(place), QPointF(viewport.mapToGlobal(place)), QPoint(), QPoint(0, angle),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
        False,
    )  # fmt: skip
    QApplication.sendEvent(viewport, turned)
    return turned.isAccepted()


def test_the_pointer_reads_values(with_plots):
    def script(window, plots):
        said = {
            "training": ((3, 50), ["epoch 3", "clean accuracy: 95.6", "ASR, yellow_sticker"]),
            "pruning": ((44, 50), ["channels pruned 44", "mean activation: 0.5"]),
            "indices": ((2, 2), ["class 2: anomaly index 5.7"]),
            "entropy": ((0.9, 1), ["bits:", "clean images"]),
        }
        for name, (place, words) in said.items():
            plot = shown(window, plots, name)
            QTest.mouseMove(plot.viewport(), at(plot, *place))
            reading = plot.tools.reading
            assert reading.isVisible(), name
            assert all(each in reading.text() for each in words), reading.text()
            assert plot.rect().contains(reading.geometry())

    with_plots(script)


def test_the_wheel_zooms_and_a_double_click_shows_all(with_plots):
    def script(window, plots):
        for name in plots:
            plot = shown(window, plots, name)
            before = box(plot).viewRange()
            middle = plot.viewport().rect().center()
            turn_wheel(plot, middle)
            (left, right), _ = box(plot).viewRange()
            assert right - left < 0.9 * (before[0][1] - before[0][0])
            plot.redraw() if hasattr(plot, "redraw") else plot.show_marks([])
            assert box(plot).viewRange()[0] == [left, right], "what arrives does not end the zoom"
            QTest.mouseDClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=middle)
            for now, then in zip(box(plot).viewRange(), before, strict=True):
                assert now == pytest.approx(then)

    with_plots(script)


def test_the_wheel_scrolls_the_page_where_a_plot_shows_everything(with_plots):
    def script(window, plots):
        for name in plots:
            plot = shown(window, plots, name)
            middle = plot.viewport().rect().center()
            assert not turn_wheel(plot, middle, -240), "the page does not get it"
            assert turn_wheel(plot, middle, 240)
            assert turn_wheel(plot, middle, -120), "it zooms out"

    with_plots(script)


def test_a_plot_is_copied_and_saved(with_plots, clipboard, qtbot, tmp_path, monkeypatch):
    def script(window, plots):
        for name in plots:
            plot = shown(window, plots, name)
            by_text = {action.text(): action for action in plot.tools.menu().actions()}
            by_text["Copy as PNG"].trigger()
            assert clipboard.image().width() == 2 * plot.width()
            by_text["Copy as SVG"].trigger()
            assert b"<svg" in clipboard.mimeData().data("image/svg+xml").data()
            by_text["Copy values as CSV"].trigger()
            assert len(list(csv.reader(io.StringIO(clipboard.text())))) > 10
            for suffix, begin in ((".png", b"\x89PNG"), (".svg", b"<?xml"), (".csv", b"")):
                path = tmp_path / f"{name}{suffix}"
                monkeypatch.setattr(dialogs, "save_file", lambda *_, path=path: str(path))
                by_text["Save as PNG, SVG or CSV…"].trigger()
                qtbot.waitUntil(path.exists)
                assert path.read_bytes().startswith(begin)
                qtbot.waitUntil(lambda path=path: str(path) in window.status.event_text())
        saved = (tmp_path / "pruning.csv").read_text(encoding="utf-8")
        rows = list(csv.DictReader(io.StringIO(saved)))
        assert [row["channels pruned"] for row in rows] == [str(k) for k in range(CHANNELS + 1)]
        assert float(rows[0]["ASR, yellow_sticker"]) == 0.992

    with_plots(script)


def test_a_folder_that_cannot_be_written_is_shown(with_plots, qtbot, tmp_path, monkeypatch):
    def script(window, plots):
        plot = shown(window, plots, "training")
        nowhere = str(tmp_path / "missing" / "a.csv")
        monkeypatch.setattr(dialogs, "save_file", lambda *_: nowhere)
        plot.tools.save()
        notices = window.page("repair").notices
        qtbot.waitUntil(lambda: notices.shown() is not None)
        assert "could not be written" in notices.shown().sentence

    with_plots(script)
