"""The hand-in letter and the sheet that proves which file it goes with.

Number, date and signatures stay blank: they come from the office's document system. The
verification code is text, to be selected and copied into it.
"""

from decimal import Decimal

from parself.assessment.model import State
from parself.errors import Message, say
from parself.i18n import _, render
from parself.report import cells as c
from parself.report.case import UnitCase
from parself.report.parts import day_in_words, letterhead, pairs, rubric_note, signature
from parself.report.summary import areas_table
from parself.rubric import model as m
from parself.rubric.offices import appraising_office
from parself.submission.bundle import Reference
from parself.tables.model import Cell, Kind
from parself.tables.paper import Block, Paragraph, Report, Tone

ID = "letter"
COVER = "cover"
BLANK_LINE = "." * 110
DIGEST_GROUP = 32


def report(case: UnitCase) -> Report:
    """Return the letter that the self-assessment is handed in with."""
    appraiser = appraising_office(case.roster)
    about = say(
        "Results of the self-assessment by the PAR INDEX in {year:none} of {unit}",
        year=case.year,
        unit=case.unit.full,
    )
    blocks: list[Block] = [
        letterhead(case, "BC"),
        Paragraph(_("REPORT"), Tone.TITLE),
        Paragraph(render(about), Tone.SUBTITLE),
        *rubric_note(case.rubric),
        Paragraph(_opening(case)),
        Paragraph(_("I. Results"), Tone.HEADING),
        Paragraph(_result(case)),
        areas_table(case),
        Paragraph(_("II. Difficulties"), Tone.HEADING),
        Paragraph("\n".join([BLANK_LINE] * 2), Tone.NOTE),
        Paragraph(_("III. Proposals"), Tone.HEADING),
        Paragraph("\n".join([BLANK_LINE] * 2), Tone.NOTE),
        Paragraph(_annexes()),
        signature(
            case,
            recipients=(
                _("Recipients:"),
                f"- {render(say('{office} (to report)', office=appraiser.name))};",
                f"- {_('File: office, NV.')}",
            ),
        ),
    ]
    return Report(ID, _("Hand-in letter"), tuple(blocks))


def _opening(case: UnitCase) -> str:
    until = case.view.assessment.data_date
    said = render(
        say(
            "{unit} has assessed and scored itself by “{rubric}” (edition {edition}), {decision}.",
            unit=case.unit.full,
            rubric=case.rubric.title,
            edition=case.rubric.edition,
            decision=_decision(case.rubric),
        )
    )
    if until is None:
        return said
    return f"{said} {render(say('The figures stand at {day}.', day=day_in_words(until)))}"


def _decision(rubric: m.Rubric) -> Message:
    """Say by what document the rubric was issued, with blanks to fill in where it is not told."""
    if rubric.status is m.Status.ILLUSTRATIVE:
        return say("an illustrative rubric that no decision has issued")
    if rubric.status is m.Status.DRAFT:
        return say("a draft that is not issued yet")
    return say("issued with {decision}", decision=rubric.decision or _("decision no. …… of ……"))


def _result(case: UnitCase) -> str:
    scores, progress = case.view.scores, case.view.progress()
    return render(
        say(
            "The unit has assessed {answered} of the {total} criteria that are its own."
            " Self-assessed points: {points:points} of at most {own:points}, out of the"
            " {maximum:points} points of all criteria that apply; the survey and the higher level"
            " score {awaiting} more criteria.",
            answered=progress.answered,
            total=progress.total,
            points=scores.claimed.points,
            own=_own_maximum(case),
            maximum=scores.applicable_max,
            awaiting=progress.awaiting,
        )
    )


def _own_maximum(case: UnitCase) -> Decimal:
    """Return the most points that the unit's own criteria give, as far as they apply to it."""
    rows = (case.view.scores.rows[item.id] for item in case.rubric.items())
    own = (
        row.row.points
        for row in rows
        if row.row.source is m.Source.SELF and row.state is not State.NOT_APPLICABLE
    )
    return sum(own, Decimal(0))


def _annexes() -> str:
    lines = (
        _("Attached:"),
        f"- {_('Annex I. Summary of the self-assessment')};",
        f"- {_('Annex II. List of evidence')};",
        f"- {_('Annex III. Explanation of rows without, or without sufficient, evidence')}.",
    )
    return "\n".join(lines)


def cover(case: UnitCase) -> Report:
    """Return the sheet to sign and stamp, with the verification code of the file handed in."""
    blocks: list[Block] = [
        letterhead(case),
        Paragraph(_("CONFIRMATION OF THE FILE HANDED IN"), Tone.TITLE),
        pairs(_facts(case), 40, 50),
    ]
    blocks += _code(case.reference)
    blocks.append(signature(case, note=_("(signature, full name, stamp)")))
    return Report(COVER, _("Cover sheet"), tuple(blocks))


def _facts(case: UnitCase) -> list[tuple[str, str | Cell]]:
    scores, progress = case.view.scores, case.view.progress()
    reference, rubric = case.reference, case.rubric
    named = say("{title}, edition {edition}", title=rubric.title, edition=rubric.edition)
    return [
        (_("Unit"), case.unit.full),
        (_("Year assessed"), str(case.year)),
        (_("Rubric"), render(named)),
        (_("Hand-in number"), str(reference.sequence) if reference else "–"),
        (_("Criteria scored"), f"{progress.answered}/{progress.total}"),
        (_("Documents in the file"), str(reference.documents) if reference else "–"),
        (_("Self-assessed points"), c.copied(scores.claimed.points, c.self_name(c.TOTAL))),
        (_("Maximum of the criteria that apply"), c.copied(scores.applicable_max, c.APPLICABLE)),
        (_("PAR INDEX by self-assessment"), c.copied(scores.claimed.index, c.INDEX, Kind.PERCENT)),
    ]


def _code(reference: Reference | None) -> list[Block]:
    if reference is None:
        words = _(
            "There is no verification code: nothing was handed in yet, or something has changed"
            " since. Export the file, then print this sheet."
        )
        return [Paragraph(words, Tone.WARNING)]
    digest = reference.digest
    lines = "\n".join(digest[at : at + DIGEST_GROUP] for at in range(0, len(digest), DIGEST_GROUP))
    note = _(
        "The receiving office types this code to check that the file is the one that was signed."
    )
    return [
        Paragraph(_("Verification code"), Tone.HEADING),
        Paragraph(reference.code, Tone.CODE),
        Paragraph(note, Tone.NOTE),
        Paragraph(f"SHA-256:\n{lines}", Tone.SMALL_CODE),
    ]
