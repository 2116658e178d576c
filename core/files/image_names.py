"""The names of pictures and of images in data files, without NumPy: the window needs them, too."""

from __future__ import annotations

SUFFIXES = (
    ".png", ".jpg", ".jpeg", ".jfif", ".jpe", ".bmp", ".dib", ".webp", ".tif", ".tiff", ".gif",
    ".avif", ".ppm", ".pgm", ".pbm", ".pnm", ".jp2",
)  # fmt: skip
# Picture formats that OpenCV cannot decode, or only with a parser that hardly anybody needs.
UNDECODED = (
    ".heic", ".heif", ".tga", ".ico", ".psd", ".svg", ".jxl", ".exr", ".hdr", ".dng", ".cr2",
    ".nef", ".arw", ".raw", ".pcx", ".ras", ".pam", ".j2k",
)  # fmt: skip


def image_name(name: str, index: int) -> str:
    """What an image is called everywhere: "cam.png", or with its index in a set "clean.h5[7]".

    Args:
        name: the name or the path of the file.
        index: the place of the image in the file, counted from 0; a picture has only one.
    """
    return name if name.lower().endswith((*SUFFIXES, *UNDECODED)) else f"{name}[{index}]"
