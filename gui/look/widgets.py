"""The small parts of every page: labels, buttons, cards, rules and the page head."""

from __future__ import annotations

from typing import Literal, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.look.chips import Chip
from gui.look.fit import Fitted, Turning, least_of_layout
from gui.look.flow import Flow
from gui.look.icons import icon
from gui.look.theme import GAP, Role, Tone, font, grown

LEAST_LETTERS = 13  # that an elided text is as wide as: eight of its own are left at least
L = TypeVar("L", bound=QLayout)
Kind = Literal["normal", "primary", "danger", "flat", "nav"]

ICON_TONES: dict[Kind, Tone] = {
    "normal": "text",
    "primary": "on_accent",
    "danger": "poisoned",
    "flat": "accent",
    "nav": "muted",
}


class Label(QLabel):
    """Plain text in the size of a role and the color of a tone; it never interprets markup."""

    def __init__(
        self,
        text: str = "",
        role: Role = "body",
        tone: Tone = "text",
        *,
        wrap: bool = False,
        tabular: bool = False,
    ) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font(role, tabular=tabular))
        self.setWordWrap(wrap)
        self.set_tone(tone)

    def set_tone(self, tone: Tone) -> None:
        """Show the text in the color of `tone`."""
        restyle(self, "tone", tone)


class ElidedLabel(Label):
    """One line that can shrink: long text loses its middle and is complete in the tooltip.

    Attributes:
        explanation: what the tooltip says in any case.
    """

    def __init__(self, text: str = "", role: Role = "body", tone: Tone = "text") -> None:
        super().__init__(text, role, tone)
        self.explanation = ""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        whole = super().minimumSizeHint()
        return QSize(
            min(self.fontMetrics().averageCharWidth() * LEAST_LETTERS, whole.width()),
            whole.height(),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideMiddle, self.contentsRect().width()
        )
        whole = self.text() if shown != self.text() else ""
        self.setToolTip("\n".join(filter(None, (whole, self.explanation))))
        painter = QPainter(self)
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            self.alignment(),
            self.palette(),
            True,
            shown,
            self.foregroundRole(),
        )


class Card(Fitted):
    """A surface with a thin border; put things into `body`."""

    def __init__(self, margin: int = GAP, spacing: int = 8) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.body = column(self, margin=margin, spacing=spacing)


class PageHead(Turning):
    """The head of a page: title, chip and one grey line; buttons on the right, or below.

    Attributes:
        title, line: labels to set text on.
        chip: hidden until it has a text.
    """

    HEIGHT = 72
    TITLE = 460  # pixels beyond which a title gives way to the buttons

    def __init__(self, title: str = "", line: str = "") -> None:
        words_part, self._buttons = QWidget(), QWidget()
        super().__init__(words_part, self._buttons)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        words_part.setFixedHeight(grown(self.HEIGHT))
        Flow(self._buttons, to_the_right=True)
        self.title = ElidedLabel(title, "title")
        self.line = ElidedLabel(line, "body", "muted")
        self.chip = Chip()
        self.chip.hide()
        words = QVBoxLayout(words_part)
        words.setContentsMargins(0, 11, 0, 12)
        words.setSpacing(2)
        first = QHBoxLayout()
        first.setSpacing(11)
        first.addWidget(self.title)
        first.addWidget(self.chip)
        first.addStretch()
        self._first = first
        words.addLayout(first)
        words.addWidget(self.line)

    def room(self) -> int:
        return min(self._first.sizeHint().width(), self.TITLE)

    def minimumSizeHint(self) -> QSize:
        # Below the words, the buttons may take several lines.
        return least_of_layout(self)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def turn(self) -> None:
        super().turn()
        layout = self.layout()
        assert layout is not None
        # Buttons below the title keep away from what follows.
        layout.setContentsMargins(0, 0, 0, 0 if self.is_beside else GAP)

    def add_help(self, link: QToolButton) -> None:
        """Add a "?" after title and chip."""
        self._first.insertWidget(2, link)

    def primary_button(self) -> QPushButton | None:
        """The button of the next step, if it can be pressed now."""
        buttons = self._buttons.findChildren(QPushButton)
        return next(
            (
                made
                for made in buttons
                if made.property("kind") == "primary" and made.isVisible() and made.isEnabled()
            ),
            None,
        )

    def add_button(self, made: QPushButton) -> QPushButton:
        """Append `made` on the right; the primary one comes last."""
        layout = self._buttons.layout()
        assert layout is not None
        layout.addWidget(made)
        return made


class IconLabel(QWidget):
    """An icon beside words, without a meaning of its own."""

    def __init__(self, icon_name: str, tone: Tone = "muted", size: int = 20) -> None:
        super().__init__()
        self.setFixedSize(size, size)
        self._icon = icon(icon_name, tone)

    def set_icon(self, icon_name: str, tone: Tone) -> None:
        """Show another icon."""
        self._icon = icon(icon_name, tone)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._icon.paint(QPainter(self), self.rect())


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the stylesheet selects by, and apply the stylesheet if it changed."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def button(
    text: str,
    icon_name: str = "",
    kind: Kind = "normal",
    *,
    tip: str = "",
    trailing: bool = False,
) -> QPushButton:
    """A push button with a matching icon; `trailing` puts the icon after the words."""
    made = QPushButton(text)
    made.setProperty("icon_name", icon_name)
    made.setProperty("trailing", trailing)
    made.setFont(font("strong"))
    made.setIconSize(QSize(20, 16))
    made.setToolTip(tip)
    made.setAutoDefault(True)  # so that Enter presses it outside of dialogs, too
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    set_kind(made, kind)
    if trailing:
        made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    return made


def set_kind(made: QPushButton, kind: Kind) -> None:
    """Give a button of `button` another kind, and its icon the color that matches."""
    made.setProperty("own_kind", kind)
    shown: Kind = "normal" if kind == "primary" and made.property("stands_back") else kind
    name: str = made.property("icon_name")
    if name:
        made.setIcon(icon(name, ICON_TONES[shown], trailing=made.property("trailing")))
    restyle(made, "kind", shown)
    made.updateGeometry()


def stand_back(made: QPushButton, back: bool) -> None:
    """Show a button of `button` as a normal one instead of a primary one, or no longer.

    It does so while something else is the next step, whatever kind it gets meanwhile.
    """
    kind = made.property("own_kind")
    if kind is not None and back != bool(made.property("stands_back")):
        made.setProperty("stands_back", back)
        set_kind(made, kind)


def icon_button(
    icon_name: str, name: str, tone: Tone = "muted", *, compact: bool = False
) -> QToolButton:
    """A button with only an icon; `name` is its accessible name and its tooltip."""
    made = QToolButton()
    made.setProperty("compact", compact)
    made.setIcon(icon(icon_name, tone))
    made.setIconSize(QSize(16, 16))
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made


def rule(*, vertical: bool = False) -> QFrame:
    """A 1 px line in the border's color."""
    made = QFrame()
    made.setProperty("rule", "true")
    (made.setFixedWidth if vertical else made.setFixedHeight)(1)
    return made


def row(parent: QWidget | None = None, *, margin: int = 0, spacing: int = 8) -> QHBoxLayout:
    """A horizontal layout, on `parent` if one is given."""
    return _spaced(QHBoxLayout(parent) if parent else QHBoxLayout(), margin, spacing)


def column(parent: QWidget | None = None, *, margin: int = 0, spacing: int = 8) -> QVBoxLayout:
    """A vertical layout, on `parent` if one is given."""
    return _spaced(QVBoxLayout(parent) if parent else QVBoxLayout(), margin, spacing)


def clear(layout: QLayout) -> None:
    """Remove everything from `layout`, and hide it at once."""
    while taken := layout.takeAt(0):
        widget = taken.widget()
        if widget:
            widget.hide()
            widget.deleteLater()


def _spaced(layout: L, margin: int, spacing: int) -> L:
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(spacing)
    return layout
