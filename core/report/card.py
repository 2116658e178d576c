"""A model card: a description of a GoodNet as a page of Markdown with metadata, and as JSON.

After M. Mitchell et al., "Model Cards for Model Reporting", FAT* 2019, arXiv 1810.03993. The
metadata at the top is YAML in the form that model hubs read. Names are untrusted: everything is
escaped, so that it stays text in Markdown and in HTML made from it.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from core.records import (
    ComputedWith,
    Framing,
    FrrPromise,
    Inspection,
    JsonObject,
    RepairRecord,
    as_json,
    as_object,
    class_accuracies,
    json_value,
)
from core.report.html import BLIND_SPOTS
from core.report.page import environment, inert
from core.text.names import tells_after
from core.text.outcome import outcome
from core.text.promise import promise_words
from core.version import VERSION

FORMAT = 1
_MARKS = re.compile(r"([\\`*_{}\[\]()#+!|<>~&$-])")


def card_json(
    inspection: Inspection,
    repair: RepairRecord | None,
    class_names: Sequence[str] = (),
    computed_with: ComputedWith | None = None,
    framing: Framing | None = None,
) -> JsonObject:
    """The card as one JSON document.

    Args:
        inspection: of the BadNet's file.
        repair: what the repair did; None if the file was only inspected.
        class_names: in the order of the classes, or empty.
        computed_with: the parts that make the verdicts, if there is a GoodNet.
        framing: the note and the date of the card; None for today without a note.
    """
    frame = framing or Framing()
    return {
        "card_format": FORMAT,
        "goodnet_version": VERSION,
        "written": frame.written.isoformat(),
        "note": frame.note,
        "model": {
            "file": _file_name(inspection.path),
            "sha256": inspection.sha256,
            "bytes": inspection.size,
            "keras_version": inspection.keras_version,
            "safe": inspection.safe,
            "input_shape": list(inspection.input_shape),
            "classes": inspection.classes,
            "class_names": list(class_names),
            "parameters": inspection.parameters,
        },
        "findings": [as_json(each) for each in inspection.findings],
        "repair": _repair(repair) if repair else None,
        "screen": _screen(repair) if repair else None,
        "computed_with": json_value(computed_with),
        "limits": [{"title": title, "what": what} for title, what in BLIND_SPOTS],
        "reproduce": _command(inspection, repair) if repair else None,
    }


def card_markdown(card: JsonObject) -> str:
    """A card from `card_json` as Markdown."""
    names: Any = as_object(card["model"])["class_names"]
    page = environment(names).overlay(autoescape=False, finalize=as_markdown)
    page.filters |= {
        "metadata": _metadata,
        "code": _code,
        "promise_words": lambda promise: promise_words(FrrPromise(**promise)),
    }
    return page.get_template("card.md.j2").render(card=card)


def as_markdown(value: object) -> Any:
    """Escape text so that it is shown literally; other values stay as they are."""
    from markupsafe import Markup

    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return _MARKS.sub(r"\\\1", inert(value))


def _metadata(card: JsonObject) -> str:
    """YAML for model hubs; JSON strings are YAML strings."""
    from markupsafe import Markup

    values = {
        "library_name": "keras",
        "pipeline_tag": "image-classification",
        "tags": ["goodnet"],
        "goodnet_version": card["goodnet_version"],
        "model_sha256": as_object(card["model"])["sha256"],
    }
    return Markup("\n".join(f"{key}: {json.dumps(value)}" for key, value in values.items()))


def _code(line: str) -> str:
    """A line of code, in which nothing is read as Markdown."""
    from markupsafe import Markup

    return Markup("    " + inert(line))


def _repair(repair: RepairRecord) -> JsonObject:
    paths, hashes = repair.data.paths, repair.data.sha256
    data = [
        {"file": _file_name(path), "sha256": hashes[k] if k < len(hashes) else None}
        for k, path in enumerate(paths)
    ]
    return {
        "recipe": repair.recipe,
        "seed": repair.seed,
        "outcome": outcome(repair).title,
        "layer": repair.layer,
        "channels": repair.channels,
        "channels_pruned": repair.channels_pruned,
        "measure": repair.measure,
        "before": as_json(repair.before),
        "after": as_json(repair.after),
        "suspected_targets": [
            {
                "class": each.target_class,
                "reason": each.reason,
                "kind": each.kind,
                "size_before": each.mask_size,
                "size_after": each.mask_size_after,
                "class_accuracy": json_value(each.class_accuracy),
            }
            for each in repair.suspected_targets
        ],
        "learned": _learned(repair),
        "per_class": [
            {"class": label, **as_json(own)}
            for label, own in class_accuracies(repair.before, repair.after).items()
            if tells_after(repair)
        ],
        "notices": [as_json(each) for each in repair.notices],
        "data": {"files": data, "images": repair.data.images, "labelled": repair.data.labelled},
        "parts": as_json(repair.parts),
    }


def _learned(repair: RepairRecord) -> list[JsonObject]:
    """What was learned from flagged images after the repair."""
    return [
        {
            "class": each.target_class,
            "pictures": len(each.learned_from),
            "left_out": len(each.left_out),
            "kept_apart": each.kept_apart,
            "obeyed_before": each.obeyed_before,
            "obeyed_after": each.obeyed_after,
            "clean_accuracy_before": each.clean_accuracy_before,
            "clean_accuracy_after": each.clean_accuracy_after,
            "clean_images": each.clean_images,
            "measure": each.measure,
        }
        for each in repair.learned
    ]


def _screen(repair: RepairRecord) -> JsonObject:
    return {
        "votes": list(repair.votes),
        "frr": repair.frr,
        "promise": as_json(repair.promise) if repair.promise else None,
        "threshold_bits": repair.threshold_bits,
    }


def _command(inspection: Inspection, repair: RepairRecord) -> str:
    """The command that makes the same GoodNet from the same files."""
    words = ["goodnet", "repair", _file_name(inspection.path)]
    for path in repair.data.paths:
        words += ["--clean", _file_name(path)]
    words += ["--recipe", repair.recipe, "--budget", f"{repair.budget:g}"]
    words += ["--preprocessing", repair.preprocessing]
    words += ["--frr", f"{repair.frr:g}", "--seed", str(repair.seed), "--out", "repaired.goodnet"]
    return shlex.join(map(inert, words))


def _file_name(path: str) -> str:
    # Paths of either system, without folders, which could reveal who made the card.
    return PurePath(re.split(r"[/\\]", path)[-1]).name
