"""The origin project's commands, for the networks of the CSAW-HackML-2020 competition.

The origin's `repair.py` wrote test pictures, `repair.py init` repaired the four networks,
`repair.py init complex` also calibrated STRIP, and `eval_NET.py DATA.h5` counted answers. The
defaults are its folders:

    data/                   clean_validation_data.h5, clean_test_data.h5, *_poisoned_data.h5
      Multi-trigger Multi-target/   {eyebrows,lipstick,sunglasses}_poisoned_data.h5
    models/                 *_bd_net.h5
      repaired_nets/        model_GoodNet_*.goodnet, and .h5 for stock Keras
    eval/poisoned_images/   the test pictures

Unlike in the origin, no decision depends on poisoned data, and each network has its own.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from core.data.dataset import open_dataset
from core.errors import Unreadable, WrongUsage
from core.files.images import encode_png
from core.files.saving import make_folder, whole_file
from core.records import (
    Notice,
    Progress,
    RepairEvent,
    RepairOptions,
    RepairRecord,
    ScreenEvent,
    ScreenSummary,
)
from core.repair.job import repair
from core.scan.images import spread_over_classes
from core.screen.goodnet_file import open_goodnet, save
from core.screen.screening import screen
from core.text.sentence import say
from core.text.wording import printable

IMAGE_SHAPE = (55, 47, 3)
PICTURES = 6
MANY_TO_CALIBRATE = 5000
CLEAN = "clean_validation_data.h5"
MULTI = "Multi-trigger Multi-target"
DATA_FILES = (
    CLEAN,
    "clean_test_data.h5",
    "sunglasses_poisoned_data.h5",
    "anonymous_1_poisoned_data.h5",
    *(f"{MULTI}/{trigger}_poisoned_data.h5" for trigger in ("eyebrows", "lipstick", "sunglasses")),
)
PUBLISHED = say(
    "the competition publishes its networks at https://github.com/csaw-hackml/CSAW-HackML-2020 "
    "and its data in the Google Drive folder that the README there names"
)


@dataclass(frozen=True)
class Net:
    """One network of the competition: its file, that of the repaired network, and its triggers."""

    badnet: str
    goodnet: str
    poisoned: tuple[str, ...]


# No poisoned set was published for anonymous_2; no other set leads to its target class.
NETS = {
    "sunglasses": Net("sunglasses_bd_net.h5", "model_GoodNet_sun", DATA_FILES[2:3]),
    "anonymous1": Net("anonymous_1_bd_net.h5", "model_GoodNet_anon1", DATA_FILES[3:4]),
    "anonymous2": Net("anonymous_2_bd_net.h5", "model_GoodNet_anon2", ()),
    "mtmt": Net("multi_trigger_multi_target_bd_net.h5", "model_GoodNet_mtmt", DATA_FILES[4:]),
}


@dataclass(frozen=True)
class Layout:
    """Where everything is; the defaults are the origin's folders, relative to its top.

    Attributes:
        data, models, repaired, images: the folders.
        clean: clean data sets; empty for `clean_validation_data.h5` in `data`.
        badnets: files by network name, if they are not in `models` under their original names.
        poisoned: poisoned sets by network name to measure on, instead of those in `data`.
    """

    data: Path = Path("data")
    models: Path = Path("models")
    repaired: Path = Path("models/repaired_nets")
    images: Path = Path("eval/poisoned_images")
    clean: tuple[Path, ...] = ()
    badnets: Mapping[str, Path] = field(default_factory=dict)
    poisoned: Mapping[str, tuple[Path, ...]] = field(default_factory=dict)

    def badnet(self, net: str) -> Path:
        """The network as received."""
        return self.badnets.get(net, self.models / NETS[net].badnet)

    def goodnet(self, net: str, suffix: str = ".goodnet") -> Path:
        """The GoodNet, or with ".h5" the repaired network for stock Keras."""
        return self.repaired / f"{NETS[net].goodnet}{suffix}"

    def clean_data(self) -> tuple[Path, ...]:
        """The clean data for repairs and calibration."""
        return self.clean or (self.data / CLEAN,)

    def poisoned_data(self, net: str) -> tuple[Path, ...]:
        """The poisoned sets that attack success is measured on."""
        own = tuple(self.data / name for name in NETS[net].poisoned)
        return self.poisoned.get(net, own)


@dataclass(frozen=True)
class NetRepaired:
    """One repaired network, and where it was saved."""

    net: str
    goodnet: str
    exported: str
    record: RepairRecord


@dataclass(frozen=True)
class CsawInit:
    """The results of `init`, one for each network."""

    nets: tuple[NetRepaired, ...]


@dataclass(frozen=True)
class CsawImages:
    """The pictures that `images` wrote."""

    folder: str
    pictures: tuple[str, ...]


def images(
    layout: Layout, count: int = PICTURES
) -> Generator[Progress | Notice, object, CsawImages]:
    """Write `count` sample pictures of each data file below `layout.data` as PNG.

    The folders below `layout.images` match those of the data. A `Notice` names missing files of the
    competition.

    Raises:
        Unreadable: there is no data file at all.
        GoodNetError: the pictures cannot be written.
    """
    files = sorted(layout.data.rglob("*.h5"))
    missing = [p for name in DATA_FILES if not (p := layout.data / name).is_file()]
    if not files:
        raise Unreadable(_absence(missing))
    if missing:
        yield Notice("note", _absence(missing))
    written: list[str] = []
    for done, path in enumerate(files, 1):
        target = layout.images / path.relative_to(layout.data).with_suffix("")
        try:
            written += _write_samples(path, target, count)
        except Unreadable as error:
            yield Notice("warning", str(error))
        yield Progress("images", done, len(files))
    return CsawImages(str(layout.images), tuple(written))


def _write_samples(path: Path, target: Path, count: int) -> Iterator[str]:
    with open_dataset([path], IMAGE_SHAPE, ignore_labels=True) as dataset:
        rows = spread_over_classes(None, len(dataset), count)
        samples = dataset.read(rows)
    make_folder(target.parent)
    for row, image in zip(rows, samples, strict=True):
        picture = target.with_name(f"{target.name}_{row}.png")
        with whole_file(picture) as temporary:
            temporary.write_bytes(encode_png(image))
        yield str(picture)


def init(
    layout: Layout,
    options: RepairOptions,
    *,
    strip: bool = False,
    nets: Sequence[str] = tuple(NETS),
) -> Generator[RepairEvent, object, CsawInit]:
    """Repair the networks and save each in `layout.repaired`.

    A GoodNet always has a screen: at most 1,000 clean images calibrate it. With `strip` up to 5,000
    do, which takes longer and holds the FRR more exactly.

    Yields:
        `Notice`, then for each network what `core.repair.job.repair` yields.

    Raises:
        Unreadable: a network or the clean data is missing or does not fit.
        GoodNetError: see `core.repair.job.repair` and `core.screen.goodnet_file.save`.
    """
    _require([*map(layout.badnet, nets), *layout.clean_data()])
    make_folder(layout.repaired)
    if strip:
        many = replace(options.screen, most_calibration=MANY_TO_CALIBRATE)
        options = replace(options, screen=many)
    repaired = list[NetRepaired]()
    for net in nets:
        poisoned = [path for path in layout.poisoned_data(net) if path.is_file()]
        if missing := [p for p in layout.poisoned_data(net) if p not in poisoned]:
            yield Notice(
                "note",
                say("{absence} Their attack success is not measured.", absence=_absence(missing)),
            )
        goodnet = yield from repair(layout.badnet(net), layout.clean_data(), poisoned, options)
        target, exported = layout.goodnet(net), layout.goodnet(net, ".h5")
        save(goodnet, target)
        goodnet.export_repaired(exported)
        repaired.append(NetRepaired(net, str(target), str(exported), goodnet.record))
    return CsawInit(tuple(repaired))


def evaluate(
    layout: Layout, net: str, data: Path, *, stop_early: bool = True
) -> Generator[ScreenEvent, object, ScreenSummary]:
    """Answer every image of `data` with a repaired network and its screen, and count.

    Yields:
        The same as `core.screen.screening.screen`; the summary's `poisoned`, `rest_correct` and
        `rest_incorrect` are the origin's three figures.

    Raises:
        WrongUsage: there is no such network.
        Unreadable: `init` was not run, or a file is missing or does not fit.
    """
    if net not in NETS:
        raise WrongUsage(
            "There is no network {net!r}; choose from {nets}.", net=net, nets=", ".join(NETS)
        )
    file = layout.goodnet(net)
    if not file.is_file():
        raise Unreadable(
            "There is no {file}; run `goodnet csaw init` first.", file=printable(file, 300)
        )
    _require([data])
    return (yield from screen(open_goodnet(file), [data], stop_early=stop_early))


def _require(paths: Sequence[Path]) -> None:
    if missing := [path for path in paths if not path.exists()]:
        raise Unreadable(_absence(missing))


def _absence(missing: Sequence[Path]) -> str:
    """One sentence that names the missing files and their source."""
    names = ", no ".join(printable(path, 300) for path in missing)
    return say("There is no {names}; {where}.", names=names, where=PUBLISHED)
