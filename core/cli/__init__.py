"""The command line: `core.cli:main` is where it starts."""

from core.cli.entry import main

__all__ = ["main"]
