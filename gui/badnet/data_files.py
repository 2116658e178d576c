"""A list of data files: the content of each, and a button to remove it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.records import DataSummary
from gui.look.removable_list import Entry, RemovableList
from gui.look.sentences import standing_alone
from gui.look.wording import count, times
from gui.session import Session


class DataFileList(RemovableList):
    """Clean data, overlays or poisoned sets of a session."""

    def show_files(self, session: Session, paths: Sequence[str]) -> None:
        """Show the files at `paths`, with what `session` knows about them."""
        self.show_entries([self._entry(path, session.summaries.get(path)) for path in paths])

    def _entry(self, path: str, summary: DataSummary | None) -> Entry:
        notes = summary.notes if summary else ()
        tip = "\n".join([path, *map(standing_alone, notes)])
        return Entry(path, Path(path).name, self._held(summary), tip)

    def _held(self, summary: DataSummary | None) -> str:
        if summary is None:
            return self.tr("looking…")
        labels = self.tr("labelled") if summary.labelled else self.tr("without labels")
        images = self.tr("{count} images").format(count=count(summary.images))
        return f"{images}, {labels}, {times(summary.image_shape)}"
