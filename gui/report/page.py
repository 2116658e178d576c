"""The Report page: the report itself, what goes into it, and where to save it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QSize, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QPushButton, QWidget

from gui import dialogs
from gui.job import Job, Records
from gui.look.controls import EmptyState
from gui.look.documents import DocumentView
from gui.look.fit import Fitted, Stack, Turning
from gui.look.theme import GAP, grown
from gui.look.widgets import Card, IconLabel, Label, button, column, row
from gui.page import Command, Desk, Page, State
from gui.report.choices_card import ChoicesCard
from gui.report.paper import document_of
from gui.report.pdf import write_pdf
from gui.report.sections import sections

TEXT_WIDTH = 380  # beside the view in a window of 1280 pixels, even with a scroll bar
LEAST_VIEW = QSize(624, 320)  # for the widest part, a curve
SETTLED = 250  # ms after the last change
MOST_SHOWN = 40  # images in the page's own view; files hold all


class ReportPage(Page):
    """Shows the report, and saves it as HTML, PDF, Markdown or JSON.

    Attributes:
        choices: the sections and the note.
        view: the report as it would be saved, but without maps and with the first images only.
    """

    KEY = "report"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.head.title.setText(self.tr("Report"))
        self._saved = ""
        self._making: Job | None = None
        self._writing: Job | None = None
        self._outdated = True
        self._make_buttons()
        self.choices = ChoicesCard()
        self.view = DocumentView(self.tr("The report"))
        self._stack = Stack()
        self._stack.addWidget(
            EmptyState(
                "document",
                self.tr("Nothing to report yet"),
                self.tr("A report contains all findings and measurements for a BadNet."),
                self._go_button(),
                self.tr("Ctrl+1 shows the BadNet page"),
            )
        )
        self._stack.addWidget(self._filled())
        self.body.addWidget(self._stack)
        self._settling = QTimer(self, singleShot=True, interval=SETTLED)
        self._settling.timeout.connect(self._make_view)
        self.choices.changed.connect(self._on_changed)
        for signal in (
            self.session.model_changed,
            self.session.clean_data_changed,
            self.session.goodnet_changed,
            self.session.class_names_changed,
            self.session.verdicts_changed,
        ):
            signal.connect(self.refresh)
        self.session.model_changed.connect(self._clear_saved)
        self.refresh()

    # -- made once -----------------------------------------------------------------------

    def _make_buttons(self) -> None:
        add = self.head.add_button
        self._open = add(button(self.tr("Open it"), "arrow-right", trailing=True))
        self._open.clicked.connect(
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(self._saved))
        )
        self._export = add(button(self.tr("Export guard…"), "upload"))
        self._export.setToolTip(self.tr("Write the whole guard for programs without GoodNet"))
        self._export.clicked.connect(lambda: self.asked_for.emit("export_guard"))
        self._save = add(button(self.tr("Save report…"), "download", "primary"))
        self._save.clicked.connect(self.save)

    def _go_button(self) -> QPushButton:
        made = button(self.tr("Open a BadNet…"), "folder")
        made.clicked.connect(lambda: self.asked_for.emit("open"))
        return made

    def _filled(self) -> QWidget:
        # The paper is white in every appearance of the window.
        self.view.setStyleSheet("DocumentView { background: #FFFFFF; color: #1A1E26; }")
        self.view.setFrameShape(DocumentView.Shape.NoFrame)
        self.view.setMinimumSize(LEAST_VIEW)
        card = Card()
        card.body.addWidget(self.view)
        side = Fitted()
        both = column(side, spacing=GAP)
        both.addWidget(self.choices, 1)
        both.addWidget(self._care())
        return Turning(card, side, spacing=GAP, second_width=grown(TEXT_WIDTH))

    def _care(self) -> QWidget:
        care = Card()
        for text in (
            self.tr("It contains file paths and small pictures of the images that you screened."),
            self.tr("It states what was measured. It does not prove that a network is clean."),
        ):
            line = row(spacing=10)
            line.addWidget(IconLabel("info", "muted", 16))
            line.addWidget(Label(text, "small", "muted", wrap=True), 1)
            care.body.addLayout(line)
        return care

    # -- the page ------------------------------------------------------------------------

    def state(self) -> State:
        inspection = self.session.inspection
        if inspection is None:
            return State(self.tr("Nothing to report"), ready=False)
        if not inspection.safe:
            return State(self.tr("Findings only"))
        return State(self.tr("Ready") if self.session.goodnet else self.tr("BadNet only"))

    def commands(self) -> Mapping[str, Command]:
        # Of two reports in one file, an earlier one could end up as the last.
        may = lambda: self.session.inspection is not None and self._writing is None  # noqa: E731
        return {"report": Command(self.save, may)}

    def save(self) -> None:
        """Ask for a path, and write the report there; the suffix sets the form."""
        inspection = self.session.inspection
        assert inspection is not None
        name = f"{Path(inspection.path).stem}-report.html"
        filters = self.tr("Web page (*.html);;PDF (*.pdf);;Model card (*.md);;JSON (*.json)")
        path = dialogs.save_file(
            self, self.desk.settings, self.tr("Save the report"), name, filters
        )
        if path:
            self._write(path)

    def refresh(self) -> None:
        """Show what there is to report now."""
        inspection = self.session.inspection
        self._stack.setCurrentIndex(0 if inspection is None else 1)
        self._save.setVisible(inspection is not None)
        self._export.setVisible(self.session.goodnet is not None)
        self._open.setVisible(bool(self._saved))
        self.head.line.setText(
            self.tr("About {name}, in one file that opens anywhere.").format(
                name=self.session.model_name
            )
            if inspection
            else self.tr("All findings and measurements, in one file that opens anywhere.")
        )
        self._on_changed()
        self.state_changed.emit()

    # -- the view ------------------------------------------------------------------------

    def _on_changed(self) -> None:
        self._outdated = True
        if self.isVisible():
            self._settling.start()

    def _make_view(self) -> None:
        """Make the page in an errand; an errand that is still making an older page is dropped."""
        session, core = self.session, self.desk.core
        inspection, goodnet, verdicts = session.inspection, session.goodnet, session.verdicts
        if self._making:
            self._making.drop()
        self._making = None
        self._outdated = False
        if inspection is None:
            self.view.clear()
            return
        if not self.choices.boxes or not self.choices.isAncestorOf(self.focusWidget() or self):
            self.choices.show_sections(sections(session))
        framing = self.choices.framing()
        self._making = Job(
            self.tr("Making the report"),
            lambda: core.report_page(inspection, goodnet, verdicts[:MOST_SHOWN], {}, framing),
            about=inspection,
        )
        self.submit(self.desk.errands, self._making, self._show)

    def _show(self, html: str) -> None:
        self._making = None
        bar = self.view.verticalScrollBar()
        place = bar.value()
        self.view.show_document(document_of(html))
        bar.setValue(place)

    # -- written -------------------------------------------------------------------------

    def _write(self, path: str) -> None:
        session, core = self.session, self.desk.core
        inspection, goodnet, verdicts = session.inspection, session.goodnet, session.verdicts
        assert inspection is not None
        flagged = any(verdict.verdict == "poisoned" for verdict in verdicts)
        mapped = goodnet if flagged else None
        busy = self.desk.keras.current
        if mapped and busy:
            sentence = self.tr("The report has no maps of where the BadNet looks: {what} runs.")
            self.show_notice(sentence.format(what=busy.title))
            mapped = None
        framing = self.choices.framing()

        def work() -> Records:
            maps = (yield from core.maps(mapped, verdicts)) if mapped else {}
            if path.lower().endswith(".pdf"):
                html = core.report_page(inspection, goodnet, verdicts, maps, framing)
                write_pdf(path, html, Path(inspection.path).name)
            else:
                core.report(inspection, goodnet, verdicts, path, maps, framing)

        job = Job(self.tr("Writing the report"), work, about=inspection)
        lane = self.desk.keras if mapped else self.desk.errands
        self._show_writing(job)
        job.finished.connect(lambda: self._writing is job and self._show_writing(None))
        if mapped:
            self.progressed.emit(job.title, None)
        self.submit(lane, job, lambda _none: self._on_written(path))

    def _show_writing(self, job: Job | None) -> None:
        self._writing = job
        self._save.setEnabled(job is None)
        self._save.setText(self.tr("Save report…") if job is None else self.tr("Saving…"))
        self.state_changed.emit()

    def _on_written(self, path: str) -> None:
        self._saved = path
        self._open.show()
        self.said.emit(self.tr("Saved the report as {path}.").format(path=path))

    def _clear_saved(self) -> None:
        self._saved = ""
        self._open.hide()
        self._show_writing(None)

    def showEvent(self, event: QShowEvent) -> None:  # Qt calls it when the page is shown
        super().showEvent(event)
        if self._outdated:
            self._make_view()
