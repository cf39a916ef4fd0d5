"""What the province's commands say: values as lines of text. Nothing is printed here."""

from collections.abc import Iterator, Sequence
from typing import Final

from parself.cli import shapes
from parself.errors import Problem, say
from parself.i18n import _, render
from parself.province.filing import Filed
from parself.province.receiving import MergeResult
from parself.province.record import Round
from parself.province.results import Place
from parself.rubric.peers import Unit
from parself.submission.inspector import counted, standing
from parself.submission.intake import Bundle
from parself.tables.data import Json, record, records
from parself.tables.model import Column, Kind
from parself.tables.terminal import labelled, listed, shortened, wrapped
from parself.text import one_line
from parself.words import asking, caution
from parself.words.landing_words import Count, notes_of, outcome_words, timing_words
from parself.words.retelling import value_words

_TITLE_CELLS: Final = 50


def bundle_columns() -> tuple[Column[Bundle], ...]:
    """Return the columns of a sound hand-in: unit, year, rubric, number, code."""

    def year(one: Bundle) -> str:
        return f"{one.assessment.year} · {value_words(one.assessment.purpose)}"

    def rubric(one: Bundle) -> str:
        title = shortened(one.rubric.title, _TITLE_CELLS)
        return f"{title} · {render(say('edition {n}', n=one.rubric.edition))}"

    return (
        Column("unit", _("Unit"), lambda one: one.unit.full, data=lambda one: one.unit.code),
        Column("kind", data=lambda one: one.kind),
        Column("year", _("Year"), year, data=lambda one: one.assessment.year),
        Column("purpose", data=lambda one: one.assessment.purpose.value),
        Column("rubric", _("Rubric"), rubric, data=lambda one: shapes.rubric_head(one.rubric)),
        Column(
            "sequence", _("Hand-in"), lambda one: str(one.sequence), data=lambda one: one.sequence
        ),
        Column("code", _("Verification code"), lambda one: one.code()),
        Column("sign_off", data=lambda one: shapes.signed(one.assessment.sign_off)),
        Column("separate", data=lambda one: [document.id for document in one.separate]),
        Column("notes", data=lambda one: list(map(render, one.notes))),
        Column(
            "findings",
            data=lambda one: [shapes.finding(f, one.assessment.waivers) for f in one.findings],
        ),
    )


def verified_json(
    bundle: Bundle | None, found: Sequence[Problem], code_matches: bool | None
) -> Json:
    """Return the JSON of verify: the hand-in's columns and its problems."""
    unknown: Json = dict.fromkeys(column.key for column in bundle_columns())
    said: Json = {**unknown, "separate": [], "notes": [], "findings": []}
    return {
        "ok": not found,
        **(record(bundle_columns(), bundle) if bundle else said),
        "code_matches": code_matches,
        "problems": shapes.problems(found),
    }


def verified(bundle: Bundle) -> Iterator[str]:
    """Yield what a sound hand-in says it is."""
    yield from labelled(bundle_columns(), bundle)
    for note in bundle.notes:
        yield from wrapped(render(note))
    if bundle.separate:
        count = len(bundle.separate)
        yield render(say("The files of {count} documents come in a second volume.", count=count))
    for document in bundle.missing:
        yield render(say("The file of document {id} is not in the hand-in.", id=document.id))
    yield from _findings(bundle)
    yield render(say("The file is whole: every part is as it was exported."))


def _findings(bundle: Bundle) -> Iterator[str]:
    """Yield how many findings travel with the hand-in."""
    found = bundle.findings
    if found:
        tally = counted(found, bundle.assessment)
        yield render(say("The inspector: {tally}.", tally=tally))
    left = [
        one
        for one in standing(found, bundle.assessment)
        if one.kind.is_error or one.kind.is_told_at_once
    ]
    for text in asking.told(left, "parself verify --json"):
        yield from wrapped(text)


def merged(found: MergeResult, *, done: bool = True) -> Iterator[str]:
    """Yield what became of every file, or would, and the ranking."""
    yield from listed(_FILED, found.filed)
    for one in found.filed:
        if not one.is_settled:
            yield ""
        for text in _told(one):
            yield from wrapped(f"{one_line(one.path.name)}: {text}")
    yield ""
    yield from wrapped(Count.of(found.filed).words(done=done))
    yield ""
    yield from ranking(found.round, done=done)


def _told(one: Filed) -> Iterator[str]:
    """Yield what there is to say of a file beside its outcome."""
    if not one.is_settled:
        yield from map(shapes.reason, one.reasons)
    timing = "" if one.timing is None or not one.is_new else timing_words(one.timing)
    yield from filter(None, [timing])
    yield from map(render, notes_of(one))
    yield from asking.told(one.asked, f"parself verify {one_line(one.path.name)}")


_FILED: Final[tuple[Column[Filed], ...]] = (
    Column("file", "", lambda one: one_line(one.path.name), data=lambda one: one.path.name),
    Column("unit", data=lambda one: one.unit or None),
    Column("sequence", "", lambda one: _number(one), data=lambda one: one.sequence),
    Column(
        "outcome",
        "",
        lambda one: outcome_words(one),
        data=lambda one: one.outcome.value,
    ),
    Column("new", data=lambda one: one.is_new),
    Column("days_late", data=lambda one: one.timing.days_late if one.timing else None),
    Column("counts", data=lambda one: one.timing.counts if one.timing else None),
    Column("reason", data=lambda one: " ".join(map(shapes.reason, one.reasons))),
    Column("notes", data=lambda one: list(map(render, notes_of(one)))),
    Column("asked", data=lambda one: shapes.asked(one.asked)),
)


def _number(one: Filed) -> str:
    return "" if one.sequence is None else render(say("hand-in {n:none}", n=one.sequence))


def merged_json(done: MergeResult) -> Json:
    """Return the JSON of merge: an outcome for each file, and the ranking by claimed index."""
    found = done.results
    return {
        "landed": records(_FILED, done.filed),
        "ranking": records(_places(), found.ranked),
        "unranked": [unit.code for unit in found.unranked],
        "missing": [unit.code for unit in found.missing],
        "provisional": True,
        "round": {
            "year": done.round.year,
            "purpose": done.round.purpose.value,
            "rubric": shapes.rubric_head(done.round.rubric),
            "roster": done.round.roster.id,
        },
    }


def _places() -> tuple[Column[Place], ...]:
    """Return the columns of a ranking by claimed index."""
    return (
        Column("rank", _("Rank"), lambda one: one.rank, Kind.COUNT),
        Column("unit", _("Unit"), lambda one: one.unit.short, data=lambda one: one.unit.code),
        Column("points", _("Points"), lambda one: one.points, Kind.POINTS),
        Column(
            "applicable_max", _("Applicable maximum"), lambda one: one.applicable_max, Kind.POINTS
        ),
        Column("index", _("Index"), lambda one: one.index, Kind.PERCENT),
    )


def ranking(round_: Round, *, done: bool = True) -> Iterator[str]:
    """Yield the ranking of a round by claimed index, and who is missing."""
    found = round_.results
    yield f"{round_.rubric.title} · {round_.year} · {round_.roster.parent}"
    for warning in (
        render(say("DRAFT, NOT PUBLISHED – claimed points, before appraisal and survey")),
        caution.rubric_warning(round_.rubric),
        caution.purpose_warning(round_.purpose),
    ):
        if warning:
            yield warning
    yield ""
    yield from listed(_places(), found.ranked)
    yield ""
    received = len(found.ranked) + len(found.unranked)
    total = len(round_.roster.units)
    said = (
        say("Received {n} of {total} units.", n=received, total=total)
        if done
        else say("{n} of {total} units would be received.", n=received, total=total)
    )
    yield render(said)
    if found.unranked:
        yield from wrapped(render(say("Not ranked: {units}.", units=_names(found.unranked))))
    if found.missing:
        yield from wrapped(render(say("Not received: {units}.", units=_names(found.missing))))


def _names(units: tuple[Unit, ...]) -> str:
    return ", ".join(unit.short for unit in units)
