"""What each recipe will take is known before any of them runs."""

from __future__ import annotations

import pytest
from support.tiny import records_of

from core.data.examination import examine
from core.jobs.estimate import whole_of
from core.jobs.generators import result_of
from core.records import Plan, RepairOptions
from core.repair.expected import expected_seconds
from core.repair.job import repair
from core.repair.recipes import RECIPES


def test_examining_the_clean_data_tells_what_each_recipe_will_take(tiny_badnet):
    options = RepairOptions()
    given = (tiny_badnet.badnet, [tiny_badnet.clean], [], options)
    expected = result_of(examine(*given, expected_seconds)).expected_seconds
    assert set(expected) == set(RECIPES)
    # Setting up the screen is a part of every recipe.
    assert all(expected[name] > expected["none"] > 0 for name in RECIPES if name != "none")
    assert result_of(examine(*given)).expected_seconds == {}


def test_a_repair_is_expected_to_take_its_stages_and_the_opening_of_its_files(tiny_badnet):
    given = (tiny_badnet.badnet, [tiny_badnet.clean], [], RepairOptions(recipe="none"))
    records, made = records_of(repair(*given))
    plan = [record for record in records if isinstance(record, Plan)][-1]
    opening = [stage.work for stage in plan.stages if stage.key in ("open", "examine")]
    assert plan.seconds is not None and len(opening) == 2 and all(opening)
    assert whole_of(plan) == pytest.approx(plan.seconds + sum(opening))
    # What a finished repair took is told without the opening, and so is what was expected.
    assert made.record.expected_seconds == plan.seconds
