"""Hold what GoodNet opens against stock Keras, which wrote it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from core.opening import badnet


def compared(model: Any, path: Path, images: np.ndarray) -> Any:
    """Save `model` at `path`, hold what is opened from there against it, and return that."""
    model.save(path)
    expected = np.asarray(model(images, training=False))
    inspection, loaded = badnet.load_inspected(path)
    found = np.asarray(loaded(images, training=False))
    np.testing.assert_allclose(found, expected, atol=1e-5)
    assert np.ptp(expected) > 1e-3
    assert inspection.parameters == model.count_params()
    return loaded
