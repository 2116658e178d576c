"""Tell what kind of file a path is, before deciding who opens it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from core.errors import Unreadable, Unsafe
from core.files.image_names import SUFFIXES, UNDECODED
from core.files.tfrecord import is_tfrecord
from core.opening.folders import find, is_saved_model, network_folder

Kind = Literal["model", "goodnet", "data", "picture", "folder", "class names", "unknown"]

_BY_SUFFIX: dict[str, Kind] = {
    ".goodnet": "goodnet",
    ".keras": "model",
    ".zip": "model",
    ".npz": "data",
    ".npy": "data",
    **dict.fromkeys((*SUFFIXES, *UNDECODED), "picture"),
    **dict.fromkeys((".txt", ".csv", ".json"), "class names"),
}
_MODEL_MARKS = ("model_config", "layer_names", "keras_version", "model_weights", "layers")


def kind_of(path: str | Path) -> Kind:
    """The kind of `path`, from its suffix or from a first look into an HDF5 file.

    A file that is refused counts as a model, so that its inspection explains what is wrong with it.
    """
    path = Path(path)
    if path.is_dir():
        return "model" if _is_network(path) else "folder"
    if path.suffix.lower() in (".h5", ".hdf5"):
        return _kind_of_hdf5(path)
    if is_tfrecord(path):
        return "data"
    return _BY_SUFFIX.get(path.suffix.lower(), "unknown")


def _is_network(folder: Path) -> bool:
    """Whether a folder holds one network; a folder with a data file in HDF5 does not."""
    if is_saved_model(network_folder(folder)):
        return True
    try:
        return kind_of(find(folder).model) == "model"
    except Unreadable:
        return False


def _kind_of_hdf5(path: Path) -> Kind:
    from core.quarantine.stored import opened_hdf5

    try:
        with opened_hdf5(path) as file:
            contents = file.contents
    except (Unsafe, Unreadable):
        return "model"  # its inspection explains what is wrong with the file
    held = {*contents.attributes, *contents.groups, *contents.arrays}
    return "model" if held.intersection(_MODEL_MARKS) else "data"
