"""The sections of a report, each with a line on the open session."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from core.records import DataSummary, Inspection, RepairRecord, ReportSection
from core.text.epochs import epoch_numbers
from core.text.names import tells, tells_after
from core.text.outcome import outcome
from gui.badnet.findings_text import findings_count
from gui.look.sentences import in_window_language
from gui.look.wording import bits_figure, count, percent, short_hash
from gui.repair.run import rates
from gui.repair.words import series_name
from gui.session import Session


@dataclass(frozen=True)
class Section:
    """One part of the report that can be left out.

    Attributes:
        line: a short description of its present contents.
        there: whether it has contents yet.
        keys: the sections of the HTML page that belong to it.
    """

    title: str
    line: str
    there: bool
    keys: tuple[ReportSection, ...]


def sections(session: Session) -> list[Section]:
    """All sections for the open session, in the report's order."""
    inspection = session.inspection
    if inspection is None:
        return []
    found = [_identity(session, inspection), _safety(inspection)]
    if inspection.safe:
        record = session.goodnet.record if session.goodnet else None
        found += [_data(session, record), _repair(record), _before_and_after(record)]
        found += [_screen(session), _screened(session), _blind_spots()]
    return found


def _identity(session: Session, inspection: Inspection) -> Section:
    line = f"{session.model_name}, SHA-256 {short_hash(inspection.sha256)}"
    return Section(_tr("The model"), line, True, ("model",))


def _safety(inspection: Inspection) -> Section:
    if inspection.safe:
        line = _tr("{count} checks, no unsafe content").format(count=len(inspection.checks))
    else:
        line = _tr("refused, {findings}").format(findings=findings_count(inspection))
    return Section(_tr("Safety findings"), line, True, ("safety",))


def _data(session: Session, record: RepairRecord | None) -> Section:
    data: DataSummary | None = None
    if record:
        data = record.data
    elif session.examined:
        data = session.examined.data
    if data is None:
        return Section(_tr("Data used"), _tr("no clean data yet"), False, ("data",))
    words = _tr("{count} images, labelled") if data.labelled else _tr("{count} images, no labels")
    return Section(_tr("Data used"), words.format(count=count(data.images)), True, ("data",))


def _repair(record: RepairRecord | None) -> Section:
    title = _tr("The repair")
    if record is None:
        return Section(title, _tr("not repaired yet"), False, ("curves", "targets"))
    line = _tr("{outcome}: {pruned} of {all} channels of {layer} pruned, {training}").format(
        outcome=in_window_language(outcome(record).title),
        pruned=record.channels_pruned,
        all=record.channels,
        layer=record.layer,
        training=_training(record),
    )
    return Section(title, line, True, ("curves", "targets"))


def _training(record: RepairRecord) -> str:
    numbers = epoch_numbers(record.epochs)
    kept = [number for number, epoch in zip(numbers, record.epochs, strict=True) if epoch.kept]
    if not kept:
        return _tr("not trained")
    words = _tr("{epochs} epochs, kept: epoch {number}")
    return words.format(epochs=max(numbers), number=kept[-1])


def _before_and_after(record: RepairRecord | None) -> Section:
    title = _tr("Before and after")
    if record is None:
        return Section(title, _tr("needs a repair"), False, ("figures", "classes"))
    before, after = rates(record.before), rates(record.after)
    found: list[str] = []
    for each, now in after.items():
        name = series_name(each, record.measure)
        if each.kind == "clean" and not tells_after(record):
            continue
        if each.kind == "clean" and not tells(record.measure, before[each]):
            found.append(f"{name} {percent(now)}")
        elif each in before:
            found.append(f"{name} {percent(before[each])} → {percent(now)}")
    line = "; ".join(found) or _tr("nothing measured")
    if record.learned:
        line = _tr("{figures}; all before learning from flagged pictures").format(figures=line)
    return Section(title, line, True, ("figures", "classes"))


def _screen(session: Session) -> Section:
    title, goodnet = _tr("The screen"), session.goodnet
    if goodnet is None:
        return Section(title, _tr("needs a GoodNet"), False, ("screen",))
    line = _tr("threshold {bits} bits at {frr} FRR, from {count} clean images").format(
        bits=bits_figure(goodnet.threshold_bits),
        frr=percent(goodnet.frr),
        count=count(len(goodnet.calibration_bits)),
    )
    return Section(title, line.replace(" bits", "\u00a0bits"), True, ("screen",))


def _screened(session: Session) -> Section:
    title, verdicts = _tr("Screened images"), session.verdicts
    if not verdicts:
        return Section(title, _tr("none screened yet"), False, ("images", "maps"))
    poisoned = sum(verdict.verdict == "poisoned" for verdict in verdicts)
    line = _tr("{count} images, {poisoned} poisoned").format(
        count=count(len(verdicts)), poisoned=count(poisoned)
    )
    return Section(title, line, True, ("images", "maps"))


def _blind_spots() -> Section:
    line = _tr("source-specific triggers, all-to-all attacks, warps")
    return Section(_tr("Blind spots"), line, True, ("limits",))


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReportSections", text)
