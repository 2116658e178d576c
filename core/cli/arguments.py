"""The command line's arguments, command by command."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any

from core.cli.options import (
    CLEAN,
    add_clean,
    add_data,
    add_frr,
    add_goodnet,
    add_ignore_labels,
    add_inputs,
    add_method,
    add_model,
    add_opening,
    add_overlays,
    add_results,
    add_seed,
    add_workers,
    share,
)
from core.version import VERSION


class _Parser(argparse.ArgumentParser):
    """Takes -1..1 as a value, not as an option."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        # WORKAROUND: argparse has no public setting for which words with a dash are values.
        self._negative_number_matcher = re.compile(r"-\d[\d.]*$")


def parser() -> argparse.ArgumentParser:
    """The whole command line as an argparse parser."""
    top = _Parser(
        prog="goodnet",
        description="Open, repair and guard a downloaded image classifier before trusting it.",
        epilog="Exit codes: 0 done; 2 wrong usage; 3 refused as unsafe; 4 unreadable, or does "
        "not fit; 5 a model is suspected (audit --gate); 130 interrupted; 1 anything else.",
    )
    top.add_argument("--version", action="version", version=f"goodnet {VERSION}")
    top.add_argument("--self-test", action="store_true", help="check this installation and exit")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    _add_inspect(commands)
    _add_repair(commands)
    _add_screen(commands)
    _add_learn(commands)
    _add_scan(commands)
    _add_audit(commands)
    _add_demo(commands)
    _add_report(commands)
    _add_export(commands)
    _add_watch(commands)
    _add_csaw(commands)
    return top


def _command(commands: argparse._SubParsersAction, name: str, help: str) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=help, description=help[0].upper() + help[1:] + ".")
    command.add_argument("--json", action="store_true", help="print one JSON document on stdout")
    return command


def _add_inspect(commands: argparse._SubParsersAction) -> None:
    command = _command(commands, "inspect", "say what a model file is, without running any of it")
    command.add_argument(
        "models", type=Path, nargs="+", metavar="MODEL", help="Keras .h5 or .keras files"
    )
    add_opening(command)
    add_results(command)


def _add_repair(commands: argparse._SubParsersAction) -> None:
    command = _command(commands, "repair", "repair a BadNet into a GoodNet")
    add_model(command)
    command.add_argument("--out", type=Path, required=True, metavar="FILE.goodnet")
    command.add_argument("--export", type=Path, metavar="FILE.h5", help="the repaired network")
    command.add_argument(
        "--resume",
        action="store_true",
        help="go on with the same repair where one that was cut off ended a stage",
    )
    add_data(command)
    command.add_argument(
        "--poisoned",
        type=Path,
        action="append",
        default=[],
        metavar="DATA",
        help="a poisoned set: measured and shown, never used",
    )
    add_method(command)
    add_overlays(command)
    add_frr(command, 0.05)


def _add_screen(commands: argparse._SubParsersAction) -> None:
    command = _command(commands, "screen", "give each image its class, its entropy and a verdict")
    add_goodnet(command)
    add_inputs(command)
    command.add_argument("--csv", type=Path, metavar="FILE", help="write the verdicts here as well")
    command.add_argument(
        "--parquet", type=Path, metavar="FILE", help="the same as Parquet (needs goodnet[cluster])"
    )
    command.add_argument("--ignore-labels", action="store_true", help="leave labels out")
    command.add_argument(
        "--every-vote",
        action="store_true",
        help="ask every vote to the end, also where the verdict is certain: same verdicts, later, "
        "with exact p-values",
    )
    # The default since a screen has six votes.
    command.add_argument("--stop-early", action="store_true", help=argparse.SUPPRESS)
    add_frr(command, None)
    add_workers(command)


def _add_learn(commands: argparse._SubParsersAction) -> None:
    command = _command(
        commands, "learn", "unlearn the class that flagged images crowd, once you confirm it"
    )
    add_goodnet(command)
    add_inputs(command, "what was screened: ")
    command.add_argument("--out", type=Path, required=True, metavar="NEW.goodnet")
    add_clean(command, help=f"{CLEAN}; best those of the repair")
    command.add_argument(
        "--confirm",
        type=int,
        metavar="CLASS",
        help="the class to unlearn, after you have looked at the pictures; without it nothing is "
        "learned and they are listed",
    )
    add_ignore_labels(command)
    add_seed(command)


def _add_scan(commands: argparse._SubParsersAction) -> None:
    command = _command(commands, "scan", "look for triggers that lead to one class, without any")
    add_model(command)
    add_data(command)


def _add_audit(commands: argparse._SubParsersAction) -> None:
    command = _command(commands, "audit", "inspect and scan many models, and write one table")
    command.add_argument(
        "models",
        type=Path,
        nargs="+",
        metavar="MODEL_OR_FOLDER",
        help="Keras .h5 or .keras files, and folders of them",
    )
    command.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="DIR",
        help="for the table and the reports; what is finished there is not done again",
    )
    command.add_argument("--repair", action="store_true", help="repair each model as well")
    command.add_argument(
        "--recipe",
        metavar="NAME",
        help="how to repair: recommended, fine-pruning, unlearn, ft-sam or none",
    )
    command.add_argument(
        "--gate",
        action="store_true",
        help="for pipelines: exit 3 where a model is unsafe, 5 where one is suspected, 4 where "
        "one could not be examined",
    )
    add_results(command)
    add_data(command)
    add_workers(command)


def _add_demo(commands: argparse._SubParsersAction) -> None:
    command = _command(commands, "demo", "the whole story on the embedded demo")
    command.add_argument(
        "--out",
        type=Path,
        default=Path("goodnet-demo"),
        metavar="DIR",
        help="where the GoodNet and the report go (default goodnet-demo)",
    )


def _add_report(commands: argparse._SubParsersAction) -> None:
    command = _command(commands, "report", "write what a GoodNet knows: an HTML page, a model card")
    add_goodnet(command)
    command.add_argument("--out", type=Path, metavar="FILE.html", help="the page")
    command.add_argument(
        "--card", type=Path, metavar="FILE.md", help="a model card, and the same as FILE.json"
    )


def _add_export(commands: argparse._SubParsersAction) -> None:
    command = _command(commands, "export", "write the whole guard for programs without GoodNet")
    add_goodnet(command)
    command.add_argument(
        "--format", required=True, choices=("savedmodel", "onnx", "keras"), help="what to write"
    )
    command.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="PATH",
        help="a file; for savedmodel a folder that does not exist yet",
    )
    command.add_argument(
        "--votes",
        choices=("all", "cheap"),
        default="all",
        help="cheap leaves out votes that cost many passes an image, such as STRIP (default all)",
    )
    add_frr(command, None)


def _add_watch(commands: argparse._SubParsersAction) -> None:
    command = _command(
        commands, "watch", "say whether more images are flagged than the FRR explains"
    )
    command.add_argument("--flagged", type=int, required=True, metavar="N", help="of the images")
    command.add_argument("--images", type=int, required=True, metavar="N", help="all screened ones")
    command.add_argument(
        "--calibration",
        type=int,
        required=True,
        metavar="N",
        help="calibration images, as guard.json and the model card state them",
    )
    command.add_argument(
        "--level",
        type=share,
        default=0.01,
        metavar="SHARE",
        help="of clean services that may be alarmed, for each test (default 0.01)",
    )
    add_frr(command, 0.05)


def _add_csaw(commands: argparse._SubParsersAction) -> None:
    csaw = commands.add_parser("csaw", help="the origin project's commands and folders")
    parts = csaw.add_subparsers(dest="part", metavar="COMMAND", required=True)
    images = _command(parts, "images", "write sample test pictures of each data file")
    images.add_argument("--images", type=Path, metavar="DIR", help="eval/poisoned_images")
    init = _command(parts, "init", "repair the four networks")
    init.add_argument("--strip", action="store_true", help="calibrate the screen on all clean data")
    add_clean(init, required=False, help="instead of the validation data")
    init.add_argument("--recipe", metavar="NAME", help="how to repair")
    add_ignore_labels(init)
    init.add_argument("--net", action="append", metavar="NAME", help="only this network")
    evaluate = _command(parts, "eval", "count what a repaired network answers")
    evaluate.add_argument("net", metavar="NET", help="sunglasses, anonymous1, anonymous2 or mtmt")
    evaluate.add_argument("file", type=Path, metavar="DATA.h5")
    for part in (images, init):
        part.add_argument("--data", type=Path, metavar="DIR", help="the data folder (data)")
    for part in (init, evaluate):
        part.add_argument("--models", type=Path, metavar="DIR", help="the networks (models)")
        part.add_argument("--repaired", type=Path, metavar="DIR", help="models/repaired_nets")
