"""Find the network in a folder: a model file, or the parts of an unpacked .keras file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from core.errors import Unreadable
from core.files.files import open_regular
from core.text.wording import printable

MODEL_SUFFIXES = (".h5", ".hdf5", ".keras")
# The parts of a .keras file.
CONFIG, METADATA, WEIGHTS = "config.json", "metadata.json", "model.weights.h5"
# Teachable Machine's name for the file of class names beside a model.
CLASS_NAMES_FILE = "labels.txt"
SAVED_MODEL = "saved_model.pb"
TEXT_LIMIT = 16 << 20
# [chosen] More folders than this are classes of pictures, not a network among other things.
_MOST_FOLDERS = 8


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


def is_shadow(name: str) -> bool:
    """Whether macOS made the file `name` beside another one, for what only macOS reads."""
    return "__MACOSX" in name or PurePosixPath(name).name.startswith("._")


def is_saved_model(path: Path) -> bool:
    """Whether the folder at `path` contains a SavedModel."""
    return (path / SAVED_MODEL).is_file()


def network_folder(path: Path) -> Path:
    """`path`, or the only folder inside of it that holds a network, if `path` holds none itself."""
    if not path.is_dir() or _holds_network(path):
        return path
    inner = [each for each in path.iterdir() if each.is_dir() and not is_shadow(each.name)]
    held = [each for each in inner if _holds_network(each)] if len(inner) <= _MOST_FOLDERS else []
    return held[0] if len(held) == 1 else path


def _holds_network(folder: Path) -> bool:
    return is_saved_model(folder) or bool(_models_in(folder))


def names_beside(path: Path, folder: Path) -> Path | None:
    """The file of class names in `folder`, or in the folder `path` that was given."""
    places = (folder / CLASS_NAMES_FILE, path / CLASS_NAMES_FILE)
    return next((names for names in places if names.is_file()), None)


def find(path: Path) -> Found:
    """The files of the network at `path`: the file itself, or those in a folder.

    Raises:
        Unreadable: the folder contains no model file, or several.
    """
    if not path.is_dir():
        return Found(path)
    folder = network_folder(path)
    labels = names_beside(path, folder)
    if (folder / CONFIG).is_file() and (folder / WEIGHTS).is_file():
        return Found(folder / WEIGHTS, folder / CONFIG, labels)
    models = _models_in(folder)
    if len(models) != 1:
        raise _refusal(folder, models)
    return Found(models[0], None, labels)


def _models_in(folder: Path) -> list[Path]:
    return [
        file
        for file in sorted(folder.iterdir())
        if file.suffix.lower() in MODEL_SUFFIXES and not is_shadow(file.name)
    ]


def _refusal(path: Path, models: list[Path]) -> Unreadable:
    name = printable(path.name)
    if models:
        return Unreadable(
            "{name} holds several model files; give one of them, such as {first}.",
            name=name,
            first=printable(models[0].name),
        )
    return Unreadable("{name} is a folder without an .h5 or .keras file.", name=name)
