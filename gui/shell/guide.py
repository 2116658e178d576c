"""A window for the guide in the window's language; it can be searched and opened at a heading."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

import resources
from core.text.sentence import say
from gui.look.documents import DocumentView, let_lines_break
from gui.look.sentences import in_window_language
from gui.look.side_window import SideWindow
from gui.look.theme import GAP, MARGIN
from gui.look.widgets import column, row

DOCS = Path(resources.__file__).resolve().parents[1] / "docs"
START = "guide.md"
SIDE = 240
SIZE = QSize(980, 700)
ANCHOR = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Heading:
    """A heading of a page with the text below it, up to the next one."""

    anchor: str
    title: str
    level: int
    text: str


def anchor_of(title: str) -> str:
    """The anchor of a heading, as GitHub makes it."""
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")


def headings(text: str) -> list[Heading]:
    """The headings of a page in Markdown, in order."""
    parts = re.split(r"^(#+) (.+)$", text, flags=re.M)[1:]
    triples = zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    return [Heading(anchor_of(title), title, len(signs), body) for signs, title, body in triples]


def anchored(translated: Sequence[Heading], original: Sequence[Heading]) -> list[Heading]:
    """The headings of a translated page with the anchors of its original.

    They are paired by their order, so that a topic of the window has one anchor in all languages.
    """
    pairs = zip(translated, original, strict=True)
    return [replace(heading, anchor=first.anchor) for heading, first in pairs]


def in_language(name: str, language: str) -> str:
    """The name of a page in a language, such as guide.de.md; `name` if it is not translated."""
    stem, ending = posixpath.splitext(name)
    translated = f"{stem}.{language}{ending}"
    return translated if (DOCS / translated).is_file() else name


def read_page(name: str) -> str:
    """A page of docs without its pictures, which show this window; empty if it is missing."""
    try:
        text = (DOCS / name).read_text(encoding="utf-8")
    except OSError:
        return ""
    return re.sub(r"^!\[.*\n?", "", text, flags=re.M)


def beside(page: str, link: str) -> str:
    """The page to which `link` on `page` leads; both names are relative to docs."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), link)) if link else page


class GuideWindow(SideWindow):
    """Headings on the left, the text on the right.

    Attributes:
        search: lists only headings whose section contains these words.
        contents: the headings.
        text: the page.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, self.tr("Guide"), SIZE)
        self._name, self._headings = "", []
        self.search = QLineEdit(clearButtonEnabled=True)
        self.search.setPlaceholderText(self.tr("Search the guide"))
        self.search.setAccessibleName(self.tr("Search the guide"))
        self.contents = QListWidget()
        self.contents.setAccessibleName(self.tr("Headings of the guide"))
        self.text = DocumentView(self.tr("Text of the guide"))
        self.text.document().setDocumentMargin(GAP)
        layout = row(self, margin=MARGIN, spacing=GAP)
        side = QWidget()
        side.setFixedWidth(SIDE)
        left = column(side, spacing=8)
        left.addWidget(self.search)
        left.addWidget(self.contents, 1)
        layout.addWidget(side)
        layout.addWidget(self.text, 1)
        self.search.textChanged.connect(self._list)
        self.search.returnPressed.connect(self._find_next)
        self.contents.currentItemChanged.connect(self._on_heading)
        self.text.anchorClicked.connect(self._on_link)
        self._show_page(START)

    def open_at(self, anchor: str) -> None:
        """Show the guide at a heading, or from its beginning if there is no such heading."""
        self.search.clear()
        self._show_page(START)
        self.show()
        self.raise_()
        self.activateWindow()
        self._go_to(anchor)

    @property
    def place(self) -> str:
        """The anchor of the heading at the present position of the text."""
        item = self.contents.currentItem()
        return item.data(ANCHOR) if item else ""

    # -- inside --------------------------------------------------------------------------

    def _show_page(self, name: str) -> bool:
        if name == self._name:
            return True
        # The translation of "en" is the code of the window's language.
        shown = in_language(name, in_window_language(say("en")))
        text = read_page(shown)
        if not text and not self._name:
            self.text.setPlainText(self.tr("The guide was not installed."))
        if not text:
            return False
        self._name, self._headings = name, headings(text)
        if shown != name:
            self._headings = anchored(self._headings, headings(read_page(name)))
        self.text.setMarkdown(text)
        let_lines_break(self.text.document())
        self._list()
        return True

    def _list(self) -> None:
        words = self.search.text().casefold().split()
        self.contents.blockSignals(True)
        self.contents.clear()
        for heading in self._headings:
            whole = f"{heading.title} {heading.text}".casefold()
            if all(word in whole for word in words):
                indent = "    " * max(0, heading.level - 2)
                item = QListWidgetItem(indent + heading.title)
                item.setData(ANCHOR, heading.anchor)
                self.contents.addItem(item)
        self.contents.blockSignals(False)
        if words:
            self._show_first(words)

    def _show_first(self, words: list[str]) -> None:
        if self.contents.count():
            self.contents.setCurrentRow(0)
        self.text.find(words[0])

    def _find_next(self) -> None:
        words = self.search.text().split()
        if words and not self.text.find(words[0]):
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            self.text.find(words[0])

    def _go_to(self, anchor: str) -> None:
        for number in range(self.contents.count()):
            if self.contents.item(number).data(ANCHOR) == anchor:
                self.contents.setCurrentRow(number)
                self._scroll_to(anchor)

    def _scroll_to(self, anchor: str) -> None:
        titles = {heading.anchor: heading.title for heading in self._headings}
        written = anchor_of(titles[anchor])
        block = self.text.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and anchor_of(block.text()) == written:
                self.text.setTextCursor(QTextCursor(block))
                bar = self.text.verticalScrollBar()
                bar.setValue(bar.value() + self.text.cursorRect().top() - GAP)
                return
            block = block.next()

    def _on_heading(self, item: QListWidgetItem | None) -> None:
        if item:
            self._scroll_to(item.data(ANCHOR))

    def _on_link(self, link: QUrl) -> None:
        if link.scheme() in ("http", "https"):
            QDesktopServices.openUrl(link)
            return
        page = beside(self._name, link.path())
        if self._show_page(page):
            self._go_to(link.fragment())


def links_of(document: QTextDocument) -> list[str]:
    """The targets of all links in a document."""
    found, block = [], document.begin()
    while block.isValid():
        for part in block.textFormats():
            if part.format.isAnchor():
                found.append(part.format.anchorHref())
        block = block.next()
    return found
