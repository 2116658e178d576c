"""Options that several commands share, and the values that they accept.

argparse reports every other value as wrong usage.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from core.errors import Invalid, WrongUsage
from core.opening.choices import size_from

CLEAN = "images known to carry no trigger; may be given several times"


def number(text: str) -> float:
    """A number of points from 0 to 100."""
    value = float(text)
    if not 0 <= value <= 100:
        raise argparse.ArgumentTypeError(f"{text} is not within 0 and 100")
    return value


def share(text: str) -> float:
    """A share between 0 and 1."""
    value = float(text)
    if not 0 < value < 1:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and 1")
    return value


def count(text: str) -> int:
    """A count from 1 to 10,000."""
    value = int(text)
    if not 1 <= value <= 10_000:
        raise argparse.ArgumentTypeError(f"{text} is not within 1 and 10,000")
    return value


def seed(text: str) -> int:
    """A seed from 0 to 2,147,483,647."""
    value = int(text)
    if not 0 <= value < 2**31:
        raise argparse.ArgumentTypeError(f"{text} is not within 0 and 2,147,483,647")
    return value


def blend(text: str) -> tuple[float, float]:
    """Two weights of up to 1, separated by a comma."""
    a, b = (float(part) for part in text.split(","))
    if not (0 < a <= 1 and 0 < b <= 1):
        raise argparse.ArgumentTypeError(f"{text} has a weight that is not within 0 and 1")
    return a, b


def preprocessing(text: str) -> str:
    """A name or JSON; see `core.network.preprocessing`."""
    from core.network.preprocessing import preprocessing_from  # needs numpy, which --help does not

    try:
        return preprocessing_from(text).text
    except WrongUsage as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def scale(text: str) -> str:
    """The preprocessing whose largest value is `text`, 1 or 255."""
    if text not in ("1", "255"):
        raise argparse.ArgumentTypeError(f"invalid choice: {text} (choose from 1, 255)")
    return f"0..{text}"


def add_method(command: argparse.ArgumentParser) -> None:
    """Add the options on how to repair."""
    command.add_argument("--layer", metavar="NAME", help="whose channels are pruned")
    command.add_argument(
        "--budget",
        type=number,
        default=4.0,
        metavar="POINTS",
        help="points of clean accuracy that pruning may cost, a quarter of it where unlearning "
        "follows (default 4)",
    )
    command.add_argument(
        "--recipe",
        metavar="NAME",
        help="recommended, fine-pruning, unlearn, ft-sam, or none for the screen alone",
    )
    command.add_argument("--epochs", type=count, default=8, metavar="N", help="at most (default 8)")


def add_overlays(command: argparse.ArgumentParser) -> None:
    """Add the options on STRIP's blends."""
    command.add_argument(
        "--blend",
        type=blend,
        default=(0.5, 0.5),
        metavar="A,B",
        help="STRIP's blend A x image + B x overlay (default 0.5,0.5)",
    )
    command.add_argument(
        "--overlays",
        type=Path,
        action="append",
        default=[],
        metavar="DATA",
        help="sample STRIP's overlays from here (default: a part of the clean data)",
    )
    command.add_argument(
        "--overlay-count",
        type=count,
        default=32,
        metavar="N",
        help="how many overlays (default 32)",
    )


def add_workers(command: argparse.ArgumentParser) -> None:
    """Add the options on who does the work."""
    who = command.add_mutually_exclusive_group()
    who.add_argument(
        "--workers",
        type=count,
        metavar="N",
        help="share the work among N processes of this machine (needs goodnet[cluster])",
    )
    who.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="share the work among a Dask cluster's workers, such as tcp://host:8786",
    )


def add_results(command: argparse.ArgumentParser) -> None:
    """Add the options for result files of a pipeline."""
    command.add_argument(
        "--sarif", type=Path, metavar="FILE", help="write what was found here, as SARIF 2.1.0"
    )
    command.add_argument(
        "--junit", type=Path, metavar="FILE", help="write what was found here, as JUnit XML"
    )


def size(text: str) -> tuple[int, int]:
    """Height and width from 1 to 4,096, separated by an x."""
    try:
        return size_from(text)
    except Invalid as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def add_opening(command: argparse.ArgumentParser) -> None:
    """Add the options on what a model file may leave open."""
    command.add_argument(
        "--architecture",
        type=Path,
        metavar="FILE",
        help="a Keras JSON config or model, for weights without one",
    )
    command.add_argument(
        "--size",
        type=size,
        metavar="HxW",
        help="of the images, for a network that takes any (default: the clean data's median)",
    )
    command.add_argument(
        "--output",
        default="",
        metavar="NAME",
        help="the layer whose answer is wanted, for a network with several outputs",
    )


def add_model(command: argparse.ArgumentParser) -> None:
    """Add the model file."""
    command.add_argument("model", type=Path, metavar="MODEL", help="a Keras .h5 or .keras file")


def add_goodnet(command: argparse.ArgumentParser) -> None:
    """Add the .goodnet file."""
    command.add_argument("goodnet", type=Path, metavar="FILE.goodnet")


def add_inputs(command: argparse.ArgumentParser, before: str = "") -> None:
    """Add the images to screen; `before` begins what help says of them."""
    what = f"{before}an image, a folder, an .h5 or .npz file"
    command.add_argument("inputs", type=Path, nargs="+", metavar="INPUT", help=what)


def add_clean(
    command: argparse.ArgumentParser, *, required: bool = True, help: str = CLEAN
) -> None:
    """Add the clean data."""
    command.add_argument(
        "--clean",
        type=Path,
        action="append",
        required=required,
        default=None if required else [],
        metavar="DATA",
        help=help,
    )


def add_ignore_labels(command: argparse.ArgumentParser) -> None:
    """Add the option to do without labels."""
    command.add_argument(
        "--ignore-labels",
        action="store_true",
        help="let the BadNet's own answers stand in for labels",
    )


def add_seed(command: argparse.ArgumentParser) -> None:
    """Add the seed."""
    command.add_argument("--seed", type=seed, default=0, metavar="N")


def add_data(command: argparse.ArgumentParser) -> None:
    """Add the options on clean data and its preprocessing."""
    add_clean(command)
    command.add_argument(
        "--resize",
        choices=("squash", "crop", "pad"),
        default="squash",
        help="images of another shape are stretched (default), cut to the middle, or padded with "
        "black; the screen does the same",
    )
    taken = command.add_mutually_exclusive_group()
    taken.add_argument(
        "--preprocessing",
        type=preprocessing,
        metavar="NAME|JSON",
        help="what the network takes: 0..1, 0..255, -1..1, caffe, torch, standardized, or JSON "
        "with some of range, order, mean, deviation, standardized (default: measured)",
    )
    taken.add_argument(
        "--scale",
        dest="preprocessing",
        type=scale,
        metavar="1|255",
        help="the same as --preprocessing 0..1 or 0..255",
    )
    add_ignore_labels(command)
    add_seed(command)
    add_opening(command)


def add_frr(command: argparse.ArgumentParser, default: float | None) -> None:
    """Add the options on the share of clean images that may be flagged."""
    shown = "as the file says" if default is None else f"{default:g}"
    command.add_argument(
        "--frr",
        type=share,
        default=default,
        metavar="SHARE",
        help=f"share of clean images that may be flagged, on average (default {shown})",
    )
    command.add_argument(
        "--guarantee",
        action="store_true",
        help="flag at most this share with 90 %% confidence for this very screen, not on average",
    )
