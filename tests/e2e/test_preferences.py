"""Language, appearance and text size are chosen in one place and kept for the next start."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale, Qt, QTimer, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.look.theme import DARK, theme, tokens
from gui.shell.preferences import PreferencesDialog, scale_texts


@pytest.fixture(autouse=True)
def as_before(qapp):
    locale = QLocale()
    yield
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(locale)
    theme().follow(Qt.ColorScheme.Unknown)
    scale_texts(qapp, 100)


def in_dialog(window, act) -> None:
    """Open the preferences and do something in them."""

    def play() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PreferencesDialog)
        act(dialog)
        dialog.accept()

    QTimer.singleShot(0, play)
    window.run("preferences")


def choose(box, text: str) -> None:
    """Choose `text` in a combo box by the keyboard, as a person does."""
    box.setFocus()
    steps = box.findText(text) - box.currentIndex()
    for _ in range(abs(steps)):
        QTest.keyClick(box, Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up)
    assert box.currentText() == text


def test_what_is_preferred_holds_at_the_next_start(run_main, qapp):
    def first(window):
        normal.append(qapp.font().pointSizeF())

        def act(dialog):
            choose(dialog.language, "Deutsch")
            choose(dialog.scheme, "Dark")
            choose(dialog.text_size, "130\N{NO-BREAK SPACE}%")

        in_dialog(window, act)
        assert tokens() is DARK, "the appearance is another one at once"
        assert window.actions_by_key["scheme_dark"].isChecked()

    def second(window):
        assert tokens() is DARK
        assert window.actions_by_key["preferences"].text() == "Ei&nstellungen…"
        assert QLocale().decimalPoint() == ","
        assert qapp.font().pointSizeF() == pytest.approx(1.3 * normal[0], rel=0.05)

        def act(dialog):
            assert dialog.language.currentText() == "Deutsch"
            assert dialog.text_size.currentText() == "130\N{NO-BREAK SPACE}%"

        in_dialog(window, act)

    normal: list[float] = []
    run_main([], first)
    run_main([], second)


def test_a_broken_preference_counts_as_none(run_main, qapp, own_folders):
    size = qapp.font().pointSizeF()

    def first(window):
        for key in ("language", "text_size", "scheme"):
            window.desk.settings.set_text(key, "../nonsense")

    def second(window):
        assert window.actions_by_key["scheme_system"].isChecked()
        assert qapp.font().pointSizeF() == pytest.approx(size)

    run_main([], first)
    run_main([], second)
