"""Pictures that are fitted by stretching: which files hold them, and what can be done."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from core.records import DataSummary
from core.text.sentence import Sentence
from gui.look.notices import Message
from gui.look.sentences import in_window_language

# The aspect ratios of two sizes that differ by less look the same.
ALIKE = 0.02


def stretched(summaries: Mapping[str, DataSummary]) -> dict[str, Sentence]:
    """The files whose images have another aspect ratio than the network takes, with what is said.

    Args:
        summaries: what is known of each file, by its path.
    """
    return {
        path: note
        for path, summary in summaries.items()
        for note in summary.notes
        if isinstance(note, Sentence) and _stretches(note)
    }


def stretched_message(summaries: Mapping[str, DataSummary], about: str) -> Message | None:
    """What to say of stretched pictures, with crop, pad and leaving out; None for none."""
    return _message(list(stretched(summaries).values()), about)


def message_of_stretched(note: str) -> Message | None:
    """The same about one note on a data set; None if it is about something else."""
    if not isinstance(note, Sentence) or not _stretches(note):
        return None
    return _message([note], "")


def _message(notes: Sequence[Sentence], about: str) -> Message | None:
    found = list(map(in_window_language, notes))
    if not found:
        return None
    said = QCoreApplication.translate(
        "Stretched", "Pictures of another shape are stretched, which distorts them: {note}."
    )
    actions = ("fit_crop", "fit_pad", "leave_out_stretched")
    return Message("warning", said.format(note=found[0]), "\n".join(found[1:]), actions, about)


def _stretches(note: Sentence) -> bool:
    sizes = [re.findall(r"\d+", str(note.values.get(key, ""))) for key in ("old", "new")]
    if any(len(size) < 2 for size in sizes):
        return False
    old, new = (int(size[0]) / int(size[1]) for size in sizes)
    return abs(old / new - 1) > ALIKE
