"""Workbooks read with distrust: the cells of an .xlsx file as they stand, and nothing else.

Annexes and forms are read by this room alone. XML streams through `xml` under an allowance, so
that a small file never costs much; what a cell is (text, number, day, truth, fault, formula) is
decided in `sheet`; what is no .xlsx workbook is told for what it is in `kinds`. A table saved as
text comes in through `text_table`.
"""

from parself.workbook.book import OtherKindError, UnsafeWorkbookError, read_workbook
from parself.workbook.kinds import is_office_file
from parself.workbook.sheet import Cell, Grid, Raw, columns_of, name_of
from parself.workbook.text_table import read_tables

__all__ = [
    "Cell",
    "Grid",
    "OtherKindError",
    "Raw",
    "UnsafeWorkbookError",
    "columns_of",
    "is_office_file",
    "name_of",
    "read_tables",
    "read_workbook",
]
