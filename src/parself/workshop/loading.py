"""Packs from TOML, and where they are found: the shapes of `docs/tinh-huong-tap-huan.md`.

This module alone knows how a pack looks as a file. A pack that it returns has passed the checker:
its key scores to the key's points, and every planted fault can be found.
"""

from collections.abc import Iterator
from importlib import resources
from typing import Final

from parself import toml
from parself.assessment.form import value_reader
from parself.errors import ExitCode, ParselfError, Problem, say
from parself.rubric import catalogue, check, peers
from parself.rubric import model as m
from parself.structure import BadShapeError, structure
from parself.values import Frozen, asdict, evolve
from parself.workshop.checking import pack_faults
from parself.workshop.districts import District, Entered, Mishap
from parself.workshop.pack import Fact, Keyed, Pack, PackHead, Paper, PlantedFault
from parself.workshop.playing import district_faults
from parself.workshop.subset import subset

FORMAT: Final = 1
"""The format of packs that this program reads."""


class PackError(ParselfError):
    """A pack has faults; carries every one of them."""

    exit_code = ExitCode.FINDINGS


class Words(Frozen):
    """The words for the kind of unit, and what stands above it: the table ``[roster]``."""

    parent: str
    unit_word: str
    sub_unit_word: str


_LISTS: Final = {
    "units": "unit",
    "papers": "document",
    "facts": "fact",
    "faults": "fault",
    "keys": "key",
    "districts": "district",
    "mishaps": "mishap",
}


class PackShape(Frozen, rename=_LISTS):
    """A pack's file."""

    format: int
    pack: PackHead
    roster: Words
    units: tuple[peers.Unit, ...]
    papers: tuple[Paper, ...] = ()
    facts: tuple[Fact, ...] = ()
    faults: tuple[PlantedFault, ...] = ()
    keys: tuple[Keyed, ...] = ()
    best: tuple[Entered, ...] = ()
    districts: tuple[District, ...] = ()
    mishaps: tuple[Mishap, ...] = ()


def pack_from_bytes(data: bytes, *, where: str, rubric: m.Rubric | None = None) -> Pack:
    """Read a pack; `where` names its source in messages.

    It is scored by the `rubric` where one is given, else by the one that it names.
    Raises `DamagedError` for what is not TOML, and `PackError` with every fault.
    """
    table = toml.read(data, where=where).table
    found = toml.format_of(table)
    if found is not None and found != FORMAT:
        what = say(
            "The file is written in format {found}; this program reads format {known}.",
            found=found,
            known=FORMAT,
        )
        raise PackError(Problem(what, f"{where}, format", say("Write format = 1.")))
    try:
        shape = structure(value_reader(), PackShape, table, where)
    except BadShapeError as error:
        raise PackError(*map(_with_way_on, error.problems)) from None
    rubric = rubric or _named(shape, where)
    faults = [*_source_faults(shape, rubric)]
    pack = _assembled(shape, rubric)
    if pack.roster.units:
        faults += [*pack_faults(pack), *district_faults(pack)]
    if faults:
        raise PackError(*(evolve(one, where=f"{where}, {one.where}") for one in faults))
    return pack


def _named(shape: PackShape, where: str) -> m.Rubric:
    try:
        return catalogue.find_rubric(shape.pack.rubric)[0]
    except ParselfError as error:
        at = f"{where}, pack.rubric"
        raise PackError(*(evolve(one, where=at) for one in error.problems)) from None


def _with_way_on(fault: Problem) -> Problem:
    """Add where to look to a fault of the shape: whoever writes a pack has an example there."""
    example = say("See how it is written: {command}", command="parself workshop template")
    return fault if fault.todo is not None else evolve(fault, todo=example)


def _assembled(shape: PackShape, rubric: m.Rubric) -> Pack:
    head = shape.pack
    roster = peers.Roster(head.id, **asdict(shape.roster), units=shape.units)
    cut = subset(rubric, head.rows, name=head.id, roster=head.id)
    return Pack(
        head,
        cut,
        roster,
        shape.papers,
        shape.facts,
        shape.faults,
        shape.keys,
        shape.best,
        shape.districts,
        shape.mishaps,
    )


def _source_faults(shape: PackShape, rubric: m.Rubric) -> Iterator[Problem]:
    """Find rows that the rubric does not have, and faults of the invented unit."""
    known = {item.id: item for item in rubric.items()}
    for row in shape.pack.rows:
        if row not in known:
            what = say("The rubric has no row {row}.", row=row[:40])
            todo = say("See its rows: {command}", command=f"parself rubric show {rubric.id}")
            yield Problem(what, "pack.rows", todo)
    roster = peers.Roster(shape.pack.id, **asdict(shape.roster), units=shape.units)
    yield from check.roster_faults(roster)


_SHELF: Final = catalogue.Shelf(
    "workshop",
    say("There is no pack “{id}”."),
    lambda data, where: pack_from_bytes(data, where=where),
)

find_pack = _SHELF.find


def template() -> bytes:
    """Return a small pack that is in order, with comments, to be changed into one's own."""
    return (resources.files("parself.workshop") / "template.toml").read_bytes()


def known_packs() -> tuple[str, ...]:
    """Return the ids of all packs that can be found, sorted."""
    return _SHELF.ids()
