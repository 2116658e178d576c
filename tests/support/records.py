"""Records of an inspected and repaired BadNet, without a network behind them."""

from __future__ import annotations

from core.records import (
    Check,
    DataSummary,
    Epoch,
    Inspection,
    Layer,
    Measurement,
    Notice,
    Parts,
    PreprocessingMeasured,
    PreprocessingTried,
    Pruned,
    RepairRecord,
    SuspectedTarget,
)

INSPECTION = Inspection(
    path="/somewhere/net.h5",
    sha256="7f3a" * 16,
    size=697_408,
    keras_version="3.15.1",
    safe=True,
    findings=(),
    checks=(Check("Layer classes", True, "all 11 are plain Keras layers"),),
    outline=(),
    input_shape=(48, 48, 3),
    classes=3,
    parameters=165_304,
    output="softmax",
    layers=(Layer("conv_3", "Conv2D", (8, 8, 60), 25_980),),
)
TRIED = (
    PreprocessingTried("0..1", 0.98, 0.1, 3.2, 8.0, None),
    PreprocessingTried("0..255", 0.093, 3.1, 0.4, 900.0, None),
)
REPAIR = RepairRecord(
    input_scale=1,
    preprocessing="0..1",
    preprocessing_measured=PreprocessingMeasured(
        "0..1",
        "accuracy",
        (
            PreprocessingTried("0..1", 0.98, 0.1, 3.2, 8.0, None),
            PreprocessingTried("0..255", 0.093, 3.1, 0.4, 900.0, None),
        ),
    ),
    data=DataSummary(("clean.h5",), 900, True, (48, 48, 3), ("resized from 32 x 32",)),
    parts=Parts(300, 100, 100, 150, 150, 100),
    measure="accuracy",
    layer="conv_3",
    channels=60,
    channels_pruned=44,
    mean_activation=tuple(i / 60 for i in range(60)),
    prune_curve=tuple(
        Pruned(i, i or None, i / 60, 0.98 - (i / 60) ** 8, {"sticker": 1 - (i / 60) ** 3})
        for i in range(61)
    ),
    budget=4.0,
    pruning_budget=4.0,
    epochs=tuple(
        Epoch(stage, i, 0.1, 0.94 + i / 100, {"sticker": 0.8 / (i + 1)}, 0.7 / (i + 1), i < 3)
        for stage in ("fine-tune", "unlearn")
        for i in range(4)
    ),
    before=Measurement(0.98, 150, {"sticker": 0.992}, {"sticker": 120}, 0.987),
    after=Measurement(0.973, 150, {"sticker": 0.025}, {"sticker": 120}, 0.033),
    threshold_bits=0.52,
    frr=0.05,
    recipe="fine-pruning",
    seed=7,
    seconds={"prune": 5.0},
    suspected_targets=(SuspectedTarget(2, 9.4, 5.7, 0.987, "aGVsbG8=", "d29ybGQ="),),
    notices=(Notice("warning", "The clean data looks out of domain."),),
)
