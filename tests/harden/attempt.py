"""One strange file, made and opened; anything but a refusal in a sentence is a fault."""

from __future__ import annotations

import gc
import random
import time
import traceback
from pathlib import Path
from typing import Literal

from harden.guard import Trespass, Watch, handles
from harden.mutation import spoil
from harden.targets import Target

from core.errors import GoodNetError, OutOfMemory

MOST_SECONDS = 10.0
MOST_CHARACTERS = 2000
Outcome = Literal["refused", "opened", "fault"]


def chosen(targets: tuple[Target, ...], seed: int, index: int) -> Target:
    """Whose turn input number `index` is, by the targets' shares."""
    draw = random.Random(f"{seed} {index} target")
    return draw.choices(targets, [target.share for target in targets])[0]


def made(target: Target, seed: int, index: int) -> bytes:
    """The bytes of input number `index`."""
    draw = random.Random(f"{seed} {index}")
    example = draw.choice(target.examples)
    try:
        return target.spoil(example, draw)
    except Exception:  # what zipfile or h5py will not write is spoiled as bytes instead
        return spoil(example, draw)


def attempt(target: Target, path: Path, watch: Watch) -> tuple[Outcome, str]:
    """Open `path` as `target` does; of a fault, also what was wrong."""
    before, began = handles(), time.process_time()
    watch.begin()
    try:
        outcome, why = opened(target, path)
    finally:
        try:
            watch.end()
        except Trespass as trespass:
            return "fault", f"touched what it must not: {trespass}"
    seconds = time.process_time() - began
    if seconds > MOST_SECONDS:
        return "fault", f"took {seconds:.0f} s"
    if handles() > before:
        gc.collect()  # what an exception's traceback held lives until then
    if handles() > before:
        return "fault", "left a file open"
    return outcome, why


def opened(target: Target, path: Path) -> tuple[Outcome, str]:
    """Open `path` as `target` does, without a watch."""
    try:
        target.open(path)
    except OutOfMemory:
        return "fault", "took too much memory"
    except GoodNetError as error:
        sentence = str(error)
        shown = sentence.replace("\N{NO-BREAK SPACE}", " ")
        if not shown.isprintable() or not 0 < len(shown) <= MOST_CHARACTERS:
            return "fault", f"says what nobody can read: {sentence!r:.300}"
        return "refused", ""
    except BaseException:
        return "fault", traceback.format_exc()
    return "opened", ""
