"""The questions that the window asks, in one place, so that tests can answer them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QInputDialog,
    QPushButton,
    QWidget,
)

from gui.look.focus import FocusRing
from gui.look.theme import MARGIN
from gui.look.widgets import IconLabel, Label, button, column, row
from gui.settings import Settings

FOLDER = "last_folder"
TEXT_WIDTH = 400


@dataclass(frozen=True)
class Answer:
    """One button of a question; `key` is the result of `choose`."""

    key: str
    text: str
    kind: Literal["normal", "primary", "danger"] = "normal"


class Question(QDialog):
    """A question, an explanation, and a button for each answer.

    The first answer changes nothing; Escape and closing the dialog give it too. The keyboard focus
    starts at the primary answer, or at the first if there is no primary one.

    Attributes:
        answer: the key of the chosen answer.
        buttons: by key.
    """

    def __init__(
        self, parent: QWidget, question: str, explanation: str, answers: Sequence[Answer]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(parent.window().windowTitle())
        self.setAccessibleName(question)
        self.setAccessibleDescription(explanation)
        self.answer = answers[0].key
        layout = row(self, margin=MARGIN, spacing=MARGIN)
        layout.addWidget(IconLabel("info", "accent", 32), alignment=Qt.AlignmentFlag.AlignTop)
        words = column(spacing=8)
        for label in (Label(question, "section", wrap=True), Label(explanation, wrap=True)):
            label.setFixedWidth(TEXT_WIDTH)
            words.addWidget(label)
        words.addSpacing(MARGIN)
        words.addLayout(self._make_buttons(answers))
        layout.addLayout(words)
        self._ring = FocusRing(self)

    def _make_buttons(self, answers: Sequence[Answer]) -> QHBoxLayout:
        line = row(spacing=8)
        line.addStretch()
        self.buttons: dict[str, QPushButton] = {}
        for answer in answers:
            made = button(answer.text, kind=answer.kind)
            made.setAutoDefault(True)
            made.clicked.connect(lambda _checked, key=answer.key: self._on_answer(key))
            line.addWidget(made)
            self.buttons[answer.key] = made
        first = next((each for each in answers if each.kind == "primary"), answers[0])
        self.buttons[first.key].setDefault(True)
        self.buttons[first.key].setFocus()
        return line

    def _on_answer(self, key: str) -> None:
        self.answer = key
        self.accept()


def choose(parent: QWidget, question: str, explanation: str, answers: Sequence[Answer]) -> str:
    """The key of the person's answer; the first answer changes nothing."""
    dialog = Question(parent.window(), question, explanation, answers)
    dialog.exec()
    dialog.deleteLater()
    return dialog.answer


def ask(parent: QWidget, question: str, explanation: str, yes: str) -> bool:
    """Whether the person answers `question` with `yes`; the other answer is the default."""
    cancel = QApplication.translate("Dialogs", "Cancel")
    answers = (Answer("no", cancel), Answer("yes", yes))
    return choose(parent, question, explanation, answers) == "yes"


def pick(parent: QWidget, title: str, words: str, names: Sequence[str]) -> str | None:
    """One of `names`, or None if the person cancels."""
    name, taken = QInputDialog.getItem(parent, title, words, list(names), editable=False)
    return name if taken else None


def enter(parent: QWidget, title: str, words: str, text: str) -> str | None:
    """A line of text, which starts as `text`, or None if the person cancels."""
    entered, taken = QInputDialog.getText(parent, title, words, text=text)
    return entered if taken else None


def open_files(parent: QWidget, settings: Settings, title: str, filters: str) -> list[str]:
    """Files to read, or none."""
    paths, _ = QFileDialog.getOpenFileNames(parent, title, settings.text(FOLDER), filters)
    return _remembered(settings, paths)


def open_folder(parent: QWidget, settings: Settings, title: str) -> list[str]:
    """One folder to read, or none."""
    path = QFileDialog.getExistingDirectory(parent, title, settings.text(FOLDER))
    return _remembered(settings, [path] if path else [])


def save_file(
    parent: QWidget, settings: Settings, title: str, name: str, filters: str
) -> str | None:
    """A path to write `name` to, with its suffix completed; None if the person cancels."""
    start = str(Path(settings.text(FOLDER)) / name)
    path, _ = QFileDialog.getSaveFileName(parent, title, start, filters)
    if not path:
        return None
    if not Path(path).suffix:
        path += Path(name).suffix
    return _remembered(settings, [path])[0]


def _remembered(settings: Settings, paths: list[str]) -> list[str]:
    if paths:
        settings.set_text(FOLDER, str(Path(paths[0]).parent))
    return paths
