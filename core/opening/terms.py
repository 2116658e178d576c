"""Names for what configs of networks hold, before and after they are read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

# A JSON object in an untrusted file: it may hold anything, or lack anything.
Config: TypeAlias = Mapping[str, Any]
# The settings of a layer or an operation, each of the type that its parser returns.
Settings: TypeAlias = Mapping[str, Any]
