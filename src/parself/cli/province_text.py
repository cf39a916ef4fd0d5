"""What the province's commands say: values as lines of text. Nothing is printed here."""

from collections.abc import Iterator, Sequence

from parself.cli import shapes
from parself.cli.console import table, wrapped
from parself.errors import Message, say
from parself.i18n import _, render
from parself.numerals import show_decimal
from parself.province.receiving import Filed, MergeResult
from parself.province.record import Round
from parself.rubric.peers import Unit
from parself.submission.inspector import Finding, counted, standing
from parself.submission.intake import Bundle
from parself.submission.landing import Outcome
from parself.text import one_line
from parself.words import asking, caution

_PURPOSES = {"real": say("real"), "practice": say("practice")}
_OUTCOMES: dict[Outcome, Message] = {
    Outcome.NEW: say("new"),
    Outcome.SAME: say("received before"),
    Outcome.NEWER: say("replaces the earlier hand-in"),
    Outcome.OLDER: say("older, not used"),
    Outcome.DIVERGING: say("two different hand-ins under one number"),
    Outcome.WRONG_RUBRIC: say("wrong rubric"),
    Outcome.WRONG_UNIT: say("not in the roster"),
    Outcome.WRONG_YEAR: say("wrong year"),
    Outcome.WRONG_KIND: say("not a hand-in"),
    Outcome.WRONG_PURPOSE: say("real and practice do not mix"),
    Outcome.DAMAGED: say("damaged"),
    Outcome.UNSAFE: say("unsafe"),
    Outcome.FORMAT_UNSUPPORTED: say("format not supported"),
    Outcome.FAILED: say("the program failed on it"),
}


def verified(bundle: Bundle) -> Iterator[str]:
    """Yield what a sound hand-in says it is."""
    rubric = bundle.rubric
    edition = render(say("edition {n}", n=rubric.edition))
    purpose = render(_PURPOSES[bundle.purpose.value])
    yield from table(
        [
            [_("Unit"), f"{bundle.unit.full} ({bundle.unit.code})"],
            [_("Year"), f"{bundle.year} · {purpose}"],
            [_("Rubric"), f"{rubric.id} · {edition}"],
            [_("Hand-in"), str(bundle.sequence)],
            [_("Verification code"), bundle.code()],
        ]
    )
    for note in bundle.notes:
        yield from wrapped(render(note))
    if bundle.separate:
        count = len(bundle.separate)
        yield render(say("The files of {count} documents come in a second volume.", count=count))
    for document in bundle.missing:
        yield render(say("The file of document {id} is not in the hand-in.", id=document.id))
    yield from _findings(bundle)
    yield render(say("The file is whole: every part is as it was exported."))


def _findings(bundle: Bundle) -> Iterator[str]:
    """Yield how many findings travel with the hand-in."""
    found = bundle.findings
    if found:
        tally = counted(found, bundle.assessment)
        yield render(say("The inspector: {tally}.", tally=tally))
    left = [
        one
        for one in standing(found, bundle.assessment)
        if one.kind.is_error or one.kind.is_told_at_once
    ]
    yield from _asked(left)


def _asked(left: Sequence[Finding]) -> Iterator[str]:
    for text in asking.told(left, "parself verify --json"):
        yield from wrapped(text)


def merged(done: MergeResult) -> Iterator[str]:
    """Yield what became of every file, and the ranking."""
    yield from table([_filed(one) for one in done.filed])
    for one in done.filed:
        if not one.outcome.is_received or one.outcome is Outcome.DIVERGING:
            yield ""
            for problem in one.reasons:
                yield from wrapped(f"{one_line(one.path.name)}: {shapes.reason(problem)}")
        for note in one.notes:
            yield from wrapped(f"{one_line(one.path.name)}: {render(note)}")
        for text in asking.told(one.asked, f"parself verify {one_line(one.path.name)}"):
            yield from wrapped(f"{one_line(one.path.name)}: {text}")
    yield ""
    yield from ranking(done.round)


def _filed(one: Filed) -> list[str]:
    number = "" if one.sequence is None else render(say("hand-in {n:none}", n=one.sequence))
    return [one_line(one.path.name), number, render(_OUTCOMES[one.outcome])]


def ranking(round_: Round) -> Iterator[str]:
    """Yield the ranking of a round by claimed index, and who is missing."""
    found = round_.results
    yield f"{round_.rubric.title} · {round_.year} · {round_.roster.parent}"
    for warning in (
        render(say("DRAFT, NOT PUBLISHED – claimed points, before appraisal and survey")),
        caution.rubric_warning(round_.rubric),
        caution.purpose_warning(round_.purpose),
    ):
        if warning:
            yield warning
    yield ""
    rows = [[_("Rank"), _("Unit"), _("Points"), _("Index")]]
    rows += [
        [
            str(place.rank),
            place.unit.short,
            show_decimal(place.points),
            f"{show_decimal(place.index)}%",
        ]
        for place in found.ranked
    ]
    yield from table(rows, right={0, 2, 3})
    yield ""
    received = len(found.ranked) + len(found.unranked)
    yield render(say("Received {n} of {total} units.", n=received, total=len(round_.roster.units)))
    if found.unranked:
        yield from wrapped(render(say("Not ranked: {units}.", units=_names(found.unranked))))
    if found.missing:
        yield from wrapped(render(say("Not received: {units}.", units=_names(found.missing))))


def _names(units: tuple[Unit, ...]) -> str:
    return ", ".join(unit.short for unit in units)
