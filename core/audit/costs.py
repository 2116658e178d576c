"""The relative duration of a scan, estimated from an inspection; not in seconds."""

from __future__ import annotations

import math
from pathlib import Path

from core.errors import Unreadable
from core.opening import badnet
from core.records import Layer
from core.scan.stages import stages

# Storing and fetching one number of an activation takes as long as this many multiplications.
TRAFFIC = 200


def expected_cost(model: Path, architecture: str | None = None) -> float:
    """The multiplications needed to scan the file at `model`; 0 if it is no network."""
    try:
        inspection = badnet.inspect(model, architecture)
    except Unreadable:
        return 0.0
    passes = sum(stage.work for stage in stages(inspection.classes))
    return passes * sum(map(_cost_of, inspection.layers)) if inspection.safe else 0.0


def _cost_of(layer: Layer) -> float:
    """The cost of one image in one layer; a convolution applies its kernel at each place."""
    *places, channels = (size or 1 for size in layer.output_shape or (1,))
    return math.prod(places) * (layer.parameters + TRAFFIC * channels)
