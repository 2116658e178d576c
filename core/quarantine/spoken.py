"""Sentences as JSON: template and values, so that the window can translate them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from numbers import Integral, Real
from string import Formatter
from typing import Any, cast

from core.text.remedies import known
from core.text.sentence import Sentence

_TEMPLATE, _VALUES = "template", "values"
_MOST_CHARACTERS = 4000
# "{a}{a}{a}" inside "{a}{a}{a}" and so on: a short message could fill memory.
_MOST_FILLED = 2**18
# Of all sentences together; a network of 10,000 layers may have a finding about each.
_MOST_IN_ALL = 2**24
# Widths and precisions have at most two digits: "{n:999999999}" would fill memory.
_FORMAT = re.compile(r"[,.]*\d{0,2}[,%a-z]?")


def plain(value: object) -> Any:
    """Convert `value` for json.dumps; each `Sentence` in it becomes an object of its parts.

    Numbers of NumPy, which sentences may have as values, become those of Python.
    """
    if isinstance(value, Sentence):
        return {_TEMPLATE: value.template, _VALUES: plain(value.values)}
    if isinstance(value, Mapping):
        mapping = cast("Mapping[str, object]", value)
        return {key: plain(each) for key, each in mapping.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in cast("list[object] | tuple[object, ...]", value)]
    if isinstance(value, Real) and not isinstance(value, (int, float)):
        return int(value) if isinstance(value, Integral) else float(value)
    return value


@dataclass
class _Room:
    """How many characters the sentences of one message may still have together."""

    left: int = _MOST_IN_ALL

    def take(self, sentence: Sentence) -> Sentence:
        """The sentence itself, if there is room for it."""
        self.left -= len(sentence)
        if self.left < 0:
            raise ValueError("sentences out of bounds")
        return sentence


def restored(value: object) -> Any:
    """The inverse of `plain`, for values from an untrusted sender.

    Raises:
        ValueError: a template contains more than names and short formats, or cannot be filled, or
            the sentences are too long.
    """
    return _restored(value, _Room())


def _restored(value: object, room: _Room) -> Any:
    if isinstance(value, list):
        return [_restored(each, room) for each in cast("list[object]", value)]
    if not isinstance(value, dict):
        return value
    mapping = cast("dict[str, object]", value)
    template = mapping.get(_TEMPLATE)
    if mapping.keys() == {_TEMPLATE, _VALUES} and isinstance(template, str):
        return room.take(_sentence(template, _restored(mapping[_VALUES], room)))
    return {key: _restored(each, room) for key, each in mapping.items()}


def each_restored() -> Callable[[object], Any]:
    """`restored` for one value after another, whose sentences are bounded together."""
    room = _Room()
    return lambda value: _restored(value, room)


def _with_remedies(values: Mapping[str, object]) -> dict[str, object]:
    """The same values; what JSON has kept of a remedy, its words, becomes that remedy again."""
    texts = {
        key: known(value)
        for key, value in values.items()
        if isinstance(value, str) and not isinstance(value, Sentence)
    }
    return {**values, **texts}


def _sentence(template: str, values: object) -> Sentence:
    if len(template) > _MOST_CHARACTERS or not isinstance(values, dict):
        raise ValueError("a template out of bounds")
    if "\0" in template or any("\ud800" <= sign <= "\udfff" for sign in template):
        raise ValueError("a template that is no key of a translation")
    given, length = _with_remedies(cast("dict[str, object]", values)), 0
    for _, name, form, conversion in Formatter().parse(template):
        if name is not None and not (
            name.isidentifier()
            and _FORMAT.fullmatch(form or "")
            and conversion in (None, "r", "s")
            and isinstance(given.get(name), (str, int, float))
        ):
            raise ValueError("a template that asks for too much")
        length += len(str(given[name])) if name is not None else 0
    if length > _MOST_FILLED:
        raise ValueError("a sentence out of bounds")
    try:
        return Sentence(template, given)
    except OverflowError:  # "{n:e}" of an integer with a thousand digits
        raise ValueError("a number out of bounds") from None
