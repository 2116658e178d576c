"""The embedded demo: a BadNet for traffic signs, with pictures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class DemoFiles:
    """The places of the demo's files, beside the source or inside the packaged app.

    Attributes:
        badnet: the network with the backdoor, .h5.
        clean: labelled clean data in CSAW form.
        poisoned: pictures with the sticker; `label` is the target class.
        images: a folder of PNGs to drop on the window, some of them with the sticker.
        images_index: CSV with file, true_label and sticker of each PNG.
        class_names: one name per line, in the order of the classes.
    """

    badnet: Path
    clean: Path
    poisoned: Path
    images: Path
    images_index: Path
    class_names: Path


def files(folder: Path | None = None) -> DemoFiles:
    """The demo's files, by default those in this package."""
    folder = folder or Path(__file__).resolve().parent
    return DemoFiles(
        badnet=folder / "traffic_signs_badnet.h5",
        clean=folder / "traffic_signs_clean.h5",
        poisoned=folder / "yellow_sticker.h5",
        images=folder / "images",
        images_index=folder / "images.csv",
        class_names=folder / "class_names.txt",
    )
