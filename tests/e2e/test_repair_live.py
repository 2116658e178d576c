"""The demo is repaired in front of one's eyes: the curves grow while the job runs."""

from __future__ import annotations

import pytest
from support.asking import part
from support.demo import LONG, points_drawn, start_repair

from gui.port import Core
from gui.repair.summary import SummaryCard


@pytest.fixture
def core() -> Core:
    return Core()


def test_the_curves_grow_while_the_job_runs(run_main, qtbot):
    lengths: set[int] = set()

    def script(window):
        page = start_repair(window, qtbot)

        def watch() -> bool:
            if page.job:
                lengths.add(points_drawn(page))
            return window.desk.session.goodnet is not None

        qtbot.waitUntil(watch, timeout=LONG)
        record = window.desk.session.goodnet.record
        assert 0 < record.channels_pruned < record.channels
        # Fine-Pruning does not remove this attack, and the page says so.
        assert page.state().mark == "cross"
        assert page.state().line.startswith("ASR still ")
        assert part(page, SummaryCard).isVisible()
        assert page.head.chip.text == "not saved"

    run_main([], script)
    assert len(lengths) > 5
