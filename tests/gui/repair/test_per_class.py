"""Each class before and after: sorted, drawn, described; and named where it lost much."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton, QWidget
from support.asking import said
from support.desk import session_of_signs

from gui.repair.per_class import PerClassWindow
from gui.repair.summary import SummaryCard


@pytest.fixture
def session():
    return session_of_signs()


@pytest.fixture
def window(qtbot, session):
    parent = QWidget()
    qtbot.addWidget(parent)
    made = PerClassWindow(session, session.goodnet.record, parent)
    made.show()
    yield made
    made.close()


def column_of(table, place):
    model = table.model()
    return [model.index(line, place).data() for line in range(model.rowCount())]


def test_the_greatest_loss_comes_first_and_a_title_sorts(window):
    table = window.table
    assert table.model().rowCount() == 12
    assert column_of(table, 0)[0] == "2 speed limit 80"
    assert column_of(table, 4)[0] == "−23.1"
    table.sortByColumn(4, Qt.SortOrder.DescendingOrder)
    assert column_of(table, 0)[0] == "7 no entry"
    table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert [text.split()[0] for text in column_of(table, 0)] == [str(k) for k in range(12)]


def test_classes_with_the_same_loss_are_in_the_order_of_their_numbers(window):
    table = window.table
    rows = zip(column_of(table, 4), column_of(table, 0), strict=True)
    equal = [int(name.split()[0]) for points, name in rows if points == "0.0"]
    assert len(equal) > 2
    assert equal == sorted(equal)


@pytest.fixture
def parent(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    yield made
    made.close()


def shown_with(parent, session, **changes) -> PerClassWindow:
    """The window of the same repair, with some fields of its record changed."""
    made = PerClassWindow(session, replace(session.goodnet.record, **changes), parent)
    made.show()
    return made


def titles_of(table) -> list[str]:
    model = table.model()
    across = Qt.Orientation.Horizontal
    return [model.headerData(place, across) for place in range(model.columnCount())]


def test_without_labels_no_agreement_of_the_badnet_with_itself_is_shown(parent, session):
    window = shown_with(parent, session, measure="agreement")
    assert titles_of(window.table) == ["Class", "Images", "Agreement"]
    assert column_of(window.table, 2)[0].startswith("76.9")
    assert window.matrix.accessibleName().endswith("4 wrong answers")
    assert not window.network.isVisible()
    assert "BadNet's own answers stand in" in said(window)
    window.close()


def test_a_network_that_was_not_changed_is_not_compared_with_itself(parent, session):
    window = shown_with(parent, session, recipe="none")
    assert titles_of(window.table) == ["Class", "Images", "BadNet"]
    assert window.matrix.accessibleName().endswith("3 wrong answers")
    assert not window.network.isVisible()
    window.close()


def test_where_no_accuracy_was_measured_the_answers_are_counted(parent, session):
    window = shown_with(parent, session, recipe="none", measure="agreement")
    assert titles_of(window.table) == ["Class", "Answers of the BadNet"]
    texts = [text for place in range(2) for text in column_of(window.table, place)]
    assert not any("%" in text for text in texts)
    assert not window.matrix.isVisible() and not window.network.isVisible()
    assert "no accuracy was measured" in said(window)
    window.close()


def test_the_matrix_tells_of_either_network(window):
    matrix = window.matrix
    assert matrix.accessibleName() == "Confusion matrix of 12 classes: 3 wrong answers"
    window.network.chosen.emit("after")
    assert matrix.accessibleName() == "Confusion matrix of 12 classes: 4 wrong answers"
    side = matrix.side()
    told = matrix.words_at(30 + 3.5 * side, 30 + 2.5 * side)
    assert told == "3 of class 2 speed limit 80 answered 3 no overtaking"
    assert matrix.words_at(5, 5) == ""


def test_wrong_answers_are_painted_in_another_colour(window):
    matrix = window.matrix
    window.network.chosen.emit("after")
    shown, side = matrix.grab().toImage(), matrix.side()

    def at(line, place):
        spot = QPoint(int(30 + place * side + 3), int(30 + line * side + 3))
        return shown.pixelColor(spot)

    assert at(2, 3) != at(2, 5)
    assert at(2, 3).red() > at(2, 3).blue()
    assert at(0, 0).blue() > at(0, 0).red()


def test_a_class_that_lost_much_is_named_on_the_card(qtbot, session):
    card = SummaryCard(session)
    qtbot.addWidget(card)
    card.show_record(session.goodnet.record)
    assert "2 speed limit 80: 100 % → 77 % (13 images)" in card.lost
    assert "no entry" not in card.lost
    with qtbot.waitSignal(card.classes_wanted):
        next(b for b in card.findChildren(QPushButton) if b.text() == "Each class…").click()
