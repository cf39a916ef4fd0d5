"""Which tests are slow, and which need run on one Python only.

``pytest -m "not slow"`` runs all but those that need a terminal, a screen, an office program, many
kills or random answers of every row: the facts of the rooms below the faces.
``pytest -m "not once"`` is what the gate runs on its second Python.
"""

from pathlib import Path
from typing import Final

import pytest

TESTS: Final = Path(__file__).parent
SLOW: Final = frozenset(
    {
        "annex", "cli", "demo", "faults", "pages", "report", "terminal", "tui", "oracle",
        "test_accepted.py", "test_architecture.py", "test_article.py", "test_doors.py",
        "test_every_way.py", "test_figures_agree.py", "test_hostile.py", "test_network.py",
        "test_packaging.py", "test_rounding_of_totals.py",
        "assessment/test_beside.py", "assessment/test_block.py", "assessment/test_damage.py",
        "assessment/test_form.py", "assessment/test_unlikely.py", "rubric/test_diff.py",
        "desk/test_evidence_kinds.py", "desk/test_handing_out.py", "desk/test_two_returns.py",
        "editions/test_changing.py", "province/test_landing_laws.py", "province/test_parts.py",
        "province/test_second.py", "rubric/test_damage.py", "scoring/test_laws.py",
        "submission/test_archive.py", "submission/test_form_reading.py",
        "submission/test_intake.py", "submission/test_merging.py", "tables/test_word_tables.py",
        "assessment/test_difference.py", "words/test_cell_words.py", "years/test_last_year.py",
    }
)  # fmt: skip
"""Rooms and files whose tests take seconds each."""

ONCE: Final = frozenset(
    {
        # Exact arithmetic, over many random answers.
        "lift", "oracle", "rules", "scoring", "standing", "view",
        "assessment/test_unlikely.py", "test_every_way.py", "test_figures_agree.py",
        "test_numerals.py", "test_vectors.py",
        # What other programs make of our files, and files that were forged.
        "annex", "report", "test_hostile.py",
        # Walks over every command, page, word and colour.
        "pages", "words", "cli/test_docs.py", "cli/test_gate.py", "test_architecture.py",
        "test_catalogue.py", "test_ids.py", "test_wording.py", "tui/test_contrast.py",
        "tui/test_markup.py", "tui/test_poison.py", "tui/test_snapshots.py",
        # What one system call after another leaves on the disk.
        "faults/test_kills.py", "faults/test_order.py", "submission/test_merging.py",
    }
)  # fmt: skip
"""Rooms and files whose laws rest on nothing in which one Python differs from another."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark them by the room and the file in which they stand."""
    for item in items:
        path = item.path.relative_to(TESTS)
        places = {path.parts[0], path.as_posix()}
        if places & SLOW:
            item.add_marker(pytest.mark.slow)
        if places & ONCE:
            item.add_marker(pytest.mark.once)
