"""Every cap in one place: sizes, counts, lengths, depths.

Files come from strangers, sticks and web portals. Each cap is far above what an
office needs and far below what would hurt its PC.
"""

from typing import Final

KIB: Final = 1024
MIB: Final = 1024 * KIB

TOML_BYTES: Final = 2 * MIB
"""Largest TOML file read (a filled-in assessment of 92 rows is about 60 KiB)."""
TOML_KEY_PARTS: Final = 8
"""Longest dotted key: the parser's time grows with its square."""
TOML_MARKS: Final = 40_000
"""Most equals signs, commas, opening brackets and line ends of a file, or of all files of one
hand-in: they measure how many values the parser makes (the largest rubric here has 6,000)."""
TOML_BARE: Final = 4 * KIB
"""Longest key, number or blank outside quotes: the parser takes a hundred times its size."""
TOML_QUOTES: Final = 300_000
"""Most quotes, backslashes and number signs: each may begin a string or a comment."""
OF_ALL_UNITS: Final = 16
"""So many times as large may be what lists all units of a round: its roster, and the round itself.
`ROSTER_UNITS` would not fit otherwise; what comes from a unit must stay small."""
TOML_NESTING: Final = 16
"""Deepest nesting of brackets: the parser recurses."""

NAME_LENGTH: Final = 300
"""Longest title, name, label or document number, in characters."""
TEXT_LENGTH: Final = 5_000
"""Longest note, explanation or guidance, in characters."""
NUMBER_DIGITS: Final = 18
"""Most digits in an entered number, before and after the decimal mark together."""
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199
"""Years of all days and times: workbooks know no earlier ones, and adding a delay to a day
must give a day. What is merely unlikely is asked about elsewhere."""
REVISION_MOST: Final = 10**9
SEQUENCE_MOST: Final = 999_999
"""Greatest number of a hand-in."""

BLOCK_CHARACTERS: Final = 200_000
"""Longest text pasted from a spreadsheet (500 communes take about 20,000)."""
SNIPPETS: Final = 200
"""Most phrases kept for explanations."""

RUBRIC_ITEMS: Final = 2_000
ROSTER_UNITS: Final = 20_000
SUB_UNITS: Final = 500
LETTERHEAD_LINES: Final = 3

BUNDLE_BYTES: Final = 600 * MIB
BUNDLE_PAYLOAD_BYTES: Final = 520 * MIB
"""Largest sum of the sizes of all files in a bundle, once unpacked."""
BUNDLE_ENTRIES: Final = 5_000
PACKED_RATIO: Final = 200
"""Largest size to packed size, for entries above `PACKED_RATIO_FROM`."""
PACKED_RATIO_FROM: Final = MIB
PACKED_RATIO_IN_ALL: Final = 50
"""The same for an archive as a whole, above `PACKED_RATIO_IN_ALL_FROM`."""
PACKED_RATIO_IN_ALL_FROM: Final = 16 * MIB
EVIDENCE_FILE_MB: Final = 50
"""Largest file of evidence where the rubric says nothing else."""
EVIDENCE_TOTAL_MB: Final = 500
"""Largest sum of all evidence where the rubric says nothing else, and the most it may allow."""
MANIFEST_BYTES: Final = 2 * MIB

PROGRAM_FILE_BYTES: Final = 256 * MIB
"""A file of the program itself, or of the Python that runs it."""
LEDGER_BYTES: Final = 64 * MIB

BACKUPS_RECENT: Final = 10
BACKUPS_DAYS: Final = 30
"""Earlier good saves kept: the last ten, then one a day for this many days."""

UNDO_STEPS: Final = 500

WORKBOOK_BYTES: Final = 8 * MIB
"""Largest workbook read (an annex of 92 rows is about 50 KiB, a form of 30 rows about 20)."""
WORKBOOK_FILES: Final = 1_000
"""Most files inside a workbook."""
WORKBOOK_UNPACKED_BYTES: Final = 32 * MIB
WORKBOOK_SHEETS: Final = 64
WORKBOOK_ELEMENTS: Final = 100_000
"""Most XML elements that are looked at, in all sheets, texts and styles together."""
WORKBOOK_CHARACTERS: Final = 1_000_000
"""Most characters of all cells: more than a TOML file can hold."""
WORKBOOK_CELL_CHARACTERS: Final = 32_767
"""Longest text of a cell, by Excel's own rule."""
WORKBOOK_TOKEN_BYTES: Final = 64 * KIB
"""Longest tag of its XML: the parser looks at an unfinished one again and again."""
WORKBOOK_MERGES: Final = 2_000
WORKBOOK_LINES: Final = 6_000
WORKBOOK_COLUMNS: Final = 80
"""Most lines and columns of a sheet that are looked at."""

WORD_BYTES: Final = 16 * MIB
"""Largest Word file read as an annex (one of 92 rows is about 60 KiB, pictures apart)."""
WORD_UNPACKED_BYTES: Final = 64 * MIB
WORD_ELEMENTS: Final = 600_000
"""Most XML elements that are looked at: each run of a cell brings some twenty of its own."""
