"""The remedies that sentences offer; see `core.text.sentence.Remedy`."""

from __future__ import annotations

from core.text.sentence import Remedy, say

LEAVE_LABELS_OUT = Remedy(
    "ignore_labels", "leave the labels out (--ignore-labels)", say("leave the labels out")
)
SCREEN_ONLY = Remedy(
    "screen_only",
    "use --recipe none to set up the screen alone",
    say("set up the screen alone"),
)
NAME_ARCHITECTURE = Remedy(
    "choose_architecture", "name one with --architecture FILE", say("choose its file")
)
OPEN_WEIGHTS = Remedy(
    "open",
    "open the weights file and name this one with --architecture",
    say("open the weights file and choose this file when asked"),
)
CHOOSE_OUTPUT = Remedy(
    "choose_output", "choose one of them with --output NAME", say("choose one of them")
)
CHOOSE_SIZE = Remedy("choose_size", "give it with --size HxW", say("choose it"))
OTHER_SIZE = Remedy("choose_size", "--size HxW gives another", say("you can choose another"))
ADD_AS_DATA = Remedy("", "which goes with --clean", say("which is added once a network is open"))
LEAVE_SIZE_OUT = Remedy("", "leave --size out", say("choose no size"))
SAY_PREPROCESSING = Remedy(
    "choose_preprocessing", "say which (--preprocessing)", say("choose that one")
)

_BY_WORDS: dict[str, Remedy] = {
    str(remedy): remedy
    for remedy in (
        LEAVE_LABELS_OUT,
        SCREEN_ONLY,
        NAME_ARCHITECTURE,
        OPEN_WEIGHTS,
        CHOOSE_OUTPUT,
        CHOOSE_SIZE,
        OTHER_SIZE,
        ADD_AS_DATA,
        LEAVE_SIZE_OUT,
        SAY_PREPROCESSING,
    )
}


def known(words: str) -> str:
    """The remedy whose words for the terminal these are; `words` themselves if there is none.

    A remedy is stored as these words, so that no file can name a button of its own.
    """
    return _BY_WORDS.get(words, words)
