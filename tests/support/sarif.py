"""The rules of the SARIF 2.1.0 schema for the objects that GoodNet writes.

These are its `required`, `additionalProperties: false` and `enum` rules, by the name of the
definition. They are written from the standard, because no package used by this project contains the
published schema.
"""

from __future__ import annotations

from typing import Any

LEVELS = {"none", "note", "warning", "error"}
# name: (required, all others that are used or common), each property with what it must be: a
# type, a definition, [items], or a set of allowed values.
DEFINITIONS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "log": ({"version": {"2.1.0"}, "runs": ["run"]}, {"$schema": str}),
    "run": (
        {"tool": "tool"},
        {"invocations": ["invocation"], "artifacts": ["artifact"], "results": ["result"]},
    ),
    "tool": ({"driver": "toolComponent"}, {}),
    "toolComponent": (
        {"name": str},
        {"version": str, "semanticVersion": str, "rules": ["reportingDescriptor"]},
    ),
    "reportingDescriptor": (
        {"id": str},
        {
            "shortDescription": "multiformatMessageString",
            "defaultConfiguration": "reportingConfiguration",
            "properties": dict,
        },
    ),
    "multiformatMessageString": ({"text": str}, {}),
    "reportingConfiguration": ({}, {"level": LEVELS}),
    "invocation": ({"executionSuccessful": bool}, {}),
    "artifact": (
        {},
        {"location": "artifactLocation", "roles": [{"analysisTarget"}], "hashes": dict},
    ),
    "artifactLocation": ({}, {"uri": str, "index": int}),
    "result": (
        {"message": "message"},
        {"ruleId": str, "ruleIndex": int, "level": LEVELS, "locations": ["location"]},
    ),
    "message": ({"text": str}, {}),
    "location": (
        {},
        {"physicalLocation": "physicalLocation", "logicalLocations": ["logicalLocation"]},
    ),
    "physicalLocation": ({"artifactLocation": "artifactLocation"}, {}),
    "logicalLocation": ({}, {"fullyQualifiedName": str}),
}


def faults(value: Any, kind: Any = "log", at: str = "log") -> list[str]:
    """The places where a document breaks the rules; empty for a valid log."""
    if isinstance(kind, list):
        if not isinstance(value, list):
            return [f"{at} is no array"]
        return [f for k, each in enumerate(value) for f in faults(each, kind[0], f"{at}[{k}]")]
    if isinstance(kind, set):
        return [] if value in kind else [f"{at} is {value!r}"]
    if isinstance(kind, type):
        return [] if type(value) is kind else [f"{at} is no {kind.__name__}"]
    if not isinstance(value, dict):
        return [f"{at} is no object"]
    required, others = DEFINITIONS[kind]
    found = [f"{at} lacks {name}" for name in required if name not in value]
    allowed = required | others
    for name, part in value.items():
        if name not in allowed:
            found.append(f"{at} must not hold {name}")
        else:
            found += faults(part, allowed[name], f"{at}.{name}")
    return found
