"""What is said where flagged images crowd a class as a backdoor's do."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.records import Crowd
from gui.look.notices import Message
from gui.look.wording import count, decimal
from gui.session import Session


def crowd_message(crowd: Crowd, session: Session) -> Message:
    """The counts, and what to do about them."""
    sentence = QCoreApplication.translate(
        "ScreeningPage",
        "{flagged} of the {shown} images of class {name} are flagged, where {expected} would be if "
        "all were clean. This is how a backdoor looks. Look at them: if they carry a trigger, "
        "goodnet learn unlearns it.",
    )
    return Message(
        "warning",
        sentence.format(
            flagged=count(crowd.flagged),
            shown=count(crowd.shown),
            name=session.numbered(crowd.target_class),
            expected=decimal(crowd.expected, 1),
        ),
    )
