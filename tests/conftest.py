"""Which tests are slow: those that need a terminal, a screen, an office program or many kills.

``pytest -m "not slow"`` runs the rest, the laws of the rooms below the faces.
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
        "test_packaging.py",
    }
)  # fmt: skip
"""Rooms and files whose tests take seconds each."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the slow ones."""
    for item in items:
        if item.path.relative_to(TESTS).parts[0] in SLOW:
            item.add_marker(pytest.mark.slow)
