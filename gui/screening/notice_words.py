"""The words of notices and of progress on the Screening page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from core.records import Crowd, Verdict
from core.text.outcome import STILL_WORKS
from gui.look.notices import Message
from gui.look.sentences import in_window_language
from gui.look.wording import count, decimal
from gui.screening.screener import Run
from gui.session import Session

# The subject of the notice, which disappears with the images.
CROWD = "crowd"
# If the repaired network gives more of a crowd another class, its trigger counts as unlearned.
MOSTLY = 1 - STILL_WORKS


def crowd_message(crowd: Crowd, verdicts: Sequence[Verdict], session: Session) -> Message:
    """The counts, their meaning, and a button that is the next step if there is one."""
    flagged = [each for each in verdicts if each.verdict == "poisoned"]
    flagged = [each for each in flagged if each.badnet_class == crowd.target_class]
    unlearned = sum(each.repaired_class != crowd.target_class for each in flagged)
    is_done = unlearned > MOSTLY * len(flagged)
    told = QCoreApplication.translate(
        "ScreeningPage",
        "The repaired network gives {count} of them another class already: there it is unlearned.",
    ).format(count=count(unlearned))
    if not is_done:
        told = QCoreApplication.translate(
            "ScreeningPage", "If the pictures carry a trigger, it can be unlearned from them."
        )
    sentence = f"{_counts(crowd, session)} {told}"
    return Message("warning", sentence, actions=("learn",), about=CROWD, aside=is_done)


def _counts(crowd: Crowd, session: Session) -> str:
    sentence = QCoreApplication.translate(
        "ScreeningPage",
        "{flagged} of the {shown} images of class {name} are flagged; if all were clean, "
        "{expected} would be. This is a sign of a backdoor.",
    )
    few = QCoreApplication.translate("ScreeningPage", "less than one")
    return sentence.format(
        flagged=count(crowd.flagged),
        shown=count(crowd.shown),
        name=session.numbered(crowd.target_class),
        expected=few if crowd.expected < 1 else decimal(crowd.expected, 1),
    )


def pace_words(run: Run) -> str:
    """What is running, and how fast."""
    if not run.per_second:
        return QCoreApplication.translate("ScreeningPage", "Screening")
    words = QCoreApplication.translate("ScreeningPage", "Screening, {count} images/s")
    return words.format(count=count(round(run.per_second)))


def progress_words(run: Run) -> str:
    """How many images have a verdict."""
    sentence = QCoreApplication.translate("ScreeningPage", "Images screened: {done} of {all}.")
    return sentence.format(done=count(run.done), all=count(len(run.origins)))


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
