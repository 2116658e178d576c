"""Judge one object of a config: known, dangerous, the author's code, or not rebuilt yet."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from core.opening.arithmetic_reading import (
    FUNCTION_LAYERS,
    NODE_LAYER,
    arithmetic_name,
    is_operation,
    is_unsafe,
    kind_of,
)
from core.opening.layer_names import MODELS, OTHERS, QUANTIZED, RENAMED, WRAPPERS
from core.opening.layer_settings import IGNORED_ENDINGS
from core.opening.layers import LAYERS
from core.opening.settings import ACTIVATIONS
from core.opening.terms import Config
from core.records import Finding
from core.text.sentence import say
from core.text.wording import printable

CLASSES = say("Layer classes")
CODE = say("Lambda, custom code")

EVIDENCE_LIMIT = 600

# Companions of layers. None is ever built from the file, see `core.opening.layer_settings.IGNORED`.
COMPANIONS = {
    "Zeros", "Ones", "Constant", "RandomNormal", "RandomUniform", "TruncatedNormal",
    "VarianceScaling", "Orthogonal", "OrthogonalInitializer", "Identity", "IdentityInitializer",
    "GlorotNormal", "GlorotUniform", "HeNormal", "HeUniform", "LecunNormal", "LecunUniform",
    "L1", "L2", "L1L2", "OrthogonalRegularizer", "MaxNorm", "MinMaxNorm", "NonNeg", "UnitNorm",
    "Policy", "DTypePolicy", "FloatDTypePolicy", "SeedGenerator", "TensorShape", "__tuple__",
    "__numpy__", "__tensor__", "__keras_tensor__", "__ellipsis__", "__slice__", "function",
}  # fmt: skip
# Layers that are replaced by others; see `core.opening.expansion`.
_REPLACED = {
    "RandomCrop", "ThresholdedReLU", "Merge", "AtrousConvolution2D", "AtrousConv2D",
    "CustomScaleLayer", "Pipeline", "SpectralNormalization", "RNN", "LSTMCell", "GRUCell",
    "SimpleRNNCell", "AdaptiveAveragePooling1D", "AdaptiveAveragePooling2D",
    "AdaptiveAveragePooling3D", "AdaptiveMaxPooling1D", "AdaptiveMaxPooling2D",
    "AdaptiveMaxPooling3D", "AutoContrast",
}  # fmt: skip
LAYER_CLASSES = set(LAYERS)
ALLOWED = LAYER_CLASSES | MODELS | COMPANIONS | WRAPPERS | set(RENAMED) | _REPLACED
ARITHMETIC = {*FUNCTION_LAYERS, NODE_LAYER}
_CALLS_CODE = say(
    "It calls functions that its author wrote, and their code would run here. It could do "
    "anything that you can do on this computer."
)
DANGEROUS = {
    "JaxLayer": _CALLS_CODE,
    "FlaxLayer": _CALLS_CODE,
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
    "JaxLayer": say("Layer calls its author's code"),
    "FlaxLayer": say("Layer calls its author's code"),
    "Lambda": say("Lambda layer carries Python code"),
    "__lambda__": say("Function carries Python code"),
    "TFSMLayer": say("Layer loads a program from disk"),
    "TorchModuleWrapper": say("Layer unpickles Python objects"),
}
_KERAS_MODULE = re.compile(r"(tensorflow\.(python\.)?|tf_)?keras(\.[a-z_0-9]+)*|builtins")
_LAYERS_MODULE = re.compile(
    r"(tensorflow\.(python\.)?|tf_)?keras(\.src)?\.(engine|layers|applications)(\.[a-z_0-9]+)*"
)


def class_of(value: Config) -> str:
    """The class that an object names; "" if it names none."""
    name = value.get("class_name")
    return name if isinstance(name, str) else ""


def judged(value: Config, where: str) -> Iterator[Finding]:
    """The findings about one object, without those about nested objects."""
    name = value.get("class_name")
    if "class_name" in value:
        if finding := _judge_class(value, name, where):
            yield finding
    elif "registered_name" in value or isinstance(value.get("module"), str):
        yield _custom(value, where, say("An object is named by its module"))
    for key, text in value.items():
        if key.endswith("activation") and _is_bytecode(text):
            yield Finding(
                "dangerous", TITLES["__lambda__"], where, DANGEROUS["__lambda__"],
                evidence=_excerpt(value), check=CODE,
            )  # fmt: skip
        if isinstance(text, str) and not _names_a_known_object(key, text):
            yield _custom(
                value, where, say("{key} names {text}", key=printable(key), text=printable(text))
            )


def _is_bytecode(value: object) -> bool:
    """Whether a value is a function as Keras 2 stores it: code, defaults and closure."""
    if isinstance(value, dict):
        return not ("class_name" in value or "module" in value)
    return isinstance(value, list)


def _names_a_known_object(key: str, text: str) -> bool:
    if key.endswith("activation"):
        return text in ACTIVATIONS
    return not key.endswith(IGNORED_ENDINGS) or text.isidentifier()


def _judge_class(value: Config, name: Any, where: str) -> Finding | None:
    if not isinstance(name, str):
        return _custom(value, where, say("A class is named by something that is not a name"))
    if name in DANGEROUS:
        return Finding(
            "dangerous", TITLES[name], where, DANGEROUS[name], evidence=_excerpt(value), check=CODE
        )
    if name == "function":
        return _judge_function(value, where)
    if name in ARITHMETIC or is_operation(value):
        return _judge_arithmetic(value, where)
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
    return None if name in ALLOWED else _judge_unlisted(value, name, where)


def _judge_unlisted(value: Config, name: str, where: str) -> Finding:
    if name in QUANTIZED:
        return _quantized(where, value, name)
    module = value.get("module")
    from_keras = isinstance(module, str) and _LAYERS_MODULE.fullmatch(module)
    if name in OTHERS or from_keras:
        return _not_supported(
            where, value, say("{name} ships with Keras", name=printable(name, 60))
        )
    return Finding(
        "not allowed",
        say("Layer class is not on the list"),
        where,
        say(
            "{name} does not ship with Keras; a custom class needs code from its author, and that "
            "code would run here.",
            name=printable(name),
        ),
        evidence=_excerpt(value),
        check=CLASSES,
    )


def _judge_function(value: Config, where: str) -> Finding | None:
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


def _judge_arithmetic(value: Config, where: str) -> Finding | None:
    name = arithmetic_name(value)
    registered = value.get("registered_name")
    if registered not in (None, "", value["class_name"]):
        return _custom(value, where, say("{name} is not part of Keras", name=printable(registered)))
    if is_unsafe(value):
        return Finding(
            "dangerous",
            say("TensorFlow function that does more than compute"),
            where,
            say(
                "Keras would call {name}, which can run code, or read and write files on this "
                "computer.",
                name=name,
            ),
            evidence=_excerpt(value),
            check=CODE,
        )
    if kind_of(value) is not None:
        return None
    return _not_supported(
        where, value, say("{name} is plain arithmetic of TensorFlow or Keras", name=name)
    )


def _quantized(where: str, value: Config, name: str) -> Finding:
    told = say(
        "Its weights are rounded to few bits ({name}), and a repair cannot train such weights. "
        "Open the network as it was before model.quantize. Nothing in it is unsafe.",
        name=printable(name, 60),
    )
    return _not_yet(where, value, told)


def _not_supported(where: str, value: Config, fact: str) -> Finding:
    told = say("{fact}, and GoodNet does not rebuild it yet. Nothing in it is unsafe.", fact=fact)
    return _not_yet(where, value, told)


def _not_yet(where: str, value: Config, told: str) -> Finding:
    return Finding(
        "not supported",
        say("Not supported yet"),
        where,
        told,
        evidence=_excerpt(value),
        check=CLASSES,
    )


def _custom(value: Config, where: str, fact: str) -> Finding:
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


def _excerpt(value: Config) -> str:
    """The object as indented JSON with long strings shortened, only for reading."""

    def short(part: Any) -> Any:
        if isinstance(part, dict):
            return {printable(key, 40): short(each) for key, each in list(part.items())[:12]}
        if isinstance(part, list):
            return [short(each) for each in part[:8]]
        return printable(part, 60) if isinstance(part, str) else part

    text = json.dumps(short(value), indent=2, ensure_ascii=False)
    return text if len(text) <= EVIDENCE_LIMIT else text[: EVIDENCE_LIMIT - 1] + "…"
