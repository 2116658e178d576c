"""Set up everything that a repair needs, and measure how well the BadNet answers clean data."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import numpy as np

from core.data.convention import doubts_of, measure_preprocessing
from core.data.dataset import Dataset, open_dataset
from core.data.doubts import doubts_of_answers
from core.data.image_size import size_for
from core.data.measuring import measure
from core.data.parts import CleanData, Part, split
from core.errors import Unreadable
from core.network.classifier import Classifier
from core.network.keras_types import Network
from core.network.pace import MOST_IMAGES, measure_pace
from core.network.preprocessing import preprocessing_from
from core.opening import badnet
from core.opening.choices import Choices
from core.records import (
    CleanDataExamined,
    DataSummary,
    Inspection,
    Measure,
    Measurement,
    Notice,
    OpeningEvent,
    Pace,
    Plan,
    PreprocessingMeasured,
    Progress,
    RepairOptions,
    Stage,
    StageKey,
)
from core.text.sentence import say


@dataclass(frozen=True)
class Bench:
    """A BadNet and its clean data, ready for a job.

    Attributes:
        model: the Keras network as received.
        clean: the clean data in parts, labelled by truth or by the BadNet's own answers.
        attacks: poisoned sets by name; only displayed.
        measure: "accuracy", or "agreement" if the BadNet's answers stand in for labels.
    """

    inspection: Inspection
    model: Network
    badnet: Classifier
    data: DataSummary
    preprocessing: PreprocessingMeasured
    measure: Measure
    clean: CleanData
    attacks: Mapping[str, Part]
    class_names: tuple[str, ...]
    notices: tuple[Notice, ...] = field(default=())

    def pace(self) -> Pace:
        """How fast the BadNet runs on this machine; measured now."""
        return measure_pace(self.badnet, self.few_images())

    def few_images(self) -> np.ndarray:
        """Some clean images to time and estimate with, uint8 (n, h, w, c)."""
        return next(self.clean.held_out.images(MOST_IMAGES))


def nothing_expected(_bench: Bench, _options: RepairOptions) -> Mapping[str, float]:
    """An `expect` for callers that will repair nothing: no recipe, no duration."""
    return {}


def examine(
    model: Path,
    clean: Sequence[Path],
    poisoned: Sequence[Path],
    options: RepairOptions,
    expect: Callable[[Bench, RepairOptions], Mapping[str, float]] = nothing_expected,
) -> Generator[OpeningEvent, object, CleanDataExamined]:
    """Report how the BadNet answers clean data: preprocessing, parts, clean accuracy, ASR.

    `expect` computes how long each recipe will take, in seconds.

    Raises:
        Unsafe: a file was refused.
        Unreadable: a file is damaged or does not fit.
    """
    with ExitStack() as files:
        bench = yield from set_up(model, clean, poisoned, options, files)
        measured = yield from measure_bench(bench, bench.badnet)
        expected = expect(bench, options)
    return CleanDataExamined(
        bench.data,
        bench.preprocessing,
        bench.clean.counts(),
        bench.measure,
        measured.clean_accuracy,
        measured.attack_success,
        measured.attack_images,
        expected,
    )


def opening_stages(images: int | None = None) -> tuple[Stage, ...]:
    """The stages of `set_up`: images through a forward pass, and graphs (of many preprocessings).

    Args:
        images: the number of clean images, once it is known.
    """
    counted = "" if images is None else say("{images} images", images=images)
    return (
        Stage("open", say("Open the BadNet"), "", 500),
        Stage("examine", say("Examine the clean data"), counted, 1000, 20),
    )


def measure_bench(
    bench: Bench,
    classifier: Classifier,
    stage: StageKey = "examine",
    stamped: Mapping[str, Part] | None = None,
) -> Generator[Progress, object, Measurement]:
    """Measure a network on the held-out clean data, the poisoned sets, and suspected triggers."""
    heartbeat = Progress(stage, 1, 1)
    return (
        yield from measure(
            classifier, bench.clean.held_out, bench.attacks, stamped or {}, heartbeat
        )
    )


def set_up(
    model: Path,
    clean: Sequence[Path],
    poisoned: Sequence[Path],
    options: RepairOptions,
    files: ExitStack,
) -> Generator[OpeningEvent, object, Bench]:
    """Open the BadNet and the data, measure the preprocessing, and split the clean data.

    Yields:
        `Plan` of these stages first, because no later stage is known yet; `Progress`; `Notice`.

    Args:
        model: a Keras .h5 or .keras file.
        clean: data sets known to carry no trigger.
        poisoned: data sets with the attacker's labels.
        options: see `RepairOptions`.
        files: closes the data files at the end of the job.

    Raises:
        Unsafe: a file was refused.
        Unreadable: a file is damaged or does not fit.
    """
    yield Plan(opening_stages())
    notices: list[Notice] = []
    inspection, network = _load(model, clean, options, notices)
    yield Progress("open", 1, 1)
    dataset = files.enter_context(_open_clean(clean, Classifier(network), options))
    yield from [Notice("note", note) for note in dataset.summary.notes]
    bench = yield from _examined(inspection, network, dataset, notices, options, files)
    return replace(bench, attacks=_open_attacks(poisoned, bench.badnet, files, options))


def _examined(
    inspection: Inspection,
    network: Network,
    dataset: Dataset,
    notices: list[Notice],
    options: RepairOptions,
    files: ExitStack,
) -> Generator[OpeningEvent, object, Bench]:
    """A bench without poisoned sets: how the BadNet answers clean data.

    Doubts about the data are added to `notices`.
    """
    probe = Classifier(network)
    measured = _preprocessing(probe, dataset, options)
    classifier = probe.under(preprocessing_from(measured.preprocessing))
    answers, confidence = yield from _answers(classifier, dataset)
    notices += doubts_of(measured)
    notices += doubts_of_answers(dataset, answers, confidence, classifier.classes)
    yield from notices
    return Bench(
        inspection,
        network,
        classifier,
        dataset.summary,
        measured,
        "agreement" if dataset.labels is None else "accuracy",
        _split(dataset, answers, options, files),
        {},
        _names(dataset, inspection),
        tuple(notices),
    )


def _load(
    model: Path, clean: Sequence[Path], options: RepairOptions, notices: list[Notice]
) -> tuple[Inspection, Network]:
    """The inspection and the Keras network; a notice of the image size is added to `notices`."""
    architecture = Path(options.architecture) if options.architecture else None
    measured = partial(size_for, clean, notices)
    return badnet.load_inspected(model, architecture, Choices.of(options), measured)


def _open_clean(clean: Sequence[Path], probe: Classifier, options: RepairOptions) -> Dataset:
    return open_dataset(
        clean,
        probe.image_shape,
        ignore_labels=options.ignore_labels,
        classes=probe.classes,
        resize=options.resize,
    )


def _split(
    dataset: Dataset, answers: np.ndarray, options: RepairOptions, files: ExitStack
) -> CleanData:
    overlays = None
    if options.overlays:
        paths = [Path(path) for path in options.overlays]
        overlays = open_dataset(
            paths, dataset.summary.image_shape, ignore_labels=True, resize=options.resize
        )
        files.enter_context(overlays)
    return split(
        dataset,
        answers if dataset.labels is None else dataset.labels,
        repairs=options.recipe != "none",
        overlays=overlays,
        overlay_count=options.overlay_count,
        seed=options.seed,
        screen=options.screen,
    )


def _preprocessing(
    probe: Classifier, dataset: Dataset, options: RepairOptions
) -> PreprocessingMeasured:
    if options.preprocessing is not None:
        return PreprocessingMeasured(options.preprocessing, "given")
    if not len(dataset):
        raise Unreadable("The clean data holds no images; give a file or folder that does.")
    order = np.random.default_rng(options.seed).permutation(len(dataset))

    def read(count: int) -> tuple[np.ndarray, np.ndarray | None]:
        rows = order[:count]
        return dataset.read(rows), None if dataset.labels is None else dataset.labels[rows]

    return measure_preprocessing(probe, read)


def _answers(
    classifier: Classifier, dataset: Dataset
) -> Generator[Progress, object, tuple[np.ndarray, float]]:
    """The class that the BadNet gives each image, (n,), and its mean confidence."""
    answers, confidence = list[np.ndarray](), 0.0
    for batch in dataset.batches():
        p = classifier.softmax(batch)
        answers.append(p.argmax(-1))
        confidence += float(p.max(-1).sum())
        yield Progress("examine", sum(map(len, answers)), len(dataset))
    return np.concatenate(answers), confidence / len(dataset)


def _open_attacks(
    poisoned: Sequence[Path], classifier: Classifier, files: ExitStack, options: RepairOptions
) -> dict[str, Part]:
    attacks: dict[str, Part] = {}
    for path in poisoned:
        dataset = files.enter_context(
            open_dataset(
                [path],
                classifier.image_shape,
                classes=classifier.classes,
                resize=options.resize,
            )
        )
        if dataset.labels is None:
            raise Unreadable(
                "{name} has no labels; a poisoned set needs the attacker's target as label.",
                name=path.name,
            )
        name = path.stem if path.stem not in attacks else str(path)
        attacks[name] = Part(dataset, np.arange(len(dataset)), dataset.labels)
    return attacks


def _names(dataset: Dataset, inspection: Inspection) -> tuple[str, ...]:
    names = dataset.class_names or ()
    return names if len(names) == inspection.classes else inspection.class_names
