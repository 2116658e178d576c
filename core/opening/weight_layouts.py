"""How files of older versions lay out a layer's weights, where today's Keras differs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from core.opening.weight import Weight


def _with_renorm(weights: list[Weight]) -> list[Weight]:
    """Batch renormalization keeps three more arrays, for training only."""
    names = ("moving_stddev", "renorm_mean", "renorm_stddev")
    mean = weights[-1]
    return [*weights, *(replace(mean, name=name, spare=True) for name in names)]


def _theano(weights: list[Weight]) -> list[Weight]:
    """Keras 1 stored a kernel for channels-first images as (filters, channels, height, width)."""
    kernel = weights[0]
    written = tuple(kernel.shape[i] for i in (3, 2, 0, 1))
    return [replace(kernel, written=written, axes=(2, 3, 1, 0)), *weights[1:]]


def _sequence_1(weights: list[Weight]) -> list[Weight]:
    """Keras 1 convolved a sequence like an image with one column."""
    kernel = weights[0]
    return [replace(kernel, written=(kernel.shape[0], 1, *kernel.shape[1:])), *weights[1:]]


def _old_gates(*factors: float) -> Callable[[list[Weight]], list[Weight]]:
    """The hard sigmoid of Keras before 3 is 0.2 x + 0.5, and today's x / 6 + 0.5.

    A gate that takes 1.2 x in place of x is open by as much.
    """
    return lambda weights: [replace(weight, gates=factors) for weight in weights]


def _spectral(weights: list[Weight]) -> list[Weight]:
    """SpectralNormalization keeps the divided kernel, and a vector for training only."""
    inner = [replace(each, places=(f"layer/vars/{i}",)) for i, each in enumerate(weights)]
    vector = Weight("vector_u", (1, weights[0].shape[-1]), False, ("vars/0",), spare=True)
    return [*inner, vector]


LAYOUTS: Mapping[str, Callable[[list[Weight]], list[Weight]]] = {
    "renorm": _with_renorm,
    "theano": _theano,
    "sequence 1": _sequence_1,
    "spectral": _spectral,
    "old gates LSTM": _old_gates(1.2, 1.2, 1.0, 1.2),
    **{f"old gates ConvLSTM{rank}D": _old_gates(1.2, 1.2, 1.0, 1.2) for rank in (1, 2, 3)},
    "old gates GRU": _old_gates(1.2, 1.2, 1.0),
}
