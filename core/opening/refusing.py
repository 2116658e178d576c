"""Refusals that several readers of a config share."""

from __future__ import annotations

from core.errors import NotSupported
from core.opening.settings import NotRebuilt
from core.text.sentence import Sentence
from core.text.wording import printable


def not_supported_yet(name: str, type_name: str, error: NotRebuilt | Sentence) -> NotSupported:
    """The refusal of the layer `name`, which is valid but is not rebuilt."""
    return NotSupported(
        "Layer {name} ({type_name}) is not supported yet: {error}.",
        name=name,
        type_name=printable(type_name, 60),
        error=error,
    )


def mixed_images() -> NotRebuilt:
    """Why a computation over several images of a batch at once is not rebuilt."""
    return NotRebuilt("it does not keep the images of a batch apart")
