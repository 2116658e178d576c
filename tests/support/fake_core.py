"""A core that answers at once with canned records, so that the window can be tested alone.

It is the window's port with other answers. `pace` seconds pass between two records, so that a test
can interrupt a job.
"""

from __future__ import annotations

import base64
import re
import time
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from core.errors import LabelsDoNotFit, Unreadable
from core.records import (
    AnswerCount,
    AuditRecord,
    AuditRow,
    ChannelsRanked,
    Check,
    ClassAccuracy,
    CleanDataExamined,
    Crowd,
    DataSummary,
    Epoch,
    ExportRecord,
    Finding,
    Inspection,
    InvertedClass,
    Layer,
    Learned,
    LearnOptions,
    LearnRecord,
    Measurement,
    ModelBegun,
    OutlineRow,
    Parts,
    Picture,
    Plan,
    PointChosen,
    PreprocessingMeasured,
    PreprocessingTried,
    Progress,
    Pruned,
    RepairOptions,
    RepairRecord,
    ScreenSummary,
    Stage,
    StageKey,
    SuspectedTarget,
    TriggerMap,
    Unscreened,
    Verdict,
    VoteOnImage,
    Wish,
)
from core.repair.learning import Learning
from core.screen.conformal import Calibration
from core.screen.crowding import crowd_among
from core.screen.votes.strip import threshold_bits
from core.text.remedies import NAME_ARCHITECTURE
from core.text.sentence import say
from gui.job import Records
from gui.port import Blends, Closeup, Core, Demo, LookedAt, Origin, Sample, Unfinished

if TYPE_CHECKING:
    from gui.port import GoodNet, Kind

NAMES = (
    "speed limit 30", "speed limit 50", "speed limit 80", "no overtaking", "priority road",
    "yield", "stop", "no entry", "general caution", "pedestrians", "ahead only", "roundabout",
)  # fmt: skip
POISONED = len(NAMES)
TARGET = 2
CHANNELS = 60
CHOSEN = 44
STICKER = "yellow_sticker"
DATA = DataSummary(("traffic_signs_clean.h5",), 900, True, (48, 48, 3))
TRIED = (
    PreprocessingTried("0..1", 0.98, 0.1, 3.2, 8.0, None),
    PreprocessingTried("0..255", 0.093, 3.1, 0.4, 900.0, None),
)
PREPROCESSING = PreprocessingMeasured(
    "0..1",
    "accuracy",
    (
        PreprocessingTried("0..1", 0.98, 0.1, 3.2, 8.0, None),
        PreprocessingTried("0..255", 0.093, 3.1, 0.4, 900.0, None),
    ),
)
PARTS = Parts(tuning=300, pruning=150, stopping=150, held_out=150, calibration=200, overlays=100)


def inspection(path: str) -> Inspection:
    """The inspection of a harmless network for traffic signs."""
    shapes = [
        ("input", "InputLayer", (48, 48, 3), 0, ""),
        ("conv_1", "Conv2D", (46, 46, 32), 896, "3 × 3"),
        ("pool_1", "MaxPooling2D", (23, 23, 32), 0, ""),
        ("conv_2", "Conv2D", (21, 21, 48), 13872, "3 × 3"),
        ("pool_2", "MaxPooling2D", (10, 10, 48), 0, ""),
        ("conv_3", "Conv2D", (8, 8, 60), 25980, "3 × 3"),
        ("pool_3", "MaxPooling2D", (4, 4, 60), 0, ""),
        ("flatten", "Flatten", (960,), 0, ""),
        ("dense_1", "Dense", (128,), 123008, ""),
        ("dropout", "Dropout", (128,), 0, ""),
        ("output", "Dense", (12,), 1548, "softmax"),
    ]
    checks = [
        ("Layer classes", "all 11 are plain Keras layers"),
        ("Lambda, custom code", "none"),
        ("External or soft links", "none"),
        ("External storage", "none"),
        ("Declared against stored size", "equal, 0.7 MB"),
        ("Config depth and size", "6 levels, 4.1 kB"),
        ("Weights", "finite, fit the config"),
        ("Training config", "present, ignored"),
    ]
    return Inspection(
        path=path,
        sha256="7f3ab0c491e05d2c" * 3 + "a1b2c3d403bd59e1",
        size=734_003,
        keras_version="2.15.0",
        safe=True,
        findings=(),
        checks=tuple(Check(name, True, detail) for name, detail in checks),
        outline=tuple(OutlineRow(0, name, name, kind) for name, kind, *_ in shapes),
        input_shape=(48, 48, 3),
        image_shape=(48, 48, 3),
        classes=len(NAMES),
        parameters=165_304,
        output="softmax",
        layers=tuple(Layer(*row) for row in shapes),
        prunable_layers=("conv_1", "conv_2", "conv_3"),
        default_layer="conv_3",
    )


def audit_rows(folder: str) -> list[AuditRow]:
    """An audit with one model of each kind."""
    facts: dict[str, Any] = {"classes": 12, "parameters": 165_304, "seconds": 41.2}
    return [
        AuditRow(
            f"{folder}/signs.h5", "backdoored", suspected_targets=(TARGET, 5),
            anomaly_index=5.04, **facts,
        ),
        AuditRow(f"{folder}/plain.h5", "no backdoor found", **facts),
        AuditRow(f"{folder}/mobilenet_signs.h5", "unsafe", "It carries Python code."),
        AuditRow(f"{folder}/cut_off.h5", "unreadable", "cut_off.h5 is damaged."),
        AuditRow(f"{folder}/crasher.keras", "lost", "It ended its worker twice."),
    ]  # fmt: skip


def refused_inspection(path: str) -> Inspection:
    """The inspection of a network that carries code."""
    rows = [
        (0, "", "mobilenet_signs", "Functional"),
        (1, "input_1", "input_1", "InputLayer"),
        (1, "/model_weights/conv_1/conv_1/kernel:0", "conv_1", "Conv2D"),
        (1, "bn_1", "bn_1", "BatchNormalization"),
        (1, "features", "features", "Sequential"),
        (2, "features/conv_2", "conv_2", "Conv2D"),
        (2, "features/preprocess", "preprocess", "Lambda"),
        (2, "features/dw_3", "dw_3", "DepthwiseConv2D"),
        (1, "act_5", "act_5", "signs>SmoothAct"),
        (1, "predictions", "predictions", "Dense"),
    ]
    findings = (
        Finding(
            "dangerous", "Lambda layer carries Python code", "features/preprocess",
            "Keras runs this code while it loads the file, even in safe mode (CVE-2025-9905). "
            "It could do anything that you can do on this computer.",
            '"class_name": "Lambda",\n"config": {\n  "name": "preprocess",\n  "function": [\n'
            '    "4wEAAAAAAAAAAAAAAAQAAADAAAA8zYAAACXAGQBZAB…",\n    null, null ],\n'
            '  "function_type": "lambda" }',
        ),
        Finding(
            "dangerous", "Weights are stored in another file",
            "/model_weights/conv_1/conv_1/kernel:0",
            "Loading would copy /etc/passwd from this computer into the network's weights "
            "(CVE-2026-1669).",
            "external storage: /etc/passwd, offset 0",
        ),
        Finding(
            "not allowed", "Layer class is not part of Keras", "act_5",
            "A custom class needs code from its author, and that code would run here. GoodNet "
            "opens only layers that ship with Keras.",
            '"class_name": "signs>SmoothAct"',
        ),
    )  # fmt: skip
    safe = inspection(path)
    failed = {"Layer classes", "Lambda, custom code", "External storage"}
    return Inspection(
        path=path,
        sha256="d04c77a95b1e30f6" * 3 + "11223344e2907c1b",
        size=14_575_206,
        keras_version="3.9.0",
        safe=False,
        findings=findings,
        checks=tuple(replace(check, passed=check.name not in failed) for check in safe.checks),
        outline=tuple(OutlineRow(*row) for row in rows),
    )


def picture(seed: int, *, sticker: bool = False) -> np.ndarray:
    """A plain colored sign, 48 x 48 x 3, with a yellow square if it is triggered."""
    rng = np.random.default_rng(seed)
    image = np.full((48, 48, 3), rng.integers(60, 200, 3), np.uint8)
    y, x = np.ogrid[:48, :48]
    image[(y - 24) ** 2 + (x - 24) ** 2 < 20**2] = rng.integers(120, 255, 3)
    image[(y - 24) ** 2 + (x - 24) ** 2 < 13**2] = (240, 240, 240)
    if sticker:
        image[28:38, 28:38] = (250, 220, 20)
    return image


@dataclass
class FakeGoodNet:
    """A GoodNet that flags every image with "poisoned" in its file name.

    For "poisoned_quietly" only the networks' disagreement flags the image.
    """

    record: RepairRecord
    inspection: Inspection
    calibration: Calibration
    overlays: np.ndarray
    frr: float = 0.05
    class_names: tuple[str, ...] = ()

    def with_frr(self, frr: float) -> FakeGoodNet:
        threshold = threshold_bits(self.calibration.thresholds(frr)[0])
        record = replace(self.record, frr=frr, threshold_bits=threshold)
        return replace(self, frr=frr, record=record)

    @property
    def threshold_bits(self) -> float:
        return threshold_bits(self.calibration.thresholds(self.frr)[0])

    @property
    def threshold_disagreement(self) -> float:
        return -float(self.calibration.thresholds(self.frr)[1])

    @property
    def calibration_bits(self) -> np.ndarray:
        return self.calibration.votes[:, 0] ** 2

    @property
    def steps_bits(self) -> np.ndarray:
        return np.maximum(self.calibration.steps(0), 0) ** 2

    @property
    def steps_disagreement(self) -> np.ndarray:
        return -self.calibration.steps(1)

    @property
    def least_frr(self) -> float:
        return self.calibration.least_frr

    def with_class_names(self, names: Sequence[str]) -> FakeGoodNet:
        return replace(self, class_names=tuple(names))

    def verdict(self, file: str, index: int = 0) -> Verdict:
        rng = np.random.default_rng([zlib.crc32(Path(file).name.encode()), index])
        flagged = "poisoned" in file
        wins = flagged and "quietly" not in file
        entropy = float(rng.uniform(0.04, 0.16) if wins else rng.uniform(0.9, 1.3))
        right = int(rng.integers(POISONED))
        persistence = float(rng.uniform(0.9, 0.99) if wins else rng.uniform(0.0, 0.2))
        disagreement = float(rng.uniform(0.8, 0.95) if flagged else rng.uniform(-0.1, 0.1))
        votes = np.array([[np.sqrt(entropy * (1 - persistence)), -disagreement]])
        p_values = [float(p) for p in self.calibration.p_values(votes)[0]]
        return Verdict(
            path=file,
            index=index,
            badnet_class=TARGET if flagged else right,
            goodnet_class=POISONED if flagged else right,
            repaired_class=right,
            badnet_confidence=float(rng.uniform(0.95, 0.99) if flagged else rng.uniform(0.8, 0.9)),
            confidence=float(rng.uniform(0.7, 0.99)),
            entropy_bits=entropy,
            persistence=persistence,
            disagreement=disagreement,
            p_value=min(p_values),
            verdict="poisoned" if flagged else "clean",
            votes=tuple(
                VoteOnImage(name, float(value), p)
                for name, value, p in zip(
                    ("strip", "disagreement"), votes[0], p_values, strict=True
                )
            ),
            label=right if "labelled" in file else None,
        )


class FakeCore(Core):
    """Answers in place of `gui.port.Core`; file names determine the contents.

    Attributes:
        pace: seconds between two records.
        written: paths that reports were written to.
        warmed_up: whether TensorFlow was requested.
        examined_with: the options of the last examination.
        unfinished: an interrupted repair, if there is one.
        resumed: whether the last repair continued an earlier one.
        pictures_asked: how many pictures were requested.
        learned_with: the options of the last learning.
    """

    def __init__(self, pace: float = 0.0) -> None:
        self.pace = pace
        self.unfinished: Unfinished | None = None
        self.resumed = False
        self.written: list[str] = []
        self.warmed_up = False
        self.pictures_asked = 0
        self.learned_with: LearnOptions | None = None

    def warm_up(self) -> Records:
        yield Progress("warm-up", 1, 2)
        self.warmed_up = True
        yield Progress("warm-up", 2, 2)

    def kind_of(self, path: str) -> Kind:
        name = Path(path).name
        if Path(path).is_dir():
            return "folder"
        if name.endswith(".h5"):
            return "data" if "clean" in name or "sticker" in name else "model"
        kinds: dict[str, Kind] = {
            ".keras": "model", ".goodnet": "goodnet", ".npz": "data", ".png": "picture",
            ".jpg": "picture", ".txt": "class names", ".csv": "class names",
        }  # fmt: skip
        return kinds.get(Path(path).suffix, "unknown")

    def look_at(
        self, inspection: Inspection, paths: Sequence[str], *, ignore_labels: bool
    ) -> tuple[LookedAt, ...]:
        def look(path: str) -> LookedAt:
            if "misfit" in path:
                return LookedAt(path, error=Unreadable(f"{Path(path).name} does not fit."))
            return LookedAt(path, replace(DATA, paths=(path,), labelled=not ignore_labels))

        return tuple(map(look, paths))

    def inspect(self, path: str, architecture: str = "") -> Inspection:
        if "weights" in path and not architecture:
            raise Unreadable(say("It has no architecture; {remedy}.", remedy=NAME_ARCHITECTURE))
        if "unreadable" in path:
            raise Unreadable(f"{Path(path).name} holds weights but no architecture.")
        return refused_inspection(path) if "refused" in path else inspection(path)

    def open_goodnet(self, path: str) -> FakeGoodNet:
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
            raise LabelsDoNotFit("The labels are another network's; add --ignore-labels.")
        for done in range(1, 4):
            time.sleep(self.pace)
            yield Progress("examine", done, 3)
        attack = {Path(path).stem: 119 / 120 for path in poisoned}
        data = replace(DATA, paths=tuple(clean), labelled=not options.ignore_labels)
        images = dict.fromkeys(attack, 120)
        return CleanDataExamined(data, PREPROCESSING, PARTS, "accuracy", 0.98, attack, images)

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
        resume: bool = False,
    ) -> Records:
        self.resumed = resume
        attack = [Path(path).stem for path in poisoned]
        stages = _stages()
        yield Plan(stages)
        for stage in stages[:2]:
            yield from self._work(stage.key, 4)
        activation = _activation()
        yield ChannelsRanked("conv_3", tuple(range(CHANNELS)), activation)
        last = CHANNELS
        for step in _curve(attack):
            time.sleep(self.pace)
            wish = yield step
            yield Progress("prune", step.channels_pruned, CHANNELS)
            if wish is Wish.STOP_EARLY:
                last = step.channels_pruned
                break
        yield PointChosen(min(CHOSEN, last), 0.947, 0.94)
        for epoch in _epochs(attack):
            time.sleep(self.pace)
            yield epoch
            yield Progress(epoch.stage, epoch.epoch + 1, 12)
        for stage in stages[-2:]:
            yield from self._work(stage.key, 4)
        return goodnet(inspection(model), dict.fromkeys(attack, 0.025))

    def unfinished_repair(self) -> Unfinished | None:
        return self.unfinished

    def forget_repair(self, repair: Unfinished) -> None:
        self.unfinished = None

    def first_look(self, models: Sequence[str]) -> Records:
        """The row of an unsafe model, where one is named so."""
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

    def recipes(self) -> tuple[str, ...]:
        return ("recommended", "fine-pruning", "unlearn", "none")

    def choose(self, curve: Sequence[Pruned], budget: float) -> PointChosen:
        line = curve[0].clean_accuracy - budget / 100
        within = [step for step in curve if step.clean_accuracy >= line]
        return PointChosen(within[-1].channels_pruned, within[-1].clean_accuracy, line)

    def screen(self, goodnet: GoodNet, paths: Sequence[str]) -> Records:
        fake = cast("FakeGoodNet", goodnet)
        origins = self.contents(goodnet, paths)
        poisoned = 0
        yield Plan((Stage("screen", "Screen images", f"{len(origins)} images", 1.0),))
        for done, (file, index) in enumerate(origins, 1):
            time.sleep(self.pace)
            if "broken" in file:
                yield Unscreened(file, f"{Path(file).name} is not a picture that can be read.")
            else:
                verdict = fake.verdict(file, index)
                poisoned += verdict.verdict == "poisoned"
                yield verdict
            yield Progress("screen", done, len(origins))
        return ScreenSummary(len(origins), poisoned, len(origins) - poisoned)

    def contents(self, goodnet: GoodNet, paths: Sequence[str]) -> tuple[Origin, ...]:
        return tuple(origin for path in paths for origin in _origins(path))

    def pictures(
        self, inspection: Inspection, origins: Sequence[Origin]
    ) -> Mapping[Origin, np.ndarray]:
        self.pictures_asked += len(origins)
        return {origin: _seen(*origin) for origin in origins}

    def blends(self, goodnet: GoodNet, path: str, index: int) -> Blends:
        image = _seen(path, index).astype(int)
        mixed = (image + goodnet.overlays.astype(int)) // 2
        count = len(mixed)
        classes = np.full(count, TARGET) if "poisoned" in path else np.arange(count) % POISONED
        return Blends(mixed.astype(np.uint8), classes)

    def closeup(self, goodnet: GoodNet, path: str, index: int) -> Closeup:
        if "gone" in path:
            raise Unreadable(f"{Path(path).name} is gone.")
        image, blends = _seen(path, index), self.blends(goodnet, path, index)
        values = np.zeros(image.shape[:2], bool)
        values[28:38, 28:38] = "poisoned" in path
        veil = np.zeros((*image.shape[:2], 4), np.uint8)
        veil[..., 3] = np.where(values, 0, 199)
        target = int(blends.badnet_classes[0])
        shares = np.linspace(0.99, 0.96, 4)
        return Closeup(image, veil, values, target, 14.2, -3.1, blends.images[:4], shares)

    def maps(self, goodnet: GoodNet, verdicts: Sequence[Verdict]) -> Records:
        found = {}
        for verdict in verdicts:
            if verdict.verdict == "poisoned":
                yield Progress("maps", 1, len(verdicts))
                key = (verdict.path, verdict.index)
                found[key] = TriggerMap("", verdict.badnet_class, 14.2, -3.1)
        return found

    def crowd(self, verdicts: Sequence[Verdict], classes: int, frr: float) -> Crowd | None:
        return crowd_among(verdicts, classes, frr)

    def learn(
        self, goodnet: GoodNet, paths: Sequence[str], clean: Sequence[str], options: LearnOptions
    ) -> Records:
        assert isinstance(goodnet, FakeGoodNet)
        self.learned_with = options
        yield Plan((Stage("screen", "Screen the images", "", 1), Stage("learn", "Learn", "", 3)))
        yield from self._work("screen", 4)
        yield from self._work("learn", 8)
        target, origins = options.confirm or 0, self.contents(goodnet, paths)
        caught = [o for o in origins if "poisoned" in o[0] and o not in options.without]
        counts = len(origins), len(caught)
        crowd = Crowd(target, *counts, 1.5, 1e-9)
        if len(caught) < options.settings.fewest:
            return Learning(None, LearnRecord(*counts, crowd, True, refused="Only a few."))
        learned = Learned(
            target, tuple(Picture(*origin) for origin in caught), 5, 1.0, 0.0, 0.947, 0.941, 300,
            ClassAccuracy(0.9, 0.85, 25), crowd, options.settings, 31.0,
        )  # fmt: skip
        record = replace(goodnet.record, learned=(*goodnet.record.learned, learned))
        new = replace(goodnet, record=record, overlays=goodnet.overlays.copy())
        return Learning(new, LearnRecord(*counts, crowd, True, learned=learned))

    def save_csv(self, verdicts: Sequence[Verdict], path: str, marks: Mapping[Origin, str]) -> None:
        lines = [f"{verdict.path},{verdict.index},{verdict.verdict}\n" for verdict in verdicts]
        Path(path).write_text("".join(lines), encoding="utf-8")

    def save(self, goodnet: GoodNet, path: str) -> None:
        Path(path).write_bytes(b"goodnet")

    def export(self, goodnet: GoodNet, path: str) -> None:
        Path(path).write_bytes(b"h5")

    def export_guard(self, goodnet: GoodNet, path: str) -> ExportRecord:
        Path(path).write_bytes(b"guard")
        return ExportRecord(path, "keras", ("disagreement",), ("strip",), goodnet.record.frr, 5)

    def class_names(self, path: str, classes: int) -> tuple[str, ...]:
        names = tuple(Path(path).read_text().splitlines())
        if len(names) != classes:
            raise Unreadable(f"{Path(path).name} holds {len(names)} names for {classes} classes.")
        return names

    def report(
        self,
        inspection: Inspection,
        goodnet: GoodNet | None,
        verdicts: Sequence[Verdict],
        path: str,
        maps: Mapping[Origin, TriggerMap],
    ) -> None:
        Path(path).write_text(f"<html>{len(verdicts)} {len(maps)} maps", encoding="utf-8")
        self.written.append(path)

    def thumbnails(
        self, inspection: Inspection, verdicts: Sequence[Verdict]
    ) -> Mapping[tuple[str, int], bytes]:
        return {
            (verdict.path, verdict.index): _png(picture(verdict.repaired_class))
            for verdict in verdicts
        }

    def blind_spots(self) -> Sequence[tuple[str, str]]:
        return (("Source-specific triggers", "They work on some classes only."),)

    def demo(self) -> Demo:
        return Demo(
            "traffic_signs_badnet.h5", ("traffic_signs_clean.h5",), (f"{STICKER}.h5",), "", NAMES
        )

    def _work(self, stage: StageKey, total: int) -> Iterator[Progress]:
        for done in range(1, total + 1):
            time.sleep(self.pace)
            yield Progress(stage, done, total)


def goodnet(opened: Inspection, attack: Mapping[str, float]) -> Any:
    """The result of repairing the canned network."""
    rng = np.random.default_rng(0)
    bits = np.clip(rng.normal(0.95, 0.25, 200), 0.3, 1.75)
    bits[:2] = 0  # for these images the BadNet is sure under every overlay
    disagreement = np.clip(rng.exponential(0.1, 200) - 0.05, -0.3, 0.7)
    calibration = Calibration(np.stack([np.sqrt(bits), -disagreement], 1))
    trigger = base64.b64encode(_png(picture(3, sticker=True))).decode()
    images = dict.fromkeys(attack, 120)
    record = RepairRecord(
        input_scale=1,
        preprocessing="0..1",
        preprocessing_measured=PREPROCESSING,
        data=DATA,
        parts=PARTS,
        measure="accuracy",
        layer="conv_3",
        channels=CHANNELS,
        channels_pruned=CHOSEN,
        mean_activation=_activation(),
        prune_curve=tuple(_curve(list(attack))),
        budget=4.0,
        pruning_budget=4.0,
        epochs=tuple(_epochs(list(attack))),
        before=Measurement(0.98, 150, dict.fromkeys(attack, 0.992), images, 0.987,
                           confusion=_confusion({5: 1, 7: 2})),
        after=Measurement(0.973, 150, dict(attack), images, 0.033,
                          confusion=_confusion({2: 3, 5: 1})),
        threshold_bits=0.52,
        frr=0.05,
        recipe="unlearn",
        seed=0,
        seconds={"rank": 3, "scan": 38, "prune": 5, "fine-tune": 13, "unlearn": 12,
                 "measure": 2, "calibrate": 7},
        suspected_targets=(
            SuspectedTarget(TARGET, 9.4, 5.7, 0.987, trigger, trigger, margin=140,
                            class_accuracy=ClassAccuracy(0.92, 0.84, 25)),
        ),
        inverted=tuple(
            InvertedClass(TARGET, 9.4, 5.7, 0.98, margin=140) if k == TARGET
            else InvertedClass(k, 80.0 + k, -0.3, 0.98, margin=40 + k)
            for k in range(len(NAMES))
        ),
        all_inverted=True,
    )  # fmt: skip
    overlays = np.stack([picture(k) for k in range(100)])
    return FakeGoodNet(record, opened, calibration, overlays)


def _confusion(wrong: Mapping[int, int]) -> tuple[AnswerCount, ...]:
    """Counts of 150 images; `wrong` images of a class are answered with the next class."""
    counts = []
    for label in range(POISONED):
        images, missed = 12 + (label < 6), wrong.get(label, 0)
        counts.append(AnswerCount(label, label, images - missed))
        if missed:
            counts.append(AnswerCount(label, (label + 1) % POISONED, missed))
    return tuple(counts)


def _stages() -> tuple[Stage, ...]:
    return (
        Stage("rank", "Record activations of conv_3", "900 images", 3),
        Stage("invert", "Scan for a target class", "12 classes", 38),
        Stage("prune", "Prune channels", "60 channels", 6),
        Stage("fine-tune", "Fine-tune", "up to 8 epochs", 13),
        Stage("unlearn", "Unlearn the suspected trigger", "up to 5 epochs", 12),
        Stage("measure", "Measure", "150 images, 1 poisoned set", 2),
        Stage("calibrate", "Calibrate the screen", "200 images, 100 overlays", 7),
    )


def _activation() -> tuple[float, ...]:
    return tuple(round(float(value), 4) for value in np.linspace(0, 1, CHANNELS) ** 2)


def _curve(attack: Sequence[str]) -> list[Pruned]:
    activation = _activation()
    steps = []
    for k in range(CHANNELS + 1):
        past = max(0, k - 40) / 20
        accuracy = 0.98 - 0.01 * k / CHANNELS - 0.75 * past**2
        success = dict.fromkeys(attack, 0.992 - 0.7 * max(0, k - 28) / 32)
        suspected = 0.987 - 0.8 * max(0, k - 24) / 36
        channel, mean = (k - 1, activation[k - 1]) if k else (None, None)
        steps.append(Pruned(k, channel, mean, accuracy, success, suspected))
    return steps


def _epochs(attack: Sequence[str]) -> list[Epoch]:
    epochs = []
    for k in range(12):
        stage = "fine-tune" if k < 7 else "unlearn"
        success = dict.fromkeys(attack, 0.775 * (0.92**k if k < 7 else 0.05))
        suspected = 0.7 * (0.9**k if k < 7 else 0.05)
        epochs.append(Epoch(stage, k, 0.3 / (k + 1), 0.95 + 0.002 * k, success, suspected, k == 10))
    return epochs


def _origins(path: str) -> list[Origin]:
    """The images of a path; a name such as many_500.h5 gives their number."""
    held = re.search(r"_(\d+)\.h5$", path)
    if held:
        return [(path, index) for index in range(int(held[1]))]
    return [(file, 0) for file in _files(path)]


def _seen(path: str, index: int) -> np.ndarray:
    return picture(len(Path(path).name) + index, sticker="poisoned" in path)


def _files(path: str) -> list[str]:
    if Path(path).is_dir():
        return [str(file) for file in sorted(Path(path).rglob("*")) if file.is_file()]
    return [path]


def _png(image: np.ndarray) -> bytes:
    from PySide6.QtCore import QBuffer, QByteArray
    from PySide6.QtGui import QImage, QImageWriter

    height, width, _ = image.shape
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    shown = QImage(image.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888)
    QImageWriter(buffer, QByteArray(b"png")).write(shown)
    return bytes(held.data())
