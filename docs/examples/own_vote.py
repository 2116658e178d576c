"""A vote of one's own: how sharp the sharpest edge of an image is.

A vote is a class that fulfils `core.screen.votes.vote.Vote`: it gives each image a number that is
low where the image is suspicious. Its scale does not matter, because the screen ranks the number
among those of clean images. Once it has a name in `VOTES`, every screen that is set up has it.
"""

import numpy as np

from core import RepairOptions, repair_model
from core.screen.votes import VOTES
from core.screen.votes.vote import Answers, Material
from resources.demo import files


class Edges:
    """The vote: minus the largest jump between two neighbouring pixels, as a sticker has."""

    name = "edges"
    says = "A very sharp edge is in the image."
    passes = 0

    def __init__(self, material: Material) -> None:
        """Nothing of the screen's material is needed."""

    def measure(self, images: np.ndarray, answers: Answers) -> np.ndarray:
        """Minus the largest jump of each image, 0..255, float64 (n,)."""
        jumps = np.abs(np.diff(images.astype(np.float64), axis=2)).mean(-1)
        return -jumps.max((1, 2))


VOTES[Edges.name] = Edges

demo = files()
options = RepairOptions(recipe="none", overlay_count=30)
goodnet = repair_model(demo.badnet, demo.clean, options=options)
print("The screen's votes are", ", ".join(goodnet.votes))
flagged = sum(verdict.verdict == "poisoned" for verdict in goodnet.predict(goodnet.overlays))
print(flagged, "of", len(goodnet.overlays), "clean images are flagged")
