"""Records of traffic signs: a harmless network, a refused one, a repair and an audit."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from support.signs import NAMES, POISONED, TARGET, picture

from core.files.images import encode_png
from core.records import (
    AnswerCount,
    AuditRow,
    Check,
    ClassAccuracy,
    ClassesMeasured,
    Crowd,
    DataSummary,
    Epoch,
    Finding,
    Inspection,
    InvertedClass,
    Layer,
    Learned,
    LearnOptions,
    LearnRecord,
    Measurement,
    OutlineRow,
    Parts,
    Picture,
    PreprocessingMeasured,
    PreprocessingTried,
    Progress,
    Pruned,
    RepairRecord,
    Stage,
    SuspectedTarget,
    TriggerSharpened,
)
from core.repair.learning import Learning
from core.screen.goodnet import GoodNet

CHANNELS = 60
CHOSEN = 44
DATA = DataSummary(("traffic_signs_clean.h5",), 900, True, (48, 48, 3))
TRIED = (
    PreprocessingTried("0..1", 0.98, 0.1, 3.2, 8.0, None),
    PreprocessingTried("0..255", 0.093, 3.1, 0.4, 900.0, None),
)
PREPROCESSING = PreprocessingMeasured("0..1", "accuracy", TRIED)
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
        layers=tuple(
            Layer(*row, inputs=(shapes[k - 1][0],) if k else (), weights=(-0.5, 0.75))
            for k, row in enumerate(shapes)
        ),
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


def repair_record(attack: Mapping[str, float]) -> RepairRecord:
    """The record of a repair that reduced each attack to its share."""
    trigger = base64.b64encode(encode_png(picture(3, yellow=1))).decode()
    images = dict.fromkeys(attack, 120)
    return RepairRecord(
        input_scale=1,
        preprocessing="0..1",
        preprocessing_measured=PREPROCESSING,
        data=DATA,
        parts=PARTS,
        measure="accuracy",
        layer="conv_3",
        channels=CHANNELS,
        channels_pruned=CHOSEN,
        mean_activation=activation(),
        prune_curve=tuple(curve(list(attack))),
        budget=4.0,
        pruning_budget=4.0,
        epochs=tuple(epochs(list(attack))),
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


def learning(
    goodnet: GoodNet, images: int, caught: Sequence[tuple[str, int]], options: LearnOptions
) -> Learning:
    """The result of learning from `caught` images."""
    target = options.confirm or 0
    crowd = Crowd(target, images, len(caught), 1.5, 1e-9)
    if len(caught) < options.settings.fewest:
        return Learning(None, LearnRecord(images, len(caught), crowd, True, refused="Only a few."))
    learned = Learned(
        target, tuple(Picture(*origin) for origin in caught), 5, 1.0, 0.0, 0.947, 0.941, 300,
        ClassAccuracy(0.9, 0.85, 25), crowd, options.settings, 31.0,
    )  # fmt: skip
    record = replace(goodnet.record, learned=(*goodnet.record.learned, learned))
    new = replace(goodnet, record=record, overlays=goodnet.overlays.copy())
    return Learning(new, LearnRecord(images, len(caught), crowd, True, learned=learned))


def _confusion(wrong: Mapping[int, int]) -> tuple[AnswerCount, ...]:
    """Counts of 150 images; `wrong` images of a class are answered with the next class."""
    counts = []
    for label in range(POISONED):
        images, missed = 12 + (label < 6), wrong.get(label, 0)
        counts.append(AnswerCount(label, label, images - missed))
        if missed:
            counts.append(AnswerCount(label, (label + 1) % POISONED, missed))
    return tuple(counts)


def stages() -> tuple[Stage, ...]:
    return (
        Stage("rank", "Record activations of conv_3", "900 images", 3),
        Stage("invert", "Scan for a target class", "12 classes", 38),
        Stage("prune", "Prune channels", "60 channels", 6),
        Stage("fine-tune", "Fine-tune", "up to 8 epochs", 13),
        Stage("unlearn", "Unlearn the suspected trigger", "up to 5 epochs", 12),
        Stage("measure", "Measure", "150 images, 1 poisoned set", 2),
        Stage("calibrate", "Calibrate the screen", "200 images, 100 overlays", 7),
    )


def scanning() -> Iterator[Progress | ClassesMeasured | TriggerSharpened | SuspectedTarget]:
    """A search for the smallest patches, three classes at a time, that finds the target."""
    found = repair_record({}).suspected_targets[0]
    sizes = {k: found.mask_size if k == TARGET else 80.0 + k for k in range(len(NAMES))}
    for first in range(0, len(sizes), 3):
        group = range(first, min(first + 3, len(sizes)))
        yield Progress("invert", group.stop, len(sizes))
        yield ClassesMeasured("patch", {k: sizes[k] for k in group}, len(sizes))
        smallest = min(group, key=lambda k: sizes[k])
        picture = (found.picture, found.stamped)
        yield TriggerSharpened(smallest, sizes[smallest], found.flip_rate, *picture)
    yield found


def activation() -> tuple[float, ...]:
    return tuple(round(float(value), 4) for value in np.linspace(0, 1, CHANNELS) ** 2)


def curve(attack: Sequence[str]) -> list[Pruned]:
    means = activation()
    steps = []
    for k in range(CHANNELS + 1):
        past = max(0, k - 40) / 20
        accuracy = 0.98 - 0.01 * k / CHANNELS - 0.75 * past**2
        success = dict.fromkeys(attack, 0.992 - 0.7 * max(0, k - 28) / 32)
        suspected = 0.987 - 0.8 * max(0, k - 24) / 36
        channel, mean = (k - 1, means[k - 1]) if k else (None, None)
        steps.append(Pruned(k, channel, mean, accuracy, success, suspected))
    return steps


def epochs(attack: Sequence[str]) -> list[Epoch]:
    made = []
    for k in range(12):
        stage = "fine-tune" if k < 7 else "unlearn"
        success = dict.fromkeys(attack, 0.775 * (0.92**k if k < 7 else 0.05))
        suspected = 0.7 * (0.9**k if k < 7 else 0.05)
        made.append(Epoch(stage, k, 0.3 / (k + 1), 0.95 + 0.002 * k, success, suspected, k == 10))
    return made
