"""The config of a refused file as a tree, opened at a finding, with its evidence as text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QPainter,
    QPalette,
    QStandardItem,
    QStandardItemModel,
    QSyntaxHighlighter,
    QTextCharFormat,
)
from PySide6.QtWidgets import (
    QFormLayout,
    QPlainTextEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from core.records import Finding, Inspection, OutlineRow
from gui.badnet.finding_card import SIGNS
from gui.look import icons
from gui.look.theme import GAP, font, tokens
from gui.look.widgets import Card, Label, column, icon_button, row, rule
from gui.look.wording import short_hash, size

Index = QModelIndex | QPersistentModelIndex

ROW = Qt.ItemDataRole.UserRole
SIGN = Qt.ItemDataRole.UserRole + 1


class ConfigCard(Card):
    """Shows the place of a finding in the file.

    Signals:
        stepped: the number of the finding to which the arrows lead.
    """

    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__(margin=0, spacing=0)
        self.least_width = 380
        self._findings: Sequence[Finding] = ()
        self._number = 0
        self._places: dict[str, QStandardItem] = {}
        self.body.addLayout(self._head())
        self.body.addWidget(rule())
        self.tree = QTreeView()
        self._model = QStandardItemModel()
        self._set_up_tree()
        self.body.addWidget(self.tree, 3)
        self.body.addWidget(rule())
        self.body.addWidget(self._evidence_field(), 2)
        self.body.addWidget(rule())
        self.body.addWidget(self._facts())

    def show_inspection(self, inspection: Inspection, findings: Sequence[Finding]) -> None:
        """Show the outline of the config in `inspection`, with `findings` marked in it."""
        self._findings = findings
        self._model.clear()
        self._places = {}
        signs = {finding.where: SIGNS.get(finding.severity, "") for finding in reversed(findings)}
        parents: list[QStandardItem] = [self._model.invisibleRootItem()]
        for outlined in inspection.outline:
            item = _item(outlined, signs.get(outlined.where))
            del parents[outlined.depth + 1 :]
            parents[-1].appendRow(item)
            parents.append(item)
            self._places[outlined.where] = item
        self.tree.expandAll()
        self._size.setText(size(inspection.size))
        version = inspection.keras_version
        self._version.setText(
            self.tr("{version}, as written").format(version=version) if version else "–"
        )
        self._hash.setText(short_hash(inspection.sha256))
        self._hash.setToolTip(inspection.sha256)

    def show_finding(self, number: int) -> None:
        """Open the tree at finding `number` and show its evidence."""
        self._number = number
        for arrow in (self._back, self._on):
            arrow.setEnabled(len(self._findings) > 1)
        finding = self._findings[number]
        self._count.setText(
            self.tr("finding {number} of {count}").format(
                number=number + 1, count=len(self._findings)
            )
        )
        self._evidence.setPlainText(finding.evidence or self.tr("Nothing to show as text."))
        item = self._places.get(finding.where)
        if item:
            self.tree.setCurrentIndex(item.index())
            self.tree.scrollTo(item.index())
        else:
            self.tree.setCurrentIndex(QModelIndex())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._highlighter.rehighlight()

    def _step(self, by: int) -> None:
        self.stepped.emit((self._number + by) % len(self._findings))

    def _head(self):
        head = row(spacing=4)
        head.setContentsMargins(GAP, 8, 8, 8)
        head.addWidget(Label(self.tr("Where it is"), "section"))
        head.addStretch()
        self._count = Label("", "small", "muted", tabular=True)
        self._back = icon_button("chevron-left", self.tr("Finding before"), "text")
        self._on = icon_button("chevron-right", self.tr("Next finding"), "text")
        self._back.clicked.connect(lambda: self._step(-1))
        self._on.clicked.connect(lambda: self._step(1))
        for widget in (self._count, self._back, self._on):
            head.addWidget(widget)
        return head

    def _set_up_tree(self) -> None:
        self.tree.setModel(self._model)
        self.tree.setHeaderHidden(True)
        self.tree.setItemDelegate(_OutlineDelegate(self.tree))
        self.tree.setIndentation(20)
        self.tree.setAccessibleName(self.tr("Config of the file"))
        self.tree.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)

    def _evidence_field(self) -> QWidget:
        field = QWidget()
        layout = column(field, spacing=4)
        layout.setContentsMargins(GAP, 12, GAP, 12)
        field.setAutoFillBackground(True)
        field.setBackgroundRole(QPalette.ColorRole.AlternateBase)
        layout.addWidget(Label(self.tr("Read as text, never run"), "small", "muted"))
        self._evidence = QPlainTextEdit()
        self._evidence.setReadOnly(True)
        self._evidence.setFont(font("fixed"))
        self._evidence.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self._evidence.document().setDocumentMargin(0)
        self._highlighter = KeysInMuted(self._evidence.document())
        self._evidence.setTabChangesFocus(True)
        self._evidence.setAccessibleName(self.tr("Evidence, read as text"))
        layout.addWidget(self._evidence)
        return field

    def _facts(self) -> QWidget:
        facts = QWidget()
        form = QFormLayout(facts)
        form.setContentsMargins(GAP, 12, GAP, 12)
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(8)
        self._size, self._version, self._hash = Label(), Label(), Label("", "fixed")
        for title, value in (
            (self.tr("Size"), self._size),
            (self.tr("Keras version"), self._version),
            ("SHA-256", self._hash),
        ):
            form.addRow(Label(title, "body", "muted"), value)
        return facts


class KeysInMuted(QSyntaxHighlighter):
    """Mutes the keys of JSON, so that the values stand out."""

    def highlightBlock(self, text: str) -> None:
        muted = QTextCharFormat()
        muted.setForeground(tokens().color("muted"))
        for key in re.finditer(r'"[^"]*"\s*:', text):
            self.setFormat(key.start(), key.end() - key.start(), muted)


class _OutlineDelegate(QStyledItemDelegate):
    """Paints name, muted class, and a sign at the right edge."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, 26)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = QRectF(option.rect)  # pyright: ignore[reportAttributeAccessIssue]
        view = cast("QTreeView", option.widget)  # pyright: ignore[reportAttributeAccessIssue]
        outlined: OutlineRow = index.data(ROW)
        sign = index.data(SIGN)
        now = tokens()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index == view.currentIndex():
            painter.fillRect(
                QRectF(0, rect.top(), view.width(), rect.height()),
                now.tinted(sign or "accent"),
            )
        role = "section" if sign else "body"
        painter.setFont(font(role))
        painter.setPen(now.color("text"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect, middle, outlined.name)
        kind = rect.adjusted(QFontMetrics(font(role)).horizontalAdvance(outlined.name) + 8, 0, 0, 0)
        painter.setFont(font("small"))
        painter.setPen(now.color("muted"))
        painter.drawText(kind, middle, outlined.type)
        if sign or not index.model().hasChildren(index):
            right = QRectF(view.viewport().width() - 33, rect.center().y() - 8, 17, 17)
            tone = "poisoned" if sign == "poisoned" else "warning" if sign else "muted"
            icons.paint(painter, right, sign or "check", now.color(tone))
        painter.restore()


def _item(outlined: OutlineRow, sign: str | None) -> QStandardItem:
    item = QStandardItem(f"{outlined.name} {outlined.type}")
    item.setData(outlined, ROW)
    item.setData(sign, SIGN)
    return item
