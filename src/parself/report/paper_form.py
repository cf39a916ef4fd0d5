"""The form to fill in by hand in a meeting: every row with room for its figures and its proof."""

from collections.abc import Iterator

from parself.i18n import _
from parself.report.case import UnitCase
from parself.report.parts import department_titles, heading_line, unit_heading
from parself.rubric import model as m
from parself.rules.fields import Field
from parself.rules.kinds import row_fields
from parself.tables.model import Column, Kind, Table, filled
from parself.tables.paper import Report
from parself.words.wording import field_label

ID = "form"
BOX = "□"
DOTS = "……………"


def report(case: UnitCase) -> Report:
    """Return the blank form of the unit's rubric."""
    columns: tuple[Column[m.Item], ...] = (
        Column("item", _("Nº"), lambda item: item.id, width=7),
        Column("title", _("Criterion"), lambda item: item.title, Kind.NAME, 36),
        Column("max", _("Maximum"), lambda item: item.points, Kind.POINTS, 8),
        Column("figures", _("Figures to enter"), lambda item: "\n".join(_asked(item)), width=44),
        Column("points", _("Points"), lambda _item: None, Kind.POINTS, 9),
        Column(
            "evidence", _("Evidence (number, date, section, page)"), lambda _item: None, width=32
        ),
        Column(
            "lead",
            _("Lead department"),
            lambda item: department_titles(case.rubric, [item.department]),
            width=20,
        ),
    )
    table = Table(columns, (), has_blanks=True)
    for area in case.rubric.areas:
        own = [item for item in area.items if item.source is m.Source.SELF]
        heading = heading_line(f"{area.id}. {area.title}", columns)
        table = table.ending(heading, *filled(columns, own).lines)
    blocks = (*unit_heading(case, _("Form for self-assessment")), table)
    return Report(ID, _("Form"), blocks, landscape=True)


def _asked(item: m.Item) -> Iterator[str]:
    """Yield what is asked, with room for it; a table of communes is filled in on its own sheet."""
    if item.measure.by_sub_unit:
        titles = item.measure.columns()
        yield from (f"{title} {_('(sum of all)')}: {DOTS}" for title in titles)
    else:
        for field in row_fields(item):
            yield from _field(field)
    if item.no_incidence is not None:
        yield f"{BOX} {_('No incidence')}"
    if item.not_applicable == "unit":
        yield f"{BOX} {_('Not applicable')}"


def _field(field: Field) -> Iterator[str]:
    label = field_label(field)
    shown = f"{field.group} · {label}" if field.group else label
    if field.kind == "choice":
        yield from (f"{BOX} {title}" for _id, title in field.options)
    elif field.kind == "yes":
        yield f"{BOX} {shown}"
    elif field.kind == "date":
        yield f"{shown}: ……/……/………"
    else:
        yield f"{shown}: {DOTS} {field.unit}".rstrip()
