"""Examining a stranger's model config as text and data, before anything acts on it.

Every object that the config names, at whatever depth, must be on the allow-list: a layer of
`core.opening.layers`, arithmetic, a network, or a harmless companion (initializers and the like,
which are dropped later). What else Keras would import and call, custom and registered classes,
Lambda and its kin, and functions named by module path, is refused (CVE-2025-9905 and relatives).
What ships with Keras and is only not rebuilt is told apart from both.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from core.errors import Unreadable
from core.opening.judging import COMPANIONS, DANGEROUS, LAYER_CLASSES, class_of, judged
from core.opening.layer_names import MODELS
from core.records import Finding, OutlineRow
from core.text.sentence import say
from core.text.wording import byte_size, printable

CONFIG = say("Config depth and size")

ROOT = "model_config"
TEXT_LIMIT = 8 << 20
DEPTH_LIMIT = 50
# What training left behind; GoodNet never reads it.
_TRAINING_KEYS = {"compile_config", "build_config", "training_config"}


@dataclass
class Examination:
    """What the walk found.

    Attributes:
        unsupported: what ships with Keras and is not rebuilt yet; it refuses nothing as unsafe.
        outline: a row for each network and layer, in order.
    """

    findings: list[Finding] = field(default_factory=list)
    unsupported: list[Finding] = field(default_factory=list)
    outline: list[OutlineRow] = field(default_factory=list)
    config: dict[str, Any] = field(default_factory=dict)
    depth: int = 0
    size: int = 0


def read_config(text: str | bytes) -> Examination:
    """Parse the config `text` under caps and walk all of it.

    Returns:
        The examination; where a cap is exceeded its `config` is empty.

    Raises:
        Unreadable: `text` is not a JSON object.
    """
    result = Examination(size=len(text))
    if len(text) > TEXT_LIMIT:
        result.findings.append(
            _oversized(
                say(
                    "It is {size}, above the {limit} allowed",
                    size=byte_size(len(text)),
                    limit=byte_size(TEXT_LIMIT),
                )
            )
        )
        return result
    try:
        config = json.loads(text)
        result.depth = _depth(config)
    except RecursionError:
        result.depth = TEXT_LIMIT
    except ValueError:
        raise Unreadable("The model's config is not JSON; the file is damaged.") from None
    if result.depth > DEPTH_LIMIT:
        result.findings.append(
            _oversized(say("It nests deeper than the {limit} levels allowed", limit=DEPTH_LIMIT))
        )
        return result
    if not isinstance(config, dict):
        raise Unreadable("The model's config is not a JSON object; the file is damaged.")
    result.config = config
    _walk(config, "", 0, result)
    return result


def _oversized(fact: str) -> Finding:
    return Finding(
        "not allowed",
        say("Config out of all proportion"),
        ROOT,
        say(
            "{fact}; real configs stay far below, and programs that read this one may crash.",
            fact=fact,
        ),
        check=CONFIG,
    )


def _depth(value: Any) -> int:
    """How many levels of objects and lists `value` nests, without recursion."""
    deepest = 0
    pending = [(value, 1)]
    while pending:
        each, level = pending.pop()
        if isinstance(each, (dict, list)):
            deepest = max(deepest, level)
            children = each.values() if isinstance(each, dict) else each
            pending.extend((child, level + 1) for child in children)
    return deepest


def _walk(value: Any, path: str, level: int, result: Examination) -> None:
    """Judge every object in `value`; `path` is the layer that it belongs to, "" at the root."""
    if isinstance(value, list):
        for child in value:
            _walk(child, path, level, result)
    elif isinstance(value, dict):
        inside, depth = path, level
        if _is_layer(value):
            name = _layer_name(value)
            inside = f"{path}/{name}" if path else name
            # The root's own name is left out of the paths of its layers.
            place = inside if level else ROOT
            type_name = printable(value.get("class_name"))
            result.outline.append(OutlineRow(level, place, name, type_name))
            _note(judged(value, place), result)
            inside, depth = (inside if level else ""), level + 1
        else:
            _note(judged(value, path or ROOT), result)
        if class_of(value) not in DANGEROUS:
            for key, child in value.items():
                if key not in _TRAINING_KEYS:
                    _walk(child, inside, depth, result)


def _note(findings: Iterable[Finding], result: Examination) -> None:
    for finding in findings:
        listed = result.findings if finding.refuses else result.unsupported
        listed.append(finding)


def _is_layer(value: dict[str, Any]) -> bool:
    """Layers and networks are told from other objects by their shape, not by their class."""
    class_name, config = class_of(value), value.get("config")
    if not class_name or class_name in COMPANIONS - LAYER_CLASSES:
        return False
    return class_name in MODELS or (isinstance(config, dict) and "name" in config)


def _layer_name(value: dict[str, Any]) -> str:
    config = value.get("config")
    inner = config.get("name") if isinstance(config, dict) else None
    return printable(value.get("name") or inner or value["class_name"], 60)
