"""What changed from one edition of a rubric to another, as data.

Rows are compared by id. What decides about points is told from mere wording by the hashes
of `parself.rubric.identity`, so that this says a row asks again exactly where a migration
does. A row that seems to have moved to another id is proposed, never taken for granted.
Pure: how a change reads is the business of the faces.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final, Literal

from parself.rubric import model as m
from parself.rubric.identity import content_hash, row_hash, same_scoring, scoring_hash
from parself.text import search_key
from parself.values import Frozen


class Aspect(StrEnum):
    """One respect in which a row changed."""

    TITLE = "title"
    GUIDANCE = "guidance"
    EVIDENCE = "evidence"
    DEPARTMENT = "department"
    """Who answers for the row, or helps."""
    PROVENANCE = "provenance"
    LABELS = "labels"
    """Words inside the rule: names of fields, levels and parts."""
    PLACE = "place"
    """Under which area or criterion the row stands."""
    POINTS = "points"
    RULE = "rule"
    """Measure, scale, inputs, ids of levels: how points come about."""
    SOURCE = "source"
    STATES = "states"
    """Whether "no incidence" and "not applicable" are offered, and what they are worth."""


class RowChange(Frozen):
    """A row that both editions have under the same id, and what differs."""

    before: m.Row
    after: m.Row
    aspects: tuple[Aspect, ...]

    @property
    def asks_again(self) -> bool:
        """Whether an earlier answer to the row no longer stands."""
        return row_hash(self.before) != row_hash(self.after)


class Move(Frozen):
    """A removed and an added row that look like the same one under another id: a proposal."""

    before: m.Row
    after: m.Row
    same_rule: bool
    """Whether answers would stand: points and rule are the same."""


class Part(StrEnum):
    """The kinds of things besides rows in which rubrics may differ."""

    AREA = "area"
    CRITERION = "criterion"
    DEPARTMENT = "department"
    FIGURE = "figure"
    CHECK = "check"
    BAND = "band"
    SETTING = "setting"


Fact = str | int | Decimal | None


class PartChange(Frozen):
    """One thing besides the rows that differs; None where an edition lacks it."""

    part: Part
    id: str
    before: Fact
    after: Fact


class Diff(Frozen):
    """All that differs between two rubrics."""

    before: m.Rubric
    after: m.Rubric
    added: tuple[m.Row, ...]
    removed: tuple[m.Row, ...]
    changed: tuple[RowChange, ...]
    moves: tuple[Move, ...]
    """Proposals; their rows also stand in `added` and `removed`."""
    parts: tuple[PartChange, ...]
    reordered: bool
    """Whether rows that both have stand in another order."""

    @property
    def same_scoring(self) -> bool:
        """Whether all that decides about points is the same."""
        return scoring_hash(self.before) == scoring_hash(self.after)

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs at all."""
        return not (self.added or self.removed or self.changed or self.parts or self.reordered)


def diff(before: m.Rubric, after: m.Rubric) -> Diff:
    """Compare two rubrics; rows in the order of `after`, removed ones in that of `before`."""
    added = tuple(row for row in after.rows.values() if row.id not in before.rows)
    removed = tuple(row for row in before.rows.values() if row.id not in after.rows)
    common = [row_id for row_id in after.rows if row_id in before.rows]
    return Diff(
        before,
        after,
        added,
        removed,
        tuple(_changes(before, after, common)),
        tuple(_moves(removed, added)),
        tuple(_parts(before, after)),
        reordered=common != [row_id for row_id in before.rows if row_id in after.rows],
    )


def _changes(before: m.Rubric, after: m.Rubric, ids: Sequence[str]) -> Iterator[RowChange]:
    for row_id in ids:
        old, new = before.rows[row_id], after.rows[row_id]
        aspects = list(_aspects(old, new))
        if before.places[row_id] != after.places[row_id]:
            aspects.append(Aspect.PLACE)
        if aspects:
            yield RowChange(old, new, tuple(aspects))


def _aspects(old: m.Row, new: m.Row) -> Iterator[Aspect]:
    differs = {
        Aspect.TITLE: old.title != new.title,
        Aspect.GUIDANCE: old.guidance != new.guidance,
        Aspect.EVIDENCE: old.evidence != new.evidence,
        Aspect.DEPARTMENT: _who(old) != _who(new),
        Aspect.PROVENANCE: old.provenance != new.provenance,
        Aspect.LABELS: old.measure != new.measure and same_scoring(old.measure, new.measure),
        Aspect.POINTS: old.points != new.points,
        Aspect.RULE: not same_scoring(_rule(old), _rule(new)),
        Aspect.SOURCE: old.source != new.source,
        Aspect.STATES: _states(old) != _states(new),
    }
    yield from (aspect for aspect, is_so in differs.items() if is_so)


def _who(row: m.Row) -> tuple[str, tuple[str, ...]]:
    return row.department, row.contributors if isinstance(row, m.Item) else ()


def _rule(row: m.Row) -> tuple[object, ...]:
    kind = row.kind if isinstance(row, m.Adjustment) else "item"
    return (kind, row.measure, row.scale)


def _states(row: m.Row) -> tuple[str | None, str | None]:
    return (row.no_incidence, row.not_applicable) if isinstance(row, m.Item) else (None, None)


_LIKE: Final = 0.6
"""Share of words that two titles have in common, from which rows of one rule may be one row."""


def _moves(removed: Sequence[m.Row], added: Sequence[m.Row]) -> Iterator[Move]:
    """Pair rows that are each other's only candidate; whatever is not plain is left alone."""
    pairs = [(old, new) for old in removed for new in added if _alike(old, new)]
    olds, news = Counter(old.id for old, _ in pairs), Counter(new.id for _, new in pairs)
    for old, new in pairs:
        if olds[old.id] == 1 and news[new.id] == 1:
            yield Move(old, new, content_hash(old) == content_hash(new))


def _alike(old: m.Row, new: m.Row) -> bool:
    if search_key(old.title) == search_key(new.title):
        return True
    return content_hash(old) == content_hash(new) and _likeness(old.title, new.title) >= _LIKE


def _likeness(one: str, other: str) -> float:
    """Return twice the words in common by the words of both (Dice)."""
    words, others = Counter(search_key(one).split()), Counter(search_key(other).split())
    size = words.total() + others.total()
    return 2 * (words & others).total() / size if size else 1.0


def _parts(before: m.Rubric, after: m.Rubric) -> Iterator[PartChange]:
    olds, news = dict(_facts(before)), dict(_facts(after))
    for key in dict.fromkeys([*olds, *news]):
        old, new = olds.get(key), news.get(key)
        if old != new:
            yield PartChange(*key, old, new)


def _facts(rubric: m.Rubric) -> Iterator[tuple[tuple[Part, str], Fact]]:
    """Yield everything besides rows, by kind and id."""
    yield from (((Part.SETTING, name), value) for name, value in _settings(rubric))
    yield from _groups(rubric)
    yield from (((Part.DEPARTMENT, one.id), one.title) for one in rubric.departments)
    for figure in rubric.figures:
        yield (Part.FIGURE, figure.id), f"{figure.title} ({figure.unit})".removesuffix(" ()")
    yield from (((Part.BAND, band.label), _band_fact(band)) for band in rubric.bands)
    # A check has no id: any change of one is another check.
    yield from (((Part.CHECK, _check_id(check)), check.message) for check in rubric.checks)


def _band_fact(band: m.ResultBand) -> Fact:
    """Return where a class begins, with the rows that keep a unit out of it, if any."""
    kept_by = (*(["0"] if band.not_with_zero else []), *band.not_with)
    return f"{band.from_} ({', '.join(kept_by)})" if kept_by else band.from_


def _groups(rubric: m.Rubric) -> Iterator[tuple[tuple[Part, str], Fact]]:
    for node in rubric.nodes:
        if not isinstance(node.part, m.Item):
            kind = Part.CRITERION if node.above else Part.AREA
            yield (kind, node.part.id), node.part.title
            yield (kind, f"{node.part.id}.points"), node.part.points
            away = node.part.when_not_applicable
            yield (kind, f"{node.part.id}.when_not_applicable"), away


def _settings(rubric: m.Rubric) -> Iterator[tuple[str, Fact]]:
    for name in (
        "id", "edition", "year", "title", "decision", "note", "points", "roster", "standings",
    ):  # fmt: skip
        yield name, getattr(rubric, name) or None
    yield "when_not_applicable", rubric.when_not_applicable
    yield "levels", " › ".join(rubric.levels) or None
    yield "status", rubric.status.value
    yield "rounding.item", rubric.rounding.item
    yield "rounding.total", rubric.rounding.total
    yield "bonus_cap", rubric.bonus_cap
    yield "penalty_cap", rubric.penalty_cap


def _check_id(check: m.Check) -> str:
    sign = {"equal": "=", "at_most": "≤", None: ""}[check.op]
    sides = f"{' + '.join(check.left)} {sign} {' + '.join(check.right)}".strip()
    rows = f"{sides} {' '.join(check.distinct_evidence)}".strip()
    return f"{rows} ({check.when})" if check.when else rows


_WORDS: Final = re.compile(r"\s*\S+|\s+")

Mark = Literal["same", "removed", "added"]


class Piece(Frozen):
    """A stretch of a text that stayed, went or came."""

    text: str
    mark: Mark


def word_diff(before: str, after: str) -> tuple[Piece, ...]:
    """Compare two texts by words.

    What stayed and went, joined, is `before`; what stayed and came is `after`.
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    pieces: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("".join(old[i1:i2]), "same"))
            continue
        pieces += _marked(old[i1:i2], "removed")
        pieces += _marked(new[j1:j2], "added")
    return tuple(pieces)


def _marked(words: Iterable[str], mark: Mark) -> list[Piece]:
    text = "".join(words)
    return [Piece(text, mark)] if text else []
