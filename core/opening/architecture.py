"""Examining a stranger's model config as text and data, before anything acts on it.

Every object that the config names, at whatever depth, must be on the allow-list: a layer of
`core.opening.layers`, a network, or a harmless companion (initializers and the like, which are
dropped later). What else Keras would import and call, custom and registered classes, Lambda and its
kin, and functions named by module path, is refused (CVE-2025-9905 and relatives).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from core.errors import Unreadable
from core.opening.layers import ACTIVATIONS, IGNORED_ENDINGS, LAYERS, MODELS
from core.records import Finding, OutlineRow
from core.text.sentence import say
from core.text.wording import byte_size, printable

CLASSES = say("Layer classes")
CODE = say("Lambda, custom code")
CONFIG = say("Config depth and size")

ROOT = "model_config"
TEXT_LIMIT = 8 << 20
DEPTH_LIMIT = 50
EVIDENCE_LIMIT = 600

# Companions of layers; none of them is ever built from the file, see `core.opening.layers.IGNORED`.
COMPANIONS = {
    "Zeros", "Ones", "Constant", "RandomNormal", "RandomUniform", "TruncatedNormal",
    "VarianceScaling", "Orthogonal", "OrthogonalInitializer", "Identity", "IdentityInitializer",
    "GlorotNormal", "GlorotUniform", "HeNormal", "HeUniform", "LecunNormal", "LecunUniform",
    "L1", "L2", "L1L2", "OrthogonalRegularizer", "MaxNorm", "MinMaxNorm", "NonNeg", "UnitNorm",
    "Policy", "DTypePolicy", "FloatDTypePolicy", "SeedGenerator", "TensorShape", "__tuple__",
    "__numpy__", "__keras_tensor__", "function",
}  # fmt: skip
ALLOWED = set(LAYERS) | MODELS | COMPANIONS | {"MaxPool2D", "GlobalMaxPool2D"}
DANGEROUS = {
    "Lambda": say(
        "Keras runs this code while it loads the file, even in safe mode (CVE-2025-9905). It "
        "could do anything that you can do on this computer."
    ),
    "__lambda__": say(
        "It is Python bytecode, and loading the model would run it. It could do anything that "
        "you can do on this computer."
    ),
    "TFSMLayer": say(
        "It loads a TensorFlow program from a folder that the file names, and such a program "
        "can read and write files."
    ),
    "TorchModuleWrapper": say(
        "It unpickles a PyTorch module, and unpickling runs whatever code the file holds."
    ),
}
TITLES = {
    "Lambda": say("Lambda layer carries Python code"),
    "__lambda__": say("Function carries Python code"),
    "TFSMLayer": say("Layer loads a program from disk"),
    "TorchModuleWrapper": say("Layer unpickles Python objects"),
}
_KERAS_MODULE = re.compile(r"(tensorflow\.(python\.)?|tf_)?keras(\.[a-z_0-9]+)*|builtins")
# What training left behind; GoodNet never reads it.
_TRAINING_KEYS = {"compile_config", "build_config", "training_config"}


@dataclass
class Examination:
    """What the walk found; `outline` has a row for each network and layer, in order."""

    findings: list[Finding] = field(default_factory=list)
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
        raise Unreadable(say("The model's config is not JSON; the file is damaged.")) from None
    if result.depth > DEPTH_LIMIT:
        result.findings.append(
            _oversized(say("It nests deeper than the {limit} levels allowed", limit=DEPTH_LIMIT))
        )
        return result
    if not isinstance(config, dict):
        raise Unreadable(say("The model's config is not a JSON object; the file is damaged."))
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
            result.findings.extend(_judge(value, place))
            inside, depth = (inside if level else ""), level + 1
        else:
            result.findings.extend(_judge(value, path or ROOT))
        if _class_of(value) not in DANGEROUS:
            for key, child in value.items():
                if key not in _TRAINING_KEYS:
                    _walk(child, inside, depth, result)


def _is_layer(value: dict[str, Any]) -> bool:
    """Layers and networks are told from other objects by their shape, not by their class."""
    class_name, config = _class_of(value), value.get("config")
    if not class_name or class_name in COMPANIONS - set(LAYERS):
        return False
    return class_name in MODELS or (isinstance(config, dict) and "name" in config)


def _class_of(value: dict[str, Any]) -> str:
    name = value.get("class_name")
    return name if isinstance(name, str) else ""


def _layer_name(value: dict[str, Any]) -> str:
    config = value.get("config")
    inner = config.get("name") if isinstance(config, dict) else None
    return printable(value.get("name") or inner or value["class_name"], 60)


def _judge(value: dict[str, Any], where: str) -> Iterator[Finding]:
    """The findings about one object, not about what is nested in it."""
    name = value.get("class_name")
    if "class_name" in value:
        if finding := _judge_class(value, name, where):
            yield finding
    elif "registered_name" in value or isinstance(value.get("module"), str):
        yield _custom(value, where, say("An object is named by its module"))
    for key, text in value.items():
        if isinstance(text, str) and not _names_a_known_object(key, text):
            yield _custom(
                value, where, say("{key} names {text}", key=printable(key), text=printable(text))
            )


def _names_a_known_object(key: str, text: str) -> bool:
    if key.endswith("activation"):
        return text in ACTIVATIONS
    return not key.endswith(IGNORED_ENDINGS) or text.isidentifier()


def _judge_class(value: dict[str, Any], name: Any, where: str) -> Finding | None:
    if not isinstance(name, str):
        return _custom(value, where, say("A class is named by something that is not a name"))
    if name in DANGEROUS:
        return Finding(
            "dangerous", TITLES[name], where, DANGEROUS[name], evidence=_excerpt(value), check=CODE
        )
    if name == "function":
        return _judge_function(value, where)
    module, registered = value.get("module"), value.get("registered_name")
    foreign = module is not None and not (
        isinstance(module, str) and _KERAS_MODULE.fullmatch(module)
    )
    if foreign or registered not in (None, "", name):
        return _custom(
            value,
            where,
            say("{name} is not part of Keras", name=printable(registered or name)),
        )
    if name in ALLOWED:
        return None
    return Finding(
        "not allowed",
        say("Layer class is not on the list"),
        where,
        say(
            "{name} is not one of the plain Keras layers that image classifiers are built "
            "from; a custom class needs code from its author, and that code would run here.",
            name=printable(name),
        ),
        evidence=_excerpt(value),
        check=CLASSES,
    )


def _judge_function(value: dict[str, Any], where: str) -> Finding | None:
    module, target = value.get("module"), value.get("config")
    known = isinstance(target, str) and target in ACTIVATIONS
    plain = module is None or (isinstance(module, str) and _KERAS_MODULE.fullmatch(module))
    if known and plain and value.get("registered_name") in (None, "", "function", target):
        return None
    return Finding(
        "dangerous",
        say("Function named by module path"),
        where,
        say(
            "Keras would import {module} and call {target} from it, which need not have "
            "anything to do with networks.",
            module=printable(module),
            target=printable(target),
        ),
        evidence=_excerpt(value),
        check=CODE,
    )


def _custom(value: dict[str, Any], where: str, fact: str) -> Finding:
    return Finding(
        "not allowed",
        say("Custom code is needed"),
        where,
        say(
            "{fact}. It needs code from its author, and that code would run here; GoodNet "
            "opens only what ships with Keras.",
            fact=fact,
        ),
        evidence=_excerpt(value),
        check=CODE,
    )


def _excerpt(value: dict[str, Any]) -> str:
    """The object as indented JSON, long strings shortened, for reading only."""

    def short(part: Any) -> Any:
        if isinstance(part, dict):
            return {printable(key, 40): short(each) for key, each in list(part.items())[:12]}
        if isinstance(part, list):
            return [short(each) for each in part[:8]]
        return printable(part, 60) if isinstance(part, str) else part

    text = json.dumps(short(value), indent=2, ensure_ascii=False)
    return text if len(text) <= EVIDENCE_LIMIT else text[: EVIDENCE_LIMIT - 1] + "…"
