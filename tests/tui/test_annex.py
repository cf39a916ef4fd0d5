"""An annex that has just come in is answered on the screens: points, and an explanation."""

from decimal import Decimal
from pathlib import Path

import pytest

from annex.clerk import imported
from parself.assessment import beginning
from parself.i18n import _
from parself.rubric import catalogue
from parself.tui.screens.new import NewScreen
from tui.sitting import sitting, standing_at


async def test_a_row_without_a_rule_asks_for_points_and_an_explanation(tmp_path: Path) -> None:
    rubric = tmp_path / "a.toml"
    rubric.write_bytes(imported().data)
    folder = beginning.begin(tmp_path / "d", str(rubric), "van-quan")
    async with sitting(standing_at(folder, "1.2")) as person:
        await person.types("1,25")
        assert _("Nothing stands behind these points yet: F4 adds evidence, or explain below.") in (
            " ".join(person.shown.split())
        )
        await person.types("\tĐủ 4 báo cáo.")
        answer = person.answer("1.2")
        assert answer.values == {"points": Decimal("1.25")}
        assert answer.explanation == "Đủ 4 báo cáo."


async def test_a_rubric_of_this_computer_is_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    own = catalogue.own_folder()
    own.mkdir(parents=True)
    (own / "bo-tieu-chi-chi-so-cchc-nam-2026.toml").write_bytes(imported().data)
    async with sitting(None) as person:
        person.app.push_screen(NewScreen(person.app))
        await person.wait()
        assert "bo-tieu-chi-chi-so-cchc-nam-2026" in person.offered()
