"""What all commands write: their document, and files that are never an input."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from core.errors import GoodNetError, WrongUsage
from core.records import as_json


def check_output(output: Path | None, inputs: Sequence[Path]) -> None:
    """Inputs are never written to, and a folder that is missing is known before the work."""
    if output is None:
        return
    if any(_same_file(output, given) for given in inputs):
        raise WrongUsage(
            "{output} is an input, and inputs are never written to; name another.", output=output
        )
    if not output.absolute().parent.is_dir():
        raise GoodNetError(
            "There is no folder {folder} to write to.", folder=output.absolute().parent
        )
    if output.is_dir():
        raise WrongUsage("{output} is a folder; name a file to write.", output=output)


def _same_file(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


def print_json(arguments: argparse.Namespace, document: Any) -> None:
    """The document on stdout, where it was asked for."""
    if arguments.json:
        print(json.dumps(as_json(document), indent=1))
