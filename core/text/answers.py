"""How the answers of BadNet and repaired network to one image compare, in words that are true."""

from __future__ import annotations

from core.records import Verdict
from core.text.sentence import Sentence, say


def compared(verdict: Verdict, *, flags: bool) -> Sentence:
    """What the two networks answer.

    Args:
        verdict: on the image.
        flags: whether the vote of the disagreement flags it.
    """
    same = verdict.badnet_class == verdict.repaired_class
    if flags:
        if same:
            return say("The repaired network is far less sure")
        return say("The networks disagree")
    if same:
        return say("Both networks answer the same class")
    return say("The networks answer differently, but not significantly")


def sureness(verdict: Verdict) -> Sentence:
    """How sure each network is of the BadNet's class."""
    return say(
        "{less:.1f} instead of {sure:.1f}\N{NO-BREAK SPACE}% for class {number}",
        less=100 * verdict.repaired_on_badnet_class,
        sure=100 * verdict.badnet_confidence,
        number=verdict.badnet_class,
    )
