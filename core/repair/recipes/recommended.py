"""What does best overall: unlearn what a scan suspects, and else change as little as possible.

The BadNet is scanned. Where a target is suspected, this is `unlearn`. Where none is, there may be
no backdoor, or one that no scan can find: only channels that cost no accuracy are pruned, and
fine-tuning keeps to the BadNet's own answers. That leaves a clean network as good as it was;
against triggers that a scan misses it does little, so the screen has to stand in for it.

With many classes a scan takes minutes, and unlearning is only as good as the clean data: where
that looks as if it were from elsewhere this is Fine-Pruning.
"""

from __future__ import annotations

from core.records import Notice, Stage
from core.repair.recipes.fine_pruning import FINE_PRUNING, fine_pruning, prune
from core.repair.recipes.unlearn import UNLEARN, look_for_backdoor, unlearn_suspected
from core.repair.recipes.work import Recipe, Steps, Work
from core.text.sentence import say

NOT_SCANNED = say(
    "With so many classes a search for triggers takes minutes, and with clean data from elsewhere "
    "unlearning them costs much accuracy, so both were left out. Fine-Pruning alone rarely removes "
    "a backdoor; the recipe unlearn searches first."
)


def recommended(work: Work) -> Steps:
    """Scan where that is worth it; prune and unlearn as much as the scan gives reason to."""
    if not is_worth_scanning(work):
        yield Notice("note", NOT_SCANNED)
        yield from fine_pruning(work)
        return
    found = yield from look_for_backdoor(work)
    yield from prune(work, work.options.repairing.pruning_share if found.suspected else 0.0)
    yield from unlearn_suspected(work, found)


def is_worth_scanning(work: Work) -> bool:
    """Whether a scan is quick, or the clean data good enough to unlearn what it finds."""
    doubted = any(notice.severity == "warning" for notice in work.bench.notices)
    return work.bench.badnet.classes <= work.options.scanning.shortlist.invert_all or not doubted


def stages(work: Work) -> tuple[Stage, ...]:
    """The stages of whichever recipe this will be."""
    return (UNLEARN if is_worth_scanning(work) else FINE_PRUNING).stages(work)


RECOMMENDED = Recipe(recommended, stages)
