"""Marks texts of tables for translation; the tables are translated where they are shown."""

from __future__ import annotations


def N(context: str, text: str) -> str:
    """`text`, which lupdate finds under `context` (it is told that N marks texts)."""
    del context
    return text
