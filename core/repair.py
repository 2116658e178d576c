"""Repair a BadNet into a GoodNet: prune, fine-tune, measure, calibrate the screen."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from core.channels import Channels, apply_masks
from core.classifier import Classifier
from core.errors import WrongUsage
from core.examination import Bench, measure_bench, set_up
from core.finetuning import BATCH, finetune, hard_batches
from core.goodnet import GoodNet
from core.parts import Part
from core.pruning import choose, rank, sweep
from core.records import (
    Epoch,
    Measurement,
    Plan,
    Progress,
    Pruned,
    RepairOptions,
    RepairRecord,
    Stage,
)
from core.strip import Strip, threshold_bits

Steps = Generator[object, object, None]


@dataclass
class Work:
    """A repair under way: the network being repaired, and what was recorded so far."""

    bench: Bench
    options: RepairOptions
    repaired: Classifier
    layer: str
    channels: int = 0
    pruned: int = 0
    mean_activation: tuple[float, ...] = ()
    curve: tuple[Pruned, ...] = ()
    epochs: tuple[Epoch, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Note how long a stage takes."""
        start = time.monotonic()
        yield
        self.seconds[stage] = round(time.monotonic() - start, 3)


def fine_pruning(work: Work) -> Steps:
    """The paper's recipe: prune dormant channels to the budget, then fine-tune."""
    clean, attacks = work.bench.clean, work.bench.attacks
    channels = Channels(work.repaired.network, work.layer)
    work.channels = channels.count
    with work.timed("rank"):
        ranked = yield from rank(work.repaired, channels, clean.tuning)
    work.mean_activation = ranked.mean_activation
    yield ranked
    with work.timed("prune"):
        work.curve = yield from sweep(work.repaired, channels, ranked, clean.pruning, attacks)
    chosen = choose(work.curve, work.options.budget)
    yield chosen
    work.pruned = chosen.channels_pruned
    masks = channels.masks(ranked.order[: work.pruned])
    apply_masks(masks)
    with work.timed("fine-tune"):
        work.epochs = yield from finetune(
            work.repaired,
            masks,
            hard_batches(work.repaired, clean.tuning),
            -(-len(clean.tuning) // BATCH),
            clean.stopping,
            epochs=work.options.epochs,
            seed=work.options.seed,
            attacks=attacks,
        )


def no_repair(work: Work) -> Steps:
    """Nothing is repaired; only the screen is set up."""
    work.channels = Channels(work.repaired.network, work.layer).count
    yield from ()


RECIPES: dict[str, Callable[[Work], Steps]] = {"fine-pruning": fine_pruning, "none": no_repair}


def repair(
    model: Path, clean: Sequence[Path], poisoned: Sequence[Path], options: RepairOptions
) -> Generator[object, object, GoodNet]:
    """Repair the BadNet in `model` with clean data, and calibrate its screen.

    Args:
        model: a Keras .h5 or .keras file.
        clean: data sets known to carry no trigger.
        poisoned: data sets with the attacker's labels; measured and shown, never used.
        options: see `RepairOptions`.

    Yields:
        `Plan`, `Progress`, `Notice`, `ChannelsRanked`, `Pruned`, `PointChosen`, `Epoch`.
        Sending `Wish.STOP_EARLY` ends the stage under way and keeps what it has.

    Raises:
        WrongUsage: no such recipe or layer.
        Unsafe: a file was refused.
        Unreadable: a file is broken, does not fit, or holds too few images.
    """
    if options.recipe not in RECIPES:
        raise WrongUsage(
            f"There is no recipe {options.recipe!r}; choose from {', '.join(RECIPES)}."
        )
    started = time.monotonic()
    yield Plan((Stage("open", "Open the BadNet", "", 1.0), Stage("examine", "Examine", "", 1.0)))
    bench = yield from set_up(model, clean, poisoned, options)
    layer = options.layer or bench.inspection.default_layer
    work = Work(bench, options, bench.badnet.copy(), layer)
    work.seconds["examine"] = round(time.monotonic() - started, 3)
    yield plan(bench, options, layer)
    before = yield from measure_bench(bench, bench.badnet)
    yield from RECIPES[options.recipe](work)
    with work.timed("measure"):
        after = yield from measure_bench(bench, work.repaired, "measure")
    with work.timed("calibrate"):
        strip = Strip(bench.badnet, bench.clean.overlays, options.blend)
        entropies = yield from calibrate(strip, bench.clean.calibration)
    return GoodNet(
        bench.inspection,
        bench.badnet,
        work.repaired,
        bench.clean.overlays,
        options.blend,
        entropies,
        _record(work, before, after, threshold_bits(entropies, options.frr)),
        options.frr,
        bench.class_names,
    )


def calibrate(strip: Strip, clean: Part) -> Generator[Progress, object, np.ndarray]:
    """The entropies of clean images that are no overlays, in bits, (n,)."""
    entropies = np.empty(0)
    for images in clean.images(16):
        entropies = np.concatenate([entropies, strip.entropies(images)])
        yield Progress("calibrate", len(entropies), len(clean))
    return entropies


def plan(bench: Bench, options: RepairOptions, layer: str) -> Plan:
    """The stages of a repair; work is counted in images through one forward pass."""
    parts = bench.clean.counts()
    shown = sum(len(part) for part in bench.attacks.values())
    swept = parts.pruning + shown
    stages = [
        Stage("open", "Open the BadNet", "", 500),
        Stage("examine", "Examine the clean data", f"{bench.data.images} images", 1000),
    ]
    if options.recipe != "none":
        trained = options.epochs * (3 * parts.tuning + parts.stopping + shown)
        stages += [
            Stage("rank", f"Rank channels of {layer}", f"{parts.tuning} images", parts.tuning),
            Stage("record", f"Record activations of {layer}", f"{swept} images", swept),
            Stage("prune", "Prune channels", "one by one, least active first", 2 * swept),
            Stage("fine-tune", "Fine-tune", f"up to {options.epochs} epochs", trained),
        ]
    screened = f"{parts.calibration} images, {parts.overlays} overlays"
    blends = 0.6 * parts.calibration * parts.overlays
    return Plan(
        (
            *stages,
            Stage("measure", "Measure", f"{parts.held_out} images", parts.held_out + shown),
            Stage("calibrate", "Calibrate the screen", screened, blends),
        )
    )


def _record(work: Work, before: Measurement, after: Measurement, threshold: float) -> RepairRecord:
    bench, options = work.bench, work.options
    return RepairRecord(
        input_scale=bench.scale.input_scale,
        scale=bench.scale,
        data=bench.data,
        parts=bench.clean.counts(),
        measure=bench.measure,
        layer=work.layer,
        channels=work.channels,
        channels_pruned=work.pruned,
        mean_activation=work.mean_activation,
        prune_curve=work.curve,
        budget=options.budget,
        epochs=work.epochs,
        before=before,
        after=after,
        threshold_bits=threshold,
        frr=options.frr,
        recipe=options.recipe,
        seed=options.seed,
        seconds=work.seconds,
        notices=bench.notices,
    )
