"""The port: everything that the window asks of core, and gui's only access to core's work.

Methods that return `Records` are generators of core's records and run in a `Job`. So do all others
that read files. Paths are strings, as in the records. Heavy modules are imported at their first
use, so that the window appears at once. A module that needs `GoodNet` or `Kind` only as a type
imports it for the type checker alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.files.image_names import image_name
from gui.port.opening import Opening
from gui.port.repairing import Repairing
from gui.port.reporting import Reporting
from gui.port.values import Blends, Closeup, Demo, LookedAt, Origin, Reading, Sample, Unfinished

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
    "Reading",
    "Sample",
    "Unfinished",
    "image_name",
]


class Core(Opening, Repairing, Reporting):
    """Everything that the window asks of core; every method may raise errors of core.errors."""
