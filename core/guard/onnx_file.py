"""A guard as an ONNX model: a file that onnxruntime runs, also in browsers."""

from __future__ import annotations

import json
import logging
from pathlib import Path

from core.errors import WrongUsage
from core.guard.graph import answering, signature
from core.guard.guard import Guard

# From 2022; every runtime since onnxruntime 1.14 reads it.
OPSET = 18


def write(guard: Guard, path: Path) -> None:
    """Write the model to `path`. Its input `frr` is optional; the default is the GoodNet's FRR.

    Raises:
        WrongUsage: tf2onnx is not installed.
    """
    try:
        import onnx  # pyright: ignore[reportMissingImports]
        from tf2onnx import convert  # pyright: ignore[reportMissingImports]
    except ImportError:
        raise WrongUsage(
            "ONNX needs tf2onnx, which is not installed here: pip install 'goodnet[onnx]'."
        ) from None
    logging.getLogger("tf2onnx").setLevel(logging.ERROR)
    model, _ = convert.from_function(
        answering(guard), input_signature=signature(guard), opset=OPSET
    )
    # In ONNX, an initializer with the name of an input is its default.
    default = onnx.helper.make_tensor("frr", onnx.TensorProto.DOUBLE, (), [guard.goodnet.frr])
    model.graph.initializer.append(default)
    for each in (*model.graph.input, *model.graph.output):
        if each.name != "frr":
            each.type.tensor_type.shape.dim[0].dim_param = "n"
    about = guard.about("onnx")
    model.producer_name, model.producer_version = "GoodNet", about["goodnet_version"]
    onnx.helper.set_model_props(model, {"guard": json.dumps(about)})
    onnx.checker.check_model(model, full_check=True)
    path.write_bytes(model.SerializeToString())
