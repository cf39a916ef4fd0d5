"""Steps, states, ranks and warnings turned into sentences, for every face and report.

The pure rooms return data; this module alone decides how it is said. It builds
`Message`s and returns text in the chosen language. The style and the words are those
of civil servants' own documents: "từ 80% trở lên: tính theo tỷ lệ".
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from parself.assessment.model import State, Value
from parself.errors import Message, say
from parself.i18n import _, render
from parself.numerals import round_half_up, show_date, show_trimmed
from parself.rubric import model as m
from parself.rubric.fields import Field
from parself.scoring.inverse import Inverse, Move, Rung
from parself.scoring.score import RowScore
from parself.scoring.steps import Step, StepKind
from parself.standing.projection import Projection

K = StepKind

# Sentences whose figures need no choosing.
_PLAIN: Final[Mapping[StepKind, Message]] = {
    K.LEVEL: say("{title}: {points:points} points"),
    K.PART_MET: say("met: {title} ({points:points})"),
    K.PART_NOT_MET: say("not met: {title}"),
    K.SUM: say("{met} of {of} met: {points:points} points"),
    K.GIVEN: say("{points:points} points entered"),
    K.RATIO: say("{part:count}/{whole:count} = {share:percent}"),
    K.TABLE_SUM: say("total {part:count}/{whole:count} = {share:percent}"),
    K.TABLE_PASSES: say("{part:count}/{whole:count} pass = {share:percent}"),
    K.MEAN: say("weighted mean {share:percent}"),
    K.SURVEY_COUNTS: say("{weighted:count}/{people:count} opinions = {share:percent}"),
    K.SURVEY_PART: say("{title}: {share:percent}, weight {weight:rate}"),
    K.SURVEY_MEAN: say("weighted mean {share:percent}"),
    K.SURVEY_PERCENT: say("announced {share:percent}"),
    K.SURVEY_POINTS: say("announced {points:points}/{of:points} points = {share:percent}"),
    K.COUNTER: say("{title}: {count:count} {unit}"),
    K.NOT_ISSUED: say("{title}"),
    K.NOT_DONE: say("{title}"),
    K.CHANGE_RATIO: say("{value:count}/{base:count} = {share:percent}"),
    K.DIFFERENCE: say("{value:count} − {base:count} = {quantity:count}"),
    K.BELOW_CUT_OFF: say("under {threshold:rate}: 0 points"),
    K.PROPORTIONAL_FROM: say("from {threshold:rate} on: proportional"),
    K.FULL_FROM: say("from {threshold:rate} on: full marks, {points:points} points"),
    K.TARGET: say("{reached:percent} of the target of {target:rate}"),
    K.FROM_ZERO: say("rising from {low:rate} to {high:rate}: {reached:percent}"),
    K.DEDUCTED: say("{count:count} × {each:points} = {off:points} points off"),
    K.DEDUCTED_ALL: say("{count:count} case(s): all points off"),
    K.PER_CASE: say(
        "{count:count} × {each:points}, at most {maximum:points} = {points:points} points"
    ),
    K.HELD: say("counts as {share:rate}"),
    K.NO_INCIDENCE: say("no incidence: {points:points} points"),
    K.NOT_APPLICABLE: say("not applicable (taken out of the maximum)"),
}

# A condition continues the line that it applies to.
_CONDITIONS: Final = frozenset(
    {
        K.BELOW_CUT_OFF,
        K.PROPORTIONAL_FROM,
        K.FULL_FROM,
        K.TARGET,
        K.FROM_ZERO,
        K.HELD,
        K.BAND_SHARE,
        K.BAND_QUANTITY,
        K.BAND_DAYS,
        K.REACHED_SHARE,
        K.REACHED_QUANTITY,
    }
)


def derivation(steps: Iterable[Step], *, brief: bool = False) -> tuple[str, ...]:
    """Return the lines that explain a row's points; joined by "; " they are one sentence.

    The brief form leaves out what a screen shows as ticked boxes anyway.
    """
    lines: list[str] = []
    for each in steps:
        if brief and each.kind in {K.PART_MET, K.PART_NOT_MET}:
            continue
        said = render(sentence(each)).strip()
        if each.kind in _CONDITIONS and lines:
            lines[-1] += f", {said}"
        else:
            lines.append(said)
    return tuple(lines)


def sentence(step: Step) -> Message:
    """Return how one step is said."""
    if step.kind in _PLAIN:
        return Message(_PLAIN[step.kind].id, step.values)
    return _CHOSEN[step.kind](step)


def _product(step: Step) -> Message:
    """Show as many decimals of the share as it takes to reproduce the points by hand."""
    maximum, share = _exact(step, "maximum"), _exact(step, "share")
    shown = Fraction(round_half_up(share, Decimal("0.0001")))
    if round_half_up(maximum * shown) == round_half_up(maximum * share):
        return Message(
            say("{maximum:points} × {share:percent} = {points:points} points").id, step.values
        )
    return Message(
        say("{maximum:points} × {share:longpercent} = {points:points} points").id, step.values
    )


def _exact(step: Step, name: str) -> Fraction:
    value = step.values[name]
    return Fraction(value) if isinstance(value, int | Decimal | Fraction) else Fraction(0)


def _mean_part(step: Step) -> Message:
    share, target = _exact(step, "share"), _exact(step, "target")
    if share > target:
        said = (
            say(
                "{title}: {part:count}/{whole:count} = {share:percent},"
                " counts as 100%, weight {weight:rate}"
            )
            if target == 1
            else say(
                "{title}: {part:count}/{whole:count} = {share:percent},"
                " above the target of {target:rate}, counts as 100%, weight {weight:rate}"
            )
        )
    elif target == 1:
        said = say("{title}: {part:count}/{whole:count} = {share:percent}, weight {weight:rate}")
    else:
        said = say(
            "{title}: {part:count}/{whole:count} = {share:percent},"
            " {reached:percent} of the target of {target:rate}, weight {weight:rate}"
        )
    return Message(said.id, step.values)


def _points_left(step: Step) -> Message:
    """Say what is left of a maximum after deductions, which may be more than there is."""
    said = say("{maximum:points} − {off:points} = {points:points} points")
    if _exact(step, "off") > _exact(step, "maximum"):
        said = say("{off:points} off {maximum:points} leaves {points:points} points")
    return Message(said.id, step.values)


def _date(step: Step) -> Message:
    days = _exact(step, "days")
    if days <= 0:
        return Message(say("{date}, due {due}: in time").id, step.values)
    return Message(say("{date}, due {due}: {days} day(s) late").id, step.values)


def _reached(step: Step) -> Message:
    is_share = step.kind is K.REACHED_SHARE
    if step.values["reached"]:
        return Message(
            say("reaches {threshold:rate}: {points:points} points").id
            if is_share
            else say("reaches {threshold:count}: {points:points} points").id,
            step.values,
        )
    return Message(
        say("does not reach {threshold:rate}: 0 points").id
        if is_share
        else say("does not reach {threshold:count}: 0 points").id,
        step.values,
    )


def _band(step: Step) -> Message:
    if step.kind is K.BAND_DAYS and step.values["above"] is None and step.values["up_to"] == 0:
        # The line before has already said that the document came in time.
        return say("{points:points} points", points=step.values["points"])
    where = _range(step)
    if step.values["points"] is None:
        return say("{range}: proportional", range=where)
    if step.kind is K.BAND_DAYS:
        return say(
            "level {range}: {points:points} points", range=where, points=step.values["points"]
        )
    return say("{range}: {points:points} points", range=where, points=step.values["points"])


def _range(step: Step) -> Message:
    if step.kind is K.BAND_DAYS:
        return _days_range(step.values)
    values = step.values
    present = tuple(
        name for name in ("from_", "above", "below", "up_to") if values[name] is not None
    )
    ranges = _SHARE_RANGES if step.kind is K.BAND_SHARE else _QUANTITY_RANGES
    if present == ("from_", "below") and step.kind is K.BAND_QUANTITY:
        low, below = _exact(step, "from_"), _exact(step, "below")
        if low.denominator == 1 and below == low + 1:
            return say("exactly {low:count}", low=low)
    return Message(ranges[present].id, values)


def _days_range(values: Mapping[str, object]) -> Message:
    above, up_to = values["above"], values["up_to"]
    if above is None:
        return say("in time") if up_to == 0 else say("up to {days} day(s) late", days=up_to)
    if up_to is None:
        return say("more than {days} day(s) late", days=above)
    first = int(above) + 1 if isinstance(above, int | Decimal) else above
    return say("{first} to {last} day(s) late", first=first, last=up_to)


_SHARE_RANGES: Final[Mapping[tuple[str, ...], Message]] = {
    (): say("any rate"),
    ("from_",): say("from {from_:rate} on"),
    ("above",): say("above {above:rate}"),
    ("below",): say("under {below:rate}"),
    ("up_to",): say("up to {up_to:rate}"),
    ("from_", "below"): say("from {from_:rate} to under {below:rate}"),
    ("from_", "up_to"): say("from {from_:rate} to {up_to:rate}"),
    ("above", "below"): say("above {above:rate} to under {below:rate}"),
    ("above", "up_to"): say("above {above:rate} to {up_to:rate}"),
}
_QUANTITY_RANGES: Final[Mapping[tuple[str, ...], Message]] = {
    (): say("any number"),
    ("from_",): say("from {from_:count} on"),
    ("above",): say("above {above:count}"),
    ("below",): say("under {below:count}"),
    ("up_to",): say("up to {up_to:count}"),
    ("from_", "below"): say("from {from_:count} to under {below:count}"),
    ("from_", "up_to"): say("from {from_:count} to {up_to:count}"),
    ("above", "below"): say("above {above:count} to under {below:count}"),
    ("above", "up_to"): say("above {above:count} to {up_to:count}"),
}
_CHOSEN: Final[Mapping[StepKind, Callable[[Step], Message]]] = {
    K.PRODUCT: _product,
    K.MEAN_PART: _mean_part,
    K.POINTS: _points_left,
    K.DATE: _date,
    K.BAND_SHARE: _band,
    K.BAND_QUANTITY: _band,
    K.BAND_DAYS: _band,
    K.REACHED_SHARE: _reached,
    K.REACHED_QUANTITY: _reached,
}


def distance(inverse: Inverse, lost: Decimal, *, closed: bool) -> Message | None:
    """Say how far it is to the next level: a fact for a closed year, a task for a running one.

    Figures of a finished year cannot become others, so nothing is ever "still missing" there.
    """
    if lost <= 0:
        return None
    rung = inverse.next
    if rung is None:
        return say("Not reached: {lost:points} points", lost=lost)
    gap = _gap(rung)
    # Faults and dates lie in the past, whatever the day.
    if closed or rung.move in {Move.FEWER, Move.EARLIER, Move.ISSUE}:
        return say("Not reached: {lost:points} points; {gap}", lost=lost, gap=gap)
    return say(
        "Not reached: {lost:points} points; {gap}: +{gain:points} points",
        lost=lost,
        gap=gap,
        gain=rung.gain,
    )


def _gap(rung: Rung) -> Message:
    values = {
        "label": rung.label,
        "amount": rung.amount,
        "unit": rung.unit,
        "threshold": rung.threshold,
    }
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
}


def state_of(row: RowScore) -> str:
    """Return the key of a row's mark and word: never colour alone."""
    if row.row.source is m.Source.SURVEY:
        return "survey"
    if row.row.source is m.Source.APPRAISER:
        return "appraiser"
    if row.state in {State.NO_INCIDENCE, State.NOT_APPLICABLE}:
        return row.state.value
    if row.points is None:
        return "open"
    return "answered" if row.backed or row.points == 0 else "unbacked"


_FIELD_LABELS: Final[Mapping[str, Message]] = {
    "choice": say("Level"),
    "points": say("Points"),
    "percent": say("Percentage"),
    "of": say("Out of (points)"),
    "no_opinion": say("No opinion"),
}


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
    """Say how likely a place or a better one is; empty where that is not known.

    A chance that rounds to nothing is not "0%", and one that rounds to all is not certain.
    """
    chance = projection.chance_of(goal)
    if chance is None:
        return ""
    percent = round_half_up(chance * 100, Decimal(1))
    likely = say("about {chance}%", chance=str(percent))
    if percent < 1:
        likely = say("under 1%")
    elif percent > 99:
        likely = say("over 99%")
    return render(say("Chance of place {goal} or better: {chance}", goal=goal, chance=likely))


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
