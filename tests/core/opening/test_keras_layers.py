"""Every layer and operation that GoodNet rebuilds, held against stock Keras."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support import networks
from support.in_process import InProcess
from support.stock import compared

from core.opening import badnet

# What stands between a small convolution and the answer; all take (n, 10, 10, 6).
MIDDLES: dict[str, Callable[[Any, Any, Any], Any]] = {
    "GroupNormalization": lambda x, k, _: k.GroupNormalization(3)(x),
    "instance normalization": lambda x, k, _: k.GroupNormalization(-1)(x),
    "LayerNormalization": lambda x, k, _: k.LayerNormalization(axis=[1, 2])(x),
    "RMSNormalization": lambda x, k, _: k.RMSNormalization()(x),
    "UnitNormalization": lambda x, k, _: k.UnitNormalization(axis=-1)(x),
    "synchronized": lambda x, k, _: k.BatchNormalization(synchronized=True)(x),
    "CenterCrop": lambda x, k, _: k.CenterCrop(7, 6)(x),
    "Resizing crops": lambda x, k, _: k.Resizing(5, 8, crop_to_aspect_ratio=True)(x),
    "Discretization": lambda x, k, _: k.Rescaling(1.0)(k.Discretization([-0.5, 0.0, 0.5])(x)),
    "RepeatVector": lambda x, k, _: k.RepeatVector(3)(k.GlobalMaxPooling2D()(x)),
    "Masking": lambda x, k, _: k.Masking()(x),
    "sequences": lambda x, k, _: _sequence(k.Reshape((100, 6))(x), k),
    "volumes": lambda x, k, _: k.MaxPooling3D(2)(
        k.Conv3D(3, 3, padding="same")(k.Reshape((10, 10, 6, 1))(x))
    ),
    "LSTM": lambda x, k, _: k.LSTM(4)(k.Reshape((10, 60))(x)),
    "GRU": lambda x, k, _: k.GRU(4, return_sequences=True)(k.Reshape((10, 60))(x)),
    "SimpleRNN": lambda x, k, _: k.SimpleRNN(4, go_backwards=True)(k.Reshape((10, 60))(x)),
    "Bidirectional": lambda x, k, _: k.Bidirectional(k.LSTM(3))(k.Reshape((10, 60))(x)),
    "Bidirectional sum": lambda x, k, _: k.Bidirectional(k.GRU(3), merge_mode="sum")(
        k.Reshape((10, 60))(x)
    ),
    "TimeDistributed": lambda x, k, _: k.TimeDistributed(k.Conv1D(3, 3, activation="relu"))(x),
    "MultiHeadAttention": lambda x, k, _: _attended(k.Reshape((100, 6))(x), k),
    "attention over axes": lambda x, k, _: k.MultiHeadAttention(2, 3, attention_axes=(1, 2))(x, x),
    "Attention": lambda x, k, _: k.Attention()([k.Reshape((100, 6))(x)] * 2),
    "Attention with scale": lambda x, k, _: k.Attention(use_scale=True, score_mode="concat")(
        [k.Reshape((100, 6))(x), k.Reshape((50, 12))(x)[..., :6]]
    ),
    "AdditiveAttention": lambda x, k, _: k.AdditiveAttention()([k.Reshape((100, 6))(x)] * 2),
    "Dot": lambda x, k, _: k.Dot((1, 2))([k.Reshape((100, 6))(x), k.Reshape((6, 100))(x)]),
    "Dot of lists": lambda x, k, _: k.Dot(-1, normalize=True)(
        [k.GlobalMaxPooling2D()(x), k.GlobalAveragePooling2D()(x)]
    ),
    "EinsumDense": lambda x, k, _: k.EinsumDense("abcd,cde->abe", (10, 7), "relu", "be")(x),
    "EinsumDense from the left": lambda x, k, _: k.EinsumDense("...d,de->...e", 5, bias_axes="e")(
        x
    ),
    "EinsumDense from the right": lambda x, k, _: k.EinsumDense("ab...,bc->ac...", 4, None, "c")(x),
    "Embedding": lambda x, k, _: k.Embedding(4, 3)(k.Discretization([-0.5, 0.0, 0.5])(x)),
    "Conv1DTranspose": lambda x, k, _: k.Conv1DTranspose(4, 3, strides=2, output_padding=1)(
        k.Reshape((50, 12))(x)
    ),
    "Conv3DTranspose": lambda x, k, _: k.Conv3DTranspose(2, 3, strides=(1, 2, 2), padding="same")(
        k.Reshape((5, 2, 10, 6))(x)
    ),
    "ConvLSTM1D": lambda x, k, _: k.ConvLSTM1D(3, 3, strides=2, go_backwards=True)(x),
    "ConvLSTM2D": lambda x, k, _: k.ConvLSTM2D(2, 3, recurrent_activation="hard_sigmoid")(
        k.ConvLSTM2D(3, (3, 2), padding="same", dilation_rate=2, return_sequences=True)(
            k.Reshape((4, 5, 5, 6))(x)
        )
    ),
    "RNN": lambda x, k, _: k.RNN(k.GRUCell(3))(
        k.RNN(k.LSTMCell(4), return_sequences=True)(k.Reshape((10, 60))(x))
    ),
    "RNN backwards": lambda x, k, _: k.RNN(k.SimpleRNNCell(3), go_backwards=True)(
        k.Reshape((10, 60))(x)
    ),
    "Pipeline": lambda x, k, _: k.Pipeline([k.RandomFlip(), k.Rescaling(2.0), k.CenterCrop(7, 7)])(
        x
    ),
    "Resizing pads": lambda x, k, _: k.Resizing(5, 8, pad_to_aspect_ratio=True, fill_value=0.5)(x),
    "Resizing without steps": lambda x, k, _: k.Resizing(5, 5, "bicubic", antialias=True)(x),
    "augmentation": lambda x, k, _: k.RandomShear(0.1)(k.RandomGrayscale()(k.RandomErasing()(x))),
    "activation is a layer": lambda x, k, _: k.Conv2D(4, 3, activation=k.LeakyReLU(0.1))(x),
    "x / c - 1": lambda x, k, _: x / 127.5 - 1,
    "c - x": lambda x, k, _: 2.0 - x,
    "c / x": lambda x, k, _: 2.0 / (x * x + 1.0),
    "x / y": lambda x, k, _: x / (abs(x) + 1.0),
    "hard swish": lambda x, k, o: x * o.relu6(x + 3.0) * (1.0 / 6.0),
    "x[..., ::-1]": lambda x, k, _: x[..., ::-1],
    "x[:, 1:-2, ::2]": lambda x, k, _: x[:, 1:-2, ::2],
    "x[:, 0]": lambda x, k, _: x[:, 0],
    "x[:, None]": lambda x, k, _: x[:, None],
    "mean": lambda x, k, o: o.mean(x, axis=[1, 2]),
    "mean of channels": lambda x, k, o: o.mean(x, axis=-1, keepdims=True),
    "sum max min": lambda x, k, o: o.sum(o.max(o.min(x, axis=1), axis=1), axis=-1, keepdims=True),
    "power": lambda x, k, o: o.power(o.abs(x) + 0.1, 1.5),
    "sqrt": lambda x, k, o: o.sqrt(o.square(x) + 0.1),
    "log exp": lambda x, k, o: o.log(o.exp(x) + 1.0),
    "clip": lambda x, k, o: o.clip(x, -0.5, 0.5),
    "maximum": lambda x, k, o: o.maximum(o.minimum(x, 0.5), o.maximum(-0.5, x)),
    "reshape": lambda x, k, o: o.reshape(x, (-1, 20, 30)),
    "transpose": lambda x, k, o: o.transpose(x, (0, 3, 1, 2)),
    "expand and squeeze": lambda x, k, o: o.squeeze(o.expand_dims(x, 1), 1),
    "concatenate": lambda x, k, o: o.concatenate([x, -x], axis=-1),
    "pad": lambda x, k, o: o.pad(x, [[0, 0], [1, 2], [3, 0], [0, 0]]),
    "matmul": lambda x, k, o: o.matmul(x, o.transpose(x, (0, 1, 3, 2))),
    "gelu": lambda x, k, o: o.gelu(x),
    "resize": lambda x, k, o: o.image.resize(x, (6, 7)),
    "softmax": lambda x, k, o: o.softmax(o.leaky_relu(x, 0.3), axis=-1),
    "caffe": lambda x, k, o: _caffe(x[..., :3]),
    "stack": lambda x, k, o: o.stack([x, x * 2.0], axis=2),
    "flip": lambda x, k, o: o.flip(x, axis=(1, -1)),
    "repeat and tile": lambda x, k, o: o.repeat(o.tile(x[..., :1], [1, 2, 1, 1]), 3, axis=-1),
    "roll": lambda x, k, o: o.roll(x, -2, axis=1),
    "take": lambda x, k, o: o.take(x, [5, 0, 1, 0], axis=-1),
    "swap and move": lambda x, k, o: o.swapaxes(o.moveaxis(x, -1, 1), 2, 3),
    "reflected border": lambda x, k, o: o.pad(x, [[0, 0], [2, 1], [0, 1], [0, 0]], mode="reflect"),
    "channels added": lambda x, k, o: o.pad(x, [[0, 0], [0, 0], [0, 0], [1, 2]], "constant", 0.5),
    "grey": lambda x, k, o: o.image.rgb_to_grayscale(x[..., :3]),
    "split": lambda x, k, o: _crossed(o.split(x, 3, axis=-1)),
    "split at places": lambda x, k, o: o.concatenate(o.split(x, [2, 5], axis=1)[::-1], axis=1),
    "unstack": lambda x, k, o: o.stack(o.unstack(x, axis=-1)[::-1], axis=-2),
    "unstack rows": lambda x, k, o: o.stack(o.unstack(x, num=10, axis=1)[1::2], axis=1),
    "moments": lambda x, k, o: _whitened(x, *o.moments(x, axes=[1, 2], keepdims=True)),
    "glu": lambda x, k, o: o.glu(x, axis=2),
    "pooled": lambda x, k, o: o.average_pool(o.max_pool(x, 2, strides=1), (3, 2), padding="same"),
    "pooled sequence": lambda x, k, o: o.max_pool(k.Reshape((100, 6))(x), 3, strides=2),
    "blocks": lambda x, k, o: o.depth_to_space(o.tanh(o.space_to_depth(x, 2)), 2),
    "bilinear": lambda x, k, o: o.einsum("bhwc,bhwd->bcd", x, x[..., 1:4]),
    "einsum of one": lambda x, k, o: o.einsum("abcd->adc", x),
    "patches": lambda x, k, o: o.image.extract_patches(x, size=(3, 2), strides=(2, 2)),
    "standardized": lambda x, k, o: (
        (x - o.mean(x, axis=[1, 2, 3], keepdims=True))
        / (o.std(x, axis=[1, 2, 3], keepdims=True) + o.var(x, axis=[1, 2, 3], keepdims=True))
    ),
    "comparisons": lambda x, k, o: (
        o.where(x > 0.1, x, -x)
        + o.where(o.less_equal(x, -0.2), 1.0, x)
        + o.cast(o.logical_not(o.logical_and(x >= 0.0, x < 0.5)), "float32")
    ),
    "length": lambda x, k, o: x / o.norm(x, axis=-1, keepdims=True) + o.normalize(x, axis=1),
    "prod logsumexp any": lambda x, k, o: (
        o.prod(x, axis=-1) + o.logsumexp(x, axis=-1) + o.cast(o.any(x > 0.9, axis=-1), "float32")
    ),
    "rounding": lambda x, k, o: (
        o.floor(x * 3) + o.ceil(x * 5) + o.round(x * 4) + o.sign(x) + x % 0.3 + x // 0.4
    ),
    "waves": lambda x, k, o: (
        o.sin(x)
        + o.cos(x)
        + o.arctan(x)
        + o.erf(x)
        + o.log1p(o.abs(x))
        + o.expm1(x)
        + o.zeros_like(x)
        + o.divide_no_nan(x, o.abs(x))
    ),
    "further activations": lambda x, k, o: (
        o.celu(o.hard_tanh(x))
        + o.log_sigmoid(x)
        + o.tanh_shrink(x)
        + o.soft_shrink(x)
        + o.hard_shrink(x)
        + o.squareplus(x)
        + o.sparse_plus(x)
        + o.sparse_sigmoid(x)
    ),
    "activations": lambda x, k, o: o.silu(o.softplus(o.tanh(o.elu(o.selu(o.sigmoid(x)))))),
}


def _sequence(x: Any, k: Any) -> Any:
    x = k.Conv1D(8, 3, padding="causal", dilation_rate=2)(x)
    x = k.AveragePooling1D(2)(k.MaxPooling1D(2, padding="same")(x))
    x = k.SeparableConv1D(5, 3)(k.DepthwiseConv1D(3)(x))
    x = k.UpSampling1D(2)(k.ZeroPadding1D((1, 2))(k.Cropping1D((0, 1))(x)))
    return k.GlobalAveragePooling1D()(k.SpatialDropout1D(0.1)(x))


def _crossed(parts: Any) -> Any:
    return parts[2] * parts[0] - parts[1]


def _whitened(x: Any, mean: Any, variance: Any) -> Any:
    return (x - mean) / (variance + 0.1)


def _caffe(x: Any) -> Any:
    from keras.applications.imagenet_utils import preprocess_input

    return preprocess_input(x, mode="caffe")


def _attended(x: Any, k: Any) -> Any:
    first = k.MultiHeadAttention(2, 3)(x, x)
    return k.MultiHeadAttention(2, 3, value_dim=4, use_bias=False)(query=x, key=first, value=first)


def network_with(name: str) -> Any:
    """A classifier of four classes with `MIDDLES[name]` in its middle."""
    import keras

    image = keras.layers.Input((12, 12, 3))
    x = keras.layers.Conv2D(6, 3, activation="tanh", name="first")(image)
    x = keras.layers.Flatten()(MIDDLES[name](x, keras.layers, keras.ops))
    answer = keras.layers.Dense(4, activation="softmax", name="answer")(x)
    return networks.randomized(keras.Model(image, answer))


@pytest.fixture(autouse=True)
def _in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(badnet.model_file, "Reader", InProcess)


@pytest.mark.parametrize("name", MIDDLES)
@pytest.mark.filterwarnings("ignore:Layer .* was passed an input with a mask:UserWarning")
def test_it_answers_as_in_stock_keras(name: str, tmp_path: Path) -> None:
    images = np.random.default_rng(1).random((3, 12, 12, 3)).astype(np.float32)
    model = network_with(name)
    for suffix in ("keras", "h5"):
        compared(model, tmp_path / f"model.{suffix}", images)


def test_spectral_normalization_is_the_layer_with_the_kernel_that_it_divided(
    tmp_path: Path,
) -> None:
    from keras import layers

    images = np.random.default_rng(1).random((3, 12, 12, 3)).astype(np.float32)
    model = keras_classifier(
        layers.SpectralNormalization(layers.Conv2D(5, 3, activation="relu")),
        layers.Flatten(),
        layers.SpectralNormalization(layers.Dense(4, activation="softmax")),
    )
    model(images, training=True)  # divides the kernels
    expected = np.asarray(model(images, training=False))
    for suffix in ("keras", "h5"):
        model.save(tmp_path / f"model.{suffix}")
        found = np.asarray(badnet.load(tmp_path / f"model.{suffix}")(images, training=False))
        np.testing.assert_allclose(found, expected, atol=1e-5)


def keras_classifier(*layers: Any) -> Any:
    """A sequence of layers for images of 12 x 12."""
    import keras

    return networks.randomized(keras.Sequential([keras.Input((12, 12, 3)), *layers]))
