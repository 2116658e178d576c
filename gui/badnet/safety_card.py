"""The result on safety: one sentence, and the checks behind it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from core.records import Check, Inspection
from gui.look.sentences import in_window_language
from gui.look.theme import Tone, tokens
from gui.look.widgets import Card, IconLabel, Label, clear, column, row

COLUMNS, FEWEST = 4, 2
LEAST_WIDTHS = {COLUMNS: 900, 3: 700, FEWEST: 0}  # of the card with so many columns, in pixels
MARGIN, ACROSS, BETWEEN = 16, 16, 24  # pixels
PASSED: tuple[str, Tone] = ("check", "clean")
FAILED: tuple[str, Tone] = ("cross", "poisoned")


class SafetyCard(Card):
    """Shows every check with what it saw."""

    def __init__(self) -> None:
        super().__init__(margin=MARGIN, spacing=0)
        self._columns = COLUMNS
        line = row(spacing=ACROSS)
        self._shield = _Shield()
        line.addWidget(self._shield, alignment=Qt.AlignmentFlag.AlignVCenter)
        self._words = words = column(spacing=2)
        words.addStretch()
        self._title = Label(self.tr("No unsafe content"), "section")
        self._count = Label("", "small", "muted")
        for label in (
            self._title,
            self._count,
            Label(self.tr("No code from the file ran."), "small", "muted"),
        ):
            words.addWidget(label)
        words.addStretch()
        line.addLayout(words)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(BETWEEN)
        self._grid.setVerticalSpacing(14)
        self._checks: list[_CheckLine] = []
        self._inspection: Inspection | None = None
        line.addLayout(self._grid, 1)
        self.body.addLayout(line)

    def show_checks(self, inspection: Inspection) -> None:
        """Show all checks of `inspection`, and notes on harmless findings."""
        if inspection is self._inspection:
            return  # made anew, the checks would move what is below them
        self._inspection = inspection
        clear(self._grid)
        checks = inspection.checks
        noted = sum(not finding.refuses for finding in inspection.findings)
        said = self.tr("{count} checks before loading.").format(count=len(checks))
        if noted:
            said = self.tr("{count} checks before loading, {noted} noted.").format(
                count=len(checks), noted=noted
            )
        self._count.setText(said)
        self._checks = [_CheckLine(check) for check in checks]
        self._columns = self._fitting(self.width())
        self._place()

    def _place(self) -> None:
        """Put the checks into as many columns as there is room for."""
        for number in range(COLUMNS):
            self._grid.setColumnStretch(number, number < self._columns)
        for number, line in enumerate(self._checks):
            self._grid.addWidget(line, number // self._columns, number % self._columns)

    def _needed(self, columns: int) -> int:
        """The width that the card needs with so many columns."""
        check = max((line.minimumSizeHint().width() for line in self._checks), default=0)
        shield, words = self._shield.width(), self._words.minimumSize().width()
        around = 2 * MARGIN + shield + words + 2 * ACROSS + 2 * self.frameWidth()
        return around + columns * check + (columns - 1) * BETWEEN

    def minimumSizeHint(self) -> QSize:
        # Not what the present columns need: more of them would then keep the card wide.
        return QSize(self._needed(FEWEST), super().minimumSizeHint().height())

    def _fitting(self, wide: int) -> int:
        """How many columns fit into the width `wide`."""
        fitting = [
            many for many, least in LEAST_WIDTHS.items() if wide >= max(least, self._needed(many))
        ]
        return max(fitting, default=FEWEST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        columns = self._fitting(event.size().width())
        if columns != self._columns:
            self._columns = columns
            self._place()
        super().resizeEvent(event)


class _CheckLine(QWidget):
    def __init__(self, check: Check) -> None:
        super().__init__()
        name, detail = in_window_language(check.name), in_window_language(check.detail)
        self.setToolTip(f"{name}: {detail}")
        layout = row(self, spacing=6)
        sign = IconLabel(
            "check" if check.passed else "cross", "clean" if check.passed else "poisoned", 16
        )
        layout.addWidget(sign, alignment=Qt.AlignmentFlag.AlignTop)
        words = column(spacing=1)
        for label in (Label(name, "strong", wrap=True), Label(detail, "small", "muted", wrap=True)):
            longest = map(label.fontMetrics().horizontalAdvance, label.text().split())
            label.setMinimumWidth(max(longest, default=0) + 1)  # Qt would break it within a word
            words.addWidget(label)
        words.addStretch()
        layout.addLayout(words, 1)


class _Shield(QWidget):
    """A shield on a square, tinted with the color for clean."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(52, 52)
        row(self, margin=13).addWidget(IconLabel("shield-check", "clean", 26))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens().tinted("clean"))
        painter.drawRoundedRect(QRectF(self.rect()), 12, 12)
