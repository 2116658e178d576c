"""What each recipe will take is known before any of them runs."""

from __future__ import annotations

from core.data.examination import examine
from core.jobs.generators import result_of
from core.records import RepairOptions
from core.repair.expected import expected_seconds
from core.repair.recipes import RECIPES


def test_examining_the_clean_data_tells_what_each_recipe_will_take(tiny_badnet):
    options = RepairOptions()
    given = (tiny_badnet.badnet, [tiny_badnet.clean], [], options)
    expected = result_of(examine(*given, expected_seconds)).expected_seconds
    assert set(expected) == set(RECIPES)
    # Setting up the screen is a part of every recipe.
    assert all(expected[name] > expected["none"] > 0 for name in RECIPES if name != "none")
    assert result_of(examine(*given)).expected_seconds == {}
