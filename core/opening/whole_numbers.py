"""Casts to whole numbers, which GoodNet keeps in the type of all other numbers.

TensorFlow divides, averages and overflows whole numbers in other ways. So they may only be picked,
and then be cast back, divided by Keras, or look something up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from core.opening.arithmetic import is_whole
from core.opening.arithmetic_reading import (
    arguments_of,
    is_arithmetic,
    is_operation,
    kind_of,
    written_type,
)
from core.opening.blueprint import Tensor
from core.opening.calls import calls_of
from core.opening.layer_names import MODELS, RENAMED
from core.opening.ordering import place_as_answer
from core.opening.refusing import not_supported_yet
from core.opening.terms import Config
from core.opening.weight_shapes import LEARNING
from core.opening.written_names import entry_name
from core.text.sentence import say

# What picks or arranges numbers, and what makes others of whole ones.
_KEEPING = {"get_item", "reshape", "expand_dims", "squeeze", "identity", "Reshape", "Flatten"}
PLACES = ("argmax", "argmin")
_REPLACED_WITH_WEIGHTS = {
    "AtrousConvolution2D", "AtrousConv2D", "RNN", "SpectralNormalization", "Bidirectional",
}  # fmt: skip
_ENDING = {"cast", "one_hot", "Embedding", "Rescaling"}


def require_reals_again(entries: Sequence[Config]) -> None:
    """Raise NotSupported if whole numbers are taken for more than a look-up or a cast back."""
    readers: dict[str, list[Config]] = {}
    for entry in entries:
        for name in {tensor.layer for call in calls_of(entry) for tensor in call.tensors()}:
            readers.setdefault(name, []).append(entry)
    waiting = [entry for entry in entries if _makes_whole(entry)]
    seen: set[str] = set()
    while waiting:
        name = entry_name(waiting.pop())
        if name in seen:
            continue
        seen.add(name)
        waiting += _keeping(readers.get(name, ()))


def require_no_place(entries: Sequence[Config], answer: Tensor) -> None:
    """Raise NotSupported if the answer is a place, such as the number of a class.

    This is so where no layer with weights lies between the place and the answer.
    """
    by_name = {entry_name(entry): entry for entry in entries}
    waiting, seen = [answer.layer], set[str]()
    while waiting:
        name = waiting.pop()
        entry = by_name.get(name)
        if entry is None or name in seen:
            continue
        seen.add(name)
        if is_arithmetic(entry) and kind_of(entry) in PLACES:
            raise not_supported_yet(name, written_type(entry), place_as_answer())
        if is_arithmetic(entry) or not _learns(entry):
            waiting += [tensor.layer for call in calls_of(entry) for tensor in call.tensors()]


def _learns(entry: Config) -> bool:
    """Whether a layer, or one inside of it, may have weights that were learned."""
    config, class_name = entry["config"], entry["class_name"]
    if class_name in MODELS:
        entries = config if isinstance(config, list) else config["layers"]
        return any(_learns(each) for each in entries if not is_arithmetic(each))
    if class_name == "TimeDistributed":
        return _learns(config["layer"])
    return RENAMED.get(class_name, class_name) in LEARNING | _REPLACED_WITH_WEIGHTS


def _keeping(readers: Sequence[Config]) -> Iterator[Config]:
    """Those of the readers of whole numbers that make whole numbers of them."""
    for reader in readers:
        kind = kind_of(reader) if is_arithmetic(reader) else reader["class_name"]
        if kind in _KEEPING:
            yield reader
        elif kind not in _ENDING and not (kind == "divide" and is_operation(reader)):
            why = say("it computes with whole numbers")
            raise not_supported_yet(entry_name(reader), written_type(reader), why)


def _makes_whole(entry: Config) -> bool:
    kind = kind_of(entry) if isinstance(entry.get("config"), Mapping) else None
    return kind in PLACES or (kind == "cast" and any(map(is_whole, arguments_of(entry))))
