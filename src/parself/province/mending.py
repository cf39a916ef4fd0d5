"""Everything that is wrong with a round's folder, and as much of it put right as can be.

Where a round is opened, what is small is looked at. Here all is: the hand-ins as they came are
read whole, too.
"""

from datetime import datetime
from pathlib import Path

from parself.errors import ParselfError, Problem
from parself.province import frozen, ledger
from parself.province.overview import open_overview
from parself.province.record import Round
from parself.province.round import open_round


def found(path: Path) -> tuple[Problem, ...]:
    """Return everything that is wrong with a round that can be opened. Raises as `open_round`."""
    round_ = open_round(path)
    try:
        told = open_overview(path).trouble
    except ParselfError as error:
        told = (*round_.trouble, *(one for one in error.problems if one not in round_.trouble))
    return (*told, *frozen.hand_ins(round_))


def put_right(path: Path, *, now: datetime) -> Round:
    """Put back what was held fast, write a damaged ledger anew, and open the round.

    What lies there now goes to ``damaged/``. Raises `FileError`.
    """
    round_ = open_round(path)
    frozen.put_back(round_, now=now)
    if ledger.trouble(path, round_.units.values()):
        ledger.mend(path, round_.units.values(), now=now)
    return open_round(path)
