"""The command line: it starts at `core.cli:main`."""

from core.cli.entry import main

__all__ = ["main"]
