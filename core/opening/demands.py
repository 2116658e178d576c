"""What GoodNet demands of a file: weights and an architecture, images in, classes out, numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np

from core.errors import Unreadable
from core.opening.geometry import words
from core.opening.model_file import ModelFile
from core.opening.nodes import Node, answer_activation, channels_first
from core.opening.safety_checks import WEIGHTS
from core.opening.weights import Arrays
from core.records import Finding
from core.text.sentence import say


def require_pieces(file: ModelFile, described: ModelFile) -> None:
    """Raise Unreadable unless there are weights, and an architecture from `described`."""
    if described.config is None and described is file:
        raise Unreadable(
            say(
                "{name} holds weights without an architecture; name one with --architecture "
                "FILE, a Keras JSON config or a complete model of the same network.",
                name=file.name,
            )
        )
    if described.config is None:
        raise Unreadable(
            say("{name} holds no architecture; give a JSON config or a model.", name=described.name)
        )
    if file.weights is None:
        raise Unreadable(
            say(
                "{name} is a config without weights; open the weights file and name this one "
                "with --architecture.",
                name=file.name,
            )
        )


def require_image_input(nodes: Sequence[Node]) -> None:
    """Raise Unreadable unless the network takes images."""
    shape = nodes[0].shape
    channels = None
    if len(shape) == 3:
        channels = shape[0] if channels_first(nodes) else shape[2]
    if nodes[0].type != "InputLayer" or channels not in (1, 2, 3, 4):
        raise Unreadable(
            say(
                "The network takes {shape}, not images of one to four channels; GoodNet "
                "guards image classifiers.",
                shape=words(shape),
            )
        )


def answer(nodes: Sequence[Node]) -> tuple[int, Literal["softmax", "logits"]]:
    """The number of classes and the output kind; raises Unreadable where it has no classes."""
    shape, activation = nodes[-1].shape, answer_activation(nodes)
    if len(shape) != 1 or shape[0] is None or shape[0] < 2:
        raise Unreadable(
            say(
                "The network answers with {shape}, not with one number for each of two or "
                "more classes.",
                shape=words(shape),
            )
        )
    if activation == "softmax":
        return shape[0], "softmax"
    # Softmax of a log-softmax is the softmax again.
    if activation in ("linear", "log_softmax"):
        return shape[0], "logits"
    raise Unreadable(
        say(
            "The network's output ends in {activation}; GoodNet needs a softmax, or logits.",
            activation=activation,
        )
    )


def examine_weights(arrays: Arrays) -> Iterator[Finding]:
    """A finding for each array that holds what is no number."""
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
