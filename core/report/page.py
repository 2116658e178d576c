"""The environment in which the report, the audit and the model card are rendered from templates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.files.image_names import image_name
from core.records import (
    Verdict,
    expert_margin_of_others,
    extent_of_others,
    margin_of_others,
    perturbation_of_others,
)
from core.text.answers import compared, sureness
from core.text.names import (
    REASONS,
    SUSPECTED_ASR,
    asr_name,
    capitalized,
    class_name,
    measure_name,
    numbered,
    outcome_name,
    recipe_name,
    severity_name,
    stage_name,
    tells,
    tells_after,
)
from core.text.promise import promise_words
from core.text.sentence import Sentence, Translate, say
from core.text.terms import TERMS
from core.text.wording import (
    byte_size,
    decimal,
    in_bits,
    p_value,
    percent,
    points,
    signed,
    whole,
)

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


def environment(class_names: Sequence[str] = (), translate: Translate = str) -> Environment:
    """The environment that renders the HTML templates; it escapes values and makes them inert."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: inert(_in_language(value, translate)),
    )
    environment.globals |= {"suspected_asr": SUSPECTED_ASR, "say": say}
    environment.filters |= {**_FORMS, **_filters(class_names, translate)}
    return environment


def _filters(class_names: Sequence[str], translate: Translate) -> dict[str, Any]:
    """The filters that depend on the network's classes or the page's language."""
    return {
        "capitalized": lambda text: capitalized(str(_in_language(text, translate))),
        # Jinja escapes a constant before its `finalize` sees it, so it is translated here.
        "explained": lambda term: translate(TERMS[term]),
        "class_name": lambda number: (
            class_name(number, class_names) or say("class {number}", number=number)
        ),
        "numbered": lambda number: numbered(number, class_names),
    }


def _bounded(p: Sentence, how: str) -> Sentence:
    """A p-value, which may be a bound."""
    bounds = {"at least": say("at least {p}", p=p), "at most": say("at most {p}", p=p)}
    return bounds.get(how, p)


def _blends_evidence(verdict: Verdict) -> Sentence:
    """What the blends of an image show; if they ended early, bounds."""
    figures = {"share": percent(verdict.persistence), "bits": in_bits(verdict.weighted_bits)}
    if verdict.entropy_is_bound:
        return say("class kept to at most {share}, weighted entropy at least {bits}", **figures)
    return say("class kept to {share}, weighted entropy {bits}", **figures)


def _file_name(path: str) -> str:
    """The name of a file that may have been named on another system."""
    return re.split(r"[/\\]", path)[-1]


def _in_language(value: object, translate: Translate) -> object:
    """A sentence in the language of the page; everything else as it is."""
    return translate(value) if isinstance(value, Sentence) else value


# The filters that are the same on every page.
_FORMS: dict[str, Any] = {
    "percent": percent,
    "p_value": p_value,
    "asr": asr_name,
    "tells_after": tells_after,
    "tells": lambda share, measure: tells(measure, share),
    "measure_name": measure_name,
    "recipe_name": recipe_name,
    "promise_words": promise_words,
    "compared": lambda verdict, flags: compared(verdict, flags=flags),
    "sureness": sureness,
    "bits": in_bits,
    "decimal": decimal,
    "short": lambda value: say("{value:g}", value=value),
    "bounded": _bounded,
    "blends_evidence": _blends_evidence,
    "because": lambda reason: REASONS[reason],
    "severity": severity_name,
    "outcome": outcome_name,
    "lead": lambda logits: signed(logits, 1),
    "points": points,
    "thousands": whole,
    "stage_name": stage_name,
    "shape": lambda shape: " × ".join("?" if size is None else str(size) for size in shape),
    "bytes": byte_size,
    "file_name": _file_name,
    "image_name": lambda image: image_name(_file_name(image.path), image.index),
    "image_path": lambda image: image_name(image.path, image.index),
    "expert_margin_of_others": expert_margin_of_others,
    "extent_of_others": extent_of_others,
    "margin_of_others": margin_of_others,
    "perturbation_of_others": perturbation_of_others,
}
