"""The votes beside STRIP and the disagreement: each with its p-value, its words and its views."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from support.canned import inspection
from support.stub_networks import goodnet, verdict_of

from core.records import VoteOnImage
from gui.look.widgets import IconLabel, icon_button
from gui.port import Blends
from gui.screening.blend_strip import BlendStrip
from gui.screening.other_votes import OtherVotes
from gui.screening.rows import Row
from gui.screening.vote_line import VoteLine

OTHERS = (
    VoteOnImage("expert", -7.3, 0.004),
    VoteOnImage("smooth", -0.6, 0.3),
    VoteOnImage("jitter", None, None),
)


@pytest.fixture
def row() -> Row:
    from dataclasses import replace

    made = goodnet(inspection("/m/signs.h5"), {})
    verdict = verdict_of(made, "/d/a_poisoned.png")
    shown = Row((verdict.path, 0), 0)
    shown.verdict = replace(verdict, votes=(*verdict.votes, *OTHERS))
    return shown


@pytest.fixture
def others(qtbot) -> OtherVotes:
    made = OtherVotes(("strip", "disagreement"))
    qtbot.addWidget(made)
    return made


def test_each_other_vote_tells_what_it_found(others, row):
    others.show_votes(row, 0.05)
    assert others.texts == {
        "expert": "The expert still answers its class, p\u00a00.004: log-odds of its class in the "
        "expert: 7.3",
        "smooth": "Its class survives smoothing, p\u00a00.300: its probability falls by "
        "60.0\u00a0% on average",
        "jitter": "Its class survives jitter, not asked: not asked",
    }


def test_the_other_votes_need_no_more_width_than_the_longest_of_them(others, row):
    others.show_votes(row, 0.05)
    widest = max(made.sizeHint().width() for made in others.findChildren(QPushButton))
    assert others.minimumSizeHint().width() == widest


def test_a_vote_that_changes_the_image_shows_it_and_gives_the_blends_back(others, row):
    others.show_votes(row, 0.05)
    wanted = []
    others.chosen.connect(wanted.append)
    others.choose("smooth")
    others.choose("jitter")
    others.choose("jitter")
    others.choose("expert")  # changes no image
    assert wanted == ["smooth", "jitter", ""]


def test_the_strip_shows_what_a_vote_made_of_the_image(qtbot):
    strip = BlendStrip(lambda number: f"class {number}")
    qtbot.addWidget(strip)
    picture = np.zeros((4, 8, 8, 3), np.uint8)
    views = {"shift": Blends(picture, np.array([5, 5, 5, 2]))}
    strip.show_blends(Blends(np.repeat(picture, 2, 0), np.full(8, 2), views), 2)
    assert strip.line == "8 of 8 answer “class 2”"
    strip.show_views("shift")
    assert strip.line == "3 of 4 answer “class 5”"
    strip.show_views("")
    assert strip.line == "8 of 8 answer “class 2”"


@pytest.mark.parametrize("vote", ["strip", "disagreement"])
def test_sign_title_and_p_value_of_a_vote_are_in_one_line(qtbot, row, vote):
    arrows = [icon_button("chevron-left", "Back", compact=True)] if vote == "strip" else []
    line = VoteLine(vote, "", arrows)
    qtbot.addWidget(line)
    line.show_vote(row, 0.05)
    line.resize(400, line.heightForWidth(400))
    line.show()
    sign, labels = line.findChildren(IconLabel)[0], line.findChildren(QLabel)
    (title,) = [each for each in labels if "blend" in each.text() or "disagree" in each.text()][:1]
    (p_value,) = [each for each in labels if each.text().startswith("p")]
    assert title.height() < 2 * p_value.height(), "the title has one line"
    middles = [each.geometry().center().y() for each in (sign, title, p_value)]
    assert max(middles) - min(middles) <= 2
