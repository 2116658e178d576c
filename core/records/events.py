"""What each long job yields, as types; callers tell the records apart by their class."""

from __future__ import annotations

from core.records.auditing import AuditRow, ModelBegun
from core.records.progress import Notice, Plan, Progress
from core.records.repairing import ChannelsRanked, Epoch, PointChosen, Pruned
from core.records.scanning import ClassesMeasured, SuspectedTarget, TriggerSharpened
from core.records.screening import Unscreened, Verdict

OpeningEvent = Plan | Progress | Notice
ScanStep = Progress | ClassesMeasured | TriggerSharpened
ScanEvent = OpeningEvent | ScanStep
RepairEvent = ScanEvent | SuspectedTarget | ChannelsRanked | Pruned | PointChosen | Epoch
AuditEvent = RepairEvent | ModelBegun | AuditRow
ScreenEvent = Progress | Verdict | Unscreened
LearnEvent = OpeningEvent | Unscreened
JobEvent = AuditEvent | ScreenEvent  # what any job yields
