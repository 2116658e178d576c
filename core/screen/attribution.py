"""Where the BadNet looks when it answers a class: expected gradients of that class's logit.

G. Erion, J. D. Janizek, P. Sturmfels, S. M. Lundberg, S.-I. Lee, "Improving performance of deep
learning models with axiomatic attribution priors and expected gradients", Nature Machine
Intelligence 3, 2021, arXiv 1906.10670. With baselines x' and a function F of images,

    EG_i(x) = mean over x' and a in 0..1 of (x_i - x'_i) dF / dx_i at x' + a (x - x'),

and the sum of EG over all i is F(x) minus the mean of F(x'). With a single baseline, EG is
integrated gradients. The baselines are the overlays. What clean images vary in averages out.

F is the BadNet's z_c, the logit of the class c. The map does not depend on the repair: a repaired
network that still obeys the trigger a little would cancel it.

EG is summed over the color channels and smoothed, and negative values are set to zero.
docs/decisions/0045-where-the-badnet-looks.md lists what else was tried.
"""

# pyright: basic
# TensorFlow has no types.
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.files.images import cv2_module
from core.network.classifier import PASS_FLOATS, Classifier
from core.network.keras_types import Tensor


@dataclass(frozen=True)
class AttributionSettings:
    """How a map is computed.

    Attributes:
        steps: points of the mean, each on the way from another overlay.
        blur: standard deviation of the smoothing, as a share of the image's shorter side.
        strongest: the share of a map's pixels that is outlined and compared with a trigger.
    """

    steps: int = 32  # [measured: docs/results.md#where-the-badnet-looks]
    blur: float = 1 / 16  # [measured: docs/results.md#where-the-badnet-looks]
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
        overlays: uint8 (n, h, w, c), the baselines.
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
        # Overlays are repeated if they are fewer than the steps.
        shape = (settings.steps, *badnet.image_shape)
        self._baselines = np.resize(overlays, shape).astype(np.float32)
        # A gradient keeps every tensor of the forward pass.
        most = max(1, PASS_FLOATS // badnet.floats)
        self._at_once = min(settings.steps, badnet.batch, most)
        images = tf.TensorSpec((None, *badnet.image_shape), tf.float32)
        signature = [images, tf.TensorSpec((), tf.int32)]
        self._gradient = tf.function(self._slope, autograph=False, input_signature=signature)

    def explain(self, image: np.ndarray, target: int | None = None) -> Attribution:
        """The map of an image, uint8 (h, w, c), for `target`, by default the BadNet's own class."""
        if target is None:
            target = int(self._badnet.softmax(image[None])[0].argmax())
        badnet, repaired = self._leads(image, target)
        signed = self.signed(image, target)
        return Attribution(np.maximum(signed, 0), target, badnet, repaired)

    def signed(self, image: np.ndarray, target: int) -> np.ndarray:
        """EG, summed over the color channels and smoothed, float32 (h, w).

        Args:
            image: uint8 (h, w, c).
            target: the class c.
        """
        steps = self._settings.steps
        shares = ((np.arange(steps) + 0.5) / steps).astype(np.float32)[:, None, None, None]
        differences = image.astype(np.float32) - self._baselines
        way = self._baselines + shares * differences
        total = np.zeros(image.shape[:2], np.float64)
        for start in range(0, steps, self._at_once):
            part = slice(start, start + self._at_once)
            slopes = self._gradient(way[part], target).numpy()
            total += (differences[part] * slopes).sum((0, -1))
        attributed = (total / steps).astype(np.float32)
        sigma = self._settings.blur * min(attributed.shape)
        return cv2_module().GaussianBlur(attributed, (0, 0), sigma)

    def _leads(self, image: np.ndarray, target: int) -> tuple[float, float]:
        wanted = image[None].astype(np.float32)
        badnet = lead(self._badnet.logits(wanted), target)
        repaired = lead(self._repaired.logits(wanted), target)
        return float(badnet[0]), float(repaired[0])

    def _slope(self, images: Tensor, target: Tensor) -> Tensor:
        """The gradient of F at each of the images, (n, h, w, c)."""
        import tensorflow as tf

        with tf.GradientTape() as tape:
            tape.watch(images)
            total = tf.reduce_sum(self._badnet.logits(images)[:, target])
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
