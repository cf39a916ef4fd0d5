"""The rows of an annex in their order: codes composed to ids, rules beside their rows, sums tried.

A line without a code belongs to the row above it, mostly as a level of its rule.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from parself.errors import Message, Problem, say
from parself.issued import codes
from parself.issued.cells import most_of, name_and_rule, with_worth
from parself.issued.figures import Points, decimal_of, points_of, split_title, without_marks
from parself.issued.heads import Role
from parself.issued.tables import Entry, Table, Text
from parself.limits import NAME_LENGTH, RUBRIC_ITEMS
from parself.text import one_line, search_key, shortened
from parself.values import Frozen, Open, evolve, field

DEEPEST: Final = 5
_ADJUSTED: Final = re.compile(
    r"(?:cac )?(?:tieu chi |noi dung )?(?:diem (?:thuong|cong|tru)|(?:cong|thuong|tru) diem)\b"
)


class Level(Frozen):
    """A line of a row's rule."""

    text: str
    where: str
    points: Decimal | None = None
    """Points that stand beside it in a column of their own."""


class Row(Frozen):
    """A row as issued, with those below it."""

    id: str
    code: str
    title: str
    where: str
    points: Decimal
    marks: tuple[int, ...] = ()
    """Footnotes to which it refers."""
    levels: tuple[Level, ...] = ()
    evidence: str = ""
    office: str = ""
    department: str = ""
    source: str = ""
    notes: str = ""
    unread: str = ""
    """Texts of columns whose meaning is not known."""
    adjusts: str = ""
    """Empty, or whether its points are added to the total or taken off it."""
    rows: tuple["Row", ...] = ()

    def walk(self) -> Iterator["Row"]:
        """Yield the row and all below it."""
        yield self
        for row in self.rows:
            yield from row.walk()

    def leaves(self) -> Iterator["Row"]:
        """Yield the rows that are scored."""
        return (row for row in self.walk() if not row.rows)


class Outline(Frozen):
    """All rows of a table, and what is wrong with it."""

    rows: tuple[Row, ...]
    faults: tuple[Problem, ...]
    notices: tuple[Message, ...] = ()


class _Growing(Open):
    """A row being put together."""

    entry: Entry
    opened: codes.Open
    title: str
    points: Points | None
    levels: list[Level] = field(default_factory=list)
    texts: dict[Role, list[str]] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    rows: list["_Growing"] = field(default_factory=list)

    def said(self, role: Role) -> str:
        """Return the texts of a column, one a line."""
        return "\n".join(self.texts.get(role, []))


def outline(table: Table) -> Outline:
    """Return a table's rows in order."""
    work = _Work()
    for entry in table.entries:
        work.take(entry)
    rows = [row for one in work.tops if (row := work.frozen(one)) is not None]
    work.check_sums(rows)
    work.check_told(rows, table.after)
    total = sum(1 for row in rows for _one in row.walk())
    if total > RUBRIC_ITEMS:
        what = say("There are more than {most:count} rows.", most=RUBRIC_ITEMS)
        work.faults.append(Problem(what, table.where))
    return Outline(tuple(rows), tuple(work.faults), tuple(work.notices))


class _Work:
    """Rows being put in order."""

    def __init__(self) -> None:
        self.tops: list[_Growing] = []
        self.faults: list[Problem] = []
        self.notices: list[Message] = []
        self._path: list[_Growing] = []
        self._known: dict[str, str] = {}
        self._sums: list[tuple[Entry, Decimal, int]] = []

    def take(self, entry: Entry) -> None:
        """Take the next line of the table."""
        self._note_faulty(entry)
        mark = codes.mark_of(entry.code)
        points = points_of(entry.text(Role.POINTS))
        if mark is None and self._is_uncoded(entry, points):
            code = str(len(self._path[0].rows) + 1)
            entry, mark = evolve(entry, code=code), codes.mark_of(code)
            del self._path[1:]
        if mark is not None:
            self._open(entry, mark)
        elif entry.is_sum:
            if points is not None:
                self._sums.append((entry, points.value, len(self.tops)))
        elif self._path:
            self._add_level(self._path[-1], entry)
        elif entry.title:
            what = say("The line stands before the first row with a code.")
            self.faults.append(Problem(what, entry.where, say("Give it a code, or take it out.")))

    def _is_uncoded(self, entry: Entry, points: Points | None) -> bool:
        """Say whether a line without a code is a bonus or a penalty of its own."""
        is_named = bool(entry.title) and not entry.is_sum and bool(self._path)
        if not is_named or not _adjusts(self._path[0], "") or self._path[0].levels:
            return False
        return points is not None or bool(entry.text(Role.POINTS) and entry.text(Role.RULE))

    def _note_faulty(self, entry: Entry) -> None:
        for role in (Role.CODE, Role.POINTS, Role.WORTH):
            box = entry.boxes.get(role)
            if (
                box is not None
                and box.fault is not None
                and (box.text == "" or "Bảng" not in box.where)
            ):
                self.faults.append(box.fault)

    def _open(self, entry: Entry, mark: codes.Mark) -> None:
        place, mark = codes.place_of(mark, [one.opened for one in self._path])
        named, told = name_and_rule(entry.title)
        title, said = split_title(one_line(named))
        title, marks = without_marks(title)
        points = points_of(entry.text(Role.POINTS))
        if points is None and place.depth and _adjusts(self._path[0], ""):
            points = most_of(entry.text(Role.POINTS))
            told += [entry.text(Role.POINTS)] if points is not None else []
        if points is None and said is not None:
            points = Points(said)
        elif points is not None and said not in (None, points.value):
            title = without_marks(one_line(named))[0]
        elif points is None and entry.text(Role.POINTS).strip(" -–—"):
            what = say("“{text}” is not a number of points.", text=entry.text(Role.POINTS)[:40])
            self.faults.append(Problem(what, entry.at(Role.POINTS), say("Write one number.")))
        if points is not None:
            points = evolve(points, marks=(*points.marks, *marks))
        kind = _ADJUSTED.match(search_key(title))
        if place.id in self._known and not place.depth and kind is not None:
            # A table of its own counts from I again.
            place = evolve(place, id="TRU" if "tru" in kind[0].split() else "CONG")
        self._note_place(entry, place)
        row = _Growing(entry, codes.Open(place.id, mark), title, points)
        del self._path[place.depth :]
        (self._path[-1].rows if self._path else self.tops).append(row)
        self._path.append(row)
        self._add_texts(row, entry)
        row.levels += [Level(one, entry.at(Role.TITLE)) for one in told]
        self._add_rule(row, entry)

    def _note_place(self, entry: Entry, place: codes.Place) -> None:
        if not place.is_sure:
            what = say("The code {code} does not fit the rows above it.", code=entry.code[:40])
            self.faults.append(Problem(what, entry.at(Role.CODE), say("Check the code.")))
        if place.id in self._known:
            what = say(
                "“{id}” occurs more than once: also at {where}.",
                id=place.id[:40],
                where=self._known[place.id],
            )
            self.faults.append(Problem(what, entry.at(Role.CODE), say("Give each its own.")))
        elif place.depth >= DEEPEST:
            what = say("The row stands deeper than {most} levels.", most=DEEPEST)
            self.faults.append(Problem(what, entry.at(Role.CODE), say("Check the code.")))
        self._known.setdefault(place.id, entry.at(Role.CODE))

    def _add_texts(self, row: _Growing, entry: Entry) -> None:
        for role in (Role.EVIDENCE, Role.OFFICE, Role.DEPARTMENT, Role.SOURCE, Role.NOTES):
            box = entry.boxes.get(role) or entry.over.get(role)
            if box is not None and box.text not in row.texts.get(role, []):
                row.texts.setdefault(role, []).append(box.text)
        row.unread += [text for text in entry.unread if text not in row.unread]

    def _add_rule(self, row: _Growing, entry: Entry) -> None:
        box = entry.boxes.get(Role.RULE)
        worth = entry.text(Role.WORTH)
        if box is None:
            return
        texts, beside = box.text.split("\n"), worth.split("\n") if worth else []
        if len(beside) == 1 and points_of(worth) is None:
            texts[-1], beside = with_worth(texts[-1], worth, row.points), []
        figures = [points_of(one) for one in beside]
        if len(texts) == len(figures) and all(figures):
            row.levels += [
                Level(text, box.where, one.value)
                for text, one in zip(texts, figures, strict=True)
                if one is not None
            ]
        else:
            row.levels += [Level(text, box.where) for text in (*texts, *beside)]

    def _add_level(self, row: _Growing, entry: Entry) -> None:
        """Take a line without a code as part of the rule of the row above it."""
        self._add_texts(row, entry)
        figure = points_of(entry.text(Role.WORTH)) or points_of(entry.text(Role.POINTS))
        text = entry.text(Role.RULE) or entry.title
        if entry.title and entry.text(Role.RULE):
            row.levels.append(Level(entry.title, entry.at(Role.TITLE)))
        if not text:
            return
        where = entry.at(Role.RULE if entry.text(Role.RULE) else Role.TITLE)
        if figure is None and entry.text(Role.WORTH):
            text = with_worth(text, entry.text(Role.WORTH), row.points)
        lines = text.split("\n")
        row.levels += [Level(one, where) for one in lines[:-1]]
        row.levels.append(Level(lines[-1], where, figure.value if figure is not None else None))

    def frozen(self, row: _Growing, inherited: str = "") -> Row | None:
        """Return a row with those below it, once all lines are known."""
        adjusts = _adjusts(row, inherited)
        below = (self.frozen(one, adjusts) for one in row.rows)
        rows = tuple(one for one in below if one is not None)
        points = self._points(row, rows)
        if not row.title:
            what = say("The row {code} has no title.", code=row.entry.code[:40])
            self.faults.append(Problem(what, row.entry.where, say("Write its title.")))
        levels = tuple(row.levels)
        if rows and points is not None and _are_levels(points, rows):
            levels += tuple(Level(one.title, one.where, one.points) for one in rows)
            rows = ()
        if points is None:
            return None
        return Row(
            row.opened.id,
            row.entry.code.strip(),
            shortened(row.title, NAME_LENGTH),
            row.entry.where,
            points,
            row.points.marks if row.points else (),
            levels,
            evidence=row.said(Role.EVIDENCE),
            office=row.said(Role.OFFICE),
            department=row.said(Role.DEPARTMENT),
            source=row.said(Role.SOURCE),
            notes=row.said(Role.NOTES),
            unread="\n".join(row.unread),
            adjusts=adjusts,
            rows=rows,
        )

    def _points(self, row: _Growing, rows: Sequence[Row]) -> Decimal | None:
        """Return the maximum: as stated, or the sum of the rows below."""
        total = sum((one.points for one in rows), Decimal(0))
        if row.points is None:
            if rows or any(row.rows):
                return total
            if row.entry.text(Role.POINTS).strip(" -–—"):
                # That it is no number has been told.
                return None
            what = say("The row {code} has no points.", code=row.entry.code[:40])
            self.faults.append(Problem(what, row.entry.at(Role.POINTS), say("Write its maximum.")))
            return None
        stated = row.points.value
        if rows and total != stated and not _are_levels(stated, rows):
            what = say(
                "The rows below {code} add up to {sum:points}, not to {stated:points}.",
                code=row.opened.id,
                sum=total,
                stated=stated,
            )
            self.faults.append(Problem(what, row.entry.at(Role.POINTS), _CHECK))
        return stated

    def check_sums(self, rows: Sequence[Row]) -> None:
        """Try the lines of sums against the rows above each."""
        counted = [row.points if not row.adjusts else Decimal(0) for row in rows]
        more = sum((row.points for row in rows if row.adjusts == "bonus"), Decimal(0))
        less = sum((row.points for row in rows if row.adjusts == "penalty"), Decimal(0))
        for entry, stated, until in self._sums:
            above = counted[:until] or counted
            likely = {sum(above, Decimal(0)), above[-1] if above else None}
            if more or less:
                # A total may count what can be earned beside it: A + B - C.
                likely |= {sum(counted) + more, sum(counted) + more - less}
            if stated not in likely and stated != sum(counted, Decimal(0)):
                what = say(
                    "The sum says {stated:points}, the rows above add up to {sum:points}.",
                    stated=stated,
                    sum=sum(above, Decimal(0)),
                )
                self.faults.append(Problem(what, entry.at(Role.POINTS), _CHECK))

    def check_told(self, rows: Sequence[Row], texts: Sequence[Text]) -> None:
        """Try a total that stands in a text below the table."""
        total = sum((row.points for row in rows if not row.adjusts), Decimal(0))
        for text in texts:
            found = _TOTAL.fullmatch(text.text.strip().lower())
            if found is not None and decimal_of(found["n"]) != total:
                self.notices.append(
                    say(
                        "{where}: the total says {stated:points}, the rows add up to {sum:points}.",
                        where=text.where,
                        stated=decimal_of(found["n"]),
                        sum=total,
                    )
                )


_TOTAL: Final = re.compile(
    r"(?:tổng (?:cộng|điểm|số điểm)|cộng)[^0-9]{0,20}"
    r"(?P<n>[0-9]+(?:[.,][0-9]+)?)\s*(?:điểm|đ)?\s*\.?"
)
_CHECK: Final = say("Check the points in the document, and correct what was mistyped.")


def _adjusts(row: _Growing, inherited: str) -> str:
    """Return whether a row adds to the total or takes off it; empty for a row within it."""
    if row.points is not None and row.points.is_off:
        return "penalty"
    found = _ADJUSTED.match(search_key(row.title))
    if found is None:
        return inherited
    return "penalty" if "tru" in found[0].split() else "bonus"


def _are_levels(points: Decimal, rows: Iterable[Row]) -> bool:
    """Say whether rows with codes are levels of one rule: the best has all, they do not add up."""
    listed = list(rows)
    if len(listed) < 2 or any(row.rows or row.levels for row in listed):
        return False
    figures = [row.points for row in listed]
    is_falling = figures == sorted(figures, reverse=True) and len(set(figures)) == len(figures)
    return is_falling and figures[0] == points and sum(figures) != points
