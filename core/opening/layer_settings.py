"""Read the settings of a layer or an operation from its config; what is unknown is refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.errors import Invalid
from core.opening.layer_names import TRAINING_ONLY
from core.opening.layers import LAYERS
from core.opening.settings import REQUIRED, NotRebuilt, Setting
from core.opening.terms import Config
from core.text.wording import printable

# Known settings that do not change the output, or that GoodNet replaces by its own.
IGNORED = {
    "name", "trainable", "dtype", "seed", "noise_shape", "input_shape", "input_dtype",
    "batch_input_shape", "batch_shape", "batch_size", "build_input_shape", "sparse", "ragged",
    "optional", "synchronized", "implementation", "lora_rank",
    "lora_alpha", "autocast", "data_format", "fused", "fill_mode", "fill_value", "dropout",
    "recurrent_dropout", "unroll", "unit_forget_bias", "use_cudnn",
    "zero_output_for_mask", "supports_masking", "input_dim", "input_length", "num_bins",
    "flash_attention", "query_shape", "key_shape", "value_shape",
    "renorm_momentum", "renorm_clipping",
}  # fmt: skip
IGNORED_ENDINGS = ("_initializer", "_regularizer", "_constraint")
# The Keras layers whose kernel "groups" cannot divide; some versions write it anyway.
GROUPLESS = {
    "DepthwiseConv1D", "DepthwiseConv2D", "SeparableConv1D", "SeparableConv2D", "Conv2DTranspose",
    "Dense",
}  # fmt: skip


def parse_settings(type_name: str, config: Config) -> dict[str, Any]:
    """The settings of a layer of `type_name` from its config, completed with defaults.

    Raises:
        NotRebuilt: a setting is unknown, or turns on something that GoodNet does not rebuild.
        ValueError: a setting is missing or malformed; the text names it.
    """
    return parse_table(LAYERS[type_name], config, type_name)


def parse_table(table: Mapping[str, Setting], config: Config, type_name: str) -> dict[str, Any]:
    """Like `parse_settings`, with the `table` of the possible settings."""
    settings = {}
    for name, setting in table.items():
        if name in config:
            try:
                settings[name] = setting.parse(config[name])
            except NotRebuilt as error:
                raise NotRebuilt("setting {name}: {error}", name=name, error=error) from None
            except (ValueError, TypeError, OverflowError, AttributeError) as error:
                raise Invalid("setting {name}: {error}", name=name, error=error) from None
        elif setting.default is REQUIRED:
            raise Invalid("setting {name} is missing", name=name)
        else:
            settings[name] = setting.default
    if type_name not in TRAINING_ONLY:
        _refuse_unknown(set(config) - set(table), type_name, config)
    return settings


def _refuse_unknown(names: set[str], type_name: str, config: Config) -> None:
    for name in sorted(names - IGNORED):
        if name.endswith(IGNORED_ENDINGS) or not config[name]:
            continue
        if name == "groups" and (type_name in GROUPLESS or config[name] == 1):
            continue
        raise NotRebuilt("setting {name} is not one that GoodNet knows", name=printable(name))
