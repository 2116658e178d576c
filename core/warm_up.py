"""Loading TensorFlow ahead of its first use, for interfaces that do not want to wait then."""

from __future__ import annotations

from collections.abc import Generator

from core.records import Progress


def warm_up() -> Generator[Progress, None, None]:
    """Import TensorFlow, then Keras, with a record after each; takes 5 to 14 s."""
    import tensorflow  # noqa: F401

    yield Progress("warm-up", 1, 2)
    import keras  # noqa: F401

    yield Progress("warm-up", 2, 2)
