"""What goes into the report: its sections, each with its present contents, and a person's note."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QWidget

from core.records import Framing, ReportSection
from gui.look.theme import font
from gui.look.widgets import Card, Label, clear, column, row
from gui.report.sections import Section

NOTE_HEIGHT = 84
BELOW = 3  # pixels that small words stand lower, on the line of the words of a box


class ChoicesCard(Card):
    """A box to tick for each section, and a field for a note.

    Attributes:
        note: the field for the note.
        boxes: the boxes by the titles of their sections.

    Signals:
        changed: a choice has changed, and so has the report.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(spacing=6)
        self._left_out: set[ReportSection] = set()
        self.boxes: dict[str, QCheckBox] = {}
        layout = self.body
        layout.addWidget(Label(self.tr("Contents of the report"), "section"))
        self._rows = column(spacing=2)
        layout.addLayout(self._rows)
        layout.addSpacing(8)
        layout.addWidget(Label(self.tr("Your note"), "section"))
        self.note = QPlainTextEdit()
        self.note.setAccessibleName(self.tr("Your note"))
        self.note.setPlaceholderText(self.tr("Shown above the first section, with today's date"))
        self.note.setFont(font("body"))
        self.note.setFixedHeight(NOTE_HEIGHT)
        self.note.setTabChangesFocus(True)
        self.note.textChanged.connect(self.changed)
        layout.addWidget(self.note)
        layout.addStretch()

    def show_sections(self, found: Sequence[Section]) -> None:
        """Show these sections; sections that were left out before stay left out."""
        clear(self._rows)
        self.boxes = {}
        for section in found:
            self._rows.addWidget(self._row(section))
        # The contents of all sections begin at one edge.
        widest = max((box.sizeHint().width() for box in self.boxes.values()), default=0)
        for box in self.boxes.values():
            box.setMinimumWidth(widest)

    def framing(self) -> Framing:
        """The frame of the report as the person chose it, dated today."""
        return Framing(self.note.toPlainText().strip(), frozenset(self._left_out))

    def _row(self, section: Section) -> QWidget:
        made = QWidget()
        line = row(made, spacing=8)
        box = QCheckBox(section.title)
        box.setFont(font("strong"))
        box.setChecked(not self._left_out.issuperset(section.keys))
        box.setEnabled(section.there)
        box.toggled.connect(lambda chosen: self._on_toggled(section, chosen))
        words = Label(section.line, "small", "muted", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignTop)
        words.setContentsMargins(0, BELOW, 0, 0)
        line.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(words, 1)
        self.boxes[section.title] = box
        return made

    def _on_toggled(self, section: Section, chosen: bool) -> None:
        change = self._left_out.difference_update if chosen else self._left_out.update
        change(section.keys)
        self.changed.emit()
