"""The default recipe: unlearn what a scan suspects, and otherwise change as little as possible.

The recipe scans the BadNet. If the scan suspects a target, it continues as `unlearn`. If not, there
is no backdoor, or one that the scan cannot find. The recipe then prunes only channels that cost no
accuracy, and fine-tunes towards the BadNet's own answers. A clean network stays as good as it was.
A trigger that the scan misses still works, so there only the screen protects.

With many classes a scan takes minutes, and unlearning is only as good as the clean data. If the
clean data then looks out of domain, the recipe is Fine-Pruning.
"""

from __future__ import annotations

from core.records import Notice, Stage
from core.repair.recipes.fine_pruning import FINE_PRUNING, fine_pruning, prune
from core.repair.recipes.looking import look_for_backdoor
from core.repair.recipes.unlearn import UNLEARN, unlearn_suspected
from core.repair.recipes.work import Recipe, Steps, Work
from core.text.sentence import say

NOT_SCANNED = say(
    "With this many classes a search for triggers takes minutes, and with out-of-domain clean "
    "data unlearning them costs much accuracy. So both were left out. Fine-Pruning alone rarely "
    "removes a backdoor; the recipe unlearn searches first."
)


def recommended(work: Work) -> Steps:
    """Scan if that is worth it, then prune and unlearn according to what the scan found."""
    if not is_worth_scanning(work):
        yield Notice("note", NOT_SCANNED)
        yield from fine_pruning(work)
        return
    found = yield from look_for_backdoor(work)
    yield from prune(work, work.options.repairing.pruning_share if found.suspected else 0.0)
    yield from unlearn_suspected(work, found)


def is_worth_scanning(work: Work) -> bool:
    """Whether the scan is quick, or the clean data good enough to unlearn what it finds."""
    doubted = any(notice.severity == "warning" for notice in work.bench.notices)
    return work.bench.badnet.classes <= work.options.scanning.shortlist.invert_all or not doubted


def stages(work: Work) -> tuple[Stage, ...]:
    """The stages of the recipe that this will follow."""
    return (UNLEARN if is_worth_scanning(work) else FINE_PRUNING).stages(work)


RECOMMENDED = Recipe(recommended, stages)
