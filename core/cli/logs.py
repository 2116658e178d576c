"""The place of the log file, where people look for it on each system."""

from __future__ import annotations

from pathlib import Path


def log_file() -> Path:
    """The path of the log file; its folder is created if it is missing."""
    from platformdirs import user_log_path

    folder = user_log_path("goodnet", appauthor=False, ensure_exists=True)
    return folder / "goodnet.log"
