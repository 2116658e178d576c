"""One image large: where the BadNet looks, the image itself, the trigger, and some blends."""

from __future__ import annotations

import base64

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from core.records import SuspectedTarget
from gui.look.pictures import draw, pixmap
from gui.look.side_window import SideWindow
from gui.look.theme import GAP, MARGIN
from gui.look.widgets import ElidedLabel, Label, column, icon_button, row
from gui.look.wording import lead, percent
from gui.look.zoom_view import ZoomView
from gui.port import Closeup
from gui.session import Session

SIDE = 208
CELL = 98
BLENDS = 4
SIZE = QSize(1180, 760)


class CloseupWindow(SideWindow):
    """Follows the selected row of the table.

    Attributes:
        with_map, as_it_is: the two large views, which move together.
        map_switch: whether the map is shown over the picture.

    Signals:
        step_wanted: a person wants the next row (1) or the previous one (-1).
    """

    step_wanted = Signal(int)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent, self.tr("Where the BadNet looks"), SIZE)
        self._session = session
        self.with_map = ZoomView(self.tr("The image with the places where the BadNet looks"))
        self.as_it_is = ZoomView(self.tr("The image itself"))
        self.map_switch = QCheckBox(self.tr("Show the map (Space)"))
        self._lay_out()
        self._connect()

    @property
    def line(self) -> str:
        """The words about the image."""
        return self._line.text()

    def wait(self, name: str, why: str) -> None:
        """Show that an image is being examined, or why it cannot be."""
        self._name.setText(name)
        self._line.setText(why)
        self._show_side(None, np.zeros((0, 1, 1, 3), np.uint8), [])

    def show_closeup(self, name: str, closeup: Closeup) -> None:
        """Show an image with all findings about it."""
        self._name.setText(name)
        self.with_map.show_picture(closeup.image)
        self.as_it_is.show_picture(closeup.image)
        self.with_map.show_map(closeup.veil, closeup.strongest)
        self._line.setText(self._line_of(closeup))
        trigger = self._trigger(closeup.target)
        captions = [percent(float(share)) for share in closeup.blend_shares]
        self._show_side(trigger, closeup.blends, captions)

    # -- made once -----------------------------------------------------------------------

    def _lay_out(self) -> None:
        whole = column(self, margin=MARGIN, spacing=GAP)
        head = row(spacing=8)
        self._name = ElidedLabel("", "title")
        before = icon_button("chevron-left", self.tr("The previous image (Page Up)"))
        after = icon_button("chevron-right", self.tr("The next image (Page Down)"))
        before.clicked.connect(lambda: self.step_wanted.emit(-1))
        after.clicked.connect(lambda: self.step_wanted.emit(1))
        self.map_switch.setChecked(True)
        head.addWidget(self._name)
        head.addStretch()
        for part in (self.map_switch, before, after):
            head.addWidget(part)
        whole.addLayout(head)
        self._line = Label("", "body", "muted", wrap=True)
        whole.addWidget(self._line)
        middle = row(spacing=GAP)
        middle.addLayout(_titled(self.tr("Where it looks"), self.with_map), 1)
        middle.addLayout(_titled(self.tr("The image itself"), self.as_it_is), 1)
        middle.addLayout(self._side())
        whole.addLayout(middle, 1)
        hint = self.tr("Wheel, + and −: zoom. Drag: move. Double-click or 0: all of it.")
        whole.addWidget(Label(hint, "small", "muted", wrap=True))

    def _side(self) -> QVBoxLayout:
        side = column(spacing=8)
        self._trigger_title = Label(self.tr("The inverted trigger"), "strong")
        self._trigger_picture = Pictures(1, SIDE, self.tr("The inverted trigger of this class"))
        side.addWidget(self._trigger_title)
        side.addWidget(self._trigger_picture)
        self._blends_title = Label(self.tr("Most informative blends"), "strong")
        self._blends = Pictures(2, CELL, self.tr("Blends in which the class wins most clearly"))
        side.addWidget(self._blends_title)
        side.addWidget(self._blends)
        side.addStretch()
        return side

    def _connect(self) -> None:
        for one, other in (
            (self.with_map, self.as_it_is),
            (self.as_it_is, self.with_map),
        ):
            one.moved.connect(lambda one=one, other=other: other.follow(one))
            one.toggled.connect(self.map_switch.toggle)
        self.map_switch.toggled.connect(self.with_map.set_map_visible)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        if (step := steps.get(Qt.Key(event.key()))) is not None:
            self.step_wanted.emit(step)
        else:
            super().keyPressEvent(event)

    # -- inside --------------------------------------------------------------------------

    def _line_of(self, closeup: Closeup) -> str:
        target = self._session.numbered(closeup.target)
        if closeup.repaired_lead > 0:
            sentence = self.tr(
                "Both networks answer {target} (lead {badnet} and {repaired} logits). The BadNet "
                "does so because of the bright places."
            )
        else:
            sentence = self.tr(
                "The BadNet answers {target} because of the bright places; the repaired network "
                "answers another class (lead {badnet} and {repaired} logits). The line surrounds "
                "the strongest tenth."
            )
        return sentence.format(
            target=target, badnet=lead(closeup.badnet_lead), repaired=lead(closeup.repaired_lead)
        )

    def _trigger(self, target: int) -> QPixmap | None:
        goodnet = self._session.goodnet
        suspected: tuple[SuspectedTarget, ...] = goodnet.record.suspected_targets if goodnet else ()
        found = next((each for each in suspected if each.target_class == target), None)
        if found is None or not found.picture:
            return None
        picture = QPixmap()
        picture.loadFromData(base64.b64decode(found.picture), "PNG")
        return picture

    def _show_side(self, trigger: QPixmap | None, blends: np.ndarray, captions: list[str]) -> None:
        for part in (self._trigger_title, self._trigger_picture):
            part.setVisible(trigger is not None)
        self._trigger_picture.show_pictures([trigger] if trigger else [], [""])
        for part in (self._blends_title, self._blends):
            part.setVisible(bool(len(blends)))
        self._blends.show_pictures([pixmap(blend) for blend in blends], captions)


class Pictures(QWidget):
    """Small pictures in rows, each with a caption below."""

    CAPTION = 18

    def __init__(self, columns: int, cell: int, name: str) -> None:
        super().__init__()
        self._columns, self._cell, self._name = columns, cell, name
        self._shown: list[tuple[QPixmap, str]] = []
        self.setFixedWidth(SIDE)

    def show_pictures(self, pictures: list[QPixmap], captions: list[str]) -> None:
        """Show exactly these pictures."""
        self._shown = list(zip(pictures, captions, strict=False))
        line = ", ".join(caption for _, caption in self._shown if caption)
        self.setAccessibleName(f"{self._name}: {line}" if line else self._name)
        rows = -(-len(pictures) // self._columns)
        self.setFixedHeight(max(1, rows * self._row_height()))
        self.update()

    def _row_height(self) -> int:
        return self._cell + (self.CAPTION if any(text for _, text in self._shown) else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        step = self._cell + (SIDE - self._columns * self._cell) // max(1, self._columns - 1)
        for place, (picture, caption) in enumerate(self._shown):
            line, number = divmod(place, self._columns)
            cell = QRectF(number * step, line * self._row_height(), self._cell, self._cell)
            draw(painter, cell, picture)
            words = QRectF(cell.left(), cell.bottom(), self._cell, self.CAPTION)
            painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter), caption)


def _titled(title: str, view: ZoomView) -> QVBoxLayout:
    both = column(spacing=6)
    both.addWidget(Label(title, "strong"))
    both.addWidget(view, 1)
    return both
