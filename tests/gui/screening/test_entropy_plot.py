"""The threshold stands on steps, moves by mouse and keys, and says what FRR it means."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from support.canned import inspection
from support.mouse import drag
from support.stub_networks import goodnet, verdict_of

from core.errors import Unreadable
from core.screen.conformal import Calibration
from gui.look.theme import theme, tokens
from gui.look.wording import bits_figure
from gui.screening.entropy_card import EntropyCard
from gui.screening.rows import Row
from gui.screening.steps import Steps

TIED = np.array([0, 0, 0, 0.30, 0.41, 0.52, 0.52, 0.52, 0.60, 0.95, 1.10, 1.20, 1.25, 1.25])


@pytest.fixture
def made():
    return goodnet(inspection("signs.h5"), {}).with_frr(0.05)


@pytest.fixture
def steps():
    """Fourteen steps, the first of which no FRR reaches; home is the second of 0.52 bits."""
    return Steps(TIED, least_frr=2 / 15, frr=0.47)


@pytest.fixture
def card(qtbot, made, desk):
    card = EntropyCard(lambda row: row.name)
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


def type_into(field, text):
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


@pytest.mark.parametrize(("start", "first"), [(0, 1), (2, 2)])
def test_every_step_is_what_core_makes_of_its_frr(made, start, first):
    made = replace(made, calibration=Calibration(made.calibration.votes[start:]))
    steps = Steps(made.steps_bits, made.least_frr, made.frr)
    assert steps.first == first
    for step in range(steps.first, steps.last + 1):
        assert made.with_frr(steps.frr(step)).threshold_bits == steps.bits(step)
        assert steps.at_frr(steps.frr(step)) == step
    with pytest.raises(Unreadable):
        made.with_frr(steps.frr(steps.first - 1))


def test_an_frr_between_two_steps_is_kept_to_and_never_exceeded(steps):
    assert steps.home == 7
    assert steps.at_frr(5.9 / 15) == 5
    assert steps.frr(5) == 5 / 15
    assert steps.at_frr(0.0) == steps.first == 2
    assert steps.at_frr(1.0) == steps.last == 14


@pytest.mark.parametrize(
    ("bits", "now", "step"),
    [(0.0, 7, 2), (0.0, 3, 3), (0.1, 7, 2), (0.36, 7, 5), (0.52, 2, 7), (0.54, 8, 8), (5.0, 7, 13)],
)
def test_the_nearest_step_is_taken_and_a_line_that_did_not_move_keeps_its_own(
    steps, bits, now, step
):
    assert steps.at_bits(bits, now) == step


def test_arrow_keys_reach_every_threshold_and_both_ends(steps):
    up, step = [], steps.first
    while steps.moved(step, 1) != step:
        step = steps.moved(step, 1)
        up.append(steps.bits(step))
    assert sorted(set(up)) == sorted(set(TIED[3:]))
    assert step == steps.last
    down = []
    while steps.moved(step, -1) != step:
        step = steps.moved(step, -1)
        down.append(steps.bits(step))
    assert sorted(set(down)) == sorted(set(TIED[:-2]))
    assert step == steps.first


def test_a_step_there_and_back_is_at_home_again(steps):
    for way in (-1, 1):
        assert steps.moved(steps.moved(steps.home, way), -way) == steps.home


def test_small_thresholds_have_the_decimals_that_tell_them_apart():
    figures = [bits_figure(bits) for bits in (1.2, 0.1, 0.0998, 0.052, 0.0021, 1e-9, 0)]
    assert figures == ["1.20", "0.10", "0.100", "0.052", "0.0021", "0.000000", "0"]


def test_it_starts_where_calibration_set_it(card, made):
    assert card.bits == made.threshold_bits
    assert card.frr == 0.05  # as asked for; the step that holds it flags 10 of 201
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


def test_arrow_keys_move_it_to_the_next_threshold_where_they_are_far_apart(card, made):
    start = card.bits
    above = made.steps_bits[made.steps_bits > start].min()
    below = made.steps_bits[made.steps_bits < start].max()
    for key, there in ((Qt.Key.Key_Right, above), (Qt.Key.Key_Left, below)):
        QTest.keyClick(card.plot, key)
        assert card.bits == there != pytest.approx(start, abs=0.01)
        card.reset()


def test_where_strip_never_flags_the_disagreement_still_does(card, made):
    steps = Steps(made.steps_bits, made.least_frr, made.frr)
    for _ in range(20):
        QTest.keyClick(card.plot, Qt.Key.Key_Left)
    assert (card.bits, card.frr) == (0, steps.frr(steps.first))
    assert card.bits_field.text() == "0\u00a0bits"
    share = 100 * made.steps_disagreement[steps.first - 1]
    assert card.over == f"or its disagreement is above {share:.1f}\u00a0%"
    assert made.with_frr(card.frr).threshold_bits == 0


def test_where_the_disagreement_never_flags_that_is_said(card, made):
    votes = made.calibration.votes.copy()
    votes[:20, 1] = -1
    card.show_screen(replace(made, calibration=Calibration(votes)).with_frr(0.03))
    assert card.bits > 0
    assert card.over == "the disagreement alone never flags"


def test_a_typed_threshold_is_taken_as_exactly_as_it_was_typed(card, made):
    every = [bits for bits in np.unique(made.steps_bits) if bits]
    low, high = min(pairwise(every), key=lambda pair: abs(pair[1] - pair[0] - 0.0005))
    assert bits_figure(low) == bits_figure(high), "what is shown does not tell them apart"
    for bits in (low, high):
        type_into(card.bits_field, f"{bits:.6f}")
        assert card.bits == bits
    moves = []
    card.moved.connect(lambda: moves.append(card.bits))
    type_into(card.bits_field, f"{high:.2f}")
    assert moves == [], "it says what is shown already"


def test_typing_an_frr_moves_the_line_and_typing_nothing_does_not(card, qtbot):
    field = card.frr_field
    moves = []
    card.moved.connect(lambda: moves.append(1))
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert moves == []
    type_into(field, "8")
    assert card.frr == pytest.approx(16 / 201)
    assert card.plot.line.value() == card.bits


def test_escape_leaves_a_field_as_it_was(card, qtbot):
    field, bits = card.bits_field, card.bits
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "1.2")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert card.bits == bits
    assert field.text() == f"{bits_figure(bits)}\u00a0bits"


@pytest.fixture
def rows(made):
    """Three images that both votes flag, two that the disagreement alone does, five clean ones."""
    names = [f"/{k}_poisoned.png" for k in range(3)]
    names += [f"/{k}_poisoned_quietly.png" for k in range(2)]
    rows = [Row((name, 0), k) for k, name in enumerate(names + [f"/{k}.png" for k in range(5)])]
    for row in rows:
        row.verdict = verdict_of(made, *row.origin)
    return rows


def test_every_verdict_has_its_mark_and_the_chosen_one_a_ring(card, rows):
    card.plot.show_marks([*rows, waiting := Row(("/waits.png", 0), 10)])
    marks = {kind: item.getData()[0] for kind, item in card.plot.marks.items.items()}
    assert {kind: len(bits) for kind, bits in marks.items()} == {
        "clean": 5, "poisoned": 3, "disagreement": 2,
    }  # fmt: skip
    assert max(marks["poisoned"]) < card.bits < min(marks["disagreement"])
    card.plot.show_chosen(rows[1])
    assert card.plot.ring.isVisible()
    assert card.plot.ring.getData()[0][0] == rows[1].verdict.weighted_bits
    card.plot.show_chosen(waiting)
    assert not card.plot.ring.isVisible()


def test_a_mark_that_the_threshold_passes_is_filled(card, rows):
    strip, disagreement = rows[3].verdict.votes
    votes = replace(strip, p_value=0.2), disagreement
    rows[3].verdict = replace(rows[3].verdict, entropy_bits=0.8, persistence=0.0, votes=votes)
    card.plot.show_marks(rows)
    type_into(card.bits_field, "0.9")
    card.plot.show_marks(rows)
    assert len(card.plot.marks.items["disagreement"].getData()[0]) < 2


def spot(card, kind):
    """Where the first mark of a kind is on the viewport."""
    mark = card.plot.marks.items[kind].points()[0]
    return card.plot.mapFromScene(card.plot.getViewBox().mapViewToScene(mark.pos()))


def test_a_clicked_mark_tells_its_image(card, rows, qtbot):
    card.plot.show_marks(rows[-1:])
    with qtbot.waitSignal(card.plot.mark_chosen) as chosen:
        QTest.mouseClick(card.plot.viewport(), Qt.MouseButton.LeftButton, pos=spot(card, "clean"))
    assert chosen.args == [rows[-1]]


def test_the_mouse_over_a_mark_tells_why_it_is_flagged(card, rows):
    card.plot.show_marks(rows)
    QTest.mouseMove(card.plot.viewport(), spot(card, "disagreement"))
    assert rows[3].name in card.plot.tools.reading.text()


def test_the_plot_follows_light_and_dark(card, qtbot):
    try:
        for scheme in (Qt.ColorScheme.Dark, Qt.ColorScheme.Light):
            theme().follow(scheme)
            brush = card.plot.marks.items["poisoned"].opts["brush"]
            assert brush.color().name().upper() == tokens().poisoned
    finally:
        theme().follow(Qt.ColorScheme.Unknown)
