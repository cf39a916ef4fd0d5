"""The exercise that every group gets: a pack without its key, and one file that holds it.

This module alone draws the line between what a group may see and what stays with the trainer.
Hints and reasons are in it only where the trainer allows them. The file is a bag, read as
distrustfully as any hand-in; the same exercise gives the same bytes.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from parself import files, toml
from parself.assessment.evidence import stored_name
from parself.assessment.form import value_reader
from parself.assessment.model import Document, DocumentKind
from parself.errors import DamagedError, Message, ParselfError, Problem, say
from parself.files import Fingerprint
from parself.rubric.dump import roster_to_bytes, rubric_to_bytes
from parself.rubric.load import roster_from_bytes, rubric_from_bytes
from parself.rubric.model import Rubric
from parself.rubric.peers import Roster
from parself.structure import BadShapeError, structure, written
from parself.submission import layout
from parself.submission.archive import BundleError, DamagedBundleError, judged_apart
from parself.submission.bag import Bag, open_bag, read_evidence
from parself.submission.packing import pack
from parself.text import slug
from parself.values import Frozen, field
from parself.workshop.pack import Fact, Pack, Paper

FORMAT: Final = 1
"""The format of exercises that this program writes and reads."""
_MOST_PROBLEMS: Final = 20
_AGAIN: Final = say("Ask the trainer for the file again.")


class Exercise(Frozen):
    """What a group is asked, and what it is allowed to see."""

    session: str
    """Id of the trainer's session."""
    pack: str
    edition: str
    title: str
    introduction: str
    unit: str
    """Code of the invented unit."""
    minutes: int
    """Time for all rows; it never blocks."""
    facts: tuple[Fact, ...] = ()
    documents: tuple[Document, ...] = ()
    times: Mapping[str, int] = field(default_factory=dict)
    """Minutes suggested, by row."""
    hints: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Hints by row; none where the trainer does not allow them."""
    reasons: Mapping[str, str] = field(default_factory=dict)
    """Why, by row; none where the trainer does not allow it."""


class Terms(Frozen):
    """What the trainer allows in a session."""

    session: str
    minutes: int
    hints: bool = False
    """Whether groups may ask for hints."""
    why: bool = False
    """Whether groups may read the reasons after they have answered."""


class HandedOut(Frozen):
    """An exercise with the files that lie beside it."""

    exercise: Exercise
    rubric: Rubric
    rubric_data: bytes
    roster: Roster
    roster_data: bytes
    evidence: Mapping[str, bytes]
    """The documents' files by stored name."""


def handed_out(found: Pack, terms: Terms) -> HandedOut:
    """Return what the groups of a session get: nothing of key, traps, faults and lesson."""
    named = {_stored(one): one for one in found.papers}
    exercise = Exercise(
        session=terms.session,
        pack=found.id,
        edition=found.head.edition,
        title=found.head.title,
        introduction=found.head.introduction.strip(),
        unit=found.unit.code,
        minutes=terms.minutes,
        facts=found.facts,
        documents=tuple(_document(name, one) for name, one in named.items()),
        times={row: one.minutes for row, one in found.key.items() if one.minutes},
        hints={row: one.hints for row, one in found.key.items() if terms.hints and one.hints},
        reasons={row: one.reason.strip() for row, one in found.key.items() if terms.why},
    )
    return HandedOut(
        exercise,
        found.rubric,
        rubric_to_bytes(found.rubric),
        found.roster,
        roster_to_bytes(found.roster),
        {name: one.content for name, one in named.items()},
    )


def _stored(paper: Paper) -> str:
    return stored_name(paper.id, f"{slug(paper.title, longest=40)}.txt")


def _document(name: str, paper: Paper) -> Document:
    content = Fingerprint.of([paper.content])
    return Document(
        paper.id,
        DocumentKind.FILE,
        title=paper.title,
        number=paper.number,
        issued=paper.issued,
        issuer=paper.issuer,
        original_name=name,
        stored_name=name,
        size=content.size,
        sha256=content.sha256,
    )


def dump(exercise: Exercise) -> bytes:
    """Return the sealed bytes of an exercise's own file."""
    return toml.seal(toml.write({"format": FORMAT, **written(exercise)}))


def parse(data: bytes, *, where: str) -> Exercise:
    """Read an exercise's own file. Raises `DamagedError` for all but a sealed one."""
    if not toml.is_sealed(data):
        what = say("The checksum is missing or wrong: the content was changed or cut off.")
        raise DamagedError(Problem(what, where, _AGAIN))
    table = toml.read(data, where=where).table
    if toml.format_of(table) != FORMAT:
        what = say("The exercise is of another format than {known:none}.", known=FORMAT)
        raise DamagedError(Problem(what, where, say("Install the newest version of parself.")))
    rest = {key: value for key, value in table.items() if key != "format"}
    try:
        return structure(value_reader(), Exercise, rest, where)
    except BadShapeError as error:
        raise DamagedError(*error.problems) from None


def file_name(exercise: Exercise) -> str:
    """Return the name of the file that is handed out."""
    return f"de-bai-{exercise.pack}.zip"


def _stem(exercise: Exercise) -> str:
    return f"de-bai-{exercise.pack}-{exercise.session}"


def write_exercise(given: HandedOut, path: Path) -> None:
    """Write the file that is handed out, whole or not at all, and read it again.

    Raises `FileError`, and `BundleError` where what was written reads back otherwise.
    """
    content = {
        layout.EXERCISED: dump(given.exercise),
        layout.RUBRIC: given.rubric_data,
        layout.ROSTER: given.roster_data,
        **{f"{layout.EVIDENCE}{name}": data for name, data in given.evidence.items()},
    }
    prints = {name: Fingerprint.of([data]) for name, data in content.items()}
    info = _described(given.exercise, sum(one.size for one in prints.values()), len(prints))
    with files.writing(path) as stream:
        pack(stream, info, prints, lambda name: [content[name]])
    files.forget_cached(path)
    if read_exercise(path).exercise != given.exercise:
        what = say("The file reads back otherwise than it was written.")
        raise DamagedBundleError(Problem(what, files.show_path(path), say("Write it anew.")))


def _described(exercise: Exercise, size: int, count: int) -> dict[str, str]:
    return {
        "Bag-Software-Agent": "parself",
        layout.NAME_LABEL: _stem(exercise),
        layout.FORMAT_LABEL: str(layout.FORMAT),
        layout.KIND_LABEL: layout.EXERCISE,
        layout.PURPOSE_LABEL: "practice",
        layout.SESSION_LABEL: exercise.session,
        layout.PACK_LABEL: f"{exercise.pack} {exercise.edition}",
        layout.SEQUENCE_LABEL: "1",
        "Payload-Oxum": f"{size}.{count}",
    }


def read_exercise(path: Path) -> HandedOut:
    """Read and check the file that a trainer handed out. Raises a `BundleError`."""
    with judged_apart(path):
        bag = open_bag(path, layout.EXERCISE)
        try:
            return _understood(bag, path)
        except BundleError:
            raise
        except ParselfError as error:
            shown = (Problem(p.what, f"{bag.name}, {p.where}", _AGAIN) for p in error.problems)
            raise DamagedBundleError(*[*shown][:_MOST_PROBLEMS]) from None


def _understood(bag: Bag, path: Path) -> HandedOut:
    """Read the content; its parts must agree with each other and with the bag."""
    exercise = parse(bag.toml[layout.EXERCISED], where=layout.EXERCISED)
    rubric_data, roster_data = bag.toml[layout.RUBRIC], bag.toml[layout.ROSTER]
    rubric = rubric_from_bytes(rubric_data, where=layout.RUBRIC)
    roster = roster_from_bytes(roster_data, where=layout.ROSTER)
    for what, where in _disagreements(bag, exercise, rubric, roster):
        raise DamagedError(Problem(what, where))
    names = [one.stored_name for one in exercise.documents]
    evidence = {name: b"".join(read_evidence(path, bag.folder, name)) for name in names}
    return HandedOut(exercise, rubric, rubric_data, roster, roster_data, evidence)


def _disagreements(
    bag: Bag, exercise: Exercise, rubric: Rubric, roster: Roster
) -> Iterator[tuple[Message, str]]:
    told = _described(exercise, sum(bag.sizes.values()), len(bag.sizes))
    for label in sorted({*told, *bag.info}):
        if bag.info.get(label) != told.get(label):
            yield say("“{label}” does not agree with the content.", label=label), layout.BAG_INFO
    if not all(map(layout.is_plain_name, (exercise.session, exercise.pack))):
        yield say("The exercise names no session or no pack."), layout.EXERCISED
    if rubric.roster != roster.id or roster.unit(exercise.unit) is None:
        yield say("The unit is not in its own roster."), layout.EXERCISED
    if not {*exercise.hints, *exercise.reasons, *exercise.times} <= rubric.rows.keys():
        yield say("The exercise speaks of rows that the rubric does not have."), layout.EXERCISED
    listed = {f"{layout.EVIDENCE}{one.stored_name}": one.fingerprint for one in exercise.documents}
    held = {
        name: Fingerprint(bag.sizes[name], digest)
        for name, digest in bag.manifest.items()
        if name.startswith(layout.EVIDENCE)
    }
    if listed != held or len(listed) != len({one.id for one in exercise.documents}):
        yield say("The documents are not those of the register."), layout.EXERCISED
