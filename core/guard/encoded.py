"""Decode pictures in PNG or JPEG files within a TensorFlow graph.

The steps are those of core/files/images.py: alpha over white, grey by BT.601, shrinking by area and
enlarging linearly. Two things differ: the orientation in a JPEG's EXIF data is not applied, and of
16 bits per channel the upper 8 are used. Grey levels of resized pictures may differ by 1.
"""

from __future__ import annotations

from core.files.images import LUMA
from core.network.keras_types import Compiled, Tensor


def decoding(image_shape: tuple[int, ...]) -> Compiled:
    """A function from the bytes of files, string (n,), to images, uint8 (n, h, w, c).

    Args:
        image_shape: (h, w, c) of each image; c is 1 or 3.
    """
    import tensorflow as tf

    height, width, channels = image_shape

    def decode(content: Tensor) -> Tensor:
        pixels = tf.cond(
            tf.io.is_jpeg(content), lambda: _jpeg(content), lambda: _over_white(_png(content))
        )
        if channels == 1:
            grey = tf.reduce_sum(tf.cast(pixels, tf.float64) * LUMA, -1, keepdims=True)
            pixels = _rounded(grey)
        return _resized(pixels, height, width, channels)

    spec = tf.TensorSpec((height, width, channels), tf.uint8)
    return lambda contents: tf.map_fn(decode, contents, fn_output_signature=spec)


def _jpeg(content: Tensor) -> Tensor:
    import tensorflow as tf

    return tf.io.decode_jpeg(content, channels=3, dct_method="INTEGER_ACCURATE")


def _png(content: Tensor) -> Tensor:
    import tensorflow as tf

    return tf.io.decode_png(content, channels=4)


def _over_white(pixels: Tensor) -> Tensor:
    """Red, green, blue and alpha, (h, w, 4), composited over white, (h, w, 3)."""
    import tensorflow as tf

    colours, alpha = tf.split(tf.cast(pixels, tf.float32), [3, 1], -1)
    share = alpha / 255
    return _rounded(colours * share + 255 * (1 - share))


def _resized(pixels: Tensor, height: int, width: int, channels: int) -> Tensor:
    """Shrink by area along each side that is too long, then enlarge linearly."""
    import tensorflow as tf

    size = tf.shape(pixels)[:2]
    smaller = tf.minimum(size, [height, width])
    shrunk = _rounded(tf.image.resize(pixels, smaller, method="area"))
    enlarged = _rounded(tf.image.resize(shrunk, (height, width), method="bilinear"))
    return tf.ensure_shape(enlarged, (height, width, channels))


def _rounded(values: Tensor) -> Tensor:
    import tensorflow as tf

    return tf.cast(tf.clip_by_value(tf.round(values), 0, 255), tf.uint8)
