"""Read the frozen records back from untrusted JSON."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from core.errors import Unreadable
from core.records import EARLIER_NAMES, JSON_NAMES

Record = TypeVar("Record")


def decode(kind: type[Record], value: object) -> Record:
    """Convert `value`, as `core.records.as_json` makes it, to a record of type `kind`.

    Raises:
        Unreadable: it does not have the fields and types of such a record.
    """
    try:
        return _decode(kind, value)
    except (TypeError, KeyError, ValueError, RecursionError):
        raise Unreadable("A {record} in the file is malformed.", record=kind.__name__) from None


def _decode(kind: Any, value: Any) -> Any:
    if is_dataclass(kind):
        return _decode_record(kind, value)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Literal:
        return _require(value in arguments, value)
    if origin in (Union, types.UnionType):
        return _decode_union(arguments, value)
    if origin is tuple:
        _require(isinstance(value, list), value)
        if arguments[-1] is Ellipsis:
            return tuple(_decode(arguments[0], item) for item in value)
        return tuple(_decode(a, item) for a, item in zip(arguments, value, strict=True))
    if origin is Mapping:
        _require(isinstance(value, dict), value)
        return {str(key): _decode(arguments[1], item) for key, item in value.items()}
    if kind is float:
        return float(_require(_is_number(value), value))
    if kind is int:
        return _require(_is_number(value) and isinstance(value, int), value)
    return _require(isinstance(value, kind), value)


def _decode_record(kind: Any, value: Any) -> Any:
    _require(isinstance(value, dict), value)
    hints, given = _hints(kind), dict[str, Any]()
    for field in fields(kind):
        if not field.init:
            continue  # it is computed from the others
        written = JSON_NAMES.get(field.name, field.name)
        if written not in value:
            written = EARLIER_NAMES.get(field.name, written)
        if written in value:
            given[field.name] = _decode(hints[field.name], value[written])
    return kind(**given)


@cache
def _hints(kind: Any) -> Mapping[str, object]:
    return get_type_hints(kind)


def _decode_union(kinds: tuple[object, ...], value: object) -> Any:
    if value is None:
        return _require(type(None) in kinds, value)
    (kind,) = [k for k in kinds if k is not type(None)]
    return _decode(kind, value)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _require(holds: bool, value: object) -> Any:
    if not holds:
        raise TypeError(value)
    return value
