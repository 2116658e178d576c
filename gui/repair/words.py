"""The names of recipes, stages and curves on the Repair page."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.records import Measure, RepairRecord, Stage
from core.text import names
from core.text.names import SUSPECTED_ASR, asr_name, capitalized, measure_name
from gui.look.i18n import N
from gui.look.sentences import in_window_language
from gui.look.wording import SPACE, count, duration, percent
from gui.repair.run import Run, Series, StageLine

CONTEXT = "Repair"

RECIPE_SENTENCES = {
    "recommended": N("Repair", "Unlearns what a scan finds; if it finds none, changes little."),
    "fine-pruning": N("Repair", "Prunes channels that are dormant on clean data, then fine-tunes."),
    "unlearn": N("Repair", "Scans for triggers, prunes what they excite, unlearns, fine-tunes."),
    "ft-sam": N("Repair", "Prunes a little, then fine-tunes towards flat minima; needs no scan."),
    "none": N("Repair", "Repairs nothing; only sets up the screen that flags poisoned images."),
}

STAGES = {
    "open": N("Repair", "Open the BadNet"),
    "examine": N("Repair", "Examine the clean data"),
    "rank": N("Repair", "Rank channels of {layer}"),
    "record": N("Repair", "Record activations of {layer}"),
    "margins": N("Repair", "Measure margins"),
    "shortlist": N("Repair", "Shortlist target classes"),
    "scan": N("Repair", "Scan for a target class"),
    "invert": N("Repair", "Scan for a target class"),
    "spread": N("Repair", "Scan for additive triggers"),
    "channels": N("Repair", "Scan for sensitive channels"),
    "verify": N("Repair", "Search for the trigger again"),
    "prune": N("Repair", "Prune channels"),
    "fine-tune": N("Repair", "Fine-tune"),
    "unlearn": N("Repair", "Unlearn the triggers"),
    "measure": N("Repair", "Measure"),
    "calibrate": N("Repair", "Calibrate the screen"),
}

DOING = {
    "rank": N("Repair", "Ranking the channels of {layer} by what activates them"),
    "record": N("Repair", "Recording activations of {layer}, so that pruning is quick"),
    "prune": N("Repair", "Pruning channels of {layer} one by one; clean accuracy decides how many"),
    "fine-tune": N("Repair", "Fine-tuning on clean data; pruned channels stay zero"),
    "unlearn": N("Repair", "Unlearning triggers while searching for them"),
    "margins": N("Repair", "Looking for classes that the network is unusually sure of"),
    "shortlist": N("Repair", "Looking for classes that a small trigger leads to"),
    "scan": N("Repair", "Looking for a class that a small trigger leads to"),
    "invert": N("Repair", "Searching for the smallest patch of each class"),
    "spread": N("Repair", "Searching for the smallest additive trigger of each class"),
    "channels": N("Repair", "Searching for the least channel perturbation of each class"),
    "verify": N("Repair", "Searching for the suspected trigger in the repaired network"),
    "measure": N("Repair", "Measuring on images that nothing was tuned on"),
    "calibrate": N("Repair", "Calibrating the screen on clean images that are not overlays"),
}

# What is drawn as soon as there is something to draw.
COMING = {
    "scan": N("Repair", "Each class gets a bar here as soon as it is measured."),
    "verify": N("Repair", "The smallest trigger that is found appears here."),
    "training": N("Repair", "The curve begins here with the first measurement."),
    "pruning": N("Repair", "The curve begins here when the first channel is pruned."),
}
NEVER_CAME = {
    "training": N("Repair", "The network was not trained with this recipe."),
    "pruning": N("Repair", "No channel was pruned with this recipe."),
}

# What the navigation says while a repair cannot run, by the view of the page.
WAITING = {
    "model": N("Repair", "Needs a BadNet"),
    "refused": N("Repair", "Needs a safe BadNet"),
    "data": N("Repair", "Needs clean data"),
    "measuring": N("Repair", "Measuring clean data"),
}

# The stages of a scan.
SEARCHING = frozenset({"scan", "margins", "shortlist", "invert", "spread", "channels"})


def seconds_of_repair(record: RepairRecord) -> float:
    """How long a repair took after examining, when its duration was estimated."""
    opening = ("open", "examine")
    return sum(seconds for key, seconds in record.seconds.items() if key not in opening)


def rough_time(seconds: float) -> str:
    """An expected time: in seconds if few are left, otherwise in minutes."""
    if seconds < 100:
        return duration(seconds)
    return f"{round(seconds / 60)}{SPACE}min"


def running_line(run: Run | None, *, stopping: bool) -> str:
    """The progress of a repair, for the navigation."""
    if stopping:
        return QCoreApplication.translate(CONTEXT, "Stopping")
    if run is None or run.fraction is None:
        return QCoreApplication.translate(CONTEXT, "Starting")
    share = percent(run.fraction, 0)
    if run.seconds_left is None:
        return share
    said = QCoreApplication.translate(CONTEXT, "{share}, {time} left")
    return said.format(share=share, time=rough_time(run.seconds_left))


def translated(text: str) -> str:
    """A text of the tables in the window's language."""
    return QCoreApplication.translate(CONTEXT, text)


def recipe_name(key: str) -> str:
    """The name of a recipe."""
    return in_window_language(names.recipe_name(key))


def recipe_sentence(key: str) -> str:
    """What a recipe does, in one line."""
    return translated(RECIPE_SENTENCES.get(key, ""))


def stage_title(stage: Stage, layer: str) -> str:
    """The title of a stage; for an unknown stage it is core's."""
    if stage.key in STAGES:
        return translated(STAGES[stage.key]).format(layer=layer)
    return in_window_language(stage.title) or stage.key


def training_name(key: str) -> str:
    """The name of a stage of training inside a plot."""
    return in_window_language(names.training_name(key))


def stage_sentence(key: str, layer: str) -> str:
    """What happens in a stage, for the head of the page."""
    default = QCoreApplication.translate(CONTEXT, "Setting up the network and the clean data")
    return translated(DOING[key]).format(layer=layer) if key in DOING else default


def why_nothing_yet(key: str, stage: str, *, over: bool) -> str:
    """What will be drawn in the view `key`; after a repair, why nothing was."""
    if over:
        return translated(NEVER_CAME.get(key, ""))
    return translated(COMING["verify" if stage == "verify" and key == "scan" else key])


def stage_detail(line: StageLine, run: Run) -> str:
    """The line under a stage's title: its progress, or its contents."""
    last = line.stage.key == _last_of_scan(run)
    if run.suspected and (last or line.stage.key == "verify"):
        said = QCoreApplication.translate(CONTEXT, "suspected: {classes}")
        return said.format(classes=", ".join(map(run.numbered, run.suspected)))
    if last and line.fate == "done" and run.time.current not in SEARCHING:
        return QCoreApplication.translate(CONTEXT, "no class is suspected")
    if line.fate != "running" or line.total <= 1:
        return in_window_language(line.stage.detail)
    if run.epochs and run.epochs[-1].stage == line.stage.key and run.epochs[-1].epoch:
        said = QCoreApplication.translate(CONTEXT, "epoch {number} done")
        return said.format(number=int(run.epoch_points()[-1].x))
    if line.stage.key == "prune":
        said = QCoreApplication.translate(CONTEXT, "{done} of {total} measured")
    else:
        said = QCoreApplication.translate(CONTEXT, "{done} of {total}")
    return said.format(done=count(line.done), total=count(line.total))


def stage_under_way(run: Run) -> str:
    """The stage in progress, for the status bar; empty between two stages."""
    said = QCoreApplication.translate(CONTEXT, "{stage}. Other pages stay readable.")
    for line in run.stage_lines():
        if line.fate == "running":
            # Without figures: the status bar may keep the sentence while they go on.
            return said.format(stage=stage_title(line.stage, run.layer))
    return ""


def _last_of_scan(run: Run) -> str:
    """The stage under which the finding of a scan is shown."""
    return next((s.key for s in reversed(run.time.stages) if s.key in SEARCHING), "")


def accuracy_title(measure: Measure) -> str:
    """The name of the share of right answers at the beginning of a line."""
    return capitalized(in_window_language(measure_name(measure)))


def series_name(series: Series, measure: Measure) -> str:
    """The name of a curve in a legend."""
    if series.kind == "clean":
        return in_window_language(measure_name(measure))
    name = SUSPECTED_ASR if series.kind == "suspected" else asr_name(series.name)
    return in_window_language(name)


def series_title(series: Series, measure: Measure) -> str:
    """The name of a curve at the beginning of a line."""
    return capitalized(series_name(series, measure))
