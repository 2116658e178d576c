"""What was learned from flagged images decides how a repair came out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.records import REPAIR

from core.records import Crowd, Learned, LearnSettings, Measurement
from core.text.outcome import outcome

FAILED = Measurement(0.98, 150, {"sticker": 1.0}, {"sticker": 120})


def learned(obeyed: float | None) -> Learned:
    crowd = Crowd(2, 44, 41, 2.1, 1e-12)
    kept = 0 if obeyed is None else 11
    before = None if obeyed is None else 1.0
    return Learned(2, (), kept, before, obeyed, 0.97, 0.96, 150, None, crowd, LearnSettings(), 31.0)


@pytest.mark.parametrize("recipe", ["none", "recommended"])
def test_learning_counts_before_what_was_measured_earlier(recipe):
    older = replace(REPAIR, recipe=recipe, after=FAILED)
    assert outcome(older).kind == {"none": "screen only", "recommended": "works"}[recipe]
    for obeyed in (None, 0.0, 0.2):
        assert outcome(replace(older, learned=(learned(obeyed),))).kind == "learned"


def test_what_learning_left_is_not_called_learned():
    came = outcome(replace(REPAIR, learned=(learned(0.4),)))
    assert came.kind == "works" and "40\u00a0%" in came.title
