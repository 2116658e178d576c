"""Small pictures as text, so that records, JSON and reports can carry them."""

from __future__ import annotations

import base64

import numpy as np


def png_base64(image: np.ndarray) -> str:
    """A uint8 image (h, w, c), RGB, RGBA or grey, as a PNG in base64; of two channels the first."""
    import cv2

    channels = image.shape[-1]
    if channels == 2:
        image = image[..., :1]
    elif channels > 2:
        image = image[..., [2, 1, 0, 3][:channels]]
    done, encoded = cv2.imencode(".png", np.ascontiguousarray(image))
    assert done, image.shape
    return base64.b64encode(encoded.tobytes()).decode("ascii")
