"""Pictures: decode untrusted files, resize, and write PNG.

Images are uint8, channels last. One channel is grey, two are grey and alpha, three are red, green
and blue, and four add alpha.
"""

from __future__ import annotations

import base64
import os
import struct
from types import ModuleType

import numpy as np

from core.errors import Unreadable
from core.records import Fit

MAX_FILE_BYTES = 2**29
MAX_PIXELS = 2**26

# Only these formats reach a decoder: each further one would be another parser to attack.
_SIGNATURES = (
    b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"BM", b"RIFF", b"II*\0", b"MM\0*", b"GIF87a", b"GIF89a",
    b"P1", b"P2", b"P3", b"P4", b"P5", b"P6", b"\0\0\0\x0cjP  \r\n\x87\n",
)  # fmt: skip
_AVIF_BRANDS = (b"ftypavif", b"ftypavis")  # from byte 4
_ALPHA_COUNTS = (2, 4)
LUMA = np.array([0.299, 0.587, 0.114])  # ITU-R BT.601, as every image library uses for grey


def cv2_module() -> ModuleType:
    """OpenCV, imported at its first use, without its changes to the environment that Qt relies on.

    OpenCV reads its own limit on pixels once, at its import. It checks a picture's header against
    the limit before it allocates memory for the picture.
    """
    before = dict(os.environ)
    os.environ["OPENCV_IO_MAX_IMAGE_PIXELS"] = str(MAX_PIXELS)
    try:
        import cv2
    finally:
        # WORKAROUND: opencv-python points QT_QPA_PLATFORM_PLUGIN_PATH at its own Qt 5 plugins.
        for name in set(os.environ) - set(before):
            del os.environ[name]
        os.environ.update(before)
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    return cv2


def decode_image(data: bytes, channels: int = 3, name: str = "The picture") -> np.ndarray:
    """Decode the bytes of a picture file to uint8 (height, width, channels), upright.

    Call it only in a quarantined process: see `core.quarantine.pictures`.

    Args:
        data: the content of the file.
        channels: 1 to 4.
        name: what messages call it.

    Raises:
        Unreadable: it is of another kind, is damaged, or has too many pixels.
    """
    if not data.startswith(_SIGNATURES) and data[4:12] not in _AVIF_BRANDS:
        raise Unreadable(
            "{name} is not a PNG, JPEG, BMP, WebP, TIFF, GIF, AVIF, PNM or JPEG 2000 picture.",
            name=name,
        )
    cv2 = cv2_module()
    try:
        pixels, _, metadata = cv2.imdecodeWithMetadata(
            np.frombuffer(data, np.uint8), flags=cv2.IMREAD_UNCHANGED
        )
    except cv2.error as error:
        if "MAX_IMAGE" in str(error):
            raise Unreadable(
                "{name} claims more than {limit} million pixels; use a smaller one.",
                name=name,
                limit=MAX_PIXELS // 10**6,
            ) from error
        pixels, metadata = None, []
    if pixels is None:
        raise Unreadable("{name} is damaged: it cannot be decoded as a picture.", name=name)
    image = _eight_bits(np.atleast_3d(pixels), name)
    if image.shape[2] >= 3:
        image = image[:, :, (2, 1, 0, 3)[: image.shape[2]]]  # OpenCV orders channels blue first
    exif = metadata[0].tobytes() if len(metadata) else b""
    return with_channels(_upright(image, _orientation(exif)), channels)


def with_channels(images: np.ndarray, channels: int) -> np.ndarray:
    """Convert uint8 (..., c) to uint8 (..., channels), with c and `channels` each 1 to 4.

    Alpha is composited over white, not dropped. The network then judges what a person sees, not
    colors hidden under full transparency.
    """
    present = images.shape[-1]
    if present == channels:
        return np.ascontiguousarray(images)
    has_alpha = present in _ALPHA_COUNTS
    colours, alpha = (images[..., :-1], images[..., -1:]) if has_alpha else (images, None)
    if alpha is not None and channels not in _ALPHA_COUNTS:
        share = alpha / np.float32(255)
        colours = np.rint(colours * share + 255 * (1 - share)).astype(np.uint8)
    if channels <= 2 and colours.shape[-1] == 3:
        colours = np.rint(colours @ LUMA).astype(np.uint8)[..., None]
    if channels >= 3 and colours.shape[-1] == 1:
        colours = np.repeat(colours, 3, axis=-1)
    if channels in _ALPHA_COUNTS:
        alpha = np.full_like(colours[..., :1], 255) if alpha is None else alpha
        colours = np.concatenate([colours, alpha], axis=-1)
    return np.ascontiguousarray(colours)


def resize(images: np.ndarray, height: int, width: int, fit: Fit = "squash") -> np.ndarray:
    """Resize uint8 (n, h, w, c) to uint8 (n, height, width, c).

    For another aspect ratio, "squash" stretches, "crop" takes the middle, and "pad" adds black
    edges.

    Shrinking averages over the area of each new pixel. Enlarging is linear, because OpenCV's area
    interpolation is not defined there.
    """
    h, w = images.shape[1:3]
    if fit == "crop":
        share = min(h / height, w / width)
        inner = min(h, max(1, round(height * share))), min(w, max(1, round(width * share)))
        top, left = (h - inner[0]) // 2, (w - inner[1]) // 2
        return _stretched(images[:, top : top + inner[0], left : left + inner[1]], height, width)
    if fit == "pad":
        share = min(height / h, width / w)
        inner = min(height, max(1, round(h * share))), min(width, max(1, round(w * share)))
        top, left = (height - inner[0]) // 2, (width - inner[1]) // 2
        padded = np.zeros((len(images), height, width, images.shape[3]), np.uint8)
        padded[:, top : top + inner[0], left : left + inner[1]] = _stretched(images, *inner)
        return padded
    return _stretched(images, height, width)


def _stretched(images: np.ndarray, height: int, width: int) -> np.ndarray:
    h, w = images.shape[1:3]
    cv2 = cv2_module()
    images = _interpolate(images, min(h, height), min(w, width), cv2.INTER_AREA)
    return _interpolate(images, height, width, cv2.INTER_LINEAR)


def thumbnail(image: np.ndarray, longest: int) -> np.ndarray:
    """Shrink uint8 (h, w, c) so that its longer side is at most `longest` pixels."""
    h, w = image.shape[:2]
    ratio = min(1.0, longest / max(h, w))
    return resize(image[None], max(1, round(h * ratio)), max(1, round(w * ratio)))[0]


def encode_png(image: np.ndarray) -> bytes:
    """Encode uint8 (h, w, c) as the bytes of a PNG file."""
    if image.shape[2] == 2:
        image = with_channels(image, 4)
    if image.shape[2] >= 3:
        image = image[:, :, (2, 1, 0, 3)[: image.shape[2]]]
    _, data = cv2_module().imencode(".png", np.ascontiguousarray(image))
    return data.tobytes()


def png_base64(image: np.ndarray) -> str:
    """Encode uint8 (h, w, c) as a PNG in base64, for records, JSON and reports."""
    return base64.b64encode(encode_png(image)).decode("ascii")


def _interpolate(images: np.ndarray, height: int, width: int, how: int) -> np.ndarray:
    n, h, w, c = images.shape
    if (h, w) == (height, width):
        return images
    cv2 = cv2_module()
    out = np.empty((n, height, width, c), np.uint8)
    for image, target in zip(images, out, strict=True):
        target[:] = np.atleast_3d(
            cv2.resize(np.ascontiguousarray(image), (width, height), interpolation=how)
        )
    return out


def _eight_bits(pixels: np.ndarray, name: str) -> np.ndarray:
    if pixels.dtype == np.uint8:
        return pixels
    if pixels.dtype == np.uint16:
        return np.rint(pixels / np.float32(257)).astype(np.uint8)
    raise Unreadable(
        "{name} holds {dtype} pixels; save it with 8 or 16 bits a channel.",
        name=name,
        dtype=pixels.dtype,
    )


def _upright(image: np.ndarray, orientation: int) -> np.ndarray:
    """Turn `image` (h, w, c) according to EXIF orientation 1 to 8."""
    if orientation in (5, 6, 7, 8):
        image = image.transpose(1, 0, 2)
    if orientation in (3, 4, 7, 8):
        image = image[::-1]
    if orientation in (2, 3, 6, 7):
        image = image[:, ::-1]
    return image


def _orientation(exif: bytes) -> int:
    """EXIF tag 0x0112 of the first directory (TIFF 6.0, section 2), or 1 if there is none.

    It is read here because OpenCV turns pictures only when it also drops their alpha channel.
    """
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None:
        return 1
    try:
        (start,) = struct.unpack_from(order + "I", exif, 4)
        (entries,) = struct.unpack_from(order + "H", exif, start)
        for k in range(entries):
            tag, _, _, value = struct.unpack_from(order + "HHIH", exif, start + 2 + 12 * k)
            if tag == 0x0112:
                return value
    except struct.error:
        pass
    return 1
