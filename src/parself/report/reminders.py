"""Who is reminded of what: a list for the desk, and a letter to each unit that names no other."""

from collections.abc import Sequence
from datetime import date

from parself import i18n
from parself.errors import Message, say
from parself.i18n import _, render
from parself.numerals import show_date
from parself.province.record import Round
from parself.province.reminding import Awaited, Reminder
from parself.report.parts import filled_or, heading
from parself.report.province_letter import letter
from parself.rubric.offices import appraising_office
from parself.tables.model import Column, Kind
from parself.tables.paper import Papers, Paragraph, Report
from parself.text import sentence_case
from parself.values import Frozen
from parself.words import caution
from parself.words.return_words import AWAITED, days_words

ID = "reminders"


class ReminderCase(Frozen):
    """What the papers are drawn from."""

    round: Round
    reminders: tuple[Reminder, ...]
    today: date


def columns() -> tuple[Column[Reminder], ...]:
    """Return what is said of a unit that is waited for, in the shell, in JSON and on paper."""

    def awaited(one: Reminder) -> str:
        return sentence_case(render(AWAITED[one.awaited]))

    return (
        Column("unit", _("Unit"), lambda one: one.unit.short, Kind.NAME, 26, data=_code),
        Column("awaited", _("Awaited"), awaited, width=34, data=lambda one: one.awaited.value),
        Column("number", _("Result number"), lambda one: one.number, Kind.COUNT, 10),
        Column("until", _("Last day"), lambda one: one.until, Kind.DATE, 12),
        Column("days", _("Days"), days_words, width=18, data=lambda one: one.days),
        Column("late", data=lambda one: one.is_late),
        Column(
            "rows",
            _("Criteria left"),
            lambda one: len(one.rows) or None,
            Kind.COUNT,
            10,
            data=lambda one: list(one.rows),
        ),
    )


def _code(one: Reminder) -> str:
    return one.unit.code


def papers(case: ReminderCase, *, listed: bool = True, letters: bool = True) -> Papers:
    """Return the list and, after it, a letter to each unit.

    Without the list a file of one unit's letter names no other unit.
    """
    round_ = case.round
    title = say("Reminders, PAR INDEX {year:none}", year=round_.year)
    notes = caution.purpose_print(round_.purpose), caution.rubric_warning(round_.rubric)
    written = (_letter(case, one) for one in case.reminders) if letters else ()
    reports = (*((_list(case),) if listed else ()), *written)
    return Papers(render(title), reports, " · ".join(filter(None, notes)), i18n.language())


def _list(case: ReminderCase) -> Report:
    round_ = case.round
    found: Sequence[Reminder] = case.reminders
    at = say("At {day}", day=show_date(case.today))
    of = f"{round_.title or round_.roster.parent} · {render(at)}"
    nothing = _("Nothing is waited for.")
    blocks = (
        *heading(_("Units to remind"), of, round_.rubric),
        filled_or(columns(), found, nothing),
    )
    return Report(ID, _("Reminders"), blocks)


def _letter(case: ReminderCase, one: Reminder) -> Report:
    roster = case.round.roster
    about = say("Reminder, PAR INDEX {year:none}", year=case.round.year)
    words = Paragraph(render(_asked(case, one)))
    blocks = letter(roster, one.unit, render(about), (words,), case.today)
    return Report(f"{ID}-{one.unit.code}", one.unit.short, blocks)


def _asked(case: ReminderCase, one: Reminder) -> Message:
    told: dict[str, object] = {
        "office": appraising_office(case.round.roster).name,
        "unit": one.unit.full,
        "year": case.round.year,
        "timing": _timing(one),
        "count": len(one.rows),
        "number": one.number,
    }
    if one.awaited is Awaited.HAND_IN:
        words = say(
            "{office} has not received the self-assessment file of {unit} for the PAR INDEX"
            " {year:none}{timing}. Please finish it and send it."
        )
    else:
        words = say(
            "{office} has not received the explanation of {unit} on {count:count} criteria of the"
            " appraisal result no. {number:none}, PAR INDEX {year:none}{timing}. Please answer"
            " and send the file back."
        )
    return Message(words.id, told)


def _timing(one: Reminder) -> str:
    if one.until is None:
        return ""
    day = show_date(one.until)
    if one.is_late:
        return f" {render(say('(last day {day}, {late})', day=day, late=days_words(one)))}"
    return f" {render(say('(last day {day})', day=day))}"
