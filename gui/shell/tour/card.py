"""The card of the guided demo, below the pages: one step, and what a person can do with it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from gui.look.fit import Fitted, Turning
from gui.look.help import help_link
from gui.look.theme import GAP, MARGIN
from gui.look.widgets import Card, Kind, Label, button, column, restyle, row
from gui.shell.tour.pointer import Numbered

WORDS_WIDTH = 360  # pixels that two sentences need to be read with ease


@dataclass(frozen=True)
class Face:
    """What the card shows.

    Attributes:
        number, total: which step of how many, from 1.
        why_not: why the step cannot be done now; empty if it can.
        may_go_on: whether the next step can be begun.
    """

    number: int
    total: int
    title: str
    text: str
    why_not: str
    may_go_on: bool


class TourCard(Fitted):
    """Shows one step; hidden, it takes no room.

    Signals:
        do_wanted, back_wanted, next_wanted, leave_wanted: its four buttons.
    """

    do_wanted = Signal()
    back_wanted = Signal()
    next_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._badge = Numbered()
        self._title, self._count = Label("", "section"), Label("", "small", "muted")
        self._text = Label(wrap=True)
        self._leave = self._make(self.tr("Leave"), self.leave_wanted, "flat")
        self._back = self._make(self.tr("Back"), self.back_wanted)
        self._next = self._make(self.tr("Next"), self.next_wanted)
        self._do = self._make(self.tr("Do it for me"), self.do_wanted)
        self._lay_out()
        self.hide()

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def show_face(self, face: Face) -> None:
        """Show a step."""
        is_new = face.number != self._badge.number
        self._badge.number = face.number
        self._badge.update()
        self._title.setText(face.title)
        count = self.tr("Step {number} of {total}")
        self._count.setText(count.format(number=face.number, total=face.total))
        self._text.setText(face.text)
        self.setAccessibleName(f"{self._count.text()}: {face.title}")
        self.setAccessibleDescription(face.text)
        last = face.number == face.total
        self._next.setText(self.tr("Finish") if last else self.tr("Next"))
        focused = self.window().focusWidget() if self.has_keyboard() else None
        self._back.setEnabled(face.number > 1)
        self._next.setEnabled(face.may_go_on)
        self._do.setEnabled(not face.why_not)
        self._do.setToolTip(face.why_not)
        if focused and (
            focused is self or not focused.isEnabled() or (is_new and focused is not self._back)
        ):
            self.take_keyboard()

    def has_keyboard(self) -> bool:
        """Whether the keyboard focus is on the card."""
        focused = self.window().focusWidget()
        here = focused is self or (focused is not None and self.isAncestorOf(focused))
        return here and self.isVisible()

    def take_keyboard(self) -> None:
        """Focus what leads on; while nothing does, the card, where no key does harm."""
        (self._first() or self).setFocus()

    def _first(self) -> QPushButton | None:
        return next((made for made in (self._do, self._next) if made.isEnabled()), None)

    def _make(self, text: str, signal: SignalInstance, kind: Kind = "normal") -> QPushButton:
        made = button(text, kind=kind)
        made.clicked.connect(signal)
        return made

    def _lay_out(self) -> None:
        words = Fitted()
        words.least_width = WORDS_WIDTH
        line = row(words, spacing=12)
        line.addWidget(self._badge, alignment=Qt.AlignmentFlag.AlignTop)
        lines = column(spacing=4)
        head = row(spacing=10)
        head.addWidget(self._title)
        head.addWidget(self._count)
        head.addWidget(help_link("guided-demo"))
        head.addStretch()
        lines.addLayout(head)
        lines.addWidget(self._text)
        line.addLayout(lines, 1)
        buttons = QWidget()
        beside = row(buttons)
        beside.addStretch()
        for made in (self._leave, self._back, self._next, self._do):
            beside.addWidget(made)
        card = Card(margin=14)
        restyle(card, "card", "chosen")
        card.body.addWidget(Turning(words, buttons, spacing=GAP))
        outer = column(self)
        outer.setContentsMargins(MARGIN, 0, MARGIN, MARGIN)
        outer.addWidget(card)
