"""Names for the objects of TensorFlow and Keras, neither of which publishes usable types.

A tensor supports every operator, and the attributes of a layer depend on its type. So a type
checker checks neither: the names tell readers which object is meant. Only `Variable` is checked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeAlias

import numpy as np

Tensor: TypeAlias = Any  # with values, or symbolic while a graph is built
Layer: TypeAlias = Any  # or an operation between layers
Network: TypeAlias = Any  # a keras.Model
Compiled: TypeAlias = Callable[..., Tensor]  # a tf.function, or what becomes one


class Variable(Protocol):
    """A weight of a network."""

    @property
    def path(self) -> str:
        """Its name, with that of its layer: "conv/kernel"."""
        ...

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of its value."""
        ...

    @property
    def value(self) -> Tensor:
        """Its value as a tensor."""
        ...

    def numpy(self) -> np.ndarray:
        """A copy of its value."""
        ...

    def assign(self, value: object, /) -> object:
        """Give it another value of the same shape."""
        ...
