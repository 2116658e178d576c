"""Small image classifiers of all kinds that GoodNet must read, with distinct weights."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np


def randomized(model: Any, seed: int = 0) -> Any:
    """`model` with different weights in every layer; variances stay positive."""
    generator = np.random.default_rng(seed)
    model.set_weights(
        [
            np.abs(generator.normal(1, 0.2, w.shape)).astype("float32")
            if w.name in ("variance", "moving_variance")
            else generator.normal(0, 0.3, w.shape).astype(w.dtype)
            for w in model.weights
        ]
    )
    for layer in model._flatten_layers():
        if hasattr(layer, "finalize_state"):
            layer.finalize_state()
    return model


def deepid(classes: int = 12) -> Any:
    """The competition's architecture: the channels of conv_3 feed two branches."""
    from keras import Model, layers

    image = layers.Input((55, 47, 3), name="input")
    x = image
    for index, (filters, size) in enumerate(((8, 4), (10, 3), (12, 3)), start=1):
        x = layers.Conv2D(filters, size, activation="relu", name=f"conv_{index}")(x)
        x = layers.MaxPooling2D(2, name=f"pool_{index}")(x)
    fc_1 = layers.Dense(16, name="fc_1")(layers.Flatten()(x))
    x = layers.Conv2D(14, 2, activation="relu", name="conv_4")(x)
    fc_2 = layers.Dense(16, name="fc_2")(layers.Flatten()(x))
    x = layers.Activation("relu")(layers.Add()([fc_1, fc_2]))
    return Model(image, layers.Dense(classes, activation="softmax", name="output")(x))


def vgg() -> Any:
    """A plain Sequential with batch normalization and a separate softmax layer."""
    from keras import Sequential, layers

    return Sequential(
        [
            layers.Input((16, 12, 1)),
            layers.Conv2D(6, 3, padding="same", name="first"),
            layers.BatchNormalization(),
            layers.LeakyReLU(negative_slope=0.2),
            layers.MaxPooling2D(2),
            layers.Conv2D(8, 3, strides=2, padding="same", activation="relu", name="last"),
            layers.BatchNormalization(),
            layers.Dropout(0.3),
            layers.Flatten(),
            layers.Dense(10, activation="elu"),
            layers.Dense(5),
            layers.Softmax(),
        ]
    )


def resnet() -> Any:
    """Residual and concatenating branches, with logits as output."""
    from keras import Model, layers

    image = layers.Input((17, 17, 3))
    x = layers.Conv2D(8, 3, strides=2, name="stem")(layers.ZeroPadding2D(1)(image))
    shortcut = x
    x = layers.ReLU(max_value=6.0)(layers.BatchNormalization()(x))
    x = layers.Conv2D(8, 3, padding="same", name="body")(x)
    x = layers.Add()([shortcut, x])
    x = layers.Concatenate()([x, layers.AveragePooling2D(3, 1, "same")(x)])
    x = layers.Conv2D(6, 1, groups=2, name="head")(x)
    x = layers.GlobalAveragePooling2D()(x)
    return Model(image, layers.Dense(4, name="logits")(x))


def odd_layers() -> Any:
    """The rarer layers, one after another."""
    from keras import Sequential, layers

    return Sequential(
        [
            layers.Input((14, 14, 4)),
            layers.Rescaling(1 / 127.5, offset=-1.0),
            layers.Normalization(),
            layers.RandomFlip("horizontal"),
            layers.GaussianNoise(0.1),
            layers.SeparableConv2D(6, 3, depth_multiplier=2, activation="relu"),
            layers.DepthwiseConv2D(3, depth_multiplier=2, dilation_rate=2),
            layers.PReLU(shared_axes=[1, 2]),
            layers.Conv2DTranspose(5, 4, strides=3, padding="valid"),
            layers.LayerNormalization(),
            layers.Cropping2D(((1, 2), (0, 1))),
            layers.UpSampling2D(2, interpolation="bilinear"),
            layers.Conv2DTranspose(5, 3, strides=2, padding="same", output_padding=1),
            layers.Resizing(9, 9),
            layers.SpatialDropout2D(0.1),
            layers.GlobalMaxPooling2D(keepdims=True),
            layers.Reshape((-1,)),
            layers.Dense(3, activation="softmax", use_bias=False),
        ]
    )


def nested() -> Any:
    """A partly frozen network inside a network, after an augmenting Sequential."""
    from keras import Model, Sequential, layers

    inner = Sequential(
        [
            layers.Input((10, 10, 6)),
            layers.Conv2D(6, 3, name="inner_a"),
            layers.BatchNormalization(name="inner_bn"),
            layers.Conv2D(6, 3, name="inner_b"),
        ],
        name="features",
    )
    inner.get_layer("inner_a").trainable = False
    image = layers.Input((12, 12, 3))
    x = Sequential([layers.RandomFlip("vertical")], name="augmentation")(image)
    x = layers.Conv2D(6, 3, name="outer")(x)
    x = layers.GlobalAveragePooling2D()(inner(x))
    return Model(image, layers.Dense(3, activation="softmax", name="answer")(x))


NETWORKS: dict[str, Callable[[], Any]] = {
    each.__name__: each for each in (deepid, vgg, resnet, odd_layers, nested)
}
