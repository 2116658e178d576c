"""Numbers that a file computes from the shape of a tensor, such as `tf.shape(x)[1] * 2`.

tf.keras 2 writes `tf.shape(x)`, its parts, and what is computed of them as entries of a config.
GoodNet knows the shapes, so it computes these numbers while it reads, and puts them where other
entries use them. All tensors of a network have one number of images, which stays open.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from core.errors import Invalid
from core.opening import place_tables
from core.opening.arguments import Arguments
from core.opening.arithmetic_reading import (
    FUNCTION_LAYERS,
    NODE_LAYER,
    kind_of,
    written_type,
)
from core.opening.blueprint import Tensor
from core.opening.calls import CONSTANT, Call, calls_of, reference
from core.opening.for_each_image import COUNTED, FILLING, SPREADING
from core.opening.geometry import Shape
from core.opening.node_calls import call_of_node
from core.opening.refusing import not_supported_yet
from core.opening.settings import NotRebuilt
from core.opening.size_arithmetic import BATCH, SIZES, UNKNOWN, bounded, tiled
from core.opening.terms import Config
from core.opening.written_names import entry_name
from core.text.remedies import CHOOSE_SIZE

# All tables that sizes make and other entries take [chosen: an image of 299 × 299 × 3].
_MOST_PUT = 300_000
# Functions that take the number of images as the first side of what they make.
_COUNTING = {*FILLING, *SPREADING}

Values = dict[Tensor, Any]


class Sizes:
    """The sizes that the entries of one network make.

    Attributes:
        used: whether one of them was put into an entry.
    """

    def __init__(self, entries: Sequence[Config], counted: Tensor) -> None:
        self._values: Values = {}
        # The tensor whose images are counted where an entry takes their number.
        self._counted = [counted.layer, counted.call, counted.output]
        self._put = 0
        self._asked = any(_is_function(e) and kind_of(e) == "shape" for e in entries)
        self._looked_up = place_tables.looked_up(entries) if self._asked else set[str]()
        # The places that Embedding layers look up, by entry.
        self._rows: dict[str, list[float]] = {}
        self.used = False

    def made(self, entry: Config, shape_of: Callable[[Tensor], Shape | None]) -> bool:
        """Whether an entry makes a size, which is kept for others."""
        if not self._asked or not _is_function(entry):
            return False
        try:
            found = [self._made(kind_of(entry), call, shape_of) for call in _calls(entry)]
        except (NotRebuilt, ValueError, TypeError, IndexError, ArithmeticError):
            return False
        if not found or any(outputs is None for outputs in found):
            return False
        name = entry_name(entry)
        if name in self._looked_up and self._made_rows(name, found):
            return False
        for index, outputs in enumerate(found):
            for number, value in enumerate(outputs or ()):
                self._values[Tensor(name, index, number)] = value
        return True

    def put(self, entry: Config) -> Config:
        """`entry` with the sizes that it takes, or a table that an Embedding looks up.

        Raises:
            NotSupported: it takes one that is not known, or takes it in another way.
        """
        if self._asked and entry_name(entry) in self._rows:
            return self._table(entry_name(entry))
        if not self._asked or not self._taken(entry):
            return entry
        try:
            return self._with_all(entry)
        except NotRebuilt as error:
            raise not_supported_yet(entry_name(entry), written_type(entry), error) from None

    def _made_rows(self, name: str, found: Sequence[Any]) -> bool:
        """Keep the only output of a call, if it is a row of places; whether it is."""
        made = found[0][0] if len(found) == 1 and len(found[0]) == 1 else None
        if not isinstance(made, np.ndarray) or made.shape not in ((made.size,), (1, made.size)):
            return False
        self._rows[name] = made.ravel().tolist()
        return True

    def _table(self, name: str) -> Config:
        """An entry that makes the places of `name` for each image."""
        row, self.used = self._rows[name], True
        shape = {"shape": [None, len(row)], COUNTED: self._counted}
        return {
            "class_name": "TFOpLambda",
            "name": name,
            "config": {"name": name, "function": "broadcast_to"},
            "inbound_nodes": [[CONSTANT, -1, row, shape]],
        }

    def _with_all(self, entry: Config) -> Config:
        entry = self._put_into_node(entry) if entry["class_name"] == NODE_LAYER else {
            **entry,
            "inbound_nodes": [self._put_into_call(node, entry) for node in entry["inbound_nodes"]],
        }  # fmt: skip
        if self._taken(entry):
            raise NotRebuilt("it uses the shape of a tensor for more than a size")
        self.used = True
        return entry

    def _taken(self, entry: Config) -> bool:
        """Whether an entry is called on a size."""
        if not isinstance(entry.get("inbound_nodes"), list):
            return False
        return any(each in self._values for call in calls_of(entry) for each in call.tensors())

    def _made(
        self, kind: str | None, call: Call, shape_of: Callable[[Tensor], Shape | None]
    ) -> list[Any] | None:
        """The outputs of a call, or None if it makes no size."""
        tensors = call.tensors()
        if kind == "shape" and len(tensors) == 1 and tensors[0] not in self._values:
            shape = shape_of(tensors[0])
            sides = [UNKNOWN] * 7 if shape is None else [UNKNOWN if s is None else s for s in shape]
            return [[BATCH, *sides]]
        if (
            kind not in (*SIZES, "tile", "range", "reshape", "expand_dims")
            or not tensors
            or any(each not in self._values for each in tensors)
        ):
            return None
        given = Call(_replaced(call.args, self._values), _replaced(call.kwargs, self._values))
        if kind == "range" or any(isinstance(self._values[each], np.ndarray) for each in tensors):
            return self._places(kind, Arguments(given))
        if kind in ("reshape", "expand_dims"):
            return None
        if kind == "tile":
            made = tiled(Arguments(given))
            self._count(made)
            return [made]
        made = SIZES[kind](Arguments(given))
        return [bounded(each) for each in (made if kind == "unstack" else [made])]

    def _places(self, kind: str, arguments: Arguments) -> list[Any]:
        if kind == "range":
            made = place_tables.counted_up(arguments)
        else:
            made = place_tables.computed(kind, arguments)
        self._count(made)
        return [made]

    def _put_into_call(self, node: Any, entry: Config) -> Any:
        kind = kind_of(entry)
        spread = kind in SPREADING and reference(node) in self._values
        node = self._with_first_put(kind, node) if kind in FILLING or spread else node
        if not isinstance(node, list) or len(node) != 4 or not isinstance(node[3], Mapping):
            return node
        written = {name: self._written(entry, each) for name, each in node[3].items()}
        counted = kind in _COUNTING and _of_each_image(node[2], *written.values())
        return [*node[:3], written | ({COUNTED: self._counted} if counted else {})]

    def _with_first_put(self, kind: str | None, node: Any) -> Any:
        """A call of which the first argument is a size, or a list of sizes and numbers."""
        listed = reference(node) is None
        ends = node if listed else [node]
        tensors = [reference(each) for each in ends]
        if any(t not in self._values for t in tensors if t is not None):
            return node
        found = [
            each[2] if t is None else self._value(t) for each, t in zip(ends, tensors, strict=True)
        ]
        return [CONSTANT, -1, _settled(kind, found if listed else found[0]), ends[0][3]]

    def _put_into_node(self, entry: Config) -> Config:
        """A node of TensorFlow's graph: its arguments are tensors, or constants by place."""
        config, nodes, kind = entry["config"], entry["inbound_nodes"], kind_of(entry)
        if len(nodes) != 1:
            return entry
        constants = dict(config.get("constants", {}))
        tensors, kept = list(nodes[0]), []
        for place in range(len(tensors) + len(constants)):
            if str(place) in constants or not tensors:
                continue
            written = tensors.pop(0)
            tensor = reference(written)
            value = None if tensor is None else self._value(tensor)
            if value is None:
                kept.append(written)
            else:
                constants[str(place)] = _settled(kind, value)
        if kind in _COUNTING and _of_each_image(*constants.values()):
            kept.append([*self._counted, {}])
        return {**entry, "config": {**config, "constants": constants}, "inbound_nodes": [kept]}

    def _written(self, entry: Config, value: Any) -> Any:
        """An argument in which sizes replace the references to them."""
        made = self._with_sizes(value)
        return _settled(kind_of(entry), made) if made is not value else value

    def _with_sizes(self, value: Any) -> Any:
        tensor = reference(value)
        if tensor is not None:
            return self._value(tensor) if tensor in self._values else value
        if not isinstance(value, list):
            return value
        made = [self._with_sizes(each) for each in value]
        same = all(a is b for a, b in zip(made, value, strict=True))
        return value if same else made

    def _value(self, tensor: Tensor) -> Any:
        found = self._values.get(tensor)
        if found is None:
            return None
        self._count(found)
        return found.tolist() if isinstance(found, np.ndarray) else found

    def _count(self, value: Any) -> None:
        self._put += np.size(np.array(value, object))
        if self._put > _MOST_PUT:
            raise Invalid("a table of at most {most:,} numbers is needed", most=_MOST_PUT)


def _is_function(entry: Config) -> bool:
    return entry.get("class_name") in FUNCTION_LAYERS or entry.get("class_name") == NODE_LAYER


def _calls(entry: Config) -> list[Call]:
    if entry["class_name"] == NODE_LAYER:
        return [call_of_node(call, entry["config"]) for call in calls_of(entry)]
    return list(calls_of(entry, flat=True))


def _replaced(value: Any, values: Values) -> Any:
    if isinstance(value, Tensor):
        return values[value]
    if isinstance(value, Mapping):
        return {name: _replaced(each, values) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(_replaced(each, values) for each in value)
    return value


def _of_each_image(*arguments: Any) -> bool:
    """Whether one of the arguments is a shape that begins with the number of images."""
    return any(isinstance(each, list) and each[:1] == [None] for each in arguments)


def _settled(kind: str | None, value: Any) -> Any:
    """A size as JSON; the number of images may only begin a shape, and is None there."""
    value = [BATCH] if kind == "repeat" and value is BATCH else value
    begins = kind == "reshape" or kind in _COUNTING
    if begins and isinstance(value, list) and value and value[0] is BATCH:
        return [None, *_settled(None, value[1:])]
    if value is UNKNOWN:
        raise NotRebuilt("it needs the size of the images, which the file leaves open; {remedy}",
                         remedy=CHOOSE_SIZE)  # fmt: skip
    if value is BATCH:
        raise NotRebuilt("it uses the number of images for more than a reshape of each image")
    return [_settled(None, each) for each in value] if isinstance(value, list) else value
