"""What the command line's arguments may be; anything else is wrong usage, and said so."""

from __future__ import annotations

import argparse


def number(text: str) -> float:
    """A number of points, 0 to 100."""
    value = float(text)
    if not 0 <= value <= 100:
        raise argparse.ArgumentTypeError(f"{text} is not within 0 and 100")
    return value


def share(text: str) -> float:
    """A share between 0 and 1."""
    value = float(text)
    if not 0 < value < 1:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and 1")
    return value


def count(text: str) -> int:
    """A count of 1 to 10,000."""
    value = int(text)
    if not 1 <= value <= 10_000:
        raise argparse.ArgumentTypeError(f"{text} is not within 1 and 10,000")
    return value


def seed(text: str) -> int:
    """A seed, 0 to 2,147,483,647."""
    value = int(text)
    if not 0 <= value < 2**31:
        raise argparse.ArgumentTypeError(f"{text} is not within 0 and 2,147,483,647")
    return value


def blend(text: str) -> tuple[float, float]:
    """Two weights of up to 1, with a comma between them."""
    a, b = (float(part) for part in text.split(","))
    if not (0 < a <= 1 and 0 < b <= 1):
        raise argparse.ArgumentTypeError(f"{text} has a weight that is not within 0 and 1")
    return a, b
