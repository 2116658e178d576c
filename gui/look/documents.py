"""Long texts with headings, tables and code, which never need to be scrolled sideways."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QResizeEvent, QTextBlockFormat, QTextCursor, QTextDocument, QTextOption
from PySide6.QtWidgets import QTextBrowser

from gui.look.wording import BREAK

SLACK = 8  # pixels by which Qt's tables may be wider than asked, one for each column
ANYWHERE = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere


class DocumentView(QTextBrowser):
    """Shows a document; lines without a place to break are broken anywhere."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setOpenLinks(False)
        self.setWordWrapMode(ANYWHERE)

    def show_document(self, document: QTextDocument) -> None:
        """Show `document` from now on."""
        document.setParent(self)
        let_lines_break(document)
        self.setDocument(document)
        self.setWordWrapMode(ANYWHERE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)
        self.setLineWrapColumnOrWidth(max(1, self.viewport().width() - SLACK))
        super().resizeEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy the text as it is in the files, without the places to break it."""
        made = QMimeData()
        made.setText(self.textCursor().selection().toPlainText().replace(BREAK, ""))
        return made


def let_lines_break(document: QTextDocument) -> None:
    """Let the lines of code break, which Qt otherwise keeps whole."""
    cursor, block = QTextCursor(document), document.begin()
    while block.isValid():
        if block.blockFormat().nonBreakableLines():
            cursor.setPosition(block.position())
            broken = QTextBlockFormat(block.blockFormat())
            broken.setNonBreakableLines(False)
            cursor.setBlockFormat(broken)
        block = block.next()
