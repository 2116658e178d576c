"""Attention in which no place sees those behind it, and in which heads share keys and values."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support.hostile import layer
from support.in_process import InProcess
from support.stock import computed_as_in_stock
from support.wider import answer, called, functional

from core.errors import NotSupported
from core.opening import badnet, migration
from core.opening.blueprint import NetworkPart
from core.opening.layer_settings import parse_settings
from core.opening.layer_shapes import shape_behind

IMAGES = np.random.default_rng(2).random((3, 6, 4, 3)).astype(np.float32)

# In Keras 3: of a sequence, another one, and keras.layers.
MADE: dict[str, Callable[[Any, Any, Any], Any]] = {
    "heads": lambda x, y, k: k.MultiHeadAttention(2, 5)(x, y, use_causal_mask=True),
    "heads with dropout": lambda x, y, k: k.MultiHeadAttention(2, 5, dropout=0.2)(
        x, x, use_causal_mask=True
    ),
    "heads with scores": lambda x, y, k: k.MultiHeadAttention(2, 5)(
        x, y, return_attention_scores=True
    )[0],
    "shared": lambda x, y, k: k.GroupQueryAttention(5, 4, 2)(x, y),
    "shared by all, without bias": lambda x, y, k: k.GroupQueryAttention(5, 3, 1, use_bias=False)(
        x, y, y * 2.0
    ),
    "shared, causal": lambda x, y, k: k.GroupQueryAttention(4, 4, 2)(x, y, use_causal_mask=True),
    "gated": lambda x, y, k: k.MultiHeadAttention(2, 5, value_dim=4, use_gate=True)(x, y),
    "gated, without bias": lambda x, y, k: k.MultiHeadAttention(
        2, 5, use_gate=True, use_bias=False
    )(x, y),
    "shared, gated": lambda x, y, k: k.GroupQueryAttention(5, 4, 2, use_gate=True)(x, y),
    "near places": lambda x, y, k: k.MultiHeadAttention(2, 5, sliding_window=3)(x, y),
    "near places, causal": lambda x, y, k: k.MultiHeadAttention(2, 5, sliding_window=3)(
        x, x, use_causal_mask=True
    ),
    "shared, near places": lambda x, y, k: k.GroupQueryAttention(5, 4, 2, sliding_window=2)(x, x),
    "dot": lambda x, y, k: k.Attention(use_scale=True)([x, y], use_causal_mask=True),
    "concat": lambda x, y, k: k.Attention(score_mode="concat")([x, y], use_causal_mask=True),
    "additive": lambda x, y, k: k.AdditiveAttention()([x, y, y], use_causal_mask=True),
}


@pytest.fixture(autouse=True)
def _in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(badnet.model_file, "Reader", InProcess)


@pytest.mark.parametrize("name", MADE)
def test_it_answers_as_in_stock_keras(name: str, tmp_path: Path) -> None:
    def attended(x: Any, layers: Any, _ops: Any) -> Any:
        rows = layers.Reshape((12, 6))(x)
        return MADE[name](rows, rows[:, :7] + 1.0, layers)

    computed_as_in_stock(attended, IMAGES, tmp_path)


def test_the_causal_attention_of_keras_2_opens(tmp_path: Path) -> None:
    rows = called(layer("Reshape", "rows", target_shape=[24, 3]), [["image", 0, 0, {}]])
    seen = layer("Attention", "seen", use_scale=False, causal=True, dropout=0.0)
    ends = called(seen, [["rows", 0, 0, {}], ["rows", 0, 0, {}]])
    blueprint = migration.read(functional(rows, ends, *answer("seen")))
    assert blueprint.part("seen").settings["causal"]


# -- what stays refused --------------------------------------------------------------------

SHARED = {"head_dim": 5, "num_query_heads": 4, "num_key_value_heads": 2}


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"num_key_value_heads": 3}, "cannot be divided"),
        ({"num_key_value_heads": 0}, "above zero"),
        ({"head_dim": 1 << 40}, "a number from"),
        ({"head_dim": 1 << 20, "num_query_heads": 1 << 10}, "fit no memory"),
        ({"num_query_heads": 1 << 20, "num_key_value_heads": 1}, "fit no memory"),
        ({"use_gate": "yes"}, "true or false"),
        ({"use_gate": True, "head_dim": 1 << 20, "num_query_heads": 1 << 10}, "fit no memory"),
        ({"sliding_window": 0}, "above zero"),
        ({"sliding_window": -3}, "a number from"),
        ({"sliding_window": 1 << 40}, "a number from"),
        ({"sliding_window": float("nan")}, "whole number"),
        ({"causal": "yes"}, "true or false"),
        ({"use_bias": "os.system"}, "true or false"),
        ({"head_dim": None}, "whole number"),
    ],
)
def test_hostile_settings_are_refused(changed: dict[str, Any], error: str) -> None:
    with pytest.raises(ValueError, match=error):
        settings = parse_settings("GroupQueryAttention", {**SHARED, **changed})
        part = NetworkPart("shared", "GroupQueryAttention", settings)
        shape_behind(part, [(24, 3), (24, 3)])


@pytest.mark.parametrize(
    "shapes", [[(4, 4, 3)] * 2, [(24, 3), (24,)], [(24, 3)], [(1 << 15, 3)] * 2]
)
def test_sequences_that_do_not_fit_are_refused(shapes: list[tuple[int, ...]]) -> None:
    part = NetworkPart("s", "GroupQueryAttention", parse_settings("GroupQueryAttention", SHARED))
    with pytest.raises(ValueError, match=r"needed|match|needs|fit no memory"):
        shape_behind(part, list(shapes))


@pytest.mark.parametrize("chosen", [{"causal": True}, {"sliding_window": 3}])
def test_an_attention_of_images_by_their_order_is_refused(chosen: dict[str, Any]) -> None:
    settings = parse_settings("MultiHeadAttention", {"num_heads": 2, "key_dim": 3, **chosen})
    with pytest.raises(ValueError, match="a sequence is needed"):
        shape_behind(NetworkPart("heads", "MultiHeadAttention", settings), [(4, 4, 3)] * 2)


def test_scores_as_an_answer_are_not_supported_yet() -> None:
    rows = called(layer("Reshape", "rows", target_shape=[24, 3]), [["image", 0, 0, {}]])
    heads = layer("MultiHeadAttention", "heads", num_heads=2, key_dim=3)
    given = ["rows", 0, 0, {"value": ["rows", 0, 0], "return_attention_scores": True}]
    flat = called(layer("Flatten", "flat"), [["heads", 0, 1, {}]])
    dense = called(layer("Dense", "answer", units=3), [["flat", 0, 0, {}]])
    with pytest.raises(NotSupported, match="several outputs"):
        migration.read(functional(rows, called(heads, [given]), flat, dense))


def test_attention_that_is_called_in_two_ways_is_not_supported_yet() -> None:
    rows = called(layer("Reshape", "rows", target_shape=[24, 3]), [["image", 0, 0, {}]])
    heads = layer("MultiHeadAttention", "heads", num_heads=2, key_dim=3)
    given = [["rows", 0, 0, {"value": ["rows", 0, 0], "use_causal_mask": causal}] for causal in
             (True, False)]  # fmt: skip
    with pytest.raises(NotSupported, match="several ways"):
        migration.read(functional(rows, called(heads, *([each] for each in given)),
                                  *answer("heads")))  # fmt: skip
