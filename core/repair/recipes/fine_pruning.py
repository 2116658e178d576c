"""Fine-Pruning: prune the channels that are dormant on clean data, then fine-tune.

K. Liu, B. Dolan-Gavitt, S. Garg, RAID 2018, arXiv 1805.12185; see core/repair/pruning.py and
core/repair/finetuning.py. The method is cheap and costs little accuracy. Where the backdoor shares
channels with the task, as in networks whose attacker expected pruning, much of the backdoor stays.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from typing import Any

from core.network.channels import Channels, apply_masks
from core.records import ChannelsRanked, Progress, Pruned, RepairEvent, Stage
from core.repair.finetuning import TrainingBatches, finetune, hard_batches
from core.repair.pruning import choose, rank, rank_by_triggers, sweep
from core.repair.recipes.work import Recipe, Steps, Work
from core.repair.training_step import Schedule
from core.scan.images import stamped_part
from core.text.sentence import say


def fine_pruning(work: Work) -> Steps:
    """The paper's recipe: prune to the budget, then fine-tune."""
    yield from prune(work)
    yield from fine_tune(work)


def prune(work: Work, share: float = 1.0) -> Steps:
    """Rank the channels, sweep, and prune as many as `share` of the accuracy budget allows.

    The order is the paper's; where triggers are suspected it is the order in which they excite the
    channels.
    """
    channels = Channels(work.repaired.network, work.layer)
    work.channels = channels.count
    work.pruning_budget = share * work.options.budget
    kept = work.checkpoint.pruning()
    if kept:
        ranked, work.curve = yield from _told_again(work, *kept)
    else:
        ranked = yield from _ranked_and_swept(work, channels)
        work.checkpoint.keep_pruning(ranked, work.curve)
    work.mean_activation = ranked.mean_activation
    chosen = choose(work.curve, work.pruning_budget)
    yield chosen
    work.pruned = chosen.channels_pruned
    work.masks = channels.masks(ranked.order[: work.pruned])
    apply_masks(work.masks)


def _ranked_and_swept(
    work: Work, channels: Channels
) -> Generator[RepairEvent, object, ChannelsRanked]:
    clean = work.bench.clean
    with work.timed("rank"):
        ranked = yield from rank(work.repaired, channels, clean.tuning)
        if work.triggers:
            images = [stamped_part(clean.tuning, *trigger) for trigger in work.triggers]
            ranked = yield from rank_by_triggers(work.repaired, channels, ranked, images)
    yield replace(ranked, budget=work.pruning_budget)
    with work.timed("prune"):
        work.curve = yield from sweep(
            work.repaired, channels, ranked, clean.swept(), work.bench.attacks, work.stamped
        )
    return ranked


def _told_again(
    work: Work, ranked: ChannelsRanked, curve: tuple[Pruned, ...]
) -> Generator[RepairEvent, object, tuple[ChannelsRanked, tuple[Pruned, ...]]]:
    """Yield again what an earlier run has swept, for whoever watches this run."""
    with work.timed("prune"):
        yield replace(ranked, budget=work.pruning_budget)
        yield from curve
        for stage in ("rank", "record", "prune"):
            yield Progress(stage, 1, 1, kept=True)
    return ranked, curve


def fine_tune(work: Work, batches: TrainingBatches | None = None, **changes: Any) -> Steps:
    """Train on the clean data, or on other batches, under the pruning mask, with early stopping.

    Args:
        work: the repair.
        batches: if given, all epochs are trained on them at a falling rate; None trains on the
            clean data as it is.
        changes: to the `Schedule`.
    """
    tuning, how = work.bench.clean.tuning, work.options.repairing.fine_tuning
    with work.timed("fine-tune"):
        work.epochs += yield from finetune(
            work.repaired,
            work.masks,
            batches or hard_batches(work.repaired, tuning, how.batch),
            work.bench.clean.stopping,
            schedule(work, anneal=batches is not None, **changes),
            attacks=work.bench.attacks,
            stamped=work.stamped,
        )


def schedule(work: Work, **changes: Any) -> Schedule:
    """The schedule for training on a repair's tuning images, with `changes`."""
    options, how = work.options, work.options.repairing.fine_tuning
    steps = -(-len(work.bench.clean.tuning) // how.batch)
    return replace(Schedule(options.epochs, steps, seed=options.seed, settings=how), **changes)


def prune_stages(work: Work) -> tuple[Stage, ...]:
    """The stages of pruning."""
    parts = work.bench.clean.counts()
    swept = len(work.bench.clean.swept()) + sum(map(len, work.bench.attacks.values()))
    layer, images = work.layer, parts.tuning
    return (
        Stage(
            "rank",
            say("Rank channels of {layer}", layer=layer),
            say("{images} images", images=images),
            images,
        ),
        Stage(
            "record",
            say("Record activations of {layer}", layer=layer),
            say("{images} images", images=swept),
            swept,
        ),
        Stage("prune", say("Prune channels"), say("one by one"), 2 * swept),
    )


def fine_tune_stage(work: Work, searched: float = 0) -> Stage:
    """The stage of fine-tuning; between steps, triggers are searched for on `searched` images."""
    parts, epochs = work.bench.clean.counts(), work.options.epochs
    shown = sum(map(len, work.bench.attacks.values()))
    steps = -(-parts.tuning // work.options.repairing.fine_tuning.batch)
    trained = epochs * (3 * (parts.tuning + steps * searched) + parts.stopping + shown)
    return Stage(
        "fine-tune", say("Fine-tune"), say("up to {epochs} epochs", epochs=epochs), trained
    )


FINE_PRUNING = Recipe(
    fine_pruning, stages=lambda work: (*prune_stages(work), fine_tune_stage(work))
)
