"""A list of data files: the content of each, and a button to remove it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.records import DataSummary
from gui.look.removable_list import Entry, RemovableList
from gui.look.sentences import standing_alone
from gui.look.wording import count, times
from gui.session import Session, Sizes


class DataFileList(RemovableList):
    """Clean data, overlays or poisoned sets of a session."""

    def show_files(self, session: Session, paths: Sequence[str]) -> None:
        """Show the files at `paths`, with what `session` knows about them."""
        known, stored = session.summaries, session.stored_sizes
        self.show_entries([self._entry(p, known.get(p), stored.get(p, ())) for p in paths])

    def _entry(self, path: str, summary: DataSummary | None, stored: Sizes) -> Entry:
        notes = summary.notes if summary else ()
        tip = "\n".join([path, *map(standing_alone, notes)])
        return Entry(path, Path(path).name, self._held(summary, stored), tip)

    def _held(self, summary: DataSummary | None, stored: Sizes) -> str:
        if summary is None:
            return self.tr("looking…")
        labels = self.tr("labelled") if summary.labelled else self.tr("without labels")
        images = self.tr("{count} images").format(count=count(summary.images))
        return f"{images}, {labels}, {self._shape(summary.image_shape, stored)}"

    def _shape(self, fitted: tuple[int, int, int], stored: Sizes) -> str:
        """The shape of the images, and what they are fitted to if it is another one."""
        taken = fitted[:2]
        if not set(stored) - {taken}:
            return times(fitted)
        said = self.tr("{own}, fitted to {taken}")
        own = times(stored[0]) if len(stored) == 1 else self.tr("several sizes")
        return said.format(own=own, taken=times(taken))
