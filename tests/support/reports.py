"""Save a report in the real window."""

from __future__ import annotations

from typing import Any

from pytestqt.qtbot import QtBot


def shown_of_report(window: Any, qtbot: QtBot) -> str:
    """Save the report of the open model; returns the notice on its page."""
    qtbot.waitUntil(lambda: window.desk.session.is_safe)
    window.run("report")
    notices = window.page("report").notices
    qtbot.waitUntil(lambda: notices.shown() is not None)
    return notices.shown().sentence
