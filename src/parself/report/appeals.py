"""Appeals on paper: a list for the desk, and a letter of answer that names no other unit."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from parself import i18n
from parself.errors import say
from parself.i18n import _, render
from parself.province.appeals import Appealed, State
from parself.province.officers import called
from parself.province.overview import Overview
from parself.report.case import RoundCase
from parself.report.parts import filled_or, heading, round_warning
from parself.report.province_letter import letter
from parself.rubric.offices import appraising_office
from parself.tables.model import Column, Kind
from parself.tables.paper import Papers, Paragraph, Report
from parself.text import sentence_case
from parself.words import caution
from parself.words.appeal_words import letter_words, reason_words, state_words
from parself.words.result_words import lowering_words

ID = "appeals"
_ANSWERED = frozenset({State.GRANTED, State.COUNTED, State.REFUSED})


def columns(view: Overview) -> tuple[Column[Appealed], ...]:
    """Return the columns of an appeal, in the shell, in JSON and on paper."""
    units = {one.code: one.short for one in view.round.roster.units}
    officers = view.round.officers

    def unit(one: Appealed) -> str:
        return units.get(one.appeal.unit, one.appeal.unit)

    def who(one: Appealed) -> str | None:
        return called(officers, one.ruling.who) if one.ruling else None

    return (
        Column("unit", _("Unit"), unit, Kind.NAME, 18, lambda one: one.appeal.unit),
        Column("row", _("Criterion"), lambda one: one.appeal.row, width=9),
        Column("number", data=lambda one: one.appeal.number),
        Column("sent", _("Day"), lambda one: one.appeal.sent, Kind.DATE, 11),
        Column(
            "letter",
            _("Letter"),
            lambda one: one.appeal.letter,
            width=14,
            data=lambda one: one.appeal.letter or None,
        ),
        Column("text", _("Argued"), lambda one: one.appeal.text, width=30),
        Column("published", _("Published"), lambda one: one.appeal.points, Kind.POINTS, 8),
        Column("points", _("Granted"), _points, Kind.POINTS, 8),
        Column("state", _("State"), state_words, width=18, data=lambda one: one.state.value),
        Column("late", data=lambda one: one.is_late),
        Column("who", _("Decided by"), who, width=14, data=lambda one: who(one) or None),
        Column("same_person", data=lambda one: bool(one.ruling and one.ruling.is_same_person)),
        Column("decided", data=lambda one: one.ruling.when.date() if one.ruling else None),
        Column("reason", _("Reason"), reason_words, width=30, data=_reason),
    )


def _reason(one: Appealed) -> str | None:
    return reason_words(one) or None


def _points(one: Appealed) -> Decimal | None:
    return one.ruling.points if one.ruling is not None else None


def papers(case: RoundCase, found: Sequence[Appealed]) -> Papers:
    """Return the list of appeals as a file."""
    round_ = case.round
    title = say("Appeals, PAR INDEX {year:none}", year=round_.year)
    of = round_.title or round_.roster.parent
    blocks = (
        *heading(_("Appeals against published results"), of, round_.rubric),
        Paragraph(lowering_words(may_lower=round_.settings.appeals_may_lower)),
        filled_or(columns(case.view), found, _("No unit has appealed.")),
    )
    report = Report(ID, _("Appeals"), blocks, landscape=True)
    return Papers(render(title), (report,), round_warning(case), i18n.language())


def letters(case: RoundCase, found: Sequence[Appealed]) -> Papers:
    """Return the letters that answer the decided appeals, one to each unit."""
    round_ = case.round
    title = say("Answer to appeals, PAR INDEX {year:none}", year=round_.year)
    notes = caution.purpose_print(round_.purpose), caution.rubric_warning(round_.rubric)
    answered = sorted(
        (one for one in found if one.state in _ANSWERED), key=lambda one: one.appeal.unit
    )
    of_units = groupby(answered, key=lambda one: one.appeal.unit)
    reports = tuple(_letter(case, code, tuple(ones)) for code, ones in of_units)
    return Papers(render(title), reports, " · ".join(filter(None, notes)), i18n.language())


def _letter(case: RoundCase, code: str, found: Sequence[Appealed]) -> Report:
    round_, unit = case.round, case.round.roster.unit(code)
    assert unit is not None, "only units of the roster appeal"
    about = say("Answer to the appeal, PAR INDEX {year:none}", year=round_.year)
    said = say(
        "{office} has looked at the appeal of {unit} ({letters}) against the published results of"
        " the PAR INDEX {year:none}, and answers as follows.",
        office=appraising_office(round_.roster).name,
        unit=unit.full,
        letters="; ".join(dict.fromkeys(map(letter_words, found))),
        year=round_.year,
    )
    blocks = (
        Paragraph(render(said)),
        filled_or(_answer_columns(case), found, ""),
        *(Paragraph(words) for words in _what_follows(found)),
    )
    made = letter(round_.roster, unit, render(about), blocks, case.today)
    return Report(f"{ID}-{code}", unit.short, made)


def _answer_columns(case: RoundCase) -> tuple[Column[Appealed], ...]:
    rows = case.round.rubric.rows

    def answer(one: Appealed) -> str:
        return sentence_case(_("refused") if one.state is State.REFUSED else _("granted"))

    return (
        Column("item", _("Nº"), lambda one: one.appeal.row, width=7),
        Column("title", _("Criterion"), lambda one: rows[one.appeal.row].title, Kind.NAME, 26),
        Column("published", _("Published"), lambda one: one.appeal.points, Kind.POINTS, 9),
        Column("answer", _("Conclusion"), answer, width=14),
        Column("points", _("Granted"), _points, Kind.POINTS, 9),
        Column("reason", _("Reason"), reason_words, width=36),
    )


def _what_follows(found: Sequence[Appealed]) -> Iterator[str]:
    if any(one.state is not State.REFUSED for one in found):
        yield _("What is granted counts with the correction of the published results.")
    if any(one.state is State.REFUSED for one in found):
        yield _("Where an appeal is refused, the published points stand.")
