"""The work on one model of an audit, on any engine."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Generator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from core.audit.first_look import described, refused_row
from core.errors import GoodNetError, OutOfMemory, Unreadable, understood
from core.jobs.generators import tapped
from core.jobs.memory import guarded
from core.opening import badnet
from core.opening.choices import Choices
from core.records import (
    AuditRow,
    Inspection,
    Notice,
    Progress,
    RepairEvent,
    RepairOptions,
    RepairRecord,
    ScanEvent,
    ScanRecord,
)
from core.report.html import report_html
from core.screen.goodnet import GoodNet
from core.text.sentence import Translate, say


@dataclass(frozen=True)
class ModelTask:
    """One model to audit.

    Attributes:
        model: the file.
        shown: its name in rows and reports.
        clean: data sets known to carry no trigger.
        options: see `RepairOptions`.
        repairs: whether to repair the model as well.
        translate: puts each sentence of the report into the reader's language.
    """

    model: Path
    shown: str
    clean: tuple[Path, ...]
    options: RepairOptions
    repairs: bool = False
    translate: Translate = str

    @property
    def files(self) -> tuple[Path, ...]:
        """All files that the task reads."""
        others = [*self.options.overlays, self.options.architecture]
        return (self.model, *self.clean, *(Path(other) for other in others if other))

    def at(self, places: Mapping[Path, Path]) -> Self:
        """The same task with its files at other places."""
        model, *files = (places[path] for path in self.files)
        clean, rest = files[: len(self.clean)], [str(path) for path in files[len(self.clean) :]]
        overlays = tuple(rest[: len(self.options.overlays)])
        architecture = rest[-1] if self.options.architecture else None
        options = replace(self.options, overlays=overlays, architecture=architecture)
        return replace(self, model=model, clean=tuple(clean), options=options)


@dataclass(frozen=True)
class Audited:
    """The row of a model with its files: a page, and a .goodnet file."""

    row: AuditRow
    report: str = ""
    goodnet: bytes = b""


def audit_model(task: ModelTask) -> Generator[RepairEvent, object, Audited]:
    """Inspect and scan a model, and repair it if the task says so.

    Yields:
        The records of `core.scan.job.scan` and `core.repair.job.repair`.

    Raises:
        GoodNetError: the fault is not the model's, such as unsafe clean data.
    """
    started, warnings = time.monotonic(), list[str]()

    def receive(record: object) -> None:
        if isinstance(record, Notice) and record.severity == "warning":
            warnings.append(record.what)

    try:
        audited = yield from tapped(guarded(_audit(task)), receive)
    except (Unreadable, OutOfMemory) as error:
        audited = Audited(AuditRow(task.shown, "unreadable", str(error)))
    except GoodNetError:
        raise
    except Exception as error:
        # One model in ten thousand on which TensorFlow fails must not end the audit.
        audited = Audited(AuditRow(task.shown, "unreadable", _why(error)))
    seconds = round(time.monotonic() - started, 3)
    warning = warnings[0] if warnings else ""
    return replace(audited, row=replace(audited.row, seconds=seconds, warning=warning))


def _why(error: Exception) -> str:
    known = understood(error)
    if isinstance(known, OutOfMemory):
        return str(known)
    return say("This did not work: {what}", what=f"{type(error).__name__}: {str(error)[:300]}")


def _audit(task: ModelTask) -> Generator[RepairEvent, object, Audited]:
    architecture = task.options.architecture
    found = badnet.inspect(task.model, architecture, Choices.of(task.options))
    inspection = replace(found, path=task.shown)
    yield Progress("open", 1, 1)
    if not inspection.safe:
        page = report_html(inspection, None, translate=task.translate)
        return Audited(refused_row(inspection), page)
    if not task.repairs:
        scanned = yield from _scan(task)
        row = with_targets(described(inspection), scanned)
        page = report_html(inspection, None, scan=scanned, translate=task.translate)
        return Audited(row, page)
    return (yield from _repair(task, inspection))


def _scan(task: ModelTask) -> Generator[ScanEvent, object, ScanRecord]:
    from core.scan.job import scan

    return (yield from scan(task.model, task.clean, task.options))


def _repair(task: ModelTask, inspection: Inspection) -> Generator[RepairEvent, object, Audited]:
    from core.repair.job import repair

    made = yield from repair(task.model, task.clean, (), task.options)
    goodnet = replace(made, inspection=inspection)
    record = goodnet.record
    # The recipe may already have scanned, with the same images and the same seed.
    scanned = record if record.inverted else (yield from _scan(task))
    row = replace(
        with_targets(described(inspection), scanned),
        measure=record.measure,
        clean_accuracy_before=record.before.clean_accuracy,
        clean_accuracy_after=record.after.clean_accuracy,
        suspected_success_before=record.before.suspected_attack_success,
        suspected_success_after=record.after.suspected_attack_success,
    )
    page = report_html(
        inspection,
        record,
        goodnet.calibration_bits.tolist(),
        class_names=goodnet.class_names,
        scan=scanned if isinstance(scanned, ScanRecord) else None,
        computed_with=goodnet.computed_with,
        translate=task.translate,
    )
    return Audited(row, page, _as_bytes(goodnet))


def with_targets(row: AuditRow, scanned: ScanRecord | RepairRecord) -> AuditRow:
    """`row` with the results of a scan."""
    if not scanned.suspected_targets:
        return row
    first = scanned.suspected_targets[0]
    return replace(
        row,
        outcome="backdoored",
        suspected_targets=tuple(each.target_class for each in scanned.suspected_targets),
        mask_size=first.mask_size,
        anomaly_index=first.anomaly_index,
        flip_rate=first.flip_rate,
        kind=first.kind,
        suspected_by=first.reason,
    )


def _as_bytes(goodnet: GoodNet) -> bytes:
    from core.screen.goodnet_file import save

    with tempfile.TemporaryDirectory(prefix="goodnet-") as folder:
        path = Path(folder, "audited.goodnet")
        save(goodnet, path)
        return path.read_bytes()
