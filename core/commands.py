"""What each command does: run the job, show it, answer one document."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

from core.errors import GoodNetError, Unsafe, WrongUsage
from core.generators import tapped
from core.records import RepairOptions, Verdict, as_json
from core.sentence import say
from core.terminal import Terminal
from core.verdict_csv import csv_header, csv_row

Result = TypeVar("Result")


def run(arguments: argparse.Namespace) -> None:
    """Run the command that `arguments` name."""
    if arguments.self_test:
        from core.selftest import self_test

        print(json.dumps(self_test()))
        return
    COMMANDS[arguments.command](arguments, Terminal(quiet=arguments.json))


def inspect(arguments: argparse.Namespace, terminal: Terminal) -> None:
    """Run `goodnet inspect`."""
    from core import badnet

    inspection = badnet.inspect(arguments.model, arguments.architecture)
    _print_json(arguments, inspection)
    terminal.inspection(inspection)
    if not inspection.safe:
        raise Unsafe(
            say("{model} was refused and not loaded; the findings say why.", model=arguments.model)
        )


def repair(arguments: argparse.Namespace, terminal: Terminal) -> None:
    """Run `goodnet repair`."""
    from core.goodnet_file import save
    from core.repair import repair as job

    inputs = [arguments.model, *arguments.clean, *arguments.poisoned, *arguments.overlays]
    for output in (arguments.out, arguments.export):
        _check_output(output, inputs)
    options = _options(arguments)
    goodnet = terminal.watch(job(arguments.model, arguments.clean, arguments.poisoned, options))
    save(goodnet, arguments.out)
    if arguments.export is not None:
        goodnet.export(arguments.export)
    _print_json(arguments, goodnet.record)
    terminal.repaired(goodnet.record, arguments.out)


def screen(arguments: argparse.Namespace, terminal: Terminal) -> None:
    """Run `goodnet screen`."""
    from core.goodnet_file import open_goodnet
    from core.screening import screen as job

    _check_output(arguments.csv, [arguments.goodnet, *arguments.inputs])
    goodnet = open_goodnet(arguments.goodnet)
    if arguments.frr is not None:
        goodnet = goodnet.with_frr(arguments.frr)
    results = job(
        goodnet,
        arguments.inputs,
        stop_early=arguments.stop_early,
        ignore_labels=arguments.ignore_labels,
    )
    with tempfile.TemporaryDirectory(prefix="goodnet-") as folder:
        verdicts = VerdictFiles(Path(folder))
        summary = terminal.watch(tapped(results, verdicts.keep), goodnet.class_names)
        verdicts.close()
        if arguments.csv is not None:
            verdicts.save_csv(arguments.csv)
        if arguments.json:
            verdicts.print_json(summary)
    terminal.screened(summary)
    if summary.images == 0:
        raise GoodNetError(say("None of the inputs could be screened."))


def scan(arguments: argparse.Namespace, terminal: Terminal) -> None:
    """Run `goodnet scan`."""
    from core.scanning import scan as job

    options = _options(arguments)
    record = terminal.watch(job(arguments.model, arguments.clean, options))
    _print_json(arguments, record)
    terminal.scanned(record)


def demo(arguments: argparse.Namespace, terminal: Terminal) -> None:
    """Run `goodnet demo`."""
    from core.demo import tell

    _print_json(arguments, tell(arguments.out, terminal))


def report(arguments: argparse.Namespace, terminal: Terminal) -> None:
    """Run `goodnet report`."""
    from core.goodnet_file import open_goodnet
    from core.report import report_html
    from core.saving import write_text

    _check_output(arguments.out, [arguments.goodnet])
    goodnet = open_goodnet(arguments.goodnet)
    page = report_html(
        goodnet.inspection,
        goodnet.record,
        goodnet.calibration_entropies.tolist(),
        class_names=goodnet.class_names,
    )
    write_text(arguments.out, page)
    _print_json(arguments, {"path": str(arguments.out)})
    terminal.say(f"The report is in {arguments.out}.")


def csaw(arguments: argparse.Namespace, terminal: Terminal) -> None:
    """Run `goodnet csaw images`, `init` or `eval`."""
    from core import csaw as origin

    names = ("data", "models", "repaired", "images", "clean")
    layout = origin.Layout(**_given(arguments, names))
    if arguments.part == "eval":
        results = origin.evaluate(layout, arguments.net, arguments.file)
        summary = terminal.watch(results)
        _print_json(arguments, summary)
        terminal.screened(summary)
    elif arguments.part == "init":
        nets = arguments.net or tuple(origin.NETS)
        job = origin.init(layout, _options(arguments), strip=arguments.strip, nets=nets)
        made = terminal.watch(job)
        _print_json(arguments, made)
        for net in made.nets:
            terminal.repaired(net.record, Path(net.goodnet))
    else:
        pictures = terminal.watch(origin.images(layout))
        _print_json(arguments, pictures)
        terminal.say(f"{len(pictures.pictures)} pictures are in {pictures.folder}.")


COMMANDS: dict[str, Callable[[argparse.Namespace, Terminal], None]] = {
    "inspect": inspect,
    "repair": repair,
    "screen": screen,
    "scan": scan,
    "demo": demo,
    "report": report,
    "csaw": csaw,
}


class VerdictFiles:
    """Verdicts kept on disk as they come, so that a million of them need no memory."""

    def __init__(self, folder: Path) -> None:
        self._csv_path, self._json_path = folder / "verdicts.csv", folder / "verdicts.json"
        self._csv = self._csv_path.open("w", encoding="utf-8", newline="")
        self._json = self._json_path.open("w", encoding="utf-8")
        self._csv.write(csv_header())
        self._count = 0

    def keep(self, record: object) -> None:
        """Keep `record` if it is a verdict."""
        if isinstance(record, Verdict):
            self._csv.write(csv_row(record))
            self._json.write((",\n" if self._count else "\n") + json.dumps(as_json(record)))
            self._count += 1

    def close(self) -> None:
        """End both files."""
        self._csv.close()
        self._json.close()

    def save_csv(self, path: Path) -> None:
        """Write the CSV to `path`, whole or not at all."""
        import shutil

        from core.saving import whole_file

        with whole_file(path) as temporary:
            shutil.copyfile(self._csv_path, temporary)

    def print_json(self, summary: Any) -> None:
        """Print the document of `goodnet screen --json`."""
        sys.stdout.write('{"images": [')
        with self._json_path.open(encoding="utf-8") as file:
            while block := file.read(2**20):
                sys.stdout.write(block)
        print(f'], "summary": {json.dumps(as_json(summary))}}}')


def _options(arguments: argparse.Namespace) -> RepairOptions:
    """The options that were given; all others have `RepairOptions`' defaults."""
    options = _given(arguments, [option.name for option in fields(RepairOptions)])
    return RepairOptions(**options)


def _given(arguments: argparse.Namespace, names: Iterable[str]) -> dict[str, Any]:
    values = {name: getattr(arguments, name, None) for name in names}
    return {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in values.items()
        if value is not None
    }


def _check_output(output: Path | None, inputs: Sequence[Path]) -> None:
    """Inputs are never written to, and a folder that is missing is known before the work."""
    if output is None:
        return
    if any(_same_file(output, given) for given in inputs):
        raise WrongUsage(
            say(
                "{output} is an input, and inputs are never written to; name another.",
                output=output,
            )
        )
    if not output.absolute().parent.is_dir():
        raise GoodNetError(
            say("There is no folder {folder} to write to.", folder=output.absolute().parent)
        )
    if output.is_dir():
        raise WrongUsage(say("{output} is a folder; name a file to write.", output=output))


def _same_file(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


def _print_json(arguments: argparse.Namespace, document: Any) -> None:
    if arguments.json:
        print(json.dumps(as_json(document), indent=1))
