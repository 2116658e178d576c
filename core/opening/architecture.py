"""Examine an untrusted model config as text and data, before anything acts on it.

Every object that the config names, at any depth, must be on the allow-list: a layer of
`core.opening.layers`, arithmetic, a network, or a harmless companion (such as an initializer, which
is dropped later). Everything else that Keras would import and call is refused: custom and
registered classes, Lambda and similar layers, and functions named by module path (CVE-2025-9905 and
related). Layers that ship with Keras and are only not rebuilt yet are reported separately.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from core.errors import Unreadable
from core.opening.judging import COMPANIONS, DANGEROUS, LAYER_CLASSES, class_of, judged
from core.opening.layer_names import MODELS
from core.opening.terms import Config
from core.records import Finding, OutlineRow
from core.text.sentence import say
from core.text.wording import byte_size, printable

CONFIG = say("Config depth and size")

ROOT = "model_config"
TEXT_LIMIT = 8 << 20
DEPTH_LIMIT = 50
# Left over from training; GoodNet never reads them.
_TRAINING_KEYS = {"compile_config", "build_config", "training_config"}


@dataclass
class Examination:
    """What the walk over a config found.

    Attributes:
        unsupported: layers that ship with Keras and are not rebuilt yet; they do not make a file
            unsafe.
        outline: a row for each network and layer, in order.
    """

    findings: list[Finding] = field(default_factory=list)
    unsupported: list[Finding] = field(default_factory=list)
    outline: list[OutlineRow] = field(default_factory=list)
    config: dict[str, Any] = field(default_factory=dict)
    depth: int = 0
    size: int = 0


def read_config(text: str | bytes) -> Examination:
    """Parse the config `text` under size limits and walk over all of it.

    Returns:
        The examination; its `config` is empty if a limit is exceeded.

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


def _depth(value: object) -> int:
    """How many levels of objects and lists `value` nests; computed without recursion."""
    deepest = 0
    pending = [(value, 1)]
    while pending:
        each, level = pending.pop()
        if isinstance(each, (dict, list)):
            deepest = max(deepest, level)
            children = each.values() if isinstance(each, dict) else each
            pending.extend((child, level + 1) for child in children)
    return deepest


def _walk(value: object, path: str, level: int, result: Examination) -> None:
    """Judge every object in `value`; `path` is the layer that it belongs to, "" at the root."""
    if isinstance(value, list):
        for child in value:
            _walk(child, path, level, result)
    elif isinstance(value, dict):
        inside, depth = path, level
        if _is_layer(value):
            name = _layer_name(value)
            inside = f"{path}/{name}" if path else name
            # The root's own name is not part of its layers' paths.
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


def _is_layer(value: Config) -> bool:
    """Whether an object is a layer or network, judged by its shape, not by its class."""
    class_name, config = class_of(value), value.get("config")
    if not class_name or class_name in COMPANIONS - LAYER_CLASSES:
        return False
    # Some operations of Keras have a name beside their config, not in it.
    named = isinstance(config, dict) and ("name" in config or isinstance(value.get("name"), str))
    return class_name in MODELS or named


def _layer_name(value: Config) -> str:
    config = value.get("config")
    inner = config.get("name") if isinstance(config, dict) else None
    return printable(value.get("name") or inner or value["class_name"], 60)
