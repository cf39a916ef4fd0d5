"""A workbook's cell read as the value of a row's field: numbers, texts that are numbers, days.

Forms that come back and tables of the province are read by this one reader.
"""

from datetime import date, datetime, time

from parself.assessment import entries
from parself.errors import Message, ParselfError, Problem, say
from parself.rules.amounts import Value
from parself.rules.fields import Field
from parself.text import one_line
from parself.workbook import Cell
from parself.workbook.figures import MADE_A_DATE, exact


def refuse_untyped(cell: Cell, todo: Message) -> None:
    """Raise `ParselfError` for what Excel made and nobody typed: formulas and faults."""
    if cell.is_formula:
        what = say("The cell holds a formula, which is not taken for a figure.")
        raise ParselfError(Problem(what, todo=todo))
    if cell.is_error:
        fault = one_line(str(cell.value))[:40]
        raise ParselfError(
            Problem(say("The cell shows a fault of Excel: {fault}.", fault=fault), todo=todo)
        )


def read_cell(cell: Cell, field: Field) -> Value | None:
    """Read a cell as a field asks. Raises `ParselfError`."""
    refuse_untyped(cell, say("Type the figure itself."))
    match cell.value:
        case None:
            return None
        case str() as text:
            return entries.read_typed(field, one_line(text))
        case bool() as truth if field.kind == "yes":
            return truth
        case int() | float() as number if field.is_number and not isinstance(number, bool):
            found = exact(number) * (100 if cell.is_percent else 1)
            return int(found) if found == found.to_integral_value() else found
        case datetime() | time() if field.is_number:
            raise ParselfError(MADE_A_DATE)
        case datetime() as moment:
            return moment.date()
        case bool() | int() | date() as other:
            return other
        case _:
            what = say("The value of this field is not of the kind asked for.")
            raise ParselfError(Problem(what, todo=say("Clear the field and type it again.")))
