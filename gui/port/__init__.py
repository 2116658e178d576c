"""The port: all that the window asks of core, and the only place in gui that calls core's work.

Methods that return `Records` are generators of core's records and run in a `Job`; so do the
others whenever they read files. Paths are strings, as in the records. Whatever is heavy is
imported when it is first asked for, so that the window comes at once; a module that needs
`GoodNet` or `Kind` imports it for the type checker alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.port.opening import Opening
from gui.port.repairing import Repairing
from gui.port.reporting import Reporting
from gui.port.values import Blends, Closeup, Demo, LookedAt, Origin, Sample, Unfinished

if TYPE_CHECKING:
    from core.data.kinds import Kind as Kind
    from core.repair.learning import Learning as Learning
    from core.screen.goodnet import GoodNet as GoodNet

__all__ = [
    "Blends",
    "Closeup",
    "Core",
    "Demo",
    "LookedAt",
    "Origin",
    "Sample",
    "Unfinished",
]


class Core(Opening, Repairing, Reporting):
    """Everything that the window asks of core; all of it may raise core.errors."""
