"""The whole workflow on the embedded demo, for people who have no model or data at hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.cli.terminal import Terminal
from core.files.images import encode_png
from core.files.saving import make_folder, write_text
from core.jobs.generators import result_of, tapped
from core.opening import badnet
from core.quarantine.pictures import read_image
from core.records import JsonObject, RepairOptions, Verdict, as_json, json_value
from core.repair.job import repair
from core.report.html import report_html
from core.screen.goodnet import GoodNet
from core.screen.goodnet_file import save
from core.screen.screening import screen
from core.screen.trigger_maps import trigger_maps
from resources.demo import DemoFiles, files

PICTURES = 12


def play(folder: Path, terminal: Terminal) -> JsonObject:
    """Inspect, repair and screen the demo; leave the GoodNet and a report in `folder`.

    Returns:
        The documents of `repair` and `screen`, and the report's path.

    Raises:
        GoodNetError: the folder cannot be written to.
    """
    make_folder(folder)
    demo = files()
    terminal.say("1. A stranger's network for traffic signs is inspected; nothing in it runs.\n")
    terminal.inspection(badnet.inspect(demo.badnet))
    terminal.say("\n2. It is repaired with 900 clean images, while its backdoor is watched.")
    job = repair(demo.badnet, [demo.clean], [demo.poisoned], RepairOptions())
    goodnet = terminal.watch(job)
    path = folder / "traffic_signs.goodnet"
    save(goodnet, path)
    terminal.repaired(goodnet.record, path)
    terminal.say("\n3. Pictures are screened; some carry a yellow sticker.\n")
    verdicts: list[Verdict] = []

    def keep(record: object) -> None:
        if isinstance(record, Verdict):
            verdicts.append(record)

    screening = tapped(screen(goodnet, _pictures(demo)), keep)
    summary = terminal.watch(screening, goodnet.class_names)
    terminal.screened(summary)
    report = folder / "report.html"
    write_text(report, _report(goodnet, verdicts))
    terminal.say(f"\n4. All of it is on one page: {report}")
    return {
        "repair": as_json(goodnet.record),
        "screen": {"images": json_value(verdicts), "summary": as_json(summary)},
        "report": str(report),
    }


def _pictures(demo: DemoFiles) -> Sequence[Path]:
    return sorted(demo.images.glob("*.png"))[:PICTURES]


def _report(goodnet: GoodNet, verdicts: Sequence[Verdict]) -> str:
    thumbnails = {(v.path, v.index): encode_png(read_image(Path(v.path))) for v in verdicts}
    return report_html(
        goodnet.inspection,
        goodnet.record,
        goodnet.calibration_bits.tolist(),
        verdicts,
        thumbnails,
        goodnet.class_names,
        computed_with=goodnet.computed_with,
        maps=result_of(trigger_maps(goodnet, verdicts)),
    )
