"""Controls that Qt lacks: segments, the thin bar, the empty state."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QScrollArea, QSizePolicy, QWidget

from gui.look.theme import font, tokens
from gui.look.widgets import IconLabel, Label, column, row, rule


class Segments(QFrame):
    """Two or more choices side by side, one of which is selected.

    Signals:
        chosen: the key of the choice that a person took.
    """

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]], name: str) -> None:
        super().__init__()
        self.setProperty("segments", "true")
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        layout = row(self, margin=1, spacing=0)
        for key, text in choices:
            if self._buttons:
                layout.addWidget(rule(vertical=True))
            made = QPushButton(text)
            made.setProperty("segment", "true")
            made.setCheckable(True)
            made.setFont(font("strong"))
            made.clicked.connect(lambda _checked, key=key: self.chosen.emit(key))
            self._group.addButton(made)
            layout.addWidget(made)
            self._buttons[key] = made
        self.choose(choices[0][0])

    def choose(self, key: str) -> None:
        """Select `key` without a signal."""
        self._buttons[key].setChecked(True)

    def choose_none(self) -> None:
        """Select nothing: what is shown is none of the choices."""
        self._group.setExclusive(False)
        for made in self._buttons.values():
            made.setChecked(False)
        self._group.setExclusive(True)

    def current(self) -> str:
        """The key of the selected choice."""
        return next(key for key, made in self._buttons.items() if made.isChecked())

    def set_text(self, key: str, text: str) -> None:
        """Rename a choice, for example to add a count."""
        self._buttons[key].setText(text)


class Scrolling(QScrollArea):
    """Holds one widget on the background of its parent, and scrolls it if there is no room."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)


class ThinBar(QWidget):
    """A 4 px progress bar; while the duration is unknown, a piece of it moves to and fro."""

    def __init__(self, name: str, height: int = 4) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFixedHeight(height)
        self.setMinimumWidth(48)
        self._fraction: float | None = 0.0
        self._running = QVariantAnimation(self)
        self._running.setStartValue(0.0)
        self._running.setEndValue(1.0)
        self._running.setDuration(1600)
        self._running.setLoopCount(-1)
        self._running.valueChanged.connect(lambda _value: self.update())

    def set_fraction(self, fraction: float | None) -> None:
        """Show the share that is done, 0..1; None means that the duration is unknown."""
        self._fraction = fraction
        self._run()
        self.update()

    def _run(self) -> None:
        if self._fraction is None and self.isVisible():
            self._running.start()
        else:
            self._running.stop()

    def sizeHint(self) -> QSize:
        return QSize(96, self.height())

    def showEvent(self, event: QShowEvent) -> None:
        self._run()

    def hideEvent(self, event: QHideEvent) -> None:
        self._running.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_bar(QPainter(self), QRectF(self.rect()), self._fraction, self._place())

    def _place(self) -> float:
        value = self._running.currentValue()
        return abs(2 * float(value) - 1) if value is not None else 0.5


def paint_bar(painter: QPainter, rect: QRectF, fraction: float | None, place: float = 0.5) -> None:
    """Paint a thin bar; `place` is the position of the moving piece, 0..1."""
    radius = rect.height() / 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tokens().color("border"))
    painter.drawRoundedRect(rect, radius, radius)
    if fraction is None:
        width = rect.width() * 0.34
        filled = QRectF(
            rect.left() + place * (rect.width() - width), rect.top(), width, rect.height()
        )
    else:
        filled = QRectF(rect.topLeft(), rect.size())
        filled.setWidth(rect.width() * min(max(fraction, 0.0), 1.0))
    painter.setBrush(tokens().color("accent"))
    if filled.width() > 0:
        painter.drawRoundedRect(filled, radius, radius)


class EmptyState(QWidget):
    """A placeholder for an empty view: icon, what belongs here, why, a button, its shortcut.

    Attributes:
        what, why: labels.
    """

    def __init__(
        self, icon_name: str, what: str, why: str, made: QPushButton | None = None, hint: str = ""
    ) -> None:
        super().__init__()
        layout = column(self, margin=24, spacing=0)
        layout.addStretch()
        middle = Qt.AlignmentFlag.AlignHCenter
        layout.addWidget(_Badge(icon_name), alignment=middle)
        layout.addSpacing(20)
        self.what = _centred(Label(what, "title"))
        self.why = _centred(Label(why, "body", "muted", wrap=True))
        layout.addWidget(self.what)
        layout.addSpacing(8)
        layout.addWidget(self.why)
        if made:
            layout.addSpacing(24)
            layout.addWidget(made, alignment=middle)
        if hint:
            layout.addSpacing(16)
            layout.addWidget(_centred(Label(hint, "small", "muted")))
        layout.addStretch()


class _Badge(QWidget):
    """An icon on a tinted square."""

    def __init__(self, icon_name: str) -> None:
        super().__init__()
        self.setFixedSize(72, 72)
        layout = row(self, margin=18)
        layout.addWidget(IconLabel(icon_name, "accent", 36))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens().tinted("accent"))
        painter.drawRoundedRect(QRectF(self.rect()), 16, 16)


def _centred(label: Label) -> Label:
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return label
