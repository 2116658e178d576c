"""Where the BadNet looks when it answers a class: integrated gradients of the lead of that class.

M. Sundararajan, A. Taly, Q. Yan, "Axiomatic Attribution for Deep Networks", ICML 2017, arXiv
1703.01365. With a baseline x' and a function F of images,

    IG_i(x) = (x_i - x'_i) integral over a in 0..1 of dF / dx_i at x' + a (x - x'),

and the sum of IG over all i is F(x) - F(x'). The lead of class c is z_c - max_{k != c} z_k of the
logits z. The choice of F depends on the repaired network:
- If the repaired network answers another class, F is the BadNet's lead minus the repaired
  network's. What makes an image belong to its class does so in both networks and cancels. A trigger
  that was unlearned remains.
- If the repaired network answers the same class, it may still obey the trigger, which would cancel
  too. F is then the BadNet's lead alone.

The baseline is the mean of the overlays, an image of what clean images have in common.

IG is summed over the color channels and smoothed, and negative values are set to zero.
docs/decisions/0045-where-the-badnet-looks.md lists what else was tried.
"""

# pyright: basic
# TensorFlow has no types.
from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from core.files.images import cv2_module
from core.network.classifier import PASS_FLOATS, Classifier
from core.network.keras_types import Tensor


@dataclass(frozen=True)
class AttributionSettings:
    """How a map is computed.

    Attributes:
        steps: midpoints of the integral.
        blur: standard deviation of the smoothing, as a share of the image's shorter side.
        strongest: the share of a map's pixels that is outlined and compared with a trigger.
    """

    steps: int = 16  # [measured: docs/results.md#where-the-badnet-looks]
    blur: float = 1 / 32  # [measured: docs/results.md#where-the-badnet-looks]
    strongest: float = 0.1  # [chosen]


SETTINGS = AttributionSettings()
# How dark a picture becomes where the network does not look; shapes must stay visible.
DARKEST = 0.78


@dataclass(frozen=True)
class Attribution:
    """The places in one image that lead to a class.

    Attributes:
        map: float32 (h, w), at least 0, in logits per pixel, at the image's own pixels.
        target: the explained class c.
        badnet_lead: the lead of class c in the BadNet, in logits.
        repaired_lead: the lead of class c in the repaired network, in logits.
    """

    map: np.ndarray
    target: int
    badnet_lead: float
    repaired_lead: float


class Attributor:
    """Computes maps for one BadNet and its repaired network; compiles once.

    Args:
        badnet: the network as received.
        repaired: the repaired network.
        overlays: uint8 (n, h, w, c); their mean is the baseline.
        settings: how a map is computed.
    """

    def __init__(
        self,
        badnet: Classifier,
        repaired: Classifier,
        overlays: np.ndarray,
        settings: AttributionSettings = SETTINGS,
    ) -> None:
        import tensorflow as tf

        self._badnet, self._repaired, self._settings = badnet, repaired, settings
        self._baseline = overlays.mean(0, dtype=np.float64).astype(np.float32)
        # A gradient keeps every tensor of the forward pass, for both networks.
        most = max(1, PASS_FLOATS // (2 * badnet.floats))
        self._at_once = min(settings.steps, badnet.batch, most)
        images = tf.TensorSpec((None, *badnet.image_shape), tf.float32)
        signature = [images, tf.TensorSpec((), tf.int32)]
        compiled = {"autograph": False, "input_signature": signature}
        self._gradients = {
            both: tf.function(partial(self._slope, both=both), **compiled) for both in (True, False)
        }

    def explain(self, image: np.ndarray, target: int | None = None) -> Attribution:
        """The map of an image, uint8 (h, w, c), for `target`, by default the BadNet's own class."""
        if target is None:
            target = int(self._badnet.softmax(image[None])[0].argmax())
        badnet, repaired = self._leads(image, target)
        signed = self.signed(image, target, both=repaired < 0)
        return Attribution(np.maximum(signed, 0), target, badnet, repaired)

    def signed(self, image: np.ndarray, target: int, *, both: bool) -> np.ndarray:
        """IG, summed over the color channels and smoothed, float32 (h, w).

        Args:
            image: uint8 (h, w, c).
            target: the class c.
            both: whether to subtract the repaired network's lead from the BadNet's.
        """
        difference = image.astype(np.float32) - self._baseline
        steps = self._settings.steps
        midpoints = ((np.arange(steps) + 0.5) / steps).astype(np.float32)
        total = np.zeros(image.shape, np.float64)
        for start in range(0, steps, self._at_once):
            shares = midpoints[start : start + self._at_once, None, None, None]
            way = self._baseline + shares * difference
            total += self._gradients[both](way, target).numpy().sum(0)
        attributed = (difference * total / steps).sum(-1).astype(np.float32)
        sigma = self._settings.blur * min(attributed.shape)
        return cv2_module().GaussianBlur(attributed, (0, 0), sigma)

    def _leads(self, image: np.ndarray, target: int) -> tuple[float, float]:
        wanted = image[None].astype(np.float32)
        badnet = lead(self._badnet.logits(wanted), target)
        repaired = lead(self._repaired.logits(wanted), target)
        return float(badnet[0]), float(repaired[0])

    def _slope(self, images: Tensor, target: Tensor, *, both: bool) -> Tensor:
        """The gradient of F at each of the images, (n, h, w, c)."""
        import tensorflow as tf

        with tf.GradientTape() as tape:
            tape.watch(images)
            value = lead(self._badnet.logits(images), target)
            if both:
                value -= lead(self._repaired.logits(images), target)
            total = tf.reduce_sum(value)
        return tape.gradient(total, images)


def lead(logits: Tensor, target: Tensor) -> Tensor:
    """z_c - max_{k != c} z_k, (n,), of logits (n, N) for the class c."""
    import tensorflow as tf

    others = tf.where(tf.one_hot(target, logits.shape[-1], True, False), -np.inf, logits)
    return logits[:, target] - tf.reduce_max(others, -1)


def strongest(values: np.ndarray, share: float = SETTINGS.strongest) -> np.ndarray:
    """The highest places above 0 of a map (h, w), at most a share of all places, bool (h, w)."""
    count = max(1, round(values.size * share))
    least = np.partition(values.ravel(), -count)[-count]
    return (values >= least) & (values > 0)


def veil(values: np.ndarray) -> np.ndarray:
    """A layer that darkens a picture where a map (h, w) is low: black RGBA, uint8 (h, w, 4).

    The picture keeps its own colors where the network looks. A square root keeps weaker places
    visible.
    """
    highest = float(values.max())
    seen = np.sqrt(values / highest) if highest > 0 else np.zeros_like(values)
    shade = np.zeros((*values.shape, 4), np.uint8)
    shade[..., 3] = np.rint(255 * DARKEST * (1 - seen))
    return shade
