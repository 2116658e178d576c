"""The PDF's section on suspected targets: their triggers, and the reasons."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QByteArray, QCoreApplication
from PySide6.QtGui import QImage

from core.records import (
    ClassAccuracy,
    RepairRecord,
    SuspectedTarget,
    margin_of_others,
    perturbation_of_others,
)
from gui.look.wording import count, decimal, percent
from gui.report.pdf_parts import IMAGES, class_words, table


def trigger_pictures(targets: Sequence[SuspectedTarget]) -> dict[str, QImage]:
    """Each target's trigger and stamped example, by the names that `suspected` uses for them."""
    found = {}
    for number, target in enumerate(targets):
        for name, encoded in (("trigger", target.picture), ("stamped", target.stamped)):
            png = QByteArray.fromBase64(encoded.encode("ascii", "ignore"))
            picture = QImage()
            picture.loadFromData(png, "PNG")
            if not picture.isNull():
                found[f"{name}{number}"] = picture
    return found


def suspected(record: RepairRecord, images: IMAGES, names: Sequence[str]) -> str:
    """The section on suspected targets; empty if there are none."""
    if not record.suspected_targets:
        return ""
    compared = record.inverted, record.suspected_targets
    others, least = margin_of_others(*compared), perturbation_of_others(*compared)
    said = ""
    for number, target in enumerate(record.suspected_targets):
        pictures = "".join(
            f'<img src="{name}{number}" width="96" height="96"/>&nbsp;&nbsp;'
            for name in ("trigger", "stamped")
            if f"{name}{number}" in images
        )
        title = escape(class_words(target.target_class, names))
        said += f"<p><b>{title}</b></p><p>{pictures}</p>"
        said += table([], _evidence(target, others, least))
    return f"<h2>{_tr('Suspected targets')}</h2>{said}"


def _evidence(
    target: SuspectedTarget, others: float | None, least: float | None
) -> list[tuple[str, str]]:
    patch = target.kind == "patch"
    why = {
        "size": _tr("a small trigger"),
        "margin": _tr("a large maximum margin"),
        "channels": _tr("a small trigger and channel perturbation together"),
        "together": _tr("trigger, margin and channel perturbation together"),
    }
    margin = decimal(target.margin, 0)
    if others is not None:
        most = decimal(others, 0)
        margin = _tr("{margin}, others at most {most}").format(margin=margin, most=most)
    return [
        (_tr("Suspected for"), why[target.by]),
        (_tr("Mask size (px)") if patch else _tr("Grey levels"), decimal(target.mask_size, 1)),
        (_tr("Anomaly index"), decimal(target.anomaly_index, 1)),
        (_tr("Maximum margin"), margin),
        *_perturbation(target.perturbation, least),
        (_tr("Flip rate"), percent(target.flip_rate)),
        *_class_accuracy(target.class_accuracy),
    ]


def _perturbation(own: float | None, least: float | None) -> list[tuple[str, str]]:
    if own is None:
        return []
    said = decimal(own, 2)
    if least is not None:
        said = _tr("{own}, others at least {least}").format(own=said, least=decimal(least, 2))
    return [(_tr("Channel perturbation"), said)]


def _class_accuracy(own: ClassAccuracy | None) -> list[tuple[str, str]]:
    if own is None:
        return []
    said = _tr("{before} → {after} of {images} clean images").format(
        before=percent(own.before), after=percent(own.after), images=count(own.images)
    )
    return [(_tr("Accuracy of the class"), said)]


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReportPdf", text)
