"""A hand-in read distrustfully: from the bytes of a strange file to values that hold.

`bag` has checked every byte against the bag's own lists before anything is read here. Then
the values must agree with each other and with what the bag says of itself: the rubric's
hash is computed anew, answers must have their row, evidence its entry in the register.
"""

import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from parself.assessment import form
from parself.assessment.group import Group
from parself.assessment.model import Assessment, Document, Purpose
from parself.assessment.possible import problems
from parself.errors import DamagedError, Message, ParselfError, Problem, say
from parself.i18n import render
from parself.rubric.identity import RubricIdentity, identity_of
from parself.rubric.load import roster_from_bytes, rubric_from_bytes, standings_from_bytes
from parself.rubric.model import Rubric
from parself.rubric.peers import Roster, Standings, Unit
from parself.scoring.score import score_assessment
from parself.submission import layout
from parself.submission.archive import DamagedBundleError, FormatUnsupportedError, judged_apart
from parself.submission.bag import Bag, open_bag
from parself.submission.code import Match, check_typed, code_for
from parself.submission.inspector import Finding, inspect
from parself.submission.landing import Incoming
from parself.text import is_ordinary
from parself.values import Frozen, evolve

_MOST_PROBLEMS: Final = 20


class Bundle(Frozen):
    """A hand-in whose bytes and values agree with each other."""

    unit: Unit
    """As the unit's own roster has it."""
    sequence: int
    assessment: Assessment
    rubric: Rubric
    rubric_data: bytes
    roster: Roster
    roster_data: bytes
    standings: Standings | None
    tagmanifest: bytes
    payload_digest: str
    missing: tuple[Document, ...]
    """Registered documents whose file the unit itself no longer had."""
    notes: tuple[Message, ...]
    """What was left out or replaced on reading."""
    kind: str = layout.SUBMISSION
    folder: str = ""
    """Path of the bag's own folder in the archive."""
    separate: tuple[Document, ...] = ()
    """Registered documents whose files come in a second volume."""

    @property
    def digest(self) -> str:
        """Hash of the tag manifest: equal only for equal hand-ins."""
        return hashlib.sha256(self.tagmanifest).hexdigest()

    @property
    def incoming(self) -> Incoming:
        """What `landing.land` needs to know."""
        told, code = self.assessment, self.unit.code
        rubric = told.rubric.scoring_hash
        return Incoming(code, told.year, told.purpose, rubric, self.sequence, self.digest)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the inspector finds, asked anew of what was received."""
        gone = {document.stored_name for document in self.missing}
        prints = {
            document.stored_name: None if document.stored_name in gone else document.fingerprint
            for document in self.assessment.documents
            if document.stored_name
        }
        scores = score_assessment(self.rubric, self.unit, self.assessment)
        return inspect(self.rubric, self.unit, self.assessment, scores, prints)

    def code(self) -> str:
        """Return the verification code. Takes about 60 ms."""
        unit, year = self.unit.code, self.assessment.year
        return code_for(self.tagmanifest, unit=unit, year=year, sequence=self.sequence)

    def check_code(self, typed: str) -> Match:
        """Compare a verification code as a person typed it with the hand-in's own."""
        unit, year = self.unit.code, self.assessment.year
        return check_typed(typed, self.tagmanifest, unit=unit, year=year, sequence=self.sequence)


def read_bundle(path: Path, kind: str = layout.SUBMISSION) -> Bundle:
    """Read and check a hand-in of the given kind; other kinds are refused.

    Raises a `BundleError` that names the file and the entry.
    """
    with judged_apart(path):
        bag = open_bag(path, kind)
        try:
            return _understood(bag)
        except ParselfError as error:
            is_newer = isinstance(error, form.NewerFormatError)
            fault = FormatUnsupportedError if is_newer else DamagedBundleError
            shown = [Problem(p.what, f"{bag.name}, {p.where}", p.todo) for p in error.problems]
            raise fault(*shown[:_MOST_PROBLEMS]) from None


def _understood(bag: Bag) -> Bundle:
    """Read the content; its parts must agree with each other and with the bag."""
    assessment = form.parse(bag.toml[layout.ASSESSMENT], where=layout.ASSESSMENT)
    rubric, identity = _rubric(bag.toml[layout.RUBRIC])
    roster = _roster(bag.toml[layout.ROSTER], where=layout.ROSTER)
    told, standings = bag.toml.get(layout.STANDINGS), None
    if told is not None:
        standings = _standings(told, where=layout.STANDINGS, roster=roster)
    unit = roster.unit(assessment.unit)
    if assessment.rubric != identity:
        raise _disagreement(say("The answers belong to another rubric."), layout.ASSESSMENT)
    if roster.id != rubric.roster or (standings and standings.roster != roster.id):
        raise _disagreement(say("The roster is not the one that the rubric names."), layout.ROSTER)
    if unit is None or not layout.is_plain_name(unit.code):
        raise _disagreement(say("The unit is not in its own roster."), layout.ASSESSMENT)
    part, group = assessment.part, assessment.group
    if group is not None and _is_odd(group, assessment, rubric):
        raise _disagreement(say("What it says of the group is not possible."), layout.ASSESSMENT)
    if part is None:
        _refuse_impossible(rubric, unit, assessment)
    elif rubric.department(part.department) is None or not layout.is_plain_name(part.department):
        raise _disagreement(say("The department is not in its own rubric."), layout.ASSESSMENT)
    _check_description(bag, assessment)
    unsent = _check_evidence(bag, assessment)
    gone = bag.info.get(layout.MISSING_LABEL, "").split()
    separate = tuple(one for one in unsent if _is_light(bag) and one.id not in gone)
    return Bundle(
        unit,
        bag.sequence,
        assessment,
        rubric,
        bag.toml[layout.RUBRIC],
        roster,
        bag.toml[layout.ROSTER],
        standings,
        bag.tagmanifest,
        bag.payload_digest,
        missing=tuple(one for one in unsent if one not in separate),
        notes=(*bag.notes, *_replacement_notes(assessment, bag.toml[layout.ASSESSMENT])),
        kind=bag.info[layout.KIND_LABEL],
        folder=bag.folder,
        separate=separate,
    )


def _is_odd(group: Group, assessment: Assessment, rubric: Rubric) -> bool:
    """Say whether no workshop can have made such a group."""
    names = (group.session, group.id, group.pack)
    is_apart = assessment.purpose is Purpose.PRACTICE and assessment.part is None
    is_named = all(map(layout.is_plain_name, names)) and bool(group.name and group.edition)
    is_of_rows = rubric.rows.keys() >= set(group.unknown)
    return not (is_apart and is_named and is_of_rows and group.round in {1, 2})


def _is_light(bag: Bag) -> bool:
    return bag.info.get(layout.EVIDENCE_LABEL) == layout.SEPARATE


@lru_cache(maxsize=4)
def _rubric(data: bytes) -> tuple[Rubric, RubricIdentity]:
    """Read a rubric; kept for the next hand-in, because all units of a round send the same."""
    rubric = rubric_from_bytes(data, where=layout.RUBRIC)
    return rubric, identity_of(rubric)


_roster = lru_cache(maxsize=4)(roster_from_bytes)
_standings = lru_cache(maxsize=4)(standings_from_bytes)


def _disagreement(what: Message, where: str) -> DamagedError:
    return DamagedError(Problem(what, where, say("Ask the unit to export again.")))


def _check_description(bag: Bag, assessment: Assessment) -> None:
    told = layout.describe(
        assessment,
        bag.sequence,
        size=sum(bag.sizes.values()),
        files=len(bag.sizes),
        light=_is_light(bag),
        missing=bag.info.get(layout.MISSING_LABEL, "").split(),
    )
    for label in sorted({*told, *bag.info}):
        if bag.info.get(label) != told.get(label):
            what = say("“{label}” does not agree with the content.", label=label)
            raise _disagreement(what, layout.BAG_INFO)


def _check_evidence(bag: Bag, assessment: Assessment) -> tuple[Document, ...]:
    """Compare the evidence with the register; return the documents whose file is not there."""
    registered = _by_place(one for one in assessment.documents if one.stored_name)
    for name in sorted(bag.manifest):
        what = _stranger(bag, name, registered) if name.startswith(layout.EVIDENCE) else None
        if what is not None:
            raise _disagreement(what, name)
    return tuple(document for name, document in registered.items() if name not in bag.manifest)


def _by_place(documents: Iterable[Document]) -> dict[str, Document]:
    return {f"{layout.EVIDENCE}{one.stored_name}": one for one in documents}


def _stranger(bag: Bag, name: str, registered: Mapping[str, Document]) -> Message | None:
    """Return why a file of a bag is none of the registered ones; None where it is one."""
    document = registered.get(name)
    if document is None:
        return say("The document is not in the register of evidence.")
    if (document.size, document.sha256) != (bag.sizes[name], bag.manifest[name]):
        return say("The document is not the one that was registered.")
    return None


def check_volume(bundle: Bundle, path: Path) -> tuple[Problem, ...]:
    """Return what is wrong with the second volume of a light hand-in; nothing where it is whole.

    It is a bag of its own, for scans that are too large for one file. Raises a `BundleError` for
    a file that is no such volume, or damaged.
    """
    bag = open_bag(path, layout.VOLUME)
    found = (bag.info.get(layout.UNIT_LABEL), bag.info.get(layout.YEAR_LABEL), bag.sequence)
    if found != (bundle.unit.code, str(bundle.assessment.year), bundle.sequence):
        what = say("The volume belongs to another hand-in.")
        todo = say("Ask the unit for the volume of this hand-in.")
        return (Problem(what, bag.name, todo),)
    registered = _by_place(bundle.separate)
    missing = (
        Problem(say("The file of document {id} is missing.", id=one.id), bag.name)
        for name, one in registered.items()
        if name not in bag.manifest
    )
    strange = ((name, _stranger(bag, name, registered)) for name in sorted(bag.manifest))
    return (*missing, *(Problem(what, f"{bag.name}, {name}") for name, what in strange if what))


def _refuse_impossible(rubric: Rubric, unit: Unit, assessment: Assessment) -> None:
    """Refuse a hand-in that parself did not make: it exports nothing that is not possible.

    A part is judged row by row where it is joined.
    """
    rows: dict[str, list[Problem]] = {}
    for of_key in problems(rubric, unit, assessment).values():
        for one in of_key:
            rows.setdefault(render(one.what), []).append(one)
    if rows:
        places = ((a[0], (layout.ASSESSMENT, *(one.where for one in a))) for a in rows.values())
        raise DamagedError(*(evolve(one, where=", ".join(where)) for one, where in places))


def _replacement_notes(assessment: Assessment, data: bytes) -> list[Message]:
    """Return a note with the number of unsafe characters that were replaced on reading."""
    text = data.decode("utf-8")
    if is_ordinary(text) and "\\" not in text and "\N{REPLACEMENT CHARACTER}" not in text:
        return []
    count = str(assessment).count("\N{REPLACEMENT CHARACTER}")
    return [say("{count:count} unsafe characters were replaced by �.", count=count)] * bool(count)
