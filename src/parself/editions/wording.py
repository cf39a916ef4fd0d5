"""How a change of edition reads: what differs, what becomes of a row, what it does to the place.

Every face and the memo take their sentences from here. Values come as they are in
`parself.rubric.diff` and `parself.editions.changing`; nothing is computed but text.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Final, Literal

from parself.assessment.migrate import Fate
from parself.editions.changing import Plan
from parself.errors import Message, say
from parself.i18n import _, render
from parself.numerals import show_decimal, show_trimmed
from parself.rubric import model as m
from parself.rubric.diff import Aspect, Diff, Fact, Mark, Part, PartChange, RowChange, word_diff
from parself.values import Frozen
from parself.view.view import View
from parself.words.rule_words import rule_words

ASPECTS: Final[Mapping[Aspect, Message]] = {
    Aspect.TITLE: say("Title"),
    Aspect.GUIDANCE: say("Guidance"),
    Aspect.EVIDENCE: say("Evidence expected"),
    Aspect.DEPARTMENT: say("Department"),
    Aspect.PROVENANCE: say("Source of the rule"),
    Aspect.LABELS: say("Words of the rule"),
    Aspect.PLACE: say("Stands under"),
    Aspect.POINTS: say("Maximum"),
    Aspect.RULE: say("How it is scored"),
    Aspect.SOURCE: say("Scored by"),
    Aspect.STATES: say("Without incidence, not applicable"),
}
SOURCES: Final[Mapping[m.Source, Message]] = {
    m.Source.SELF: say("the unit itself"),
    m.Source.SURVEY: say("the survey"),
    m.Source.APPRAISER: say("the higher level"),
}
PARTS: Final[Mapping[Part, Message]] = {
    Part.AREA: say("Area"),
    Part.CRITERION: say("Criterion"),
    Part.DEPARTMENT: say("Department"),
    Part.FIGURE: say("Shared figure"),
    Part.CHECK: say("Relation between rows"),
    Part.BAND: say("Band of the result"),
    Part.SETTING: say("The rubric itself"),
}
_AWAY: Final = "when_not_applicable"
AWAY_WORDS: Final[Mapping[str, Message]] = {
    "shrink": say("leave the maximum"),
    "rescale": say("what remains counts as the whole section"),
    "share": say("go to the other rows of the section in equal parts"),
}
_SETTINGS: Final[Mapping[str, Message]] = {
    "id": say("id"),
    "edition": say("edition"),
    "year": say("year"),
    "title": say("title of the rubric"),
    "decision": say("issued by"),
    "note": say("note"),
    "levels": say("names of the levels"),
    _AWAY: say("points of rows that do not apply"),
    "points": say("total points"),
    "roster": say("units compared"),
    "standings": say("table compared with"),
    "status": say("status"),
    "rounding.item": say("rounding of a row"),
    "rounding.total": say("rounding of the index"),
    "bonus_cap": say("most bonus"),
    "penalty_cap": say("most penalty"),
}
FATES: Final[Mapping[Fate, Message]] = {
    Fate.CARRIED: say("stands"),
    Fate.ASKED: say("asked again"),
    Fate.OPEN: say("not answered yet"),
    Fate.NEW: say("new"),
    Fate.RETURNED: say("back again"),
    Fate.GONE: say("gone"),
}


class Facet(Frozen):
    """One thing of a row that differs, as two texts."""

    aspect: Aspect
    label: str
    before: str
    after: str
    is_text: bool
    """Whether it is read word by word; else as before → after."""


def facets(change: RowChange, found: Diff) -> Iterator[Facet]:
    """Yield what differs in a row."""
    short = {Aspect.POINTS, Aspect.SOURCE, Aspect.STATES, Aspect.DEPARTMENT, Aspect.PLACE}
    for aspect in change.aspects:
        before = _aspect(aspect, change.before, found.before)
        after = _aspect(aspect, change.after, found.after)
        if before == after:
            # Ids, limits and kinds of fields do not show in the sentence of a rule.
            before, after = _("as before"), _("ids or limits of the fields changed")
        yield Facet(aspect, render(ASPECTS[aspect]), before, after, aspect not in short)


def _aspect(aspect: Aspect, row: m.Row, rubric: m.Rubric) -> str:
    match aspect:
        case Aspect.TITLE:
            return row.title
        case Aspect.GUIDANCE:
            return row.guidance or "–"
        case Aspect.EVIDENCE:
            return "; ".join(row.evidence) or "–"
        case Aspect.DEPARTMENT:
            return _departments(row, rubric)
        case Aspect.PROVENANCE:
            return row.provenance or "–"
        case Aspect.LABELS | Aspect.RULE:
            return "; ".join(rule_words(row))
        case Aspect.PLACE:
            return _place(rubric, row.id) or "–"
        case Aspect.POINTS:
            return show_decimal(row.points)
        case Aspect.SOURCE:
            return render(SOURCES[row.source])
        case Aspect.STATES:
            return _states(row)


def _place(rubric: m.Rubric, row_id: str) -> str:
    """Return the area of a row, and the ids of what stands between."""
    above = rubric.above.get(row_id, ())
    area = (f"{one.id}. {one.title}" for one in above[:1])
    return " › ".join([*area, *(one.id for one in above[1:])])


def _departments(row: m.Row, rubric: m.Rubric) -> str:
    ids = (row.department, *(row.contributors if isinstance(row, m.Item) else ()))
    found = (rubric.department(one) for one in ids if one)
    return "; ".join(one.title for one in found if one is not None) or "–"


def _states(row: m.Row) -> str:
    said = []
    if isinstance(row, m.Item) and row.no_incidence is not None:
        full = row.no_incidence == "full"
        said.append(_("no incidence: full points") if full else _("no incidence: 0 points"))
    if isinstance(row, m.Item) and row.not_applicable is not None:
        by_unit, by_others = _("the unit may say not applicable"), _("the higher level may say so")
        said.append(by_unit if row.not_applicable == "unit" else by_others)
    return "; ".join(said) or _("not offered")


def part_label(change: PartChange) -> str:
    """Return what a part is: its kind and its name or number."""
    if change.part is Part.SETTING:
        return f"{render(PARTS[change.part])}, {render(_SETTINGS[change.id])}"
    base, dot, points = change.id.rpartition(".points")
    if dot and not points and change.part in {Part.AREA, Part.CRITERION}:
        return f"{render(PARTS[change.part])} {base}, {_('maximum')}"
    base, dot, _rest = change.id.rpartition(f".{_AWAY}")
    if dot:
        return f"{render(PARTS[change.part])} {base}, {render(_SETTINGS[_AWAY])}"
    return f"{render(PARTS[change.part])} {change.id}"


def fact(change: PartChange, value: Fact) -> str:
    """Return a fact as text; a dash where an edition lacks it."""
    if value is None:
        return "–"
    if change.id == _AWAY or change.id.endswith(f".{_AWAY}"):
        return render(AWAY_WORDS[str(value)])
    # A year is no count: nothing stands between its digits.
    return show_trimmed(value) if isinstance(value, Decimal) else str(value)


_CONTEXT: Final = 4
"""Words kept at each end of a long stretch that did not change."""


def marked(before: str, after: str) -> str:
    """Return a text with removals as [-…-] and additions as {+…+}; long equal parts are cut."""
    said = []
    for piece in word_diff(before, after):
        words, (start, end) = piece.text.split(), _SIGNS[piece.mark]
        if piece.mark == "same" and len(words) > 3 * _CONTEXT:
            words = [*words[:_CONTEXT], "…", *words[-_CONTEXT:]]
        if words:
            said.append(f"{start}{' '.join(words)}{end}")
    return " ".join(said)


_SIGNS: Final[Mapping[Mark, tuple[str, str]]] = {
    "same": ("", ""),
    "removed": ("[-", "-]"),
    "added": ("{+", "+}"),
}


FigureKind = Literal["points", "percent", "count"]


class Effect(Frozen):
    """One figure of the unit before and after; None where it is not known."""

    key: str
    """Name in JSON."""
    label: str
    kind: FigureKind
    before: Decimal | int | None
    after: Decimal | int | None
    confirmed: Decimal | int | None
    """With the rows that are asked again taken as they were."""

    def shown(self, value: Decimal | int | None) -> str:
        """Return one of the figures as text."""
        if value is None:
            return "–"
        if self.kind == "count":
            return str(value)
        return show_decimal(value) + ("%" if self.kind == "percent" else "")


_Read = Callable[[View], Decimal | int | None]


def effects(plan: Plan) -> tuple[Effect, ...]:
    """Return what a change of edition does to the unit's score and place."""
    views = (plan.before, plan.after, plan.confirmed)
    return tuple(
        Effect(key, render(label), kind, *(read(view) if view else None for view in views))
        for key, label, kind, read in _EFFECTS
    )


_EFFECTS: Final[tuple[tuple[str, Message, FigureKind, _Read], ...]] = (
    ("answered", say("Rows answered"), "count", lambda v: v.progress().answered),
    ("total", say("Rows to be answered by the unit"), "count", lambda v: v.progress().total),
    ("claimed", say("Points claimed"), "points", lambda v: v.scores.claimed.points),
    ("applicable_max", say("Applicable maximum"), "points", lambda v: v.scores.applicable_max),
    ("index", say("Index claimed"), "percent", lambda v: v.scores.claimed.index),
    ("projected", say("Index projected"), "percent", lambda v: v.scores.projected.index),
    (
        "rank",
        say("Projected place"),
        "count",
        lambda v: v.projection.projected if v.projection else None,
    ),
    ("best", say("Best place"), "count", lambda v: v.projection.best if v.projection else None),
    ("worst", say("Worst place"), "count", lambda v: v.projection.worst if v.projection else None),
)


def outcome(plan: Plan) -> str:
    """Say in one sentence how many rows stand, are asked again, are new or gone."""
    count = plan.migration.count
    return render(
        say(
            "Answers that stand: {carried}; rows asked again: {asked}; new: {new}; gone: {gone};"
            " answers set aside: {kept}.",
            carried=count(Fate.CARRIED),
            asked=count(Fate.ASKED, Fate.RETURNED),
            new=count(Fate.NEW),
            gone=count(Fate.GONE),
            kept=len(plan.migration.assessment.set_aside),
        )
    )


def promises(plan: Plan) -> Iterator[str]:
    """Yield what a change keeps and what it undoes: backup, sign-off, the next hand-in's number."""
    yield render(
        say("Before the change a backup is kept for good: {name}.", name=plan.present.backup)
    )
    yield _("Texts, notes and citations stay. Rows asked again count nothing until confirmed.")
    if plan.migration.count(Fate.ASKED, Fate.RETURNED, Fate.NEW):
        yield _("The projection fills open rows from last year: compare the last column.")
    if plan.present.assessment.sign_off is not None or plan.present.assessment.locked:
        yield _("The sign-off and the lock are lifted: the paper has to be signed anew.")
    if plan.present.assessment.returned != plan.migration.assessment.returned:
        yield _("The province's result and the replies to it stay in the backup: the rules differ.")
    last = plan.present.assessment.hand_in
    if last is not None:
        yield render(say("The next hand-in is number {number}.", number=last.sequence + 1))
    if plan.before is None:
        yield _("No copy of the rubric that was answered is left, so every answer is asked again.")
