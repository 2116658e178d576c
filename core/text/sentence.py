"""Sentences for people that can be translated after they were made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from numbers import Number


class Sentence(str):
    """English text that remembers its template and values; otherwise a plain str.

    Attributes:
        template: the English words with {names} for the values; the key of every translation.
        values: the values for the names; a value may be a Sentence itself.
    """

    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, values: Mapping[str, object]) -> Sentence:
        sentence = super().__new__(cls, template.format(**values))
        sentence.template = template
        sentence.values = values
        return sentence

    def __str__(self) -> str:
        # Return self, not a plain copy: str(error) of an error made from a Sentence must stay one.
        return self

    def __getnewargs__(self) -> tuple[str, Mapping[str, object]]:
        return self.template, self.values


# Puts a sentence into the language of whoever reads it; `str` leaves it English.
Translate = Callable[[str], str]


class Remedy(str):
    """A way out of a problem: the terminal names an option for it, the window shows a button.

    Attributes:
        key: of the window's button; empty if there is none.
        in_window: the same words without the option.
    """

    key: str
    in_window: Sentence

    def __new__(cls, key: str, in_terminal: str, in_window: Sentence) -> Remedy:
        remedy = super().__new__(cls, in_terminal)
        remedy.key, remedy.in_window = key, in_window
        return remedy

    def __getnewargs__(self) -> tuple[str, str, Sentence]:
        return self.key, str(self), self.in_window


def remedies(text: str) -> tuple[str, ...]:
    """The keys of the buttons for the remedies in `text`."""
    if isinstance(text, Remedy):
        return (text.key,) if text.key else ()
    values = text.values.values() if isinstance(text, Sentence) else ()
    return tuple(key for value in values if isinstance(value, str) for key in remedies(value))


def say(template: str, /, **values: object) -> Sentence:
    """Fill `template` with `values`, like str.format, as a `Sentence`.

    `template` must be a literal, otherwise no translation is collected for it. A value that is
    neither text nor a number is kept as text, so that a sentence can always be pickled.
    """
    kept = {
        name: value if isinstance(value, (str, Number)) else str(value)
        for name, value in values.items()
    }
    return Sentence(template, kept)
