"""A network as plain data: what a model file describes, without anything that could act.

`core.opening.migration` reads an untrusted config into a Blueprint. `core.opening.shapes` computes
its shapes without TensorFlow. `core.opening.building` makes the Keras model.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from core.errors import Unreadable
from core.opening.geometry import Shape
from core.opening.terms import Settings


@dataclass(frozen=True)
class Tensor:
    """An output of call number `call` of layer `layer`.

    Attributes:
        output: which one, in a file's config. In a Blueprint each part has one, with the number 0.
    """

    layer: str
    call: int = 0
    output: int = 0


@dataclass(frozen=True)
class NetworkPart:
    """One layer, or one nested network.

    Attributes:
        calls: for each use of the layer, its input tensors.
        shape: of an InputLayer, without the batch axis; otherwise empty.
        trainable: False if the file freezes it, which moves its weights in legacy files.
        inner: the nested network, if this is one.
        written: the class name in the file, which also names the weights; None if it is `type`, and
            empty if the file has no layer for this part alone.
        layout: how the file lays out the weights, if it differs from today's Keras.
        follows: whether it comes after another part of the same layer of the file.
        lies: whether it adds its bias where it lies, as Keras before 3.7; see `biases`.
    """

    name: str
    type: str
    settings: Settings = field(default_factory=dict)
    calls: tuple[tuple[Tensor, ...], ...] = ()
    shape: Shape = ()
    trainable: bool = True
    inner: Blueprint | None = None
    written: str | None = None
    layout: str = ""
    follows: bool = False
    lies: bool = False


@dataclass(frozen=True)
class Blueprint:
    """A network: its parts in the file's order, its input tensors and its output tensors.

    Attributes:
        sizes_used: whether settings of its parts were computed from the shape of its input.
    """

    name: str
    type: str
    parts: tuple[NetworkPart, ...]
    input: Tensor
    output: Tensor
    sizes_used: bool = False

    def part(self, name: str) -> NetworkPart:
        """The part named `name`."""
        return next(part for part in self.parts if part.name == name)

    def size(self) -> int:
        """How many layer calls the network makes; nested networks count at every call."""
        return sum(
            len(part.calls) * (part.inner.size() if part.inner else 1) for part in self.parts
        )

    def table_numbers(self) -> int:
        """How many numbers the tables in its settings have; they count at every call."""
        return sum(
            len(part.calls) * (part.inner.table_numbers() if part.inner else _numbers_in(part))
            for part in self.parts
        )

    def calls_in_order(self) -> Iterator[tuple[NetworkPart, int]]:
        """Every use of every part, each after its inputs.

        Raises:
            Unreadable: the calls form a loop, or use a tensor that nothing produces.
        """
        waiting: dict[Tensor, list[tuple[NetworkPart, int]]] = {}
        missing: dict[Tensor, int] = {}
        ready: deque[tuple[NetworkPart, int]] = deque()
        for part in self.parts:
            for index, tensors in enumerate(part.calls):
                missing[Tensor(part.name, index)] = len(set(tensors))
                for tensor in set(tensors):
                    waiting.setdefault(tensor, []).append((part, index))
                if not tensors:
                    ready.append((part, index))
        done = 0
        while ready:
            part, index = ready.popleft()
            yield part, index
            done += 1
            for follower, call in waiting.get(Tensor(part.name, index), ()):
                key = Tensor(follower.name, call)
                missing[key] -= 1
                if not missing[key]:
                    ready.append((follower, call))
        if done != len(missing):
            raise Unreadable("The model's layers form a loop or are not connected.")


def _numbers_in(value: object) -> int:
    """How many numbers a setting holds, or all settings of a layer, with a layer inside of it."""
    if isinstance(value, NetworkPart):
        return sum(_numbers_in(each) for each in value.settings.values())
    return len(value) * _numbers_in(value[0]) if isinstance(value, tuple) and value else 1
