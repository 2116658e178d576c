"""The names of figures that need an explanation, with one sentence for each."""

from __future__ import annotations

from collections.abc import Mapping

from core.text.sentence import Sentence, say

TERMS: Mapping[str, Sentence] = {
    "p-value": say("The share of clean images that look as suspicious as this one."),
    "vote": say("A number for each image that is low where the image is suspicious."),
    "disagreement": say(
        "By how much the repaired network finds the BadNet's class less probable than the BadNet "
        "does."
    ),
    "weighted entropy": say(
        "How much the BadNet's answers vary over an image's blends; low where one class wins in "
        "every blend."
    ),
    "persistence": say(
        "How probable the image's own class stays, on average, when the image is blended with "
        "clean images."
    ),
    "margin": say("By how much the class can lead all others, over all images, real or not."),
    "flip rate": say("The share of held-out clean images that the inverted trigger turns."),
    "mask size": say("How many pixels the inverted trigger covers; the sum of its mask."),
    "anomaly index": say(
        "How far this class's trigger lies below the median size, in typical deviations."
    ),
}
