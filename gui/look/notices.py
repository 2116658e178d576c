"""Notices: one bar under a page's head that pushes the page down and never covers it."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from typing import Literal

from PySide6.QtWidgets import QApplication, QPlainTextEdit, QSizePolicy, QWidget

from core.errors import GoodNetError, understood
from gui.look.sentences import in_window_language
from gui.look.theme import GAP, Tone, font
from gui.look.widgets import Card, IconLabel, Label, button, column, icon_button, row

SIGNS: dict[str, tuple[str, Tone]] = {
    "error": ("poisoned", "poisoned"),
    "warning": ("warning", "warning"),
    "note": ("info", "accent"),
}


@dataclass(frozen=True)
class Message:
    """A sentence for a person, and what stands behind it."""

    severity: Literal["error", "warning", "note"]
    sentence: str
    details: str = ""


def message_for(error: BaseException) -> Message:
    """What to tell of `error`: its own sentence, or a general one with the traceback behind."""
    error = understood(error)
    if isinstance(error, GoodNetError):
        return Message("error", in_window_language(str(error)))
    if isinstance(error, OSError):
        return Message("error", f"{error.strerror or error}: {error.filename or ''}".rstrip(": "))
    lines = "".join(traceback.format_exception(error))
    sentence = QApplication.translate("Notices", "Something went wrong inside GoodNet: {what}.")
    return Message("error", sentence.format(what=str(error) or type(error).__name__), lines)


class NoticeBar(QWidget):
    """Shows the newest message until it is closed; then the one before it, if any.

    Errors stay until a person closes them; `clear_passing` takes the others away.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._messages: list[Message] = []
        self._icon = IconLabel("info", "accent")
        self._sentence = Label(wrap=True)
        self._sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._more = button(self.tr("Details"), kind="flat")
        self._more.setCheckable(True)
        self._copy = button(self.tr("Copy"), kind="flat")
        self._close = icon_button("cross", self.tr("Close this notice"))
        self._details = QPlainTextEdit()
        self._details.setReadOnly(True)
        self._details.setFont(font("fixed"))
        self._details.setMaximumHeight(180)
        self._details.setAccessibleName(self.tr("Details of the notice"))
        self._more.toggled.connect(self._details.setVisible)
        self._copy.clicked.connect(self._on_copy)
        self._close.clicked.connect(self._on_close)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        # The gap below belongs to the bar, so that it goes when the bar goes.
        outer = column(self)
        outer.setContentsMargins(0, 0, 0, GAP)
        card = Card(margin=8)
        outer.addWidget(card)
        whole = card.body
        line = row(spacing=8)
        line.addWidget(self._icon)
        line.addWidget(self._sentence, 1)
        for made in (self._more, self._copy, self._close):
            line.addWidget(made)
        whole.addLayout(line)
        whole.addWidget(self._details)

    def show_message(self, message: Message) -> None:
        """Show `message` on top of those that stand already."""
        if message not in self._messages:
            self._messages.append(message)
        self._show_newest()

    def clear_passing(self) -> None:
        """Take away everything but errors, as when something new is started."""
        self._messages = [shown for shown in self._messages if shown.severity == "error"]
        self._show_newest()

    def shown(self) -> Message | None:
        """The message that stands there now."""
        return self._messages[-1] if self._messages else None

    def _show_newest(self) -> None:
        message = self.shown()
        self.setVisible(message is not None)
        if message is None:
            return
        self._icon.set_icon(*SIGNS[message.severity])
        self._sentence.setText(message.sentence)
        self.setAccessibleName(message.sentence)
        self._more.setChecked(False)
        self._more.setVisible(bool(message.details))
        self._details.setPlainText(message.details)
        self._details.hide()

    def _on_copy(self) -> None:
        message = self.shown()
        if message:
            QApplication.clipboard().setText(f"{message.sentence}\n{message.details}".strip())

    def _on_close(self) -> None:
        self._messages.pop()
        self._show_newest()
