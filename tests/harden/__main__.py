"""All trials of hardness, one after another, as one table: `make harden`.

    python -m harden [--seed N] [--first N] [--fuzz N] [--kills N] [--faults N] [--soak N]

The corpus of hostile files always comes first. `--first` continues a run of the fuzzer. Files that
were not opened as they should are kept in build/harden.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from harden import corpus, fuzz, kills, soak, trials
from harden.fuzz import Plan
from harden.table import Row, printed

KEPT = Path("build", "harden").absolute()  # workers work elsewhere


def main() -> int:
    """Run what is asked for; the exit code says whether there was a fault."""
    options = _options()
    rows, wrong = corpus.run()
    if options.fuzz:
        folder = KEPT / f"fuzz-{options.seed}"
        rows += fuzz.run(Plan(folder, options.seed, options.first, options.fuzz), _tell)
    if options.kills:
        _add(rows, wrong, kills.run(options.kills, options.seed))
    if options.faults:
        _add(rows, wrong, trials.run(options.faults, options.seed))
    if options.soak:
        _add(rows, wrong, soak.run(options.soak, soak.IMAGES, _tell))
    print("\n".join([printed(rows), *wrong]))
    return 1 if any(row.faults for row in rows) else 0


def _add(rows: list[Row], wrong: list[str], found: tuple[list[Row], list[str]]) -> None:
    rows += found[0]
    wrong += found[1]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m harden")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--first", type=int, default=0, help="the fuzzer's first input")
    parser.add_argument("--fuzz", type=int, default=20_000, help="strange files to open")
    parser.add_argument("--kills", type=int, default=40, help="commands to end")
    parser.add_argument("--faults", type=int, default=1, help="rounds of the system's faults")
    parser.add_argument("--soak", type=int, default=0, help="rounds of use in the window")
    return parser.parse_args()


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
