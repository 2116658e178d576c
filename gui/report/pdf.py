"""The report as PDF, to print or to file, with the same records as the HTML page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QCoreApplication, QMarginsF, QSaveFile, QSizeF, QUrl
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPdfWriter, QTextDocument

from core.errors import GoodNetError
from core.records import Inspection, RepairRecord, Verdict
from core.text.outcome import outcome
from gui.badnet.finding_card import severity_word
from gui.look.sentences import in_window_language
from gui.look.wording import count, decimal, in_bits, percent, size, times
from gui.port import Core
from gui.repair.words import accuracy_title
from gui.report.charts import SIZE, prune_chart, training_chart
from gui.report.pdf_parts import IMAGES, class_words, table
from gui.report.pdf_suspected import suspected, trigger_pictures
from gui.screening.row_words import verdict_word, vote_p

if TYPE_CHECKING:
    from gui.port import GoodNet

DPI = 96
MARGIN_MM = 16
STYLE = """
h1 { font-size: 18pt; } h2 { font-size: 12pt; margin-top: 18px; }
p, td, th { font-size: 9pt; } th { color: #566072; text-align: left; font-weight: normal; }
.poisoned { color: #B03A00; font-weight: bold; } .clean { color: #00695F; font-weight: bold; }
"""


def write_pdf(
    path: str,
    core: Core,
    inspection: Inspection,
    goodnet: GoodNet | None,
    verdicts: Sequence[Verdict],
) -> None:
    """Write the report to `path`, completely or not at all.

    Raises:
        GoodNetError: the file cannot be written.
    """
    record = goodnet.record if goodnet else None
    images = dict(_pictures(core, inspection, verdicts))
    parts = [_identity(inspection), _safety(inspection)]
    if record and goodnet:
        images |= {"prune": prune_chart(record), "training": training_chart(record)}
        images |= trigger_pictures(record.suspected_targets)
        parts += [
            _repair(record),
            suspected(record, images, goodnet.class_names),
            _screen(goodnet),
        ]
    if verdicts:
        parts.append(_verdicts(verdicts, images, goodnet))
    parts.append(_blind_spots(core))
    _print(path, "".join(parts), images)


def _print(path: str, body: str, images: IMAGES) -> None:
    file = QSaveFile(path)
    if not file.open(QSaveFile.OpenModeFlag.WriteOnly):
        raise _unwritten(file)
    writer = QPdfWriter(file)
    writer.setResolution(DPI)
    writer.setTitle("GoodNet")
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    document = QTextDocument()
    document.setDefaultStyleSheet(STYLE)
    document.documentLayout().setPaintDevice(writer)
    document.setPageSize(QSizeF(writer.width(), writer.height()))
    for name, image in images.items():
        document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), image)
    document.setHtml(body)
    document.print_(writer)
    if not file.commit():
        raise _unwritten(file)


def _unwritten(file: QSaveFile) -> GoodNetError:
    sentence = _tr("The report could not be written: {reason}.")
    return GoodNetError(sentence, reason=file.errorString())


def _pictures(
    core: Core, inspection: Inspection, verdicts: Sequence[Verdict]
) -> Iterable[tuple[str, QImage]]:
    thumbnails = core.thumbnails(inspection, verdicts) if verdicts else {}
    for number, verdict in enumerate(verdicts):
        png = thumbnails.get((verdict.path, verdict.index))
        if png:
            yield f"image{number}", QImage.fromData(QByteArray(png))


def _identity(inspection: Inspection) -> str:
    rows = [
        (_tr("File"), inspection.path),
        ("SHA-256", inspection.sha256),
        (_tr("Size"), size(inspection.size)),
        (_tr("Keras version"), inspection.keras_version or "–"),
    ]
    if inspection.safe:
        rows += [
            (_tr("Input"), times(inspection.input_shape)),
            (_tr("Classes"), f"{count(inspection.classes)}, {inspection.output}"),
            (_tr("Parameters"), count(inspection.parameters)),
        ]
    return f"<h1>{escape(Path(inspection.path).name)}</h1>" + table([], rows)


def _safety(inspection: Inspection) -> str:
    title = _tr("No unsafe content") if inspection.safe else _tr("Refused, not loaded")
    checks = [
        (in_window_language(check.name), in_window_language(check.detail))
        for check in inspection.checks
    ]
    findings = "".join(
        f"<p><b>{_escaped(finding.title)}</b> ({severity_word(finding)})"
        f"<br/>{escape(finding.where)}<br/>{_escaped(finding.what)}</p>"
        for finding in inspection.findings
    )
    return f"<h2>{title}</h2>{findings}" + table([], checks)


def _repair(record: RepairRecord) -> str:
    before, after = record.before, record.after
    clean = percent(before.clean_accuracy), percent(after.clean_accuracy)
    rows = [(accuracy_title(record.measure), *clean)]
    rows += [
        (f"ASR {name}", percent(rate), percent(after.attack_success.get(name, 0)))
        for name, rate in before.attack_success.items()
    ]
    said = _tr(
        "{pruned} of {all} channels of {layer} pruned. Measured on {images} images that nothing "
        "was tuned on. Measured, not proved."
    ).format(
        pruned=record.channels_pruned,
        all=record.channels,
        layer=escape(record.layer),
        images=count(after.clean_images),
    )
    charts = "".join(
        f'<p><img src="{name}" width="{SIZE.width()}" height="{SIZE.height()}"/></p>'
        for name in ("prune", "training")
    )
    head = ["", _tr("before"), _tr("after")]
    came = _escaped(outcome(record).title)
    return f"<h2>{_tr('The repair')}</h2><p><b>{came}.</b> {said}</p>" + table(head, rows) + charts


def _screen(goodnet: GoodNet) -> str:
    over = goodnet.threshold_disagreement
    rows = [
        (_tr("Flagged below"), in_bits(goodnet.threshold_bits)),
        (_tr("or disagreement above"), percent(over) if isfinite(over) else "–"),
        ("FRR", percent(goodnet.frr)),
        (_tr("Calibration images"), count(len(goodnet.calibration_bits))),
        (_tr("Overlays"), count(len(goodnet.overlays))),
    ]
    return f"<h2>{_tr('The screen')}</h2>" + table([], rows)


def _verdicts(verdicts: Sequence[Verdict], images: IMAGES, goodnet: GoodNet | None) -> str:
    names = goodnet.class_names if goodnet else ()
    frr = goodnet.frr if goodnet else 0.0
    titles = ("", _tr("File"), "BadNet", "GoodNet", _tr("Blends"), _tr("Networks"), "p",
              _tr("Verdict"))  # fmt: skip
    head = "".join(f"<th>{title}&nbsp;&nbsp;</th>" for title in titles)
    rows = []
    for number, verdict in enumerate(verdicts):
        key = f"image{number}"
        picture = f'<img src="{key}" width="32" height="32"/>' if key in images else ""
        words = verdict_word(verdict.verdict)
        cells = (
            picture,
            escape(Path(verdict.path).name) + (f", {verdict.index}" if verdict.index else ""),
            escape(class_words(verdict.badnet_class, names)),
            escape(class_words(verdict.goodnet_class, names)),
            _blends(verdict, frr),
            _networks(verdict, frr),
            decimal(verdict.p_value, 3),
            f'<span class="{verdict.verdict}">{words}</span>',
        )
        rows.append("<tr>" + "".join(f"<td>{cell}&nbsp;&nbsp;</td>" for cell in cells) + "</tr>")
    title = _tr("Screened images")
    return f"<h2>{title}</h2><table><tr>{head}</tr>{''.join(rows)}</table>"


def _blends(verdict: Verdict, frr: float) -> str:
    words = _tr("a trigger wins") if "strip" in verdict.flagged_by(frr) else ""
    made_of = _tr("kept to {share}, {bits}").format(
        share=percent(verdict.persistence, 0), bits=in_bits(verdict.entropy_bits)
    )
    return _vote(words, made_of, vote_p("strip", verdict))


def _networks(verdict: Verdict, frr: float) -> str:
    words = _tr("disagree") if "disagreement" in verdict.flagged_by(frr) else ""
    sure, less = verdict.badnet_confidence, verdict.repaired_on_badnet_class
    made_of = f"{percent(sure, 0)} → {percent(less, 0)}"
    return _vote(words, made_of, vote_p("disagreement", verdict))


def _vote(flagging: str, made_of: str, p_value: str) -> str:
    words = f'<span class="poisoned">{flagging}</span>' if flagging else _tr("look clean")
    return f"{words}<br/>{made_of}<br/>{p_value}"


def _blind_spots(core: Core) -> str:
    said = "".join(
        f"<p><b>{_escaped(title)}.</b> {_escaped(text)}</p>" for title, text in core.blind_spots()
    )
    return f"<h2>{_tr('Known blind spots')}</h2>{said}"


def _escaped(sentence: str) -> str:
    return escape(in_window_language(sentence))


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReportPdf", text)
