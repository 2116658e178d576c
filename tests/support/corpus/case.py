"""One file of the hostile corpus, and builders that several groups use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import h5py
from support.hostile import Config, plain_layers, plain_weights, sequential, write_h5, write_zip

Answer = Literal["refused", "unreadable", "opened"]
Build = Callable[[Path, Path], Path]


@dataclass(frozen=True)
class Case:
    """One hostile file.

    Attributes:
        build: writes the file into a folder, given the marker; returns its path.
        answer: refused as unsafe (exit code 3), unreadable (4), or opened without harm (0).
        words: part of the finding's title, or of the message.
    """

    group: str
    name: str
    build: Build
    answer: Answer = "refused"
    words: str = ""


def network(*layers: Config, **more: Any) -> Build:
    """A builder of the plain network followed by `layers`."""
    return lambda folder, _: write_h5(
        folder / "model.h5", {**sequential(*plain_layers(), *layers), **more}
    )


def changed(change: Callable[[h5py.File], None]) -> Build:
    """A builder of the plain network whose complete file is damaged by `change`."""
    return lambda folder, _: write_h5(
        folder / "model.h5", sequential(*plain_layers()), change=change
    )


def reweighted(change: Callable[[dict[str, list[Any]]], object]) -> Build:
    """A builder of the plain network with other weights."""

    def build(folder: Path, _: Path) -> Path:
        weights = plain_weights()
        change(weights)
        return write_h5(folder / "model.h5", sequential(*plain_layers()), weights)

    return build


def zipped(
    members: Callable[[Path, Path], dict[str, bytes | str]],
) -> Build:
    return lambda folder, marker: write_zip(folder / "model.keras", members(folder, marker))


def only(*layers: Config) -> Build:
    return lambda folder, _: write_h5(folder / "model.h5", sequential(*layers))
