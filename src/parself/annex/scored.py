"""Scored rows and adjustments: a line of the sheet, and its detail lines, as a row of the file.

A rule that could not be read is replaced by one that has no faults of its own: one mistake gives
one message.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

from parself.annex import columns as c
from parself.annex.assembly import ID_LENGTH, NAMED, Assembly, parts_of
from parself.annex.lines import Line
from parself.errors import say
from parself.rules import PLAINEST, SURVEYED
from parself.rules.annex import AnnexPart, AnnexRule
from parself.text import search_key, slug
from parself.toml import Table

NOBODY: Final = {"id": "chua-phan-cong", "title": "Chưa phân công"}
"""The department of rows that name none: the rubric is usable before the work is shared out."""
ANY_EVIDENCE: Final = "Tài liệu kiểm chứng kèm giải trình"
_INPUTS: Final = ("part", "whole", "value", "base")
_RULE_COLUMNS: Final = {
    column for rule in (*c.MEASURE_RULES, *c.SCALE_RULES) for column in rule.slots
} | {"scale"}  # fmt: skip


def scored_row(work: Assembly, line: Line, at: str, parents: Sequence[str]) -> Table:
    """Return a row or an adjustment; `parents` are the key paths of what it stands in."""
    work.note_code(line, at)
    row: Table = {"id": "–", "title": "–"}
    work.notes.places[at] = line.start
    work.fill(c.PLAIN, line, at, row)
    if "away" in line.values:
        heading = c.ROWS.column("away").heading
        what = say("“{heading}” belongs to lines with others below them.", heading=heading)
        work.notes.fault(line.at("away"), what, say("Empty this cell."))
    for key in (key for key in NAMED if key not in line.values):
        work.notes.muted.add(f"{at}.{c.PLAIN[key]}")
    if "points" not in row:
        row["points"] = Decimal(1)
    if not {"code", "points"} <= set(line.values):
        # Without its code nobody knows to what the row adds up.
        work.notes.muted |= {f"{place}.points" for place in (at, *parents, "rubric")}
    _fill_departments(work, line, row)
    row |= _rule(work, line, at, row)
    if row.get("source", "self") == "self" and "evidence" not in row:
        work.notes.filled["evidence"] += 1
        row["evidence"] = [ANY_EVIDENCE]
    return row


def _fill_departments(work: Assembly, line: Line, row: Table) -> None:
    if "department" in row:
        row["department"] = _department(work, line.at("department"), row["department"])
    elif row.get("source", "self") == "self":
        work.notes.filled["department"] += 1
        row["department"] = NOBODY["id"]
    if "contributors" in row:
        where = line.at("contributors")
        row["contributors"] = [_department(work, where, name) for name in row["contributors"]]


def _department(work: Assembly, where: str, name: str) -> str:
    """Return a department's id. Where the sheet of departments is empty, rows make the list."""
    found = work.resolved("department", name)
    if found is not None:
        return found
    if work.lines[c.DEPARTMENTS.title]:
        what = say("The department {department} is not known.", department=name[:80])
        todo = say("Choose one of the sheet {sheet}, or add it there.", sheet=c.DEPARTMENTS.title)
        work.notes.fault(where, what, todo)
        return NOBODY["id"]
    made = slug(name, longest=ID_LENGTH) or NOBODY["id"]
    work.names["department"] |= {search_key(name): made}
    work.names.setdefault("made", {})[made] = name
    return made


def finish_departments(work: Assembly, table: Table) -> None:
    """Add the departments that rows have made, and the one of rows that name none."""
    made = [{"id": key, "title": title} for key, title in work.names.get("made", {}).items()]
    listed = [*table.get("department", []), *made]
    known = {entry["id"] for entry in listed}
    if NOBODY["id"] not in known and NOBODY["id"] in _departments_of(table):
        listed.append(NOBODY)
    if listed:
        table["department"] = listed


def _departments_of(table: Table) -> set[str]:
    named = [*_rows_below(table["area"]), *table.get("adjustment", [])]
    return {row.get("department", "") for row in named} | {
        name for row in named for name in row.get("contributors", [])
    }


def _rows_below(nodes: Sequence[Table]) -> Iterator[Table]:
    for node in nodes:
        yield from _rows_below(parts_of(node)) if parts_of(node) else [node]


def _rule(work: Assembly, line: Line, at: str, row: Table) -> Table:
    """Return the row's measure and scale, or the plainest ones after noting what is wrong."""
    before = len(work.notes.problems)
    for key in ("measure", "scale"):
        work.notes.places[f"{at}.{key}"] = line.at(key)
    if line.lacks("measure"):
        return _without_measure(work, line, row)
    measure = _chosen(c.MEASURE_RULES, line, "measure")
    scale = _chosen(c.SCALE_RULES, line, "scale")
    details = work.details.pop(line.text("code"), [])
    _note_unused(work, line, measure, scale, details)
    rule: Table = {}
    for name, chosen in (("measure", measure), ("scale", scale)):
        if chosen is not None:
            rule[name] = _ruled(work, line, f"{at}.{name}", chosen, details)
    if scale is not None and scale.borrowed is not None:
        _fill_borrowed(work, at, details, measure, scale, rule)
    if len(work.notes.problems) > before or {"measure", "scale"} & line.faulty:
        return {"measure": {"kind": PLAINEST}}
    return rule


def _chosen(rules: Sequence[AnnexRule], line: Line, key: str) -> AnnexRule | None:
    word = line.values.get(key)
    return next((rule for rule in rules if rule.word == word), None)


def _without_measure(work: Assembly, line: Line, row: Table) -> Table:
    """Return what a row is until its rule is written: points entered directly, or announced."""
    stray = [key for key in line.values if key in _RULE_COLUMNS]
    details = work.details.pop(line.text("code"), [])
    for where in (*(line.at(key) for key in stray[:1]), *(one.start for one in details[:1])):
        what = say("A rule is given here, but the row does not say what is entered.")
        heading = c.ROWS.column("measure").heading
        work.notes.fault(where, what, say("Choose in the column “{heading}”.", heading=heading))
    if row.get("source") == "survey":
        measure, scale = SURVEYED
        return {"measure": {"kind": measure}, "scale": {"kind": scale}}
    work.notes.filled["given"] += 1
    return {"measure": {"kind": PLAINEST}}


def _note_unused(
    work: Assembly,
    line: Line,
    measure: AnnexRule | None,
    scale: AnnexRule | None,
    details: Sequence[Line],
) -> None:
    """Note cells and detail lines that neither the measure nor the scale has a use for."""
    chosen = [rule for rule in (measure, scale) if rule is not None]
    if measure is None or "scale" in line.faulty:
        return
    words = " – ".join(rule.word for rule in chosen)
    used = {"scale", *(key for rule in chosen for key in rule.slots)}
    useless = [key for key in line.values if key in _RULE_COLUMNS - used]
    work.note_useless(line, useless, c.ROWS, words)
    parts = {part.word for rule in chosen for part in rule.parts}
    for detail in details:
        part = detail.text("part")
        if part and part not in parts:
            what = say("“{heading}” has no use with “{rule}”.", heading=part, rule=words)
            work.notes.fault(detail.at("part"), what, say("Remove the line, or choose its kind."))


def _ruled(
    work: Assembly, line: Line, at: str, rule: AnnexRule, details: Sequence[Line]
) -> Table:  # fmt: skip
    table: Table = {"kind": rule.kind}
    work.require(line, rule.needed, c.ROWS)
    work.fill(rule.slots, line, at, table)
    for part in rule.parts:
        lines = [detail for detail in details if detail.values.get("part") == part.word]
        if not lines and rule.parts_needed:
            what = say(
                "“{rule}” needs lines “{part}” in the sheet {sheet}.",
                rule=rule.word,
                part=part.word,
                sheet=c.DETAILS.title,
            )
            where = line.at("scale" if rule in c.SCALE_RULES else "measure")
            work.notes.fault(where, what, say("Add a line there for each."))
        elif lines:
            table[part.list] = _entries(work, f"{at}.{part.list}", part, lines)
            work.notes.places[f"{at}.{part.list}"] = lines[0].start
    return _with_figures(work, table)


def _entries(work: Assembly, at: str, part: AnnexPart, lines: Sequence[Line]) -> list[Table]:
    entries: list[Table] = []
    taken: set[str] = set()
    for number, line in enumerate(lines, start=1):
        work.require(line, part.needed, c.DETAILS)
        used = {"row", "part", *part.slots, *part.lent}
        useless = [key for key in line.values if key not in used]
        work.note_useless(line, useless, c.DETAILS, part.word)
        entry: Table = {}
        if "id" in part.slots:
            entry["id"] = detail_id(line, taken)
        name = entry.get("id", f"#{number}")
        work.notes.places[f"{at}[{name}]"] = line.start
        work.fill(part.slots, line, f"{at}[{name}]", entry)
        entries.append(_with_figures(work, entry))
    return entries


def detail_id(line: Line, taken: set[str]) -> str:
    """Return the id of a detail line: its own, or one made of its name."""
    stem = slug(line.text("title"), longest=ID_LENGTH) or "muc"
    made = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(taken) + 2))
    found = line.text("id") or next(name for name in made if name not in taken)
    taken.add(found)
    return found


def _with_figures(work: Assembly, table: Table) -> Table:
    """Write inputs as a file does: a bare label, unless a shared figure fills it."""
    inputs: Table = {key: _as_input(work, table[key]) for key in _INPUTS if key in table}
    return {**table, **inputs}


def _as_input(work: Assembly, value: Any) -> Any:
    match value:
        case {"title": title, "figure": figure}:
            return {"title": title, "figure": work.resolved("figure", figure) or figure}
        case {"title": title, **others} if not others:
            return title
        case _:
            return value


def _fill_borrowed(
    work: Assembly,
    at: str,
    details: Sequence[Line],
    measure: AnnexRule | None,
    scale: AnnexRule,
    rule: Table,
) -> None:
    """Give the scale a figure for each entry of the measure, where the detail lines state one."""
    key, column = scale.borrowed or ("", "")
    stated: Table = {}
    for part in (part for part in (measure.parts if measure else ()) if column in part.lent):
        lines = [line for line in details if line.values.get("part") == part.word]
        entries = rule["measure"].get(part.list, [])
        for entry, line in zip(entries, lines, strict=False):
            work.notes.places[f"{at}.scale.{key}.{entry['id']}"] = line.at(column)
            if column in line.values:
                stated[entry["id"]] = line.values[column]
    if stated:
        rule["scale"][key] = stated
    elif key not in rule["scale"]:
        where = work.notes.places[f"{at}.scale.{key}"]
        what = say("Nothing says how much is taken off per case.")
        work.notes.fault(where, what, say("Fill in this cell."))


def note_stray_details(work: Assembly) -> None:
    """Note detail lines of rows that do not exist."""
    for code, lines in work.details.items():
        for line in lines:
            what = say("There is no scored row “{code}”.", code=code)
            todo = say("Write a code of the sheet {sheet}.", sheet=c.ROWS.title)
            work.notes.fault(line.at("row"), what, todo)
