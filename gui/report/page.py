"""The Report page: the contents of the report, and where to save it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from gui import dialogs
from gui.job import Job, Records
from gui.look.controls import EmptyState
from gui.look.fit import Fitted, Stack, Turning
from gui.look.theme import GAP
from gui.look.widgets import Card, IconLabel, Label, button, clear, column, row, rule
from gui.page import Command, Desk, Page, State
from gui.report.sections import Section, sections

TEXT_WIDTH = 392


class ReportPage(Page):
    """Lists the report's sections with their present state; saves HTML, PDF, Markdown or JSON."""

    KEY = "report"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.head.title.setText(self.tr("Report"))
        self._saved = ""
        self._open = self.head.add_button(button(self.tr("Open it"), "arrow-right", trailing=True))
        self._open.clicked.connect(
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(self._saved))
        )
        self._export = self.head.add_button(button(self.tr("Export guard…"), "upload"))
        self._export.setToolTip(self.tr("Write the whole guard for programs without GoodNet"))
        self._export.clicked.connect(lambda: self.asked_for.emit("export_guard"))
        self._save = self.head.add_button(button(self.tr("Save report…"), "download", "primary"))
        self._save.clicked.connect(self.save)
        self._stack = Stack()
        self._stack.addWidget(
            EmptyState(
                "document",
                self.tr("Nothing to report yet"),
                self.tr("A report tells what was found in a BadNet and measured on it."),
                self._go_button(),
                self.tr("Ctrl+1 shows the BadNet page"),
            )
        )
        self._stack.addWidget(self._filled())
        self.body.addWidget(self._stack)
        for signal in (
            self.session.model_changed,
            self.session.clean_data_changed,
            self.session.goodnet_changed,
            self.session.verdicts_changed,
        ):
            signal.connect(self.refresh)
        self.session.model_changed.connect(self._forget_saved)
        self.refresh()

    def state(self) -> State:
        inspection = self.session.inspection
        if inspection is None:
            return State(self.tr("Nothing to report"), ready=False)
        if not inspection.safe:
            return State(self.tr("Findings only"))
        return State(self.tr("Ready") if self.session.goodnet else self.tr("BadNet only"))

    def commands(self) -> Mapping[str, Command]:
        return {"report": Command(self.save, lambda: self.session.inspection is not None)}

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
            self.tr("One file that opens anywhere: {name}.").format(name=self.session.model_name)
            if inspection
            else self.tr("What was found and measured, in one file that opens anywhere.")
        )
        self._outdated = True
        if self.isVisible():
            self._show_sections()
        self.state_changed.emit()

    def _show_sections(self) -> None:
        self._outdated = False
        clear(self._grid)
        for number, section in enumerate(sections(self.session)):
            self._add_section(number, section)

    def _go_button(self):
        made = button(self.tr("Open a BadNet…"), "folder")
        made.clicked.connect(lambda: self.asked_for.emit("open"))
        return made

    def _filled(self) -> QWidget:
        said = Card()
        said.body.addWidget(Label(self.tr("What the report says"), "section"))
        said.body.addSpacing(4)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(12)
        self._grid.setColumnStretch(2, 1)
        said.body.addLayout(self._grid)
        said.body.addStretch()
        return Turning(said, self._advice(), spacing=GAP, second_width=TEXT_WIDTH)

    def _advice(self) -> QWidget:
        side = Fitted()
        both = column(side, spacing=GAP)
        forms = Card()
        forms.body.addWidget(Label(self.tr("Four forms"), "section"))
        for name, text in (
            ("HTML", self.tr("to read: pictures and curves inside, nothing to install")),
            ("PDF", self.tr("to print or to file")),
            ("MD", self.tr("a model card, for the page that offers the network")),
            ("JSON", self.tr("for programs: the same records as the command line prints")),
        ):
            line = row(spacing=12)
            title = Label(name, "strong")
            title.setFixedWidth(44)
            line.addWidget(title)
            line.addWidget(Label(text, "body", "muted", wrap=True), 1)
            forms.body.addLayout(line)
        both.addWidget(forms)
        care = Card()
        care.body.addWidget(Label(self.tr("Before you pass it on"), "section"))
        for text in (
            self.tr("It holds file paths and small pictures of the images that you screened."),
            self.tr("It says what was measured. It does not prove that a network is clean."),
        ):
            line = row(spacing=10)
            line.addWidget(IconLabel("info", "muted", 16))
            line.addWidget(Label(text, "body", "muted", wrap=True), 1)
            care.body.addLayout(line)
        both.addWidget(care)
        both.addStretch()
        return side

    def _add_section(self, number: int, section: Section) -> None:
        top = 2 * number
        if number:
            self._grid.addWidget(rule(), top - 1, 0, 1, 3)
        sign, tone = ("check", "clean") if section.there else ("circle", "muted")
        self._grid.addWidget(IconLabel(sign, tone, 16), top, 0)  # pyright: ignore[reportArgumentType]
        self._grid.addWidget(Label(section.title, "strong"), top, 1)
        self._grid.addWidget(Label(section.line, "body", "muted", wrap=True), top, 2)

    def _write(self, path: str) -> None:
        session, core = self.session, self.desk.core
        inspection, goodnet, verdicts = session.inspection, session.goodnet, session.verdicts
        assert inspection is not None
        flagged = any(verdict.verdict == "poisoned" for verdict in verdicts)
        mapped = goodnet if flagged and not path.lower().endswith(".pdf") else None
        busy = self.desk.keras.current
        if mapped and busy:
            sentence = self.tr("The report has no maps of where the BadNet looks: {what} runs.")
            self.show_notice(sentence.format(what=busy.title))
            mapped = None

        def work() -> Records:
            maps = (yield from core.maps(mapped, verdicts)) if mapped else {}
            if path.lower().endswith(".pdf"):
                from gui.report.pdf import write_pdf

                write_pdf(path, core, inspection, goodnet, verdicts)
            else:
                core.report(inspection, goodnet, verdicts, path, maps)

        job = Job(self.tr("Writing the report"), work, about=inspection)
        lane = self.desk.keras if mapped else self.desk.errands
        self.submit(lane, job, lambda _none: self._on_written(path))

    def _on_written(self, path: str) -> None:
        self._saved = path
        self._open.show()
        self.said.emit(self.tr("Saved the report as {path}.").format(path=path))

    def _forget_saved(self) -> None:
        self._saved = ""
        self._open.hide()

    def showEvent(self, event: QShowEvent) -> None:  # Qt calls it when the page is shown
        super().showEvent(event)
        if self._outdated:
            self._show_sections()
