"""The names of measurements, recipes and classes: one name, in window, terminal and reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.records import Measure, Outcome, Reason, RepairRecord
from core.text.sentence import Sentence, say
from core.text.wording import printable

RECIPES: Mapping[str, Sentence] = {
    "recommended": say("recommended"),
    "fine-pruning": say("Fine-Pruning"),
    "unlearn": say("unlearning"),
    "ft-sam": say("FT-SAM"),
    "none": say("screen only"),
}
SEVERITIES: Mapping[str, Sentence] = {
    "dangerous": say("dangerous"),
    "not allowed": say("not allowed"),
    "not supported": say("not supported"),
    "warning": say("warning"),
    "note": say("note"),
}
OUTCOMES: Mapping[Outcome, Sentence] = {
    "backdoored": say("backdoored"),
    "no backdoor found": say("no backdoor found"),
    "unsafe": say("unsafe"),
    "unreadable": say("unreadable"),
    "lost": say("lost"),
}
# The stages of a repair by their keys, as the times that they took are listed.
STAGES: Mapping[str, Sentence] = {
    "open": say("opening"),
    "examine": say("examining"),
    "rank": say("ranking"),
    "record": say("recording"),
    "scan": say("scanning"),
    "margins": say("margins"),
    "shortlist": say("shortlist"),
    "invert": say("inversion"),
    "spread": say("additive triggers"),
    "channels": say("channel perturbations"),
    "verify": say("verifying"),
    "prune": say("pruning"),
    "fine-tune": say("fine-tuning"),
    "unlearn": say("unlearning"),
    "measure": say("measuring"),
    "calibrate": say("calibration"),
}
TRAINING: Mapping[str, Sentence] = {
    "fine-tune": say("fine-tuning"),
    "unlearn": say("unlearning"),
}
MEASURES: Mapping[Measure, Sentence] = {
    "accuracy": say("clean accuracy"),
    # Without labels, the BadNet's own answers stand in for them.
    "agreement": say("agreement with the BadNet"),
}
# After the name of a class, or after "suspected".
REASONS: Mapping[Reason, Sentence] = {
    "size": say("for its unusually small trigger"),
    "extent": say("for a small trigger that lies in one place"),
    "margin": say("for its unusually large maximum margin"),
    "channels": say("for its small trigger and its small channel perturbation together"),
    "together": say("for its trigger, margin and channel perturbation together"),
    "expert": say(
        "for the margin that it keeps in copies of the network that unlearned their classes"
    ),
}
SUSPECTED_ASR = say("suspected-trigger ASR, estimate")


def recipe_name(key: str) -> str:
    """The name of a recipe; of an unknown one, its key."""
    return RECIPES.get(key, key)


def training_name(key: str) -> str:
    """The name of a stage of training; of an unknown one, its key."""
    return TRAINING.get(key, key)


def severity_name(key: str) -> str:
    """The severity of a finding or a notice, in words."""
    return SEVERITIES.get(key, key)


def outcome_name(outcome: Outcome) -> Sentence:
    """How a model of an audit came out, in words."""
    return OUTCOMES[outcome]


def stage_name(key: str) -> str:
    """The name of a stage of a repair; of an unknown one, its key."""
    return STAGES.get(key, key)


def measure_name(measure: Measure) -> Sentence:
    """The name of the share of right answers; it is the accuracy only if there are labels."""
    return MEASURES[measure]


def tells_after(record: RepairRecord) -> bool:
    """Whether the share of right answers after a repair tells anything.

    A network that nothing was done to answers as before.
    """
    return record.measure == "accuracy" or record.recipe != "none"


def tells(measure: Measure, share: float) -> bool:
    """Whether a `share` of right answers before a repair tells anything.

    Without labels the BadNet agrees with its own answers, so its agreement is always complete.
    """
    return measure == "accuracy" or share < 1


def asr_name(poisoned: str) -> Sentence:
    """The name of the attack success rate of the poisoned set `poisoned`."""
    return say("ASR, {name}", name=printable(poisoned))


def capitalized(text: str) -> str:
    """`text` with a capital letter at its beginning."""
    return text[:1].upper() + text[1:]


def class_name(number: int, names: Sequence[str]) -> str:
    """The name of a class, or an empty text if it has none."""
    return names[number] if 0 <= number < len(names) else ""


def numbered(number: int, names: Sequence[str]) -> str:
    """A class by its number, and its name if it has one: "2 yield"."""
    return f"{number} {class_name(number, names)}".rstrip()
