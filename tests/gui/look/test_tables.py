"""In every table with figures, the head of a column ends where its figures end."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget
from support.desk import session_of_signs

from core.records import AuditRow
from gui.audit.table import AuditTable, AuditView
from gui.badnet.layers_card import LayersCard
from gui.look.theme import theme
from gui.repair.per_class import PerClassWindow
from gui.repair.runs_window import RunsWindow
from gui.screening.rows import Column
from gui.screening.thumbnails import Thumbnails
from gui.screening.verdict_filter import VerdictFilter
from gui.screening.verdict_rows import VerdictTable
from gui.screening.verdict_table import VerdictView
from gui.session import Session

BEARING = 2  # pixels that a letter may end before its place


def ink(picture: QImage, rect: QRect) -> tuple[int, int]:
    """The first and the last column of pixels in `rect` that text covers."""
    ground = picture.pixelColor(rect.center().x(), rect.top() + 3)

    def differs(x: int, y: int) -> bool:
        return abs(QColor(picture.pixel(x, y)).lightness() - ground.lightness()) > 60

    lines = range(rect.top() + 5, rect.bottom() - 8)  # without borders, and bars below figures
    columns = [x for x in range(rect.left(), rect.right()) if any(differs(x, y) for y in lines)]
    return columns[0], columns[-1]


@pytest.fixture
def parent(qtbot):
    theme()
    made = QWidget()
    qtbot.addWidget(made)
    yield made
    made.close()


@pytest.fixture
def session():
    return session_of_signs()


def of_classes(session: Session, parent: QWidget) -> QTableView:
    assert session.goodnet is not None
    return PerClassWindow(session, session.goodnet.record, parent).table


def of_runs(session: Session, parent: QWidget) -> QTableView:
    return RunsWindow(session, parent).table


def of_layers(session: Session, parent: QWidget) -> QTableView:
    assert session.inspection is not None
    card = LayersCard()
    card.setParent(parent)
    card.show_network(session.inspection, ())
    return card.table


def of_audit(_session: Session, parent: QWidget) -> QTableView:
    model = AuditTable()
    model.setParent(parent)
    model.show_rows([AuditRow("a.h5", "no backdoor found", warning="Few images.", seconds=42)])
    view = AuditView(model)
    view.setParent(parent)
    return view


@pytest.mark.parametrize(
    ("made", "figures", "words"),
    [
        (of_classes, [1, 2, 3], [0]),
        (of_runs, [2, 3, 4, 5, 6], [0, 1, 7]),
        (of_layers, [2, 3], [0, 1]),
        (of_audit, [3], [0, 2]),
    ],
)
def test_heads_are_on_the_side_of_what_is_below_them(session, parent, made, figures, words):
    table: QTableView = made(session, parent)
    window = table.window()
    window.resize(1200, 500)
    table.resize(1100, 400)
    window.show()
    table.show()
    table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    table.clearSelection()
    head = table.horizontalHeader()
    heads, cells = (each.grab().toImage() for each in (head, table.viewport()))
    for column in (*figures, *words):
        left, width = head.sectionViewportPosition(column), head.sectionSize(column)
        above = ink(heads, QRect(left, 0, width, head.height()))
        below = ink(cells, QRect(left, 0, width, table.rowHeight(0)))
        edge = 1 if column in figures else 0
        assert abs(above[edge] - below[edge]) <= BEARING, (column, above, below)


def arrow_points_up(head: QHeaderView, column: int) -> bool:
    """Whether the mark at the end of a head is higher in its middle than at its sides."""
    right = head.sectionViewportPosition(column) + head.sectionSize(column)
    picture = head.grab(QRect(right - 14, 2, 13, head.height() - 4)).toImage()
    ground = picture.pixelColor(0, 0).lightness()
    dark = [
        (x, y)
        for x in range(picture.width())
        for y in range(picture.height())
        if abs(picture.pixelColor(x, y).lightness() - ground) > 60
    ]
    middle = sum(x for x, _ in dark) / len(dark)
    inner = [y for x, y in dark if abs(x - middle) <= 1]
    outer = [y for x, y in dark if abs(x - middle) >= 3]
    return sum(inner) / len(inner) < sum(outer) / len(outer)


@pytest.fixture
def of_verdicts(desk):
    """The table of screened images."""

    def make(session: Session, parent: QWidget) -> QTableView:
        shown = VerdictFilter(VerdictTable(session), session)
        view = VerdictView(shown, Thumbnails(desk, parent), session)
        view.setParent(parent)
        return view

    return make


@pytest.mark.parametrize(("kind", "column"), [("classes", 1), ("verdicts", Column.P_VALUE)])
def test_a_rising_order_has_the_same_mark_in_every_table(
    session, of_verdicts, parent, kind, column
):
    made = of_classes if kind == "classes" else of_verdicts
    table: QTableView = made(session, parent)
    table.window().resize(1200, 500)
    table.resize(1100, 400)
    table.window().show()
    table.show()
    head = table.horizontalHeader()
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        table.sortByColumn(column, order)
        assert arrow_points_up(head, column) == (order is Qt.SortOrder.AscendingOrder)
