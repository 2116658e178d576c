"""The window's port over stub networks, with canned records for slow work of core.

Everything that is not overridden here is core's own work: screening, blends, maps, reports, tables.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from support.canned import (
    CHANNELS,
    CHOSEN,
    DATA,
    PARTS,
    PREPROCESSING,
    activation,
    audit_rows,
    curve,
    epochs,
    inspection,
    learning,
    refused_inspection,
    scanning,
    stages,
)  # fmt: skip
from support.signs import NAMES, picture
from support.stub_networks import goodnet

from core.errors import LabelsDoNotFit, Unreadable
from core.records import (
    AuditRecord,
    AuditRow,
    ChannelsRanked,
    CleanDataExamined,
    ExportRecord,
    Inspection,
    LearnOptions,
    ModelBegun,
    Notice,
    Plan,
    PointChosen,
    Progress,
    RepairOptions,
    Stage,
    StageKey,
    Wish,
)
from core.text.remedies import LEAVE_LABELS_OUT, NAME_ARCHITECTURE
from core.text.sentence import say
from gui.job import Records
from gui.port import Core, LookedAt, Origin, Reading, Sample, Unfinished

if TYPE_CHECKING:
    from gui.port import GoodNet, Kind


class FakeCore(Core):
    """Answers at once where core would open, examine, repair or write a network.

    The names of models and data files determine their contents; the files need not exist.

    Attributes:
        pace: seconds between two records, so that a test can interrupt a job.
        warmed_up: whether TensorFlow was requested.
        examined_with: the options of the last examination.
        unfinished: an interrupted repair, if there is one.
        resumed: whether the last repair continued an earlier one.
        pictures_asked: how many pictures were requested.
        learned_with: the options of the last learning.
        doubts: notices that a repair begins with.
    """

    def __init__(self, pace: float = 0.0) -> None:
        self.pace = pace
        self.unfinished: Unfinished | None = None
        self.resumed = False
        self.warmed_up = False
        self.pictures_asked = 0
        self.learned_with: LearnOptions | None = None
        self.doubts: tuple[Notice, ...] = ()

    def warm_up(self) -> Records:
        yield Progress("warm-up", 1, 2)
        self.warmed_up = True
        yield Progress("warm-up", 2, 2)

    def kind_of(self, path: str) -> Kind:
        name = Path(path).name
        if name.endswith(".h5"):
            return "data" if "clean" in name or "sticker" in name else "model"
        return super().kind_of(path)

    def look_at(
        self, inspection: Inspection, paths: Sequence[str], *, ignore_labels: bool
    ) -> tuple[LookedAt, ...]:
        def look(path: str) -> LookedAt:
            if "misfit" in path:
                return LookedAt(path, error=Unreadable(f"{Path(path).name} does not fit."))
            notes = (
                (say("resized from {old} to {new}{fit}", old="300 × 100", new="48 × 48", fit=""),)
                if "wide" in path
                else ()
            )
            summary = replace(DATA, paths=(path,), labelled=not ignore_labels, notes=notes)
            sizes = ((100, 300),) if "wide" in path else ((48, 48),)
            return LookedAt(
                path, summary, sizes=sizes, class_names=NAMES if "named" in path else ()
            )

        return tuple(map(look, paths))

    def inspect(self, path: str, reading: Reading | None = None) -> Inspection:
        if "weights" in path and not (reading and reading.architecture):
            raise Unreadable(say("It has no architecture; {remedy}.", remedy=NAME_ARCHITECTURE))
        if "unreadable" in path:
            raise Unreadable(f"{Path(path).name} holds weights but no architecture.")
        return refused_inspection(path) if "refused" in path else inspection(path)

    def open_goodnet(self, path: str) -> GoodNet:
        return goodnet(inspection("traffic_signs_badnet.h5"), {})

    def examine(
        self,
        model: str,
        clean: Sequence[str],
        poisoned: Sequence[str],
        options: RepairOptions,
    ) -> Records:
        self.examined_with = options
        if "foreign" in " ".join(clean) and not options.ignore_labels:
            raise LabelsDoNotFit("Another network's labels; {remedy}.", remedy=LEAVE_LABELS_OUT)
        for done in range(1, 4):
            time.sleep(self.pace)
            yield Progress("examine", done, 3)
        attack = {Path(path).stem: 119 / 120 for path in poisoned}
        data = replace(DATA, paths=tuple(clean), labelled=not options.ignore_labels)
        images = dict.fromkeys(attack, 120)
        seconds = {"recommended": 130.0, "fine-pruning": 40.0, "unlearn": 120.0, "none": 9.0}
        return CleanDataExamined(
            data, PREPROCESSING, PARTS, "accuracy", 0.98, attack, images, seconds
        )

    def samples(
        self, inspection: Inspection, paths: Sequence[str], count: int, *, ignore_labels: bool
    ) -> tuple[Sample, ...]:
        return tuple(Sample(picture(k), k) for k in range(min(count, len(NAMES))))

    def repair(
        self,
        model: str,
        clean: Sequence[str],
        poisoned: Sequence[str],
        options: RepairOptions,
        *,
        class_names: Sequence[str] = (),
        resume: bool = False,
    ) -> Records:
        self.resumed = resume
        attack = [Path(path).stem for path in poisoned]
        planned = stages()
        yield Plan(planned)
        yield from self.doubts
        yield from self._work("rank", 4)
        for record in scanning():
            time.sleep(self.pace)
            yield record
        yield ChannelsRanked("conv_3", tuple(range(CHANNELS)), activation())
        last = CHANNELS
        for step in curve(attack):
            time.sleep(self.pace)
            wish = yield step
            yield Progress("prune", step.channels_pruned, CHANNELS)
            if wish is Wish.STOP_EARLY:
                last = step.channels_pruned
                break
        yield PointChosen(min(CHOSEN, last), 0.947, 0.94)
        for epoch in epochs(attack):
            time.sleep(self.pace)
            yield epoch
            yield Progress(epoch.stage, epoch.epoch + 1, 12)
        for stage in planned[-2:]:
            yield from self._work(stage.key, 4)
        return goodnet(inspection(model), dict.fromkeys(attack, 0.025))

    def unfinished_repair(self) -> Unfinished | None:
        return self.unfinished

    def discard_repair(self, repair: Unfinished) -> None:
        self.unfinished = None

    def first_look(self, models: Sequence[str]) -> Records:
        for path in models:
            time.sleep(self.pace)
            if "unsafe" in path:
                yield AuditRow(path, "unsafe", "It carries Python code.")

    def audit(
        self,
        models: Sequence[str],
        clean: Sequence[str],
        out: str,
        options: RepairOptions,
        *,
        repairs: bool,
    ) -> Records:
        yield Plan((Stage("audit", "Audit", "", 1),))
        rows = audit_rows(models[0])
        for done, row in enumerate(rows, 1):
            yield ModelBegun(row.path)
            time.sleep(self.pace)
            yield row
            yield Progress("audit", done, len(rows))
        return AuditRecord(tuple(rows), {"models": len(rows)}, f"{out}/index.html", 1.0)

    def screen(self, goodnet: GoodNet, paths: Sequence[str]) -> Records:
        job = super().screen(goodnet, paths)
        while True:
            try:
                record = next(job)
            except StopIteration as end:
                return end.value
            time.sleep(self.pace)
            yield record

    def pictures(
        self, inspection: Inspection, origins: Sequence[Origin]
    ) -> Mapping[Origin, np.ndarray]:
        self.pictures_asked += len(origins)
        return super().pictures(inspection, origins)

    def learn(
        self, goodnet: GoodNet, paths: Sequence[str], clean: Sequence[str], options: LearnOptions
    ) -> Records:
        self.learned_with = options
        yield Plan((Stage("screen", "Screen the images", "", 1), Stage("learn", "Learn", "", 3)))
        yield from self._work("screen", 4)
        yield from self._work("learn", 8)
        origins = self.contents(goodnet, paths)
        caught = [o for o in origins if "poisoned" in o[0] and o not in options.without]
        return learning(goodnet, len(origins), caught, options)

    def save(self, goodnet: GoodNet, path: str) -> None:
        Path(path).write_bytes(b"goodnet")

    def export(self, goodnet: GoodNet, path: str) -> None:
        Path(path).write_bytes(b"h5")

    def export_guard(self, goodnet: GoodNet, path: str) -> ExportRecord:
        Path(path).write_bytes(b"guard")
        return ExportRecord(path, "keras", ("disagreement",), ("strip",), goodnet.record.frr, 5)

    def _work(self, stage: StageKey, total: int) -> Iterator[Progress]:
        for done in range(1, total + 1):
            time.sleep(self.pace)
            yield Progress(stage, done, total)
