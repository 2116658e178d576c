"""The outcome of a repair in one sentence, the same in window, report and terminal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from core.records import Learned, RepairRecord
from core.text.sentence import Sentence, say

# If an attack works on more images than this, the network is not called repaired.
STILL_WORKS = 0.2  # [chosen]


@dataclass(frozen=True)
class Outcome:
    """The outcome of a repair.

    Attributes:
        kind: "repaired"; "works": the attack still works; "not found": the scan suspects no class
            and no poisoned set shows an attack; "screen only": nothing was to be repaired;
            "learned": flagged images were learned from afterwards.
        title: a sentence without its full stop.
        short: the same in a few words.
    """

    kind: Literal["repaired", "works", "not found", "screen only", "learned"]
    title: Sentence
    short: Sentence


def outcome(record: RepairRecord) -> Outcome:
    """The outcome of the repair in `record`; a measured attack counts before the estimate.

    What was learned from flagged images counts before all that was measured earlier.
    """
    if record.learned:
        return _learned(record.learned[-1])
    if record.recipe == "none":
        return Outcome("screen only", say("Screen set up, not repaired"), say("Screen only"))
    rates = list(record.after.attack_success.values())
    if not rates and record.after.suspected_attack_success is not None:
        rates = [record.after.suspected_attack_success]
    if rates and max(rates) > STILL_WORKS:
        return _works(max(rates))
    if not rates and record.inverted and not record.suspected_targets:
        return Outcome(
            "not found", say("No backdoor found, little changed"), say("No backdoor found")
        )
    return Outcome("repaired", say("Repaired"), say("Repaired"))


def _learned(learned: Learned) -> Outcome:
    if learned.obeyed_after is not None and learned.obeyed_after > STILL_WORKS:
        return _works(learned.obeyed_after)
    return Outcome("learned", say("Learned from flagged pictures"), say("Learned"))


def _works(rate: float) -> Outcome:
    share = 100 * rate
    return Outcome(
        "works",
        say("The attack still works: {share:.0f}\N{NO-BREAK SPACE}%", share=share),
        say("ASR still {share:.0f}\N{NO-BREAK SPACE}%", share=share),
    )
