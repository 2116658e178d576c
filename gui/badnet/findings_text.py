"""Findings as plain text, to send to the author of the file."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.records import Inspection


def findings_count(inspection: Inspection) -> str:
    """How many findings there are, and how many of them are dangerous."""
    count = len(inspection.findings)
    if count == 1:
        return QCoreApplication.translate("Findings", "one finding")
    dangerous = sum(finding.severity == "dangerous" for finding in inspection.findings)
    words = QCoreApplication.translate(
        "Findings", "{count} findings, {dangerous} of them dangerous"
    )
    return words.format(count=count, dangerous=dangerous)


def findings_text(inspection: Inspection) -> str:
    """The name of the file, and every finding with its place and evidence; in English.

    The author of the file may not know the language of this window.
    """
    head = f"{inspection.path}\nSHA-256 {inspection.sha256}\n"
    parts = [
        f"{finding.severity}: {finding.title}\n{finding.where}\n{finding.what}\n{finding.evidence}"
        for finding in inspection.findings
    ]
    return "\n\n".join([head.strip(), *(part.strip() for part in parts)]) + "\n"
