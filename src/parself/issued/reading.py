"""An annex read: its table, its rows, what each rule means, and the rubric that they make."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import PurePath
from typing import Final

from parself import toml
from parself.annex.assembly import ID_LENGTH
from parself.annex.read import is_filled_in
from parself.errors import DamagedError, Message, ParselfError, Problem, UsageError, say
from parself.issued import making
from parself.issued.decisions import AS_READ, POINTS, Decision, Decisions, decided, key_of
from parself.issued.example import Example, worked
from parself.issued.meaning import Meaning
from parself.issued.notes import Note, notes_of
from parself.issued.outline import Outline, Row, outline
from parself.issued.page import Leaf, leaf_of
from parself.issued.tables import Table, tables_of
from parself.issued.understand import State, Understood, understood
from parself.issued.word import is_word, read_word
from parself.rubric import load
from parself.rubric import model as m
from parself.rubric.dump import rubric_to_bytes
from parself.text import shortened, slug
from parself.values import Frozen, evolve, field
from parself.workbook import read_workbook

_PDF: Final = b"%PDF"
_NO_LANGUAGE: Final = say("The program has no words for this kind of rule yet.")
_ASIDE: Final = re.compile(
    r"^(?:phụ lục|\(|cộng h[òo]a|độc lập|ubnd|ủy ban|số\s*[:/]|mẫu|kèm theo|ban hành|dự thảo)",
    re.IGNORECASE,
)
_ISSUED_BY: Final = re.compile(
    r"kèm theo\s+(?P<what>(?:quyết định|công văn|kế hoạch|hướng dẫn|tờ trình)\s+số[^)]*[0-9][^)]*)",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"số\s+([0-9]+\s*/[\w\-/&]+)", re.IGNORECASE)
"""The number of a document, by which two editions of an annex are told apart."""
_YEAR: Final = re.compile(r"\bnăm\s+(20[0-9][0-9])\b", re.IGNORECASE)


class Reading(Frozen):
    """A scored row with what was made of it."""

    row: Row
    key: str
    """Of its text, by which a decision is kept."""
    state: State
    text: str
    """Its rule as issued; empty where it states none."""
    where: str
    item: m.Item | m.Adjustment
    """The row of the rubric."""
    why: Message | None = None
    """Why a person has to decide."""
    choice: str = ""
    """What was decided; empty: nothing yet."""
    as_read: m.Item | None = None
    """The row as its rule reads; None where it was not understood as a whole."""
    ways: tuple[m.Item, ...] = ()
    """The row as its rule could be meant."""
    example: Example | None = None

    @property
    def choices(self) -> tuple[str, ...]:
        """What may be decided on it, in the words of a file of decisions."""
        kept = () if self.as_read is None else (AS_READ,)
        return (*kept, *(str(number) for number, _ in enumerate(self.ways, start=1)), POINTS)


class Issued(Frozen):
    """An annex as it was understood."""

    rubric: m.Rubric
    data: bytes
    """The rubric's file."""
    readings: tuple[Reading, ...]
    notes: tuple[Note, ...]
    """Texts below the table, each with what was made of it."""
    notices: tuple[Message, ...]
    where: str
    """The place of the table."""

    def to_decide(self) -> tuple[Reading, ...]:
        """Return the rows that a person has to decide on."""
        return tuple(one for one in self.readings if one.state is State.TO_DECIDE)

    def decisions(self) -> tuple[Decision, ...]:
        """Return what was decided on its rows."""
        return tuple(
            Decision(one.key, one.item.id, one.choice) for one in self.readings if one.choice
        )


class Asked(Frozen):
    """What an annex does not say of itself."""

    year: int
    roster: str = ""
    table: int | None = None
    """Which table of the file, from 1; None where it has one only."""
    decisions: Decisions = field(default_factory=dict)
    """What was decided on its rows before."""


def is_issued(data: bytes, *, where: str) -> bool:
    """Say whether a file is an annex as issued, and not the workbook that is filled in.

    Raises `DamagedError` for what is neither Word nor Excel.
    """
    is_other = data.startswith(_PDF) or is_word(data)
    return is_other or not is_filled_in(read_workbook(data, where=where))


def leaves_of(data: bytes, *, where: str) -> list[Leaf]:
    """Return a file as plain lines. Raises `DamagedError` for what is neither Word nor Excel."""
    if data.startswith(_PDF):
        what = say("This is a PDF file, and its table cannot be read for certain.")
        todo = say("Ask the office that issued it for the Word or Excel file.")
        raise DamagedError(Problem(what, where, todo))
    if is_word(data):
        return [read_word(data, where=where)]
    return [leaf_of(grid) for grid in read_workbook(data, where=where)]


class OpenAnnex:
    """An annex whose table was found: made a rubric anew after each decision."""

    def __init__(self, table: Table, rows: Outline, asked: Asked, where: str) -> None:
        self.asked = asked
        self._table, self._rows, self._where = table, rows, where
        self._tried: Tried = {}

    def read(self, decisions: Decisions) -> Issued:
        """Return the annex with these decisions. Raises `RubricError` with what is wrong."""
        asked = evolve(self.asked, decisions=decisions)
        return _Maker(self._table, self._rows, asked, self._where, self._tried).made()


Tried = dict[tuple[str, Meaning], toml.Table | None]
"""What the loader makes of meanings, by the row for which it was tried."""


def read_issued(data: bytes, asked: Asked, *, where: str) -> Issued:
    """Read an annex at once, with the decisions that are asked with; see `open_issued`."""
    return open_issued(data, asked, where=where).read(asked.decisions)


def open_issued(data: bytes, asked: Asked, *, where: str) -> OpenAnnex:
    """Find the table of an annex; `where` names it in messages.

    Raises `DamagedError` for what cannot be read as a file, and `RubricError` with every fault
    of the table; nothing is half made.
    """
    leaves = leaves_of(data, where=where)
    table = _chosen(tables_of(leaves), leaves, asked, where)
    rows = outline(table)
    faults = [
        *(fault for leaf in (table.leaf, *table.more) for fault in leaf.faults),
        *rows.faults,
    ]
    if faults or not rows.rows:
        raise load.RubricError(*(faults or [Problem(_NO_ROWS, where)]))
    return OpenAnnex(table, rows, asked, where)


_NO_ROWS: Final = say("No table with a title and points was found.")


def _chosen(tables: Sequence[Table], leaves: Sequence[Leaf], asked: Asked, where: str) -> Table:
    if not tables:
        faults = [fault for leaf in leaves for fault in leaf.faults]
        todo = say("Its head must name a column of criteria and one of points.")
        raise load.RubricError(Problem(_NO_ROWS, where, todo), *faults)
    if asked.table is not None and 0 < asked.table <= len(tables):
        return tables[asked.table - 1]
    if asked.table is None and len(tables) == 1:
        return tables[0]
    listed = "; ".join(
        f"{number}: {shortened(_title(table) or table.where, 60)} ({table.where})"
        for number, table in enumerate(tables, start=1)
    )
    what = say("The file holds {count:count} tables: {tables}.", count=len(tables), tables=listed)
    raise UsageError(Problem(what, where, say("Say which one with --table.")))


def _title(table: Table) -> str:
    """Return what an annex calls itself, by the lines above its table."""
    lines = [one for text in table.before for one in text.split("\n") if one.strip()]
    told = [one for one in lines if not _ASIDE.match(one.strip())]
    named = [
        one
        for one in told
        if re.match(r"(?:bộ|bảng|chỉ số|tiêu chí|thang|danh mục)", one, re.IGNORECASE)
    ]
    return (named or told or [""])[-1 if not named else 0]


class _Maker:
    """A table being made a rubric."""

    def __init__(
        self, table: Table, rows: Outline, asked: Asked, where: str, tried_before: Tried
    ) -> None:
        self._table = table
        self._rows = rows
        self._asked = asked
        self._where = where
        self._title = _title(table) or PurePath(where).stem
        said = _YEAR.search(self._title)
        self._year = int(said[1]) if said else asked.year
        self._names_year = said is not None
        self._departments = making.Departments()
        self._notes = notes_of(table.after, rows.rows)
        self._readings: list[Reading] = []
        self._tried = tried_before

    def made(self) -> Issued:
        """Return the annex as a rubric. Raises `RubricError` with what the checker finds."""
        tops = [row for row in self._rows.rows if not row.adjusts]
        areas = self._areas(tops)
        adjustments = [
            making.without_mark(self._scored(row, ())) | {"kind": row.adjusts}
            for row in self._adjusting()
        ]
        adjustments += map(making.reprimand, self._notes.reprimands)
        table: toml.Table = {"format": load.FORMAT, "rubric": self._head(tops), "area": areas}
        table |= {"department": self._departments.table()} if self._departments.table() else {}
        table |= {"adjustment": adjustments} if adjustments else {}
        try:
            rubric = load.rubric_from_bytes(toml.write(table), where=self._where)
        except load.RubricError as error:
            raise load.RubricError(*map(self._placed, error.problems)) from None
        readings = tuple(evolve(one, item=rubric.rows[one.row.id]) for one in self._readings)
        shown = (evolve(one, example=_example(one, self._year)) for one in readings)
        notices = (*self._table.leaf.notices, *self._rows.notices, *self._unread())
        return Issued(
            rubric,
            rubric_to_bytes(rubric),
            tuple(shown),
            self._notes.all,
            notices,
            self._table.where,
        )

    def _adjusting(self) -> list[Row]:
        return [row for top in self._rows.rows if top.adjusts for row in top.leaves()]

    def _placed(self, problem: Problem) -> Problem:
        """Return what the checker finds with the place of the row in the annex."""
        places = {row.id: row.where for top in self._rows.rows for row in top.walk()}
        ids = reversed(re.findall(r"\[([^\]]+)\]", problem.where))
        place = next((places[one] for one in ids if one in places), self._where)
        return evolve(problem, where=place)

    def _unread(self) -> Iterator[Message]:
        if not self._names_year:
            yield say(
                "The title names no year: {year} was taken. Give another one with --year.",
                year=str(self._year),
            )
        head = self._table.head
        words = [*head.unknown.values(), *head.double.values()]
        names = [" ".join(one.split()) for one in words if one.strip()]
        if names:
            yield say("Columns that were not read: {names}.", names="; ".join(names))

    def _head(self, tops: Sequence[Row]) -> toml.Table:
        issued = next(
            (found for one in self._table.before if (found := _ISSUED_BY.search(one))), None
        )
        points = sum((row.points for row in tops), Decimal(0))
        head: toml.Table = {
            "id": _id_of(self._title),
            "edition": "1",
            "status": "draft",
            "year": self._year,
            "title": shortened(" ".join(self._title.split()), 300),
            "points": points,
            "roster": self._asked.roster or _id_of(self._title),
        }
        if issued is not None:
            head["decision"] = " ".join(issued["what"].split())
            if (number := _NUMBER.search(head["decision"])) is not None:
                head["edition"] = number[1]
        for kind in ("bonus", "penalty"):
            most = sum((one.points for one in self._adjusting() if one.adjusts == kind), Decimal(0))
            head |= {f"{kind}_cap": most} if most else {}
        return head | self._notes.head

    def _areas(self, tops: Sequence[Row]) -> list[toml.Table]:
        if tops and not any(row.rows for row in tops):
            # A table without areas: all its rows stand in one.
            points = sum((row.points for row in tops), Decimal(0))
            criteria = [self._scored(row, ()) for row in tops]
            title = shortened(" ".join(self._title.split()), 300)
            return [{"id": "0", "title": title, "points": points, "criterion": criteria}]
        return [self._area(row) for row in tops]

    def _area(self, row: Row) -> toml.Table:
        area = self._group(row)
        if not row.rows:
            return {**area, "criterion": [self._scored(evolve(row, id=f"{row.id}.1"), ())]}
        return {**area, "criterion": [self._criterion(one, (row,)) for one in row.rows]}

    def _criterion(self, row: Row, parents: Sequence[Row]) -> toml.Table:
        if not row.rows:
            return self._scored(row, parents)
        deeper = (*parents, row)
        key = "criterion" if any(one.rows for one in row.rows) else "item"
        return {**self._group(row), key: [self._criterion(one, deeper) for one in row.rows]}

    def _group(self, row: Row) -> toml.Table:
        word = self._notes.sections.get(row.id)
        return {**making.marked(row), **({"when_not_applicable": word} if word else {})}

    def _scored(self, row: Row, parents: Sequence[Row]) -> toml.Table:
        """Return a scored row, and note what was made of its rule."""
        says_survey = making.says_survey(row)
        by_survey = says_survey or making.is_survey(row, parents)
        none = self._notes.no_incidence.get(row.id, "")
        read = self._sayable(row, understood(row, self._year, none))
        if by_survey and (says_survey or read.state is State.PLAIN):
            read = evolve(read, state=State.EXACT, why=None, offered=())
        key = key_of(row, read.text)
        choice = self._asked.decisions.get(key, "")
        taken = decided(read, choice)
        rule = making.surveyed() if by_survey else making.POINTS
        if taken.meaning is not None:
            rule = self._said(row, taken.meaning) or rule
        if any(one.id in self._notes.sections for one in parents):
            rule = {"not_applicable": "unit", **rule}
        self._readings.append(
            Reading(
                row,
                key,
                taken.state,
                read.text,
                _where_of(row),
                _NOTHING,
                taken.why,
                choice if taken.state is State.DECIDED else "",
                self._alone(row, read.meaning),
                tuple(way for one in read.offered if (way := self._alone(row, one)) is not None),
            )
        )
        return making.scored(row, rule, self._departments, by_survey=by_survey)

    def _sayable(self, row: Row, found: Understood) -> Understood:
        """Return what was understood as far as the language of rubrics can say it."""
        offered = tuple(one for one in found.offered if self._said(row, one) is not None)
        if found.meaning is not None and self._said(row, found.meaning) is None:
            return Understood(State.TO_DECIDE, found.text, why=_NO_LANGUAGE)
        return evolve(found, offered=offered)

    def _said(self, row: Row, meaning: Meaning) -> toml.Table | None:
        """Return a meaning as the rule of a row; None where the loader would not take it."""
        at = (row.id, meaning)
        if at not in self._tried:
            self._tried[at] = self._fitting(row, meaning)
        return self._tried[at]

    def _fitting(self, row: Row, meaning: Meaning) -> toml.Table | None:
        rule = making.rule_of(meaning, row)
        fitting = making.adjusting(rule, row) if row.adjusts else rule
        if fitting is None or tried(row, fitting, self._year) is None:
            return None
        return fitting

    def _alone(self, row: Row, meaning: Meaning | None) -> m.Item | None:
        said = None if meaning is None else self._said(row, meaning)
        return None if said is None else tried(row, said, self._year)


def _id_of(title: str) -> str:
    """Return an id of whole words of a title."""
    full, cut = slug(title, longest=len(title) + 1), slug(title, longest=ID_LENGTH)
    if len(full) > len(cut) and full[len(cut)] != "-":
        cut = cut.rpartition("-")[0] or cut
    return cut or "bo-tieu-chi"


def _where_of(row: Row) -> str:
    return row.levels[0].where if row.levels else row.where


_NOTHING: Final = m.Item("", "", Decimal(1), making.PLAINEST_MEASURE)


def tried(row: Row, rule: Mapping[str, object], year: int) -> m.Item | None:
    """Return a row with a rule as the loader takes it; None where it does not."""
    departments = making.Departments()
    alone = making.scored(row, dict(rule), departments, by_survey=False)
    head = {"id": "thu", "edition": "1", "status": "draft", "year": year, "title": "Thử"}
    named = {"points": row.points, "id": "thu-1", "title": "Thử"}
    table = {
        "format": load.FORMAT,
        "rubric": {**head, "points": row.points, "roster": "thu"},
        "department": departments.table(),
        "area": [{**named, "criterion": [alone]}],
    }
    try:
        rubric = load.rubric_from_bytes(toml.write(table), where="")
    except ParselfError:
        return None
    return next(rubric.items())


def _example(reading: Reading, year: int) -> Example | None:
    is_ruled = reading.item.measure != making.PLAINEST_MEASURE and reading.text != ""
    return worked(reading.item, year) if is_ruled else None
