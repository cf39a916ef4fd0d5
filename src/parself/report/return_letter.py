"""The letter with which a unit's appraisal is sent: made of the return alone."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from parself import i18n
from parself.errors import Message, say
from parself.i18n import _, render
from parself.numerals import show_date, show_decimal
from parself.province.survey import summed
from parself.report.parts import filled_or
from parself.report.province_letter import letter
from parself.returns.file import file_name
from parself.returns.model import Phase, Return, ReturnedRow
from parself.rubric import model as m
from parself.rubric.offices import appraising_office
from parself.rubric.peers import Roster, Unit
from parself.tables.model import Column, Kind
from parself.tables.paper import Block, Papers, Paragraph, Report
from parself.text import sentence_case
from parself.values import Frozen
from parself.words import caution
from parself.words.reply_words import figure_words, reason_words, ruling_words
from parself.words.result_words import published_words
from parself.words.return_words import goes_words

ID = "return"
_SOURCES: Final = {
    m.Source.SURVEY: say("Survey points known so far: {points:points} ({count:count} criteria)."),
    m.Source.APPRAISER: say(
        "Scored above so far: {points:points} points ({count:count} criteria)."
    ),
}
Entry = tuple[m.Row, ReturnedRow]


class LetterCase(Frozen):
    """What the letter to one unit is drawn from."""

    value: Return
    unit: Unit
    rubric: m.Rubric
    roster: Roster
    today: date


def letter_name(value: Return, form: str) -> str:
    """Return the name of the letter's file."""
    return f"cong-van-{value.unit}-{value.year}-lan-{value.number}.{form}"


def papers(case: LetterCase) -> Papers:
    """Return the letter as a file."""
    notes = caution.purpose_print(case.value.purpose), caution.rubric_warning(case.rubric)
    warning = " · ".join(filter(None, notes))
    return Papers(_about(case), (report(case),), warning, i18n.language())


def _about(case: LetterCase) -> str:
    words = say("Result of the appraisal of the PAR INDEX {year:none}", year=case.value.year)
    return render(words)


def report(case: LetterCase) -> Report:
    """Return the letter, with every row that was not simply accepted."""
    rows = [
        (case.rubric.rows[row], one)
        for row, one in case.value.rows.items()
        if one.may_be_answered or one.remarks or one.appeal
    ]
    blocks: tuple[Block, ...] = (
        Paragraph(_result(case)),
        *(Paragraph(words) for words in _request(case)),
        filled_or(_columns(), rows, _("No criterion was adjusted or has to be explained.")),
        Paragraph(render(say("Attached: file {name}.", name=file_name(case.value)))),
    )
    about = letter(case.roster, case.unit, _about(case), blocks, case.today)
    return Report(ID, _("Letter with the result"), about)


def _result(case: LetterCase) -> str:
    value = case.value
    said = say(
        "{office} sends {unit} the result of the appraisal, no. {number:none}, of the file that"
        " the unit handed in, no. {hand_in:none}: {counts}.",
        office=appraising_office(case.roster).name,
        unit=case.unit.full,
        number=value.number,
        hand_in=value.hand_in,
        counts=goes_words(value),
    )
    return " ".join((render(said), *_entered(case), *published_words(case.value)))


def _entered(case: LetterCase) -> Iterator[str]:
    """Yield what the province entered: survey, rows that it grades, bonus and penalty."""
    known = case.value.survey
    rows = [case.rubric.rows[row] for row in known if row in case.rubric.rows]
    for source, words in _SOURCES.items():
        count = sum(isinstance(row, m.Item) and row.source is source for row in rows)
        if count:
            facts = {"points": summed(case.rubric, known, source), "count": count}
            yield render(Message(words.id, facts))
    beside = [row.id for row in rows if not isinstance(row, m.Item)]
    if beside:
        told = ", ".join(f"{row} {show_decimal(known[row])}" for row in beside)
        yield render(say("Bonus and penalty noted above: {rows}.", rows=told))


def _request(case: LetterCase) -> Iterator[str]:
    """Yield what the unit is asked to do."""
    value = case.value
    if value.phase is not Phase.FIRST or not value.to_answer:
        return
    yield render(
        say(
            "Please open the attached file with parself, say of each of the {count:count} criteria"
            " below whether you agree, explain or add evidence where you do not, and send the file"
            " back.",
            count=len(value.to_answer),
        )
    )
    if value.replies_until is not None:
        day = show_date(value.replies_until)
        yield render(say("Replies are taken until {day}.", day=day))


def _columns() -> tuple[Column[Entry], ...]:
    def reason(entry: Entry) -> str:
        return "\n".join(filter(None, (figure_words(entry[1]), reason_words(entry[1]))))

    def ruling(entry: Entry) -> str:
        return sentence_case(ruling_words(entry[1].ruling))

    return (
        Column("item", _("Nº"), lambda one: one[0].id, width=7),
        Column("title", _("Criterion"), lambda one: one[0].title, Kind.NAME, 30),
        Column("claimed", _("Self-assessed"), lambda one: one[1].claimed, Kind.POINTS, 9),
        Column("appraised", _("Appraised"), lambda one: one[1].appraised, Kind.POINTS, 9),
        Column("ruling", _("Conclusion"), ruling, width=14),
        Column("reason", _("Reason, what is asked"), reason, width=40),
    )
