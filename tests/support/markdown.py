"""GitHub's rules for Markdown."""

from __future__ import annotations

import re


def anchor_of(heading: str) -> str:
    """The anchor of a heading, for links into its document."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
