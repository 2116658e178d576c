"""The end of a repair: stopped early, discarded, or complete."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from core.records import RepairRecord
from core.text.outcome import outcome
from gui import dialogs
from gui.look.sentences import in_window_language
from gui.look.wording import duration
from gui.page import State
from gui.repair.run import Run
from gui.repair.words import SEARCHING

STOPPABLE = frozenset({"rank", "record", "prune", "unlearn", "fine-tune"})
MEASURING = frozenset({"verify", "measure", "calibrate"})


def why_not_stop(run: Run) -> str:
    """Why stopping early would keep nothing now; empty if it would keep something."""
    stage = run.time.current
    if stage in STOPPABLE:
        return ""
    if stage in MEASURING:
        return _tr("Only measuring and calibrating remain; they take little time.")
    if stage in SEARCHING:
        return _tr("A scan can name a class only after all are searched. Pruning follows.")
    return _tr("There is nothing to keep yet.")


def done_state(record: RepairRecord) -> State:
    """What the navigation shows about a finished repair."""
    came = outcome(record)
    if came.kind == "repaired":
        line = _tr("{pruned} of {channels} pruned")
        return State(line.format(pruned=record.channels_pruned, channels=record.channels), "check")
    return State(in_window_language(came.short), "cross" if came.kind == "works" else "")


def may_discard(parent: QWidget, run: Run) -> bool:
    """Whether the work of `run` may be discarded; asks if it is more than a moment's work."""
    seconds = run.time.seconds_so_far
    if seconds < dialogs.WORTH_ASKING:
        return True
    return dialogs.may_lose(
        parent,
        _tr("Cancel the repair and discard it?"),
        _tr("{time} of work would be lost. The repair continues while you decide.").format(
            time=duration(seconds)
        ),
        _tr("Continue the repair"),
        _tr("Cancel and discard"),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("Repair", text)
