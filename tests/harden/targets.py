"""The entry points that strangers' files reach, and how each one's inputs are made."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from harden import mutation, seeds

from core.data.dataset import Dataset, open_dataset, open_inputs
from core.data.kinds import kind_of
from core.errors import Unsafe
from core.files.class_names import load_class_names
from core.opening import badnet
from core.screen import goodnet_file

Mutator = Callable[[bytes, random.Random], bytes]


@dataclass(frozen=True)
class Target:
    """A kind of file: sound examples, how they are spoiled, and what opens them.

    Attributes:
        share: how many of a hundred inputs are of this kind.
        suffix: what the files are called; it decides who opens them.
    """

    name: str
    share: int
    suffix: str
    examples: Sequence[bytes]
    spoil: Mutator
    open: Callable[[Path], object]

    @property
    def slug(self) -> str:
        """Its name as a part of a file's name."""
        return self.name.replace(", ", "-").replace(" ", "-").lower()


def targets() -> tuple[Target, ...]:
    """Every kind, together a hundred shares."""
    names = seeds.class_names()
    spoil_text = mutation.spoil
    return (
        Target("model", 30, ".h5", seeds.models(), mutation.spoil_hdf5, open_model),
        Target("config", 20, ".json", seeds.configs(), mutation.spoil_json, ConfigOpener()),
        Target("keras file", 8, ".keras", seeds.keras_files(), mutation.spoil_zip, open_model),
        Target("data", 14, ".h5", seeds.data_files(), mutation.spoil_hdf5, open_data),
        Target("npz", 8, ".npz", seeds.npz_files(), mutation.spoil_zip, open_data),
        Target("picture", 12, ".png", seeds.pictures(), mutation.spoil_picture, open_data),
        Target("goodnet", 5, ".goodnet", seeds.goodnets(), mutation.spoil_zip, open_goodnet),
        Target("names, text", 1, ".txt", names[".txt"], spoil_text, load_class_names),
        Target("names, CSV", 1, ".csv", names[".csv"], spoil_text, load_class_names),
        Target("names, JSON", 1, ".json", names[".json"], mutation.spoil_json, load_class_names),
    )


def open_model(path: Path) -> None:
    """Tell what it is and inspect it; Unsafe where the inspection refuses it."""
    kind_of(path)
    _require_safe(badnet.inspect(path))


class ConfigOpener:
    """Inspects weights that fit one plain network by the architecture that is tried."""

    def __init__(self) -> None:
        self._weights = seeds.models()[0]

    def __call__(self, path: Path) -> None:
        weights = path.with_name("weights.h5")
        if not weights.exists():
            weights.write_bytes(self._weights)
        _require_safe(badnet.inspect(weights, path))


def open_data(path: Path) -> None:
    """Open it as clean data and as something to screen, and read all of it."""
    kind_of(path)
    for opened in open_inputs([path], seeds.IMAGE_SHAPE, classes=seeds.CLASSES + 1):
        if isinstance(opened, Dataset):
            _read(opened)
    with open_dataset([path], seeds.IMAGE_SHAPE, classes=seeds.CLASSES) as dataset:
        _read(dataset)


def open_goodnet(path: Path) -> None:
    """Open all of it but the networks, which are inspected and not built."""
    with (
        patch.object(goodnet_file.badnet, "load_content", _inspected),
        patch.object(goodnet_file, "Classifier", _Outline),
    ):
        goodnet_file.open_goodnet(path)


class _Outline:
    """What a .goodnet file's opening asks of a classifier, from an inspection."""

    def __init__(self, inspection: Any, preprocessing: Any) -> None:
        self.image_shape = inspection.image_shape
        self.classes = inspection.classes
        self.preprocessing = preprocessing


def _inspected(content: bytes, name: str) -> Any:
    inspection = badnet.inspect_content(content, name)
    _require_safe(inspection)
    return inspection


def _require_safe(inspection: Any) -> None:
    if not inspection.safe:
        raise Unsafe("refused by its inspection", inspection=inspection)


def _read(dataset: Dataset) -> None:
    images = dataset.read(np.arange(min(len(dataset), 1000)))
    assert images.dtype == np.uint8 and images.shape[1:] == seeds.IMAGE_SHAPE
    assert dataset.summary.images == len(dataset)
