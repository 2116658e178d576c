"""Trigger maps of flagged images, as pictures for a report."""

from __future__ import annotations

import base64
from collections.abc import Generator, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np

from core.data.dataset import open_dataset
from core.errors import GoodNetError
from core.files.images import cv2_module, encode_png
from core.records import Progress, TriggerMap, Verdict
from core.screen.attribution import Attribution, strongest, veil
from core.screen.goodnet import GoodNet

# The longer side of a picture has at least this many pixels.
SIZE = 192
OUTLINE = (255, 214, 0)


def trigger_maps(
    goodnet: GoodNet, verdicts: Sequence[Verdict], most: int = 12
) -> Generator[Progress, object, dict[tuple[str, int], TriggerMap]]:
    """Maps of the most suspicious flagged images, by path and index.

    Args:
        goodnet: gave the verdicts.
        verdicts: of any images; clean images, and images whose file is gone, get no map.
        most: the highest number of maps.

    Yields:
        `Progress` of the stage "maps" for each image.
    """
    flagged = [verdict for verdict in verdicts if verdict.verdict == "poisoned"]
    chosen = sorted(flagged, key=lambda verdict: verdict.p_value)[:most]
    maps: dict[tuple[str, int], TriggerMap] = {}
    for done, verdict in enumerate(chosen, 1):
        # A picture that was deleted since it was screened gets no map.
        with suppress(GoodNetError, OSError):
            image = read_one(goodnet, verdict.path, verdict.index)
            maps[verdict.path, verdict.index] = trigger_map(goodnet, image, verdict.badnet_class)
        yield Progress("maps", done, len(chosen))
    return maps


def trigger_map(goodnet: GoodNet, image: np.ndarray, target: int) -> TriggerMap:
    """The map of `image`, uint8 (h, w, c): where the BadNet looks when it answers `target`."""
    explained = goodnet.attributor.explain(image, target)
    png = encode_png(map_picture(image, explained))
    return TriggerMap(
        picture=base64.b64encode(png).decode("ascii"),
        target_class=target,
        badnet_lead=explained.badnet_lead,
        repaired_lead=explained.repaired_lead,
    )


def read_one(goodnet: GoodNet, path: str, index: int) -> np.ndarray:
    """One image as the network sees it, uint8 (h, w, c)."""
    shape = goodnet.badnet.image_shape
    fit = goodnet.record.resize
    with open_dataset([Path(path)], shape, ignore_labels=True, resize=fit) as dataset:
        return dataset.read([index])[0]


def map_picture(image: np.ndarray, explained: Attribution) -> np.ndarray:
    """`image`, enlarged, and darkened where the network does not look, uint8 (H, W, 3)."""
    cv2 = cv2_module()
    times = max(1, -(-SIZE // max(image.shape[:2])))
    size = (image.shape[1] * times, image.shape[0] * times)
    colored = image[..., :3] if image.shape[2] >= 3 else np.repeat(image[..., :1], 3, 2)
    large = cv2.resize(np.ascontiguousarray(colored), size, interpolation=cv2.INTER_NEAREST)
    shade = cv2.resize(veil(explained.map)[..., 3], size, interpolation=cv2.INTER_LINEAR)
    shown = np.rint(large * (1 - shade[..., None] / 255)).astype(np.uint8)
    places = strongest(explained.map).astype(np.uint8)
    inside = cv2.resize(places, size, interpolation=cv2.INTER_NEAREST)
    shown[(inside - cv2.erode(inside, np.ones((3, 3), np.uint8))) > 0] = OUTLINE
    return shown
