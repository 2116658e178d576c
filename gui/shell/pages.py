"""The pages as a table; each is imported when it is created, so that the window appears first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from gui.look.i18n import N
from gui.page import Desk, Page


@dataclass(frozen=True)
class Entry:
    """One row of the navigation."""

    key: str
    name: str
    icon: str
    make: Callable[[Desk], Page]


def title(entry: Entry) -> str:
    """The name of a page in the window's language."""
    return QCoreApplication.translate("Pages", entry.name)


def _badnet(desk: Desk) -> Page:
    from gui.badnet.page import ModelPage

    return ModelPage(desk)


def _repair(desk: Desk) -> Page:
    from gui.repair.page import RepairPage

    return RepairPage(desk)


def _screening(desk: Desk) -> Page:
    from gui.screening.page import ScreeningPage

    return ScreeningPage(desk)


def _report(desk: Desk) -> Page:
    from gui.report.page import ReportPage

    return ReportPage(desk)


def _audit(desk: Desk) -> Page:
    from gui.audit.page import AuditPage

    return AuditPage(desk)


PAGES = (
    Entry("badnet", N("Pages", "BadNet"), "layers", _badnet),
    Entry("repair", N("Pages", "Repair"), "curve", _repair),
    Entry("screening", N("Pages", "Screening"), "scan", _screening),
    Entry("report", N("Pages", "Report"), "document", _report),
    Entry("audit", N("Pages", "Audit"), "shield-check", _audit),
)
