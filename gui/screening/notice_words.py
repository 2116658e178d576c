"""The words of notices on the Screening page."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.records import Crowd
from gui.look.notices import Message
from gui.look.sentences import in_window_language
from gui.look.wording import count, decimal
from gui.screening.screener import Run
from gui.session import Session

# The subject of the notice, which disappears with the images.
CROWD = "crowd"


def crowd_message(crowd: Crowd, session: Session) -> Message:
    """The counts, and a button for the next step."""
    sentence = crowd_sentence(crowd, session)
    return Message("warning", sentence, actions=("learn",), about=CROWD)


def crowd_sentence(crowd: Crowd, session: Session) -> str:
    """The counts and their meaning."""
    sentence = QCoreApplication.translate(
        "ScreeningPage",
        "{flagged} of the {shown} images of class {name} are flagged; if all were clean, "
        "{expected} would be. This is a sign of a backdoor. If the pictures carry a trigger, it "
        "can be unlearned from them.",
    )
    few = QCoreApplication.translate("ScreeningPage", "less than one")
    return sentence.format(
        flagged=count(crowd.flagged),
        shown=count(crowd.shown),
        name=session.numbered(crowd.target_class),
        expected=few if crowd.expected < 1 else decimal(crowd.expected, 1),
    )


def what_was_left_out(run: Run) -> Message:
    """What could not be screened, and why."""
    whys = [in_window_language(left.why) for left in run.unscreened]
    if len(whys) == 1:
        return Message("warning", whys[0])
    sentence = QCoreApplication.translate(
        "ScreeningPage", "{count} inputs could not be screened. {why}"
    )
    sentence = sentence.format(count=count(len(whys)), why=whys[0])
    return Message("warning", sentence, "\n".join(whys))
