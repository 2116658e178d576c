"""Where on its page a person does a step of the guided demo.

Each function returns the widget of one step, in the page's present state; None for none.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui.shell.page_stack import PageStack


def of_opening(pages: PageStack) -> QWidget | None:
    """The demo's button, then the data that opens with it."""
    page = pages.model_page()
    if page.start.isVisible():
        return page.start.demo_button
    return page.badnet.data if page.badnet.isVisible() else None


def of_looking(pages: PageStack) -> QWidget | None:
    """What leads on to the repair, beside the checks and the clean data."""
    page = pages.model_page()
    return page.head.primary_button() or page.badnet.data


def of_repairing(pages: PageStack) -> QWidget | None:
    """What starts the repair, then its curves."""
    page = pages.repair_page()
    return page.view.curves if page.job else page.head.primary_button()


def of_screening(pages: PageStack) -> QWidget | None:
    """Where pictures are dropped, then the evidence for one."""
    page = pages.screening_page()
    return page.card if page.card.isVisible() else page.view.invitation


def of_reporting(pages: PageStack) -> QWidget | None:
    """The report."""
    return pages.report_page().view
