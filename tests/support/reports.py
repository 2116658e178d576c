"""Saving a report in the real window."""

from __future__ import annotations

from typing import Any

from pytestqt.qtbot import QtBot


def told_of_report(window: Any, qtbot: QtBot) -> str:
    """Save the report of the model that is opened; the notice that its page shows of that."""
    qtbot.waitUntil(lambda: window.desk.session.is_safe)
    window.run("report")
    notices = window.page("report").notices
    qtbot.waitUntil(lambda: notices.shown() is not None)
    return notices.shown().sentence
