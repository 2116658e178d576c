"""Ask core for repairs and audits, and for the files that they make."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.records import ExportRecord, LearnOptions, PointChosen, Pruned, RepairOptions
from gui.job import Records
from gui.look.sentences import in_window_language
from gui.port.opening import paths_of
from gui.port.values import Unfinished

if TYPE_CHECKING:
    from core.screen.goodnet import GoodNet


class Repairing:
    """Repairs, audits, and the files of a GoodNet."""

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
        """Repair a BadNet; yields what core.repair.job documents, returns a GoodNet.

        `class_names`: kept for the case that the repair is interrupted; `resume`: continue where
        an earlier run of the same repair was interrupted.
        """
        from core.repair.checkpoint import Request, begin, checkpoints_folder
        from core.repair.job import repair

        asked = (Path(model), paths_of(clean), paths_of(poisoned), options)
        checkpoint = begin(checkpoints_folder(), Request.of(*asked), resume=resume)
        checkpoint.keep_class_names(class_names)
        try:
            return (yield from repair(*asked, checkpoint))
        finally:  # also after cancelling and failing: only a crash leaves a checkpoint behind
            checkpoint.discard()

    def learn(
        self, goodnet: GoodNet, paths: Sequence[str], clean: Sequence[str], options: LearnOptions
    ) -> Records:
        """Learn from flagged images; yields and returns what core.repair.learning documents."""
        from core.repair.learning import learn

        return learn(goodnet, paths_of(paths), paths_of(clean), options)

    def unfinished_repair(self) -> Unfinished | None:
        """The newest repair that a crash interrupted, if there is one."""
        from core.repair.checkpoint import Checkpoint, checkpoints_folder, unfinished

        folder = checkpoints_folder()
        for u in unfinished(folder):
            names = Checkpoint(folder / u.key).class_names()
            return Unfinished(u.key, u.model, u.clean, u.poisoned, u.options, names)

    def discard_repair(self, repair: Unfinished) -> None:
        """Delete what was kept of an interrupted repair."""
        from core.repair.checkpoint import Checkpoint, checkpoints_folder

        Checkpoint(checkpoints_folder() / repair.key).discard()

    def recipes(self) -> tuple[str, ...]:
        """The names of all recipes, including the default one."""
        from core.repair.recipes import RECIPES

        return tuple(RECIPES)

    def choose(self, curve: Sequence[Pruned], budget: float) -> PointChosen:
        """The last point of a complete or partial sweep within `budget` points (percent)."""
        from core.repair.pruning import choose

        return choose(tuple(curve), budget)

    def first_look(self, models: Sequence[str]) -> Records:
        """An AuditRow for each model that is unsafe or unreadable; writes nothing."""
        from core.audit.first_look import first_look

        return first_look(paths_of(models), RepairOptions())

    def audit(
        self,
        models: Sequence[str],
        clean: Sequence[str],
        out: str,
        options: RepairOptions,
        *,
        repairs: bool,
    ) -> Records:
        """Audit models; yields what core.audit documents, returns an AuditRecord.

        Its pages are in the window's language.
        """
        from core.audit.auditing import audit

        return audit(
            paths_of(models),
            paths_of(clean),
            Path(out),
            options,
            repairs=repairs,
            translate=in_window_language,
        )

    def save(self, goodnet: GoodNet, path: str) -> None:
        """Write the .goodnet file."""
        from core.screen import goodnet_file

        goodnet_file.save(goodnet, Path(path))

    def export(self, goodnet: GoodNet, path: str) -> None:
        """Write the repaired network as a plain-layer .h5."""
        goodnet.export_repaired(path)

    def export_guard(self, goodnet: GoodNet, path: str) -> ExportRecord:
        """Write the whole guard; by suffix .onnx or .keras, otherwise as a SavedModel."""
        from core.guard import exporting

        formats = {".onnx": "onnx", ".keras": "keras"}
        return exporting.export(goodnet, Path(path), formats.get(Path(path).suffix, "savedmodel"))
