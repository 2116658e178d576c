"""The eight safety checks that every model passes through, as lines for a person."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from core.hdf5 import LINKS, SIZES, STORAGE
from core.opening.architecture import CLASSES, CODE, CONFIG, Examination
from core.opening.model_file import ModelFile
from core.records import Check, Finding
from core.wording import byte_size

WEIGHTS = "Weights"
TRAINING = "Training config"


def safety_checks(
    file: ModelFile, examined: Examination, findings: Sequence[Finding], weights_read: bool
) -> tuple[Check, ...]:
    """Each check with what it saw, in the order in which they are shown."""
    clean = {
        CLASSES: f"all {_layers(examined)} are plain Keras layers",
        CODE: "none",
        LINKS: "none",
        STORAGE: "none",
        SIZES: _sizes(file),
        CONFIG: f"{examined.depth} levels, {byte_size(examined.size)}",
        WEIGHTS: "finite, fit the config" if weights_read else "not read",
        TRAINING: "present, ignored" if file.training else "none",
    }
    failed = [finding.check for finding in findings if finding.refuses]
    checks = []
    for name, detail in clean.items():
        count = failed.count(name)
        passed = not count and (weights_read or name != WEIGHTS)
        checks.append(Check(name, passed, f"{count} found" if count else detail))
    return tuple(checks)


def _layers(examined: Examination) -> int:
    """The layers of the outline: its rows but those that hold other rows."""
    depths = [*(row.depth for row in examined.outline), 0]
    return sum(after <= before for before, after in pairwise(depths))


def _sizes(file: ModelFile) -> str:
    declared, stored = file.survey.declared, file.survey.stored
    if declared == stored:
        return f"equal, {byte_size(declared)}"
    return f"{byte_size(declared)} declared, {byte_size(stored)} stored"
