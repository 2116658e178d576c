"""Set up a screen: train the expert, sample the fields, and measure all votes on clean images.

Calibration changes a threshold, never a network. So every image calibrates that tuned no network of
the votes. No image tuned the BadNet. The tuning images tuned the repaired network, and some of them
trained the expert. If the vote of the repaired network is left out, the rest of the tuning images
calibrate as well, except the overlays.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, replace

import numpy as np

from core.data.parts import CleanData, Part
from core.network.classifier import Classifier
from core.records import Notice, Progress, ScreenSettings, VoteLeftOut
from core.screen.conformal import TIE, Calibration
from core.screen.expert_training import train_expert, work_of_an_expert
from core.screen.goodnet import GoodNet
from core.screen.panel import Panel
from core.screen.votes import VOTES
from core.screen.votes.disagreement import Disagreement
from core.screen.votes.expert import Expert
from core.screen.votes.jitter import sampled_fields
from core.screen.votes.strip import Strip
from core.screen.votes.vote import Answers, Material
from core.text.sentence import say
from core.text.wording import percent

BATCH = 16
# Chosen after the calibrations of networks for 48 x 48 pixels and less, whose cost is in small
# computations, not in passes: what all votes prepare for one size of batch, and what their calls
# cost for each batch, in compiled graphs.
GRAPHS_OF_ALL_VOTES, GRAPHS_OF_A_BATCH = 20, 1
# STRIP computes the first layers of a blend once for all overlays.
SHARE_OF_A_BLEND = 0.6


def work_of_a_screen(images: int, overlays: int, settings: ScreenSettings) -> tuple[float, int]:
    """The expected work of a calibration: images through a forward pass, and graphs to compile."""
    passes = SHARE_OF_A_BLEND * overlays + 14  # the cheap votes' 12, and both networks' answers
    batches = -(-images // BATCH)
    graphs = GRAPHS_OF_ALL_VOTES + GRAPHS_OF_A_BATCH * batches
    return images * passes + work_of_an_expert(settings), graphs


@dataclass(frozen=True)
class ScreenMade:
    """A calibrated screen.

    Attributes:
        votes: the names of its votes, in the order of the calibration's columns.
        left_out: the votes that were left out, with reasons.
        clean_answers: the BadNet's classes of the calibration images, (n,).
    """

    votes: tuple[str, ...]
    left_out: tuple[VoteLeftOut, ...]
    material: Material
    calibration: Calibration
    clean_answers: np.ndarray

    def put_into(self, goodnet: GoodNet) -> GoodNet:
        """The same GoodNet with this screen and its networks."""
        return replace(
            goodnet,
            repaired=self.material.repaired,
            overlays=self.material.overlays,
            votes=self.votes,
            calibration=self.calibration,
            clean_answers=self.clean_answers,
            expert=self.material.expert,
            fields=self.material.fields,
        )


def set_up_screen(
    badnet: Classifier,
    repaired: Classifier,
    clean: CleanData,
    settings: ScreenSettings,
    frr: float,
    seed: int = 0,
) -> Generator[Progress | Notice, object, ScreenMade]:
    """Make a screen from two networks and clean data.

    Args:
        badnet: the network as received.
        repaired: the network that gives the class.
        clean: the clean data in its parts.
        settings: the numbers that the votes decide by.
        frr: the share of clean images that may be flagged.
        seed: of the expert's training and of jitter's fields.

    Yields:
        `Progress`, and a `Notice` for each vote that is left out.
    """
    material = yield from _material(badnet, repaired, clean, settings, seed)
    few = next(clean.calibration.images(256))
    left_out = _silent(material, few, len(clean.expert))
    names = _without(tuple(VOTES), left_out)
    part = clean.to_calibrate(Disagreement.name in names, settings.most_calibration)
    left_out += _too_many(names, len(part), settings, frr)
    names = _without(names, left_out)
    votes, clean_answers = yield from measure_votes(Panel(material, names), part)
    tied = _tied(names, votes, frr)
    kept = _without(names, tied)
    left_out += tied
    yield from [Notice("note", left.why) for left in left_out]
    return ScreenMade(
        kept,
        tuple(left_out),
        replace(material, expert=material.expert if Expert.name in kept else None),
        Calibration(votes[:, [names.index(name) for name in kept]]),
        clean_answers,
    )


def _material(
    badnet: Classifier, repaired: Classifier, clean: CleanData, settings: ScreenSettings, seed: int
) -> Generator[Progress, object, Material]:
    """The material of all votes, with an expert if there are enough images to train one."""
    expert = None
    if len(clean.expert) >= settings.expert_fewest:
        expert = yield from train_expert(badnet, clean.expert, settings, seed)
    height, width = badnet.image_shape[:2]
    fields = sampled_fields(height, width, settings, seed)
    return Material(badnet, repaired, clean.overlays, settings, expert, fields)


def measure_votes(
    panel: Panel, clean: Part
) -> Generator[Progress, object, tuple[np.ndarray, np.ndarray]]:
    """Take all votes on clean images, (n, V), and the BadNet's classes of them, (n,)."""
    votes, classes = np.empty((0, len(panel.names))), np.empty(0, np.int64)
    for images in clean.images(BATCH):
        # Another size of batch would compile every vote anew.
        evidence = panel.evidence(np.resize(images, (BATCH, *images.shape[1:])))
        votes = np.concatenate([votes, evidence.votes[: len(images)]])
        classes = np.concatenate([classes, evidence.answers.badnet_class[: len(images)]])
        yield Progress("calibrate", len(votes), len(clean))
    return votes, classes


def _silent(material: Material, images: np.ndarray, images_to_unlearn: int) -> list[VoteLeftOut]:
    """The votes that can say nothing with these networks, judged on some clean images."""
    settings, silent = material.settings, list[VoteLeftOut]()
    answers = Answers(material.badnet.softmax(images), material.repaired.softmax(images))
    if np.abs(answers.received - answers.repaired).max() <= settings.same_answers:
        why = say("The vote disagreement is left out: both networks answer the same.")
        silent.append(VoteLeftOut(Disagreement.name, why))
    if material.expert is None:
        why = say(
            "The vote expert is left out: the expert did not unlearn its classes in {steps} steps.",
            steps=settings.expert_steps,
        )
        if images_to_unlearn < settings.expert_fewest:
            why = say(
                "The vote expert is left out: {images} clean images are too few to train it; it "
                "needs {fewest}.",
                images=images_to_unlearn,
                fewest=settings.expert_fewest,
            )
        silent.append(VoteLeftOut(Expert.name, why))
    elif _most_frequent(material.expert, images) > settings.one_class:
        why = say("The vote expert is left out: the expert gives all clean images one class.")
        silent.append(VoteLeftOut(Expert.name, why))
    return silent


def _most_frequent(expert: Classifier, images: np.ndarray) -> float:
    """The share of images in the class that the expert answers most often."""
    return np.bincount(expert.softmax(images).argmax(-1)).max() / len(images)


def _too_many(
    names: tuple[str, ...], images: int, settings: ScreenSettings, frr: float
) -> list[VoteLeftOut]:
    """The last votes, if there are too few images to calibrate all of them.

    The votes share the FRR. A vote that gets less than a rank or two of it flags only what lies
    below all clean images, and takes ranks that the other votes need. STRIP and the disagreement
    stay.
    """
    fewest = 1 + (Disagreement.name in names)
    most = max(fewest, int(frr * (images + 1) / settings.ranks_a_vote))
    return [
        VoteLeftOut(
            name,
            say(
                "The vote {name} is left out: {images} clean images can calibrate only {most} "
                "votes at an FRR of {frr:g}.",
                name=name,
                images=images,
                most=most,
                frr=frr,
            ),
        )
        for name in names[most:]
    ]


def _tied(names: tuple[str, ...], votes: np.ndarray, frr: float) -> list[VoteLeftOut]:
    """The votes whose lowest value is shared by more clean images than may be flagged.

    Nothing can lie below that value, so such a vote flags nothing. If all images share one value,
    as when two networks never disagree, the vote stays, because a lower value is possible.
    """
    tied = list[VoteLeftOut]()
    for name, column in zip(names, votes.T, strict=True):
        lowest = int((column <= column.min() + TIE).sum())
        if name != Strip.name and max(1, frr * (len(votes) + 1)) < lowest < len(votes):
            why = say(
                "The vote {name} is left out: {share} of the clean images share its lowest value.",
                name=name,
                share=percent(lowest / len(votes), 0),
            )
            tied.append(VoteLeftOut(name, why))
    return tied


def _without(names: tuple[str, ...], left_out: list[VoteLeftOut]) -> tuple[str, ...]:
    gone = {left.name for left in left_out}
    return tuple(name for name in names if name not in gone)
