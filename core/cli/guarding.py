"""The commands for a finished GoodNet: report, export, watch."""

from __future__ import annotations

import argparse

from core.cli.outputs import check_output, print_json
from core.cli.terminal import Terminal
from core.errors import WrongUsage
from core.text.wording import percent


def report(arguments: argparse.Namespace, terminal: Terminal) -> None:
    """Run `goodnet report`."""
    from core.cli.reporting import write_card, write_page
    from core.screen.goodnet_file import open_goodnet

    if arguments.out is None and arguments.card is None:
        raise WrongUsage("Say what to write: --out FILE.html, --card FILE.md, or both.")
    same = arguments.card and arguments.card.with_suffix(".json")
    for output in (arguments.out, arguments.card, same):
        check_output(output, [arguments.goodnet])
    goodnet = open_goodnet(arguments.goodnet)
    written = {}
    if arguments.out is not None:
        write_page(goodnet, arguments.out)
        written["path"] = str(arguments.out)
        terminal.say(f"The report is in {arguments.out}.")
    if arguments.card is not None:
        write_card(goodnet, arguments.card, same)
        written |= {"card": str(arguments.card), "card_json": str(same)}
        terminal.say(f"The model card is in {arguments.card} and {same}.")
    print_json(arguments, written)


def export(arguments: argparse.Namespace, terminal: Terminal) -> None:
    """Run `goodnet export`."""
    from core.guard import exporting
    from core.screen.goodnet_file import open_goodnet

    if arguments.format != "savedmodel":
        check_output(arguments.out, [arguments.goodnet])
    goodnet = open_goodnet(arguments.goodnet)
    if arguments.frr is not None:
        goodnet = goodnet.with_frr(arguments.frr)
    if left_out := exporting.planned(goodnet, arguments.format, arguments.votes).left_out:
        terminal.hint(f"The guard will not have these votes: {', '.join(left_out)}.")
    record = exporting.export(goodnet, arguments.out, arguments.format, arguments.votes)
    print_json(arguments, record)
    terminal.say(
        f"The guard is in {record.path}; votes: {', '.join(record.votes)}; FRR {record.frr:g}."
    )


def watch(arguments: argparse.Namespace, terminal: Terminal) -> None:
    """Run `goodnet watch`."""
    from core.report.chance import flagged_share

    if not 0 <= arguments.flagged <= arguments.images or not arguments.images:
        raise WrongUsage("Of at least one image, none to all can be flagged.")
    if arguments.calibration < 1:
        raise WrongUsage("A screen has at least one calibration image.")
    found = flagged_share(
        arguments.flagged,
        arguments.images,
        arguments.frr,
        arguments.calibration,
        arguments.level,
    )
    print_json(arguments, found)
    terminal.say(
        f"{percent(found.share)} of the images are flagged; clean ones are at "
        f"{percent(found.expected)} on average, and as often as this with "
        f"probability {found.chance:.2g}."
    )
    terminal.say(
        "More than the FRR explains: look at the flagged images."
        if found.alarm
        else "No more than the FRR explains."
    )
