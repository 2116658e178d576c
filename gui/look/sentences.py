"""Texts from core in the language of the window."""

from __future__ import annotations

from collections.abc import Mapping
from numbers import Number
from string import Formatter
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale

from core.text.names import capitalized
from core.text.sentence import Remedy, Sentence


def in_window_language(text: str) -> str:
    """Translate `text` if it is a Sentence; text from files and from Python stays as it is."""
    if isinstance(text, Remedy):
        return in_window_language(text.in_window)
    if not isinstance(text, Sentence):
        return text
    translated = QCoreApplication.translate("core", text.template)
    try:
        return _Filling().vformat(translated, (), text.values)
    except (KeyError, IndexError, ValueError):
        return _Filling().vformat(text.template, (), text.values)


def standing_alone(text: str) -> str:
    """The same with a capital, where a phrase of core is a whole line or notice of its own."""
    said = in_window_language(text)
    # What begins with the name of a file keeps it as it is.
    begins = text.template[:1] if isinstance(text, Sentence) else ""
    return capitalized(said) if begins.islower() else said


class _Filling(Formatter):
    """Formats values as readers of the window's language write them."""

    def get_value(self, key: int | str, args: Any, kwargs: Mapping[str, Any]) -> Any:
        value = super().get_value(key, args, kwargs)
        return in_window_language(value) if isinstance(value, str) else value

    def format_field(self, value: Any, format_spec: str) -> str:
        written = super().format_field(value, format_spec)
        if not isinstance(value, Number):
            return written
        locale = QLocale()
        return written.translate(
            {ord(","): locale.groupSeparator(), ord("."): locale.decimalPoint()}
        )
