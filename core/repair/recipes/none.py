"""No repair: only the screen is set up."""

from __future__ import annotations

from core.network.channels import Channels
from core.repair.recipes.work import Recipe, Steps, Work


def no_repair(work: Work) -> Steps:
    """Record how many channels there are, and change nothing."""
    work.channels = Channels(work.repaired.network, work.layer).count
    yield from ()


NONE = Recipe(no_repair, stages=lambda _: ())
