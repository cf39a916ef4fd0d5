"""An officer's share as a file: their units, their rows with the proof, and what is decided there.

The file is a bag. It holds a round's folder that is cut down: each hand-in that counts with no more
than the share's rows and the evidence that they cite, and of the roster no other unit. The same
share gives the same bytes.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from parself import files
from parself.assessment import form
from parself.assessment.beside import ROSTER, RUBRIC, hashes
from parself.assessment.model import Assessment
from parself.errors import ParselfError, Problem, RefusedError, UsageError, say
from parself.files import Fingerprint
from parself.files.passing import passing_folder
from parself.limits import TOML_BYTES
from parself.province.appraisal import Appraisal, dump_step
from parself.province.counted import facts_in
from parself.province.decisions import Back, Decision
from parself.province.facts import ZERO, only_rows, sealed_facts
from parself.province.last_year import only_these
from parself.province.ledger import event, told
from parself.province.officers import Officer, shares_of, unlisted, without_waivers
from parself.province.overview import Overview
from parself.province.progress import no_progress
from parself.province.record import Desk, Received, Round, Second, UnitRecord
from parself.province.reference import Reference, dump_references
from parself.province.remarks import Remark, Way
from parself.province.round import require_open, require_whole, tell
from parself.province.round_file import dump
from parself.province.sealed import sealed_bytes
from parself.province.second import EVERY
from parself.province.sharing import Work, work_of
from parself.province.terms import Change
from parself.province.versions import Version
from parself.rubric.dump import roster_to_bytes
from parself.rubric.peers import Roster
from parself.rules.kinds import row_fields
from parself.submission import layout
from parself.submission.bag import open_bag, read_payload
from parself.submission.intake import Bundle, read_bundle
from parself.submission.packing import pack
from parself.text import slug
from parself.values import Frozen, evolve

GIVEN: Final = "given"
_DATA: Final = "data/"


class Given(Frozen):
    """A share that was written to a file."""

    path: Path
    officer: Officer
    number: int
    units: int
    rows: int
    versions: int
    """Decisions, remarks and agreed ways that hold and go along."""
    unnoted: tuple[Problem, ...]


def labels(round_: Round) -> Mapping[str, str]:
    """Return what bags of officers say of their round."""
    rubric = round_.identity
    return {
        layout.RUBRIC_LABEL: f"{rubric.id} {rubric.edition} {rubric.scoring_hash}",
        layout.ROSTER_LABEL: round_.roster.id,
        layout.YEAR_LABEL: str(round_.year),
        layout.PURPOSE_LABEL: round_.purpose.value,
        layout.ROUND_LABEL: round_.id,
    }


def share_name(round_: Round, who: str) -> str:
    """Return the name of the file of an officer's share, where nobody gives it another."""
    group = f"-{slug(round_.title)}" if round_.title else ""
    return f"phan-viec-{who}{group}-{round_.year}.zip"


def work_for(view: Overview, who: str) -> Work:
    """Return an officer's share. Raises `UsageError` where they are not listed or have none."""
    found = next((one for one in work_of(view) if one.officer.id == who), None)
    if found is None:
        raise UsageError(Problem(unlisted(view.round.officers, who)))
    if not (found.cells or found.seconds):
        what = say("{name} has no rows of a unit that has handed in.", name=found.officer.name)
        todo = say("Give a share: {command}", command="parself round officer share")
        raise UsageError(Problem(what, todo=todo))
    return found


def give(view: Overview, who: str, path: Path, change: Change) -> Given:
    """Write an officer's share of a round to a file, and tell the round's ledger.

    Raises what `work_for` raises, `RefusedError` where the folder is itself a share or the round is
    closed, a `BundleError` where a kept hand-in is damaged, and `FileError`.
    """
    require_open(require_whole(view.round))
    work = work_for(view, who)
    rows: dict[str, list[str]] = {}
    for cell in (*work.cells, *work.seconds):
        rows.setdefault(cell.unit, []).append(cell.row)
    visible = seen_by(view, work)
    with passing_folder() as folder:
        contents = _Contents(folder)
        cut = _cut_round(view, work, rows, contents)
        if visible:
            contents.add(layout.VERSIONS, dump_step(visible))
        contents.add(layout.ROUND, dump(cut))
        number, is_new = numbered(view.round.path, GIVEN, who, contents.digest)
        info = layout.describe_share(
            layout.SHARE,
            who,
            number,
            labels(view.round),
            size=sum(one.size for one in contents.prints.values()),
            files=len(contents.prints),
        )
        with files.writing(path) as stream:
            pack(stream, info, contents.prints, contents.read)
    facts = {"officer": who, "sequence": number, "digest": contents.digest, "why": change.why}
    noted = [event(GIVEN, change.who, change.when, **facts)] if is_new else []
    unnoted = tell(view.round, noted)
    count = len(work.cells) + len(work.seconds)
    held = sum(Appraisal(visible).counted(visible))
    return Given(path, work.officer, number, len(rows), count, held, unnoted)


class GivenAll(Frozen):
    """The shares of everybody, each in a file."""

    given: tuple[Given, ...]
    without: tuple[Officer, ...]
    """They have no rows of a unit that has handed in."""
    failed: tuple[Problem, ...]
    """Why the file of somebody was not written, or not noted."""


def give_all(
    view: Overview,
    folder: Path,
    change: Change,
    *,
    progress: Callable[[int, int], None] = no_progress,
) -> GivenAll:
    """Write the share of everybody who has rows into a folder; one that fails is told.

    Files are whole or not there: work that is broken off leaves those written so far. Raises
    `RefusedError` where the folder of the round is itself a share, or the round is closed.
    """
    require_open(require_whole(view.round))
    files.make_folder(folder)
    every = work_of(view)
    having = [one.officer for one in every if one.cells or one.seconds]
    given: list[Given] = []
    failed: list[Problem] = []
    for done, officer in enumerate(having, start=1):
        try:
            path = files.new_file(share_name(view.round, officer.id), folder)
            given.append(give(view, officer.id, path, change))
            failed += given[-1].unnoted
        except ParselfError as error:
            failed += error.problems
        progress(done, len(having))
    without = tuple(one.officer for one in every if one.officer not in having)
    return GivenAll(tuple(given), without, tuple(failed))


def numbered(path: Path, what: str, who: str, digest: str) -> tuple[int, bool]:
    """Return the number of what goes out, by the ledger, and whether it is a new one."""
    known = [one for one in told(path, what) if one.get("officer") == who]
    last = known[-1] if known else {}
    if last.get("digest") == digest:
        return int(last["sequence"]), False
    return int(last.get("sequence", 0)) + 1, True


def seen_by(view: Overview, work: Work) -> tuple[Version, ...]:
    """Return the versions that go along with a share: of its rows, and of no other.

    Of what is looked at a second time only the officer's own second look: nothing that anybody
    else decided, remarked or agreed there.
    """
    cells, seconds = frozenset(work.cells), frozenset(work.seconds)
    places = {(cell.unit, cell.row) for cell in work.cells}
    rows = {cell.row for cell in work.cells}

    def is_seen(version: Version) -> bool:
        match version:
            case Decision() | Back():
                is_own = version.cell in seconds and version.who == work.officer.id
                return version.cell in cells or is_own
            case Remark():
                return (version.unit, version.row) in places
            case Way():
                return version.row in rows
        raise TypeError(version)

    return tuple(one for one in view.appraisal.carried if is_seen(one))


class _Contents:
    """The payload of a share in the making: small files in memory, hand-ins in a folder."""

    def __init__(self, folder: Path) -> None:
        self.prints: dict[str, Fingerprint] = {}
        self._folder = folder
        self._small: dict[str, bytes] = {}

    @property
    def digest(self) -> str:
        """Hash of all that goes along."""
        listed = {name: found.sha256 for name, found in self.prints.items()}
        return Fingerprint.of([layout.manifest(listed)]).sha256

    def add(self, name: str, data: bytes) -> None:
        """Take a small file."""
        self._small[name] = data
        self.prints[name] = Fingerprint.of([data])

    def place(self, name: str) -> Path:
        """Return where a large file is written before it is taken."""
        return self._folder / name.replace("/", "+")

    def take(self, name: str) -> Fingerprint:
        """Take the large file that was written."""
        self.prints[name] = files.fingerprint_of(self.place(name))
        return self.prints[name]

    def read(self, name: str) -> Iterable[bytes]:
        """Return a file's content."""
        small = self._small.get(name)
        return files.read_chunks(self.place(name)) if small is None else [small]


def _cut_round(
    view: Overview, work: Work, rows: Mapping[str, list[str]], contents: _Contents
) -> Round:
    """Return the round of the share; hand-ins, facts and the rest go into `contents`."""
    round_ = view.round
    roster = _roster_of(round_.roster, rows)
    enclosed = {RUBRIC: files.read_file(round_.path / RUBRIC, most=TOML_BYTES), ROSTER: roster}
    contents.add(layout.RUBRIC, enclosed[RUBRIC])
    contents.add(layout.ROSTER, roster)
    units = {code: _unit(view, code, rows[code], contents) for code in sorted(rows)}
    references = [found for one in view.references for found in _references(one, rows)]
    if references:
        contents.add(layout.REFERENCE, dump_references(references))
    if view.last is not None:
        contents.add(layout.LAST_YEAR, sealed_bytes(only_these(view.last, rows)))
    # Which rows are drawn for others, or that some of one's own are, is not told.
    seconds = shares_of([(cell.unit, cell.row) for cell in work.seconds])
    alone = evolve(without_waivers(work.officer), login="", seconds=seconds)
    drawn = EVERY if seconds else 0
    return evolve(
        round_,
        standings=None,
        extensions=tuple(one for one in round_.extensions if one.unit in rows),
        officers=(evolve(alone, bars=tuple(one for one in alone.bars if one.unit in rows)),),
        units=units,
        desk=Desk(alone.id),
        settings=evolve(round_.settings, second_look=drawn, seed=""),
        beside=hashes(enclosed),
        second=_begun(round_.second, rows),
        publications=(),
        trouble=(),
    )


def _roster_of(roster: Roster, codes: Collection[str]) -> bytes:
    units = tuple(one for one in roster.units if one.code in codes)
    return roster_to_bytes(evolve(roster, units=units))


def _references(one: Reference, rows: Mapping[str, list[str]]) -> Iterator[Reference]:
    values = {code: value for code, value in one.values.items() if one.row in rows.get(code, ())}
    if values:
        yield evolve(one, values=values)


def _unit(view: Overview, code: str, rows: list[str], contents: _Contents) -> UnitRecord:
    counts, reply = view.round.counting(code), view.round.reply(code)
    assert counts is not None, "only units with a counting hand-in have facts"
    given = [_given(view, code, one, rows, contents) for one in (counts, reply) if one is not None]
    return UnitRecord(code, tuple(given))


def _given(
    view: Overview, code: str, one: Received, rows: list[str], contents: _Contents
) -> Received:
    facts = only_rows(facts_in(view.round, code, one), frozenset(rows), view.round.rubric)
    contents.add(f"{_DATA}facts/{one.digest}.json", sealed_facts(facts))
    name = f"{_DATA}received/{code}/{Path(one.file).name}"
    _cut_hand_in(view.round.path / one.file, view.round, rows, contents.place(name))
    return evolve(
        one,
        file=name.removeprefix(_DATA),
        sha256=contents.take(name).sha256,
        points=facts.points or ZERO,
        applicable_max=facts.applicable_max,
        index=None,
    )


def _begun(second: Second | None, rows: Mapping[str, list[str]]) -> Second | None:
    """Return how the second appraisal began, of the rows of a share alone."""
    if second is None:
        return None
    units = tuple(
        evolve(one, to_answer=tuple(row for row in one.to_answer if row in rows[one.unit]))
        for one in second.unit
        if one.unit in rows
    )
    return evolve(second, unit=units)


def _cut_hand_in(path: Path, round_: Round, rows: list[str], target: Path) -> None:
    """Write a hand-in with no more than some rows and the evidence that they cite."""
    bundle, bag = read_bundle(path), open_bag(path, layout.SUBMISSION)
    assessment = _cut_answers(bundle, rows)
    roster = _roster_of(bundle.roster, (bundle.unit.code,))
    sent = {RUBRIC: bundle.rubric_data, ROSTER: roster}
    assessment = evolve(assessment, beside=hashes(sent))
    small = {
        layout.ASSESSMENT: form.dump(assessment),
        layout.RUBRIC: bundle.rubric_data,
        layout.ROSTER: roster,
    }
    prints = {name: Fingerprint.of([data]) for name, data in small.items()}
    for document in assessment.documents:
        name = f"{layout.EVIDENCE}{document.stored_name}"
        if document.stored_name and name in bag.manifest:
            prints[name] = Fingerprint(bag.sizes[name], bag.manifest[name])
    kept = {one.id for one in assessment.documents}
    info = layout.describe(
        assessment,
        bundle.sequence,
        size=sum(one.size for one in prints.values()),
        files=len(prints),
        light=bool(bundle.separate),
        missing=[one.id for one in bundle.missing if one.id in kept],
    )

    def read(name: str) -> Iterable[bytes]:
        return [small[name]] if name in small else read_payload(path, bag.folder, name)

    with files.writing(target) as stream:
        pack(stream, info, prints, read)


def _cut_answers(bundle: Bundle, rows: list[str]) -> Assessment:
    whole, known = bundle.assessment, frozenset(rows)
    answers = {row: answer for row, answer in whole.answers.items() if row in known}
    cited = {citation.document for answer in answers.values() for citation in answer.citations}
    fields = (f for row in rows for f in row_fields(bundle.rubric.rows[row], bundle.unit.sub_units))
    used = {one.figure for one in fields if one.figure}
    return Assessment(
        whole.unit,
        whole.year,
        whole.rubric,
        whole.purpose,
        data_date=whole.data_date,
        answers=answers,
        figures={key: value for key, value in whole.figures.items() if key in used},
        documents=tuple(one for one in whole.documents if one.id in cited),
        waivers={
            key: why for key, why in whole.waivers.items() if known & {*re.split(r"[^\w.-]+", key)}
        },
        returned=whole.returned,
        replies={row: said for row, said in whole.replies.items() if row in known},
    )


def refuse_whole(round_: Round) -> str:
    """Return whose share a folder is. Raises `RefusedError` where it is the round itself."""
    if round_.desk is None:
        what = say("This folder is the round itself, not an officer's share.")
        todo = say("Write a share to a file: {command}", command="parself round part")
        raise RefusedError(Problem(what, files.show_path(round_.path), todo))
    return round_.desk.officer
