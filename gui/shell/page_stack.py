"""The pages of the window, one of which is visible; each is created at its first use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication

from gui.look.fit import Stack
from gui.page import Desk, Page
from gui.shell.pages import PAGES

if TYPE_CHECKING:
    from gui.audit.page import AuditPage
    from gui.badnet.page import ModelPage
    from gui.repair.page import RepairPage
    from gui.report.page import ReportPage
    from gui.screening.page import ScreeningPage


class PageStack(Stack):
    """Holds the pages of `gui.shell.pages.PAGES` by their keys.

    Signals:
        made: a page that was created.
        went_to: the key of the page that is visible now.
    """

    made = Signal(object)
    went_to = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._pages: dict[str, Page] = {}

    def page(self, key: str) -> Page:
        """The page `key`, created at its first use."""
        if key not in self._pages:
            entry = next(entry for entry in PAGES if entry.key == key)
            page = entry.make(self._desk)
            self._pages[key] = page
            self.addWidget(page)
            self.made.emit(page)
        return self._pages[key]

    def made_pages(self) -> Mapping[str, Page]:
        """The pages created so far, by their keys."""
        return self._pages

    def model_page(self) -> ModelPage:
        """The BadNet page."""
        return cast("ModelPage", self.page("badnet"))

    def repair_page(self) -> RepairPage:
        """The Repair page."""
        return cast("RepairPage", self.page("repair"))

    def screening_page(self) -> ScreeningPage:
        """The Screening page."""
        return cast("ScreeningPage", self.page("screening"))

    def report_page(self) -> ReportPage:
        """The Report page."""
        return cast("ReportPage", self.page("report"))

    def audit_page(self) -> AuditPage:
        """The Audit page."""
        return cast("AuditPage", self.page("audit"))

    def shown(self) -> Page:
        """The visible page."""
        page = self.currentWidget()
        assert isinstance(page, Page)
        return page

    def go_to(self, key: str) -> None:
        """Show the page `key`; the keyboard goes along to what can be done there."""
        page, focused = self.page(key), QApplication.focusWidget()
        followed = focused is not None and self.isAncestorOf(focused)
        self.setCurrentWidget(page)
        if followed:
            page.take_focus()
        self.went_to.emit(key)
