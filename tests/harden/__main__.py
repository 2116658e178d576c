"""All trials of hardness, one after another, as one table: `make harden`.

    python -m harden [--seed N] [--first N] [--fuzz N] [--kills N]

`--first` continues a run of the fuzzer. Faults are kept in build/harden.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from harden import kills
from harden.fuzz import Plan
from harden.fuzz import run as fuzz
from harden.table import Row, printed

KEPT = Path("build") / "harden"


def main() -> int:
    """Run what is asked for; the exit code says whether there was a fault."""
    options = _options()
    rows: list[Row] = []
    if options.fuzz:
        folder = KEPT / f"fuzz-{options.seed}"
        rows += fuzz(Plan(folder, options.seed, options.first, options.fuzz), _tell)
    if options.kills:
        ended, faults = kills.run(options.kills, options.seed)
        rows += ended
        for fault in faults:
            _tell(fault)
    print(printed(rows))
    return 1 if any(row.faults for row in rows) else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m harden")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--first", type=int, default=0, help="the fuzzer's first input")
    parser.add_argument("--fuzz", type=int, default=20_000, help="strange files to open")
    parser.add_argument("--kills", type=int, default=40, help="commands to end")
    return parser.parse_args()


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
