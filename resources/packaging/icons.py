"""Draw the app's icon in all the formats that systems need, from resources/icons/app.svg.

    python resources/packaging/icons.py FOLDER

The command writes app-<size>.png, app.ico (Windows) and app.icns (macOS) into FOLDER.
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SOURCE = Path(__file__).parents[1] / "icons" / "app.svg"
PNG_SIZES = (16, 24, 32, 48, 64, 128, 256, 512, 1024)
ICO_SIZES = (16, 24, 32, 48, 64, 256)
ICNS_TYPES = {b"icp4": 16, b"icp5": 32, b"ic07": 128, b"ic08": 256, b"ic09": 512, b"ic10": 1024}


def draw(size: int) -> bytes:
    """The icon as PNG, `size` pixels wide and high."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(SOURCE)).render(painter)
    painter.end()
    content = QByteArray()
    target = QBuffer(content)
    target.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(target, "PNG")  # type: ignore[call-overload]  (QBuffer is a QIODevice)
    return bytes(content.data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """An ICO file: a header, 16 bytes for each picture, then the pictures as PNG."""
    offset = 6 + 16 * len(pictures)
    directory = struct.pack("<HHH", 0, 1, len(pictures))
    for size, png in pictures.items():
        edge = size % 256  # 0 means 256
        directory += struct.pack("<BBBBHHII", edge, edge, 0, 0, 1, 32, len(png), offset)
        offset += len(png)
    return directory + b"".join(pictures.values())


def icns(pictures: dict[bytes, bytes]) -> bytes:
    """An ICNS file: a header with the total length, then each picture with its type."""
    body = b"".join(kind + struct.pack(">I", 8 + len(png)) + png for kind, png in pictures.items())
    return b"icns" + struct.pack(">I", 8 + len(body)) + body


def main(folder: Path) -> None:
    """Write all formats into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    png = {size: draw(size) for size in PNG_SIZES}
    for size, content in png.items():
        (folder / f"app-{size}.png").write_bytes(content)
    (folder / "app.ico").write_bytes(ico({size: png[size] for size in ICO_SIZES}))
    (folder / "app.icns").write_bytes(icns({kind: png[size] for kind, size in ICNS_TYPES.items()}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
