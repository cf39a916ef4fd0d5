"""Assessment folders for tests, made from the shipped short rubric."""

from datetime import date, datetime
from pathlib import Path

from parself.assessment import store
from parself.assessment.model import Answer, Assessment, Purpose, State
from parself.rubric.catalogue import find_roster, find_rubric, find_standings
from parself.rubric.identity import RubricIdentity, scoring_hash
from parself.rubric.model import Row, Source
from parself.rules.amounts import Value
from parself.rules.kinds import row_fields

NOW = datetime(2023, 12, 12, 10, 40)

RUBRIC, RUBRIC_BYTES = find_rubric("mau-ngan")
ROSTER, ROSTER_BYTES = find_roster("lang-son-11-huyen")
UNIT = next(unit for unit in ROSTER.units if unit.code == "van-quan")
STANDINGS_BYTES = find_standings("lang-son-2022")[1]
ROWS = tuple(RUBRIC.rows)
FIGURES = tuple(figure.id for figure in RUBRIC.figures)


def blank() -> Assessment:
    """Return an assessment of Văn Quan with nothing entered."""
    identity = RubricIdentity(RUBRIC.id, RUBRIC.edition, scoring_hash(RUBRIC))
    return Assessment("van-quan", 2023, identity, Purpose.PRACTICE)


def answered(assessment: Assessment, number: int, text: str = "", part: int = 0) -> Assessment:
    """Return the assessment with its row of that number answered; `part` makes answers differ."""
    row = RUBRIC.rows[ROWS[number]]
    held = Answer(State.ANSWERED, possible_values(row, part), text)
    if row.source is not Source.SELF:
        held = Answer(estimate=row.points / (2 + part), explanation=text)
    return assessment.with_answer(row.id, held)


def possible_values(row: Row, seed: int) -> dict[str, Value]:
    """Return values that are possible and complete for a row, different for different seeds."""
    kinds: dict[str, Value] = {"yes": bool(seed % 2), "date": date(2023, 1, 1 + seed % 28)}
    found: dict[str, Value] = {}
    for field in row_fields(row, UNIT.sub_units):
        if field.optional:
            continue
        if field.kind == "choice":
            found[field.key] = field.options[seed % len(field.options)][0]
        elif field.key.endswith(("whole", "base")):
            found[field.key] = 10**6
        elif field.is_number:
            found[field.key] = 0 if field.key == "points" else seed % (int(field.most or 10**6) + 1)
        else:
            found[field.key] = kinds[field.kind]
    return found


def new_folder(path: Path, assessment: Assessment | None = None) -> store.Folder:
    """Make a folder on disk."""
    return store.create(
        path,
        assessment or blank(),
        {
            "rubric.toml": RUBRIC_BYTES,
            "roster.toml": ROSTER_BYTES,
            "standings.toml": STANDINGS_BYTES,
        },
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
