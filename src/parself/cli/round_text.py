"""What the commands of a round say: values as lines of text and as JSON."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import chain

from parself.cli import shapes
from parself.errors import say
from parself.files import show_path
from parself.i18n import _, render
from parself.numerals import show_date
from parself.province.board import Mark
from parself.province.calendar import Dates
from parself.province.line import Line
from parself.province.overview import Overview
from parself.province.record import Received, Round
from parself.province.season import Group, Season
from parself.province.stages import unfinished
from parself.province.timing import tally
from parself.province.todo import tasks
from parself.province.undoing import RoundAct, TakenBack
from parself.province.unranked import held_words
from parself.report import ranking
from parself.report.published import HELD
from parself.tables.data import Json, records
from parself.tables.model import Column, Kind
from parself.tables.terminal import listed, wrapped
from parself.values import asdict, evolve
from parself.words import caution
from parself.words.return_words import astray_words, tally_of_returns, withdrawn_words
from parself.words.round_words import (
    STAGES,
    act_words,
    hand_in_words,
    rows_words,
    taken_back_words,
    tally_words,
    task_words,
)
from parself.words.stage_words import closed_words, group_words, standing_words, state_words


def columns(view: Overview) -> tuple[Column[Line], ...]:
    """Return the columns of a round's board: points and places as on paper."""
    place, unit, open_, *points = ranking.columns(view)
    return (
        place,
        unit,
        Column("received", _("Hand-in"), hand_in_words, data=lambda one: one.coming.is_received),
        Column("hand_ins", data=lambda one: records(_received_columns(one.counts), one.received)),
        Column("late", data=lambda one: one.is_late),
        Column("overdue", data=lambda one: one.is_overdue),
        Column("diverging", data=lambda one: one.is_diverging),
        Column("choices", data=lambda one: records(_choice_columns(), one.rivals)),
        Column("last_day", data=lambda one: one.last_day),
        open_,
        Column("accepted", data=lambda one: one.count(Mark.ACCEPTED)),
        Column("adjusted", data=lambda one: one.count(Mark.ADJUSTED)),
        Column("asked", data=lambda one: one.count(Mark.ASKED)),
        Column("to_review", data=lambda one: one.count(Mark.TO_REVIEW)),
        Column("differing", data=lambda one: one.count(Mark.DIFFERING)),
        Column("appraised", kind=Kind.POINTS, data=lambda one: one.appraised),
        *chain.from_iterable(map(_short, points)),
        Column("held", data=lambda one: records(HELD, one.held)),
        Column("final", data=lambda one: one.is_final),
        Column("returned", data=lambda one: one.returned.number if one.returned else None),
        Column("reply", data=lambda one: one.returned.replied.value if one.returned else None),
        Column("astray", data=_astray),
        Column("withdrawn", data=lambda one: one.withdrawn.number if one.withdrawn else None),
    )


def _astray(line: Line) -> Json | None:
    one = line.returned.astray if line.returned is not None else None
    if one is None:
        return None
    return {
        "way": one.way.value,
        "hand_in": one.hand_in,
        "answers": one.answers or None,
        "last": one.last,
    }


def _short(column: Column[Line]) -> Iterator[Column[Line]]:
    """Yield the columns for one of the paper's: a line of the shell has room for the sum."""
    if column.key in {"bonus", "penalty", "band"}:
        yield evolve(column, value=None, data=column.data or column.value)
    else:
        yield column
    if column.key == "penalty":
        yield Column("", "+/−", _beside, Kind.CHANGE)


def _beside(line: Line) -> Decimal | None:
    return line.figures.bonus - line.figures.penalty if line.figures else None


def _bands(lines: Iterable[Line]) -> str:
    found = Counter(one.band for one in lines if one.band)
    return ", ".join(f"{band} {count}" for band, count in found.items())


def status(view: Overview, today: date) -> Iterator[str]:
    """Yield the board of a round."""
    yield from _head(view.round, today)
    yield ""
    lines = view.lines(today)
    if view.round.publication is not None:
        words = say(
            "Figures below are those of now; those published: {command}",
            command="parself round published",
        )
        yield from wrapped(render(words))
    yield from listed(columns(view), lines)
    yield ""
    for one in lines:
        yield from _choice(view.round, one)
    yield from wrapped(tally_words(tally(one.coming for one in lines)))
    yield from wrapped(render(rows_words(lines)))
    for one in lines:
        held = " ".join(render(held_words(each)) for each in one.held)
        if held:
            yield from wrapped(f"{one.unit.short}: {held}")
    bands = _bands(lines)
    if bands:
        words = say("Classes so far: {bands}.", bands=bands)
        if view.round.closed is not None:
            words = say("Classes: {bands}.", bands=bands)
        yield from wrapped(render(words))
    todo = "; ".join(task_words(one) for one in tasks(view, lines))
    if todo:
        yield from wrapped(render(say("To do: {todo}.", todo=todo)))
    if view.returned:
        yield from wrapped(tally_of_returns(view.returned.values()))
    for one in lines:
        for told in _sent_words(one):
            yield from wrapped(told)
    yield from wrapped(standing_words(view.round, lines))


def _sent_words(line: Line) -> Iterator[str]:
    """Yield that a unit's result was withdrawn, and that what came is no reply to the last one."""
    if line.withdrawn is not None:
        yield f"{line.unit.short}: {withdrawn_words(line.withdrawn)}"
    if line.returned is not None and line.returned.astray is not None:
        yield f"{line.unit.short}: {render(astray_words(line.returned.astray))}"


def _choice(round_: Round, line: Line) -> Iterator[str]:
    """Yield the different hand-ins of a unit beside each other, and how one is chosen."""
    if not line.rivals:
        return
    words = say(
        "{unit}: {count} different hand-ins under no. {n:none}; one has to be chosen:",
        unit=line.unit.short,
        count=len(line.rivals),
        n=line.rivals[0].sequence,
    )
    yield from wrapped(render(words))
    yield from listed(_choice_columns(), line.rivals)
    where = f"{show_path(round_.path)} {line.unit.code}"
    yield f"parself round choose {where} {_('DIGEST')} --why {_('REASON')}"
    yield ""


def _head(round_: Round, today: date) -> Iterator[str]:
    title = round_.title or round_.roster.parent
    yield from wrapped(f"{round_.rubric.title} · {round_.year} · {title}")
    yield state_words(round_)
    warnings = caution.rubric_warning(round_.rubric), caution.purpose_warning(round_.purpose)
    yield from filter(None, warnings)
    if round_.closed is not None:
        yield from wrapped(closed_words(round_.closed))
        return
    stage = render(STAGES[round_.dates.stage(today)])
    yield render(say("At present: {stage}", stage=stage))


def closed_json(round_: Round) -> Json | None:
    """Return how a round was closed as an object; null where it was not."""
    if round_.closed is None:
        return None
    one = round_.closed
    return {"when": one.when.isoformat(), "who": one.who, "why": one.why, "left": one.left}


def head_json(round_: Round, today: date) -> Json:
    """Return the title, year, rubric, roster and dates of a round as an object."""
    return {
        "title": round_.title,
        "year": round_.year,
        "purpose": round_.purpose.value,
        "rubric": shapes.rubric_head(round_.rubric),
        "roster": round_.roster.id,
        "stage": round_.dates.stage(today).value,
        "survey_held": round_.settings.survey_held,
    }


def published_json(round_: Round) -> Json | None:
    """Return the publication of the scores as they stand as an object; null where there is none."""
    one = round_.publication
    if one is None:
        return None
    return {"number": one.number, "when": one.when.isoformat(), "who": one.who, "why": one.why}


def status_json(view: Overview, today: date) -> Json:
    """Return the board of a round as an object."""
    round_, lines = view.round, view.lines(today)
    return {
        "round": head_json(round_, today),
        "closed": closed_json(round_),
        "published": published_json(round_),
        "provisional": bool(unfinished(round_, lines)),
        "todo": [
            {"kind": one.kind.value, "count": one.count, "late": one.late}
            for one in tasks(view, lines)
        ],
        "units": records(columns(view), lines),
        "unreadable": view.appraisal.unreadable,
    }


def _group_columns() -> tuple[Column[Group], ...]:
    """Return what the board of a season says of a round."""
    return (
        Column("name", _("Folder"), lambda one: one.name, Kind.NAME),
        Column("title", _("Group"), group_words, Kind.NAME, data=lambda one: one.title),
        Column("units", _("Units"), lambda one: one.units, Kind.COUNT),
        Column("received", _("received"), lambda one: one.received, Kind.COUNT),
        Column("late", _("late"), lambda one: one.late, Kind.COUNT),
        Column("overdue", _("overdue"), lambda one: one.overdue, Kind.COUNT),
        Column("open", _("Not looked at"), lambda one: one.open, Kind.COUNT),
        Column("to_review", _("to look at again"), lambda one: one.to_review, Kind.COUNT),
        Column("differing", _("appraisers differ"), lambda one: one.differing, Kind.COUNT),
        Column("final", _("finished"), lambda one: one.final, Kind.COUNT),
        Column("closed", data=lambda one: one.closed),
    )


def season(found: Season) -> list[str]:
    """Return the board of a season."""
    return listed(_group_columns(), found.groups)


def season_json(found: Season) -> Json:
    """Return the board of a season as an object."""
    return {
        "rounds": records(_group_columns(), found.groups),
        "problems": shapes.problems(found.problems),
    }


def dates(found: Dates) -> Iterator[str]:
    """Yield the dates of a round."""
    named = {
        _("Opening"): found.opening,
        _("Hand-ins until"): found.hand_in,
        _("First appraisal until"): found.appraisal_1,
        _("Replies until"): found.replies,
        _("Second appraisal until"): found.appraisal_2,
        _("Appeals until"): found.appeals,
    }
    for label, day in named.items():
        yield f"{label}: {_('not set') if day is None else show_date(day)}"


def dates_json(found: Dates) -> Json:
    """Return the dates of a round as an object; null where one is not set."""
    return {name: day and day.isoformat() for name, day in asdict(found).items()}


def received(round_: Round, code: str) -> Iterator[str]:
    """Yield the hand-ins of a unit, the one that counts marked."""
    record_ = round_.units.get(code)
    yield round_.called(code)
    if record_ is None:
        yield _("Nothing received.")
        return
    counts = round_.counting(code)
    yield from listed(_received_columns(counts), record_.received)
    if record_.reason:
        yield from wrapped(render(say("Chosen: {reason}", reason=record_.reason)))
    reply = next((one for one in record_.received if one.digest == record_.reply), None)
    if reply is not None:
        words = say(
            "Reply that counts: no. {number:none}, {digest}. Chosen: {reason}",
            number=reply.sequence,
            digest=reply.short_digest,
            reason=record_.reply_reason,
        )
        yield from wrapped(render(words))


def received_json(round_: Round, code: str) -> Json:
    """Return the hand-ins of a unit as an object."""
    record_ = round_.units.get(code)
    columns, found = _received_columns(round_.counting(code)), record_.received if record_ else ()
    return {
        "unit": code,
        "hand_ins": records(columns, found),
        "reason": record_.reason or None if record_ else None,
    }


def would_be_taken_back(round_: Round, act: RoundAct | None) -> list[str]:
    """Return the act that `round undo` would take back, as lines."""
    words = say("There is nothing left to take back.")
    if act is not None:
        words = say("Would be taken back: {act}.", act=act_words(round_, act))
    return wrapped(render(words))


def taken_back(done: TakenBack) -> Iterator[str]:
    """Yield what was taken back, and the hand-ins of its units as they are now."""
    yield from wrapped(taken_back_words(done))
    for code in done.act.units:
        yield from received(done.round, code)


def look_json(round_: Round, act: RoundAct | None) -> Json:
    """Return what would be taken back as an object."""
    return {"done": False, "act": act and _act_json(round_, act), "put_back": 0, "units": []}


def taken_back_json(done: TakenBack) -> Json:
    """Return what was taken back as an object."""
    return {
        "done": True,
        "act": _act_json(done.round, done.act),
        "put_back": done.put_back,
        "units": [received_json(done.round, code) for code in done.act.units],
    }


def _act_json(round_: Round, act: RoundAct) -> Json:
    said = act_words(round_, act)
    units = list(act.units)
    return {
        "what": act.what,
        "when": act.when,
        "who": act.who or None,
        "units": units,
        "text": said,
    }


def _choice_columns() -> tuple[Column[Received], ...]:
    """Return what is compared of hand-ins of which one has to be chosen."""
    return (
        Column("name", _("Digest"), lambda one: one.short_digest),
        Column("arrived", _("Arrived"), lambda one: one.arrived, Kind.DATE),
        Column("letter", _("Letter"), lambda one: one.letter, Kind.DATE),
        Column("points", _("Claimed"), lambda one: one.points, Kind.POINTS),
        Column("index", _("Index"), lambda one: one.index, Kind.PERCENT),
    )


def _received_columns(counts: Received | None) -> tuple[Column[Received], ...]:
    def number(one: Received) -> str:
        return render(say("no. {n:none}", n=one.sequence))

    return (
        Column("sequence", _("Hand-in"), number, data=lambda one: one.sequence),
        Column("digest", _("Digest"), lambda one: one.short_digest, data=lambda one: one.digest),
        Column("arrived", _("Arrived"), lambda one: one.arrived, Kind.DATE),
        Column("letter", _("Letter"), lambda one: one.letter, Kind.DATE),
        Column("letter_number", data=lambda one: one.letter_number),
        Column("points", _("Claimed"), lambda one: one.points, Kind.POINTS),
        Column("index", "", None, Kind.PERCENT, data=lambda one: one.index),
        Column(
            "code",
            _("Code"),
            lambda one: _("compared") if one.code else "",
            data=lambda one: one.code or None,
        ),
        Column(
            "counts",
            "",
            lambda one: _("counts") if one == counts else "",
            data=lambda one: one == counts,
        ),
    )
