"""Fixtures of the tests of repairs."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="session")
def guarded(tiny_badnet):
    """The tiny BadNet with a screen, and nothing repaired."""
    from core.jobs.generators import result_of
    from core.records import RepairOptions
    from core.repair.job import repair

    options = RepairOptions(recipe="none", overlay_count=20)
    return result_of(repair(tiny_badnet.badnet, [tiny_badnet.clean], [], options))
