"""Write the page and the card of a GoodNet to files."""

from __future__ import annotations

import json
from pathlib import Path

from core.files.saving import write_text
from core.report.card import card_json, card_markdown
from core.report.html import report_html
from core.screen.goodnet import GoodNet


def write_page(goodnet: GoodNet, path: Path) -> None:
    """Write the HTML report."""
    page = report_html(
        goodnet.inspection,
        goodnet.record,
        goodnet.calibration_bits.tolist(),
        class_names=goodnet.class_names,
        computed_with=goodnet.computed_with,
    )
    write_text(path, page)


def write_card(goodnet: GoodNet, markdown: Path, as_json: Path) -> None:
    """Write the model card in both formats."""
    card = card_json(
        goodnet.inspection,
        goodnet.record,
        goodnet.class_names,
        goodnet.computed_with,
    )
    write_text(markdown, card_markdown(card))
    write_text(as_json, json.dumps(card, indent=1) + "\n")
