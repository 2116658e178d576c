"""The environment in which the report, the audit and the model card are rendered from templates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.records import (
    expert_margin_of_others,
    margin_of_others,
    perturbation_of_others,
)
from core.text.answers import compared, sureness
from core.text.names import (
    SUSPECTED_ASR,
    asr_name,
    capitalized,
    class_name,
    measure_name,
    numbered,
    recipe_name,
    tells,
    tells_after,
)
from core.text.promise import promise_words
from core.text.terms import TERMS
from core.text.wording import byte_size, in_bits, p_value, percent

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = Path(__file__).resolve().parents[2] / "resources" / "report"
# Control and text-direction characters, invisible ones, and unpaired surrogates.
_DECEPTIVE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


def inert(value: object) -> Any:
    """Remove characters from text that turn, hide or break it; other values stay as they are."""
    from markupsafe import Markup

    if isinstance(value, str) and not isinstance(value, Markup):
        return _DECEPTIVE.sub("\N{REPLACEMENT CHARACTER}", value)
    return value


def environment(class_names: Sequence[str] = ()) -> Environment:
    """The environment that renders the HTML templates; it escapes values and makes them inert."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=inert,
    )
    environment.globals["suspected_asr"] = SUSPECTED_ASR
    environment.filters |= {
        "percent": percent,
        "p_value": p_value,
        "asr": asr_name,
        "tells_after": tells_after,
        "tells": lambda share, measure: tells(measure, share),
        "measure_name": measure_name,
        "capitalized": capitalized,
        "recipe_name": recipe_name,
        "promise_words": promise_words,
        "compared": lambda verdict, flags: compared(verdict, flags=flags),
        "sureness": sureness,
        "explained": TERMS.__getitem__,
        "bits": in_bits,
        "lead": lambda logits: f"{logits:+.1f}".replace("-", "−"),
        "points": lambda change: f"{100 * change:+.1f}\N{NO-BREAK SPACE}points".replace("-", "−"),
        "thousands": lambda count: f"{count:,}",
        "shape": lambda shape: " × ".join("?" if size is None else str(size) for size in shape),
        "bytes": byte_size,
        "file_name": lambda path: re.split(r"[/\\]", path)[-1],
        "class_name": lambda number: class_name(number, class_names) or f"class {number}",
        "numbered": lambda number: numbered(number, class_names),
        "expert_margin_of_others": expert_margin_of_others,
        "margin_of_others": margin_of_others,
        "perturbation_of_others": perturbation_of_others,
    }
    return environment
