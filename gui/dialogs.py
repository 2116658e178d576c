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
    QLineEdit,
    QPushButton,
    QWidget,
)

from gui.look.fields import Choice
from gui.look.file_dialog import FileDialog
from gui.look.focus import FocusRing
from gui.look.theme import MARGIN
from gui.look.widgets import IconLabel, Label, button, column, row
from gui.settings import Settings

FOLDER = "last_folder"
TEXT_WIDTH = 400
WORTH_ASKING = 20.0  # seconds of work that may be lost without a question


@dataclass(frozen=True)
class Answer:
    """One button of a question; `key` is the result of `choose`."""

    key: str
    text: str
    kind: Literal["normal", "primary", "danger"] = "normal"


class Question(QDialog):
    """A question, an explanation, and a button for each answer.

    The first answer changes nothing; Escape and closing the dialog give it too. The keyboard focus
    starts at the field, if there is one; otherwise at the primary answer, or at the first if there
    is no primary one.

    Args:
        field: what a person fills in, if the answers alone do not tell everything.

    Attributes:
        answer: the key of the chosen answer.
        buttons: by key.
    """

    def __init__(
        self,
        parent: QWidget,
        question: str,
        explanation: str,
        answers: Sequence[Answer],
        field: QWidget | None = None,
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
            label.setMinimumWidth(TEXT_WIDTH)
            words.addWidget(label)
        buttons = self._make_buttons(answers)
        if field is not None:
            field.setAccessibleName(question)
            field.setAccessibleDescription(explanation)
            words.addSpacing(8)
            words.addWidget(field)
        words.addSpacing(MARGIN)
        words.addLayout(buttons)
        layout.addLayout(words)
        if field is not None:
            field.setFocus()
        self._ring = FocusRing(self)

    def _make_buttons(self, answers: Sequence[Answer]) -> QHBoxLayout:
        line = row(spacing=8)
        line.addStretch()
        self.buttons: dict[str, QPushButton] = {}
        for answer in answers:
            made = button(answer.text, kind=answer.kind)
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
    return _answer(Question(parent.window(), question, explanation, answers))


def ask(parent: QWidget, question: str, explanation: str, yes: str) -> bool:
    """Whether the person answers `question` with `yes`; the other answer is the default."""
    cancel = QApplication.translate("Dialogs", "Cancel")
    answers = (Answer("no", cancel), Answer("yes", yes))
    return choose(parent, question, explanation, answers) == "yes"


def may_lose(parent: QWidget, question: str, explanation: str, stay: str, lose: str) -> bool:
    """Whether the person gives up what a job did so far.

    The default answer says what goes on: beside "Cancel and discard", "Cancel" would be a riddle.
    """
    answers = (Answer("no", stay, "primary"), Answer("yes", lose, "danger"))
    return choose(parent, question, explanation, answers) == "yes"


def pick(parent: QWidget, title: str, words: str, names: Sequence[str]) -> str | None:
    """One of `names`, or None if the person cancels."""
    field = Choice()
    field.addItems(list(names))
    return field.currentText() if _fill_in(parent, title, words, field) else None


def enter(parent: QWidget, title: str, words: str, text: str) -> str | None:
    """A line of text, which starts as `text`, or None if the person cancels."""
    field = QLineEdit(text)
    field.selectAll()
    return field.text() if _fill_in(parent, title, words, field) else None


def _fill_in(parent: QWidget, title: str, words: str, field: QWidget) -> bool:
    """Whether the person filled in `field`; otherwise they cancelled."""
    cancel, ok = (
        QApplication.translate("Dialogs", "Cancel"),
        QApplication.translate("Dialogs", "OK"),
    )
    answers = (Answer("no", cancel), Answer("yes", ok, "primary"))
    return _answer(Question(parent.window(), title, words, answers, field)) == "yes"


def _answer(dialog: Question) -> str:
    dialog.exec()
    dialog.deleteLater()
    return dialog.answer


def open_files(parent: QWidget, settings: Settings, title: str, filters: str) -> list[str]:
    """Files to read, or none."""
    dialog = FileDialog(parent, title, settings.text(FOLDER), filters)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    return _chosen(dialog, settings)


def open_folder(parent: QWidget, settings: Settings, title: str) -> list[str]:
    """One folder to read, or none."""
    dialog = FileDialog(parent, title, settings.text(FOLDER))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _chosen(dialog, settings)


def save_file(
    parent: QWidget, settings: Settings, title: str, name: str, filters: str
) -> str | None:
    """A path to write `name` to, with its suffix completed; None if the person cancels."""
    dialog = FileDialog(parent, title, settings.text(FOLDER), filters)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.selectFile(name)
    path = next(iter(_chosen(dialog, settings)), None)
    return path if path is None or Path(path).suffix else path + Path(name).suffix


def _chosen(dialog: QFileDialog, settings: Settings) -> list[str]:
    """The chosen paths, or none; the next dialog begins in their folder."""
    paths = dialog.selectedFiles() if dialog.exec() else []
    dialog.deleteLater()
    if paths:
        settings.set_text(FOLDER, str(Path(paths[0]).parent))
    return paths
