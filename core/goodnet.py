"""The GoodNet that users of Python hold: it also saves itself and exports its guard.

The screen's own class cannot do this, because files and guards are built from it.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Self

from core.guard import exporting
from core.records import ExportedVotes, ExportRecord
from core.screen import goodnet, goodnet_file


@dataclass(frozen=True)
class GoodNet(goodnet.GoodNet):
    """A repaired network and its screen, with its files; see `core.screen.goodnet.GoodNet`."""

    @classmethod
    def of(cls, made: goodnet.GoodNet) -> Self:
        """The same GoodNet, with its files."""
        return cls(**{field.name: getattr(made, field.name) for field in fields(made)})

    def save(self, path: str | Path) -> None:
        """Write the .goodnet file, completely or not at all.

        Raises:
            GoodNetError: it cannot be written there.
        """
        goodnet_file.save(self, Path(path))

    def export(
        self, path: str | Path, *, format: str, votes: ExportedVotes = "all"
    ) -> ExportRecord:
        """Write the whole guard, for programs without GoodNet.

        Args:
            path: a file; for "savedmodel" a folder that does not exist yet.
            format: "savedmodel", "onnx" (needs goodnet[onnx]) or "keras".
            votes: "all", or "cheap" to leave out votes that need many passes for each image.

        Returns:
            The record of the export, with the names of the votes that it holds and lacks. If no FRR
            is given in service, the guard uses `frr`; see `with_frr`.

        Raises:
            WrongUsage: there is no such format, or `path` does not fit it.
            GoodNetError: it cannot be written there.
        """
        return exporting.export(self, Path(path), format, votes)
