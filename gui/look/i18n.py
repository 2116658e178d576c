"""Marks texts in tables for translation; they are translated where they are shown."""

from __future__ import annotations


def N(context: str, text: str) -> str:
    """Return `text`; lupdate finds it under `context`, because N marks texts for it."""
    del context
    return text
