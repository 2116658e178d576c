"""Everything has a name, and the keyboard alone reaches all of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMainWindow
from support.reach import described, interactive, name_of
from support.stub_networks import goodnet

from gui.shell.pages import PAGES

STATES = ["start", "badnet", "refused", "repaired"]


def bring_to(window, state: str, qtbot, tmp_path: Path) -> None:
    """Open what `state` says."""
    session = window.desk.session
    if state == "start":
        return
    window.pages.model_page().open_path("refused.h5" if state == "refused" else "net.h5", "model")
    qtbot.waitUntil(lambda: session.inspection is not None)
    if state == "repaired":
        window.pages.model_page().data.add(["clean.h5"])
        qtbot.waitUntil(lambda: session.examined is not None)
        session.set_goodnet(goodnet(session.inspection, {"yellow_sticker": 0.025}), "/a.goodnet")


@pytest.mark.parametrize("state", STATES)
def test_everything_interactive_has_a_name(run_main, qtbot, tmp_path, state):
    def script(window):
        bring_to(window, state, qtbot, tmp_path)
        for page in PAGES:
            window.go_to(page.key)
            nameless = [described(widget) for widget in interactive(window) if not name_of(widget)]
            assert nameless == [], page.key

    run_main([], script)


@pytest.mark.parametrize("state", STATES)
def test_tab_reaches_everything(run_main, qtbot, tmp_path, state):
    def script(window):
        bring_to(window, state, qtbot, tmp_path)
        for page in PAGES:
            window.go_to(page.key)
            QApplication.processEvents()
            wanted = {w for w in interactive(window) if w.isEnabled()}
            unreached = wanted - walked(window, qtbot, len(wanted) + 40)
            # One button of a group of choices is reached by Tab, the others by the arrows.
            unreached = {w for w in unreached if w.property("segment") != "true"}
            assert [described(widget) for widget in unreached] == [], page.key

    run_main([], script)


def test_the_keyboard_alone_opens_looks_around_and_leaves(run_main, qtbot, tmp_path, monkeypatch):
    model = tmp_path / "net.h5"
    model.touch()
    monkeypatch.setattr("gui.dialogs.open_files", lambda *_: [str(model)])

    def script(window):
        press = lambda key, how=Qt.KeyboardModifier.ControlModifier: qtbot.keyClick(  # noqa: E731
            window, key, how
        )
        press(Qt.Key.Key_O)
        qtbot.waitUntil(lambda: window.desk.session.is_safe)
        focused = QApplication.focusWidget()
        assert focused is not None
        assert name_of(focused) == "Continue to Repair"
        qtbot.keyClick(focused, Qt.Key.Key_Space)
        assert window.shown_key() == "repair"
        press(Qt.Key.Key_4)
        assert window.shown_key() == "report"
        press(Qt.Key.Key_1)
        assert window.shown_key() == "badnet"

    run_main([], script)


def walked(window: QMainWindow, qtbot, most: int) -> set:
    """The widgets that have had the focus after `most` presses of Tab."""
    seen = set()
    for _ in range(most):
        focused = QApplication.focusWidget() or window
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        if focused is not None:
            seen.add(focused)
    return seen
