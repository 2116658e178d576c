"""The names of files, with folders only where names alone do not tell them apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable


def short_names(paths: Iterable[str]) -> dict[str, str]:
    """For each path, which may be of another system, the file's name.

    Files of the same name have as many of their folders before it as tell them apart.
    """
    parts = {path: re.split(r"[/\\]", path) for path in paths}
    names: dict[str, str] = {}
    left, count = list(parts), 0
    while left:
        count += 1
        tails = {path: "/".join(parts[path][-count:]) for path in left}
        shared = Counter(tails.values())
        for path, tail in tails.items():
            if shared[tail] == 1 or count >= len(parts[path]):
                names[path] = tail
        left = [path for path in left if path not in names]
    return names
