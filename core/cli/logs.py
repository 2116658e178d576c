"""Where logs go, on each system where a person would look."""

from __future__ import annotations

from pathlib import Path


def log_file() -> Path:
    """The log file; its folder is made where it is missing."""
    from platformdirs import user_log_path

    folder = user_log_path("goodnet", appauthor=False, ensure_exists=True)
    return folder / "goodnet.log"
