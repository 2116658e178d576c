"""The real core behind `gui.backend.Core`; everything heavy is imported when first needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.records import Inspection, Verdict
from gui.backend import Blend, Demo, GoodNet, Kind, Sample
from gui.job import Work

if TYPE_CHECKING:
    import numpy as np


class RealCore:
    """Answers as `gui.backend.Core` documents."""

    def warm_up(self) -> Work:
        from core.warm_up import warm_up

        return warm_up()

    def kind_of(self, path: str) -> Kind:
        from core.kinds import kind_of

        return kind_of(path)

    def inspect(self, path: str) -> Inspection:
        from core.badnet import inspect

        return inspect(path)

    def open_goodnet(self, path: str) -> GoodNet:
        from core.goodnet import GoodNet as Opened

        return Opened.open(path)

    def examine(self, model: str, clean: Sequence[str], poisoned: Sequence[str]) -> Work:
        from core.repair import RepairOptions, examine

        return examine(model, clean, poisoned, RepairOptions())

    def samples(
        self, inspection: Inspection, paths: Sequence[str], count: int
    ) -> tuple[Sample, ...]:
        raise NotImplementedError

    def repair(self, model: str, clean: Sequence[str], settings: Mapping[str, Any]) -> Work:
        from core.repair import RepairOptions, repair

        return repair(model, clean, RepairOptions(**settings))

    def picture(self, goodnet: GoodNet, path: str, index: int) -> np.ndarray:
        raise NotImplementedError

    def blends(
        self, goodnet: GoodNet, path: str, index: int, first: int, count: int
    ) -> tuple[Blend, ...]:
        raise NotImplementedError

    def class_names(self, path: str, classes: int) -> tuple[str, ...]:
        raise NotImplementedError

    def report(self, goodnet: GoodNet, verdicts: Sequence[Verdict], path: str) -> None:
        raise NotImplementedError

    def findings_report(self, inspection: Inspection, path: str) -> None:
        raise NotImplementedError

    def demo(self) -> Demo:
        folder = Path(__file__).resolve().parent.parent / "resources" / "demo"
        raise NotImplementedError(folder)
