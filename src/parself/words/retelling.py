"""What differs between two states of an assessment, in words: the entry, before and after."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Final, cast

from parself.assessment import model
from parself.assessment.difference import Difference
from parself.assessment.group import Group
from parself.assessment.saves import Occasion
from parself.errors import Message, say
from parself.i18n import _, render, show_moment
from parself.numerals import show_date, show_decimal, show_trimmed
from parself.rubric import model as m
from parself.rubric.identity import RubricIdentity
from parself.rules.amounts import Value
from parself.rules.fields import Field
from parself.rules.kinds import row_fields
from parself.submission.changes import Changes
from parself.text import one_line
from parself.values import evolve
from parself.words.citing import document_words, place_words
from parself.words.reply_words import reply_words
from parself.words.wording import STATE_WORDS, field_label, told_value

NOTHING: Final = "–"

OCCASIONS: Final[Mapping[Occasion, Message]] = {
    Occasion.EXPORT: say("before an export"),
    Occasion.LANDING: say("before joining a part"),
    Occasion.MIGRATION: say("before a change of edition"),
    Occasion.RESTORE: say("before going back"),
    Occasion.RESULT: say("before receiving an appraisal result"),
    Occasion.RESET: say("before beginning again"),
}

_FIELDS: Final[Mapping[str, Message]] = {
    "state": say("state"),
    "explanation": say("explanation"),
    "note": say("note"),
    "flagged": say("flag"),
    "provisional": say("figures not final"),
    "estimate": say("estimate"),
    "citations": say("evidence"),
    "effort": say("effort"),
    "who": say("entered by"),
    "when": say("entered at"),
    "data_date": say("data date"),
    "sign_off": say("signer"),
    "locked": say("locked for signature"),
    "figures": say("shared figure"),
    "documents": say("document"),
    "waivers": say("reason of a finding"),
    "unit": say("unit"),
    "year": say("year"),
    "rubric": say("rubric"),
    "purpose": say("purpose"),
    "part": say("department's part"),
    "task": say("remedial task"),
    "reply": say("reply to the appraisal"),
    "returned": say("appraisal result"),
    "set_aside": say("kept of the earlier edition"),
    "group": say("group of a workshop"),
}
_PURPOSES: Final[Mapping[model.Purpose, Message]] = {
    model.Purpose.REAL: say("real"),
    model.Purpose.PRACTICE: say("practice"),
}
_STATES: Final = {
    model.State.UNANSWERED: "open",
    model.State.ANSWERED: "answered",
    model.State.NO_INCIDENCE: "no-incidence",
    model.State.NOT_APPLICABLE: "not-applicable",
}


def difference_words(
    rubric: m.Rubric | None, sub_units: tuple[str, ...], one: Difference
) -> tuple[str, str, str]:
    """Return the name of the entry that differs, and its text before and after.

    Without a rubric, which may be what is damaged, entries are named as the file names them.
    """
    kind, _dot, key = one.field.partition(".")
    if kind == "set_aside":
        row, _dot, name = key.partition(".")
        label, *sides = difference_words(rubric, sub_units, evolve(one, row=row, field=name))
        return f"{render(_FIELDS[kind])} {row}, {label}", sides[0], sides[1]
    field = _field(rubric, sub_units, one.row, key) if rubric and kind == "values" else None
    if field is not None:
        label = ", ".join(part for part in (field.group, field_label(field)) if part)
        return label, _told(field, one.before), _told(field, one.after)
    if kind == "figures" and rubric:
        key = next((figure.title for figure in rubric.figures if figure.id == key), key)
    label = render(_FIELDS[kind]) if kind in _FIELDS else ""
    return f"{label} {key}".strip(), value_words(one.before), value_words(one.after)


def _field(rubric: m.Rubric, sub_units: tuple[str, ...], row: str, key: str) -> Field | None:
    fields = row_fields(rubric.rows[row], sub_units) if row in rubric.rows else ()
    return next((field for field in fields if field.key == key), None)


def _told(field: Field, value: object) -> str:
    """Return a value as its field says it: a level by its title, not by its id."""
    return NOTHING if value is None else told_value(field, cast("Value", value))


def value_words(value: object) -> str:
    """Return an entered value as people write it; a dash where there is none."""
    match value:
        case None | () | "":
            return NOTHING
        case bool():
            return _("yes") if value else _("no")
        case model.State():
            return render(STATE_WORDS[_STATES[value]])
        case int() | Decimal():
            return show_trimmed(value)
        case datetime():
            return show_moment(value)
        case date():
            return show_date(value)
        case model.Document():
            return document_words(value)
        case model.SignOff():
            return f"{value.name}, {show_date(value.signed)}"
        case model.Purpose():
            return render(_PURPOSES[value])
        case RubricIdentity():
            return f"{value.id} ({value.edition})"
        case Group():
            unknown = f"; {render(say('does not know'))}: {', '.join(value.unknown)}"
            return f"{value.name}, {value.round}{unknown if value.unknown else ''}"
        case model.Part():
            return one_line(value.department)
        case model.Reply():
            return ": ".join(filter(None, (reply_words(value), one_line(value.explanation))))
        case model.Returned():
            return render(say("no. {n:none}", n=value.number))
        case model.Task():
            return one_line(value.work or value.reason or value.product) or NOTHING
        case tuple():
            return "; ".join(value_words(part) for part in value)
        case model.Citation():
            return " ".join(part for part in (value.document, place_words(value)) if part)
    return one_line(str(value))


def points_words(points: Decimal | None) -> str:
    """Return points with two decimals; a dash where there are none."""
    return NOTHING if points is None else show_decimal(points)


def answered_count(assessment: model.Assessment) -> int:
    """Return the number of rows that are answered, without incidence, or not applicable."""
    answers = assessment.answers.values()
    return sum(answer.state is not model.State.UNANSWERED for answer in answers)


def changes_sentence(found: Changes) -> Message:
    """Say in one sentence what differs."""
    if found.is_empty:
        return say("Nothing has changed.")
    if not found.rows and found.before == found.after:
        return say("No row has changed.")
    return say(
        "{rows} rows changed, claimed points {before:points} → {after:points}.",
        rows=len(found.rows),
        before=found.before,
        after=found.after,
    )


def changed_names(found: Changes, rubric: m.Rubric) -> Message:
    """Name what differs: the rows, and what else by its kind."""
    rows = [row.row.id for row in found.rows]
    others = dict.fromkeys(
        f"{one.row} {difference_words(rubric, (), one)[0]}".lstrip() for one in found.others
    )
    return say("Changed: {names}.", names=", ".join([*rows, *others]))


def replaces(last: model.HandIn) -> Message:
    """Say which hand-in a correction replaces."""
    return say(
        "This hand-in replaces number {number:none} of {day}.",
        number=last.sequence,
        day=show_date(last.when.date()),
    )
