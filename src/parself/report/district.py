"""Every paper of one unit, and the sets that go into one file.

A new report is a function from a `UnitCase` to a `Report` and a line here; all formats, the
command and the screen find it.
"""

from collections.abc import Sequence
from typing import Final

from parself.errors import say
from parself.report import (
    collecting,
    evidence,
    figures,
    handover,
    letter,
    paper_form,
    plan,
    projection,
    self_assessment,
    sent_back,
    summary,
    years,
)
from parself.report.case import UnitCase
from parself.report.chosen import Definition, put_together
from parself.report.parts import unit_warning
from parself.tables.paper import Papers

_TABLE: Final = (self_assessment.ID, figures.ID)

_LEADER: Final = say("the leader")
_ABOVE: Final = say("the higher level")
_DEPARTMENTS: Final = say("departments")
_OWN: Final = say("our own desk")

REPORTS: Final[tuple[Definition[UnitCase], ...]] = (
    Definition(
        summary.ID,
        say("Summary for the leader"),
        summary.report,
        (*_TABLE, projection.ID),
        reader=_LEADER,
    ),
    Definition(letter.ID, say("Hand-in letter"), letter.report, _TABLE, reader=_ABOVE),
    Definition(
        self_assessment.ID,
        say("Annex I. Summary of the self-assessment"),
        self_assessment.report,
        (figures.ID,),
        reader=_ABOVE,
    ),
    Definition(evidence.ID, say("Annex II. List of evidence"), evidence.report, reader=_ABOVE),
    Definition(
        evidence.EXPLANATIONS,
        say("Annex III. Explanation of rows without, or without sufficient, evidence"),
        evidence.explanations,
        reader=_ABOVE,
    ),
    Definition(
        letter.COVER, say("Cover sheet to sign and stamp"), letter.cover, _TABLE, reader=_ABOVE
    ),
    Definition(plan.ID, say("Gaps and remedial plan"), plan.report, _TABLE, reader=_DEPARTMENTS),
    Definition(
        projection.ID, say("Projected points and place"), projection.report, _TABLE, reader=_LEADER
    ),
    Definition(
        years.ID, say("Year against year"), years.report, (*_TABLE, projection.ID), reader=_LEADER
    ),
    Definition(figures.ID, say("Entered figures"), figures.report, reader=_OWN),
    Definition(
        collecting.ID,
        say("What to collect, by department"),
        collecting.report,
        by_default=False,
        reader=_DEPARTMENTS,
    ),
    Definition(
        sent_back.ID,
        say("Entries to correct, by department"),
        sent_back.report,
        by_default=False,
        reader=_DEPARTMENTS,
    ),
    Definition(handover.ID, say("Hand-over page"), handover.report, by_default=False, reader=_OWN),
    Definition(
        paper_form.ID,
        say("Form to fill in by hand"),
        paper_form.report,
        by_default=False,
        reader=_DEPARTMENTS,
    ),
)


def papers(case: UnitCase, ids: Sequence[str] = (), *, live: bool = False) -> Papers:
    """Return the reports named, or the usual set, as one file.

    `live` adds the reports that their formulas start from. Raises `UsageError` for an
    unknown id.
    """
    title = say("PAR INDEX {year:none}, {unit}", year=case.year, unit=case.unit.full)
    return put_together(REPORTS, case, ids, title, unit_warning(case), live=live)
