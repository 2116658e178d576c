"""One small network as the configs that Keras 2.2.2 to 2.15 wrote for it, by hand."""

from __future__ import annotations

from typing import Any

Config = dict[str, Any]


def original() -> Any:
    """The network in Keras 3; its layers have the same names as in the configs."""
    from keras import Sequential, layers

    return Sequential(
        [
            layers.Input((9, 9, 2)),
            layers.Conv2D(4, 3, activation="relu", name="conv"),
            layers.DepthwiseConv2D(3, padding="same", name="depthwise"),
            layers.BatchNormalization(name="bn"),
            layers.LeakyReLU(negative_slope=0.1, name="leaky"),
            layers.Flatten(name="flatten"),
            layers.Dense(5, activation="softmax", name="answer"),
        ]
    )


def _glorot(with_dtype: bool) -> Config:
    settings: Config = {"scale": 1.0, "mode": "fan_avg", "distribution": "uniform", "seed": None}
    return {
        "class_name": "VarianceScaling",
        "config": {**settings, "dtype": "float32"} if with_dtype else settings,
    }


def _zeros(with_dtype: bool) -> Config:
    return {"class_name": "Zeros", "config": {"dtype": "float32"} if with_dtype else {}}


def _kernel(with_dtype: bool, prefix: str = "kernel") -> Config:
    return {
        "use_bias": True,
        f"{prefix}_initializer": _glorot(with_dtype),
        "bias_initializer": _zeros(with_dtype),
        f"{prefix}_regularizer": None,
        "bias_regularizer": {"class_name": "L1L2", "config": {"l1": 0.0, "l2": 1e-4}},
        "activity_regularizer": None,
        f"{prefix}_constraint": None,
        "bias_constraint": None,
    }


def _layers(
    with_dtype: bool = False, shape_on_first: bool = True, **depthwise: Any
) -> list[Config]:
    convolution = {
        "kernel_size": [3, 3],
        "strides": [1, 1],
        "data_format": "channels_last",
        "dilation_rate": [1, 1],
    }
    first = {"batch_input_shape": [None, 9, 9, 2], "dtype": "float32"} if shape_on_first else {}
    configs = [
        ("Conv2D", "conv", {**first, "filters": 4, **convolution, "padding": "valid",
                            "activation": "relu", **_kernel(with_dtype)}),
        ("DepthwiseConv2D", "depthwise", {**convolution, "padding": "same",
                                          "activation": "linear", "depth_multiplier": 1,
                                          **_kernel(with_dtype, "depthwise"), **depthwise}),
        ("BatchNormalization", "bn", {
            "axis": [3], "momentum": 0.99, "epsilon": 0.001, "center": True, "scale": True,
            "moving_variance_initializer": {"class_name": "Ones", "config": {}}}),
        ("LeakyReLU", "leaky", {"alpha": 0.10000000149011612}),
        ("Flatten", "flatten", {"data_format": "channels_last"}),
        ("Dense", "answer", {"units": 5, "activation": "softmax", **_kernel(with_dtype)}),
    ]  # fmt: skip
    return [
        {"class_name": type_name, "config": {"name": name, "trainable": True, **config}}
        for type_name, name, config in configs
    ]


def _graph(class_name: str, layers: list[Config]) -> Config:
    image = {
        "class_name": "InputLayer",
        "config": {"batch_input_shape": [None, 9, 9, 2], "dtype": "float32", "sparse": False,
                   "name": "image"},
    }  # fmt: skip
    entries, previous = [], None
    for layer in [image, *layers]:
        name = layer["config"]["name"]
        nodes = [[[previous, 0, 0, {}]]] if previous else []
        entries.append({**layer, "name": name, "inbound_nodes": nodes})
        previous = name
    ends = {"input_layers": [["image", 0, 0]], "output_layers": [["answer", 0, 0]]}
    return {"class_name": class_name, "config": {"name": "model_1", "layers": entries, **ends}}


CONFIGS: dict[str, Config] = {
    "2.2.2": {"class_name": "Sequential", "config": _layers()},
    "2.2.4-tf": {
        "class_name": "Sequential",
        "config": {"name": "sequential", "layers": _layers(with_dtype=True)},
    },
    "2.3.1": _graph("Model", _layers(shape_on_first=False)),
    "2.4.0": {
        "class_name": "Sequential",
        "config": {
            "name": "sequential",
            "layers": _layers(shape_on_first=False),
            "build_input_shape": [None, 9, 9, 2],
        },
    },
    "2.15.0": _graph(
        "Functional",
        [
            {**layer, "module": "keras.layers", "registered_name": None}
            for layer in _layers(shape_on_first=False, groups=1)
        ],
    ),
}
