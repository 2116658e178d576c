"""Where on its page a person does a step of the guided demo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from gui.shell.page_stack import PageStack


def target_of(key: str, pages: PageStack) -> QWidget | None:
    """The widget for the step `key` on its page, in the page's present state; None for none."""
    return _TARGETS[key](pages)


def _of_opening(pages: PageStack) -> QWidget | None:
    page = pages.model_page()
    if page.start.isVisible():
        return page.start.demo_button
    return page.badnet.data if page.badnet.isVisible() else None


def _of_looking(pages: PageStack) -> QWidget | None:
    page = pages.model_page()
    return page.head.primary_button() or page.badnet.data


def _of_repairing(pages: PageStack) -> QWidget | None:
    page = pages.repair_page()
    return page.view.curves if page.job else page.head.primary_button()


def _of_screening(pages: PageStack) -> QWidget | None:
    page = pages.screening_page()
    return page.card if page.card.isVisible() else page.view.invitation


def _of_reporting(pages: PageStack) -> QWidget | None:
    return pages.report_page().view


_TARGETS: dict[str, Callable[[PageStack], QWidget | None]] = {
    "open": _of_opening,
    "look": _of_looking,
    "repair": _of_repairing,
    "screen": _of_screening,
    "report": _of_reporting,
}
