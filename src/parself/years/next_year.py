"""Rolling over: the next year's folder, begun from this year's in one step."""

from pathlib import Path

from parself.assessment import beside, store
from parself.assessment.beginning import begin
from parself.errors import Problem, RefusedError, say
from parself.returns.kept import received_by
from parself.values import evolve
from parself.years import last_year
from parself.years.last_year import Carried, LastYear


def begin_next(
    folder: store.Folder,
    target: Path,
    *,
    rubric_id: str | None = None,
    year: int | None = None,
    texts: bool = False,
    standings_id: str = "",
) -> store.Folder:
    """Make the folder of a later year: this one's points become last year's, efforts stay.

    The rubric, roster and standings are those of this folder unless another rubric, or other
    standings, are named.
    Raises what `begin` raises, and `RefusedError` for a year that is not later.
    """
    if year is not None and year <= folder.assessment.year:
        what = say("The year {year:none} is not after this one.", year=year)
        raise RefusedError(Problem(what, todo=say("Choose a later year.")))
    has_own = rubric_id is None and folder.standings is not None
    own = str(folder.path / beside.STANDINGS) if has_own else None
    made = begin(
        target,
        rubric_id or str(folder.path / beside.RUBRIC),
        folder.unit.code,
        year=year or folder.assessment.year + 1,
        purpose=folder.assessment.purpose,
        roster_id=str(folder.path / beside.ROSTER) if rubric_id is None else None,
        standings_id=standings_id or own,
    )
    last = LastYear(
        folder.assessment, folder.rubric, folder.unit, folder.evidence, received_by(folder)
    )
    found = last_year.match(made.rubric, last.rubric)
    made = store.save_past(made, last_year.past_of(last, found))
    carried = last_year.with_efforts(made.assessment, last, found)
    if texts:
        kinds = frozenset({Carried.NOTES, Carried.EXPLANATIONS})
        carried = last_year.with_texts(carried, last, found, kinds)
    return store.save(made, evolve(carried, edited=None), now=made.saved)
