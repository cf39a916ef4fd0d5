"""What a correction moves, in words for every face."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from parself.errors import say
from parself.i18n import _, render
from parself.numerals import show_date, show_decimal
from parself.province.correction import Correction, RowMove, UnitMove
from parself.province.record import Publication, Round
from parself.province.snapshot import PublishedUnit, Snapshot
from parself.values import Frozen
from parself.words.publication_words import reason_words

_NOTHING: Final = "–"


class Moved(Frozen):
    """One thing published of a unit, before and after a correction."""

    what: str
    before: str
    after: str
    why: str = ""


def correction_words(found: Correction) -> Iterator[str]:
    """Yield how many units a correction moves, and what it means for all others."""
    numbers = {"number": found.after.number, "before": found.before.number}
    if not found.units:
        words = say(
            "Correction no. {number:none} moves nothing against no. {before:none}.", **numbers
        )
        yield render(words)
    else:
        words = say(
            "Correction no. {number:none} moves {count} of {of} units against no. {before:none}.",
            count=len(found.units),
            of=len(found.after.units),
            **numbers,
        )
        yield render(words)
    if found.moves_ranked:
        words = say(
            "Units with a place: {before} → {after}. Places of all units are told anew.",
            before=len(found.before.ranked),
            after=len(found.after.ranked),
        )
        yield render(words)


def move_lines(found: Correction) -> Iterator[tuple[int, str]]:
    """Yield what a correction moves, line by line, each with how deep it stands: 0, 1 or 2."""
    yield from ((0, words) for words in correction_words(found))
    for one in found.units:
        yield 1, moved_words(one)
        yield from ((2, row_words(row)) for row in one.rows)


def untold_words(round_: Round, found: Snapshot) -> str:
    """Return that nobody can say what a publication moves, where the one before it is lost."""
    if all(one.number >= found.number for one in round_.publications):
        return ""
    return _("What it moves cannot be told: the publication before it is lost.")


def replaced_words(round_: Round, number: int) -> str:
    """Return that a publication was corrected by a later one; empty for the last one."""
    after = replacing(round_, number)
    if after is None:
        return ""
    words = say(
        "Corrected by publication no. {number:none}, {day}.",
        number=after.number,
        day=show_date(after.when.date()),
    )
    return render(words)


def replacing(round_: Round, number: int) -> Publication | None:
    """Return the publication that took the place of a number; None for the last one."""
    return next((one for one in round_.publications if one.number > number), None)


def moved_words(one: UnitMove) -> str:
    """Return what moves of a unit as a whole, in a line."""
    parts = (f"{moved.what} {moved.before} → {moved.after}" for moved in whole_of(one))
    return f"{one.after.name}: {'; '.join(parts)}"


def row_words(row: RowMove) -> str:
    """Return how a row counts, before and now, and why."""
    points = f"{row.row}: {_points(row.before)} → {_points(row.after)}"
    return ". ".join(filter(None, (points, row_reason(row))))


def moved_of(one: UnitMove) -> Iterator[Moved]:
    """Yield what moves of a unit: the whole, then row by row."""
    yield from whole_of(one)
    for row in one.rows:
        yield Moved(row.row, _points(row.before), _points(row.after), row_reason(row))


def whole_of(one: UnitMove) -> Iterator[Moved]:
    """Yield what moves of a unit as a whole: index, place, class, self-assessed points."""
    then, now = one.before, one.after
    others = _("as other units moved") if one.is_by_others else ""
    whole = (
        Moved(_("Index (%)"), _points(then.index), _points(now.index)),
        Moved(_("Place"), _place(then), _place(now), others),
        Moved(_("Class"), then.band or _NOTHING, now.band or _NOTHING),
        Moved(_("Self-assessed"), _points(then.claimed), _points(now.claimed)),
    )
    yield from (told for told in whole if told.before != told.after)


def row_reason(row: RowMove) -> str:
    """Return why a row counts differently; empty where it was scored by others."""
    if row.reason:
        return row.reason
    if row.after is None:
        return _("does not apply")
    if row.is_open:
        return _("not decided: counts as self-assessed")
    return _("self-assessed points accepted") if row.is_given else ""


def _points(value: Decimal | None) -> str:
    return _NOTHING if value is None else show_decimal(value)


def _place(unit: PublishedUnit) -> str:
    if unit.place is None:
        return render(say("not ranked: {why}", why=reason_words(unit)))
    return str(unit.place)
