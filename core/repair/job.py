"""Repair a BadNet into a GoodNet: prune, fine-tune, measure, calibrate the screen."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import numpy as np

from core.data.examination import measure_bench, opening_stages, set_up
from core.files.content import content_hash
from core.jobs.clock import WorkClock
from core.jobs.estimate import plan_in_seconds
from core.jobs.generators import result_of
from core.network.channels import Channels
from core.records import (
    DataSummary,
    Measurement,
    Pace,
    Plan,
    Progress,
    RepairEvent,
    RepairOptions,
    RepairRecord,
    Stage,
)
from core.repair.checkpoint import Checkpoint
from core.repair.recipes import recipe_named
from core.repair.recipes.work import Recipe, Work
from core.screen.goodnet import GoodNet
from core.screen.setting_up import ScreenMade, set_up_screen, work_of_a_screen
from core.text.sentence import say

# The checkpoint where no folder was given.
NOTHING_KEPT = Checkpoint()


def repair(
    model: Path,
    clean: Sequence[Path],
    poisoned: Sequence[Path],
    options: RepairOptions,
    checkpoint: Checkpoint = NOTHING_KEPT,
) -> Generator[RepairEvent, object, GoodNet]:
    """Repair the BadNet in `model` with clean data, and calibrate its screen.

    Args:
        model: a Keras .h5 or .keras file.
        clean: data sets known to carry no trigger.
        poisoned: data sets with the attacker's labels; measured and displayed, never used.
        options: see `RepairOptions`.
        checkpoint: keeps finished stages, and has those of an earlier run of the same repair.

    Yields:
        `Plan` first, and again once the data is known; `Progress`, `Notice`, `ClassesMeasured`,
        `TriggerSharpened`, `SuspectedTarget`, `ChannelsRanked`, `Pruned`, `PointChosen`, `Epoch`.
        Sending `Wish.STOP_EARLY` ends the current stage and keeps its results so far.

    Raises:
        WrongUsage: there is no such recipe or layer.
        Unsafe: a file was refused.
        Unreadable: a file is damaged, does not fit, or holds too few images.
    """
    recipe_named(options.recipe)
    clock = WorkClock()
    with ExitStack() as files:
        job = _repair(model, clean, poisoned, options, checkpoint, files, clock)
        return (yield from clock.watched(job))


def _repair(
    model: Path,
    clean: Sequence[Path],
    poisoned: Sequence[Path],
    options: RepairOptions,
    checkpoint: Checkpoint,
    files: ExitStack,
    clock: WorkClock,
) -> Generator[RepairEvent, object, GoodNet]:
    started = clock.now()
    bench = yield from set_up(model, clean, poisoned, options, files)
    bench = replace(bench, data=_with_hashes(bench.data))
    layer = options.layer or bench.inspection.default_layer
    Channels(bench.badnet.network, layer)  # report an unknown layer now, not after a long scan
    work = Work(bench, options, bench.badnet.copy(), layer, checkpoint=checkpoint, clock=clock)
    work.seconds["examine"] = round(clock.now() - started, 3)
    recipe = recipe_named(options.recipe)
    expected = plan(work, recipe, bench.pace())
    yield expected
    yield from recipe.run(work)
    before, after = yield from _measured(work)
    with work.timed("calibrate"):
        made = yield from set_up_screen(
            bench.badnet, work.repaired, bench.clean, options.screen, options.frr, options.seed
        )
    record = replace(_record(work, before, after, made), expected_seconds=expected.seconds)
    goodnet = _assembled(work, made, record)
    flagging = goodnet.guaranteeing if options.guarantee else goodnet.with_frr
    return flagging(options.frr)


def _assembled(work: Work, made: ScreenMade, record: RepairRecord) -> GoodNet:
    """The GoodNet of a repair and its screen."""
    return GoodNet(
        work.bench.inspection,
        work.bench.badnet,
        work.repaired,
        made.material.overlays,
        made.votes,
        made.material.settings,
        made.calibration,
        record,
        work.options.frr,
        work.bench.class_names,
        made.material.expert,
        made.material.fields,
        made.clean_answers,
    )


def plan(work: Work, recipe: Recipe, pace: Pace) -> Plan:
    """The stages of a repair, with the expected duration of those that have not begun."""
    bench = work.bench
    parts = bench.clean.counts()
    measured = 2 * (parts.held_out + sum(len(part) for part in bench.attacks.values()))
    calibrating = len(bench.clean.to_calibrate(True, work.options.screen.most_calibration))
    screened = say(
        "{images} images, {overlays} overlays", images=calibrating, overlays=parts.overlays
    )
    made = work_of_a_screen(calibrating, parts.overlays, work.options.screen)
    to_come = (
        *recipe.stages(work),
        Stage(
            "measure",
            say("Measure before and after"),
            say("{images} images", images=parts.held_out),
            measured,
        ),
        Stage("calibrate", say("Calibrate the screen"), screened, *made),
    )
    return plan_in_seconds(opening_stages(bench.data.images), to_come, pace)


def _measured(work: Work) -> Generator[Progress, object, tuple[Measurement, Measurement]]:
    """The BadNet and the repaired network, measured on the same images."""
    bench = work.bench
    with work.timed("measure"):
        before = yield from measure_bench(bench, bench.badnet, "measure", work.stamped)
        after = yield from measure_bench(bench, work.repaired, "measure", work.stamped)
        return before, replace(after, suspected_attack_success=_estimate(work, after))


def _estimate(work: Work, after: Measurement) -> float | None:
    """The estimated attack success after a repair: over the targets, that of the best trigger."""
    highest = [each.success_after[1] for each in work.suspected_targets if each.success_after]
    return float(np.mean(highest)) if highest else after.suspected_attack_success


def _record(work: Work, before: Measurement, after: Measurement, made: ScreenMade) -> RepairRecord:
    bench, options = work.bench, work.options
    return RepairRecord(
        input_scale=bench.badnet.preprocessing.input_scale,
        preprocessing=bench.badnet.preprocessing.text,
        preprocessing_measured=bench.preprocessing,
        resize=options.resize,
        data=bench.data,
        parts=replace(bench.clean.counts(), calibration=len(made.calibration)),
        measure=bench.measure,
        layer=work.layer,
        channels=work.channels,
        channels_pruned=work.pruned,
        mean_activation=work.mean_activation,
        prune_curve=work.curve,
        budget=options.budget,
        pruning_budget=work.pruning_budget,
        epochs=work.epochs,
        before=before,
        after=after,
        threshold_bits=0.0,  # as `with_frr` sets it
        frr=options.frr,
        recipe=options.recipe,
        seed=options.seed,
        seconds=work.seconds,
        suspected_targets=work.suspected_targets,
        inverted=work.inverted,
        all_inverted=work.all_inverted,
        scanned_with=work.scanned_with,
        repaired_with=options.repairing,
        notices=bench.notices,
        votes_left_out=made.left_out,
    )


def _with_hashes(data: DataSummary) -> DataSummary:
    hashes = tuple(result_of(content_hash(Path(path))) for path in data.paths)
    return replace(data, sha256=hashes)
