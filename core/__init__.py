"""Open, repair and guard an image classifier that cannot be trusted, without any use of Qt.

This is the public Python API. Names are imported at their first use, so `import core` is quick.
docs/python.md explains them, and core/api.py holds the functions.
"""

from __future__ import annotations

import importlib
import logging
import os
from typing import TYPE_CHECKING, Any

# TensorFlow reads these at its first import. Only errors go to stderr. oneDNN's faster convolutions
# are requested explicitly; otherwise TensorFlow announces them at every start.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "1")
# TensorFlow also warns of the retracing that every new network needs.
logging.getLogger("tensorflow").setLevel(logging.ERROR)

if TYPE_CHECKING:
    from core.api import (
        audit_models,
        examine_data,
        inspect_model,
        learn_images,
        load_model,
        open_goodnet,
        repair_model,
        scan_model,
        screen_images,
    )
    from core.errors import GoodNetError, OutOfMemory, Unreadable, Unsafe, WrongUsage
    from core.goodnet import GoodNet
    from core.records import LearnOptions, RepairOptions, Screening, Wish, as_json
    from core.version import VERSION as __version__

_HOMES = {
    "Screening": "records",
    "audit_models": "api",
    "examine_data": "api",
    "inspect_model": "api",
    "learn_images": "api",
    "load_model": "api",
    "open_goodnet": "api",
    "repair_model": "api",
    "scan_model": "api",
    "screen_images": "api",
    "GoodNetError": "errors",
    "OutOfMemory": "errors",
    "Unreadable": "errors",
    "Unsafe": "errors",
    "WrongUsage": "errors",
    "LearnOptions": "records",
    "RepairOptions": "records",
    "Wish": "records",
    "as_json": "records",
    "GoodNet": "goodnet",
}

__all__ = [
    "GoodNet",
    "GoodNetError",
    "LearnOptions",
    "OutOfMemory",
    "RepairOptions",
    "Screening",
    "Unreadable",
    "Unsafe",
    "Wish",
    "WrongUsage",
    "__version__",
    "as_json",
    "audit_models",
    "examine_data",
    "inspect_model",
    "learn_images",
    "load_model",
    "open_goodnet",
    "repair_model",
    "scan_model",
    "screen_images",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return importlib.import_module("core.version").VERSION
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"core.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
