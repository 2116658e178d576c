"""The "?" links: small buttons that open the guide at a heading.

The code that places one names a topic; the window receives it and shows the guide.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Literal, get_args

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QToolButton

from gui.look.widgets import icon_button

Topic = Literal[
    "asr",
    "audit-page",
    "badnet-page",
    "choosing-clean-data",
    "frr",
    "guided-demo",
    "limits",
    "p-value",
    "repair-page",
    "report-page",
    "screening-page",
    "start-page",
    "the-finished-repair",
    "the-ideas",
    "the-measures-of-a-scan",
    "trigger",
    "votes",
    "weighted-entropy",
]
TOPICS: tuple[Topic, ...] = get_args(Topic)
PAGE_TOPICS: dict[str, Topic] = {
    "badnet": "badnet-page",
    "repair": "repair-page",
    "screening": "screening-page",
    "report": "report-page",
    "audit": "audit-page",
}


class HelpDesk(QObject):
    """Passes on requests for help.

    Signals:
        wanted: a topic, which is the anchor of a heading of docs/guide.md.
    """

    wanted = Signal(str)


@functools.cache
def help_desk() -> HelpDesk:
    """The application's only help desk."""
    return HelpDesk()


def help_link(topic: Topic | Callable[[], Topic]) -> QToolButton:
    """A "?" button that opens the guide at `topic`, or at the topic that there is by then."""
    name = QCoreApplication.translate("Help", "Read about this in the guide")
    made = icon_button("help", name, compact=True)
    made.clicked.connect(
        lambda: help_desk().wanted.emit(topic if isinstance(topic, str) else topic())
    )
    return made
