"""Give each use of a layer weights of its own, so that a network can be cut, pruned and repaired.

Attention over channels (CBAM) asks one dense layer twice, and siamese networks share all layers.
The answers stay the same. A repair may change the weights of each use alone.
"""

from __future__ import annotations

from typing import Any

from core.jobs import memory
from core.network.graph import SharedWeights, as_functional, atomic, name_of_copy
from core.network.keras_internals import operate_again, run_through_graph
from core.network.keras_types import Layer, Network, Tensor

# Of one layer [chosen: CBAM uses two, and a shared head rarely more than ten].
MOST_USES = 32


def separated(model: Network) -> tuple[Network, Network]:
    """`model`, or an equal flat network that shares no weights, and the `atomic` copy of it.

    Raises:
        SharedWeights: a layer is used in too many places.
        OutOfMemory: the weights of all uses together do not fit.
    """
    try:
        return model, atomic(model)
    except SharedWeights:
        flat = _Separated(model).network
        return flat, atomic(flat)


class _Separated:
    def __init__(self, model: Network) -> None:
        import keras

        self._uses: dict[int, int] = {}
        self._pairs = list[tuple[Layer, Layer]]()
        given = model.inputs[0]
        image = keras.Input(batch_shape=given.shape, dtype=given.dtype)
        answer = keras.tree.flatten(self._lay(model, image, ""))[0]
        self.network = keras.Model(image, answer, name=model.name)
        for original, twin in self._pairs:
            twin.set_weights(original.get_weights())
            if hasattr(twin, "finalize_state"):
                twin.finalize_state()

    def _lay(self, model: Network, inputs: Tensor, prefix: str) -> Tensor:
        def copy_of(layer: Layer) -> Any:
            return lambda *args, **kwargs: self._call(layer, prefix, args, kwargs)

        return run_through_graph(as_functional(model), inputs, copy_of)

    def _call(self, layer: Layer, prefix: str, args: Any, kwargs: Any) -> Tensor:
        import keras

        if hasattr(layer, "layers"):
            return self._lay(layer, args[0], f"{prefix}{layer.name}.")
        name = name_of_copy(layer, prefix, self._uses)
        if not isinstance(layer, keras.layers.Layer):
            return operate_again(layer, name, args, kwargs)
        if layer.weights and self._uses[id(layer)] > MOST_USES:
            raise SharedWeights(
                "Layer {name} is used in more than {most} places, and that is not supported yet.",
                name=layer.name,
                most=MOST_USES,
            )
        memory.require(4 * layer.count_params())
        twin = type(layer).from_config({**layer.get_config(), "name": name})
        self._pairs.append((layer, twin))
        return twin(*args, **kwargs)
