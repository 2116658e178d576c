"""The real core behind `gui.backend.Core`; everything heavy is imported when first needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, cast

from core.errors import GoodNetError
from core.records import (
    Crowd,
    ExportRecord,
    Inspection,
    PointChosen,
    Pruned,
    RepairOptions,
    TriggerMap,
    Verdict,
)
from gui.backend import Blends, Closeup, Demo, GoodNet, Kind, LookedAt, Origin, Sample, Unfinished
from gui.job import Records

if TYPE_CHECKING:
    import numpy as np

    from core.screen.goodnet import GoodNet as CoreGoodNet


# More pictures than this and a report is no longer read.
MOST_THUMBNAILS = 500
# Blends beside the large view of an image.
TELLING_BLENDS = 4


class RealCore:
    """Answers as `gui.backend.Core` documents."""

    def warm_up(self) -> Records:
        from core.network.warm_up import warm_up

        return warm_up()

    def kind_of(self, path: str) -> Kind:
        from core.data.kinds import kind_of

        return kind_of(path)

    def inspect(self, path: str, architecture: str = "") -> Inspection:
        from core.opening.badnet import inspect

        return inspect(path, architecture or None)

    def look_at(
        self, inspection: Inspection, paths: Sequence[str], *, ignore_labels: bool
    ) -> tuple[LookedAt, ...]:
        return tuple(_look_at(inspection, path, ignore_labels) for path in paths)

    def open_goodnet(self, path: str) -> GoodNet:
        from core.screen.goodnet_file import open_goodnet

        return cast("GoodNet", open_goodnet(Path(path)))

    def examine(
        self,
        model: str,
        clean: Sequence[str],
        poisoned: Sequence[str],
        options: RepairOptions,
    ) -> Records:
        from core.data.examination import examine

        return examine(Path(model), _paths(clean), _paths(poisoned), options)

    def samples(
        self, inspection: Inspection, paths: Sequence[str], count: int, *, ignore_labels: bool
    ) -> tuple[Sample, ...]:
        from core.data.dataset import open_dataset
        from core.scan.images import spread_over_classes

        shape = _shape(inspection)
        with open_dataset(_paths(paths), shape, ignore_labels=ignore_labels) as dataset:
            chosen = spread_over_classes(dataset.labels, len(dataset), count)
            labels = dataset.labels
            return tuple(
                Sample(image, None if labels is None else int(labels[index]))
                for index, image in zip(chosen, dataset.read(chosen), strict=True)
            )

    def repair(
        self,
        model: str,
        clean: Sequence[str],
        poisoned: Sequence[str],
        options: RepairOptions,
        *,
        resume: bool = False,
    ) -> Records:
        from core.repair.checkpoint import Request, begin, checkpoints_folder
        from core.repair.job import repair

        asked = (Path(model), _paths(clean), _paths(poisoned), options)
        checkpoint = begin(checkpoints_folder(), Request.of(*asked), resume=resume)
        try:
            return (yield from repair(*asked, checkpoint))
        finally:  # cancelled and failed ones too: only a crash leaves one behind
            checkpoint.discard()

    def unfinished_repair(self) -> Unfinished | None:
        from core.repair.checkpoint import checkpoints_folder, unfinished

        for u in unfinished(checkpoints_folder()):
            return Unfinished(u.key, u.model, u.clean, u.poisoned, u.options)

    def forget_repair(self, repair: Unfinished) -> None:
        from core.repair.checkpoint import Checkpoint, checkpoints_folder

        Checkpoint(checkpoints_folder() / repair.key).discard()

    def audit(
        self,
        models: Sequence[str],
        clean: Sequence[str],
        out: str,
        options: RepairOptions,
        *,
        repairs: bool,
    ) -> Records:
        from core.audit.auditing import audit

        return audit(_paths(models), _paths(clean), Path(out), options, repairs=repairs)

    def recipes(self) -> tuple[str, ...]:
        from core.repair.recipes import RECIPES

        return tuple(RECIPES)

    def choose(self, curve: Sequence[Pruned], budget: float) -> PointChosen:
        from core.repair.pruning import choose

        return choose(tuple(curve), budget)

    def screen(self, goodnet: GoodNet, paths: Sequence[str]) -> Records:
        from core.screen.screening import screen

        # The threshold can be moved afterwards, so all evidence is wanted.
        return screen(_core(goodnet), _paths(paths), stop_early=False)

    def contents(self, goodnet: GoodNet, paths: Sequence[str]) -> tuple[Origin, ...]:
        from core.data.dataset import Dataset, open_inputs

        found: list[Origin] = []
        for item in open_inputs(_paths(paths), _shape(goodnet.inspection), ignore_labels=True):
            if isinstance(item, Dataset):
                origins = map(item.origin, range(len(item)))
                found += [(str(path), index) for path, index in origins]
        return tuple(found)

    def pictures(
        self, inspection: Inspection, origins: Sequence[Origin]
    ) -> Mapping[Origin, np.ndarray]:
        from core.data.dataset import open_dataset

        wanted: dict[str, list[int]] = {}
        for path, index in origins:
            wanted.setdefault(path, []).append(index)
        made: dict[Origin, np.ndarray] = {}
        for path, indices in wanted.items():
            # A picture that is gone since it was screened keeps its row without one.
            with suppress(GoodNetError, OSError):
                opened = open_dataset([Path(path)], _shape(inspection), ignore_labels=True)
                with opened as dataset:
                    images = dataset.read(indices)
                made |= {(path, index): image for index, image in zip(indices, images, strict=True)}
        return made

    def blends(self, goodnet: GoodNet, path: str, index: int) -> Blends:
        from core.screen.trigger_maps import read_one

        image, made = read_one(_core(goodnet), path, index), _core(goodnet)
        views = {name: Blends(*seen) for name, seen in made.views(image).items()}
        return Blends(made.strip.blends(image), made.strip.answers(image), views)

    def closeup(self, goodnet: GoodNet, path: str, index: int) -> Closeup:
        from core.screen.attribution import strongest, veil
        from core.screen.trigger_maps import read_one

        opened = _core(goodnet)
        image = read_one(opened, path, index)
        explained = opened.attributor.explain(image)
        shares = opened.strip.shares(image, explained.target)
        telling = (-shares).argsort(kind="stable")[:TELLING_BLENDS]
        return Closeup(
            image=image,
            veil=veil(explained.map),
            strongest=strongest(explained.map),
            target=explained.target,
            badnet_lead=explained.badnet_lead,
            repaired_lead=explained.repaired_lead,
            blends=opened.strip.blends(image)[telling],
            blend_shares=shares[telling],
        )

    def maps(self, goodnet: GoodNet, verdicts: Sequence[Verdict]) -> Records:
        from core.screen.trigger_maps import trigger_maps

        return trigger_maps(_core(goodnet), verdicts)

    def crowd(self, verdicts: Sequence[Verdict], classes: int, frr: float) -> Crowd | None:
        from core.screen.crowding import crowd_among

        return crowd_among(verdicts, classes, frr)

    def save_csv(self, verdicts: Sequence[Verdict], path: str, marks: Mapping[Origin, str]) -> None:
        from core.files.saving import write_text
        from core.report.csv_rows import verdict_header, verdict_row

        votes = [vote.name for vote in verdicts[0].votes] if verdicts else []
        lines = [verdict_header(votes), *(verdict_row(verdict, votes) for verdict in verdicts)]
        if marks:
            told = [marks.get((verdict.path, verdict.index), "") for verdict in verdicts]
            ends = zip(lines, ["mark", *told], strict=True)
            lines = [line.rstrip("\n") + f",{end}\n" for line, end in ends]
        write_text(Path(path), "".join(lines))

    def save(self, goodnet: GoodNet, path: str) -> None:
        from core.screen.goodnet_file import save

        save(_core(goodnet), Path(path))

    def export(self, goodnet: GoodNet, path: str) -> None:
        _core(goodnet).export_repaired(path)

    def export_guard(self, goodnet: GoodNet, path: str) -> ExportRecord:
        formats = {".onnx": "onnx", ".keras": "keras"}
        format = formats.get(Path(path).suffix, "savedmodel")
        return _core(goodnet).export(path, format=format)

    def class_names(self, path: str, classes: int) -> tuple[str, ...]:
        from core.data.class_names import load_class_names

        return load_class_names(Path(path), classes)

    def report(
        self,
        inspection: Inspection,
        goodnet: GoodNet | None,
        verdicts: Sequence[Verdict],
        path: str,
        maps: Mapping[Origin, TriggerMap],
    ) -> None:
        import json

        from core.files.saving import write_text
        from core.report.html import report_html, report_json

        arguments = (
            inspection,
            goodnet.record if goodnet else None,
            goodnet.calibration_bits.tolist() if goodnet else (),
            verdicts,
            self.thumbnails(inspection, verdicts),
            goodnet.class_names if goodnet else (),
        )
        computed_with = _core(goodnet).computed_with if goodnet else None
        if path.lower().endswith(".json"):
            document = report_json(*arguments, computed_with=computed_with, maps=maps)
            write_text(Path(path), json.dumps(document, indent=1))
        elif path.lower().endswith(".md"):
            write_text(Path(path), _card(inspection, goodnet))
        else:
            page = report_html(*arguments, computed_with=computed_with, maps=maps)
            write_text(Path(path), page)

    def thumbnails(
        self, inspection: Inspection, verdicts: Sequence[Verdict]
    ) -> Mapping[tuple[str, int], bytes]:
        from core.files.images import encode_png

        shown = [(verdict.path, verdict.index) for verdict in verdicts[:MOST_THUMBNAILS]]
        images = self.pictures(inspection, shown)
        return {origin: encode_png(image) for origin, image in images.items()}

    def blind_spots(self) -> Sequence[tuple[str, str]]:
        from core.report.html import BLIND_SPOTS

        return BLIND_SPOTS

    def demo(self) -> Demo:
        from resources.demo import files

        demo = files()
        return Demo(
            model=str(demo.badnet),
            clean=(str(demo.clean),),
            poisoned=(str(demo.poisoned),),
            images=str(demo.images),
            class_names=tuple(demo.class_names.read_text(encoding="utf-8").splitlines()),
        )


def _look_at(inspection: Inspection, path: str, ignore_labels: bool) -> LookedAt:
    from core.data.dataset import open_dataset

    try:
        opened = open_dataset(
            [Path(path)],
            _shape(inspection),
            ignore_labels=ignore_labels,
            classes=inspection.classes,
        )
    except GoodNetError as error:
        return LookedAt(path, error=error)
    with opened as dataset:
        return LookedAt(path, dataset.summary)


def _paths(paths: Sequence[str]) -> list[Path]:
    return [Path(path) for path in paths]


def _shape(inspection: Inspection) -> tuple[int, int, int]:
    """The images' (height, width, channels); core accepts no network of variable size."""
    return cast("tuple[int, int, int]", inspection.image_shape)


def _core(goodnet: GoodNet) -> CoreGoodNet:
    """The GoodNet as core made it: the window only ever hands back what core gave it."""
    return cast("CoreGoodNet", goodnet)


def _card(inspection: Inspection, goodnet: GoodNet | None) -> str:
    """The model card as Markdown, of the file alone where nothing was repaired."""
    from core.report.card import card_json, card_markdown

    if goodnet is None:
        return card_markdown(card_json(inspection, None))
    made = _core(goodnet)
    return card_markdown(
        card_json(
            inspection,
            made.record,
            made.votes,
            len(made.calibration),
            made.class_names,
            made.computed_with,
        )
    )
