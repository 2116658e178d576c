"""What all commands write: a document, and files that are never an input."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from core.errors import GoodNetError, WrongUsage
from core.records import json_value


def check_output(output: Path | None, inputs: Sequence[Path]) -> None:
    """Refuse to write to an input, and report a missing folder before the work begins."""
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


def print_json(arguments: argparse.Namespace, document: object) -> None:
    """Print the document on stdout if it was requested."""
    if arguments.json:
        print(json.dumps(json_value(document), indent=1))
