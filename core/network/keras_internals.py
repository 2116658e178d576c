"""All uses of Keras's private interfaces, in one place.

A new version of Keras may move or change any of them. tests/core/network/test_keras_internals.py
reports which, and pyproject.toml limits the version.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from core.network.keras_types import Layer, Network, Tensor

if TYPE_CHECKING:
    import h5py


def run_through_graph(
    model: Network, inputs: Tensor, replaced: Callable[[Any], Callable[..., Any]]
) -> Tensor:
    """The outputs of a functional model for `inputs`, with each layer called as `replaced(layer)`.

    This is Keras's own way through a graph. The public `clone_model` can neither flatten a nested
    network nor call a layer with other arguments.
    """
    return model._run_through_graph(inputs, operation_fn=replaced)


def takes_training(layer: Layer) -> bool:
    """Whether a step's call takes the argument `training`, as that of Dropout does."""
    return bool(getattr(layer, "_call_has_training_arg", False))


def name_operation(tensor: Tensor, name: str) -> Tensor:
    """`tensor`, after renaming the `keras.ops` operation that made it.

    Keras numbers operations over the whole process, and a layer may already have such a name.
    """
    tensor._keras_history.operation.name = name
    return tensor


def name_operations(
    made: Tensor, inputs: Sequence[Tensor], name: str, free: Callable[[str], str]
) -> Tensor:
    """`made`, after renaming the operation that made it, and those between it and `inputs`.

    Args:
        made: a tensor that one or more operations made.
        inputs: the tensors that they made it of.
        name: of the operation that made it.
        free: makes a name that nothing else has of a similar one.
    """
    known, waiting = {id(each) for each in inputs}, [made]
    name_operation(made, name)
    renamed = {id(made._keras_history.operation)}
    while waiting:
        operation, node, _ = waiting.pop()._keras_history
        for before in operation._inbound_nodes[node].input_tensors:
            if id(before) in known:
                continue
            known.add(id(before))
            waiting.append(before)
            if id(before._keras_history.operation) not in renamed:
                renamed.add(id(before._keras_history.operation))
                name_operation(before, free(f"{name}_step"))
    return made


def operate_again(operation: Layer, name: str, args: Any, kwargs: Any) -> Tensor:
    """Apply a weightless copy of an operation, named `name`, to other tensors."""
    again = copy.copy(operation)
    again._inbound_nodes, again._outbound_nodes = [], []
    again.name = name
    return again(*args, **kwargs)


def layer_scale() -> type[Any]:
    """ConvNeXt's layer, which `keras.applications` uses and `keras.layers` does not export."""
    from keras.src.applications.convnext import LayerScale

    return LayerScale


def write_legacy_h5(model: Network, file: h5py.File) -> None:
    """Write a model with its weights, without its optimizer, as a Keras .h5 file.

    The public `save` requires the suffix and warns that the format is old.
    """
    from keras.src.legacy.saving import legacy_h5_format

    legacy_h5_format.save_model_to_hdf5(model, file, include_optimizer=False)


def without_replicas(optimizer: type[Any]) -> type[Any]:
    """A class of optimizers that does not sum gradients over replicas.

    WORKAROUND (Keras 3.15, TensorFlow 2.21): gradients are summed by a custom gradient even if
    there is only this process. TensorFlow keeps custom gradients until the process ends, together
    with the graph of the whole step, so an audit would grow by some MB for each model.
    """

    class WithoutReplicas(optimizer):
        def _all_reduce_sum_gradients(self, grads_and_vars: Any) -> Tensor:
            return grads_and_vars

    return WithoutReplicas
