"""What Keras keeps to itself and GoodNet needs, in one place.

A new version of Keras may move or change any of it. tests/core/network/test_keras_internals.py says
which, and pyproject.toml bounds the version.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import h5py


def run_through_graph(
    model: Any, inputs: Any, replaced: Callable[[Any], Callable[..., Any]]
) -> Any:
    """A functional model's outputs for `inputs`, each layer called as `replaced(layer)` says.

    It is Keras' own way through a graph. The public `clone_model` can neither lay a nested network
    flat nor call a layer with other arguments.
    """
    return model._run_through_graph(inputs, operation_fn=replaced)


def takes_training(layer: Any) -> bool:
    """Whether a layer's call takes the argument `training`, as dropout's does."""
    return bool(layer._call_has_training_arg)


def name_operation(tensor: Any, name: str) -> Any:
    """`tensor`, with another name for the plain operation of `keras.ops` that has made it.

    Keras numbers operations for the whole process, and a layer may carry such a name already.
    """
    tensor._keras_history.operation.name = name
    return tensor


def operate_again(operation: Any, name: str, args: Any, kwargs: Any) -> Any:
    """What a copy of an operation, with no weights and called `name`, makes of other tensors."""
    again = copy.copy(operation)
    again._inbound_nodes, again._outbound_nodes = [], []
    again.name = name
    return again(*args, **kwargs)


def layer_scale() -> type[Any]:
    """ConvNeXt's layer, which `keras.applications` builds with and `keras.layers` leaves out."""
    from keras.src.applications.convnext import LayerScale

    return LayerScale


def write_legacy_h5(model: Any, file: h5py.File) -> None:
    """Write a model with its weights, and without its optimizer, in the form of a Keras .h5 file.

    The public `save` insists on the suffix and warns that the format is old.
    """
    from keras.src.legacy.saving import legacy_h5_format

    legacy_h5_format.save_model_to_hdf5(model, file, include_optimizer=False)


def without_replicas(optimizer: type[Any]) -> type[Any]:
    """A class of optimizers that does not sum gradients over replicas.

    WORKAROUND (Keras 3.15, TensorFlow 2.21): they are summed even where there is only this process,
    by a custom gradient. TensorFlow keeps those until the process ends, and with them the graph of
    the whole step, so that an audit would grow by some MB a model.
    """

    class WithoutReplicas(optimizer):
        def _all_reduce_sum_gradients(self, grads_and_vars: Any) -> Any:
            return grads_and_vars

    return WithoutReplicas
