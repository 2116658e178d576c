"""Operations on the colours of an image: contrast, saturation, and other ways to write a colour."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.errors import Invalid
from core.opening.arguments import Arguments, Maker, Rebuilt, plain
from core.opening.geometry import Shape, words
from core.opening.operation import Operation
from core.opening.settings import NotRebuilt, Setting, number, only
from core.opening.tables import Table
from core.opening.terms import Settings

# Rows of red, green and blue, or of what stands for them [tf.image].
_SPACES: Mapping[str, Table] = {
    "rgb_to_yuv": ((0.299, -0.14714119, 0.61497538), (0.587, -0.28886916, -0.51496512),
                   (0.114, 0.43601035, -0.10001026)),
    "yuv_to_rgb": ((1.0, 1.0, 1.0), (0.0, -0.394642334, 2.03206185),
                   (1.13988303, -0.58062185, 0.0)),
    "rgb_to_yiq": ((0.299, 0.59590059, 0.2115), (0.587, -0.27455667, -0.52273617),
                   (0.114, -0.32134392, 0.31119955)),
    "yiq_to_rgb": ((1.0, 1.0, 1.0), (0.95598634, -0.27201283, -1.10674021),
                   (0.6208248, -0.64720424, 1.70423049)),
}  # fmt: skip


def _image(inputs: list[Shape], settings: Settings) -> Shape:
    if len(inputs[0]) != 3:
        raise Invalid("an image is needed, not {shape}", shape=words(inputs[0]))
    return inputs[0]


def _coloured(inputs: list[Shape], settings: Settings) -> Shape:
    if len(inputs[0]) != 3 or inputs[0][-1] != 3:
        raise Invalid("an image is needed, not {shape}", shape=words(inputs[0]))
    return inputs[0]


def _contrast(ops: Any, tensors: list[Any], settings: Settings) -> Any:
    (x,) = tensors
    mean = ops.mean(x, axis=(1, 2), keepdims=True)
    return (x - mean) * settings["factor"] + mean


def _to_hsv(ops: Any, tensors: list[Any], settings: Settings) -> Any:
    return ops.image.rgb_to_hsv(tensors[0], data_format="channels_last")


def _from_hsv(ops: Any, tensors: list[Any], settings: Settings) -> Any:
    """TensorFlow's function has no gradient, so this is its arithmetic."""
    (x,) = tensors
    hue, saturation, value = (x[..., k : k + 1] for k in range(3))
    distances = [ops.absolute(hue * 6.0 - k) for k in (3.0, 2.0, 4.0)]
    shares = [distances[0] - 1.0, 2.0 - distances[1], 2.0 - distances[2]]
    share = ops.clip(ops.concatenate(shares, axis=-1), 0.0, 1.0)
    return ((1.0 - saturation) + saturation * share) * value


def _saturation(ops: Any, tensors: list[Any], settings: Settings) -> Any:
    x = _to_hsv(ops, tensors, settings)
    more = ops.clip(x[..., 1:2] * settings["factor"], 0.0, 1.0)
    return _from_hsv(ops, [ops.concatenate([x[..., :1], more, x[..., 2:]], axis=-1)], settings)


def _hue(ops: Any, tensors: list[Any], settings: Settings) -> Any:
    x = _to_hsv(ops, tensors, settings)
    other = ops.mod(x[..., :1] + settings["delta"], 1.0)
    return _from_hsv(ops, [ops.concatenate([other, x[..., 1:]], axis=-1)], settings)


def _stretched(ops: Any, tensors: list[Any], settings: Settings) -> Any:
    """The darkest number of each channel becomes the lower end of a range, the brightest the upper.

    A channel of one brightness stays as it is.
    """
    (x,), (low, high) = tensors, settings["value_range"]
    least, most = (f(x, axis=(1, 2), keepdims=True) for f in (ops.min, ops.max))
    plain = ops.equal(most, least)
    span = ops.where(plain, ops.ones_like(most), most - least)
    return ops.where(plain, x, (x - least) / span * (high - low) + low)


def _range(value: object) -> tuple[float, float]:
    if not isinstance(value, (list, tuple)) or len(value) != 2:
        raise Invalid("{count} numbers are needed", count=2)
    return number(value[0]), number(value[1])


COLOURS: Mapping[str, Operation] = {
    "ops.contrast": Operation(1, _contrast, _image, {"factor": Setting(number)}),
    "ops.rgb_to_hsv": Operation(1, _to_hsv, _coloured),
    "ops.hsv_to_rgb": Operation(1, _from_hsv, _coloured),
    "ops.saturation": Operation(1, _saturation, _coloured, {"factor": Setting(number)}),
    "ops.stretched": Operation(
        1,
        _stretched,
        _image,
        {
            "value_range": Setting(_range),
            "data_format": Setting(only("channels_last", None), "channels_last"),
        },
    ),
    "ops.hue": Operation(1, _hue, _coloured, {"delta": Setting(number)}),
}


# -- how they are read --------------------------------------------------------------------


def _read_space(name: str) -> Maker:
    settings = {"table": _SPACES[name], "first": False}
    return lambda arguments: Rebuilt("ops.matmul table", settings, (arguments.tensor(),))


def _read_hsv(name: str) -> Maker:
    def make(arguments: Arguments) -> Rebuilt:
        if arguments.get(1, "data_format") not in (None, "channels_last"):
            raise NotRebuilt("its channels are not the last axis")
        return plain(f"ops.{name}")(arguments)

    return make


def _read_with(type_name: str, setting: str, *names: str) -> Maker:
    return lambda arguments: Rebuilt(
        type_name, {setting: arguments.get(1, *names)}, (arguments.tensor(),)
    )


def _read_brightness(arguments: Arguments) -> Rebuilt:
    config = {"scale": 1, "offset": arguments.get(1, "delta")}
    return Rebuilt("Rescaling", config, (arguments.tensor(),))


def _read_gamma(arguments: Arguments) -> Rebuilt:
    """Gain × image^gamma."""
    gain = number(arguments.get(2, "gain", default=1))
    config = {"exponent": arguments.get(1, "gamma", default=1)}
    return Rebuilt("ops.power", config, (arguments.tensor(),), scale=gain)


def _read_type(arguments: Arguments) -> Rebuilt:
    if arguments.get(1, "dtype") not in ("float32", "float16", "float64"):
        raise NotRebuilt("it rounds to whole numbers")
    return plain("Identity")(arguments)


COLOUR_MAKERS: Mapping[str, Maker] = {
    **{name: _read_space(name) for name in _SPACES},
    "rgb_to_hsv": _read_hsv("rgb_to_hsv"),
    "hsv_to_rgb": _read_hsv("hsv_to_rgb"),
    "adjust_brightness": _read_brightness,
    "adjust_contrast": _read_with("ops.contrast", "factor", "contrast_factor"),
    "adjust_saturation": _read_with("ops.saturation", "factor", "saturation_factor"),
    "adjust_hue": _read_with("ops.hue", "delta", "delta"),
    "adjust_gamma": _read_gamma,
    "convert_image_dtype": _read_type,
}
