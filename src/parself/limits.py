"""Every cap in one place: sizes, counts, lengths, depths.

Files come from strangers, sticks and web portals. Each cap is far above what an
office needs and far below what would hurt its PC.
"""

from typing import Final

KIB: Final = 1024
MIB: Final = 1024 * KIB

TOML_BYTES: Final = 2 * MIB
"""Largest TOML file read (a filled-in assessment of 92 rows is about 60 KiB)."""
TOML_KEY_PARTS: Final = 32
"""Longest dotted key: the parser's time grows with its square."""
TOML_NESTING: Final = 16
"""Deepest nesting of brackets: the parser recurses."""

NAME_LENGTH: Final = 300
"""Longest title, name, label or document number, in characters."""
TEXT_LENGTH: Final = 5_000
"""Longest note, explanation or guidance, in characters."""
NUMBER_DIGITS: Final = 18
"""Most digits in an entered number, before and after the decimal mark together."""

BLOCK_CHARACTERS: Final = 200_000
"""Longest text pasted from a spreadsheet (500 communes take about 20,000)."""
SNIPPETS: Final = 200
"""Most phrases kept for explanations."""

RUBRIC_ITEMS: Final = 2_000
ROSTER_UNITS: Final = 20_000
SUB_UNITS: Final = 500

BUNDLE_BYTES: Final = 600 * MIB
BUNDLE_PAYLOAD_BYTES: Final = 520 * MIB
"""Largest sum of the sizes of all files in a bundle, once unpacked."""
BUNDLE_ENTRIES: Final = 5_000
BUNDLE_RATIO: Final = 200
"""Largest size to packed size, for entries above `BUNDLE_RATIO_FROM`."""
BUNDLE_RATIO_FROM: Final = MIB
EVIDENCE_FILE_MB: Final = 50
"""Largest file of evidence where the rubric says nothing else."""
EVIDENCE_TOTAL_MB: Final = 500
"""Largest sum of all evidence where the rubric says nothing else, and the most it may allow."""
MANIFEST_BYTES: Final = 2 * MIB

FORM_BYTES: Final = 8 * MIB
"""Largest Excel form read (an empty one of 30 rows is about 20 KiB)."""
FORM_ENTRY_BYTES: Final = 16 * MIB
"""Largest file inside it, once unpacked."""
FORM_LINES: Final = 20_000
LEDGER_BYTES: Final = 64 * MIB

BACKUPS_RECENT: Final = 10
BACKUPS_DAYS: Final = 30
"""Earlier good saves kept: the last ten, then one a day for this many days."""

UNDO_STEPS: Final = 500

ANNEX_BYTES: Final = 10 * MIB
"""Largest workbook of a rubric that is read (one of 92 rows is about 50 KiB)."""
ANNEX_UNPACKED_BYTES: Final = 60 * MIB
ANNEX_PARTS: Final = 1_000
"""Most files inside a workbook."""
ANNEX_LINES: Final = 6_000
ANNEX_COLUMNS: Final = 80
"""Most lines and columns of a sheet that are looked at."""
