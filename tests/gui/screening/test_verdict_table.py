"""Rows arrive, wait, get their verdicts, are sorted and filtered; ten thousand stay smooth."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from support.canned import inspection
from support.signs import NAMES, POISONED
from support.stub_networks import goodnet, verdict_of

from gui.look.theme import font
from gui.look.wording import bits_figure
from gui.screening.column_widths import BEFORE, NARROW, Names, least_width, widths
from gui.screening.pending import Pending
from gui.screening.row_words import RowWords
from gui.screening.rows import Column
from gui.screening.thumbnails import Thumbnails
from gui.screening.verdict_filter import VerdictFilter
from gui.screening.verdict_rows import VerdictTable
from gui.screening.verdict_table import VerdictView
from gui.session import Session
from gui.shell.preferences import scale_texts

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
# 20 to 50 on a quiet machine. What goes wrong here takes seconds: Qt's filter once took 24.
MOST_MS = 150


@pytest.fixture
def session(desk):
    desk.session.open_model(inspection("signs.h5"))
    desk.session.set_class_names(NAMES)
    return desk.session


@pytest.fixture
def table(session):
    made = VerdictTable(session)
    made.set_frr(0.05)
    return made


@pytest.fixture
def shown(table, session):
    return VerdictFilter(table, session)


@pytest.fixture
def strict(shown):
    """Qt's own check of all that a model tells; it takes far longer than the model."""
    return QAbstractItemModelTester(shown)


@pytest.fixture
def view(shown, desk, qtbot):
    made = VerdictView(shown, Thumbnails(desk, desk.session), desk.session)
    qtbot.addWidget(made)
    made.resize(720, 560)
    yield made
    desk.errands.wait()


def origins(*names):
    return [(f"/d/{name}", 0) for name in names]


def fill(table, *names):
    """Add rows and give them the verdicts of the stub networks."""
    made = goodnet(inspection("signs.h5"), {})
    rows = table.add(origins(*names))
    table.set_verdicts((row, verdict_of(made, *row.origin)) for row in rows)
    return rows


def names(shown):
    return [row.name for row in shown.rows()]


def milliseconds(what):
    """The time that this thread computes for `what`, however busy the machine is."""
    started = time.thread_time()
    what()
    return 1000 * (time.thread_time() - started)


def test_a_row_waits_is_computed_and_then_tells_its_verdict(table):
    [row] = table.add(origins("a_poisoned.png"))
    cells = [table.index(0, column).data() for column in Column]
    assert cells == ["a_poisoned.png", "", "", "", "", "", "waiting"]
    row.is_computing = True
    assert table.index(0, Column.VERDICT).data() == "computing"
    verdict = verdict_of(goodnet(inspection("signs.h5"), {}), *row.origin)
    table.set_verdicts([(row, verdict)])
    cells = [table.index(0, column).data() for column in Column]
    assert cells[1:3] == ["2 speed limit 80", "12 poisoned"]
    assert cells[3].endswith("\u00a0%")
    assert cells[4:] == [
        f"{verdict.weighted_bits:.4f}",
        f"{verdict.p_value:.3f}",
        "poisoned",
    ]


def test_an_image_of_a_data_file_shows_its_index_and_a_picture_does_not(table):
    table.add([("/d/signs.h5", 0), ("/d/signs.h5", 7), ("/d/cam.png", 0)])
    assert [row.name for row in table.rows] == ["signs.h5[0]", "signs.h5[7]", "cam.png"]


def test_an_image_dropped_again_gets_no_second_row_and_keeps_its_verdict(table):
    fill(table, "a.png", "b.png")
    rows = table.add(origins("b.png", "c.png"))
    assert [row.name for row in table.rows] == ["a.png", "b.png", "c.png"]
    assert [bool(row.verdict) for row in rows] == [True, False]


@pytest.mark.parametrize("column", list(Column))
@pytest.mark.parametrize("order", [UP, DOWN])
def test_sorting_orders_by_value_and_keeps_what_waits_below(table, shown, column, order, strict):
    fill(table, *(f"{k}{'_poisoned' if k % 3 == 0 else ''}.png" for k in range(20)))
    table.add(origins("0_last.png"))
    shown.sort(column, order)
    rows = shown.rows()
    if column is not Column.FILE:
        assert rows.pop().name == "0_last.png"
        field = ["", "badnet_class", "goodnet_class", "confidence", "weighted_bits", "p_value",
                 "verdict"][column]  # fmt: skip
        values = [getattr(row.verdict, field) for row in rows]
    else:
        values = [row.name for row in rows]
    assert values == sorted(values, reverse=order is DOWN)
    shown.sort(-1, UP)
    assert [row.number for row in shown.rows()] == list(range(21))


def test_images_of_one_p_value_are_in_the_order_of_their_weighted_entropy(table, shown):
    rows = fill(table, *(f"{k}_poisoned{'_quietly' if k % 2 else ''}.png" for k in range(8)))
    assert len({row.verdict.p_value for row in rows}) == 1
    shown.sort(Column.P_VALUE, UP)
    bits = [row.verdict.weighted_bits for row in shown.rows()]
    assert bits == sorted(bits)


def test_a_tooltip_names_the_votes_that_flag_an_image(table):
    fill(table, "a_poisoned_quietly.png", "b_poisoned.png", "c.png")
    role = Qt.ItemDataRole.ToolTipRole
    quiet, loud, clean = (table.index(k, Column.P_VALUE).data(role) for k in range(3))
    assert quiet.startswith("a_poisoned_quietly.png: poisoned\nThe networks disagree, p")
    assert quiet.endswith("instead of 97.0\u00a0% for class 2")
    assert "A trigger wins" not in quiet
    assert "The networks disagree" in loud and "A trigger wins in every blend, p" in loud
    assert clean.startswith("c.png: clean\n")
    heading = table.headerData(Column.BITS, Qt.Orientation.Horizontal, role)
    assert heading.startswith("How much the BadNet's answers vary over an image's blends")


def test_filters_show_the_poisoned_the_clean_or_all(table, shown, strict):
    fill(table, "a.png", "b_poisoned.png", "c.png")
    table.add(origins("waits.png"))
    shown.choose("poisoned")
    assert names(shown) == ["b_poisoned.png"]
    assert shown.rowCount() == 1
    shown.choose("clean")
    assert names(shown) == ["a.png", "c.png"]
    shown.choose("all")
    assert shown.rowCount() == 4


def test_search_finds_files_and_classes_by_name_and_number(table, shown, strict):
    rows = fill(table, "holiday.png", "cam_poisoned.png")
    shown.search("HOLI")
    assert names(shown) == ["holiday.png"]
    shown.search("speed limit 80")
    assert "cam_poisoned.png" in names(shown)
    shown.search(str(POISONED))
    assert "cam_poisoned.png" in names(shown)
    shown.search("nothing like it")
    assert shown.rowCount() == 0
    shown.search("")
    assert shown.rows() == rows


def test_verdicts_follow_the_frr_and_come_back_with_it(table, shown, strict):
    rows = fill(table, *(f"{k}.png" for k in range(40)), "x_poisoned.png")
    before = [row.verdict for row in rows]
    shown.choose("poisoned")
    turned = table.set_frr(0.5)
    assert turned == sum(0.05 < verdict.p_value <= 0.5 for verdict in before if verdict)
    assert shown.rowCount() == turned + 1
    assert all(row.verdict and row.verdict.goodnet_class == POISONED for row in shown.rows())
    table.set_frr(0.05)
    assert [row.verdict for row in rows] == before


def test_rows_taken_out_come_back_where_they_were(table, shown, strict):
    rows = fill(table, "a.png", "b.png", "c.png", "d.png")
    table.take_out([rows[1], rows[3]])
    assert names(shown) == ["a.png", "c.png"]
    table.put_back([rows[1], rows[3]])
    assert names(shown) == ["a.png", "b.png", "c.png", "d.png"]


def test_a_row_that_came_anew_is_not_there_twice_after_undo(table, shown, strict):
    [row] = fill(table, "a.png")
    table.take_out([row])
    fill(table, "a.png")
    table.put_back([row])
    assert names(shown) == ["a.png"]


def test_every_column_can_be_sorted_by_without_a_mouse(view, table, shown):
    view.resize(900, 560)
    view.show()
    rows = fill(table, *(f"{k}{'_poisoned' if k % 3 == 0 else ''}.png" for k in range(12)))
    came = [row.name for row in rows]
    for column in Column:
        view.sort_by_next()
        assert view.horizontalHeader().sortIndicatorSection() == column
        rising = [row.name for row in shown.rows()]
        view.turn_order()
        assert view.horizontalHeader().sortIndicatorOrder() is DOWN
        if column is Column.BITS:
            assert rising != came and [row.name for row in shown.rows()] != rising
    view.sort_by_next()
    assert [row.name for row in shown.rows()] == came


def test_the_chosen_row_stays_chosen_while_rows_are_sorted(view, table, shown):
    rows = fill(table, *(f"{k}.png" for k in range(30)))
    view.choose(7)
    view.sortByColumn(Column.BITS, DOWN)
    assert view.current_row() is rows[7]
    assert view.chosen_rows() == [rows[7]]
    table.take_out(rows[:7])
    assert view.current_row() is rows[7]


def test_the_screen_passes_over_what_it_cannot_read(table):
    made = goodnet(inspection("signs.h5"), {})
    rows = table.add(origins("a.png", "broken.png", "c.png"))
    pending = Pending()
    pending.add(rows)
    found, passed_over = pending.settle(
        [verdict_of(made, name) for name in ("/d/a.png", "/d/c.png")]
    )
    assert [row for row, _ in found] == [rows[0], rows[2]]
    assert passed_over == [rows[1]]
    assert pending.first() is None


def test_only_pictures_that_are_seen_are_read(view, table, core, qtbot):
    table.add([("/d/clean_5000.h5", index) for index in range(5000)])
    view.show()
    qtbot.waitUntil(lambda: core.pictures_asked > 0)
    qtbot.wait(50)
    assert core.pictures_asked < 40
    before = core.pictures_asked
    view.scrollToBottom()
    qtbot.waitUntil(lambda: core.pictures_asked > before)
    qtbot.wait(50)
    assert core.pictures_asked < 80


def test_ten_thousand_rows_never_block_for_long(view, table, shown, session):
    many = [(f"/d/clean_{k % 100}.h5", k) for k in range(10_000)]
    view.show()
    worst = {"add": milliseconds(lambda: table.add(many))}
    made = verdict_of(goodnet(inspection("signs.h5"), {}), "/d/a.png")
    verdicts = [
        replace(made, path=path, index=k, p_value=k % 97 / 97, entropy_bits=k % 89 / 50)
        for path, k in many
    ]
    pairs = list(zip(table.rows, verdicts, strict=True))
    worst["verdicts"] = milliseconds(lambda: table.set_verdicts(pairs))
    for column in Column:
        worst[f"sort by {column.name}"] = milliseconds(lambda c=column: shown.sort(c, DOWN))
    worst["one batch while sorted"] = milliseconds(lambda: table.set_verdicts(pairs[:32]))
    for word in ("poisoned", "clean", "all"):
        worst[f"show {word}"] = milliseconds(lambda w=word: shown.choose(w))
    worst["search"] = milliseconds(lambda: shown.search("7"))
    worst["threshold"] = milliseconds(lambda: table.set_frr(0.1))
    worst["remove"] = milliseconds(lambda: table.take_out(table.rows[::2]))
    print({what: round(ms, 1) for what, ms in worst.items()})
    assert max(worst.values()) < MOST_MS, worst


@pytest.fixture(params=[100, 130, 150])
def size_of_texts(request, qapp):
    before = qapp.font()
    scale_texts(qapp, request.param)
    yield request.param
    scale_texts(qapp, 100)
    qapp.setFont(before)


@pytest.mark.parametrize("bits", [1e-9, 0.0021, 3.321928])
def test_figures_in_bits_are_never_cut_off(qtbot, bits, size_of_texts):
    from PySide6.QtGui import QFontMetrics

    titles = dict.fromkeys(Column, "")
    needed = QFontMetrics(font("body")).horizontalAdvance(bits_figure(bits)) + BEFORE
    for whole in (560, 700, 1200):
        room = widths(whole, titles, Names())[Column.BITS]
        left_out = size_of_texts > 100 and whole < NARROW
        assert room >= needed or (left_out and room == 0)


def test_a_table_of_large_texts_is_no_wider_than_a_small_window(qapp, size_of_texts):
    assert least_width(RowWords(Session()).titles) < 774


@pytest.mark.parametrize("whole", [700, 800, 1200])
def test_both_networks_classes_have_the_same_room(qapp, whole):
    room = widths(whole, dict.fromkeys(Column, ""), Names())
    assert room[Column.GOODNET] == room[Column.BADNET]


@pytest.mark.parametrize("arrives_first", [True, False])
def test_names_of_classes_are_whole_where_names_of_files_leave_room(
    view, table, session, arrives_first
):
    from PySide6.QtGui import QFontMetricsF

    letters = QFontMetricsF(font("body", tabular=True))
    long = ["a rather long name of a class", *NAMES[1:]]
    view.resize(900, 400)
    view.show()
    for step in (lambda: fill(table, "a.png"), lambda: session.set_class_names(long))[
        :: 1 if arrives_first else -1
    ]:
        step()
    needed = letters.horizontalAdvance("10") + 5 + letters.horizontalAdvance(long[0]) + 6
    assert view.columnWidth(Column.BADNET) == view.columnWidth(Column.GOODNET) >= needed
    fill(table, "a_picture_with_a_long_name_from_a_camera.png")
    assert view.columnWidth(Column.BADNET) < needed
