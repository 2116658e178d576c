"""What a repair has done so far, kept on disk: after a crash it goes on where a stage ended.

The scan and the sweep of pruning are kept, by far the longest stages of most repairs. All that
follows begins from the BadNet, their results and the seed alone, so that going on gives the same
GoodNet. Each file is whole or absent, and what is read back is checked like any other file.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from core.errors import GoodNetError, Unreadable
from core.files.content import members
from core.files.decoding import decode
from core.files.saving import whole_file, write_text
from core.records import ChannelsRanked, Pruned, RepairOptions, ScanRecord, as_json
from core.scan.job import Found
from core.scan.measures import FORMS
from core.scan.suspicion import Inverted
from core.version import VERSION

# What NumPy and json raise where a file was cut off or is no archive.
BROKEN = (OSError, ValueError, KeyError, EOFError, BadZipFile)
REQUEST, SCAN, PRUNING = "request.json", "scan.npz", "pruning.npz"


@dataclass(frozen=True)
class Request:
    """A repair as it was asked for.

    Attributes:
        options: as JSON.
        inputs: sizes and times of the files, by which changed ones are told.
        process: that works on it.
    """

    model: str
    clean: tuple[str, ...]
    poisoned: tuple[str, ...]
    options: RepairOptions
    inputs: str
    version: str
    process: int

    @classmethod
    def of(
        cls, model: Path, clean: Sequence[Path], poisoned: Sequence[Path], options: RepairOptions
    ) -> Request:
        """The repair that is asked for now, in this process."""
        return cls(
            str(model.absolute()),
            tuple(str(path.absolute()) for path in clean),
            tuple(str(path.absolute()) for path in poisoned),
            options,
            _state_of([model, *clean, *poisoned]),
            VERSION,
            os.getpid(),
        )

    @property
    def key(self) -> str:
        """The same for the same work."""
        told = {**as_json(self), "process": 0}
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:32]


class Checkpoint:
    """Where one repair keeps what it has done; without a folder nothing is kept.

    Nothing that cannot be written or read stops a repair: it is done again.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    def has_work(self) -> bool:
        """Whether a stage was kept."""
        return any(self._folder and (self._folder / name).exists() for name in (SCAN, PRUNING))

    def discard(self) -> None:
        """Forget the repair."""
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)

    def scan(self) -> Found | None:
        """What a scan found, if it was kept."""
        kept = self._read(SCAN)
        if kept is None:
            return None
        document, arrays = kept
        with suppress(Unreadable, KeyError, TypeError):
            return _found(document, arrays)
        return None

    def keep_scan(self, found: Found) -> None:
        """Keep what a scan found."""
        document: dict[str, Any] = {
            "record": as_json(found.record),
            "usual_size": dict(found.usual_size),
        }
        arrays: dict[str, np.ndarray] = {}
        for part in ("suspected", "also"):
            inverted: Sequence[Inverted] = getattr(found, part)
            document[part] = [(i.trigger.kind, i.target_class, i.flip_rate) for i in inverted]
            for k, each in enumerate(inverted):
                arrays |= {f"{part}_{k}_{name}": v for name, v in vars(each.trigger).items()}
        self._write(SCAN, document, arrays)

    def pruning(self) -> tuple[ChannelsRanked, tuple[Pruned, ...]] | None:
        """The order of the channels and the curve of the sweep, if they were kept."""
        kept = self._read(PRUNING)
        with suppress(Unreadable, KeyError, TypeError):
            if kept:
                return (
                    decode(ChannelsRanked, kept[0]["ranked"]),
                    decode(tuple[Pruned, ...], kept[0]["curve"]),
                )
        return None

    def keep_pruning(self, ranked: ChannelsRanked, curve: Sequence[Pruned]) -> None:
        """Keep a whole sweep; one that was stopped early is no place to go on from."""
        if len(curve) == len(ranked.order) + 1:
            document = {"ranked": as_json(ranked), "curve": as_json(list(curve))}
            self._write(PRUNING, document, {})

    def _read(self, name: str) -> tuple[Any, dict[str, np.ndarray]] | None:
        if self._folder is None:
            return None
        # NumPy leaves a file open that is no archive.
        with suppress(*BROKEN), (self._folder / name).open("rb") as file, np.load(file) as kept:
            arrays = {key: kept[key] for key in kept.files if key != "document"}
            return json.loads(str(kept["document"])), arrays
        return None

    def _write(self, name: str, document: Any, arrays: dict[str, np.ndarray]) -> None:
        if self._folder is None:
            return
        whole = whole_file(self._folder / name)
        with suppress(GoodNetError), whole as temporary, temporary.open("wb") as file:
            contents: dict[str, Any] = {**arrays, "document": np.array(json.dumps(document))}
            np.savez(file, **contents)


def begin(root: Path, request: Request, *, resume: bool) -> Checkpoint:
    """The checkpoint of a repair in `root`; what another run left counts where it is resumed."""
    folder = root / request.key
    checkpoint = Checkpoint(folder)
    if not resume:
        checkpoint.discard()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_text(folder / REQUEST, json.dumps(as_json(request)))
    except (OSError, GoodNetError):
        return Checkpoint()
    return checkpoint


def checkpoints_folder() -> Path:
    """Where the command line and the window keep them."""
    from platformdirs import user_cache_path

    return user_cache_path("goodnet", appauthor=False) / "repairs"


def unfinished(root: Path) -> list[Request]:
    """Repairs that were cut off after a stage was kept, the newest first."""
    found: list[tuple[float, Request]] = []
    for path in root.glob(f"*/{REQUEST}"):
        with suppress(OSError, ValueError, Unreadable):
            request = decode(Request, json.loads(path.read_text(encoding="utf-8")))
            if Checkpoint(path.parent).has_work() and not _is_alive(request.process):
                found.append((path.stat().st_mtime, request))
    return [request for _, request in sorted(found, key=lambda each: -each[0])]


def _found(document: Any, arrays: dict[str, np.ndarray]) -> Found:
    sizes = {kind: float(document["usual_size"][kind]) for kind in document["usual_size"]}
    return Found(
        decode(ScanRecord, document["record"]),
        _inverted("suspected", document, arrays),
        _inverted("also", document, arrays),
        sizes,
    )


def _inverted(part: str, document: Any, arrays: dict[str, np.ndarray]) -> tuple[Inverted, ...]:
    forms = {form.kind: form for form in FORMS}
    found = []
    for k, (kind, target, rate) in enumerate(document[part]):
        prefix = f"{part}_{k}_"
        parts = {
            name.removeprefix(prefix): values
            for name, values in arrays.items()
            if name.startswith(prefix)
        }
        found.append(Inverted(int(target), forms[kind](**parts), float(rate)))
    return tuple(found)


def _state_of(paths: Sequence[Path]) -> str:
    state = hashlib.sha256()
    for path in paths:
        with suppress(GoodNetError, OSError):
            for member in members(path):
                known = member.stat()
                state.update(f"{member}\0{known.st_size}\0{known.st_mtime_ns}\n".encode())
    return state.hexdigest()


def _is_alive(process: int) -> bool:
    if process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except OSError:
        return False
    return True
