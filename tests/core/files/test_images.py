from __future__ import annotations

import os
import struct
import zlib
from pathlib import Path
from typing import Literal

import h5py
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import Unreadable
from core.files.images import (
    cv2_module,
    decode_image,
    encode_png,
    resize,
    thumbnail,
    with_channels,
)
from core.quarantine.pictures import read_image

RNG = np.random.default_rng(0)
PHOTO = RNG.integers(0, 256, (12, 20, 3), np.uint8)


def blue_first(image: np.ndarray) -> np.ndarray:
    order = (2, 1, 0, 3)[: image.shape[2]] if image.shape[2] > 1 else (0,)
    return np.ascontiguousarray(image[:, :, order])


def encoded(suffix: str, image: np.ndarray, exif: bytes = b"") -> bytes:
    cv2 = cv2_module()
    if not exif:
        return cv2.imencode(suffix, blue_first(image))[1].tobytes()
    metadata = [np.frombuffer(exif, np.uint8)]
    kinds = [cv2.IMAGE_METADATA_EXIF]
    return cv2.imencodeWithMetadata(suffix, blue_first(image), kinds, metadata)[1].tobytes()


def exif_orientation(value: int, order: str = ">") -> bytes:
    mark = b"MM\x00*" if order == ">" else b"II*\x00"
    return mark + struct.pack(order + "IHHHIHHI", 8, 1, 0x0112, 3, 1, value, 0, 0)


def tiff_lying_on_its_side(image: np.ndarray) -> bytes:
    """An uncompressed TIFF of uint8 (h, w, 3) whose orientation tag is 6."""
    height, width, channels = image.shape
    header = 8 + 2 + 12 * 10 + 4
    tags = {256: width, 257: height, 259: 1, 262: 2, 274: 6, 277: channels, 278: height}
    entries = [(tag, struct.pack("<HIHH", 3, 1, value, 0)) for tag, value in tags.items()]
    entries.append((258, struct.pack("<HII", 3, channels, header)))
    entries.append((273, struct.pack("<HII", 4, 1, header + 2 * channels)))
    entries.append((279, struct.pack("<HII", 4, 1, image.nbytes)))
    directory = b"".join(struct.pack("<H", tag) + entry for tag, entry in sorted(entries))
    depth = struct.pack("<3H", 8, 8, 8)
    start = b"II*\x00" + struct.pack("<IH", 8, len(entries))
    return start + directory + bytes(4) + depth + image.tobytes()


def png_claiming(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(10**6))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels)


@pytest.mark.parametrize("suffix", [".png", ".bmp", ".tiff"])
def test_lossless_formats_give_their_pixels(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"photo{suffix}"
    path.write_bytes(encoded(suffix, PHOTO))
    np.testing.assert_array_equal(read_image(path), PHOTO)


@pytest.mark.parametrize("suffix", [".jpg", ".webp"])
def test_lossy_formats_keep_red_red(suffix: str) -> None:
    red = np.full((16, 16, 3), (220, 20, 30), np.uint8)
    decoded = decode_image(encoded(suffix, red)).astype(int)
    assert np.abs(decoded - red).max() < 12


def test_png_round_trips_at_every_count_of_channels() -> None:
    for channels in (1, 3, 4):
        image = RNG.integers(0, 256, (5, 7, channels), np.uint8)
        np.testing.assert_array_equal(decode_image(encode_png(image), channels), image)


def test_grey_and_alpha_is_written_as_colours_and_alpha() -> None:
    image = RNG.integers(0, 256, (5, 7, 2), np.uint8)
    np.testing.assert_array_equal(decode_image(encode_png(image), 4), with_channels(image, 4))


@pytest.mark.parametrize(
    ("orientation", "upright"),
    [
        (1, PHOTO),
        (2, PHOTO[:, ::-1]),
        (3, PHOTO[::-1, ::-1]),
        (4, PHOTO[::-1]),
        (5, PHOTO.transpose(1, 0, 2)),
        (6, np.rot90(PHOTO, -1)),
        (7, PHOTO[::-1, ::-1].transpose(1, 0, 2)),
        (8, np.rot90(PHOTO, 1)),
    ],
)
@pytest.mark.parametrize("order", ["<", ">"])
def test_exif_orientation_turns_the_picture_upright(
    orientation: int, upright: np.ndarray, order: str
) -> None:
    data = encoded(".png", PHOTO, exif_orientation(orientation, order))
    np.testing.assert_array_equal(decode_image(data), upright)


def test_exif_orientation_also_turns_jpegs_and_pictures_with_alpha() -> None:
    exif = exif_orientation(6)
    assert decode_image(encoded(".jpg", PHOTO, exif)).shape == (20, 12, 3)
    opaque = np.dstack([PHOTO, np.full(PHOTO.shape[:2], 255, np.uint8)])
    np.testing.assert_array_equal(decode_image(encoded(".png", opaque, exif)), np.rot90(PHOTO, -1))


def test_a_tiff_is_turned_once() -> None:
    upright = decode_image(tiff_lying_on_its_side(PHOTO))
    np.testing.assert_array_equal(upright, np.rot90(PHOTO, -1))


def test_damaged_exif_leaves_the_picture_as_it_is() -> None:
    data = encoded(".png", PHOTO, b"MM\x00*" + struct.pack(">I", 10**6))
    np.testing.assert_array_equal(decode_image(data), PHOTO)


def test_colours_under_full_transparency_do_not_count() -> None:
    picture = np.zeros((4, 4, 4), np.uint8)
    picture[..., 0] = 255
    picture[:2, :, 3] = 255
    seen = decode_image(encode_png(picture))
    assert (seen[:2] == (255, 0, 0)).all()
    assert (seen[2:] == 255).all()


def test_sixteen_bits_become_eight() -> None:
    deep = np.array([[0, 257, 65535, 32896]], np.uint16)[..., None]
    assert decode_image(encoded(".png", deep), 1).ravel().tolist() == [0, 1, 255, 128]


def test_floating_point_pictures_are_refused() -> None:
    with pytest.raises(Unreadable, match="8 or 16 bits"):
        decode_image(encoded(".tiff", PHOTO.astype(np.float32)))


def test_grey_and_colour_convert_into_each_other() -> None:
    grey = RNG.integers(0, 256, (6, 6, 1), np.uint8)
    colour = decode_image(encode_png(grey), 3)
    assert (colour == grey).all()
    np.testing.assert_array_equal(with_channels(colour, 1), grey)


@given(present=st.integers(1, 4), wanted=st.integers(1, 4), white=st.booleans())
def test_black_and_white_survive_every_conversion(present: int, wanted: int, white: bool) -> None:
    image = np.full((2, 3, present), 255 * white, np.uint8)
    if present in (2, 4):
        image[..., -1] = 255
    converted = with_channels(image, wanted)
    colours = converted[..., :-1] if wanted in (2, 4) else converted
    assert converted.shape == (2, 3, wanted)
    assert (colours == 255 * white).all()


@settings(deadline=None)
@given(
    size=st.tuples(st.integers(1, 40), st.integers(1, 40)),
    target=st.tuples(st.integers(1, 40), st.integers(1, 40)),
    channels=st.integers(1, 4),
    value=st.integers(0, 255),
)
def test_resizing_gives_the_size_and_keeps_a_plain_colour(
    size: tuple[int, int], target: tuple[int, int], channels: int, value: int
) -> None:
    plain = np.full((2, *size, channels), value, np.uint8)
    resized = resize(plain, *target)
    assert resized.shape == (2, *target, channels)
    assert (resized == value).all()


def test_shrinking_averages_over_areas() -> None:
    image = RNG.integers(0, 256, (1, 8, 12, 3), np.uint8)
    areas = image.reshape(1, 2, 4, 3, 4, 3).mean(axis=(2, 4))
    assert np.abs(resize(image, 2, 3) - areas).max() <= 0.5


@given(
    old=st.tuples(st.integers(1, 40), st.integers(1, 40)),
    new=st.tuples(st.integers(1, 40), st.integers(1, 40)),
    fit=st.sampled_from(["squash", "crop", "pad"]),
)
def test_every_way_of_fitting_gives_the_wanted_size(
    old: tuple[int, int], new: tuple[int, int], fit: Literal["squash", "crop", "pad"]
) -> None:
    white = resize(np.full((2, *old, 3), 255, np.uint8), *new, fit)
    assert white.shape == (2, *new, 3)
    assert fit == "pad" or (white == 255).all()
    assert white.max() == 255


def test_same_size_is_left_alone() -> None:
    np.testing.assert_array_equal(resize(PHOTO[None], 12, 20)[0], PHOTO)


def test_thumbnail_keeps_the_shape_and_never_enlarges() -> None:
    assert thumbnail(PHOTO, 10).shape == (6, 10, 3)
    assert thumbnail(PHOTO, 100).shape == PHOTO.shape


@pytest.mark.parametrize("side", [50_000, 9_000])
def test_too_many_pixels_are_refused_by_the_header(side: int) -> None:
    with pytest.raises(Unreadable, match="million pixels"):
        decode_image(png_claiming(side, side), name="bomb.png")


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"8BPS" + bytes(50), b"\0\0\0 ftypheic" + bytes(50)]
)
def test_other_files_are_no_pictures(data: bytes) -> None:
    with pytest.raises(Unreadable, match=r"notes\.png is not a PNG"):
        decode_image(data, name="notes.png")


@pytest.mark.parametrize("suffix", [".gif", ".avif", ".ppm", ".jp2"])
def test_other_kinds_of_pictures_are_decoded(suffix: str) -> None:
    flag = np.zeros((32, 48, 3), np.uint8)
    flag[:, :24], flag[:, 24:] = (255, 0, 0), (0, 0, 255)
    data = encoded(suffix, flag)
    decoded = decode_image(data)
    assert decoded.shape == flag.shape
    assert np.abs(decoded.astype(int) - flag)[:, 4:20].mean() < 6
    assert decode_image(data, 1).shape == (32, 48, 1)


@settings(deadline=None, max_examples=80)
@given(
    suffix=st.sampled_from([".gif", ".avif", ".ppm", ".jp2"]),
    cut=st.integers(0, 3000),
    places=st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 255)), max_size=6),
)
def test_damaged_pictures_decode_to_something_or_are_refused(
    suffix: str, cut: int, places: list[tuple[int, int]]
) -> None:
    data = bytearray(encoded(suffix, np.tile(PHOTO, (4, 3, 1))))
    for place, value in places:
        data[place % len(data)] = value
    data = bytes(data[: max(1, len(data) - cut % len(data))])
    try:
        assert decode_image(data).dtype == np.uint8
    except Unreadable as error:
        assert "\n" not in str(error)


@pytest.mark.parametrize("start", [b"GIF89a", b"P6\n", b"\0\0\0 ftypavif"])
def test_a_cut_off_picture_of_any_kind_is_broken(start: bytes) -> None:
    with pytest.raises(Unreadable, match="damaged"):
        decode_image(start + bytes(50))


def test_a_cut_off_picture_is_broken() -> None:
    with pytest.raises(Unreadable, match="damaged"):
        decode_image(encode_png(PHOTO)[:100])


def test_a_missing_picture_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"gone\.png"):
        read_image(tmp_path / "gone.png")


def test_importing_opencv_leaves_the_environment_alone() -> None:
    cv2_module()
    assert "OPENCV_IO_MAX_IMAGE_PIXELS" not in os.environ
    assert "cv2" not in os.environ.get("QT_QPA_PLATFORM_PLUGIN_PATH", "")


def test_real_pictures_equal_the_data_file_that_they_are_from(shared_data: Path) -> None:
    compared = 0
    for path in sorted((shared_data / "csaw" / "images").glob("*.png")):
        name, index, _ = path.stem.rsplit("_", 2)
        with h5py.File(shared_data / "csaw" / f"{name}_50.h5") as file:
            images = np.asarray(file["data"]).transpose(0, 2, 3, 1)
        np.testing.assert_array_equal(read_image(path), images[int(index)])
        compared += 1
    assert compared > 20
