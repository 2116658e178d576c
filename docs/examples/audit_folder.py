"""Audit every model of a folder: which ones have a backdoor that a scan finds?

Usage: python docs/examples/audit_folder.py FOLDER CLEAN_DATA OUT
"""

import sys

from core import audit_models
from core.records import AuditRow


def show(record: object) -> None:
    """Print each row as it is finished."""
    if isinstance(record, AuditRow):
        print(record.outcome, record.path, record.suspected_targets or record.reason)


folder, clean, out = sys.argv[1:]
audit = audit_models(folder, clean, out, progress=show)
print(audit.summary)
print("The table is in", audit.index)
