"""What the stages of a scan are expected to take."""

from __future__ import annotations

import pytest

from core.records import ExpertMarginSettings, ScanSettings
from core.scan.stages import Sizes, stages

SETTINGS = ScanSettings(experts=ExpertMarginSettings(count=0))
FULL, REDUCED = Sizes((224, 224), (224, 224)), Sizes((224, 224), (112, 112))


def work(sizes: Sizes) -> dict[str, float]:
    return {stage.key: stage.work for stage in stages(10, SETTINGS, sizes)}


def test_without_a_size_the_work_is_that_at_full_size():
    assert work(Sizes()) == work(FULL)
    assert {stage.graphs for stage in stages(10, SETTINGS) if stage.key == "margins"} == {1}


def test_a_search_at_a_quarter_of_the_pixels_is_a_quarter_of_the_work():
    full, reduced, how = work(FULL), work(REDUCED), SETTINGS.reduced
    assert reduced["margins"] == pytest.approx(full["margins"] / 4)
    assert reduced["channels"] == pytest.approx(full["channels"] / 4)
    # A step takes fewer images, and some steps at full size follow.
    fewer = how.batch / SETTINGS.inversion.batch
    after = 3 * 10 * how.steps * how.batch
    assert reduced["invert"] == pytest.approx(fewer * full["invert"] / 4 + after)


def test_each_group_of_classes_prepares_its_computation():
    graphs = {stage.key: stage.graphs for stage in stages(10, SETTINGS, REDUCED)}
    # 6 classes of 16 images at 112 pixels, and 3 of 8 at 224: 2 and 4 groups.
    assert graphs["invert"] == 2 * 2 + 4
    assert {s.key: s.graphs for s in stages(10, SETTINGS, FULL)}["invert"] == 2 * 10


def test_each_expert_climbs_at_the_reduced_size_and_trains_at_full_size():
    def margins(experts: int, sizes: Sizes) -> float:
        how = ScanSettings(experts=ExpertMarginSettings(count=experts))
        return stages(40, how, sizes)[0].work  # experts are for many classes

    trained = margins(2, REDUCED) - 3 * margins(0, REDUCED)
    assert trained == pytest.approx(margins(2, FULL) - 3 * margins(0, FULL))
    assert trained > 0
