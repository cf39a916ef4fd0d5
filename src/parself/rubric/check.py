"""Every fault of a rubric or a roster at once. Pure.

Official tables do contain arithmetic errors, and rubrics are typed in by people: so
the checker never stops at the first fault, names the place of each as a key path
(`area[3].criterion[3.4].points`) and says what to do. What a single measure or scale may hold,
each checks itself; relations between rows are checked in `relations`, standings in
`check_standings`.
"""

from collections.abc import Iterator, Sequence, Set
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from parself import limits
from parself.errors import Message, Problem, say
from parself.numerals import HUNDREDTH
from parself.rubric import model as m
from parself.rubric import peers
from parself.rubric.check_standings import GREATEST_INDEX
from parself.rubric.relations import relation_faults
from parself.rules import checks
from parself.rules.kinds import Stated, row_fields

ROW_FIELDS_MOST = 500
LEVELS_MOST = 5
LISTED_MOST = 1_000
"""Most departments, shared figures and checks: relations are looked up row by row."""


_Node = m.Area | m.Criterion | m.Row
"""What carries an id, a title and points."""


class _PlacedRow(NamedTuple):
    at: str
    row: m.Row


def rubric_faults(rubric: m.Rubric) -> checks.Faults:
    """Find every fault of a rubric."""
    rows = tuple(_placed_rows(rubric))
    oversized = tuple(_size_faults(rubric, rows))
    yield from oversized or _sized_faults(rubric, rows)


def _placed_rows(rubric: m.Rubric) -> Iterator[_PlacedRow]:
    """Yield every row with its key path; the tree is walked, because ids may repeat in it."""
    for node in rubric.nodes:
        if isinstance(node.part, m.Item):
            yield _PlacedRow(node.at, node.part)
    for row in rubric.adjustments:
        yield _PlacedRow(f"adjustment[{row.id}]", row)


def _size_faults(rubric: m.Rubric, rows: Sequence[_PlacedRow]) -> checks.Faults:
    """Find lists too long to be checked in reasonable time; nothing else is then looked at."""
    yield from checks.too_many("area", len(rows), limits.RUBRIC_ITEMS)
    yield from checks.too_many("department", len(rubric.departments), LISTED_MOST)
    yield from checks.too_many("figure", len(rubric.figures), LISTED_MOST)
    yield from checks.too_many("check", len(rubric.checks), LISTED_MOST)
    for at, row in rows:
        yield from checks.too_many(f"{at}.measure", len(row_fields(row)), ROW_FIELDS_MOST)


def _sized_faults(rubric: m.Rubric, rows: Sequence[_PlacedRow]) -> checks.Faults:
    yield from _head_faults(rubric)
    yield from _band_faults(rubric.bands)
    yield from _band_condition_faults(rubric)
    yield from checks.named_faults("department", rubric.departments)
    yield from checks.named_faults("figure", rubric.figures)
    yield from _level_faults(rubric)
    yield from _tree_faults(rubric, rows)
    departments = {department.id for department in rubric.departments}
    stated = Stated(rubric.year, tuple(figure.id for figure in rubric.figures))
    for at, row in rows:
        yield from _department_faults(at, row, departments)
        yield from _evidence_faults(at, row)
        yield from rule_faults(at, row, stated)
    yield from _adjustment_faults(rubric)
    yield from relation_faults(rubric)


def _head_faults(rubric: m.Rubric) -> checks.Faults:
    yield from checks.slug_faults("rubric.id", rubric.id)
    yield from checks.word_faults("rubric.edition", rubric.edition)
    yield from checks.word_faults("rubric.title", rubric.title)
    yield from checks.year_faults("rubric.year", rubric.year)
    yield from checks.slug_faults("rubric.roster", rubric.roster)
    if rubric.standings:
        yield from checks.slug_faults("rubric.standings", rubric.standings)
    yield from _rounding_faults(rubric.rounding)
    for name, cap in (("bonus_cap", rubric.bonus_cap), ("penalty_cap", rubric.penalty_cap)):
        if cap < 0:
            yield checks.below_zero(f"rubric.{name}")
        elif cap:
            yield from _points_faults(f"rubric.{name}", cap, rubric.rounding.item)
    yield from _limit_faults(rubric)


def _rounding_faults(rounding: m.Rounding) -> checks.Faults:
    """Find steps with which printed figures would not add up, or 100 % could not be told."""
    for name, step in (("item", rounding.item), ("total", rounding.total)):
        at = f"rubric.rounding.{name}"
        if step <= 0:
            yield checks.not_above_zero(at)
        elif step % HUNDREDTH:
            what = say("The step {step:count} is finer than what is printed: 0.01.", step=step)
            yield Problem(what, at, say("Write 0.01, or whole hundredths: 0.05, 0.1, 0.25."))
        elif name == "total" and Fraction(1) % Fraction(step):
            what = say("An index of 100 % is no multiple of the step {step:count}.", step=step)
            todo = say("Write a step that divides 1: 0.01, 0.05, 0.1, 0.25, 0.5, 1.")
            yield Problem(what, at, todo)


def _limit_faults(rubric: m.Rubric) -> checks.Faults:
    given = (("file", rubric.evidence_file_mb), ("total", rubric.evidence_total_mb))
    for name, most in given:
        if not 1 <= most <= limits.EVIDENCE_TOTAL_MB:
            what = say("A limit of {most:none} MB is not possible.", most=most)
            todo = say("Write 1 to {most}.", most=limits.EVIDENCE_TOTAL_MB)
            yield Problem(what, f"rubric.evidence_{name}_mb", todo)


def _band_faults(bands: Sequence[m.ResultBand]) -> checks.Faults:
    """Find faults in the bands of the index: they fall from the best to the one from 0."""
    at = "rubric.bands"
    for number, band in enumerate(bands, start=1):
        yield from checks.word_faults(f"{at}[#{number}].label", band.label)
    ends = [band.from_ for band in bands]
    if any(later >= earlier for earlier, later in pairwise(ends)):
        what = say("The result bands are not in falling order.")
        yield Problem(what, at, say("Write the best band first; each next one starts lower."))
    elif ends and ends[-1] != 0:
        what = say("The last result band does not start at 0.")
        todo = say("Let the last band start from 0, so that every result has a name.")
        yield Problem(what, at, todo)
    elif ends and ends[0] > GREATEST_INDEX:
        what = say("A result band starts above {most}.", most=GREATEST_INDEX)
        yield Problem(what, at, say("Write a percentage from 0 to 100."))


def _band_condition_faults(rubric: m.Rubric) -> checks.Faults:
    """Find conditions that name no penalty, and a last band that a condition could empty."""
    penalties = [one.id for one in rubric.adjustments if one.kind == "penalty"]
    for number, band in enumerate(rubric.bands, start=1):
        at = f"rubric.bands[#{number}].not_with"
        for row in band.not_with:
            if row not in penalties:
                what = say("“{row}” is no penalty of this rubric.", row=row)
                known = ", ".join(penalties) or "–"
                yield Problem(what, at, say("Known are: {known}.", known=known))
    if rubric.bands and (rubric.bands[-1].not_with or rubric.bands[-1].not_with_zero):
        what = say("The last result band has a condition: a unit could be in none.")
        yield Problem(what, f"rubric.bands[#{len(rubric.bands)}]", say("Leave it without one."))


def _level_faults(rubric: m.Rubric) -> checks.Faults:
    """Find rows that stand too deep, and names of levels that do not fit the tree."""
    for node in rubric.nodes:
        if node.depth == LEVELS_MOST:
            what = say("This stands on level {level}; at most {most} are possible.",
                       level=node.depth + 1, most=LEVELS_MOST)  # fmt: skip
            yield Problem(what, node.at, say("Put what stands below into the guidance."))
    for number, name in enumerate(rubric.levels, start=1):
        yield from checks.word_faults(f"rubric.levels[#{number}]", name)
    if rubric.levels and not rubric.depth <= len(rubric.levels) <= LEVELS_MOST:
        what = say("{names} names of levels are given, but there are {levels}.",
                   names=len(rubric.levels), levels=rubric.depth)  # fmt: skip
        yield Problem(what, "rubric.levels", say("Name each level once, the area's first."))


def _tree_faults(rubric: m.Rubric, rows: Sequence[_PlacedRow]) -> checks.Faults:
    parents = tuple(_parents(rubric))
    nodes: list[tuple[str, _Node]] = [*((at, node) for at, node, _, _ in parents), *rows]
    yield from checks.repeated((f"{at}.id", node.id) for at, node in nodes)
    for at, node in nodes:
        yield from checks.row_id_faults(f"{at}.id", node.id)
        yield from checks.word_faults(f"{at}.title", node.title)
        if not _is_told_only(node):
            yield from _points_faults(f"{at}.points", node.points, rubric.rounding.item)
    yield from _sum_faults("rubric.points", rubric.points, "area", rubric.areas)
    for at, node, key, children in parents:
        yield from _sum_faults(f"{at}.points", node.points, f"{at}.{key}", children)


def _parents(rubric: m.Rubric) -> Iterator[tuple[str, _Node, str, Sequence[_Node]]]:
    """Yield areas and criteria that have parts: key path, node, key of the parts, parts."""
    for node in rubric.nodes:
        if not isinstance(node.part, m.Item):
            key = "criterion" if node.part.criteria or isinstance(node.part, m.Area) else "item"
            yield node.at, node.part, key, node.part.parts


def _is_issued_so(node: _Node) -> bool:
    """Say whether the rubric says that what looks wrong in the row stands so in the annex."""
    return isinstance(node, m.Item) and node.issued_so


def _is_told_only(node: _Node) -> bool:
    """Say whether a row, or each row of a group, is worth nothing because it was issued so."""
    if isinstance(node, m.Area | m.Criterion):
        rows = m.rows_of(node)
        return node.points == 0 and bool(rows) and all(map(_is_told_only, rows))
    return _is_issued_so(node) and node.points == 0


def _points_faults(at: str, points: Decimal, step: Decimal) -> checks.Faults:
    if points <= 0:
        yield checks.not_above_zero(at)
    elif step > 0 and Fraction(points) % Fraction(step):
        what = say(
            "{points:count} points are no multiple of the rounding step {step:count}.",
            points=points,
            step=step,
        )
        yield Problem(what, at, say("Correct the points, or rubric.rounding."))


def _sum_faults(at: str, stated: Decimal, parts_at: str, parts: Sequence[_Node]) -> checks.Faults:
    yield from checks.empty_list(parts_at, parts)
    total = sum((Fraction(part.points) for part in parts), Fraction(0))
    if parts and total != Fraction(stated):
        yield checks.wrong_sum(at, total, stated)


def _department_faults(at: str, row: m.Row, known: Set[str]) -> checks.Faults:
    if row.source is m.Source.SELF and not row.department:
        what = say("The row names no department.")
        todo = say("Name the department that answers for the row.")
        yield Problem(what, f"{at}.department", todo)
    named = [("department", row.department)] if row.department else []
    if isinstance(row, m.Item):
        named += [("contributors", contributor) for contributor in row.contributors]
    for key, department in named:
        if department not in known:
            what = say("The department {department} is not known.", department=department[:80])
            todo = say("Name one of {known}, or add it.", known=checks.names(sorted(known)))
            yield Problem(what, f"{at}.{key}", todo)


def _evidence_faults(at: str, row: m.Row) -> checks.Faults:
    if isinstance(row, m.Item) and row.is_told_only:
        return
    if row.source is m.Source.SELF and not any(entry.strip() for entry in row.evidence):
        what = say("The row names no evidence.")
        yield Problem(what, f"{at}.evidence", say("List the documents that are expected as proof."))


def _adjustment_faults(rubric: m.Rubric) -> checks.Faults:
    caps = {"bonus": rubric.bonus_cap, "penalty": rubric.penalty_cap}
    for row in rubric.adjustments:
        if row.points > caps[row.kind] and not _only_caps_class(rubric, row):
            what = say(
                "The row may move {points:points} points, but the cap is {cap:points}.",
                points=row.points,
                cap=caps[row.kind],
            )
            todo = say("Lower the points, or raise rubric.{key}.", key=f"{row.kind}_cap")
            yield Problem(what, f"adjustment[{row.id}].points", todo)


def _only_caps_class(rubric: m.Rubric, row: m.Adjustment) -> bool:
    """Say whether a penalty takes off nothing, and only keeps units out of a class.

    The rubric says so by a cap of 0 on all penalties; the row is entered above the units.
    """
    is_above = row.source is m.Source.APPRAISER and row.kind == "penalty"
    return is_above and not rubric.penalty_cap and any(row.id in b.not_with for b in rubric.bands)


def roster_faults(roster: peers.Roster) -> checks.Faults:
    """Find every fault of a roster."""
    yield from checks.slug_faults("roster.id", roster.id)
    yield from checks.word_faults("roster.parent", roster.parent)
    yield from checks.word_faults("roster.unit_word", roster.unit_word)
    yield from checks.word_faults("roster.sub_unit_word", roster.sub_unit_word)
    for key in ("above", "number", "on_behalf", "head", "place"):
        yield from _wordless_faults(f"roster.{key}", getattr(roster, key))
    for key in ("name", "number", "on_behalf", "head", "place"):
        yield from _wordless_faults(f"roster.appraiser.{key}", getattr(roster.appraiser, key))
    yield from _letterhead_faults("roster.appraiser.letterhead", roster.appraiser.letterhead)
    yield from checks.empty_list("unit", roster.units)
    yield from checks.too_many("unit", len(roster.units), limits.ROSTER_UNITS)
    yield from checks.repeated((f"unit[{unit.code}].code", unit.code) for unit in roster.units)
    for unit in roster.units:
        yield from _unit_faults(f"unit[{unit.code}]", unit)


def _wordless_faults(at: str, words: str) -> checks.Faults:
    """Find a label that is too long; it may be empty."""
    if words:
        yield from checks.word_faults(at, words)


def _letterhead_faults(at: str, lines: tuple[str, ...]) -> checks.Faults:
    yield from checks.too_many(at, len(lines), limits.LETTERHEAD_LINES)
    for number, line in enumerate(lines, start=1):
        yield from checks.word_faults(f"{at}[#{number}]", line)


def _unit_faults(at: str, unit: peers.Unit) -> checks.Faults:
    yield from checks.slug_faults(f"{at}.code", unit.code)
    yield from checks.word_faults(f"{at}.short", unit.short)
    yield from checks.word_faults(f"{at}.full", unit.full)
    yield from checks.word_faults(f"{at}.locative", unit.locative)
    for key in ("number", "head", "place"):
        yield from _wordless_faults(f"{at}.{key}", getattr(unit, key))
    yield from _letterhead_faults(f"{at}.letterhead", unit.letterhead)
    yield from checks.too_many(f"{at}.sub_units", len(unit.sub_units), limits.SUB_UNITS)
    placed = [(f"{at}.sub_units[#{n}]", name) for n, name in enumerate(unit.sub_units, start=1)]
    yield from checks.repeated(placed)
    for place, name in placed:
        yield from checks.word_faults(place, name)


def rule_faults(at: str, row: m.Row, stated: Stated) -> checks.Faults:
    """Find every fault of a row's measure, scale and points; `at` is the row's key path.

    Whether the maximum can be reached is asked only of a rule without other faults, so that one
    mistake gives one message.
    """
    measure = [*row.measure.problems(f"{at}.measure", stated)]
    yield from measure
    if not _is_fit(row):
        yield _unfit(at, row)
        return
    worth = [*row.measure.points_problems(f"{at}.measure", row.points)]
    if row.scale is not None:
        worth += row.scale.problems(f"{at}.scale", row)
    yield from worth
    if measure or worth or _is_issued_so(row) or row.points <= 0 or _can_reach_maximum(row):
        return
    todo = say("Correct the points of the row, or of its rule; or write issued_so = true.")
    yield Problem(_unreached(row), f"{at}.points", todo)


def _unreached(row: m.Row) -> Message:
    return say(
        "No possible answer reaches the {points:points} points of the row.", points=row.points
    )


def rubric_remarks(rubric: m.Rubric) -> checks.Faults:
    """Yield what readers should know of a faultless rubric: what was issued so, and works."""
    for part, how, rows in rubric.sections:
        if part.when_not_applicable and not any(row.not_applicable for row in rows):
            what = say("No row of section {id} may be said not to apply.", id=part.id)
            at = next(node.at for node in rubric.nodes if node.part is part)
            yield Problem(what, f"{at}.when_not_applicable", say("“{how}” is of no use.", how=how))
    for at, row in _placed_rows(rubric):
        if not (isinstance(row, m.Item) and row.issued_so):
            continue
        if row.is_told_only:
            yield Problem(say("The row is worth nothing: it is told, not scored."), f"{at}.points")
        elif not _can_reach_maximum(row):
            yield Problem(_unreached(row), f"{at}.points", say("It was issued so."))
        else:
            what = say("issued_so says nothing here: the maximum can be reached.")
            yield Problem(what, f"{at}.issued_so", say("Take it out."))


def _is_fit(row: m.Row) -> bool:
    """Say whether the format pairs the row's measure with its scale."""
    span = row.measure.span()
    if row.scale is None:
        return span.gives == "points"
    return row.scale.fits(span)


def _unfit(at: str, row: m.Row) -> Problem:
    span = row.measure.span()
    fitting = {
        "points": say("Take the scale out: this measure has points itself."),
        "share": say(
            "Use shares (proportional), steps (bands) or all or nothing (all_or_nothing)."
        ),
        "quantity": say(
            "Use steps (bands) or all or nothing (all_or_nothing); for counts also so much off "
            "(deduct) or so much each (per_case)."
        ),
    }
    if row.scale is None:
        what = say("The measure gives no points by itself, and the row has no scale.")
    else:
        what = say("This scale does not fit the row's measure.")
    return Problem(what, f"{at}.scale", fitting[span.gives])


def _can_reach_maximum(row: m.Row) -> bool:
    """Say whether some answer is worth all of the row's points, the rule being sound otherwise."""
    if not row.measure.can_reach(row.points):
        return False
    return row.scale is None or row.scale.can_reach(row.points, row.measure.span())
