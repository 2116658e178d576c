"""The settings of a screen."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ScreenSettings:
    """The numbers that a screen decides by; a GoodNet keeps those of its own screen.

    Lengths are in pixels of an image whose shorter side has `reference_side` pixels. They scale
    with the size of other images.

    Attributes:
        blend: (a, b): STRIP's blends are a x image + b x overlay.
        look_after: after this many overlays STRIP checks whether an image is certainly clean.
        least_disagreement: a smaller disagreement counts as none.
        expert_rate: Adam's learning rate for the expert.
        expert_batch: images in a training step of the expert.
        expert_accuracy: training of the expert ends at this share of the BadNet's accuracy.
        expert_probe: how many images that accuracy is measured on.
        expert_images: how many tuning images the expert is trained on; they calibrate no vote.
        expert_fewest: with fewer images there is no vote of the expert.
        expert_steps: if training takes more steps, there is no vote of the expert.
        one_class: nor if the expert gives one class to this share of clean images.
        reference_side: the side of images to which the lengths below apply.
        blur: the standard deviation of the smoothing's Gaussian.
        shrink: the share of its size to which an image is resized, and back.
        jitter: the largest displacement of a pixel, down and across.
        jitter_fields: how many fields of displacements there are.
        shift: how far an image is moved to each side.
        ranks_a_vote: how many of the ranks flagged at the FRR each vote needs; with fewer clean
            images there are fewer votes.
        most_calibration: the most images that calibrate the screen.
        same_answers: if no probability differs by more, both networks answer the same.
    """

    blend: tuple[float, float] = (0.5, 0.5)  # [measured: docs/results.md#blend]
    look_after: int = 8  # [chosen]
    least_disagreement: float = 0.2  # [chosen]
    expert_rate: float = 1e-3  # [measured: docs/results.md#six-votes]
    expert_batch: int = 64  # [chosen]
    expert_accuracy: float = 0.2  # [paper: BaDExpert, section 3.2, stops at a low accuracy]
    expert_probe: int = 250  # [chosen]
    expert_images: int = 500  # [chosen]
    expert_fewest: int = 64  # [chosen]
    expert_steps: int = 200  # [chosen] (6 to 16 are usual)
    one_class: float = 0.9  # [chosen]
    reference_side: int = 32  # [chosen] (the networks that the next five were set on)
    blur: float = 0.9  # [measured: docs/results.md#six-votes]
    shrink: float = 0.625  # [measured: docs/results.md#six-votes]
    jitter: float = 1.2  # [measured: docs/results.md#six-votes]
    jitter_fields: int = 4  # [measured: docs/results.md#six-votes]
    shift: float = 1.5  # [measured: docs/results.md#six-votes]
    ranks_a_vote: int = 3  # [chosen]
    most_calibration: int = 1000  # [chosen]
    same_answers: float = 1e-3  # [chosen]
