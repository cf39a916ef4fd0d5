"""What the commands about parts say, as text and as JSON. Nothing is printed here."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from parself.assessment import store
from parself.cli import shapes
from parself.desk.handing_out import Given
from parself.desk.handing_out import departments as with_rows
from parself.errors import say
from parself.files import show_path
from parself.i18n import _, render, render_problem
from parself.numerals import show_date, show_time
from parself.rubric import model as m
from parself.rules.kinds import row_fields
from parself.submission.joining import Joined, Preview, Undone
from parself.submission.merging import TOLD, RowMerge
from parself.submission.parts_ledger import Entry, Event, Ledger
from parself.tables.data import Json, records
from parself.tables.model import Column, Kind
from parself.tables.terminal import listed, wrapped
from parself.values import asdict
from parself.words import asking, part_words
from parself.words.citing import left_out


def departments(folder: store.Folder, ledger: Ledger) -> Iterator[str]:
    """Yield the departments with their rows, and what went out and came back."""
    yield from listed(_department_columns(ledger), with_rows(folder.rubric))


WithRows = tuple[m.Department, tuple[str, ...]]
"""A department and the rows that it answers for."""


def _department_columns(ledger: Ledger) -> tuple[Column[WithRows], ...]:
    def last(key: str, title: str, event: Event) -> Column[WithRows]:
        def moment(one: WithRows) -> datetime | None:
            return max((entry.when for entry in ledger.of(one[0].id, event)), default=None)

        def day(one: WithRows) -> date | None:
            return when.date() if (when := moment(one)) else None

        def second(one: WithRows) -> str | None:
            return when.isoformat(timespec="seconds") if (when := moment(one)) else None

        return Column(key, title, day, Kind.DATE, data=second)

    return (
        Column("department", _("Code"), lambda one: one[0].id),
        Column(
            "rows", _("Rows"), lambda one: len(one[1]), Kind.COUNT, data=lambda one: list(one[1])
        ),
        last("given", _("Given out"), Event.GIVEN),
        last("returned", _("Returned"), Event.JOINED),
        Column("title", _("Department"), lambda one: one[0].title),
    )


def given(done: Sequence[Given]) -> Iterator[str]:
    """Yield of each part given out its rows, where it was written, and what was left out."""
    for one in done:
        title, path = one.department.title, show_path(one.path)
        words = say(
            "{department}: {rows} rows, {path}", department=title, rows=len(one.rows), path=path
        )
        yield render(words)
        for document in one.missing:
            yield "  " + render(left_out(document))


def joined(folder: store.Folder, done: Sequence[Joined], *, landed: bool) -> Iterator[str]:
    """Yield what became of every file, or would."""
    for one in done:
        yield from _file(folder, one, landed=landed)


def _file(folder: store.Folder, one: Joined, *, landed: bool) -> Iterator[str]:
    seen = one.preview
    title = folder.rubric.department(seen.department)
    whose = f" ({title.title})" if title else ""
    outcome = render(part_words.OUTCOMES[one.outcome])
    yield f"{show_path(seen.path)}{whose}: {outcome}"
    if seen.merge is None:
        for problem in seen.reasons:
            yield from wrapped(shapes.reason(problem), indent="  ")
        return
    for row in (row for row in seen.merge.rows if row.told):
        yield from _row(folder, one, row, landed=landed)
    yield from _shared(folder, one)
    for problem in seen.faults:
        yield from wrapped(f"{_('Not used')}: {render_problem(problem)}", indent="  ")
    if landed and seen.faults:
        command = f"parself report {show_path(folder.path)} --report sent-back --format docx"
        words = render(say("As a list to send back: {command}", command=command))
        yield from wrapped(words, indent="  ")
    for note in seen.notes:
        yield from wrapped(render(note), indent="  ")
    for name in one.missing:
        yield "  " + render(say("Evidence file missing: {name}", name=name))
    told = (one.landed, one.left) if landed else ()
    yield f"  {part_words.tally(seen.merge, *told)}"
    if one.left and landed:
        rows = ", ".join(one.left)
        words = render(
            say("Left as they were here: {rows}. Choose with {option}.", rows=rows, option="--take")
        )
        yield from wrapped(words, indent="  ")


def _row(folder: store.Folder, one: Joined, row: RowMerge, *, landed: bool) -> Iterator[str]:
    found = one.preview.merge
    if found is None:
        return
    fields = row_fields(folder.rubric.rows[row.row], folder.unit.sub_units)
    verdict = render(part_words.VERDICTS[row.verdict])
    if landed and row.row not in one.left:
        verdict = _("taken over") if row.row in one.landed else _("stays as it is here")
    yield f"  {row.row} {verdict}"
    for part in row.told:
        apart = f" ({render(part_words.VERDICTS[part.verdict])})" * (part.verdict != row.verdict)
        for words in part_words.cell_words(fields, row, part, one.preview.ours, found):
            yield from wrapped(f"{words}{apart}", indent="    ")
    for doubt in one.preview.doubts_of(row.row):
        yield from wrapped(f"? {asking.asked_words(doubt)}", indent="    ")


def _shared(folder: store.Folder, one: Joined) -> Iterator[str]:
    """Yield the shared figures that a part changes."""
    titles = {figure.id: figure.title for figure in folder.rubric.figures}
    figures = one.preview.merge.figures if one.preview.merge else ()
    for figure in (figure for figure in figures if figure.verdict in TOLD):
        yield f"  {figure.key} {render(part_words.VERDICTS[figure.verdict])}"
        words = part_words.figure_words(figure, titles.get(figure.name, figure.name))
        yield from wrapped(words, indent="    ")


def undone(done: Undone) -> Iterator[str]:
    """Yield what was taken back, and what was not."""
    file, rows = done.entry.file, len(done.rows)
    yield render(
        say("Taken back: {file}, {rows} rows are as they were before.", file=file, rows=rows)
    )
    if done.kept:
        yield render(say("Changed since, so left: {rows}.", rows=", ".join(done.kept)))


def ledger(folder: store.Folder, found: Ledger) -> Iterator[str]:
    """Yield every event, the oldest first."""
    if found.entries:
        yield from listed(_entry_columns(folder.rubric), found.entries)
    else:
        yield _("No part was given out or joined yet.")
    if found.unreadable:
        yield render(say("Lines that cannot be read: {count}.", count=found.unreadable))


def split_json(folder: store.Folder, found: Ledger, done: Sequence[Given]) -> Json:
    """Return the departments with their rows, and the parts that were just given out."""
    return {
        "given": [_given(one) for one in done],
        "departments": records(_department_columns(found), with_rows(folder.rubric)),
    }


def _given(one: Given) -> Json:
    return {
        "department": one.department.id,
        "file": str(one.path),
        "make": one.make,
        "rows": list(one.rows),
        "missing": list(one.missing),
    }


def joined_json(done: Sequence[Joined], *, landed: bool) -> Json:
    """Return what became of every file, or would."""
    return {"landed": landed, "files": [_file_json(one) for one in done]}


def _file_json(one: Joined) -> Json:
    seen = one.preview
    merges = seen.merge.rows if seen.merge else ()
    return {
        "file": seen.path.name,
        "outcome": one.outcome.value,
        "reason": " ".join(shapes.reason(problem) for problem in seen.reasons),
        "department": seen.department or None,
        "sequence": seen.returned.sequence if seen.returned else None,
        "rows": [_row_json(row, seen) for row in merges],
        "taken": list(one.landed),
        "left": list(one.left),
        "missing": list(one.missing),
        "problems": shapes.problems(seen.faults),
        "notes": [render(note) for note in seen.notes],
    }


def _row_json(row: RowMerge, seen: Preview) -> Json:
    return {
        "item": row.row,
        "verdict": row.verdict.value,
        "fields": {one.name: one.verdict.value for one in row.fields},
        "asked": [asking.asked_words(doubt) for doubt in seen.doubts_of(row.row)],
    }


def ledger_json(folder: store.Folder, found: Ledger) -> Json:
    """Return every event, the oldest first."""
    return {
        "entries": records(_entry_columns(folder.rubric), found.entries),
        "unreadable": found.unreadable,
    }


def _entry_columns(rubric: m.Rubric) -> tuple[Column[Entry], ...]:
    def title(entry: Entry) -> str:
        found = rubric.department(entry.department)
        return found.title if found else entry.department

    def moment(entry: Entry) -> str:
        return f"{show_date(entry.when.date())} {show_time(entry.when)}"

    return (
        Column("time", _("When"), moment, data=lambda one: one.when.isoformat(timespec="seconds")),
        Column(
            "event",
            _("Event"),
            lambda one: render(part_words.EVENTS[one.event]),
            data=lambda one: one.event.value,
        ),
        Column("department", _("Department"), title, data=lambda one: one.department),
        Column(
            "rows",
            _("Rows"),
            lambda one: len(one.rows),
            Kind.COUNT,
            data=lambda one: list(one.rows),
        ),
        Column(
            "outcome",
            _("Outcome"),
            lambda one: part_words.outcome_word(one.outcome),
            data=lambda one: one.outcome or None,
        ),
        Column("file", _("File"), lambda one: one.file),
        Column("who", data=lambda one: one.who or None),
        Column("sequence", data=lambda one: one.sequence),
        Column("left", data=lambda one: list(one.left)),
        Column("refused", data=lambda one: [asdict(cell) for cell in one.refused]),
    )
