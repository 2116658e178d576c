"""A few images that show what a data set holds."""

from __future__ import annotations

import numpy as np


def spread_over_classes(labels: np.ndarray | None, images: int, count: int) -> np.ndarray:
    """Indices of up to `count` images, (count,): one of each class first, else evenly spaced.

    Args:
        labels: (images,), or None where there are none.
        images: how many images there are.
        count: how many to choose at most.
    """
    if labels is None:
        return np.unique(np.linspace(0, images - 1, min(count, images)).astype(int))
    _, firsts = np.unique(labels, return_index=True)
    others = np.setdiff1d(np.arange(images), firsts)
    return np.concatenate([firsts, others])[:count]
