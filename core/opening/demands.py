"""What GoodNet requires of a file: weights, an architecture, images in, classes out, numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np

from core.errors import NotSupported, Unreadable
from core.files.class_names import parse_class_names
from core.network.layout import CHANNELS
from core.opening.archives import CLASS_NAMES_FILE
from core.opening.geometry import words
from core.opening.model_file import ModelFile
from core.opening.nodes import Node, answer_activation, image_shape
from core.opening.safety_checks import WEIGHTS
from core.opening.weights import Arrays
from core.records import Finding
from core.text.remedies import CHOOSE_SIZE, NAME_ARCHITECTURE, OPEN_WEIGHTS
from core.text.sentence import say


def require_pieces(file: ModelFile, described: ModelFile) -> None:
    """Raise Unreadable unless `file` has weights and `described` has an architecture."""
    if described.config is None and described is file:
        raise Unreadable(
            "{name} holds weights without an architecture; {remedy}, a Keras JSON config or a "
            "complete model of the same network.",
            name=file.name,
            remedy=NAME_ARCHITECTURE,
        )
    if described.config is None:
        raise Unreadable(
            "{name} holds no architecture; give a JSON config or a model.", name=described.name
        )
    if file.weights is None:
        raise Unreadable(
            "{name} is a config without weights; {remedy}.", name=file.name, remedy=OPEN_WEIGHTS
        )


def require_image_input(nodes: Sequence[Node]) -> None:
    """Raise Unreadable unless the network takes images."""
    shape = nodes[0].shape
    sound = nodes[0].type == "InputLayer" and len(shape) in (2, 3)
    if not sound or image_shape(nodes)[-1] not in CHANNELS:
        raise NotSupported(
            "The network takes {shape}, not images of one to four channels, and that is not "
            "supported yet: GoodNet guards image classifiers.",
            shape=words(shape),
        )


def answer(nodes: Sequence[Node]) -> tuple[int, Literal["softmax", "logits", "sigmoid"]]:
    """The number of classes and the kind of output; raises Unreadable if there are no classes."""
    shape, activation = nodes[-1].shape, answer_activation(nodes)
    if len(shape) != 1 or shape[0] is None:
        raise NotSupported(
            "The network answers with {shape}, not with one number for each of two or "
            "more classes, and that is not supported yet.",
            shape=words(shape),
        )
    if activation in ("softmax", "log_softmax") and shape[0] == 1:
        raise NotSupported(
            "A softmax over one number is always 1: the network tells no classes apart."
        )
    # A single number stands for two classes.
    classes = max(2, shape[0])
    if activation == "sigmoid":
        return classes, "sigmoid"
    if activation == "softmax":
        return classes, "softmax"
    # The softmax of a log-softmax is the softmax itself.
    if activation in ("linear", "log_softmax"):
        return classes, "logits"
    raise NotSupported(
        "The network's output ends in {activation}, and that is not supported yet; GoodNet "
        "needs a softmax, sigmoids or logits.",
        activation=activation,
    )


def explain_ends(nodes: Sequence[Node]) -> Iterator[Finding]:
    """Notes for a person on images of any size, and on answers that are no softmax."""
    if None in nodes[0].shape:
        yield Finding(
            "note",
            say("Images of any size"),
            nodes[0].name,
            say(
                "The network takes images of any size, and GoodNet needs one: {remedy}, or the "
                "median size of the clean data is taken.",
                remedy=CHOOSE_SIZE,
            ),
        )
    count, activation = nodes[-1].shape[0], answer_activation(nodes)
    if count == 1:
        yield Finding(
            "note",
            say("One number for two classes"),
            nodes[-1].name,
            say(
                "The network answers with one number: class 1 if it is large, class 0 if it is "
                "small."
            ),
        )
    elif activation == "sigmoid":
        yield Finding(
            "note",
            say("Each class by itself"),
            nodes[-1].name,
            say(
                "The network answers {count} classes independently, and an image may have "
                "several. GoodNet takes the strongest one as the answer, and its verdict is about "
                "that one.",
                count=count,
            ),
        )


def examine_weights(arrays: Arrays) -> Iterator[Finding]:
    """A finding for each array that contains values that are not finite numbers."""
    for path, values in arrays.items():
        lost = sum(int(value.size - np.isfinite(value).sum()) for value in values)
        if lost:
            yield Finding(
                "not allowed",
                say("Weights are not numbers"),
                "/".join(path),
                say(
                    "{lost:,} of its weights are infinite or not a number, so the network's "
                    "answers mean nothing and no repair can be measured.",
                    lost=lost,
                ),
                check=WEIGHTS,
            )


def read_class_names(content: bytes, classes: int) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """The class names that came with a model file, or a note on why they are not used."""
    if not content:
        return (), ()
    try:
        return parse_class_names(content, CLASS_NAMES_FILE, classes), ()
    except Unreadable as error:
        return (), (Finding("note", say("Class names left out"), CLASS_NAMES_FILE, str(error)),)
