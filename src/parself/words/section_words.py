"""What rows count for where others of their section do not apply, said once for every face."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from parself.errors import Message, say
from parself.rubric import model as m
from parself.scoring.score import Claims, RowScore
from parself.scoring.weights import Section

AWAY_LABELS: Final[Mapping[m.Away, Message]] = {
    "shrink": say("Not applicable (taken out of the maximum)"),
    "rescale": say("Not applicable (the rest counts as the whole section)"),
    "share": say("Not applicable (its points go to the section's other rows)"),
}
"""How the box reads that says a row does not apply, by what becomes of its points."""
_GONE: Final[Mapping[m.Away, Message]] = {
    "shrink": say("{points:points} points taken out of the maximum"),
    "rescale": say("{points:points} points: the rest counts as the whole section"),
    "share": say("{points:points} points go to the section's other rows"),
}


def gone_words(claims: Claims, rubric: m.Rubric, scored: RowScore) -> Message:
    """Say what became of the points of a row that does not apply.

    Where nothing of a section applies, they leave the maximum whatever the rubric says.
    """
    row = scored.row
    is_kept = isinstance(row, m.Item) and not scored.is_unsurveyed
    section = claims.weights.section_of(rubric, row.id) if is_kept else None
    said = _GONE[section.how if section is not None else "shrink"]
    return Message(said.id, {"points": row.points})


def section_words(section: Section) -> Message:
    """Say how much of a section applies, and what that counts for."""
    said = say("{section}: {applying:points} of {maximum:points} points apply and count for all.")
    if section.how == "share":
        said = say(
            "{section}: {applying:points} of {maximum:points} points apply; what does not goes to "
            "the other rows in equal parts."
        )
    number = m.numbered(section.part)
    figures = {"applying": section.applying, "maximum": section.maximum}
    return Message(said.id, {"section": number, **figures})


def counted_words(claims: Claims, rubric: m.Rubric, scored: RowScore) -> Message | None:
    """Say what the points of a row count for in its section; None where they are its own."""
    row = scored.row
    section = claims.weights.section_of(rubric, row.id) if isinstance(row, m.Item) else None
    if section is None:
        return None
    weight = section.weights.get(row.id)
    if weight is None or scored.points is None:
        return section_words(section)
    return say(
        "{points:points} of {own:points} points count as {counted:points} of {most:points} in "
        "section {section}",
        points=scored.points,
        own=row.points,
        counted=Fraction(scored.points) * weight,
        most=Fraction(row.points) * weight,
        section=m.numbered(section.part),
    )
