"""The head of the Screening page: which GoodNet answers, and the buttons."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from gui.look.widgets import PageHead, button
from gui.session import Session


class ScreeningHead(QObject):
    """Fills a `PageHead`.

    Signals:
        csv_wanted, report_wanted, add_wanted: a button was pressed.
    """

    csv_wanted = Signal()
    report_wanted = Signal()
    add_wanted = Signal()

    def __init__(self, head: PageHead, parent: QObject) -> None:
        super().__init__(parent)
        self._head = head
        head.title.setText(self.tr("Screening"))
        self._csv = head.add_button(button(self.tr("Save CSV…"), "download"))
        self._report = head.add_button(button(self.tr("Report…"), "document"))
        self._add = head.add_button(button(self.tr("Add images…"), "plus", "primary"))
        self._csv.clicked.connect(self.csv_wanted)
        self._report.clicked.connect(self.report_wanted)
        self._add.clicked.connect(self.add_wanted)

    def show_source(self, session: Session, *, has_goodnet: bool) -> None:
        """Show which GoodNet answers, or why one is needed."""
        for made in (self._csv, self._report, self._add):
            made.setVisible(has_goodnet)
        if not has_goodnet:
            self._head.line.setText(self.tr("Each image gets a class, a p-value and a verdict."))
            return
        if session.goodnet_path:
            source = Path(session.goodnet_path).name
        else:
            record = session.goodnet.record if session.goodnet else None
            repaired = record is None or record.recipe != "none" or record.learned
            source = self.tr("the repaired {name}") if repaired else self.tr("{name}, not repaired")
            source = source.format(name=session.model_name)
        line = self.tr("Answers come from {it}.")
        self._head.line.setText(line.format(it=source))

    def show_verdicts(self, *, any_yet: bool) -> None:
        """Show whether there is anything to save."""
        self._csv.setEnabled(any_yet)
