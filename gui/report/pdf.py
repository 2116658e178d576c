"""The report as PDF, for printing and filing: the HTML page on numbered sheets."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QMarginsF, QRectF, QSaveFile, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument

from core.errors import GoodNetError
from gui.look.theme import LIGHT
from gui.report.paper import document_of
from gui.report.sheets import sheets_of

DPI = 96
MARGIN_MM = 16
FOOT = 24  # pixels that the number of a sheet takes


def write_pdf(path: str, html: str, name: str) -> None:
    """Write the page `html` to `path`, completely or not at all.

    Args:
        path: the PDF file.
        html: the page as `core.report.html.report_html` makes it.
        name: of the model, for the foot of each sheet.

    Raises:
        GoodNetError: the file cannot be written.
    """
    file = QSaveFile(path)
    if not file.open(QSaveFile.OpenModeFlag.WriteOnly):
        raise _unwritten(file)
    writer = QPdfWriter(file)
    writer.setResolution(DPI)
    writer.setTitle(f"GoodNet: {name}")
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    _print(document_of(html), writer, name)
    if not file.commit():
        raise _unwritten(file)


def _print(document: QTextDocument, writer: QPdfWriter, name: str) -> None:
    width, height = writer.width(), writer.height() - FOOT
    document.documentLayout().setPaintDevice(writer)
    document.setDocumentMargin(0)
    document.setTextWidth(width)
    sheets = sheets_of(document, height)
    painter = QPainter(writer)
    for number, sheet in enumerate(sheets, 1):
        if number > 1:
            writer.newPage()
        below = 0.0
        for top, bottom in (sheet.head, (sheet.top, sheet.bottom)):
            if bottom <= top:
                continue
            painter.save()
            painter.translate(0, below - top)
            painter.setClipRect(QRectF(0, top, width, bottom - top))
            document.drawContents(painter, QRectF(0, top, width, bottom - top))
            painter.restore()
            below += bottom - top
        painter.setPen(LIGHT.color("muted"))
        foot = QRectF(0, height + FOOT / 2, width, FOOT / 2)
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignLeft), name)
        said = _tr("page {number} of {count}").format(number=number, count=len(sheets))
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignRight), said)
    painter.end()


def _unwritten(file: QSaveFile) -> GoodNetError:
    sentence = _tr("The report could not be written: {reason}.")
    return GoodNetError(sentence, reason=file.errorString())


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReportPdf", text)
