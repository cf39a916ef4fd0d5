"""A small rubric, eleven units, and folders of assessments to hand in."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from parself.assessment import store
from parself.assessment.model import (
    Answer,
    Assessment,
    Citation,
    Document,
    DocumentKind,
    Purpose,
    State,
)
from parself.rubric.identity import RubricIdentity, scoring_hash
from parself.rubric.load import roster_from_bytes, rubric_from_bytes
from parself.rubric.model import Rubric
from parself.rubric.peers import Roster
from parself.submission.bundle import write
from parself.values import evolve

NOW: Final = datetime(2023, 12, 12, 10, 42, 7)
LATER: Final = datetime(2023, 12, 20, 8, 0, 0)
UNITS: Final = tuple(f"huyen-{letter}" for letter in "abcdefghijk")

RUBRIC: Final = """
format = 1

[rubric]
id = "bo-mau"
edition = "1"
status = "illustrative"
year = 2023
title = "Bộ tiêu chí mẫu"
points = 10
roster = "muoi-mot-huyen"
bands = [ { label = "Tốt", from = 80 }, { label = "Yếu", from = 0 } ]

[[department]]
id = "noi-vu"
title = "Phòng Nội vụ"

[[area]]
id = "1"
title = "Lĩnh vực một"
points = 10

[[area.criterion]]
id = "1.1"
title = "Hồ sơ đúng hạn"
points = 6
department = "noi-vu"
measure = { kind = "ratio", part = "Đúng hạn", whole = "Đã giải quyết" }
scale = { kind = "proportional" }
evidence = ["Báo cáo"]

[[area.criterion]]
id = "1.2"
title = "Kế hoạch"
points = 4
department = "noi-vu"
evidence = ["Kế hoạch"]
[area.criterion.measure]
kind = "choice"
[[area.criterion.measure.levels]]
id = "du"
title = "Đủ"
points = 4
[[area.criterion.measure.levels]]
id = "khong"
title = "Không"
points = 0
"""

ROSTER: Final = """
format = 1

[roster]
id = "muoi-mot-huyen"
parent = "tỉnh Mẫu"
unit_word = "huyện"
sub_unit_word = "xã"
""" + "".join(
    f'\n[[unit]]\ncode = "{code}"\nshort = "Huyện {code[-1]}"\nfull = "UBND huyện {code[-1]}"\n'
    f'locative = "{code[-1]}"\nsub_units = ["Xã Một", "Xã Hai"]\n'
    for code in UNITS
)

STANDINGS: Final = """
format = 1

[standings]
id = "bang-2022"
roster = "muoi-mot-huyen"
year = 2022
""" + "".join(f'\n[[unit]]\ncode = "{code}"\n' for code in UNITS)


@lru_cache(maxsize=1)
def rubric() -> Rubric:
    return rubric_from_bytes(RUBRIC.encode(), where="rubric.toml")


@lru_cache(maxsize=1)
def roster() -> Roster:
    return roster_from_bytes(ROSTER.encode(), where="roster.toml")


def identity() -> RubricIdentity:
    return RubricIdentity("bo-mau", "1", scoring_hash(rubric()))


def on_time(part: int, whole: int = 100, *, explanation: str = "Theo báo cáo số 45.") -> Answer:
    values = {"part": part, "whole": whole}
    return Answer(State.ANSWERED, values, explanation=explanation, who="Lan", when=NOW)


def assessment(
    unit: str = UNITS[0],
    *,
    part: int = 90,
    year: int = 2023,
    purpose: Purpose = Purpose.REAL,
    identified: RubricIdentity | None = None,
) -> Assessment:
    blank = Assessment(unit, year, identified or identity(), purpose)
    return blank.with_answer("1.1", on_time(part))


def make_folder(
    path: Path,
    held: Assessment | None = None,
    *,
    rubric_text: str = RUBRIC,
    roster_text: str = ROSTER,
) -> store.Folder:
    return store.create(
        path,
        held or assessment(),
        {"rubric.toml": rubric_text.encode(), "roster.toml": roster_text.encode()},
    )


def build(folder: store.Folder, *, sequence: int) -> bytes:
    """Return the hand-in of a folder as the bytes of its file."""
    with TemporaryDirectory() as place:
        path = Path(place) / "gui.zip"
        write(folder, path, sequence=sequence)
        return path.read_bytes()


def with_part(folder: store.Folder, part: int) -> store.Folder:
    """Edit the answer to row 1.1 and save."""
    return store.save(folder, folder.assessment.with_answer("1.1", on_time(part)), now=LATER)


def with_evidence(folder: store.Folder, files: Mapping[str, bytes]) -> store.Folder:
    """Put files into the folder, register and cite them."""
    documents = tuple(
        Document(
            f"E-{number:03}",
            DocumentKind.FILE,
            title=f"Biên bản số {number}",
            original_name=f"Biên bản {number}.pdf",
            stored_name=name,
            size=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
        )
        for number, (name, data) in enumerate(files.items(), start=1)
    )
    for name, data in files.items():
        (folder.evidence / name).write_bytes(data)
    cited = evolve(on_time(90), citations=tuple(Citation(one.id, page="2") for one in documents))
    held = evolve(folder.assessment, documents=documents).with_answer("1.1", cited)
    return store.save(folder, held, now=NOW)


def claimed(part: int) -> Decimal:
    """Return the points of row 1.1, which are all that `assessment` claims."""
    return Decimal(6 * part) / 100
