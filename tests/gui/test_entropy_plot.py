"""The threshold stands on steps, moves by mouse and keys, and says what FRR it means."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from support.fake_core import goodnet, inspection
from support.mouse import drag

from gui.screening.entropy_card import EntropyCard
from gui.screening.steps import Steps
from gui.screening.verdict_rows import Row
from gui.theme import theme, tokens

CALIBRATION = np.array([0.30, 0.41, 0.52, 0.52, 0.60, 0.95, 1.10, 1.20, 1.25])


@pytest.fixture
def made():
    return goodnet(inspection("signs.h5"), {}).with_frr(0.05)


@pytest.fixture
def card(qtbot, made, desk):
    card = EntropyCard()
    qtbot.addWidget(card)
    card.resize(344, 316)
    card.show_screen(made)
    card.show()
    return card


def place(card, bits):
    """Where `bits` is on the screen, in the middle of the plot."""
    box = card.plot.getViewBox()
    low, high = box.viewRange()[1]
    scene = box.mapViewToScene(QPointF(bits, (low + high) / 2))
    return card.plot.mapFromScene(scene)


def test_every_step_is_what_core_makes_of_its_frr(made):
    steps = Steps(made.calibration_entropies)
    for step in (1, 2, 10, 57, 200):
        assert made.with_frr(steps.frr(step)).threshold_bits == steps.bits(step)
        assert steps.at_frr(steps.frr(step)) == step


def test_an_frr_between_two_steps_is_kept_to_and_never_exceeded():
    steps = Steps(CALIBRATION)
    assert steps.at_frr(0.25) == 2
    assert steps.frr(2) == 0.2
    assert steps.at_frr(0.0) == 1
    assert steps.at_frr(1.0) == 9


@pytest.mark.parametrize(
    ("bits", "step"), [(0.0, 1), (0.34, 1), (0.36, 2), (0.94, 6), (5.0, 9), (1.2, 8)]
)
def test_the_nearest_step_is_taken(bits, step):
    assert Steps(CALIBRATION).at_bits(bits) == step


def test_moving_always_reaches_another_threshold_until_the_ends():
    steps = Steps(CALIBRATION)
    seen, step = [steps.bits(1)], 1
    while step < len(steps) and steps.moved(step, 0.01) != step:
        step = steps.moved(step, 0.01)
        seen.append(steps.bits(step))
    assert seen == sorted(set(CALIBRATION))
    assert steps.moved(9, 0.01) == 9
    assert steps.moved(1, -0.01) == 1


def test_it_starts_where_calibration_set_it(card, made):
    assert card.bits == made.threshold_bits
    assert card.frr == pytest.approx(10 / 201)
    assert not card.is_moved
    assert not card.reset_button.isEnabled()


def test_dragging_moves_the_threshold_and_says_so_while_it_moves(card, qtbot):
    bits, moves, releases = card.bits, [], []
    card.moved.connect(lambda: moves.append(card.frr))
    card.released.connect(lambda: releases.append(card.frr))
    drag(card.plot.viewport(), place(card, card.bits), place(card, 0.9))
    assert card.bits == pytest.approx(0.9, abs=0.03)
    assert len(moves) > 1
    assert moves == sorted(moves)
    assert len(releases) == 1
    assert card.plot.line.value() == card.bits > bits
    assert card.reset_button.isEnabled()
    card.reset_button.click()
    assert card.bits == bits
    assert not card.reset_button.isEnabled()


def test_arrow_keys_move_it_by_a_hundredth_of_a_bit(card, qtbot):
    start = card.bits
    QTest.keyClick(card.plot, Qt.Key.Key_Right)
    assert start < card.bits <= start + 0.03
    QTest.keyClick(card.plot, Qt.Key.Key_Left)
    QTest.keyClick(card.plot, Qt.Key.Key_Left)
    assert card.bits < start


def test_typing_an_frr_moves_the_line_and_typing_nothing_does_not(card, qtbot):
    field = card.frr_field
    moves = []
    card.moved.connect(lambda: moves.append(1))
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert moves == []
    field.selectAll()
    QTest.keyClicks(field, "8")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert card.frr == pytest.approx(16 / 201)
    assert card.plot.line.value() == card.bits


def test_escape_leaves_a_field_as_it_was(card, qtbot):
    field, bits = card.bits_field, card.bits
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "1.2")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert card.bits == bits
    assert field.value() == round(bits, 2)


def test_every_verdict_has_its_mark_and_the_chosen_one_a_ring(card, made):
    rows = [Row((f"/{k}_poisoned.png", 0), k) for k in range(3)]
    rows += [Row((f"/{k}.png", 0), k) for k in range(5)]
    for row in rows:
        row.verdict = made.verdict(*row.origin)
    rows.append(Row(("/waits.png", 0), 9))
    card.plot.show_marks(rows)
    marks = {word: len(item.getData()[0]) for word, item in card.plot.marks.items()}
    assert marks == {"clean": 5, "poisoned": 3}
    card.plot.show_chosen(rows[1])
    assert card.plot.ring.isVisible()
    assert card.plot.ring.getData()[0][0] == made.verdict(*rows[1].origin).entropy_bits
    card.plot.show_chosen(rows[-1])
    assert not card.plot.ring.isVisible()


def test_a_clicked_mark_tells_its_image(card, made, qtbot):
    row = Row(("/a.png", 0), 0)
    row.verdict = made.verdict(*row.origin)
    card.plot.show_marks([row])
    spot = card.plot.marks["clean"].points()[0]
    scene = card.plot.getViewBox().mapViewToScene(spot.pos())
    with qtbot.waitSignal(card.plot.mark_chosen) as chosen:
        QTest.mouseClick(
            card.plot.viewport(),
            Qt.MouseButton.LeftButton,
            pos=card.plot.mapFromScene(scene),
        )
    assert chosen.args == [row.origin]


def test_the_plot_follows_light_and_dark(card, qtbot):
    try:
        for scheme in (Qt.ColorScheme.Dark, Qt.ColorScheme.Light):
            theme().follow(scheme)
            brush = card.plot.marks["poisoned"].opts["brush"]
            assert brush.color().name().upper() == tokens().poisoned
    finally:
        theme().follow(Qt.ColorScheme.Unknown)
