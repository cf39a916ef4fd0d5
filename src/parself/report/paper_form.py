"""The form to fill in by hand in a meeting: every row with room for its figures and its proof."""

from collections.abc import Iterator

from parself.i18n import _
from parself.report.case import UnitCase
from parself.report.parts import department_titles, heading_line, text, unit_heading
from parself.report.tables import Cell, Column, Kind, Line, Report, Table
from parself.rubric import model as m
from parself.rules.fields import Field, row_fields
from parself.words.wording import field_label

ID = "form"
BOX = "□"
DOTS = "……………"


def report(case: UnitCase) -> Report:
    """Return the blank form of the unit's rubric."""
    columns = (
        Column(_("Nº"), 7),
        Column(_("Criterion"), 36),
        Column(_("Maximum"), 8, Kind.POINTS),
        Column(_("Figures to enter"), 44),
        Column(_("Points"), 9, Kind.POINTS),
        Column(_("Evidence (number, date, section, page)"), 32),
        Column(_("Lead department"), 20),
    )
    lines: list[Line] = []
    for area in case.rubric.areas:
        lines.append(heading_line(f"{area.id}. {area.title}", len(columns)))
        lines += [_line(case, item) for item in area.items if item.source is m.Source.SELF]
    title = _("Form for self-assessment")
    table = Table(columns, tuple(lines), has_blanks=True)
    return Report(ID, _("Form"), (*unit_heading(case, title.upper()), table), landscape=True)


def _line(case: UnitCase, item: m.Item) -> Line:
    asked = "\n".join(_asked(item))
    return Line(
        (
            text(item.id),
            text(item.title),
            Cell(item.points),
            text(asked),
            Cell(),
            Cell(),
            text(department_titles(case.rubric, [item.department])),
        )
    )


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
        yield f"{BOX} {_('Not applicable (taken out of the maximum)')}"


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
