"""Export a guard, completely or not at all, and name the votes that it lacks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from core.errors import WrongUsage
from core.files.saving import whole_file, whole_folder
from core.guard import keras_file, onnx_file, saved_model
from core.guard.guard import Guard, guard_of
from core.records import ExportedVotes, ExportRecord
from core.screen.goodnet import GoodNet


@dataclass(frozen=True)
class Format:
    """How a guard is written.

    Attributes:
        write: writes it to a path, which is an empty folder if `is_folder`.
        plain: whether it must consist of Keras layers alone.
    """

    write: Callable[[Guard, Path], None]
    is_folder: bool = False
    plain: bool = False


FORMATS = {
    "savedmodel": Format(saved_model.write, is_folder=True),
    "onnx": Format(onnx_file.write),
    "keras": Format(keras_file.write, plain=True),
}


def planned(goodnet: GoodNet, format: str, votes: ExportedVotes = "all") -> Guard:
    """The guard that an export would write, to show in advance what it lacks.

    Raises:
        WrongUsage: there is no such format, or none of the votes can be exported.
    """
    if format not in FORMATS:
        names = ", ".join(FORMATS)
        raise WrongUsage(
            "There is no format {format}; there are {names}.", format=format, names=names
        )
    return guard_of(goodnet, votes, plain=FORMATS[format].plain)


def export(goodnet: GoodNet, path: Path, format: str, votes: ExportedVotes = "all") -> ExportRecord:
    """Write a guard to `path`.

    Args:
        goodnet: the GoodNet to export.
        path: a file, or for "savedmodel" a folder that does not exist yet.
        format: "savedmodel", "onnx" or "keras".
        votes: "all", or "cheap" to leave out votes that need many passes for each image.

    Raises:
        WrongUsage: there is no such format, the name does not fit the format, none of the votes can
            be exported, or the folder exists.
        GoodNetError: it cannot be written there.
    """
    guard, made = planned(goodnet, format, votes), FORMATS[format]
    if format == "keras" and path.suffix != ".keras":
        raise WrongUsage("Keras opens such a file only if its name ends in .keras.")
    whole = whole_folder if made.is_folder else whole_file
    with whole(path) as temporary:
        made.write(guard, temporary)
    files = [path] if path.is_file() else [each for each in path.rglob("*") if each.is_file()]
    size = sum(each.stat().st_size for each in files)
    return ExportRecord(str(path), format, guard.votes, guard.left_out, goodnet.frr, size)
