"""Steps, states, ranks and warnings turned into sentences, for every face and report.

The pure rooms return data; this module alone decides how it is said. It builds
`Message`s and returns text in the chosen language. The style and the words are those
of civil servants' own documents: "từ 80% trở lên: tính theo tỷ lệ".
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from parself.assessment.model import Assessment, State
from parself.errors import Message, say
from parself.i18n import _, render
from parself.numerals import round_half_up, show_date, show_trimmed
from parself.rubric import model as m
from parself.rules.amounts import Value
from parself.rules.fields import Field
from parself.rules.ladder import Inverse
from parself.rules.rungs import Move, Rung
from parself.rules.steps import Step
from parself.scoring.score import RowScore
from parself.standing.projection import Projection


def derivation(steps: Iterable[Step], *, brief: bool = False) -> tuple[str, ...]:
    """Return the lines that explain a row's points; joined by "; " they are one sentence.

    The brief form leaves out what a screen shows as ticked boxes anyway.
    """
    lines: list[str] = []
    for each in steps:
        if brief and each.kind.is_tick:
            continue
        said = render(each.sentence()).strip()
        if each.kind.is_condition and lines:
            lines[-1] += f", {said}"
        else:
            lines.append(said)
    return tuple(lines)


def distance(inverse: Inverse, lost: Decimal, *, closed: bool) -> Message | None:
    """Return the distance to the next level: a fact in a closed year, a task in a running one.

    Figures of a finished year cannot become others, so nothing is ever "still missing" there.
    """
    if lost <= 0:
        return None
    rung = inverse.next
    if rung is None:
        return say("Not reached: {lost:points} points", lost=lost)
    gap = gap_to(rung)
    # Faults and dates lie in the past, whatever the day.
    if closed or rung.move in {Move.FEWER, Move.EARLIER, Move.ISSUE}:
        return say("Not reached: {lost:points} points; {gap}", lost=lost, gap=gap)
    return say(
        "Not reached: {lost:points} points; {gap}: +{gain:points} points",
        lost=lost,
        gap=gap,
        gain=rung.gain,
    )


def gap_to(rung: Rung) -> Message:
    """Return how far a level is, without what it is worth."""
    values = {name: getattr(rung, name) for name in ("label", "amount", "unit", "threshold")}
    if rung.together and rung.move is not Move.PART:
        return Message(say("the next level takes all of these: {label}").id, values)
    if rung.move is Move.MORE and not rung.unit:
        return Message(say("{label}: the next level is {amount:count} away").id, values)
    return Message(_GAPS[rung.move].id, values)


_GAPS: Final[Mapping[Move, Message]] = {
    Move.MORE: say("the next level is {amount:count} {unit} away"),
    Move.FEWER: say("because of {amount:count} {unit} ({label})"),
    Move.EARLIER: say("because of {amount:count} day(s)"),
    Move.LEVEL: say("the next level is “{label}”"),
    Move.PART: say("because this is not met: {label}"),
    Move.ISSUE: say("because this was not issued: {label}"),
    Move.REACH: say("the next level begins at {threshold:rate}"),
}


STATE_MARKS: Final[Mapping[str, str]] = {
    "open": "○",
    "answered": "●",
    "unbacked": "◘",
    "no-incidence": "–",
    "not-applicable": "□",
    "flagged": "►",
    "survey": "≈",
    "appraiser": "▲",
    "provisional": "…",
    "unknown": "?",
    "compared": "≈",
}
ASCII_MARKS: Final[Mapping[str, str]] = {
    "open": ".",
    "answered": "*",
    "unbacked": "o",
    "no-incidence": "-",
    "not-applicable": "x",
    "flagged": ">",
    "survey": "~",
    "appraiser": "^",
    "provisional": "_",
    "unknown": "?",
    "compared": "~",
}
STATE_WORDS: Final[Mapping[str, Message]] = {
    "open": say("open"),
    "answered": say("answered"),
    "unbacked": say("not backed"),
    "no-incidence": say("no incidence"),
    "not-applicable": say("not applicable"),
    "flagged": say("flagged"),
    "survey": say("awaiting survey"),
    "appraiser": say("scored above"),
    "provisional": say("figures not final"),
    "unknown": say("we do not know"),
    "compared": say("provisional: compared with other units"),
}
PAPER_WORDS: Final = {**STATE_WORDS, "open": say("not assessed yet")}
"""On paper units assess, where screens say in short that they score."""


def state_of(row: RowScore, assessment: Assessment) -> str:
    """Return the key of a row's state, which is shown by a mark and a word."""
    if assessment.says_unknown(row.row.id):
        return "unknown"
    if row.is_unsurveyed:
        return "not-applicable"
    if row.row.source is m.Source.SURVEY:
        return "survey"
    if row.row.source is m.Source.APPRAISER:
        return "appraiser"
    if row.state in {State.NO_INCIDENCE, State.NOT_APPLICABLE}:
        return row.state.value
    if row.points is None:
        return "compared" if row.is_compared else "open"
    return "answered" if row.backed or row.points == 0 else "unbacked"


_FIELD_LABELS: Final[Mapping[str, Message]] = {
    "choice": say("Level"),
    "points": say("Points"),
    "percent": say("Percentage"),
    "of": say("Out of (points)"),
    "no_opinion": say("No opinion"),
    "date": say("Day"),
    "part": say("Part"),
    "whole": say("Whole"),
    "mean": say("Estimated mean of all units"),
    "leader": say("Estimated figure of the best unit"),
}


def shortlist(texts: Sequence[str], most: int, hint: str | None = "") -> list[str]:
    """Return the first texts and how many more there are; without a hint, all of them.

    The hint stands behind the number and says how the others are seen.
    """
    shown, more = _cut(texts, most, hint)
    return [*shown, *more]


def run_on(texts: Sequence[str], between: str, most: int, hint: str | None = "") -> str:
    """Return a `shortlist` as one text."""
    shown, more = _cut(texts, most, hint)
    return " ".join([between.join(shown), *more])


def _cut(texts: Sequence[str], most: int, hint: str | None) -> tuple[Sequence[str], list[str]]:
    if hint is None or len(texts) <= most:
        return texts, []
    return texts[:most], [f"… +{len(texts) - most}{hint}"]


def field_label(field: Field) -> str:
    """Return a field's label: the rubric's own, or ours where the measure has none."""
    if field.label:
        return field.label
    key = field.key.rpartition(".")[2]
    return render(_FIELD_LABELS[key]) if key in _FIELD_LABELS else field.key


def place_sentence(projection: Projection, year: int, *, on_paper: bool = False) -> str:
    """Say the projected place with its range and its condition, never as a certainty."""
    return f"{place_words(projection, on_paper=on_paper)}, {condition_words(year)}"


def condition_words(year: int) -> str:
    """Say on what condition a place is projected."""
    return render(say("if the others stay as in {year}", year=year))


def place_words(projection: Projection, *, on_paper: bool = False) -> str:
    """Say the projected place with its range: one, from one on, or just the range.

    Papers write the range in words.
    """
    ends = say("from {best} to {worst}") if on_paper else say("{best}–{worst}")
    reach = Message(ends.id, {"best": projection.best, "worst": projection.worst})
    values: dict[str, object] = {"of": projection.of, "range": reach}
    expected = projection.expected
    if expected is None or (expected.best, expected.worst) == (1, projection.of):
        said = say("Place in the range {range} of {of}")
    elif expected.exact is not None:
        said = say("Projected place {place}/{of} (range {range})")
        values["place"] = expected.exact
    elif expected.best == 1:
        said = say("Projected place {place}/{of} or better (range {range})")
        values["place"] = expected.worst
    elif expected.worst == projection.of:
        said = say("Projected place {place}/{of} or lower (range {range})")
        values["place"] = expected.best
    else:
        said = say("Projected place {first}–{last} of {of} (range {range})")
        values |= {"first": expected.best, "last": expected.worst}
    return render(Message(said.id, values))


def chance_sentence(projection: Projection, goal: int) -> str:
    """Say how likely a place or a better one is; empty where that is not known."""
    likely = _likely(projection, goal)
    if likely is None:
        return ""
    return render(say("Chance of place {goal} or better: {chance}", goal=goal, chance=likely))


def chance_words(projection: Projection, goal: int) -> str:
    """Return how likely a place or a better one is, as a figure; empty where it is not known."""
    likely = _likely(projection, goal)
    return "" if likely is None else render(likely)


def _likely(projection: Projection, goal: int) -> Message | None:
    """Return a chance; one that rounds to nothing is not "0%", one that rounds to all no 100%."""
    chance = projection.chance_of(goal)
    if chance is None:
        return None
    percent = round_half_up(chance * 100, Decimal(1))
    if percent < 1:
        return say("under 1%")
    if percent > 99:
        return say("over 99%")
    return say("about {chance}%", chance=str(percent))


def show_value(value: Value | None) -> str:
    """Return an entered figure or day as it stands in its field."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return show_date(value)
    return show_trimmed(value)


def told_value(field: Field, value: Value) -> str:
    """Return an entered value as people read it, with the words of its choice and its unit."""
    match value:
        case bool():
            return _("yes") if value else _("no")
        case str():
            return dict(field.options).get(value, value)
        case date():
            return show_date(value)
        case _:
            return show_trimmed(value) + (f" {field.unit}" if field.unit else "")
