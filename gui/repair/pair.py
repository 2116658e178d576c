"""One measurement before and after a repair: both shares, the change, and a scale with both."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gui.look.theme import GAP, Role, font, grown, tokens
from gui.look.widgets import ElidedLabel, IconLabel, Label, column, row
from gui.look.wording import SPACE, breakable, change, count, percent


class Pair(QWidget):
    """One measurement before and after.

    Attributes:
        title: its name, to be placed above it.
    """

    def __init__(
        self, title: str, tone: str, *, measured: bool = True, small: bool = False
    ) -> None:
        super().__init__()
        self._measured, self._name = measured, title
        layout = column(self, spacing=0)
        margin = 10 if small else GAP
        layout.setContentsMargins(margin, 0, margin, 0)
        self.title = Label(breakable(title), "body", "muted", wrap=True)
        self.title.setAlignment(Qt.AlignmentFlag.AlignBottom)
        self.title.setContentsMargins(margin, 0, margin, 0)
        values = row(spacing=5 if small else 9)
        was: Role = "body" if small else "readout"
        self._before = Label("", was, "muted", tabular=True)
        light = font(was, tabular=True)
        light.setWeight(light.Weight.Normal)
        self._before.setFont(light)
        self._after = Label("", "readout" if small else "metric", tabular=True)
        lift = self._after.fontMetrics().descent() - self._before.fontMetrics().descent()
        self._before.setContentsMargins(0, 0, 0, lift)
        values.addWidget(self._before, alignment=Qt.AlignmentFlag.AlignBottom)
        self._arrow = IconLabel("arrow-right", "muted", 18)
        values.addWidget(self._arrow, alignment=Qt.AlignmentFlag.AlignBottom)
        values.addWidget(self._after, alignment=Qt.AlignmentFlag.AlignBottom)
        values.addStretch()
        self._change = ElidedLabel("", "small", "muted")
        self._bar = ChangeBar(tone)
        layout.addLayout(values)
        layout.addWidget(self._change)
        layout.addSpacing(8)
        layout.addWidget(self._bar)
        layout.addStretch()

    def show_change(self, before: float, after: float, images: int) -> None:
        """Show shares of `images`, 0..1; `images` is 0 if the number is unknown."""
        self._before.setText(percent(before))
        # Without labels the BadNet agrees with its own answers, so the figure says nothing.
        for part in (self._before, self._arrow):
            part.setVisible(self._measured)
        self._after.setText(percent(after))
        said = self.tr("{points} points, {some} of {all}")
        if not images:
            said = self.tr("{points} points, of stamped images")
        said = said.format(
            points=change(before, after), some=count(round(after * images)), all=count(images)
        )
        self._change.setText(said.replace(" points", f"{SPACE}points"))
        self._bar.show_change(before, after)
        self.setAccessibleName(
            self.tr("{title}: before {before}, after {after}, {change}").format(
                title=self._name, before=percent(before), after=percent(after), change=said
            )
        )


class ChangeBar(QWidget):
    """A scale from 0 to 100 % with a ring for before and a dot for after."""

    RADIUS = 5.5
    BELOW, WORDS = 15, 15  # where the words begin, and their height

    def __init__(self, tone: str) -> None:
        super().__init__()
        self.setFixedHeight(self.BELOW + grown(self.WORDS))
        self._tone = tone
        self._before, self._after = 0.0, 0.0

    def show_change(self, before: float, after: float) -> None:
        self._before, self._after = before, after
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now, ink = tokens(), tokens().color(self._tone)
        left, width, y = self.RADIUS + 1, self.width() - 2 * self.RADIUS - 2, 7.0
        painter.setPen(QPen(now.color("border"), 4, c=Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(left, y), QPointF(left + width, y))
        was, now_at = left + width * self._before, left + width * self._after
        painter.setPen(QPen(ink, 4, c=Qt.PenCapStyle.FlatCap))
        painter.drawLine(QPointF(was, y), QPointF(now_at, y))
        painter.setPen(QPen(ink, 2))
        painter.setBrush(now.color("surface"))
        painter.drawEllipse(QPointF(was, y), self.RADIUS - 1, self.RADIUS - 1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawEllipse(QPointF(now_at, y), self.RADIUS, self.RADIUS)
        painter.setPen(now.color("muted"))
        painter.setFont(font("tick"))
        words = QRectF(1, self.BELOW, self.width() - 2, grown(self.WORDS))
        painter.drawText(words, int(Qt.AlignmentFlag.AlignLeft), "0")
        painter.drawText(words, int(Qt.AlignmentFlag.AlignRight), f"100{SPACE}%")
