"""What is asked about an assessment before anybody asks for it: contradictions and unlikely input.

It stands beside fields and rows, in the head of every screen, before a lock and an export, and in
what the shell says; its words are made here alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from parself.assessment.unlikely import Doubt
from parself.errors import say
from parself.i18n import render
from parself.submission.inspector import Finding

MOST_TOLD: Final = 5
"""So many findings are told in full; the rest is counted."""


def asked_words(doubt: Doubt) -> str:
    """Return what is asked about one input."""
    return f"{render(doubt.what)} {render(doubt.todo)}"


def questions(doubts: Iterable[Doubt]) -> str:
    """Return the questions about one entry, joined; empty where there are none."""
    return " ".join(map(asked_words, doubts))


def told(found: Sequence[Finding], more: str) -> Iterator[str]:
    """Yield the first findings in full, then the number of the others; `more` lists them all."""
    for one in found[:MOST_TOLD]:
        yield f"{'!' if one.kind.is_error else '?'} {render(one.message)}"
    rest = len(found) - MOST_TOLD
    if rest > 0:
        yield render(say("{count} more to look at: {command}", count=rest, command=more))
