"""Sharpness-aware steps: take the gradient where the loss is highest nearby.

P. Foret et al., "Sharpness-Aware Minimization", ICLR 2021, arXiv 2010.01412, with the neighbourhood
of J. Kwon et al., "ASAM", ICML 2021, arXiv 2102.11600, which is proportional to each weight,

    min_w max_e L(w + e),  |T^-1 e| <= rho,  T = |w|;    e = rho T^2 g / |T g|,  g = dL/dw.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from core.network.keras_types import Tensor


def steepest(weights: Sequence[Tensor], gradients: Sequence[Tensor], rho: float) -> list[Tensor]:
    """e: for each weight the shift within the neighbourhood along which the loss grows fastest."""
    import tensorflow as tf

    sizes = [tf.abs(tf.convert_to_tensor(weight)) for weight in weights]
    scaled = [size * gradient for size, gradient in zip(sizes, gradients, strict=True)]
    norm = tf.linalg.global_norm(scaled) + 1e-12
    return [rho * size * each / norm for size, each in zip(sizes, scaled, strict=True)]


@contextmanager
def shifted(weights: Sequence[Tensor], shifts: Sequence[Tensor]) -> Iterator[None]:
    """Move the weights by `shifts` while the context lasts."""
    import tensorflow as tf

    kept = [tf.identity(weight) for weight in weights]
    for weight, value, shift in zip(weights, kept, shifts, strict=True):
        weight.assign(value + shift)
    yield
    for weight, value in zip(weights, kept, strict=True):
        weight.assign(value)
