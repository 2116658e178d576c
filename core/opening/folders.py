"""Find the network in a folder: a model file, or the parts of an unpacked .keras file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.errors import Unreadable
from core.files.files import open_regular
from core.text.wording import printable

MODEL_SUFFIXES = (".h5", ".hdf5", ".keras")
# The parts of a .keras file.
CONFIG, METADATA, WEIGHTS = "config.json", "metadata.json", "model.weights.h5"
# Teachable Machine's name for the file of class names beside a model.
CLASS_NAMES_FILE = "labels.txt"
TEXT_LIMIT = 16 << 20


@dataclass(frozen=True)
class Found:
    """The files that a person gave.

    Attributes:
        model: the model file, or a file of weights.
        architecture: the config for weights; None if `model` has its own.
        class_names: a text file of class names, or None.
    """

    model: Path
    architecture: Path | None = None
    class_names: Path | None = None

    def read_class_names(self) -> bytes:
        """The content of the file of class names; empty if there is none."""
        if self.class_names is None:
            return b""
        with open_regular(self.class_names, TEXT_LIMIT) as file:
            return file.read()


def find(path: Path) -> Found:
    """The files of the network at `path`: the file itself, or those in a folder.

    Raises:
        Unreadable: the folder contains no model file, or several.
    """
    if not path.is_dir():
        return Found(path)
    names = path / CLASS_NAMES_FILE
    labels = names if names.is_file() else None
    if (path / CONFIG).is_file() and (path / WEIGHTS).is_file():
        return Found(path / WEIGHTS, path / CONFIG, labels)
    models = _models_in(path)
    if len(models) != 1:
        raise _refusal(path, models)
    return Found(models[0], None, labels)


def _models_in(folder: Path) -> list[Path]:
    return [file for file in sorted(folder.iterdir()) if file.suffix.lower() in MODEL_SUFFIXES]


def _refusal(path: Path, models: list[Path]) -> Unreadable:
    name = printable(path.name)
    if models:
        return Unreadable(
            "{name} holds several model files; give one of them, such as {first}.",
            name=name,
            first=printable(models[0].name),
        )
    return Unreadable("{name} is a folder without an .h5 or .keras file.", name=name)
