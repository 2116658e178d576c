"""The results of an audit: a row for each model, and the whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from core.records.data import Measure
from core.records.scanning import Reason, TriggerKind

Outcome = Literal["backdoored", "no backdoor found", "unsafe", "unreadable", "lost"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


@dataclass(frozen=True)
class ModelBegun:
    """The work on a model has begun; its row follows."""

    path: str


@dataclass(frozen=True)
class AuditRow:
    """One model of an audit.

    Attributes:
        outcome: "unsafe" was refused before anything in it could act; "unreadable" is damaged or
            does not fit the clean data; "lost" ended its worker twice.
        reason: why it is unsafe, unreadable or lost, in a sentence; otherwise empty.
        warning: what may make the scan wrong, such as clean data that is out of domain.
        suspected_targets: classes, most suspicious first.
        mask_size, anomaly_index, flip_rate: of the first of them, as in `SuspectedTarget`.
        kind: the form of its trigger, which gives the mask size its unit: pixels of a patch, grey
            levels of an additive trigger.
        suspected_by: the reason why it is suspected, as `reason` in `SuspectedTarget`.
        measure: what the clean accuracies measure; None if nothing was repaired.
        suspected_success_before, suspected_success_after: the suspected-trigger ASR, an estimate.
        report, goodnet: files in the audit's folder; empty if there are none.
    """

    path: str
    outcome: Outcome
    reason: str = ""
    warning: str = ""
    sha256: str = ""
    size: int = 0
    keras_version: str = ""
    input_shape: tuple[int | None, ...] = ()
    classes: int = 0
    parameters: int = 0
    suspected_targets: tuple[int, ...] = ()
    mask_size: float | None = None
    anomaly_index: float | None = None
    flip_rate: float | None = None
    kind: TriggerKind | None = None
    suspected_by: Reason | None = None
    measure: Measure | None = None
    clean_accuracy_before: float | None = None
    clean_accuracy_after: float | None = None
    suspected_success_before: float | None = None
    suspected_success_after: float | None = None
    report: str = ""
    goodnet: str = ""
    seconds: float = 0.0


@dataclass(frozen=True)
class AuditRecord:
    """A whole audit: the document that `goodnet audit --json` prints.

    Attributes:
        models: one row for each model, in the order in which they were given.
        summary: the number of models with each outcome.
        index: the HTML page that links the reports.
        seconds: of this run; rows of earlier runs cost nothing.
        written: the date of the tables, in ISO form.
        version: of GoodNet.
        seed: of every scan and repair.
    """

    models: tuple[AuditRow, ...]
    summary: Mapping[str, int]
    index: str
    seconds: float
    written: str = ""
    version: str = ""
    seed: int = 0
