"""Write verdicts to files: rows as they come, and complete files at the end."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from core.errors import WrongUsage
from core.files.saving import whole_file
from core.records import ComputedWith, ScreenSummary, Verdict, as_json
from core.report.csv_rows import verdict_cells, verdict_columns, verdict_header, verdict_row


class VerdictFiles:
    """Verdicts that are kept on disk as they come, so that a million of them need no memory.

    Args:
        folder: where they are kept.
        votes: the names of the screen's votes; each is a column.
        parquet: whether to write Parquet.
    """

    def __init__(self, folder: Path, votes: Sequence[str], *, parquet: bool = False) -> None:
        self._votes = tuple(votes)
        self._csv_path, self._json_path = folder / "verdicts.csv", folder / "verdicts.json"
        self._parquet_path = folder / "verdicts.parquet"
        self._parquet = ParquetFile(self._parquet_path, self._votes) if parquet else None
        self._csv = self._csv_path.open("w", encoding="utf-8", newline="")
        self._json = self._json_path.open("w", encoding="utf-8")
        self._csv.write(verdict_header(self._votes))
        self._count = 0
        self._open = [file for file in (self._csv, self._json, self._parquet) if file]

    def keep(self, record: object) -> None:
        """Keep `record` if it is a verdict."""
        if isinstance(record, Verdict):
            self._csv.write(verdict_row(record, self._votes))
            self._json.write((",\n" if self._count else "\n") + json.dumps(as_json(record)))
            self._count += 1
            if self._parquet:
                self._parquet.add(record)

    def close(self) -> None:
        """End all files, once."""
        while self._open:
            self._open.pop().close()

    def save(self, *, csv: Path | None, parquet: Path | None) -> None:
        """Write the kept verdicts to the requested files, each completely or not at all."""
        for wanted, kept in ((csv, self._csv_path), (parquet, self._parquet_path)):
            if wanted is not None:
                with whole_file(wanted) as temporary:
                    shutil.copyfile(kept, temporary)

    def print_json(self, summary: ScreenSummary, computed_with: ComputedWith) -> None:
        """Print the document of `goodnet screen --json`."""
        sys.stdout.write('{"images": [')
        with self._json_path.open(encoding="utf-8") as file:
            while block := file.read(2**20):
                sys.stdout.write(block)
        ending = {"summary": as_json(summary), "computed_with": as_json(computed_with)}
        print(f"], {json.dumps(ending)[1:]}")


class ParquetFile:
    """Verdicts as Parquet, written some thousand at a time; columns as in the CSV.

    Raises:
        WrongUsage: pyarrow is not installed.
    """

    ROWS = 8192

    def __init__(self, path: Path, votes: Sequence[str]) -> None:
        try:
            import pyarrow
            import pyarrow.parquet
        except ImportError:
            raise WrongUsage(
                "Parquet needs pyarrow, which is not installed here: "
                "pip install 'goodnet[cluster]'."
            ) from None
        kinds = {
            int: pyarrow.int64(),
            float: pyarrow.float64(),
            bool: pyarrow.bool_(),
            int | None: pyarrow.int64(),
        }
        self._votes = votes
        columns = [
            (name, kinds.get(kind, pyarrow.string()))
            for name, kind in verdict_columns(votes).items()
        ]
        self._schema = pyarrow.schema(columns)
        self._writer = pyarrow.parquet.ParquetWriter(path, self._schema)
        self._waiting: list[dict[str, object]] = []

    def add(self, verdict: Verdict) -> None:
        """Keep one verdict."""
        self._waiting.append(verdict_cells(verdict, self._votes))
        if len(self._waiting) == self.ROWS:
            self._flush()

    def close(self) -> None:
        """Write the remaining verdicts, and finish the file."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        import pyarrow

        self._writer.write_table(pyarrow.Table.from_pylist(self._waiting, self._schema))
        self._waiting.clear()
