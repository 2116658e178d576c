"""What a .goodnet file's manifest says about its screen, checked, in format 2 and 3."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TypeGuard, TypeVar, cast

import numpy as np

from core.errors import Unreadable, WrongUsage
from core.files.decoding import decode
from core.network.preprocessing import Preprocessing, preprocessing_from
from core.quarantine.spoken import each_restored, plain
from core.records import (
    Check,
    Finding,
    Inspection,
    JsonObject,
    Notice,
    RepairRecord,
    ScreenSettings,
    as_object,
    json_value,
)
from core.screen.votes import VOTES
from core.screen.votes.disagreement import Disagreement
from core.screen.votes.strip import Strip
from core.text.sentence import Sentence

FORMAT = 3
VOTES_OF_FORMAT_2 = (Strip.name, Disagreement.name)
MOST_NUMBER = 1e5
# All sentences as JSON; a file has eight checks and a few findings and notices.
MOST_SENTENCES = 2**20

Told = TypeVar("Told", Check, Finding, Notice)


def votes_and_settings(manifest: JsonObject, name: str) -> tuple[tuple[str, ...], ScreenSettings]:
    """The names of the screen's votes, and the numbers that they decide by."""
    if "votes" not in manifest:  # format 2
        blend = decode(tuple[float, float], manifest.get("blend"))
        votes, settings = VOTES_OF_FORMAT_2, ScreenSettings(blend=blend)
    else:
        votes = decode(tuple[str, ...], manifest.get("votes"))
        settings = decode(ScreenSettings, manifest.get("screen"))
    numbers = np.concatenate([np.ravel(value) for value in vars(settings).values()])
    sensible = np.isfinite(numbers).all() and (np.abs(numbers) < MOST_NUMBER).all()
    positive = min(settings.look_after, settings.reference_side, settings.blur, settings.shrink) > 0
    known = Strip.name in votes and len(set(votes)) == len(votes) and set(votes) <= set(VOTES)
    if not (sensible and positive and known):
        raise Unreadable("{name} has a screen that makes no sense.", name=name)
    return votes, settings


def as_format_3(manifest: JsonObject) -> JsonObject:
    """Convert a manifest to format 3, which records the preprocessing, not its scale alone."""
    scale_of = manifest.get("input_scale")
    name = {1: "0..1", 255: "0..255"}[scale_of] if scale_of in (1, 255) else None
    record = as_object(manifest.get("record"))
    scale = as_object(record.get("scale"))
    if name is None or not scale:
        return manifest
    measured: JsonObject = {"preprocessing": name, "by": scale.get("measure")}
    record: JsonObject = {**record, "preprocessing": name, "preprocessing_measured": measured}
    return {**manifest, "format": FORMAT, "preprocessing": name, "record": record}


def preprocessing_of(manifest: JsonObject, record: RepairRecord) -> Preprocessing | None:
    """The preprocessing of the manifest; None if its scale and its record contradict each other."""
    text = manifest.get("preprocessing")
    said = {record.preprocessing, record.preprocessing_measured.preprocessing}
    if not isinstance(text, str) or said != {text}:
        return None
    try:
        preprocessing = preprocessing_from(text)
    except WrongUsage:
        return None
    return preprocessing if preprocessing.input_scale == manifest.get("input_scale") else None


def sentences(inspection: Inspection, record: RepairRecord) -> JsonObject:
    """The texts for a person with their templates, beside the English ones in the manifest."""
    told = {
        "checks": inspection.checks,
        "findings": inspection.findings,
        "notices": record.notices,
    }
    return plain(json_value(told))


def records_of(manifest: JsonObject) -> tuple[Inspection, RepairRecord]:
    """The inspection and the record of the repair; sentences have templates where these are kept.

    Raises:
        Unreadable: a record is missing or damaged.
    """
    record = decode(RepairRecord, manifest.get("record"))
    return _translatable(manifest, decode(Inspection, manifest.get("inspection")), record)


def _translatable(
    manifest: JsonObject, inspection: Inspection, record: RepairRecord
) -> tuple[Inspection, RepairRecord]:
    """The same records; a text gets its template if the manifest has one that reads the same."""
    try:
        told = as_object(manifest.get("sentences"))
        if len(json.dumps(told)) > MOST_SENTENCES:
            return inspection, record
    except RecursionError:
        return inspection, record
    restore = each_restored()
    checks = _with_templates(inspection.checks, told.get("checks"), restore)
    findings = _with_templates(inspection.findings, told.get("findings"), restore)
    notices = _with_templates(record.notices, told.get("notices"), restore)
    return replace(inspection, checks=checks, findings=findings), replace(record, notices=notices)


def _with_templates(
    english: Sequence[Told], told: object, restore: Callable[[object], object]
) -> tuple[Told, ...]:
    """The same records; each text that `told` has with a template and the same words gets it."""
    beside = cast("list[object]", told) if isinstance(told, list) else []
    padded = [*beside[: len(english)], *[None] * (len(english) - len(beside))]
    return tuple(
        _with_template(each, as_object(other), restore)
        for each, other in zip(english, padded, strict=True)
    )


def _with_template(english: Told, told: JsonObject, restore: Callable[[object], object]) -> Told:
    texts: dict[str, Sentence] = {}
    for name, text in vars(english).items():
        with suppress(ValueError, RecursionError):
            said = restore(told.get(name))
            if isinstance(said, Sentence) and said == text:
                texts[name] = said
    return replace(english, **texts)


def is_share(value: object) -> TypeGuard[float]:
    """Whether a value can be an FRR."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value <= 1
