"""What is wrong with some models, for a pipeline: as SARIF and as JUnit XML.

SARIF: "Static Analysis Results Interchange Format (SARIF) Version 2.1.0", OASIS Standard, 2020;
section numbers in comments are those of the standard. JUnit XML has no standard. This module writes
what the test reporters of Jenkins, GitLab and GitHub read.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import quote
from xml.etree import ElementTree

from core.errors import Suspected, Unreadable, Unsafe
from core.files.saving import write_text
from core.records import AuditRecord, AuditRow, Finding, Inspection, Json, JsonObject
from core.text.sentence import say
from core.text.wording import printable
from core.version import VERSION

Level = Literal["error", "warning", "note"]

SUSPECTED, NOT_EXAMINED, UNSAFE = "suspected-target", "not-examined", "unsafe"
LEVELS: dict[str, Level] = {
    "dangerous": "error",
    "not allowed": "error",
    "not supported": "error",  # not examined, so the gate stays closed
    "warning": "warning",
    "note": "note",
}
LONGEST = 2000


@dataclass(frozen=True)
class Fault:
    """Something that a pipeline should know about a model; `where` is a place inside its file."""

    rule: str
    level: Level
    title: str
    what: str
    where: str = ""


@dataclass(frozen=True)
class Judged:
    """A model and its faults; `sha256` is empty if the file could not be read."""

    path: str
    sha256: str
    faults: tuple[Fault, ...]

    def has(self, *rules: str) -> bool:
        """Whether a fault is of one of these rules."""
        return any(fault.rule in rules for fault in self.faults)


def judged_inspection(inspection: Inspection) -> Judged:
    """Convert an inspection; each finding is a fault, and its severity sets the level."""
    faults = tuple(map(_fault_of, inspection.findings))
    return Judged(inspection.path, inspection.sha256, faults)


def judged_unread(path: Path | str, why: str) -> Judged:
    """A model that could not be examined."""
    fault = Fault(NOT_EXAMINED, "warning", say("The model could not be examined"), why)
    return Judged(str(path), "", (fault,))


def judged_row(row: AuditRow) -> Judged:
    """Convert a row of an audit; unsafe and suspected are errors, not examined is a warning."""
    faults: list[Fault] = []
    if row.outcome == "unsafe":
        faults = [Fault(UNSAFE, "error", say("The model is unsafe"), row.reason)]
    elif row.outcome == "backdoored":
        targets = ", ".join(map(str, row.suspected_targets))
        what = say("A scan suspects triggers that lead to class {targets}.", targets=targets)
        faults = [Fault(SUSPECTED, "error", say("A backdoor is suspected"), what)]
    elif row.outcome in ("unreadable", "lost"):
        return judged_unread(row.path, row.reason)
    if row.warning:
        title = say("The scan's answer may be wrong")
        faults.append(Fault("doubtful-scan", "warning", title, row.warning))
    return Judged(row.path, row.sha256, tuple(faults))


def require_passed(record: AuditRecord) -> None:
    """Do nothing if every model of an audit may pass.

    Raises:
        Unsafe: a model is unsafe.
        Suspected: a backdoor is suspected in one.
        Unreadable: a model could not be examined.
    """
    count = record.summary
    if count["unsafe"]:
        raise Unsafe("The gate is closed. Unsafe models: {count}.", count=count["unsafe"])
    if count["backdoored"]:
        raise Suspected("The gate is closed. Suspected models: {count}.", count=count["backdoored"])
    if unread := count["unreadable"] + count["lost"]:
        raise Unreadable("The gate is closed. Models not examined: {count}.", count=unread)


def write_results(
    judged: Sequence[Judged], command: str, sarif: Path | None, junit: Path | None
) -> None:
    """Write the requested forms, each completely or not at all."""
    if sarif is not None:
        write_text(sarif, json.dumps(sarif_log(judged), indent=1) + "\n")
    if junit is not None:
        write_text(junit, junit_xml(judged, command))


# -- SARIF ----------------------------------------------------------------------------------


def sarif_log(judged: Sequence[Judged]) -> JsonObject:
    """A SARIF 2.1.0 log of one run, with a result for each fault."""
    rules: dict[str, JsonObject] = {}
    for fault in _faults(judged):
        rules.setdefault(fault.rule, _rule(fault))
    order = {rule: k for k, rule in enumerate(rules)}
    results = [
        _result(model, k, fault, order[fault.rule])
        for k, model in enumerate(judged)
        for fault in model.faults
    ]
    driver = {
        "name": "GoodNet",
        "version": VERSION,
        "semanticVersion": VERSION,
        "rules": list(rules.values()),
    }
    run = {
        "tool": {"driver": driver},
        # A model that could not be examined is a result; the run itself was successful (3.20.14).
        "invocations": [{"executionSuccessful": True}],
        "artifacts": [_artifact(model) for model in judged],
        "results": results,
    }
    return {"version": "2.1.0", "runs": [run]}


def _fault_of(finding: Finding) -> Fault:
    rule = re.sub("[^a-z0-9]+", "-", (finding.check or finding.title).lower()).strip("-")
    what = " ".join(f"{finding.what} {finding.evidence}".split())
    return Fault(rule, LEVELS[finding.severity], finding.title, what, finding.where)


def _faults(judged: Iterable[Judged]) -> Iterable[Fault]:
    for model in judged:
        yield from model.faults


def _rule(fault: Fault) -> JsonObject:
    name = fault.rule.replace("-", " ").capitalize()
    return {
        "id": fault.rule,
        "shortDescription": {"text": name},
        "defaultConfiguration": {"level": fault.level},
        # GitHub sorts alerts by this number.
        "properties": {"tags": ["security"], "security-severity": _severity(fault.level)},
    }


def _severity(level: Level) -> str:
    return {"error": "9.0", "warning": "5.0", "note": "1.0"}[level]


def _artifact(model: Judged) -> JsonObject:
    artifact = {"location": {"uri": _uri(model.path)}, "roles": ["analysisTarget"]}
    return {**artifact, **({"hashes": {"sha-256": model.sha256}} if model.sha256 else {})}


def _result(model: Judged, artifact: int, fault: Fault, rule: int) -> JsonObject:
    location: dict[str, Json] = {
        "physicalLocation": {"artifactLocation": {"uri": _uri(model.path), "index": artifact}}
    }
    if fault.where:
        location["logicalLocations"] = [{"fullyQualifiedName": printable(fault.where, LONGEST)}]
    return {
        "ruleId": fault.rule,
        "ruleIndex": rule,
        "level": fault.level,
        "message": {"text": f"{fault.title}. {printable(fault.what, LONGEST)}"},
        "locations": [location],
    }


def _uri(path: str) -> str:
    """The path relative to the current folder if it lies below it, as GitHub requires (3.4.3)."""
    absolute = Path(path).absolute()
    if absolute.is_relative_to(Path.cwd()):
        return quote(os.fsencode(absolute.relative_to(Path.cwd()).as_posix()))
    return absolute.as_uri()


# -- JUnit ----------------------------------------------------------------------------------


def junit_xml(judged: Sequence[Judged], command: str) -> str:
    """A test suite with a case for each model; errors fail it, warnings are attached to it."""
    suite = ElementTree.Element("testsuite", name="goodnet", tests=str(len(judged)))
    failed = [model for model in judged if any(f.level == "error" for f in model.faults)]
    unread = [model for model in judged if model.has(NOT_EXAMINED)]
    suite.set("failures", str(len(failed)))
    suite.set("errors", str(len(unread)))
    for model in judged:
        name = printable(model.path, LONGEST)
        case = ElementTree.SubElement(suite, "testcase", classname=f"goodnet.{command}", name=name)
        for fault in model.faults:
            _add_to_case(case, fault)
    top = ElementTree.Element("testsuites")
    top.append(suite)
    ElementTree.indent(top)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(top, "unicode") + "\n"


def _add_to_case(case: ElementTree.Element, fault: Fault) -> None:
    said = printable(f"{fault.title}: {fault.what} {fault.where}".strip(), LONGEST)
    if fault.rule == NOT_EXAMINED:
        ElementTree.SubElement(case, "error", message=said, type=fault.rule)
    elif fault.level == "error":
        ElementTree.SubElement(case, "failure", message=said, type=fault.rule)
    else:
        ElementTree.SubElement(case, "system-out").text = f"{fault.level}: {said}"
