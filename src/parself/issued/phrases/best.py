"""The best that a rule gives, against the maximum of its row."""

from collections.abc import Sequence
from decimal import Decimal

from parself.errors import say
from parself.issued.meaning import Doubt, Meaning
from parself.issued.phrases.clauses import About
from parself.numerals import show_trimmed
from parself.values import evolve


def judged(meaning: Meaning, worths: Sequence[Decimal], about: About) -> Meaning | Doubt:
    """Return a meaning, or the doubt about one whose best worth is not the maximum.

    A best level below the maximum may be meant: annexes are issued so.
    """
    best = max(worths)
    told = {"points": show_trimmed(best), "maximum": show_trimmed(about.maximum)}
    if best > about.maximum:
        return Doubt(say("A level gives {points}, more than the maximum {maximum}.", **told))
    if best < about.maximum:
        why = say("The best level gives {points}, less than the maximum {maximum}.", **told)
        return Doubt(why, (evolve(meaning, issued_so=True),))
    return meaning
