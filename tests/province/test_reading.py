"""What landing reads of a hand-in, by the round's own rubric and roster."""

from decimal import Decimal
from pathlib import Path

from parself.assessment.model import Answer, State
from parself.province.reading import Yardstick, reading_of
from parself.rubric.identity import identity_of
from parself.rubric.load import rubric_from_bytes
from parself.submission.intake import read_bundle
from submission.samples import ROSTER, RUBRIC, assessment, build, make_folder, roster


def test_rows_of_other_communes_than_the_round_has_carry_no_points(tmp_path: Path) -> None:
    table = RUBRIC.replace('{ kind = "ratio", part', '{ kind = "table", part')
    there = ROSTER.replace('["Xã Một", "Xã Hai"]', '["Xã Ba", "Xã Bốn"]')
    values = {f"{line}.{key}": 9 for line in ("xa-ba", "xa-bon") for key in ("part", "whole")}
    identified = identity_of(rubric_from_bytes(table.encode(), where=""))
    blank = assessment(identified=identified)
    held = blank.with_answer("1.1", Answer(State.ANSWERED, values))
    folder = make_folder(tmp_path / "huyen", held, rubric_text=table, roster_text=there)
    path = tmp_path / "gui.zip"
    path.write_bytes(build(folder, sequence=1))
    bundle = read_bundle(path)
    at_home = reading_of(bundle, Yardstick.of(bundle.rubric, bundle.roster)).scored
    here = reading_of(bundle, Yardstick.of(bundle.rubric, roster())).scored
    assert at_home is not None and (at_home.points, at_home.strange) == (Decimal(6), ())
    assert here is not None and (here.points, here.strange) == (Decimal(0), ("1.1",))
