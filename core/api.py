"""The public Python API: one function for each thing that GoodNet does.

`core` exports everything here, see docs/python.md. Each function runs a job to its end and returns
its result. A `progress` callback receives every record of the job on the way.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from core.files.given import Data, PathLike, path_of, paths_of, stored
from core.jobs.generators import result_of, tapped
from core.jobs.memory import guarded
from core.records import (
    AuditRecord,
    CleanDataExamined,
    Inspection,
    JobEvent,
    LearnOptions,
    RepairOptions,
    ScanRecord,
    Screening,
    Unscreened,
    Verdict,
)

if TYPE_CHECKING:
    from core.goodnet import GoodNet
    from core.network.keras_types import Network
    from core.repair.learning import Learning

Result = TypeVar("Result")
ProgressCallback = Callable[[object], None]

DEFAULTS = RepairOptions()


def inspect_model(
    model: PathLike,
    *,
    architecture: PathLike | None = None,
    size: tuple[int, int] | None = None,
    output: str = "",
) -> Inspection:
    """Describe a model file without running anything in it.

    Args:
        model: a Keras .h5 or .keras file.
        architecture: a Keras JSON config or model, for a file that holds weights alone.
        size: height and width of the images, for a network that takes any size.
        output: the layer whose answer is wanted, for a network with several.

    Raises:
        Unreadable: the file is missing or damaged.
    """
    from core.opening import badnet
    from core.opening.choices import Choices

    return badnet.inspect(Path(model), path_of(architecture), Choices(size, output))


def load_model(
    model: PathLike,
    *,
    architecture: PathLike | None = None,
    size: tuple[int, int] | None = None,
    output: str = "",
) -> Network:
    """The Keras network in a file, rebuilt from plain layers; arguments as in `inspect_model`.

    Raises:
        Unsafe: an inspection refused the file.
        Unreadable: the file is missing or damaged.
    """
    from core.opening import badnet
    from core.opening.choices import Choices

    return badnet.load(Path(model), path_of(architecture), Choices(size, output))


def examine_data(
    model: PathLike,
    clean: Data,
    *,
    poisoned: Data = (),
    options: RepairOptions = DEFAULTS,
    progress: ProgressCallback | None = None,
) -> CleanDataExamined:
    """Measure how a BadNet answers clean data; arguments and errors as in `repair_model`."""
    from core.data.examination import examine

    with stored(clean, poisoned) as (cleans, poisons):
        return _run(examine(Path(model), cleans, poisons, options), progress)


def scan_model(
    model: PathLike,
    clean: Data,
    *,
    options: RepairOptions = DEFAULTS,
    progress: ProgressCallback | None = None,
) -> ScanRecord:
    """Scan for a backdoor with clean data alone; arguments and errors as in `repair_model`."""
    from core.scan.job import scan

    with stored(clean) as (cleans,):
        return _run(scan(Path(model), cleans, options), progress)


def repair_model(
    model: PathLike,
    clean: Data,
    *,
    poisoned: Data = (),
    options: RepairOptions = DEFAULTS,
    progress: ProgressCallback | None = None,
) -> GoodNet:
    """Repair a BadNet with clean data, and set up the screen that guards it.

    Args:
        model: a Keras .h5 or .keras file.
        clean: images known to carry no trigger: files or folders, an array uint8 (n, h, w, c)
            with values 0..255, or a pair of such an array and its labels (n,).
        poisoned: the same forms, for images with the trigger and the attacker's labels. They are
            measured and displayed; no decision depends on them.
        options: how to repair.
        progress: receives each record of the job, such as `Progress`, `Epoch` and
            `SuspectedTarget`.

    Raises:
        WrongUsage: there is no such recipe or layer.
        Unsafe: a file was refused.
        Unreadable: a file is damaged, does not fit, or holds too few images.
        OutOfMemory: there is too little memory.
    """
    from core.goodnet import GoodNet
    from core.repair.job import repair

    with stored(clean, poisoned) as (cleans, poisons):
        return GoodNet.of(_run(repair(Path(model), cleans, poisons, options), progress))


def screen_images(
    goodnet: GoodNet,
    inputs: Data,
    *,
    stop_early: bool = False,
    ignore_labels: bool = False,
    progress: ProgressCallback | None = None,
) -> Screening:
    """Screen images with a GoodNet.

    `GoodNet.predict` does the same for one array in memory.

    Args:
        goodnet: judges the images.
        inputs: images, folders, .h5 and .npz files, or arrays as in `repair_model`.
        stop_early: stop blending once a verdict is certain. The verdicts are the same; the
            entropies of clean images become lower bounds.
        ignore_labels: leave labels out of the verdicts and the summary.
        progress: receives each `Verdict`, `Unscreened` and `Progress`.

    Raises:
        Unsafe: a data file was refused.
    """
    from core.screen.screening import screen

    verdicts, unscreened = list[Verdict](), list[Unscreened]()

    def keep(record: object) -> None:
        if isinstance(record, Verdict):
            verdicts.append(record)
        elif isinstance(record, Unscreened):
            unscreened.append(record)

    with stored(inputs) as (paths,):
        job = screen(goodnet, paths, stop_early=stop_early, ignore_labels=ignore_labels)
        summary = _run(tapped(job, keep), progress)
    return Screening(tuple(verdicts), tuple(unscreened), summary)


def learn_images(
    goodnet: GoodNet,
    inputs: Data,
    clean: Data,
    *,
    options: LearnOptions | None = None,
    progress: ProgressCallback | None = None,
) -> Learning:
    """Screen images, and unlearn the trigger of the class that a person confirmed.

    Args:
        goodnet: screens the images; it is not changed.
        inputs: as in `screen_images`.
        clean: the clean data of the repair, as in `repair_model`.
        options: `confirm` is the class that a person looked at; without it nothing is learned.
        progress: receives every record of the job.

    Returns:
        The record, and the new GoodNet; None if nothing was learned.

    Raises:
        WrongUsage: there is no such class.
        Unsafe: a data file was refused.
        Unreadable: a file is damaged, does not fit, or holds too few images.
    """
    from core.goodnet import GoodNet
    from core.repair.learning import learn

    with stored(inputs, clean) as (paths, cleans):
        found = _run(learn(goodnet, paths, cleans, options or LearnOptions()), progress)
    return replace(found, goodnet=GoodNet.of(found.goodnet)) if found.goodnet else found


def audit_models(
    models: PathLike | Sequence[PathLike],
    clean: Data,
    out: PathLike,
    *,
    repairs: bool = False,
    workers: int | None = None,
    scheduler: str | None = None,
    options: RepairOptions = DEFAULTS,
    progress: ProgressCallback | None = None,
) -> AuditRecord:
    """Inspect and scan many models, and write a table and a report for each.

    Args:
        models: model files and folders of them.
        clean: as in `repair_model`.
        out: the folder for the table and the reports. Rows that are finished there are not
            repeated.
        repairs: whether to repair each model as well.
        workers: how many processes on this machine share the work (needs goodnet[cluster]).
        scheduler: the address of a Dask cluster that shares the work.
        options: as in `repair_model`.
        progress: receives each `AuditRow` and `Progress`.

    Raises:
        WrongUsage: there is no such recipe.
        Unsafe, Unreadable: the clean data was refused or is damaged, or there is no model.
        GoodNetError: `out` cannot be written to, or no worker is left.
    """
    from core.audit.auditing import audit
    from core.cluster import opened

    with stored(clean) as (cleans,), opened(workers, scheduler) as engine:
        job = audit(paths_of(models), cleans, Path(out), options, repairs=repairs, engine=engine)
        return _run(job, progress)


def open_goodnet(path: PathLike) -> GoodNet:
    """Open a `.goodnet` file, with the same checks as for any untrusted file.

    Raises:
        Unsafe: one of its networks was refused.
        Unreadable: it is no .goodnet file, or is damaged.
    """
    from core.goodnet import GoodNet
    from core.screen import goodnet_file

    return GoodNet.of(goodnet_file.open_goodnet(Path(path)))


def _run(job: Generator[JobEvent, object, Result], progress: ProgressCallback | None) -> Result:
    watched = guarded(job)
    return result_of(watched if progress is None else tapped(watched, progress))
