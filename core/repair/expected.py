"""How long each recipe is expected to take on this machine, before any of them runs."""

from __future__ import annotations

from dataclasses import replace

from core.data.examination import Bench
from core.jobs.estimate import whole_of
from core.records import RepairOptions
from core.repair.job import plan
from core.repair.recipes import RECIPES
from core.repair.recipes.work import Work


def expected_seconds(bench: Bench, options: RepairOptions) -> dict[str, float]:
    """The expected duration of each recipe with `options`, in seconds, from opening the file.

    A pass of the BadNet is timed for it now. Empty if there are no images to time it on.
    """
    if not len(bench.clean.held_out):
        return {}
    pace, found = bench.pace(), dict[str, float]()
    # A plan repairs nothing, so the BadNet need not be copied.
    work = Work(bench, options, bench.badnet, bench.inspection.default_layer)
    for name, recipe in RECIPES.items():
        work.options = replace(options, recipe=name)
        found[name] = round(whole_of(plan(work, recipe, pace)), 1)
    return found
