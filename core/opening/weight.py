"""One weight array of a layer, and how a file stores it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Weight:
    """One weight array of a layer.

    Attributes:
        trainable: whether training changes it.
        places: where a .keras file may have it below the layer; empty if it is numbered.
        written: its shape in the file, if that differs.
        axes: the order of the file's axes, if that differs.
        gates: factors for equal parts of the last axis, by which the file's numbers are multiplied.
        spare: whether it is in the file but takes part in no computation.
    """

    name: str
    shape: tuple[int, ...]
    trainable: bool = True
    places: tuple[str, ...] = ()
    written: tuple[int, ...] = ()
    axes: tuple[int, ...] = ()
    gates: tuple[float, ...] = ()
    spare: bool = False
