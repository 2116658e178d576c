"""Shapes of a file's tensors while the file is still being read, for arithmetic that uses them."""

from __future__ import annotations

from collections.abc import Sequence

from core.errors import Unreadable
from core.opening.blueprint import NetworkPart, Tensor
from core.opening.geometry import Shape
from core.opening.layer_shapes import shape_behind
from core.opening.shapes import infer

# The most layers of nested networks whose shapes are computed in advance [chosen: a network of
# more layers than this is refused, see `core.opening.migration.CALL_LIMIT`].
_MOST_NESTED = 20_000
_Call = tuple[str, int]


class KnownShapes:
    """Computes shapes when they are asked for, from the parts that were read so far.

    A shape is None if the file has not named the layers before it, or if these do not fit.
    """

    def __init__(self) -> None:
        self._parts: dict[str, NetworkPart] = {}
        self._last: dict[tuple[str, int], str] = {}
        self._shapes: dict[_Call, Shape | None] = {}
        self._left = _MOST_NESTED

    def add(self, name: str, output: int, parts: Sequence[NetworkPart]) -> None:
        """Add the parts of the entry `name`; the last one has its output number `output`."""
        self._parts |= {part.name: part for part in parts}
        self._last[name, output] = parts[-1].name

    def of(self, tensor: Tensor) -> Shape | None:
        """The shape of a tensor of the file, without the batch axis."""
        first = self._call(tensor)
        waiting, entered = [] if first is None else [first], set()
        while waiting:
            call = waiting[-1]
            part = self._parts[call[0]]
            before = [self._call(each, part.follows) for each in part.calls[call[1]]]
            asked = [each for each in before if each is not None and each not in self._shapes]
            if call not in self._shapes and call not in entered and asked:
                entered.add(call)
                waiting += asked
                continue
            # What is still unknown is behind a loop, or was not read yet.
            if call not in self._shapes:
                self._shapes[call] = self._behind(part, [self._known(each) for each in before])
            waiting.pop()
        return self._known(first)

    def _known(self, call: _Call | None) -> Shape | None:
        return None if call is None else self._shapes.get(call)

    def _call(self, tensor: Tensor, follows: bool = False) -> _Call | None:
        """The part, and its call, that make a tensor."""
        own = tensor.layer if follows else self._last.get((tensor.layer, tensor.output), "")
        part = self._parts.get(own)
        if part is None:
            return None
        # Files count the calls of a nested network from 0 or from 1.
        index = 0 if part.inner is not None and len(part.calls) == 1 else tensor.call
        if not 0 <= index < len(part.calls) or (part.inner is not None and len(part.calls) > 1):
            return None
        return part.name, index

    def _behind(self, part: NetworkPart, before: list[Shape | None]) -> Shape | None:
        inputs = [shape for shape in before if shape is not None]
        if len(inputs) != len(before):
            return None
        try:
            if part.type == "InputLayer":
                return part.shape or None
            if part.inner is None:
                return shape_behind(part, inputs)
            self._left -= part.inner.size()
            if self._left < 0 or len(inputs) != 1:
                return None
            return infer(part.inner, inputs[0]).tensors[part.inner.output]
        except (Unreadable, ValueError, TypeError, IndexError, KeyError):
            return None
