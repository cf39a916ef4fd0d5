"""Assessment folders for tests, made from the shipped short rubric."""

from datetime import datetime
from pathlib import Path

from parself.assessment import store
from parself.assessment.model import (
    Answer,
    Assessment,
    Purpose,
    RubricIdentity,
    State,
    Value,
)
from parself.rubric.catalogue import find_roster, find_rubric, find_standings
from parself.rubric.identity import scoring_hash

NOW = datetime(2023, 12, 12, 10, 40)

RUBRIC, RUBRIC_BYTES = find_rubric("mau-ngan")
ROSTER_BYTES = find_roster("lang-son-11-huyen")[1]
STANDINGS_BYTES = find_standings("lang-son-2022")[1]
ROWS = tuple(RUBRIC.rows)
FIGURES = tuple(figure.id for figure in RUBRIC.figures)


def blank() -> Assessment:
    """Return an assessment of Văn Quan with nothing entered."""
    identity = RubricIdentity(RUBRIC.id, RUBRIC.edition, scoring_hash(RUBRIC))
    return Assessment("van-quan", 2023, identity, Purpose.PRACTICE)


def answered(assessment: Assessment, number: int, text: str = "", **values: Value) -> Assessment:
    """Return the assessment with its row of that number answered."""
    return assessment.with_answer(ROWS[number], Answer(State.ANSWERED, values, text))


def new_folder(path: Path, assessment: Assessment | None = None) -> store.Folder:
    """Make a folder on disk."""
    return store.create(
        path,
        assessment or blank(),
        rubric_bytes=RUBRIC_BYTES,
        roster_bytes=ROSTER_BYTES,
        standings_bytes=STANDINGS_BYTES,
    )


def saved_folder(path: Path, saves: int = 2) -> store.Folder:
    """Make a folder and save it some times, one row more each time, a minute apart."""
    folder = new_folder(path)
    for number in range(saves):
        assessment = answered(folder.assessment, number, f"lần {number}", part=number)
        now = NOW.replace(minute=number)
        folder = store.save(folder, assessment, now=now)
    return folder


def file_of(folder: store.Folder) -> Path:
    """Return the assessment's file."""
    return folder.path / "assessment.toml"


def temp_files(path: Path) -> list[Path]:
    """Return temporary files anywhere under a folder."""
    return sorted(path.rglob(".*.tmp"))
