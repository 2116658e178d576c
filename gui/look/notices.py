"""Notices: a bar under a page's head that moves the page down and never covers it."""

from __future__ import annotations

import traceback
from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QApplication,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from core.errors import GoodNetError, understood
from core.records import Notice
from core.text.sentence import remedies
from gui.look.fit import Fitted, Turning
from gui.look.i18n import N
from gui.look.sentences import in_window_language, standing_alone
from gui.look.theme import GAP, Tone, font
from gui.look.widgets import Card, IconLabel, Label, button, column, icon_button, row, set_kind
from gui.look.wording import breakable

SIGNS: dict[str, tuple[str, Tone]] = {
    "error": ("poisoned", "poisoned"),
    "warning": ("warning", "warning"),
    "note": ("info", "accent"),
}


LEAST_SENTENCE = 320  # pixels that a sentence has beside its buttons
DETAILS = 140  # pixels of height


@dataclass(frozen=True)
class Message:
    """A sentence for a person, with details.

    Attributes:
        actions: keys of `BUTTONS` for what a person can do about it.
        about: its subject, such as "clean data"; `NoticeBar.settle` removes messages by subject.
        aside: its buttons are not the next step on the page, even if it warns; it is shown below
            the existing messages.
    """

    severity: Literal["error", "warning", "note"]
    sentence: str
    details: str = ""
    actions: tuple[str, ...] = ()
    about: str = ""
    aside: bool = False


# The buttons that a notice may offer, by the key of the command.
BUTTONS = {
    "ignore_labels": N("Notices", "Ignore labels"),
    "fit_crop": N("Notices", "Crop"),
    "fit_pad": N("Notices", "Pad"),
    "leave_out_stretched": N("Notices", "Leave out"),
    "screen_only": N("Notices", "Screen only"),
    "choose_architecture": N("Notices", "Choose architecture…"),
    "choose_output": N("Notices", "Choose output…"),
    "choose_size": N("Notices", "Choose size…"),
    "choose_preprocessing": N("Notices", "Choose preprocessing…"),
    "open": N("Notices", "Open…"),
    "add_clean": N("Notices", "Add clean data…"),
    "resume_repair": N("Notices", "Continue the repair"),
    "discard_repair": N("Notices", "Discard it"),
    "learn": N("Notices", "See them…"),
    "save": N("Notices", "Save GoodNet…"),
}


def message_for(error: BaseException, about: str = "") -> Message:
    """The message for `error`: its own sentence, or a general one with the traceback as details."""
    return replace(_message_for(understood(error)), about=about)


def _message_for(error: BaseException) -> Message:
    if isinstance(error, GoodNetError):
        said = str(error)
        return Message("error", in_window_language(said), actions=remedies(said))
    if isinstance(error, OSError):
        return Message("error", f"{error.strerror or error}: {error.filename or ''}".rstrip(": "))
    lines = "".join(traceback.format_exception(error))
    sentence = QApplication.translate("Notices", "Something went wrong inside GoodNet: {what}.")
    return Message("error", sentence.format(what=str(error) or type(error).__name__), lines)


def message_of(notice: Notice, about: str = "") -> Message:
    """The message for a notice from core, with the buttons that it offers."""
    severity = "warning" if notice.severity == "warning" else "note"
    return Message(
        severity, standing_alone(notice.what), actions=remedies(notice.what), about=about
    )


def translated(text: str) -> str:
    """A text of the table in the window's language."""
    return QApplication.translate("Notices", text)


class _SaidAndOffered(Turning):
    """A sentence, and its buttons beside it where that leaves room to read, otherwise below."""

    def room(self) -> int:
        return max(super().room(), LEAST_SENTENCE)


class NoticeBar(Fitted):
    """Shows the newest message until it is closed, then the previous one, if any.

    Errors stay until a person closes them or their cause is settled (`settle`). `clear_passing`
    removes all others.

    Signals:
        wanted: the key of a button that a message offers.
        changed: messages came or went.
    """

    wanted = Signal(str)
    changed = Signal()

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
        self._details.setFixedHeight(DETAILS)
        self._details.setAccessibleName(self.tr("Details of the notice"))
        self._more.toggled.connect(self._details.setVisible)
        self._copy.clicked.connect(self._on_copy)
        self._close.clicked.connect(self._on_close)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        # The gap below belongs to the bar, so that it disappears with the bar.
        outer = column(self)
        outer.setContentsMargins(0, 0, 0, GAP)
        card = Card(margin=8)
        outer.addWidget(card)
        said, buttons = QWidget(), QWidget()
        words, line = row(said, spacing=8), row(buttons, spacing=8)
        words.addWidget(self._icon)
        words.addWidget(self._sentence, 1)
        line.addStretch()
        self._offers = {key: button(translated(text), kind="flat") for key, text in BUTTONS.items()}
        for key, made in self._offers.items():
            made.clicked.connect(lambda _checked, key=key: self._on_offer(key))
        for made in (*self._offers.values(), self._more, self._copy, self._close):
            line.addWidget(made)
        card.body.addWidget(_SaidAndOffered(said, buttons))
        card.body.addWidget(self._details)

    def sizeHint(self) -> QSize:
        # A wrapped sentence would prefer to be narrow and high.
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def show_message(self, message: Message) -> None:
        """Show `message` above the existing ones; a repeated message moves to the top."""
        if message in self._messages:
            self._messages.remove(message)
        self._messages.insert(0 if message.aside else len(self._messages), message)
        self._show_newest()

    def settle(self, about: str) -> None:
        """Remove all messages about a subject that is settled now, including errors."""
        self._messages = [shown for shown in self._messages if shown.about != about]
        self._show_newest()

    def clear_passing(self) -> None:
        """Remove everything except errors, as when something new is started."""
        self._messages = [shown for shown in self._messages if shown.severity == "error"]
        self._show_newest()

    def warns(self, about: str) -> bool:
        """Whether there is a warning or an error about a subject."""
        return any(m.about == about and m.severity != "note" for m in self._messages)

    def shown(self) -> Message | None:
        """The message that is shown now."""
        return self._messages[-1] if self._messages else None

    def next_step(self) -> QPushButton | None:
        """The button that mends what is warned of; None without one, or if there is a choice."""
        message = self.shown()
        if message is None or message.severity == "note" or message.aside:
            return None
        if len(message.actions) != 1:
            return None
        return self._offers[message.actions[0]]

    def _show_newest(self) -> None:
        message = self.shown()
        if message:
            self._show(message)
        else:
            self.hide()
        self.changed.emit()

    def _show(self, message: Message) -> None:
        self._icon.set_icon(*SIGNS[message.severity])
        self._sentence.setText(breakable(message.sentence))
        self.setAccessibleName(message.sentence)
        for key, made in self._offers.items():
            # First its kind, which its width depends on.
            set_kind(made, "primary" if made is self.next_step() else "flat")
            made.setVisible(key in message.actions)
        self._more.setChecked(False)
        self._more.setVisible(bool(message.details))
        self._details.setPlainText(message.details)
        self._details.hide()
        self.show()  # last, so that it is never laid out with the parts of another message

    def _on_copy(self) -> None:
        message = self.shown()
        if message:
            QApplication.clipboard().setText(f"{message.sentence}\n{message.details}".strip())

    def _on_offer(self, key: str) -> None:
        self._on_close()
        self.wanted.emit(key)

    def _on_close(self) -> None:
        self._messages.pop()
        self._show_newest()
