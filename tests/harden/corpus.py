"""The corpus of hostile files through the command line, each with the answer that it must get.

    python -m harden.corpus

prints a row of the table for each group of files. Every one is inspected in a fork of its own; its
reader is the real one, in quarantine.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from harden import forks
from harden.table import Row, printed
from support.corpus import Case, cases

EXIT_CODES = {"refused": 3, "unreadable": 4, "opened": 0}


def attempt(case: Case, folder: Path) -> tuple[int, list[str]]:
    """The exit code of inspecting the file of `case`, and all that was wrong."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "deep" / "down").mkdir(parents=True)
    (folder / "tmp").mkdir()
    path = case.build(folder / "deep" / "down", folder / "marker")
    said, printed_text = folder / "said.txt", folder / "printed.txt"
    before = _files(folder)

    def work() -> int:
        os.dup2(os.open(printed_text, os.O_WRONLY | os.O_CREAT), 1)
        return forks.command(["inspect", "--json", str(path)])

    code = forks.joined(forks.started(work, folder, said))
    texts = printed_text.read_text(), said.read_text()
    said.unlink()
    printed_text.unlink()
    return code, list(_wrongs(case, code, *texts, left=_files(folder) - before))


def _wrongs(case: Case, code: int, out: str, err: str, left: set[Path]) -> Iterator[str]:
    if code != EXIT_CODES[case.answer]:
        yield f"it ended with {code}"
    elif case.answer == "refused":
        titles = [finding["title"] for finding in json.loads(out)["findings"]]
        if not any(case.words in title for title in titles):
            yield f"it was refused for {titles}"
    elif case.answer == "unreadable" and case.words not in err:
        yield f"it said {err[-600:]!r}"
    if "Traceback" in err or err.count("\n") > 1:
        yield f"it said {err[-600:]!r}"
    if left:
        yield f"it left {sorted(left)}"


def _files(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.suffix != ".txt"}


def run() -> tuple[list[Row], list[str]]:
    """A row for each group, and every fault in words."""
    forks.load()
    rows: dict[str, Row] = {}
    faults: list[str] = []
    with tempfile.TemporaryDirectory(prefix="harden-") as name:
        for case in cases():
            code, wrongs = attempt(case, Path(name, "here"))
            faults += [f"{case.group}, {case.name}: {wrong}" for wrong in wrongs]
            row = rows.get(case.group, Row(f"hostile: {case.group}", 0, 0, 0, 0))
            rows[case.group] = row.with_one(opened=code == 0, faulty=bool(wrongs))
    return list(rows.values()), faults


def main() -> int:
    """The command line of this module; the exit code says whether there was a fault."""
    rows, faults = run()
    print("\n".join([printed(rows), *faults]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
