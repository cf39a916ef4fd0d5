"""A practice province with everything in it, made once; what papers are drawn from."""

from datetime import date
from pathlib import Path

import pytest

from demo.rounds import fresh
from parself import demo
from parself.assessment import store
from parself.province.record import Round
from parself.report import making
from parself.report.case import RoundCase, UnitCase
from parself.values import Frozen
from parself.view.view import View

TODAY = date(2024, 1, 15)


class Province(Frozen):
    """The demo's folders."""

    path: Path
    round: Round

    def folder(self, code: str) -> Path:
        return self.path / "don-vi" / code

    def unit_case(self, code: str) -> UnitCase:
        return unit_case(store.load(self.folder(code)))

    def round_case(self) -> RoundCase:
        return making.round_case(self.round, TODAY)


def unit_case(folder: store.Folder) -> UnitCase:
    return making.unit_case(View(folder, folder.assessment), TODAY)


@pytest.fixture(scope="session")
def province(tmp_path_factory: pytest.TempPathFactory) -> Province:
    made = fresh(demo.prepare(tmp_path_factory.mktemp("tinh") / "demo"))
    return Province(made.path, made.round)


@pytest.fixture(scope="session")
def half_way(tmp_path_factory: pytest.TempPathFactory) -> RoundCase:
    """Return the demo's round as it is: appraised in part, the survey known of some units."""
    made = demo.prepare(tmp_path_factory.mktemp("nua") / "demo")
    return making.round_case(made.round, TODAY)
