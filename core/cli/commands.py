"""The commands: each runs its job, shows it, and prints one document."""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from core.cli import guarding
from core.cli.outputs import check_output, print_json
from core.cli.terminal import Terminal
from core.cluster.engine import Here
from core.errors import GoodNetError, Unreadable, Unsafe, WrongUsage
from core.jobs.generators import tapped
from core.opening.inner_preprocessing import inner_preprocessing
from core.records import Inspection, Json, LearnOptions, RepairOptions, as_json
from core.report.verdict_files import VerdictFiles
from core.text.sentence import say

if TYPE_CHECKING:
    from core.screen.goodnet import GoodNet

Result = TypeVar("Result")


def run(arguments: argparse.Namespace) -> None:
    """Run the command named in `arguments`."""
    if arguments.self_test:
        from core.cli.selftest import self_test

        print(json.dumps(self_test()))
        return
    COMMANDS[arguments.command](arguments, Terminal(quiet=arguments.json))


def inspect(arguments: argparse.Namespace, terminal: Terminal) -> None:
    """Run `goodnet inspect`; with several models the worst one sets the exit code."""
    from core.opening import badnet
    from core.opening.choices import Choices
    from core.report.gate import judged_inspection, judged_unread, write_results

    for output in (arguments.sarif, arguments.junit):
        check_output(output, arguments.models)
    judged, documents, errors = [], [], []
    for model in arguments.models:
        try:
            chosen = Choices(arguments.size, arguments.output)
            inspection = badnet.inspect(model, arguments.architecture, chosen)
        except GoodNetError as error:
            errors.append(error)
            judged.append(judged_unread(model, str(error)))
            documents.append({"path": str(model), "error": str(error)})
            continue
        judged.append(judged_inspection(inspection))
        documents.append(_inspected(inspection))
        terminal.inspection(inspection)
        if not inspection.safe:
            errors.append(
                Unsafe("{model} was refused and not loaded; the findings say why.", model=model)
            )
    write_results(judged, "inspect", arguments.sarif, arguments.junit)
    if len(documents) > 1:
        print_json(arguments, {"models": documents})
    elif "error" not in documents[0]:
        print_json(arguments, documents[0])
    _raise_worst(errors, terminal)


def _inspected(inspection: Inspection) -> dict[str, Json]:
    """The document of one model: the inspection, and what is known of the preprocessing."""
    known = as_json(inner_preprocessing(inspection)) if inspection.layers else None
    return {**as_json(inspection), "preprocessing": known}


def _raise_worst(errors: Sequence[GoodNetError], terminal: Terminal) -> None:
    """Print all errors except the worst, which is raised; an unsafe model is the worst."""
    in_order = sorted(errors, key=lambda error: not isinstance(error, Unsafe))
    for error in in_order[1:]:
        terminal.hint(str(error))
    if in_order:
        raise in_order[0]


def repair(arguments: argparse.Namespace, terminal: Terminal) -> None:
    """Run `goodnet repair`."""
    from core.repair.checkpoint import Request, begin, checkpoints_folder
    from core.repair.job import repair as job
    from core.screen.goodnet_file import save

    inputs = [arguments.model, *arguments.clean, *arguments.poisoned, *arguments.overlays]
    for output in (arguments.out, arguments.export):
        check_output(output, inputs)
    options = _options(arguments)
    asked = (arguments.model, arguments.clean, arguments.poisoned, options)
    checkpoint = begin(checkpoints_folder(), Request.of(*asked), resume=arguments.resume)
    if arguments.resume and not checkpoint.has_work():
        terminal.hint(
            say("There is no checkpoint of an earlier run of this repair; it begins anew.")
        )
    goodnet = terminal.watch(job(*asked, checkpoint))
    save(goodnet, arguments.out)
    checkpoint.discard()
    if arguments.export is not None:
        goodnet.export_repaired(arguments.export)
    print_json(arguments, goodnet.record)
    terminal.repaired(goodnet.record, arguments.out, arguments.export)


def screen(arguments: argparse.Namespace, terminal: Terminal) -> None:
    """Run `goodnet screen`."""
    from core.cluster import opened
    from core.screen.goodnet_file import open_goodnet
    from core.screen.screening import screen as job
    from core.screen.sharding import screen_shards

    for output in (arguments.csv, arguments.parquet):
        check_output(output, [arguments.goodnet, *arguments.inputs])
    wishes = {"stop_early": not arguments.every_vote, "ignore_labels": arguments.ignore_labels}
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="goodnet-"))
        engine = stack.enter_context(opened(arguments.workers, arguments.scheduler))
        goodnet = _at_frr(open_goodnet(arguments.goodnet), arguments)
        parquet = arguments.parquet is not None
        verdicts = VerdictFiles(Path(folder), goodnet.votes, parquet=parquet)
        stack.callback(verdicts.close)
        if isinstance(engine, Here):
            results = job(goodnet, arguments.inputs, **wishes)
        else:
            results = screen_shards(goodnet, arguments.goodnet, arguments.inputs, engine, **wishes)
        summary = terminal.watch(tapped(results, verdicts.keep), goodnet.class_names)
        verdicts.close()
        verdicts.save(csv=arguments.csv, parquet=arguments.parquet)
        if arguments.json:
            verdicts.print_json(summary, goodnet.computed_with)
    terminal.screened(summary)
    if summary.images == 0:
        raise GoodNetError("None of the inputs could be screened.")


def learn(arguments: argparse.Namespace, terminal: Terminal) -> None:
    """Run `goodnet learn`."""
    from core.repair.learning import learn as job
    from core.screen.goodnet_file import open_goodnet, save

    check_output(arguments.out, [arguments.goodnet, *arguments.inputs, *arguments.clean])
    goodnet = open_goodnet(arguments.goodnet)
    names = ("confirm", "ignore_labels", "seed")
    options = LearnOptions(**_given(arguments, names))
    learning = terminal.watch(job(goodnet, arguments.inputs, arguments.clean, options))
    if learning.goodnet is not None:
        save(learning.goodnet, arguments.out)
    print_json(arguments, learning.record)
    terminal.learned(learning.record, arguments.out)
    if learning.record.refused:
        raise Unreadable(learning.record.refused)


def _at_frr(goodnet: GoodNet, arguments: argparse.Namespace) -> GoodNet:
    """The GoodNet at the requested FRR, which holds on average or guaranteed."""
    if arguments.guarantee:
        return goodnet.guaranteeing(arguments.frr or goodnet.bound or goodnet.frr)
    return goodnet if arguments.frr is None else goodnet.with_frr(arguments.frr)


def scan(arguments: argparse.Namespace, terminal: Terminal) -> None:
    """Run `goodnet scan`."""
    from core.scan.job import scan as job

    options = _options(arguments)
    record = terminal.watch(job(arguments.model, arguments.clean, options))
    print_json(arguments, record)
    terminal.scanned(record)


def audit(arguments: argparse.Namespace, terminal: Terminal) -> None:
    """Run `goodnet audit`."""
    from core.audit.auditing import audit as job
    from core.cluster import opened
    from core.report.gate import judged_row, require_passed, write_results

    for output in (arguments.sarif, arguments.junit):
        check_output(output, [*arguments.models, *arguments.clean])
    if arguments.out.exists() and not arguments.out.is_dir():
        raise WrongUsage("{out} is a file; name a folder for the audit.", out=arguments.out)
    options = _options(arguments)
    with opened(arguments.workers, arguments.scheduler) as engine:
        auditing = job(
            arguments.models,
            arguments.clean,
            arguments.out,
            options,
            repairs=arguments.repair,
            engine=engine,
        )
        try:
            record = terminal.watch(auditing)
        except KeyboardInterrupt:
            terminal.hint(
                f"Finished rows stay in {arguments.out}; run the same command again to continue."
            )
            raise
    rows = [judged_row(row) for row in record.models]
    write_results(rows, "audit", arguments.sarif, arguments.junit)
    print_json(arguments, record)
    terminal.audited(record)
    if arguments.gate:
        require_passed(record)


def demo(arguments: argparse.Namespace, terminal: Terminal) -> None:
    """Run `goodnet demo`."""
    from core.cli.demo import play

    print_json(arguments, play(arguments.out, terminal))


def csaw(arguments: argparse.Namespace, terminal: Terminal) -> None:
    """Run `goodnet csaw images`, `init` or `eval`."""
    from core.cli import csaw as origin

    names = ("data", "models", "repaired", "images", "clean")
    layout = origin.Layout(**_given(arguments, names))
    if arguments.part == "eval":
        results = origin.evaluate(layout, arguments.net, arguments.file)
        summary = terminal.watch(results)
        print_json(arguments, summary)
        terminal.screened(summary)
    elif arguments.part == "init":
        nets = arguments.net or tuple(origin.NETS)
        job = origin.init(layout, _options(arguments), strip=arguments.strip, nets=nets)
        made = terminal.watch(job)
        print_json(arguments, made)
        for net in made.nets:
            terminal.repaired(net.record, Path(net.goodnet), Path(net.exported))
    else:
        pictures = terminal.watch(origin.images(layout))
        print_json(arguments, pictures)
        terminal.say(f"{len(pictures.pictures)} pictures are in {pictures.folder}.")


COMMANDS: dict[str, Callable[[argparse.Namespace, Terminal], None]] = {
    "inspect": inspect,
    "repair": repair,
    "screen": screen,
    "learn": learn,
    "scan": scan,
    "audit": audit,
    "demo": demo,
    "report": guarding.report,
    "export": guarding.export,
    "watch": guarding.watch,
    "csaw": csaw,
}


def _options(arguments: argparse.Namespace) -> RepairOptions:
    """The options that were given; all others keep the defaults of `RepairOptions`."""
    options = _given(arguments, [option.name for option in fields(RepairOptions)])
    return RepairOptions(**options)


def _given(arguments: argparse.Namespace, names: Iterable[str]) -> dict[str, Any]:
    values = {name: getattr(arguments, name, None) for name in names}
    return {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in values.items()
        if value is not None
    }
