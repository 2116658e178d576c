"""The words for screened images: titles, cells, and why each is flagged."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from core.records import Verdict, Word
from core.text.answers import compared, sureness
from gui.look.sentences import in_window_language
from gui.look.terms import sentences
from gui.look.wording import SPACE, bits_figure, decimal, in_bits, p_value, percent
from gui.screening.rows import Column, Mark, Row
from gui.session import Session

TRANSFORMED = ("smooth", "jitter", "shift")


class RowWords:
    """Words for the rows of one session, whose classes may have names.

    Attributes:
        titles: of the columns.
        explained: what a column shows, in a sentence, if its title is not enough.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.titles: dict[Column, str] = {
            Column.FILE: _tr("File"),
            Column.BADNET: _tr("BadNet"),
            Column.GOODNET: _tr("GoodNet"),
            Column.CONFIDENCE: _tr("Confidence"),
            Column.BITS: _tr("Bits"),
            Column.P_VALUE: _tr("p-value"),
            Column.VERDICT: _tr("Verdict"),
        }
        self.explained: dict[Column, str] = {
            Column.BADNET: _tr("The class that the network as received gives."),
            Column.GOODNET: _tr("The class that the repaired network gives, or poisoned."),
            Column.CONFIDENCE: _tr("How sure the repaired network is of its class."),
            Column.BITS: _explained("weighted entropy"),
            Column.P_VALUE: _explained("p-value"),
            Column.VERDICT: _tr("Poisoned if the p-value is at most the FRR."),
        }

    def cell(self, row: Row, column: Column) -> str:
        """The text of a cell; empty if there is no verdict yet."""
        verdict = row.verdict
        if column is Column.FILE:
            return row.name
        if verdict is None:
            if column is not Column.VERDICT:
                return ""
            if row.is_left:
                return _tr("not screened")
            return _tr("computing") if row.is_computing else _tr("waiting")
        cells: dict[Column, Callable[[], str]] = {
            Column.BADNET: lambda: self._session.numbered(verdict.badnet_class),
            Column.GOODNET: lambda: self._session.numbered(verdict.goodnet_class),
            Column.CONFIDENCE: lambda: percent(verdict.confidence),
            Column.BITS: lambda: bits_figure(verdict.weighted_bits),
            Column.P_VALUE: lambda: p_value(verdict.p_value),
            Column.VERDICT: lambda: mark_word(row.wrong) or verdict_word(verdict.verdict),
        }
        return cells[column]()

    def words_of(self, row: Row, frr: float) -> str:
        """A row in a few lines: its verdict, and the evidence at `frr`."""
        verdict = row.verdict
        if verdict is None:
            return row.name
        head = f"{row.name}: {self.cell(row, Column.VERDICT)}"
        if not row.is_poisoned:
            bits = in_bits(verdict.weighted_bits)
            return f"{head}\n{bits}, {_p(verdict.p_value)}"
        votes = verdict.flagged_by(frr)
        titles = [f"{vote_title(v, verdict, flags=True)}, {vote_p(v, verdict)}" for v in votes]
        lines = [
            f"{title}:\n{evidence(vote, verdict)}"
            for title, vote in zip(titles, votes, strict=True)
        ]
        return "\n".join([head, *lines])


def evidence(vote: str, verdict: Verdict) -> str:
    """The evidence behind a vote."""
    if vote == "strip":
        words = _tr("class kept to {share} in blends, weighted entropy {bits}")
        if verdict.entropy_is_bound:
            words = _tr("class kept to {share} at most in blends, weighted entropy at least {bits}")
        return words.format(
            share=percent(verdict.persistence),
            bits=in_bits(verdict.weighted_bits),
        )
    if vote == "disagreement":
        return in_window_language(sureness(verdict))
    said = verdict.vote(vote)
    if said is None or said.value is None:
        return _tr("not asked")
    if vote == "expert":
        return _tr("log-odds of its class in the expert: {odds}").format(
            odds=decimal(-said.value, 1)
        )
    if vote in TRANSFORMED:
        return _tr("its probability falls by {share} on average").format(share=percent(-said.value))
    return decimal(said.value, 3)


def mark_word(mark: Mark | None) -> str:
    """A person's mark in the window's language; empty without one."""
    if mark is None:
        return ""
    return _tr("false alarm") if mark == "false alarm" else _tr("missed")


def verdict_word(word: Word) -> str:
    """A verdict in the window's language."""
    return _tr("poisoned") if word == "poisoned" else _tr("clean")


def vote_title(vote: str, verdict: Verdict, *, flags: bool) -> str:
    """The finding of a vote."""
    if vote == "disagreement":
        return in_window_language(compared(verdict, flags=flags))
    titles = {
        "strip": (_tr("A trigger wins in every blend"), _tr("No trigger wins in every blend")),
        "expert": (
            _tr("The expert still answers its class"),
            _tr("The expert does not answer its class"),
        ),
        "smooth": (_tr("Smoothing changes its class"), _tr("Its class survives smoothing")),
        "jitter": (_tr("Jitter changes its class"), _tr("Its class survives jitter")),
        "shift": (_tr("A shift changes its class"), _tr("Its class survives a shift")),
    }
    flagging, clean = titles.get(vote, (vote, vote))
    return flagging if flags else clean


def vote_p(vote: str, verdict: Verdict) -> str:
    """The p-value of one vote alone."""
    said = verdict.vote(vote)
    return _tr("not asked") if said is None or said.p_value is None else _p(said.p_value)


def _p(value: float) -> str:
    return f"p{SPACE}{p_value(value)}"


def _explained(term: str) -> str:
    return f"{sentences(term)}\n{_tr('Right-click to read more in the guide.')}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("RowWords", text)
