"""What is open now: the single model behind all pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.records import CleanDataExamined, DataSummary, Fit, Inspection, RepairOptions, Verdict
from gui.port import LookedAt, Reading, Sample

if TYPE_CHECKING:
    from gui.port import GoodNet

Sizes = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class KeptRun:
    """A repair of the open BadNet: its GoodNet, and the path of its file, or empty."""

    goodnet: GoodNet
    path: str = ""


class Session(QObject):
    """The open BadNet, its clean data, and the GoodNet made from it.

    Attributes:
        inspection: of the open file, even if it was refused.
        clean_paths, poisoned_paths, overlay_paths: the chosen data; without overlays of their own,
            STRIP's are sampled from the clean data.
        examined: how the BadNet answers the clean data, once measured.
        preprocessing: a person's choice, a name or JSON, or None to measure it.
        ignore_labels: whether the labels of the data are left out.
        resize: how pictures of another shape are fitted.
        screen_only: whether nothing is repaired, which needs fewer images.
        reading: the choices that the file was opened with.
        summaries: the content of each data file, by path, once it was inspected.
        stored_sizes: the different heights and widths of its images, as it stores them.
        trouble: why the clean data could not be measured; empty if it could, or may yet.
        samples: a few images of the clean data, to look at.
        goodnet: the repaired network and its screen.
        goodnet_path: the path of its file; empty if it is not saved.
        runs: all repairs of the open BadNet, including the GoodNet, newest last.
        class_names: one name for each class, or none.
        verdicts: of the screened images, in the order of the table, for the report.
        unsaved_marks: how many verdicts are marked as wrong; 0 while a CSV has all marks.

    Signals:
        model_changed: another file is open; everything else was reset.
        clean_data_changed: paths, examined or samples.
        goodnet_changed: a GoodNet was made, saved, or given another threshold.
        class_names_changed, verdicts_changed.
    """

    model_changed = Signal()
    clean_data_changed = Signal()
    goodnet_changed = Signal()
    class_names_changed = Signal()
    verdicts_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reset(None)

    def open_model(self, inspection: Inspection | None, reading: Reading | None = None) -> None:
        """Make `inspection` the open file, and drop everything that belonged to another."""
        self._reset(inspection)
        self.class_names = inspection.class_names if inspection else ()
        self.reading = reading or Reading()
        self.model_changed.emit()

    def open_goodnet(self, goodnet: GoodNet, path: str) -> None:
        """Open a saved GoodNet: its BadNet, and the repair recorded in it."""
        self._reset(goodnet.inspection)
        self.class_names = tuple(goodnet.class_names)
        self.model_changed.emit()
        self.set_goodnet(goodnet, path)

    def choose_data(
        self, clean: Sequence[str], poisoned: Sequence[str], overlays: Sequence[str] = ()
    ) -> None:
        """Use these paths as clean data and as poisoned sets; nothing is measured yet."""
        self.clean_paths, self.poisoned_paths = tuple(clean), tuple(poisoned)
        self.overlay_paths = tuple(overlays)
        self.trouble = ""
        self.examined = None
        self.samples = ()
        self.clean_data_changed.emit()

    def set_looked_at(self, found: Sequence[LookedAt]) -> None:
        """Store the contents of some data files."""
        summaries = {each.path: each.summary for each in found if each.summary}
        self.summaries = {**self.summaries, **summaries}
        self.stored_sizes = {**self.stored_sizes, **{each.path: each.sizes for each in found}}
        self._take_names(found)
        self.clean_data_changed.emit()

    def set_trouble(self, sentence: str) -> None:
        """Store why the clean data could not be measured."""
        self.trouble = sentence
        self.clean_data_changed.emit()

    def set_samples(self, samples: Sequence[Sample]) -> None:
        """Store sample images of the clean data."""
        self.samples = tuple(samples)
        self.clean_data_changed.emit()

    def set_examined(self, examined: CleanDataExamined) -> None:
        """Store what was measured on the clean data."""
        self.examined = examined
        self.clean_data_changed.emit()

    def set_goodnet(self, goodnet: GoodNet | None, path: str = "") -> None:
        """Store the GoodNet, and where it is saved."""
        self.goodnet, self.goodnet_path = goodnet, path
        if goodnet:
            self._keep(KeptRun(goodnet, path))
        self.goodnet_changed.emit()

    def use_run(self, number: int) -> None:
        """Make another run the GoodNet; `number` counts from 0."""
        run = self.runs[number]
        goodnet = (
            run.goodnet.with_class_names(self.class_names) if self.class_names else run.goodnet
        )
        self.set_goodnet(goodnet, run.path)

    def keep_run(self, goodnet: GoodNet) -> None:
        """Add a run that is not the GoodNet yet."""
        self._keep(KeptRun(goodnet))
        self.goodnet_changed.emit()

    def forget_run(self, goodnet: GoodNet) -> None:
        """Drop the run of `goodnet` if it is listed and neither the GoodNet nor saved."""
        for number, run in enumerate(self.runs):
            if _same_repair(run.goodnet, goodnet) and not run.path and not self.is_used(run):
                self.remove_run(number)
                return

    def remove_run(self, number: int) -> None:
        """Drop a run that is not the GoodNet; its file stays, if there is one."""
        self.runs = (*self.runs[:number], *self.runs[number + 1 :])
        self.goodnet_changed.emit()

    def is_used(self, run: KeptRun) -> bool:
        """Whether the GoodNet is from `run`, possibly with another threshold."""
        return self.goodnet is not None and _same_repair(self.goodnet, run.goodnet)

    def unsaved_runs(self) -> int:
        """How many runs exist only in this window."""
        return sum(not run.path for run in self.runs)

    def set_class_names(self, names: Sequence[str]) -> None:
        """Name the classes."""
        self.class_names = tuple(names)
        self.class_names_changed.emit()

    def set_verdicts(self, verdicts: Sequence[Verdict]) -> None:
        """Store the verdicts."""
        self.verdicts = tuple(verdicts)
        self.verdicts_changed.emit()

    def summaries_of_clean(self) -> dict[str, DataSummary]:
        """What is known of the files of clean data, by path."""
        known = self.summaries
        return {path: known[path] for path in self.clean_paths if path in known}

    def options(self, chosen: RepairOptions) -> RepairOptions:
        """`chosen`, with a person's choices about the network and its data."""
        return replace(
            chosen,
            preprocessing=self.preprocessing,
            ignore_labels=self.ignore_labels,
            resize=self.resize,
            overlays=self.overlay_paths,
            architecture=self.reading.architecture or None,
            output=self.reading.output,
            size=self.reading.size,
            recipe="none" if self.screen_only else chosen.recipe,
        )

    @property
    def model_name(self) -> str:
        """The name of the open file, or empty."""
        return Path(self.inspection.path).name if self.inspection else ""

    @property
    def is_safe(self) -> bool:
        """Whether a model is open that may be loaded."""
        return self.inspection is not None and self.inspection.safe

    def class_name(self, number: int) -> str:
        """The name of a class, "poisoned" for N, or empty if there are no names."""
        if self.inspection and number == self.inspection.classes:
            return self.tr("poisoned")
        return self.class_names[number] if 0 <= number < len(self.class_names) else ""

    def numbered(self, number: int) -> str:
        """A class as number and name: "2 speed limit 80"."""
        return f"{number} {self.class_name(number)}".rstrip()

    def _take_names(self, found: Sequence[LookedAt]) -> None:
        """Name the classes as the clean data does, unless they have names from elsewhere."""
        named = [each.class_names for each in found if each.path in self.clean_paths]
        names = next(filter(None, named), ())
        if self.class_names == self._names_of_data != names:
            self._names_of_data = names
            self.set_class_names(names)

    def _keep(self, run: KeptRun) -> None:
        for number, known in enumerate(self.runs):
            if _same_repair(known.goodnet, run.goodnet):
                self.runs = (*self.runs[:number], run, *self.runs[number + 1 :])
                return
        self.runs = (*self.runs, run)

    def _reset(self, inspection: Inspection | None) -> None:
        self.inspection = inspection
        self.clean_paths: tuple[str, ...] = ()
        self.poisoned_paths: tuple[str, ...] = ()
        self.overlay_paths: tuple[str, ...] = ()
        self.examined: CleanDataExamined | None = None
        self.preprocessing: str | None = None
        self.ignore_labels = False
        self.resize: Fit = "squash"
        self.screen_only = False
        self.reading = Reading()
        self.summaries: Mapping[str, DataSummary] = {}
        self.stored_sizes: Mapping[str, Sizes] = {}
        self.trouble = ""
        self.samples: tuple[Sample, ...] = ()
        self.goodnet: GoodNet | None = None
        self.goodnet_path = ""
        self.runs: tuple[KeptRun, ...] = ()
        self.class_names: tuple[str, ...] = ()
        self._names_of_data: tuple[str, ...] = ()
        self.verdicts: tuple[Verdict, ...] = ()
        self.unsaved_marks = 0


def _same_repair(one: GoodNet, other: GoodNet) -> bool:
    """Whether two GoodNets differ at most in threshold or names: their records are identical."""
    left, right = one.record, other.record
    return left.after is right.after and left.learned == right.learned
