"""Recognize the arithmetic in a config: TensorFlow's by name, or an operation of Keras 3."""

from __future__ import annotations

import re
from collections.abc import Mapping

from core.opening.arguments import Arguments, Rebuilt
from core.opening.arithmetic import MAKERS, OUTPUT_MAKERS
from core.opening.calls import calls_of
from core.opening.node_calls import call_of_node
from core.opening.operation_names import KERAS_OPERATIONS
from core.opening.settings import NotRebuilt
from core.opening.terms import Config
from core.text.wording import printable

FUNCTION_LAYERS = {"TFOpLambda", "SlicingOpLambda"}
NODE_LAYER = "TensorFlowOpLayer"
_OPS_MODULE = re.compile(r"keras(\.src)?\.ops(\.[a-z_0-9]+)*")

# TensorFlow's functions by the last part of their name, and its operations by their name.
_KINDS = {
    "add": "add", "sub": "subtract", "subtract": "subtract", "mul": "multiply",
    "multiply": "multiply", "scalar_mul": "multiply", "truediv": "divide", "divide": "divide",
    "realdiv": "divide", "div": "divide", "addv2": "add",
    "bias_add": "bias_add", "biasadd": "bias_add",
    "maximum": "maximum", "minimum": "minimum", "pow": "power", "sqrt": "sqrt", "rsqrt": "rsqrt",
    "square": "square", "abs": "absolute", "log": "log", "reciprocal": "reciprocal",
    "cast": "cast", "identity": "identity", "stop_gradient": "identity",
    "convert_to_tensor": "cast", "negative": "negative", "neg": "negative", "exp": "exp",
    "relu": "relu", "relu6": "relu6", "sigmoid": "sigmoid", "tanh": "tanh", "elu": "elu",
    "selu": "selu", "silu": "silu", "swish": "silu", "softplus": "softplus",
    "softsign": "softsign", "log_softmax": "log_softmax", "logsoftmax": "log_softmax",
    "gelu": "gelu", "leaky_relu": "leaky_relu", "leakyrelu": "leaky_relu", "softmax": "softmax",
    "clip_by_value": "clip", "clipbyvalue": "clip", "l2_normalize": "unit_length",
    "reduce_mean": "mean", "mean": "mean", "reduce_sum": "sum", "sum": "sum",
    "reduce_max": "max", "max": "max", "reduce_min": "min", "min": "min", "reshape": "reshape",
    "transpose": "transpose", "expand_dims": "expand_dims", "expanddims": "expand_dims",
    "squeeze": "squeeze", "concat": "concatenate", "concatv2": "concatenate", "pad": "pad",
    "padv2": "pad", "resize": "resize", "getitem": "get_item", "stridedslice": "get_item",
    "matmul": "matmul", "tensordot": "tensordot", "extract_patches": "patches_of_tensorflow",
    "batchmatmulv2": "matmul", "stack": "stack", "pack": "stack",
    "reverse": "flip", "reversev2": "flip", "repeat": "repeat", "tile": "tile", "roll": "roll",
    "gather": "gather", "where": "where", "selectv2": "where",
    "rgb_to_grayscale": "rgb_to_grayscale",
    "grayscale_to_rgb": "grayscale_to_rgb", "per_image_standardization": "standardize",
    "reduce_std": "std", "reduce_variance": "var", "reduce_prod": "prod", "prod": "prod",
    "reduce_logsumexp": "logsumexp", "reduce_any": "any", "reduce_all": "all", "norm": "norm",
    "sign": "sign", "floor": "floor", "ceil": "ceil", "round": "round", "sin": "sin",
    "cos": "cos", "tan": "tan", "atan": "arctan", "erf": "erf", "log1p": "log1p",
    "expm1": "expm1", "zeros_like": "zeros_like", "ones_like": "ones_like",
    "floormod": "mod", "mod": "mod", "floordiv": "floor_divide",
    "divide_no_nan": "divide_no_nan", "divnonan": "divide_no_nan", "greater": "greater",
    "greater_equal": "greater_equal", "greaterequal": "greater_equal", "less": "less",
    "less_equal": "less_equal", "lessequal": "less_equal", "equal": "equal",
    "not_equal": "not_equal", "notequal": "not_equal", "logical_and": "logical_and",
    "logicaland": "logical_and", "logical_or": "logical_or", "logicalor": "logical_or",
    "logical_not": "logical_not", "logicalnot": "logical_not", "log_sigmoid": "log_sigmoid",
    "split": "split_sizes", "splitv": "split_sizes", "unstack": "unstack", "unpack": "unstack",
    "moments": "moments", "max_pool": "max_pool2d", "max_pool2d": "max_pool2d",
    "avg_pool": "avg_pool2d", "avg_pool2d": "avg_pool2d", "space_to_depth": "space_to_depth",
    "depth_to_space": "depth_to_space", "squared_difference": "squared_difference",
    "squareddifference": "squared_difference", "einsum": "einsum", "argmax": "argmax",
    "argmin": "argmin", "cumsum": "cumsum", "sort": "sort", "top_k": "top_k", "topkv2": "top_k",
    "one_hot": "one_hot", "crelu": "crelu", "shape": "shape", "range": "range",
    "central_crop": "central_crop",
    "flip_left_right": "flip_left_right",
    "resize_with_crop_or_pad": "crop_or_pad", "crop_to_bounding_box": "crop_to_box",
    "resizebilinear": "resize_bilinear", "resizenearestneighbor": "resize_nearest",
    "resizebicubic": "resize_bicubic", "resizearea": "old_resize_area",
    "pad_to_bounding_box": "pad_to_box",
    "flip_up_down": "flip_up_down", "conv2d": "conv", "convolution": "conv",
    "depthwise_conv2d": "depthwise_conv", "depthwiseconv2dnative": "depthwise_conv",
    "separable_conv2d": "separable_conv", "local_response_normalization": "local_response",
    "lrn": "local_response", "extractimagepatches": "patches_of_tensorflow",
    "maxpool": "max_pool2d", "avgpool": "avg_pool2d", "extract_image_patches":
    "patches_of_tensorflow", "resize_with_pad": "resize_with_pad", "rot90": "rot90",
    "image.transpose": "transposed", "add_n": "add_n", "addn": "add_n", "pool": "pool",
    "slice": "slice", "rgb_to_yuv": "rgb_to_yuv", "yuv_to_rgb": "yuv_to_rgb",
    "rgb_to_yiq": "rgb_to_yiq", "yiq_to_rgb": "yiq_to_rgb", "rgb_to_hsv": "rgb_to_hsv",
    "hsv_to_rgb": "hsv_to_rgb", "adjust_brightness": "adjust_brightness",
    "adjust_contrast": "adjust_contrast", "adjust_saturation": "adjust_saturation",
    "adjust_hue": "adjust_hue", "adjust_gamma": "adjust_gamma",
    "broadcast_to": "broadcast_to", "broadcastto": "broadcast_to", "zeros": "zeros", "ones": "ones",
    "fill": "fill", "convert_image_dtype": "convert_image_dtype", "atan2": "arctan2",
    "sinh": "sinh",
    "cosh": "cosh", "asin": "arcsin", "acos": "arccos", "asinh": "arcsinh", "atanh": "arctanh",
}  # fmt: skip
# What TensorFlow 1 computes in another way than TensorFlow 2.
_OF_VERSION_1 = {
    "compat.v1.image.resize": "old_resize", "compat.v1.image.resize_images": "old_resize",
    "compat.v1.image.resize_bilinear": "old_resize_bilinear",
    "compat.v1.image.resize_nearest_neighbor": "old_resize_nearest",
    "compat.v1.image.resize_bicubic": "old_resize_bicubic",
    "compat.v1.image.resize_area": "old_resize_area",
}  # fmt: skip
_SPACES = {"", "math", "nn", "__operators__", "linalg", "image"}
# The operations of Keras 3 whose class is named differently from the kind.
_CLASSES = {
    "Add": "add_in_keras", "TrueDivide": "divide", "Amax": "max", "Amin": "min", "Cast": "cast",
    "StopGradient": "identity", "LeakyRelu": "leaky_relu", "Fabs": "absolute", "Abs": "absolute",
    "Log1p": "log1p", "RGBToGrayscale": "rgb_to_grayscale", "RGBToHSV": "rgb_to_hsv",
    "HSVToRGB": "hsv_to_rgb", "RMSNorm": "rms_norm",
}  # fmt: skip
_OF_CLASS = {
    "".join(word.title() for word in kind.split("_")): kind for kind in (*MAKERS, *OUTPUT_MAKERS)
}
CLASSES = {**_OF_CLASS, **_CLASSES}

# Functions that read, write, run or load when called; by the whole name or its first parts.
_UNSAFE = re.compile(
    r"(compat\.v1\.)?(io\.|raw_ops\.|py_func|numpy_function|load_|saved_model|data\.|train\.|"
    r"summary\.|print|queue|distribute|autograph|config|debugging|profiler|tpu|lookup|"
    r"__internal__|experimental|audio|strings|feature_column|lite|mlir|xla|nest|"
    r"keras\.(?!backend\.)|keras\.backend\.(print_tensor|function))"
)
_UNSAFE_NODES = re.compile(
    r".*(PyFunc|ReadFile|WriteFile|MatchingFiles|LoadLibrary|Save|Restore|Queue|Dataset|Iterator|"
    r"Assert|Print|Reader|Session|Partitioned|Remote|Decode|Lookup|HashTable|Rpc|Send|Recv).*"
)


def is_operation(entry: Config) -> bool:
    """Whether an object of a config is an operation of Keras 3.

    Operations are recognized by their module. An .h5 file records no module. There, operations are
    called as in Keras 3, and lack the "trainable" that every layer has.
    """
    module, name, config = (entry.get(key) for key in ("module", "class_name", "config"))
    if module is not None:
        return isinstance(module, str) and bool(_OPS_MODULE.fullmatch(module))
    if not isinstance(name, str) or not isinstance(config, Mapping) or "trainable" in config:
        return False
    nodes = entry.get("inbound_nodes")
    first = nodes[0] if isinstance(nodes, list) and nodes else None
    return isinstance(first, Mapping) and "args" in first and name in KERAS_OPERATIONS


def is_arithmetic(entry: Config) -> bool:
    """Whether an object of a config is arithmetic in any of the three forms."""
    name = entry.get("class_name")
    return name in FUNCTION_LAYERS or name == NODE_LAYER or is_operation(entry)


def arithmetic_name(entry: Config) -> str:
    """The function that an entry names, in a form for people."""
    config = entry.get("config")
    config = config if isinstance(config, Mapping) else {}
    if entry.get("class_name") == NODE_LAYER:
        node = config.get("node_def")
        name = node.get("op") if isinstance(node, Mapping) else node
    elif entry.get("class_name") in FUNCTION_LAYERS:
        name = f"tf.{config.get('function')}"
    else:
        name = f"keras.ops.{entry.get('class_name')}"
    return printable(name, 60)


def is_unsafe(entry: Config) -> bool:
    """Whether the function that an entry names can do more than compute."""
    config = entry.get("config")
    config = config if isinstance(config, Mapping) else {}
    if entry.get("class_name") == NODE_LAYER:
        node = config.get("node_def")
        op = node.get("op") if isinstance(node, Mapping) else None
        return not isinstance(op, str) or bool(_UNSAFE_NODES.fullmatch(op))
    if entry.get("class_name") in FUNCTION_LAYERS:
        name = config.get("function")
        return not isinstance(name, str) or bool(_UNSAFE.match(name))
    return False


def written_type(entry: Config) -> str:
    """The function, or else the class, that an entry names, in a form for people."""
    return arithmetic_name(entry) if is_arithmetic(entry) else str(entry["class_name"])


def kind_of(entry: Config) -> str | None:
    """The maker in `core.opening.arithmetic.MAKERS` for an entry, or None if there is none."""
    name, config = entry.get("class_name"), entry.get("config")
    if not isinstance(name, str) or not isinstance(config, Mapping):
        return None
    if name == NODE_LAYER:
        node = config.get("node_def")
        op = node.get("op") if isinstance(node, Mapping) else None
        return _KINDS.get(op.lower()) if isinstance(op, str) else None
    if name in FUNCTION_LAYERS:
        function = config.get("function")
        if not isinstance(function, str):
            return None
        space, _, last = function.removeprefix("compat.v1.").rpartition(".")
        if space not in _SPACES:
            return None
        return _OF_VERSION_1.get(function) or _KINDS.get(f"{space}.{last}") or _KINDS.get(last)
    return CLASSES.get(name) if is_operation(entry) else None


def has_outputs(entry: Config) -> bool:
    """Whether an entry is arithmetic with several outputs."""
    return is_arithmetic(entry) and kind_of(entry) in OUTPUT_MAKERS


def read_arithmetic(entry: Config, output: int = 0) -> list[Rebuilt]:
    """The equivalent of an entry, for each of its calls.

    Args:
        entry: a layer's JSON object.
        output: which of several outputs is wanted.

    Raises:
        NotRebuilt: the function or one of its arguments is not supported.
        ValueError: an argument is malformed.
    """
    kind = kind_of(entry)
    if kind is None:
        raise NotRebuilt("GoodNet does not rebuild it yet")
    given = arguments_of(entry)
    if kind in OUTPUT_MAKERS:
        made = [OUTPUT_MAKERS[kind](each, output) for each in given]
    else:
        made = [MAKERS[kind](each) for each in given]
    if not made or any((m.type, m.config) != (made[0].type, made[0].config) for m in made):
        raise NotRebuilt("it is called in several ways")
    return made


def arguments_of(entry: Config) -> list[Arguments]:
    """The arguments of each call of an entry that is arithmetic."""
    config = {} if entry["class_name"] in FUNCTION_LAYERS else dict(entry["config"])
    config.pop("name", None)
    if entry["class_name"] == NODE_LAYER:
        calls = [call_of_node(call, config) for call in calls_of(entry)]
        config = {}
    else:
        calls = list(calls_of(entry, flat=True))
    return [Arguments(call, config) for call in calls]
