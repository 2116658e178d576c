"""Ask core to write down results."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from core.records import Framing, Inspection, TriggerMap, Verdict
from gui.job import Records
from gui.look.sentences import in_window_language
from gui.port.screening import Screening
from gui.port.values import Origin

if TYPE_CHECKING:
    from core.screen.goodnet import GoodNet

Made = TypeVar("Made")

# With more pictures than this, nobody reads a report.
MOST_THUMBNAILS = 500


class Reporting(Screening):
    """Reports and tables, with pictures of the screened images."""

    def report(
        self,
        inspection: Inspection,
        goodnet: GoodNet | None,
        verdicts: Sequence[Verdict],
        path: str,
        maps: Mapping[Origin, TriggerMap],
        framing: Framing | None = None,
    ) -> None:
        """Write a report as HTML, Markdown (a model card) or JSON, according to the suffix.

        Cards and JSON are for hubs and programs, which read English.
        """
        from core.files.saving import write_text
        from core.report.html import report_json

        if path.lower().endswith(".md"):
            made = _card(inspection, goodnet, framing)
        elif path.lower().endswith(".json"):
            given = self._reported(report_json, inspection, goodnet, verdicts, maps, framing)
            made = json.dumps(given, indent=1)
        else:
            made = self.report_page(inspection, goodnet, verdicts, maps, framing)
        write_text(Path(path), made)

    def report_page(
        self,
        inspection: Inspection,
        goodnet: GoodNet | None,
        verdicts: Sequence[Verdict],
        maps: Mapping[Origin, TriggerMap],
        framing: Framing | None = None,
    ) -> str:
        """The report as one HTML page in the window's language, which it shows and prints too."""
        from core.report.html import report_html

        form = partial(report_html, translate=in_window_language)
        return self._reported(form, inspection, goodnet, verdicts, maps, framing)

    def _reported(
        self,
        form: Callable[..., Made],
        inspection: Inspection,
        goodnet: GoodNet | None,
        verdicts: Sequence[Verdict],
        maps: Mapping[Origin, TriggerMap],
        framing: Framing | None,
    ) -> Made:
        """The report in one form: `report_html` or `report_json` of core."""
        return form(
            inspection,
            goodnet.record if goodnet else None,
            goodnet.calibration_bits.tolist() if goodnet else (),
            verdicts,
            self.thumbnails(inspection, verdicts),
            goodnet.class_names if goodnet else (),
            computed_with=goodnet.computed_with if goodnet else None,
            maps=maps,
            framing=framing,
        )

    def maps(self, goodnet: GoodNet, verdicts: Sequence[Verdict]) -> Records:
        """Trigger maps for a report; yields Progress, returns TriggerMap by path and index.

        It runs networks, like `blends`.
        """
        from core.screen.trigger_maps import trigger_maps

        return trigger_maps(goodnet, verdicts)

    def thumbnails(
        self, inspection: Inspection, verdicts: Sequence[Verdict]
    ) -> Mapping[Origin, bytes]:
        """PNG files by (path, index), for the images that a report shows."""
        from core.files.images import encode_png

        shown = [(verdict.path, verdict.index) for verdict in verdicts[:MOST_THUMBNAILS]]
        images = self.pictures(inspection, shown)
        return {origin: encode_png(image) for origin, image in images.items()}

    def save_csv(self, verdicts: Sequence[Verdict], path: str, marks: Mapping[Origin, str]) -> None:
        """Write verdicts as CSV, a line for each image; a last column has marks for wrong ones."""
        from core.files.saving import write_text
        from core.report.csv_rows import verdict_header, verdict_row

        votes = [vote.name for vote in verdicts[0].votes] if verdicts else []
        lines = [verdict_header(votes), *(verdict_row(verdict, votes) for verdict in verdicts)]
        if marks:
            marked = [marks.get((verdict.path, verdict.index), "") for verdict in verdicts]
            ends = zip(lines, ["mark", *marked], strict=True)
            lines = [line.rstrip("\n") + f",{end}\n" for line, end in ends]
        write_text(Path(path), "".join(lines))

    def write_file(self, path: str, made: bytes) -> None:
        """Write `made` to `path`, completely or not at all."""
        from core.files.saving import whole_file

        with whole_file(Path(path)) as unfinished:
            unfinished.write_bytes(made)

    def blind_spots(self) -> Sequence[tuple[str, str]]:
        """What the methods are known to miss: titles and explanations."""
        from core.report.html import BLIND_SPOTS

        return BLIND_SPOTS


def _card(inspection: Inspection, goodnet: GoodNet | None, framing: Framing | None) -> str:
    """The model card as Markdown; about the file alone if nothing was repaired."""
    from core.report.card import card_json, card_markdown

    if goodnet is None:
        return card_markdown(card_json(inspection, None, framing=framing))
    return card_markdown(
        card_json(
            inspection,
            goodnet.record,
            goodnet.class_names,
            goodnet.computed_with,
            framing,
        )
    )
