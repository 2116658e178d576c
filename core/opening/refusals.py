"""Why a file does not open, in words; and the inspection of a file that crashed its reader."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from core.opening.safety_checks import unchecked
from core.quarantine.reader import Crashed
from core.records import Finding, Inspection
from core.text.sentence import say
from core.text.wording import printable


def refusal(inspection: Inspection) -> str:
    """Why an inspected file is refused, in a sentence or two."""
    worst = next(finding for finding in inspection.findings if finding.refuses)
    return say(
        "{name} was refused and not loaded: {title} ({where}). {what}",
        name=printable(Path(inspection.path).name),
        title=worst.title,
        where=worst.where,
        what=worst.what,
    )


def unsupported(name: str, findings: Sequence[Finding]) -> str:
    """Why a safe file cannot be opened, in a sentence or two."""
    first, others = findings[0], len(findings) - 1
    more = say(" {count} more are not supported either.", count=others) if others else ""
    return say(
        "{name} is not supported yet: layer {where}. {what}{more}",
        name=name,
        where=first.where,
        what=first.what,
        more=more,
    )


def crashed(path: str, content: bytes, crash: Crashed) -> Inspection:
    """The inspection of a file whose quarantined reader crashed."""
    finding = Finding(
        "dangerous",
        say("Its reader crashed"),
        say("the whole file"),
        say(
            "The separate process that reads untrusted files {happened}. The file is damaged or "
            "made to attack its reader; do not open it elsewhere.",
            happened=crash.happened,
        ),
    )
    return Inspection(
        path=path,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        keras_version="",
        safe=False,
        findings=(finding,),
        checks=unchecked(),
        outline=(),
    )
