"""Scan the BadNet, and record what a repair needs of the result."""

from __future__ import annotations

from collections.abc import Generator

from core.records import Progress, RepairEvent
from core.repair.recipes.work import Work
from core.scan.images import stamped_part
from core.scan.job import Found, scan_network
from core.scan.stages import stages as scan_stages


def look_for_backdoor(work: Work) -> Generator[RepairEvent, object, Found]:
    """Scan the BadNet, and stamp held-out images with the triggers found, to monitor them."""
    clean = work.bench.clean
    found = work.checkpoint.scan()
    with work.timed("scan"):
        if found:
            for stage in scan_stages(work.bench.badnet.classes, work.options.scanning):
                yield Progress(stage.key, 1, 1, kept=True)
        else:
            found = yield from scan_network(
                work.bench.badnet,
                clean.tuning,
                clean.held_out,
                seed=work.options.seed,
                settings=work.options.scanning,
                screen=work.options.screen,
            )
            work.checkpoint.keep_scan(found)
    work.suspected_targets = found.record.suspected_targets
    work.inverted = found.record.inverted
    work.all_inverted = found.record.all_inverted
    work.scanned_with = found.record.settings
    work.triggers = tuple((each.trigger, each.target_class) for each in found.suspected)
    work.stamped = {
        str(each.target_class): stamped_part(clean.held_out, each.trigger, each.target_class)
        for each in found.suspected
    }
    yield from work.suspected_targets
    return found
