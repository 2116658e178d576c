"""Nothing is repaired; only the screen is set up."""

from __future__ import annotations

from core.network.channels import Channels
from core.repair.recipes.work import Recipe, Steps, Work


def no_repair(work: Work) -> Steps:
    """Note how many channels there are, and leave them."""
    work.channels = Channels(work.repaired.network, work.layer).count
    yield from ()


NONE = Recipe(no_repair, stages=lambda _: ())
