"""Screens in quiet: no developer's files, no blinking, a clock that stands still."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from parself import i18n
from parself.assessment import store
from parself.assessment.beginning import begin
from parself.assessment.model import Purpose
from parself.desk.desk import Desk
from tui.sitting import NOW


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home folder of the person who sits here."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / f".{name.lower()}"))
    return tmp_path


@pytest.fixture(autouse=True)
def _still(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setattr(Input, "_toggle_cursor", lambda _field: None)
    monkeypatch.setattr(TextArea, "_toggle_cursor_blink_visible", lambda _field: None)
    defaults = Desk.__init__.__kwdefaults__
    assert defaults is not None
    monkeypatch.setitem(defaults, "clock", lambda: NOW)
    i18n.use("vi")
    yield
    i18n.use(None)


@pytest.fixture
def folder(home: Path) -> store.Folder:
    """A new assessment of Văn Quan against the short rubric."""
    path = home / "van-quan-2023"
    return begin(path, "mau-ngan", "van-quan", purpose=Purpose.PRACTICE)
