"""Learn from what the screen flags: unlearn a backdoor that no scan can name.

Where the flagged images crowd one class (core/screen/crowding.py), a person looks at them and
confirms that they are poisoned. The network then unlearns what they have in common. This is the
mitigation of B. Wang et al., "Neural Cleanse", IEEE S&P 2019, section VI, with flagged images in
place of inverted triggers; core/repair/unlearning_caught.py does the training. The result is
discarded if it costs more clean accuracy, or more accuracy on the class itself, than the settings
allow. Otherwise the screen is calibrated anew.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from core.data.dataset import Dataset, open_dataset
from core.data.measuring import share_right
from core.data.parts import CleanData, Part, split
from core.errors import WrongUsage
from core.network.classifier import Classifier
from core.records import (
    ClassAccuracy,
    Crowd,
    Learned,
    LearnEvent,
    LearnOptions,
    LearnRecord,
    Plan,
    Progress,
    Stage,
)
from core.repair.caught import Caught, screened
from core.repair.false_alarms import probably_clean
from core.repair.unlearning_caught import unlearn_caught
from core.screen.crowding import Counts, crowd_of, most_crowded
from core.screen.goodnet import GoodNet
from core.screen.setting_up import ScreenMade, set_up_screen
from core.text.names import measure_name
from core.text.sentence import say

STAGES = (
    Stage("examine", say("Examine the clean data"), "", 2000),
    Stage("screen", say("Screen the images"), "", 20000),
    Stage("compare", say("Tell false alarms"), "", 50000),
    Stage("learn", say("Learn from caught images"), "", 50000),
    Stage("measure", say("Measure before and after"), "", 2000),
    Stage("calibrate", say("Calibrate the screen"), "", 20000),
)


@dataclass(frozen=True)
class Learning:
    """The result of learning: the new GoodNet, or None if nothing was learned."""

    goodnet: GoodNet | None
    record: LearnRecord


def learn(
    goodnet: GoodNet, inputs: Sequence[Path], clean: Sequence[Path], options: LearnOptions
) -> Generator[LearnEvent, object, Learning]:
    """Screen images, and unlearn the trigger of the class that a person confirmed.

    Args:
        goodnet: is not changed.
        inputs: what to screen, as for `core.screen.screening.screen`.
        clean: data known to carry no trigger; best the data of the repair, because its parts then
            stay apart.
        options: see `LearnOptions`.

    Yields:
        `Plan`, `Progress`, `Unscreened`.

    Raises:
        WrongUsage: there is no such class.
        Unsafe: a file was refused.
        Unreadable: a file is damaged, does not fit, or holds too few images.
    """
    started = time.monotonic()
    if options.confirm is not None and not 0 <= options.confirm < goodnet.classes:
        raise WrongUsage("There is no class {confirm}.", confirm=options.confirm)
    yield Plan(STAGES)
    with _opened(goodnet, clean, options) as dataset:
        options = replace(options, ignore_labels=dataset.labels is None)
        labels = yield from _labels(goodnet, dataset)
        parts = split(
            dataset,
            labels,
            repairs=True,
            overlay_count=len(goodnet.overlays),
            seed=goodnet.record.seed,
            screen=goodnet.settings,
        )
        caught = yield from screened(goodnet, inputs, options)
        record, crowd = _judged(goodnet, caught, goodnet.clean_counts(goodnet.frr), options)
        if crowd is None or record.refused or options.confirm is None:
            return Learning(None, record)
        return (yield from _learn(goodnet, caught, parts, (record, crowd), options, started))


def _opened(goodnet: GoodNet, clean: Sequence[Path], options: LearnOptions) -> Dataset:
    """The clean data; without labels if the repair was done without them."""
    return open_dataset(
        clean,
        goodnet.badnet.image_shape,
        ignore_labels=options.ignore_labels or goodnet.record.measure == "agreement",
        classes=goodnet.classes,
        resize=goodnet.record.resize,
    )


def _judged(
    goodnet: GoodNet, caught: Caught, own: Counts, options: LearnOptions
) -> tuple[LearnRecord, Crowd | None]:
    """Judge the flagged images, and choose the class that is to be unlearned."""
    settings, refused = options.settings, ""
    crowd = most_crowded(caught.counts, own, goodnet.frr, settings)
    if options.confirm is not None:
        crowd = crowd_of(options.confirm, caught.counts, own, goodnet.frr, settings)
    crowded = crowd is not None and crowd.p_value <= settings.accused
    pictures = () if crowd is None else caught.pictures_of(crowd.target_class)
    if options.confirm is not None and not crowded:
        refused = say(
            "The flagged images do not crowd class {target}: clean images are flagged as often.",
            target=options.confirm,
        )
    elif options.confirm is not None and len(pictures) < settings.fewest:
        refused = say(
            "Only {count} images were caught; it takes {fewest} to learn from.",
            count=len(pictures),
            fewest=settings.fewest,
        )
    flagged = int(caught.counts.flagged.sum())
    record = LearnRecord(caught.images, flagged, crowd, crowded, pictures, refused=refused)
    return record, crowd


def _learn(
    goodnet: GoodNet,
    caught: Caught,
    parts: CleanData,
    judged: tuple[LearnRecord, Crowd],
    options: LearnOptions,
    started: float,
) -> Generator[LearnEvent, object, Learning]:
    (record, crowd), settings = judged, options.settings
    target, repaired = crowd.target_class, goodnet.repaired.copy()
    taught, kept = caught.split(target, settings.kept_apart, options.seed)
    clean = yield from probably_clean(goodnet, caught.images_of(taught), target, parts, options)
    left_out, taught = taught[clean], taught[~clean]
    yield from unlearn_caught(goodnet, repaired, caught.images_of(taught), target, parts, options)
    apart = caught.images_of(kept)
    before, after = yield from _shares(goodnet.repaired, repaired, parts.held_out)
    of_class = yield from _class_accuracy(goodnet.repaired, repaired, parts, target)
    learned = Learned(
        target,
        tuple(map(caught.picture, taught)),
        len(kept),
        _obeying(goodnet.repaired, apart, target),
        _obeying(repaired, apart, target),
        before,
        after,
        len(parts.held_out),
        of_class,
        crowd,
        settings,
        seconds=0.0,
        measure="agreement" if options.ignore_labels else "accuracy",
        left_out=tuple(map(caught.picture, left_out)),
    )
    refused = _too_dear(learned)
    if refused:
        return Learning(None, replace(record, refused=refused))
    how = (goodnet.settings, goodnet.frr, options.seed)
    made = yield from set_up_screen(goodnet.badnet, repaired, parts, *how)
    learned = replace(learned, seconds=round(time.monotonic() - started, 3))
    return Learning(_taught(goodnet, made, learned), replace(record, learned=learned))


def _taught(goodnet: GoodNet, made: ScreenMade, learned: Learned) -> GoodNet:
    """The GoodNet with the network that learned, and with its screen."""
    document = replace(goodnet.record, learned=(*goodnet.record.learned, learned))
    document = replace(document, votes_left_out=made.left_out)
    return made.put_into(replace(goodnet, record=document)).with_frr(goodnet.frr)


def _labels(goodnet: GoodNet, dataset: Dataset) -> Generator[Progress, object, np.ndarray]:
    """The labels of the data, or the BadNet's answers where there are none."""
    if dataset.labels is not None:
        return dataset.labels
    answers = []
    for batch in goodnet.badnet.answers(dataset.batches()):
        answers.append(batch)
        yield Progress("examine", sum(map(len, answers)), len(dataset))
    return np.concatenate(answers)


def _shares(
    before: Classifier, after: Classifier, part: Part
) -> Generator[Progress, object, tuple[float, float]]:
    heartbeat = Progress("measure", 1, 1)
    return (
        (yield from share_right(before, part, heartbeat)),
        (yield from share_right(after, part, heartbeat)),
    )


def _class_accuracy(
    before: Classifier, after: Classifier, parts: CleanData, target: int
) -> Generator[Progress, object, ClassAccuracy | None]:
    """The accuracy on clean images of the class that were kept apart; None if there are none."""
    unseen = len(parts.stopping) + len(parts.held_out)
    own = parts.stopping.joined(parts.held_out, unseen).of_class(target)
    if not len(own):
        return None
    return ClassAccuracy(*(yield from _shares(before, after, own)), len(own))


def _obeying(network: Classifier, images: np.ndarray, target: int) -> float | None:
    """The share of images that are answered `target`; None if there are no images."""
    return float((network.softmax(images).argmax(-1) == target).mean()) if len(images) else None


def _too_dear(learned: Learned) -> str:
    """Why the result is discarded; empty if it is kept."""
    settings = learned.settings
    lost = 100 * (learned.clean_accuracy_before - learned.clean_accuracy_after)
    if lost > settings.most_lost:
        return say(
            "Learning cost {lost:.1f} points of {measure}, more than the {most:g} allowed; "
            "nothing was changed.",
            measure=measure_name(learned.measure),
            lost=lost,
            most=settings.most_lost,
        )
    own = learned.class_accuracy
    if own is None or own.images < settings.fewest_of_class:
        return ""
    lost = 100 * (own.before - own.after)
    if lost > settings.most_lost_of_class:
        return say(
            "Learning cost class {target} {lost:.1f} points of its own accuracy, more than the "
            "{most:g} allowed; nothing was changed.",
            target=learned.target_class,
            lost=lost,
            most=settings.most_lost_of_class,
        )
    return ""
