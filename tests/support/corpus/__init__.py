"""The corpus of hostile model files: what each attempts, and how GoodNet must answer.

Every case builds a file in a folder. A payload that runs would create `marker`. Content read from
outside the file would be that of `secret.bin` beside it.
"""

from __future__ import annotations

from support.corpus.case import Case
from support.corpus.code import code, gadgets
from support.corpus.contents import archives, elsewhere, sizes
from support.corpus.misfits import misfits, names
from support.corpus.wide import wide

__all__ = ["Case", "cases"]


def cases() -> list[Case]:
    """All cases, in the order of the table."""
    return [*code(), *gadgets(), *elsewhere(), *sizes(), *misfits(), *wide(), *names(), *archives()]
