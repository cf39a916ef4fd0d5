"""Whether a text that a unit will read names officers or other units: every door out asks here."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from parself import files
from parself.errors import Message, Problem, RefusedError, say
from parself.province.appeals import Appealed
from parself.province.overview import Overview
from parself.province.record import Round
from parself.rubric.peers import Roster, Unit
from parself.text import fold
from parself.values import Frozen

_WORD: Final = re.compile(r"[\w-]+")
_HAS_PARTS: Final = re.compile(r"[ -]")
_OFFICES: Final = ("Sở ", "Phòng ", "Ban ", "Văn phòng ", "Chi cục ", "Cục ", "Vụ ")


class Named(Frozen):
    """Another unit or an officer, named in a text that a unit would read."""

    row: str
    name: str
    unit: str = ""
    """Code of the unit that would read it."""


class Names(Frozen):
    """The names of all units and officers of a round."""

    roster: Roster
    known: Mapping[str, str]
    """By their words in small letters."""
    longest: int
    """Most words of a name."""


def names_of(view: Overview) -> Names:
    """Return the names that a text may hold; put together once for all texts of a round."""
    # A single word is no name to look for: "lan" and "minh" stand in many a sentence. Nor is an
    # office that appraises: reasons speak of its reports.
    roster = view.round.roster
    officers = [one for one in view.round.officers if not one.name.startswith(_OFFICES)]
    names = [name for one in roster.units for name in (one.short, one.full, one.locative, one.code)]
    names += [name for one in officers for name in (one.name, one.id)]
    known = {
        written: name
        for name in names
        if (words := " ".join(_WORD.findall(name))) and _HAS_PARTS.search(words)
        # As people write it: in small letters or capitals, or without any marks.
        for written in (words.casefold(), fold(words))
    }
    longest = max((words.count(" ") for words in known), default=0) + 1
    return Names(roster, known, longest)


def others_named(
    names: Names, unit: Unit, texts: Iterable[tuple[str, Iterable[str]]]
) -> Iterator[Named]:
    """Yield the names of others in the texts that a unit would read, given by row; each once."""
    own = f"{names.roster.parent} {unit.short} {unit.full} {unit.locative} {unit.code}"
    for row, said in texts:
        found = dict.fromkeys(name for text in said if text for name in _names_in(text, names))
        yield from (Named(row, name, unit.code) for name in found if name not in own)


def _names_in(text: str, names: Names) -> Iterator[str]:
    """Yield the names in a text; a long one is told once, not as its parts."""
    words = _WORD.findall(text.casefold())
    at = 0
    while at < len(words):
        runs = (" ".join(words[at : at + length]) for length in range(names.longest, 0, -1))
        found = next((one for one in runs if one in names.known), None)
        if found is not None:
            yield names.known[found]
        at += 1 if found is None else found.count(" ") + 1


def in_rulings(view: Overview, found: Iterable[Appealed]) -> tuple[Named, ...]:
    """Return whom the reasons name that answer appeals."""
    names, roster = names_of(view), view.round.roster
    return tuple(
        each
        for one in found
        if one.ruling is not None and (unit := roster.unit(one.appeal.unit)) is not None
        for each in others_named(names, unit, [(one.appeal.row, [one.ruling.reason])])
    )


def require_unnamed(round_: Round, named: Iterable[Named], what: Message) -> None:
    """Raise `RefusedError` where reasons that go out name others; `what` says what was not done."""
    where = files.show_path(round_.path)
    told = [Problem(named_words(round_, one), where) for one in named]
    if told:
        todo = say("Reword the reasons, or send them as they are: {option}", option="--anyway")
        raise RefusedError(*told, Problem(what, where, todo))


def named_words(round_: Round, one: Named) -> Message:
    """Say whom a reason names."""
    unit = round_.called(one.unit)
    return say("{unit}, row {row}: the reason names {name}.", unit=unit, row=one.row, name=one.name)
