"""The audit: many models, each inspected and scanned, and if requested repaired and reported."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Self

from core.audit.copies import row_of
from core.audit.costs import expected_cost
from core.audit.ledger import Ledger
from core.audit.model_job import Audited, ModelTask, audit_model
from core.audit.models import find_models
from core.audit.tables import record_of, write_tables
from core.audit.workload import Workload
from core.cluster.engine import Done, Engine, Here, Lost, TaskFunction
from core.errors import Unreadable
from core.files.content import content_hash
from core.records import (
    AuditEvent,
    AuditRecord,
    AuditRow,
    ModelBegun,
    Plan,
    Progress,
    RepairOptions,
    Stage,
    as_json,
)
from core.repair.recipes import recipe_named
from core.text.sentence import Translate, say
from core.version import VERSION

STAGES = (Stage("read", say("Look at the files"), "", 1), Stage("audit", say("Audit"), "", 99))
# The units of an audit's progress.
STEPS = 100_000
WRITE_EVERY_SECONDS = 30.0

Auditing = Generator[AuditEvent, object, AuditRecord]


def audit(
    models: Sequence[Path],
    clean: Sequence[Path],
    out: Path,
    options: RepairOptions,
    *,
    repairs: bool = False,
    engine: Engine | None = None,
    work: TaskFunction = audit_model,
    translate: Translate = str,
) -> Auditing:
    """Audit models; finished rows of an earlier run in the same folder are reused.

    Args:
        models: model files, and folders of them.
        clean: data sets known to carry no trigger.
        out: the folder for the tables and reports; it is created.
        options: see `RepairOptions`.
        repairs: whether to repair each model as well.
        engine: does the work; by default this process.
        work: what is done with a `ModelTask`.
        translate: puts the sentences of the pages into a language; picklable, for other processes.

    Yields:
        `Plan`, `Progress`, and of each model `ModelBegun` and, once finished, an `AuditRow`.

    Raises:
        WrongUsage: there is no such recipe.
        GoodNetError: clean data was refused, there is no model, `out` cannot be written to, or no
            worker is left.
    """
    recipe_named(options.recipe)
    yield Plan(STAGES)
    paths = yield from find_models(models)
    settings = yield from _settings(clean, options, repairs)
    with Ledger(out) as ledger, _Book(paths, ledger, options.seed, translate) as book:
        yield from book.look_up(settings)
        task = ModelTask(Path(), "", tuple(clean), options, repairs, translate)
        yield from _work_off(book, task, engine or Here(), work)
    return book.record()


def _settings(
    clean: Sequence[Path], options: RepairOptions, repairs: bool
) -> Generator[Progress, object, str]:
    """Everything except the model that a row depends on, as text."""
    others = [*options.overlays, *([options.architecture] if options.architecture else [])]
    hashes = []
    for path in (*clean, *map(Path, others)):
        hashes.append((yield from content_hash(path)))
    counts = {"clean": len(clean), "overlays": len(options.overlays)}
    # This includes every number that a scan or a repair decides by.
    named = as_json(replace(options, overlays=(), architecture=None))
    return json.dumps([VERSION, named, counts, hashes, repairs])


class _Book:
    """Keeps which models there are and which are finished; writes their tables, also at its end."""

    def __init__(
        self, paths: Sequence[Path], ledger: Ledger, seed: int, translate: Translate
    ) -> None:
        self._paths, self._seed, self._translate = paths, seed, translate
        self._ledger = ledger
        self._started = self._written = time.monotonic()
        self._rows: dict[Path, AuditRow] = {}
        # Files with the same content are audited once, but each gets its own row.
        self._open: dict[str, list[Path]] = {}
        self._keys: dict[Path, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.write()

    def look_up(self, settings: str) -> Generator[Progress | AuditRow, object, None]:
        """Sort the models into finished and unfinished ones."""
        for count, path in enumerate(self._paths, 1):
            try:
                digest = yield from content_hash(path)
            except Unreadable as error:
                self._rows[path] = AuditRow(str(path), "unreadable", str(error))
                yield self._rows[path]
                continue
            key = hashlib.sha256(f"{digest}\n{settings}".encode()).hexdigest()
            known = self._ledger.find(key)
            if known is None:
                self._open.setdefault(key, []).append(path)
            else:
                self._rows[path] = row_of(known, path)
                yield self._rows[path]
            yield Progress("read", count, len(self._paths))

    def to_do(self) -> list[Path]:
        """One file for each content that is not finished yet."""
        self._keys = {paths[0]: key for key, paths in self._open.items()}
        return list(self._keys)

    def finish(self, model: Path, audited: Audited) -> list[AuditRow]:
        """Keep the result for one of `to_do`; returns the rows that it makes."""
        key = self._keys[model]
        row = self._ledger.add(key, audited)
        rows = {path: row_of(row, path) for path in self._open[key]}
        self._rows |= rows
        if time.monotonic() - self._written > WRITE_EVERY_SECONDS:
            self.write()
        return list(rows.values())

    def record(self) -> AuditRecord:
        """The finished rows, in the order of the given models."""
        rows = [self._rows[path] for path in self._paths if path in self._rows]
        seconds = time.monotonic() - self._started
        return record_of(rows, self._ledger.folder, seconds, self._seed)

    def write(self) -> None:
        """Write the tables in their present state."""
        write_tables(self.record(), len(self._paths), self._ledger.folder, self._translate)
        self._written = time.monotonic()


def _work_off(
    book: _Book, pattern: ModelTask, engine: Engine, work: TaskFunction
) -> Generator[Progress | ModelBegun | AuditRow, object, None]:
    architecture = pattern.options.architecture
    cost = partial(expected_cost, architecture=architecture)
    workload = Workload(book.to_do(), cost, in_order=engine.at_once == 1)
    begun: list[Path] = []

    def tasks() -> Iterator[ModelTask]:
        for model in workload:
            begun.append(model)
            yield replace(pattern, model=model, shown=str(model))

    for record in engine.run(work, tasks()):
        workload.take(record)
        while begun:
            yield ModelBegun(str(begun.pop(0)))
        if isinstance(record, (Done, Lost)):
            model = workload.model(record.number)
            yield from book.finish(model, _audited(record, model))
        yield Progress("audit", min(int(workload.fraction * STEPS), STEPS - 1), STEPS)
    yield Progress("audit", 1, 1)


def _audited(record: Done | Lost, model: Path) -> Audited:
    if isinstance(record, Done):
        return record.result
    return Audited(AuditRow(str(model), "lost", record.why))
