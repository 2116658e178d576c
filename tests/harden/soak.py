"""Hours of use in the real window: rounds of opening, repairing and screening, by real drops.

    python -m harden.soak [--rounds N] [--images N]

looks after every round at what the app's process holds: resident memory must not grow by more than
a tenth after round 20, and no thread, open file, child process or temporary file may be left.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from harden.table import Row, printed
from support import tiny
from support.x11 import virtual_screen

REPOSITORY = Path(__file__).resolve().parents[2]
SETTLED = 20
IMAGES = 100
MOST_GROWTH = 0.1


@dataclass(frozen=True)
class Holdings:
    """What the app holds between two rounds: memory in MiB, and counts."""

    memory: int
    threads: int
    files: int
    children: int
    temporary: int


def holdings(pid: int, temporary: Path) -> Holdings:
    """What the process holds now."""
    process = Path(f"/proc/{pid}")
    status = dict(line.split(":", 1) for line in (process / "status").read_text().splitlines())
    return Holdings(
        memory=int(status["VmRSS"].split()[0]) // 1024,
        threads=int(status["Threads"]),
        files=len(list((process / "fd").iterdir())),
        children=sum(len(path.read_text().split()) for path in process.glob("task/*/children")),
        temporary=len(list(temporary.iterdir())),
    )


def rounds_of(count: int, folder: Path) -> Iterator[Holdings]:
    """Work in the app for `count` rounds, and see after each what it holds."""
    home, temporary = folder / "home", folder / "tmp"
    home.mkdir()
    temporary.mkdir()
    with virtual_screen() as screen:
        environment = {
            **os.environ, "DISPLAY": screen.name, "QT_QPA_PLATFORM": "xcb", "HOME": str(home),
            "TMPDIR": str(temporary),
            "PYTHONPATH": os.pathsep.join((str(REPOSITORY), str(REPOSITORY / "tests"))),
        }  # fmt: skip
        script = REPOSITORY / "tests" / "support" / "soaked_app.py"
        command = [sys.executable, str(script), str(count), str(folder)]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
        ) as app:
            assert app.stdout is not None
            for line in app.stdout:
                wish = json.loads(line)
                if "drop" in wish:
                    window = screen.windows(app.pid)[-1]
                    assert screen.drop(window, [Path(wish["drop"])]), f"{wish['drop']} not taken"
                else:
                    yield holdings(app.pid, temporary)
        assert app.returncode == 0, f"the app ended with {app.returncode}"


def prepare(folder: Path, images: int) -> None:
    """Write a small BadNet, clean data and a folder of pictures."""
    from core.files.images import encode_png
    from core.network.classifier import Classifier
    from core.network.h5_file import write_h5

    write_h5(Classifier(tiny.trained()), folder / "badnet.h5")
    tiny.write_clean(folder / "clean.h5")
    (folder / "pictures").mkdir()
    for number, image in enumerate(tiny.pictures(images, 7)[0]):
        (folder / "pictures" / f"{number:04}.png").write_bytes(encode_png(image))


def growths(seen: Sequence[Holdings]) -> Iterator[str]:
    """What grew beyond its bounds from round `SETTLED` (or half of fewer rounds) to the last."""
    settled, last = seen[min(SETTLED, len(seen) // 2) - 1], seen[-1]
    if last.memory > settled.memory * (1 + MOST_GROWTH):
        yield f"memory grew from {settled.memory} to {last.memory} MiB"
    for field in fields(Holdings)[1:]:
        before, after = getattr(settled, field.name), getattr(last, field.name)
        if after > before:
            yield f"{field.name} grew from {before} to {after}"


def run(rounds: int, images: int, tell: Callable[[str], None]) -> tuple[list[Row], list[str]]:
    """The row of the table, and what was wrong in words."""
    seen: list[Holdings] = []
    with tempfile.TemporaryDirectory(prefix="harden-") as name:
        folder = Path(name)
        # In a process of its own: what training leaves behind is none of the app's.
        made = "import sys; from pathlib import Path; from harden.soak import prepare; "
        made += "prepare(Path(sys.argv[1]), int(sys.argv[2]))"
        subprocess.run([sys.executable, "-c", made, name, str(images)], check=True)
        tell("round: " + ", ".join(field.name for field in fields(Holdings)))
        for held in rounds_of(rounds, folder):
            seen.append(held)
            tell(f"{len(seen)}: {', '.join(map(str, astuple(held)))}")
    settled = seen[min(SETTLED, len(seen) // 2) - 1]
    wrong = list(growths(seen))
    note = f"{settled.memory} to {seen[-1].memory} MiB, {rounds * images:,} images dropped"
    return [Row("soaked rounds", rounds, None, rounds, len(wrong), note)], wrong


def main() -> int:
    """The command line of this module; the exit code says whether anything leaked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--images", type=int, default=IMAGES)
    options = parser.parse_args()
    tell: Callable[[str], None] = lambda line: print(line, file=sys.stderr, flush=True)  # noqa: E731
    rows, wrong = run(options.rounds, options.images, tell)
    print("\n".join([printed(rows), *wrong]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
