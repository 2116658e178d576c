"""Pictures with four inks or a palette, written byte by byte."""

from __future__ import annotations

import struct
import zlib

import numpy as np
import pytest

from core.files.images import decode_image


def segment(mark: int, data: bytes) -> bytes:
    """A part of a JPEG."""
    return b"\xff" + bytes([mark]) + struct.pack(">H", len(data) + 2) + data


def four_inks(*values: int) -> bytes:
    """A JPEG of 8 x 8 in one colour, in CMYK as Adobe writes it: 255 is no ink.

    Each ink is one block with its mean alone. A mean of n bits has the code n, in four bits.
    """
    bits = ""
    for value in values:
        mean = 8 * (value - 128)
        size = abs(mean).bit_length()
        written = mean if mean > 0 else mean + (1 << size) - 1
        bits += f"{size:04b}" + (f"{written:0{size}b}" if size else "") + "0"
    bits += "1" * (-len(bits) % 8)
    data = bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits), 8))
    inks = b"".join(bytes([ink, 0x11, 0]) for ink in range(1, 5))
    tables = b"".join(bytes([ink, 0]) for ink in range(1, 5))
    return b"".join(
        [
            b"\xff\xd8",
            segment(0xEE, b"Adobe\0\x64\0\0\0\0\0"),
            segment(0xDB, b"\0" + b"\1" * 64),
            segment(0xC0, struct.pack(">BHHB", 8, 8, 8, 4) + inks),
            segment(0xC4, b"\0" + bytes([0, 0, 0, 12] + [0] * 12) + bytes(range(12))),
            segment(0xC4, b"\x10" + bytes([1] + [0] * 15) + b"\0"),
            segment(0xDA, b"\x04" + tables + b"\0\x3f\0"),
            data.replace(b"\xff", b"\xff\0"),
            b"\xff\xd9",
        ]
    )


@pytest.mark.parametrize(
    ("inks", "colour"),
    [
        ((255, 255, 255, 255), (255, 255, 255)),
        ((0, 255, 255, 255), (0, 255, 255)),
        ((255, 0, 0, 255), (255, 0, 0)),
        ((255, 255, 255, 0), (0, 0, 0)),
    ],
)
def test_four_inks_become_three_colours(
    inks: tuple[int, ...], colour: tuple[int, int, int]
) -> None:
    np.testing.assert_allclose(decode_image(four_inks(*inks)), np.full((8, 8, 3), colour), atol=2)


def chunk(kind: bytes, data: bytes) -> bytes:
    """A part of a PNG."""
    check = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + check


@pytest.mark.parametrize("bits", [1, 4, 8])
def test_a_palette_becomes_its_colours(bits: int) -> None:
    draw = np.random.default_rng(bits)
    palette = draw.integers(0, 256, (1 << bits, 3), np.uint8)
    places = draw.integers(0, 1 << bits, (8, 16))
    shifts = np.arange(bits - 1, -1, -1)
    rows = np.packbits(((places[..., None] >> shifts) & 1).reshape(8, -1), axis=1)
    header = struct.pack(">IIBBBBB", 16, 8, bits, 3, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row.tobytes() for row in rows))
    png = b"\x89PNG\r\n\x1a\n" + b"".join(
        chunk(kind, each)
        for kind, each in (
            (b"IHDR", header), (b"PLTE", palette.tobytes()), (b"IDAT", data), (b"IEND", b""),
        )
    )  # fmt: skip
    np.testing.assert_array_equal(decode_image(png), palette[places])
