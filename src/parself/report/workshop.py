"""The papers of a workshop: dossier and answer sheet of a group, and the trainer's key sheet.

What a group gets is drawn from what is handed out to it, never from the key.
"""

from collections.abc import Iterable, Iterator

from parself import i18n
from parself.assessment.model import Document, Purpose
from parself.errors import say
from parself.i18n import _, render
from parself.numerals import show_date
from parself.report.parts import filled_or
from parself.rubric import model as m
from parself.rules.amounts import Value
from parself.rules.kinds import row_fields
from parself.tables.model import Column, Kind, Table, filled
from parself.tables.paper import Block, Papers, Paragraph, Report, Tone
from parself.text import one_line
from parself.values import evolve
from parself.words import caution
from parself.words.rule_words import rule_words
from parself.words.wording import field_label, told_value
from parself.workshop.districts import District, Mishap, Ruling
from parself.workshop.exercise import HandedOut, handed_out
from parself.workshop.material import Material
from parself.workshop.pack import Given, Keyed, PlantedFault, Trap


def stem(material: Material, *, is_key: bool) -> str:
    """Return the name of the file without its ending."""
    return f"{'dap-an' if is_key else 'de-bai'}-{material.pack.id}"


def group_papers(material: Material) -> Papers:
    """Return the dossier and the answer sheet, which hold nothing of the key."""
    given = handed_out(material.pack, material.terms)
    # Who plays the province fills in no sheet: the program has a screen for that.
    sheets = () if material.pack.districts else (_answers(given),)
    return _papers(given.exercise.title, given.rubric, (_dossier(given), *sheets))


def key_papers(material: Material) -> Papers:
    """Return the trainer's key sheet."""
    title = render(say("Key: {title}", title=material.pack.head.title))
    sheet = _day(material, title) if material.pack.districts else _key(material, title)
    return _papers(title, material.pack.rubric, (sheet,))


def _papers(title: str, rubric: m.Rubric, reports: tuple[Report, ...]) -> Papers:
    notes = caution.purpose_print(Purpose.PRACTICE), caution.rubric_warning(rubric)
    return Papers(title, reports, " · ".join(filter(None, notes)), i18n.language())


def _dossier(given: HandedOut) -> Report:
    told = given.exercise
    unit = given.roster.unit(told.unit)
    facts: tuple[Column[tuple[str, str]], ...] = (
        Column("fact", _("Figure"), lambda one: one[0], width=40),
        Column("value", _("Figure given"), lambda one: one[1], width=20),
    )
    blocks: list[Block] = [
        Paragraph(told.title, Tone.TITLE),
        Paragraph(unit.full if unit else told.unit, Tone.SUBTITLE),
        Paragraph(told.introduction),
        Paragraph(render(say("Time: {minutes} minutes.", minutes=told.minutes))),
    ]
    if told.facts:
        blocks.append(filled(facts, [(one.title, one.value) for one in told.facts]))
    for one in told.documents:
        blocks.append(Paragraph(_document_words(one), Tone.HEADING))
        typed = given.evidence[one.stored_name].decode("utf-8").strip()
        blocks.append(Paragraph(typed, Tone.TYPED))
    return Report("dossier", _("Dossier"), tuple(blocks))


def _document_words(one: Document) -> str:
    day = show_date(one.issued) if one.issued else ""
    return " · ".join(filter(None, (one.id, one.number, day, one.issuer, one.title)))


def _answers(given: HandedOut) -> Report:
    """Return the sheet to be filled in by hand: each row, how it is scored, room to write."""
    rows = [item for item in given.rubric.items() if item.source is m.Source.SELF]
    columns: tuple[Column[m.Item], ...] = (
        Column("id", _("Row"), lambda row: row.id, width=7),
        Column("title", _("What is asked"), lambda row: _asked(row, given), width=44),
        Column("most", _("Maximum"), lambda row: row.points, Kind.POINTS, 9),
        Column("entered", _("Figures found"), lambda _row: None, width=22),
        Column("points", _("Points"), lambda _row: None, Kind.POINTS, 9),
        Column("reason", _("Reason"), lambda _row: None, width=34),
    )
    table = evolve(filled(columns, rows), has_blanks=True)
    head = _("Group: ……………………………   Turn: 1 □   2 □")
    note = _("Write “không biết” where the group does not know: that is an answer, too.")
    blocks: tuple[Block, ...] = (
        Paragraph(given.exercise.title, Tone.TITLE),
        Paragraph(head),
        Paragraph(note, Tone.NOTE),
        table,
        *_rules(rows),
    )
    return Report("answers", _("Answer sheet"), blocks, landscape=True)


def _asked(row: m.Item, given: HandedOut) -> str:
    minutes = given.exercise.times.get(row.id)
    time = f" ({render(say('{minutes} min', minutes=minutes))})" if minutes else ""
    return f"{row.title}{time}"


def _rules(rows: Iterable[m.Item]) -> Iterator[Paragraph]:
    yield Paragraph(_("How each row is scored"), Tone.HEADING)
    for row in rows:
        rule = row.guidance.strip() or " ".join(rule_words(row))
        yield Paragraph(f"{row.id} {row.title}\n{rule}")


def _key(material: Material, title: str) -> Report:
    pack = material.pack
    sum_words = say(
        "Key: {points:points} of {most:points} points.",
        points=pack.key_points,
        most=pack.rubric.points,
    )
    blocks: tuple[Block, ...] = (
        Paragraph(title, Tone.TITLE),
        Paragraph(_("For the trainer alone. Nothing of it is handed out."), Tone.WARNING),
        Paragraph(render(sum_words)),
        Paragraph(pack.head.lesson.strip()),
        filled_or(_key_columns(material), [*pack.key.values()], _("The pack has no key.")),
        Paragraph(_("Usual mistakes"), Tone.HEADING),
        _traps(material),
        Paragraph(_("Planted faults"), Tone.HEADING),
        filled_or(_fault_columns(), pack.faults, _("The pack has no planted faults.")),
    )
    return Report("key", _("Key"), blocks, landscape=True)


def _day(material: Material, title: str) -> Report:
    """Return the key sheet of a day: what each district comes to, rulings, and what goes wrong."""
    pack = material.pack
    rulings = [(one, ruling) for one in pack.districts for ruling in one.rulings]
    blocks: tuple[Block, ...] = (
        Paragraph(title, Tone.TITLE),
        Paragraph(_("For the trainer alone. Nothing of it is handed out."), Tone.WARNING),
        Paragraph(pack.head.lesson.strip()),
        filled(_district_columns(material), sorted(pack.districts, key=lambda one: one.place)),
        Paragraph(_("What goes wrong on purpose"), Tone.HEADING),
        filled(_mishap_columns(material), pack.mishaps),
        Paragraph(_("Rulings"), Tone.HEADING),
        filled(_ruling_columns(material), rulings),
    )
    return Report("key", _("Key"), blocks, landscape=True)


def _named(material: Material, code: str) -> str:
    unit = material.pack.roster.unit(code)
    return unit.short if unit is not None else code


def _district_columns(material: Material) -> tuple[Column[District], ...]:
    return (
        Column("place", _("Place"), lambda one: one.place, Kind.COUNT, 8),
        Column("unit", _("Unit"), lambda one: _named(material, one.code), width=24),
        Column("claimed", _("claimed"), lambda one: one.claimed, Kind.POINTS, 12),
        Column("appraised", _("appraised"), lambda one: one.appraised, Kind.POINTS, 12),
        Column("survey", _("Survey"), lambda one: one.survey, Kind.POINTS, 12),
        Column("index", _("Index"), lambda one: one.index, Kind.PERCENT, 12),
    )


def _mishap_columns(material: Material) -> tuple[Column[Mishap], ...]:
    return (
        Column("unit", _("Unit"), lambda one: _named(material, one.district), width=16),
        Column("seen", _("How it is seen"), lambda one: one.seen, width=80),
    )


def _ruling_columns(material: Material) -> tuple[Column[tuple[District, Ruling]], ...]:
    rows = material.pack.rubric.rows
    return (
        Column("unit", _("Unit"), lambda one: _named(material, one[0].code), width=14),
        Column("row", _("Row"), lambda one: one[1].row, width=7),
        Column("title", _("What is asked"), lambda one: rows[one[1].row].title, width=40),
        Column("points", _("Points"), lambda one: one[1].points, Kind.POINTS, 8),
        Column("reason", _("Reason"), lambda one: one[1].reason, width=44),
    )


def _key_columns(material: Material) -> tuple[Column[Keyed], ...]:
    rows = material.pack.rubric.rows
    return (
        Column("row", _("Row"), lambda one: one.row, width=7),
        Column("title", _("What is asked"), lambda one: rows[one.row].title, width=30),
        Column(
            "entered",
            _("To be entered"),
            lambda one: _entered(material, one.row, one.right[0]),
            width=30,
        ),
        Column("points", _("Points"), lambda one: one.points, Kind.POINTS, 8),
        Column("most", _("Maximum"), lambda one: rows[one.row].points, Kind.POINTS, 8),
        Column("reason", _("Reason"), lambda one: one.reason.strip(), width=46),
    )


def _entered(material: Material, row_id: str, given: Given | Trap) -> str:
    row = material.pack.rubric.rows[row_id]
    fields = row_fields(row, material.pack.unit.sub_units)
    known: dict[str, Value] = dict(given.inputs)
    told = [
        f"{' '.join(filter(None, (one.group, field_label(one))))}: "
        f"{told_value(one, known[one.key])}"
        for one in fields
        if one.key in known
    ]
    return "; ".join(told) or _("nothing of the kind occurred")


def _traps(material: Material) -> Table:
    columns: tuple[Column[tuple[str, Trap]], ...] = (
        Column("row", _("Row"), lambda one: one[0], width=7),
        Column("mistake", _("Mistake"), lambda one: one[1].mistake, width=50),
        Column("entered", _("The group enters"), lambda one: _entered(material, *one), width=36),
        Column("points", _("Points"), lambda one: one[1].points, Kind.POINTS, 8),
    )
    traps = [(row, trap) for row, one in material.pack.key.items() for trap in one.traps]
    return filled(columns, traps)


def _fault_columns() -> tuple[Column[PlantedFault], ...]:
    def places(one: PlantedFault) -> str:
        return "; ".join(f"{place.document}: “{one_line(place.quote)}”" for place in one.places)

    return (
        Column("rows", _("Rows"), lambda one: ", ".join(one.rows), width=12),
        Column("seen", _("How it is seen"), lambda one: one.seen, width=50),
        Column("place", _("Where it stands"), places, width=50),
    )
