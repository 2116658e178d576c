"""The finished stages of a repair, kept on disk, so that after a crash it continues from there.

The checkpoint keeps the scan, the pruning sweep and the state after unlearning, the longest stages
of most repairs. All later stages depend only on the BadNet, on these results and on the seed, so a
resumed repair gives the same GoodNet. Each file is either complete or absent, and is checked on
reading like any other file.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping, Sequence
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
from core.quarantine.spoken import plain, restored
from core.records import (
    ChannelsRanked,
    Json,
    JsonObject,
    Pruned,
    RepairOptions,
    ScanRecord,
    as_json,
    as_object,
    json_value,
)
from core.scan.job import Found
from core.scan.measures import FORMS
from core.scan.searched import Inverted
from core.version import VERSION

# What NumPy and json raise for a truncated file or one that is no archive.
BROKEN = (OSError, ValueError, KeyError, EOFError, BadZipFile)
REQUEST, SCAN, PRUNING = "request.json", "scan.npz", "pruning.npz"
NAMES = "names.json"
UNLEARNING = "unlearning.npz"
STAGES = (SCAN, PRUNING, UNLEARNING)


@dataclass(frozen=True)
class Request:
    """A repair as the user requested it.

    Attributes:
        options: as JSON.
        inputs: sizes and times of the input files; they show whether a file changed.
        process: the id of the process that works on the repair.
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
        """The repair that is requested now, in this process."""
        return cls(
            str(model.absolute()),
            tuple(str(path.absolute()) for path in clean),
            tuple(str(path.absolute()) for path in poisoned),
            options,
            _state_of([model, *clean, *poisoned, *map(Path, options.overlays)]),
            VERSION,
            os.getpid(),
        )

    @property
    def key(self) -> str:
        """A key that is equal for equal requests, also for one that was stored meanwhile.

        What was 16 may be 16.0 in a request that is read again, so all numbers count as floats.
        """
        stored = json.dumps({**as_json(self), "process": 0})
        request = json.loads(stored, parse_int=float)
        return hashlib.sha256(json.dumps(request, sort_keys=True).encode()).hexdigest()[:32]


class Checkpoint:
    """The files of one repair's finished stages; without a folder nothing is kept.

    A file that cannot be written or read never stops a repair: the stage runs again.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    def has_work(self) -> bool:
        """Whether at least one stage was kept."""
        return any(self._folder and (self._folder / name).exists() for name in STAGES)

    def discard(self) -> None:
        """Delete what was kept of the repair."""
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)

    def scan(self) -> Found | None:
        """The result of the scan, if it was kept."""
        kept = self._read(SCAN)
        if kept is None:
            return None
        document, arrays = kept
        with suppress(Unreadable, KeyError, TypeError, ValueError):
            return _found(document, arrays)
        return None

    def keep_scan(self, found: Found) -> None:
        """Keep the result of a scan."""
        document: dict[str, Json] = {
            "record": plain(as_json(found.record)),
            "usual_size": {str(kind): size for kind, size in found.usual_size.items()},
        }
        arrays: dict[str, np.ndarray] = {}
        for part in ("suspected", "also"):
            inverted: Sequence[Inverted] = getattr(found, part)
            document[part] = [(i.trigger.kind, i.target_class, i.flip_rate) for i in inverted]
            for k, each in enumerate(inverted):
                arrays |= {f"{part}_{k}_{name}": v for name, v in vars(each.trigger).items()}
        self._write(SCAN, document, arrays)

    def pruning(self) -> tuple[ChannelsRanked, tuple[Pruned, ...]] | None:
        """The order of the channels and the prune curve, if they were kept."""
        kept = self._read(PRUNING)
        with suppress(Unreadable, KeyError, TypeError):
            if kept:
                return (
                    decode(ChannelsRanked, kept[0]["ranked"]),
                    decode(tuple[Pruned, ...], kept[0]["curve"]),
                )
        return None

    def keep_pruning(self, ranked: ChannelsRanked, curve: Sequence[Pruned]) -> None:
        """Keep a complete sweep; one that was stopped early cannot be continued."""
        if len(curve) == len(ranked.order) + 1:
            document = {"ranked": as_json(ranked), "curve": json_value(list(curve))}
            self._write(PRUNING, document, {})

    def unlearning(self) -> tuple[JsonObject, dict[str, np.ndarray]] | None:
        """The state after unlearning, if kept; see core/repair/recipes/unlearning_kept.py."""
        return self._read(UNLEARNING)

    def keep_unlearning(self, document: JsonObject, arrays: dict[str, np.ndarray]) -> None:
        """Keep the state after unlearning."""
        self._write(UNLEARNING, document, arrays)

    def class_names(self) -> tuple[str, ...]:
        """The names of the classes, if they were kept."""
        with suppress(*BROKEN, TypeError, Unreadable):
            if self._folder:
                kept = json.loads((self._folder / NAMES).read_text(encoding="utf-8"))
                return decode(tuple[str, ...], kept)
        return ()

    def keep_class_names(self, names: Sequence[str]) -> None:
        """Keep the names of the classes; no stage needs them, but the person who reads does."""
        with suppress(OSError, GoodNetError):
            if self._folder and names:
                write_text(self._folder / NAMES, json.dumps(list(names)))

    def _read(self, name: str) -> tuple[JsonObject, dict[str, np.ndarray]] | None:
        if self._folder is None:
            return None
        # For a file that is no archive, NumPy would not close the file.
        with suppress(*BROKEN), (self._folder / name).open("rb") as file, np.load(file) as kept:
            arrays = {key: kept[key] for key in kept.files if key != "document"}
            return as_object(json.loads(str(kept["document"]))), arrays
        return None

    def _write(self, name: str, document: JsonObject, arrays: dict[str, np.ndarray]) -> None:
        if self._folder is None:
            return
        whole = whole_file(self._folder / name)
        with suppress(GoodNetError), whole as temporary, temporary.open("wb") as file:
            contents: dict[str, Any] = {**arrays, "document": np.array(json.dumps(document))}
            np.savez(file, **contents)


def begin(root: Path, request: Request, *, resume: bool) -> Checkpoint:
    """The checkpoint of a repair in `root`; earlier results are used only if `resume`."""
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
    """The folder in which the command line and the window keep checkpoints."""
    from platformdirs import user_cache_path

    return user_cache_path("goodnet", appauthor=False) / "repairs"


def unfinished(root: Path) -> list[Request]:
    """Repairs that were interrupted after at least one stage was kept, newest first."""
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
        decode(ScanRecord, restored(document["record"])),
        _inverted("suspected", document, arrays),
        _inverted("also", document, arrays),
        sizes,
    )


def _inverted(part: str, document: Any, arrays: dict[str, np.ndarray]) -> tuple[Inverted, ...]:
    forms = {form.kind: form for form in FORMS}
    found = []
    for k, (kind, target, rate) in enumerate(document[part]):
        parts = with_prefix(arrays, f"{part}_{k}_")
        found.append(Inverted(int(target), forms[kind](**parts), float(rate)))
    return tuple(found)


def with_prefix(arrays: Mapping[str, np.ndarray], prefix: str) -> dict[str, np.ndarray]:
    """The arrays whose names begin with `prefix`, under the rest of their names."""
    return {name.removeprefix(prefix): v for name, v in arrays.items() if name.startswith(prefix)}


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
