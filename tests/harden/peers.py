"""What others answer to the files of the hostile corpus: plain Keras, and modelscan.

    pip install --no-deps --target ../peers modelscan==0.8.8 click 'tomlkit<0.14'
    PYTHONPATH=.:tests python -m harden.peers --modelscan ../peers [--each]

prints the table of docs/security.md, with `--each` a line for every file. Each answer is given by
a fork of its own, with limits, in a folder that is thrown away; what the files would run is
harmless.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
from harden import forks
from support.corpus import Case, cases
from support.corpus.contents import SECRET

MOST_SECONDS = 20
MOST_MEMORY = 8 << 30
ANSWER = "answer.txt"
EXIT_CODES = {0: "opened", 3: "refused", 4: "unreadable"}
# What a person would want to know first comes first.
WORDS = (
    "ran its code", "took another file", "crashed", "hung", "took over 8 GB", "loaded it",
    "no issues", "opened", "gave up", "unreadable", "found it", "refused",
)  # fmt: skip


def goodnet(path: Path) -> str:
    """The exit code of `goodnet inspect`, in a word."""
    return EXIT_CODES[forks.command(["inspect", "--json", str(path)])]


def keras(path: Path) -> str:
    """What `keras.models.load_model` in its safe mode does with the file, in words."""
    from keras.models import load_model

    try:
        model: Any = load_model(path, safe_mode=True)
    except (MemoryError, RecursionError) as error:
        return "took over 8 GB" if isinstance(error, MemoryError) else "gave up"
    except Exception as error:
        words = str(error)
        return "refused" if "unsafe" in words or "not allowed" in words else "gave up"
    taken = np.frombuffer(SECRET, np.float32)[0]
    if any((weight == taken).any() for weight in model.get_weights()):
        return "took another file"
    return "loaded it"


def modelscan(path: Path) -> str:
    """What modelscan reports of the file, in words."""
    from modelscan.modelscan import ModelScan  # pyright: ignore[reportMissingImports]

    try:
        report = ModelScan().scan(str(path))
    except Exception:
        return "gave up"
    if report["issues"]:
        return "found it"
    return "gave up" if report["errors"] else "no issues"


def answer(ask: Callable[[Path], str], case: Case, folder: Path) -> str:
    """What `ask` says of the file of `case`, or how it ended while it was asked."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "tmp").mkdir(parents=True)
    marker = folder / "marker"
    path = case.build(folder, marker)

    def work() -> int:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        (folder / ANSWER).write_text(ask(path))
        return 0

    code = _ended(forks.started(work, folder))
    if marker.exists():
        return "ran its code"
    if code is None:
        return "hung"
    return (folder / ANSWER).read_text() if (folder / ANSWER).exists() else "crashed"


def _ended(child: int) -> int | None:
    """The fork's exit code; None where it had to be killed after `MOST_SECONDS` of computing."""
    while os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        time.sleep(0.02)
        fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
        if int(fields[11]) + int(fields[12]) > MOST_SECONDS * os.sysconf("SC_CLK_TCK"):
            os.killpg(child, 9)
            forks.joined(child)
            return None
    return forks.joined(child)


def summary(answers: Iterable[str]) -> str:
    """Answers counted, the worst first."""
    counted = Counter(answers)
    return ", ".join(f"{counted[word]} {word}" for word in WORDS if counted[word])


def main() -> int:
    """The command line of this module."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--modelscan", type=Path, required=True, help="where it was installed")
    parser.add_argument("--each", action="store_true", help="a line for every file")
    options = parser.parse_args()
    sys.path.append(str(options.modelscan))
    forks.load()
    asked = {"GoodNet": goodnet, "Keras": keras, "modelscan": modelscan}
    groups: dict[str, list[tuple[str, ...]]] = {}
    with tempfile.TemporaryDirectory(prefix="harden-") as folder:
        for case in cases():
            answers = tuple(answer(ask, case, Path(folder, "case")) for ask in asked.values())
            groups.setdefault(case.group, []).append(answers)
            if options.each:
                print(f"{case.group:10} {case.name[:60]:60} {' | '.join(answers)}", flush=True)
    print(f"| files | | {' | '.join(asked)} |\n| --- | --- |{' --- |' * len(asked)}")
    for group, answers in groups.items():
        columns = " | ".join(map(summary, zip(*answers, strict=True)))
        print(f"| {group} | {len(answers)} | {columns} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
