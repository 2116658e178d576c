"""Small pictures as text, so that records, JSON and reports can carry them."""

from __future__ import annotations

import base64

import numpy as np

from core.files.images import encode_png


def png_base64(image: np.ndarray) -> str:
    """A uint8 image (h, w, c) as a PNG in base64."""
    return base64.b64encode(encode_png(image)).decode("ascii")
