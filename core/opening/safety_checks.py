"""The eight safety checks for every model, as lines for a person."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress, pairwise

from core.files.hdf5_findings import LINKS, SIZES, STORAGE
from core.opening.architecture import CONFIG, Examination
from core.opening.judging import CLASSES, CODE
from core.opening.model_file import ModelFile
from core.records import Check, Finding, OutlineRow
from core.text.sentence import say
from core.text.wording import byte_size

WEIGHTS = say("Weights")
TRAINING = say("Training config")


def safety_checks(
    file: ModelFile, examined: Examination, findings: Sequence[Finding], weights_read: bool
) -> tuple[Check, ...]:
    """All checks with what they found, in the order of display."""
    places = [row.where for row in _layers(examined)]
    # A Lambda layer fails the check for code, and it is no plain layer either.
    coded = {f.where for f in findings if f.refuses and f.check in (CLASSES, CODE)}
    plain = sum(place not in coded for place in places)
    clean = {
        CLASSES: say("all {layers} are plain Keras layers", layers=len(places)),
        CODE: say("none"),
        LINKS: say("none"),
        STORAGE: say("none"),
        SIZES: _sizes(file),
        CONFIG: say("{depth} levels, {size}", depth=examined.depth, size=byte_size(examined.size)),
        WEIGHTS: say("finite, fit the config") if weights_read else say("not read"),
        TRAINING: say("present, ignored") if file.training else say("none"),
    }
    failed = [finding.check for finding in findings if finding.refuses]
    checks = []
    for name, detail in clean.items():
        count = failed.count(name)
        passed = not count and (weights_read or name != WEIGHTS)
        if count:
            detail = say("{count} found", count=count)
        elif name == CLASSES and plain < len(places):
            passed = False
            detail = say(
                "{plain} of {layers} are plain Keras layers", plain=plain, layers=len(places)
            )
        checks.append(Check(name, passed, detail))
    return tuple(checks)


def unchecked() -> tuple[Check, ...]:
    """The same checks for a file that could not be read far enough for any of them."""
    names = (CLASSES, CODE, LINKS, STORAGE, SIZES, CONFIG, WEIGHTS, TRAINING)
    return tuple(Check(name, False, say("not read")) for name in names)


def _layers(examined: Examination) -> list[OutlineRow]:
    """The layers of the outline: the rows that hold no other rows."""
    depths = [*(row.depth for row in examined.outline), 0]
    leaves = (after <= before for before, after in pairwise(depths))
    return [*compress(examined.outline, leaves)]


def _sizes(file: ModelFile) -> str:
    declared, stored = file.declared, file.stored
    if declared == stored:
        return say("equal, {size}", size=byte_size(declared))
    return say(
        "{declared} declared, {stored} stored",
        declared=byte_size(declared),
        stored=byte_size(stored),
    )
