"""Compare audits by one worker, by two workers, and by a plain loop.

    python tests/benchmarks/audit.py [NAME ...]

The plain loop and the single worker run at the same time, each on its own core, so that they see
the same machine. Then two workers use both cores. The networks are the five of the competition and
six that `train_badnets.py` keeps in build/badnets; names select some of them. It takes about 40
minutes on two cores and writes build/bench-audit.json.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from processes import REPOSITORY, goodnet
from rich.console import Console
from rich.table import Table

DATA = REPOSITORY.parent / "shared" / "data"
CLEAN = DATA / "faces" / "faces_valid.h5"
BADNETS = ("cnn-clean", "cnn-patch", "cnn-multi", "cnn-blended", "resnet-patch", "resnet-multi")
# The command's arguments, its number of cores, and its first core.
RUNS = {
    "plain loop": ((), 1, 0),
    "1 worker": (("--workers", 1), 1, 1),
    "2 workers": (("--workers", 2), 2, 0),
}


def networks(names: list[str]) -> dict[str, Path]:
    """The networks by name; missing ones are reported and left out."""
    csaw = sorted((DATA / "csaw" / "models").glob("*_bd_net.h5"))
    found = {path.stem: path for path in csaw}
    found |= {name: REPOSITORY / "build" / "badnets" / name / "badnet.h5" for name in BADNETS}
    for name in [name for name, path in found.items() if not path.exists()]:
        print(f"left out, not trained yet: {name}", file=sys.stderr)
        del found[name]
    return {name: path for name, path in found.items() if not names or name in names}


def main() -> int:
    """Measure, print the table, write build/bench-audit.json."""
    with tempfile.TemporaryDirectory() as folder:
        zoo = Path(folder, "zoo")
        zoo.mkdir()
        for name, path in networks(sys.argv[1:]).items():
            shutil.copy(path, zoo / f"{name}.h5")
        run = partial(_run, zoo)
        results: dict[str, Any] = {"models": len(list(zoo.iterdir()))}
        *side_by_side, last = RUNS
        with ThreadPoolExecutor() as threads:
            results |= zip(side_by_side, threads.map(run, side_by_side), strict=True)
        results[last] = run(last)
    seconds = {title: results[title]["seconds"] for title in RUNS}
    results["speed_up"] = round(seconds["1 worker"] / seconds["2 workers"], 2)
    results["overhead"] = round(seconds["1 worker"] / seconds["plain loop"] - 1, 3)
    results["same_outcomes"] = len({tuple(results[title]["outcomes"]) for title in RUNS}) == 1
    show(results)
    path = REPOSITORY / "build" / "bench-audit.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(results, indent=1))
    return 0


def _run(zoo: Path, title: str) -> dict[str, Any]:
    """Audit the zoo in one of the ways."""
    workers, cores, first = RUNS[title]
    with tempfile.TemporaryDirectory() as out:
        given = (zoo, "--clean", CLEAN, "--ignore-labels", "--out", out)
        cost = goodnet("audit", *given, *workers, cores=cores, first=first)
        rows = json.loads(Path(out, "audit.json").read_text())["models"]
    return {
        "seconds": round(cost.seconds, 1),
        "in_models": round(sum(row["seconds"] for row in rows), 1),
        "outcomes": [row["outcome"] for row in rows],
        "megabytes": round(max(cost.memory)),
    }


def show(results: dict[str, Any]) -> None:
    """Print the table."""
    table = Table("", "seconds", "in models", "memory, MB", title=f"{results['models']} models")
    for title in RUNS:
        run = results[title]
        table.add_row(title, *(f"{run[key]:,}" for key in ("seconds", "in_models", "megabytes")))
    console = Console()
    console.print(table)
    console.print(f"speed-up of the second worker: {results['speed_up']} (at least 1.7)")
    console.print(f"overhead of the engine: {results['overhead']:.1%} (at most 5 %)")
    console.print(f"same outcomes: {results['same_outcomes']}")


if __name__ == "__main__":
    sys.exit(main())
