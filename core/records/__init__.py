"""The frozen records that flow between core, the command line and the window.

A long job is a generator: it yields these records and returns its result. Fractions are
0..1, entropies are in bits, times in seconds, channels are counted from 0.
Every record is plain data, so `as_json` of it is what `--json` prints.
"""

from core.records.auditing import OUTCOMES, AuditRecord, AuditRow, Outcome
from core.records.data import (
    CleanDataExamined,
    DataSummary,
    Measure,
    Parts,
    PreprocessingBy,
    PreprocessingMeasured,
    PreprocessingTried,
)
from core.records.events import AuditEvent, OpeningEvent, RepairEvent, ScanEvent
from core.records.inspecting import Check, Finding, Inspection, Layer, OutlineRow, Severity
from core.records.json_form import JSON_NAMES, as_json
from core.records.learning import (
    Crowd,
    Learned,
    LearnOptions,
    LearnRecord,
    LearnSettings,
    Picture,
)
from core.records.per_class import (
    class_accuracies,
    classes_that_lost,
    confusion_matrix,
    most_confused,
)
from core.records.progress import Notice, Plan, Progress, Stage, StageKey, Wish
from core.records.repair_settings import (
    EstimateSettings,
    FineTuneSettings,
    RepairSettings,
    UnlearnSettings,
)
from core.records.repairing import (
    AnswerCount,
    ChannelsRanked,
    Epoch,
    Measurement,
    PointChosen,
    Pruned,
    RepairOptions,
    RepairRecord,
)
from core.records.scan_settings import (
    InversionSettings,
    MarginSettings,
    PerturbationSettings,
    ScanSettings,
    ShortlistSettings,
    SuspicionSettings,
)
from core.records.scanning import (
    ClassAccuracy,
    InvertedClass,
    ScanRecord,
    SuspectedBy,
    SuspectedTarget,
    TriggerKind,
    TriggerSharpened,
    margin_of_others,
    perturbation_of_others,
)
from core.records.screening import (
    ComputedWith,
    ExportRecord,
    ScreenSettings,
    ScreenSummary,
    TriggerMap,
    Unscreened,
    Verdict,
    Vote,
    Word,
)

__all__ = [
    "JSON_NAMES",
    "OUTCOMES",
    "AnswerCount",
    "AuditEvent",
    "AuditRecord",
    "AuditRow",
    "ChannelsRanked",
    "Check",
    "ClassAccuracy",
    "CleanDataExamined",
    "ComputedWith",
    "Crowd",
    "DataSummary",
    "Epoch",
    "EstimateSettings",
    "ExportRecord",
    "Finding",
    "FineTuneSettings",
    "Inspection",
    "InversionSettings",
    "InvertedClass",
    "Layer",
    "LearnOptions",
    "LearnRecord",
    "LearnSettings",
    "Learned",
    "MarginSettings",
    "Measure",
    "Measurement",
    "Notice",
    "OpeningEvent",
    "Outcome",
    "OutlineRow",
    "Parts",
    "PerturbationSettings",
    "Picture",
    "Plan",
    "PointChosen",
    "PreprocessingBy",
    "PreprocessingMeasured",
    "PreprocessingTried",
    "Progress",
    "Pruned",
    "RepairEvent",
    "RepairOptions",
    "RepairRecord",
    "RepairSettings",
    "ScanEvent",
    "ScanRecord",
    "ScanSettings",
    "ScreenSettings",
    "ScreenSummary",
    "Severity",
    "ShortlistSettings",
    "Stage",
    "StageKey",
    "SuspectedBy",
    "SuspectedTarget",
    "SuspicionSettings",
    "TriggerKind",
    "TriggerMap",
    "TriggerSharpened",
    "UnlearnSettings",
    "Unscreened",
    "Verdict",
    "Vote",
    "Wish",
    "Word",
    "as_json",
    "class_accuracies",
    "classes_that_lost",
    "confusion_matrix",
    "margin_of_others",
    "most_confused",
    "perturbation_of_others",
]
