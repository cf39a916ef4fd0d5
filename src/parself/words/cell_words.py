"""What an appraiser reads about a row of a unit: claim, derivation, proof, findings, remarks.

Each line says what it is, and carries the value that a face may act on: a document to open, a
remark to readdress, an automatic one to adopt.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Final

from parself.assessment.model import Document
from parself.errors import Message, say
from parself.i18n import _, render
from parself.numerals import show_decimal
from parself.province.automatic import Noticed, noticed, of_finding
from parself.province.board import applies
from parself.province.decisions import UNDECIDED, Cell, Stand, Verdict
from parself.province.equal import Unequal, same_case
from parself.province.hand_in import HandIn
from parself.province.officers import called
from parself.province.overview import Overview
from parself.province.remarks import Audience, Remark
from parself.province.returned import uncounted_replies
from parself.province.second_round import related
from parself.rules.kinds import row_fields
from parself.rules.steps import Step
from parself.values import Frozen
from parself.words.appraisal_words import (
    MARKS,
    VERDICTS,
    before_words,
    claimed_words,
    standing_words,
)
from parself.words.citing import document_kind, document_words, place_words
from parself.words.compared_words import claimed_steps, decided_steps
from parself.words.reply_words import reply_words
from parself.words.rule_words import rule_words
from parself.words.wording import derivation, field_label, told_value


class Tone(StrEnum):
    """How much a line weighs."""

    PLAIN = "plain"
    MUTED = "muted"
    WARNING = "warning"
    ERROR = "error"


class Told(Frozen):
    """One line."""

    label: str
    text: str
    tone: Tone = Tone.PLAIN
    of: Document | Remark | Noticed | None = None


_CHANGES: Final[Mapping[str, Message]] = {
    "answer": say("figures"),
    "proof": say("proof"),
    "explanation": say("explanation"),
    "rule": say("rule"),
    "reference": say("reference figure"),
    "way": say("agreed way"),
    "reply": say("the unit's reply"),
}


def cell_lines(view: Overview, cell: Cell, hand_in: HandIn | None) -> Iterator[Told]:
    """Yield what is known of a row of a unit, the most telling first.

    Without the hand-in, only what the round itself knows.
    """
    hand_in = hand_in and hand_in.on(cell.row)
    yield from _decided(view, cell)
    yield from _replied(view, cell)
    yield from _related(view, cell)
    if hand_in is not None:
        yield from _claimed(hand_in, cell.row, claimed_steps(view, cell))
    yield from _compared(view, cell)
    if hand_in is not None:
        yield from _proof(hand_in, cell.row)
        yield from _findings(view, cell, hand_in)
    yield from _remarks(view, cell)
    yield from _last_year(view, cell)


def about_words(view: Overview, cell: Cell, hand_in: HandIn | None) -> Iterator[str]:
    """Yield what somebody who decides on a cell has to see: whose it is, claim, maximum, rule."""
    row, said = view.round.rubric.rows[cell.row], view.facts[cell.unit].rows[cell.row]
    yield f"{view.round.called(cell.unit)} · {row.id} {row.title}"
    most = render(say("at most {most:points}", most=said.maximum))
    yield f"{claimed_words(said)} · {most}"
    steps = derivation(claimed_steps(view, cell))
    if hand_in is not None and not steps:
        steps = derivation(hand_in.scored(cell.row).steps)
    label = _("Derivation") if steps else _("Rule")
    told = "; ".join(steps or rule_words(row))
    yield f"{label}: {told if len(told) <= _SHOWN else told[: _SHOWN - 1] + '…'}"


_NAMED: Final = 3
"""Units of an equal case that are named beside each other."""
_SHOWN: Final = 210
"""Characters of a derivation that a window shows; the whole stands on the page of the cell."""


def _decided(view: Overview, cell: Cell) -> Iterator[Told]:
    stand = view.stand(cell.unit, cell.row, cell.look)
    said = view.facts[cell.unit].rows[cell.row]
    yield Told(_("Stand"), standing_words(said, view.mark(cell), stand.points))
    yield from _before(view, cell)
    for one in stand.latest:
        if one.verdict is Verdict.OPEN and not stand.is_contradictory:
            continue
        points = f"{render(VERDICTS[one.verdict])}. "
        if one.points is not None and applies(said, Stand((one,))):
            points = f"{show_decimal(one.points)} "
        way = f"{_('agreed way')} {one.way}. " if one.way is not None else ""
        if one.figure is not None:
            points = f"{render(say('figure {figure:count}', figure=one.figure))} "
        who = called(view.round.officers, one.who)
        yield Told(who or _("Decision"), f"{points}{way}{one.reason}".strip())
        changed = view.changed(cell, one)
        if changed:
            names = ", ".join(render(_CHANGES[name]) for name in changed)
            text = render(say("Changed since: {names}.", names=names))
            yield Told(_("To look at again"), text, Tone.ERROR)
    counted = "; ".join(derivation(decided_steps(view, cell)))
    if counted and stand.verdict is Verdict.ADJUST:
        yield Told(_("Counted"), counted)


def _replied(view: Overview, cell: Cell) -> Iterator[Told]:
    """Yield what the unit replies to the first appraisal of the row, and what stood there."""
    begun = view.round.begun(cell.unit)
    # A second look knows nothing of what was decided before it.
    if begun is None or cell.row not in begun.to_answer or cell.look != 1:
        return
    said = view.facts[cell.unit].replies.get(cell.row)
    if said is None:
        yield _unreplied(view, cell.unit)
    else:
        tone = Tone.PLAIN if said.agrees else Tone.WARNING
        yield Told(_("Reply"), f"{reply_words(said)}. {said.explanation}".strip(), tone)
    stand = view.first.stands.get(Cell(cell.unit, cell.row), UNDECIDED)
    if stand.decision is not None:
        points = "" if stand.points is None else f"{show_decimal(stand.points)} "
        yield Told(_("First appraisal"), f"{points}{stand.decision.reason}".strip())


def _unreplied(view: Overview, code: str) -> Told:
    """Return that no reply counts: none came, or what came does not count."""
    came = uncounted_replies(view.round, code)
    if not came or view.round.reply(code) is not None:
        return Told(_("Reply"), _("none: the unit did not explain"), Tone.MUTED)
    numbers = ", ".join(str(one.sequence) for one in came)
    words = say("came with hand-in no. {numbers}, and does not count", numbers=numbers)
    return Told(_("Reply"), render(words), Tone.WARNING)


def _related(view: Overview, cell: Cell) -> Iterator[Told]:
    """Yield which rows a reply may change besides the row that was asked about."""
    begun, unit = view.round.begun(cell.unit), view.round.roster.unit(cell.unit)
    if begun is None or unit is None or cell.look != 1:
        return
    others = related(view.round.rubric, unit, cell.row)
    outside = [row for row in others if not view.is_ours(cell.unit, row)]
    asked = [row for row in others if row in begun.to_answer]
    if cell.row in begun.to_answer and others:
        text = say("{rows}: same figures, so the reply may change them", rows=", ".join(others))
        yield Told(_("Related"), render(text), Tone.MUTED)
    elif asked:
        text = say("{rows} was sent back and has the same figures", rows=", ".join(asked))
        yield Told(_("Related"), render(text), Tone.MUTED)
    if outside and (asked or cell.row in begun.to_answer):
        text = say("{rows} not in this share: tell the lead", rows=", ".join(outside))
        yield Told(_("Related"), render(text), Tone.WARNING)


def _before(view: Overview, cell: Cell) -> Iterator[Told]:
    """Yield what the row was given last year, and whether that can be compared."""
    known = view.before(cell)
    if known is not None:
        label = render(say("Points of {year:none}", year=known.year))
        yield Told(label, before_words(known), Tone.PLAIN if known.is_comparable else Tone.MUTED)


def _claimed(hand_in: HandIn, row: str, among: Sequence[Step]) -> Iterator[Told]:
    """Yield what a unit entered; `among` is how its figure fares among those of all units."""
    scored, answer = hand_in.scored(row), hand_in.answer(row)
    steps = "; ".join(derivation(among or scored.steps))
    if steps:
        yield Told(_("Derivation"), steps)
    fields = {one.key: one for one in row_fields(scored.row, hand_in.unit.sub_units)}
    told = [
        f"{_called(fields[key].group, field_label(fields[key]))}: {told_value(fields[key], value)}"
        for key, value in answer.values.items()
        if key in fields
    ]
    if told:
        yield Told(_("Entered"), "; ".join(told))
    if answer.explanation:
        yield Told(_("Explanation"), answer.explanation)


def _called(group: str, label: str) -> str:
    return f"{group}, {label}" if group else label


def _compared(view: Overview, cell: Cell) -> Iterator[Told]:
    for one in view.differences(cell.unit, cell.row):
        words = say(
            "{source}: {expected:count}; the unit entered {claimed:count}.",
            source=one.reference.source,
            expected=one.expected,
            claimed=one.claimed,
        )
        yield Told(_("Reference figure"), render(words), Tone.ERROR)
    groups: dict[str, list[str]] = {}
    for code in same_case(view, cell):
        groups.setdefault(_standing(view, code, cell.row), []).append(code)
    if groups:
        told = (_group(view, how, codes) for how, codes in groups.items())
        yield Told(_("Same case"), "; ".join(told))


def unequal_words(view: Overview, one: Unequal) -> str:
    """Return which points equal cases were given, the rarest first, and whom."""
    head = _("Same case, other points")
    if one.way is not None:
        head = render(say("Agreed way {number}, other points", number=one.way))
    groups: dict[str, list[str]] = {}
    for code, points in one.points.items():
        groups.setdefault(show_decimal(points), []).append(code)
    rarest = sorted(groups.items(), key=lambda group: len(group[1]))
    return f"{head}: {'; '.join(_group(view, *group) for group in rarest)}"


def _group(view: Overview, how: str, codes: Sequence[str]) -> str:
    """Return how units stand, and which they are; of many a few."""
    units = (view.round.roster.unit(code) for code in codes[:_NAMED])
    names = ", ".join(unit.short for unit in units if unit is not None)
    more = f" … +{len(codes) - _NAMED}" if len(codes) > _NAMED else ""
    return f"{how} ({names}{more})"


def _standing(view: Overview, code: str, row: str) -> str:
    cell = view.cell(code, row)
    points = view.points(cell)
    return render(MARKS[view.mark(cell)]) if points is None else show_decimal(points)


def _proof(hand_in: HandIn, row: str) -> Iterator[Told]:
    citations = hand_in.answer(row).citations
    for one in citations:
        document = hand_in.assessment.document(one.document)
        if document is None:
            continue
        kind = document_kind(document.kind)
        gone = f", {_('the file did not come')}" if document.id in hand_in.absent else ""
        place = place_words(one)
        text = f"{document_words(document)}{f', {place}' if place else ''} ({kind}{gone})"
        yield Told(_("Proof"), text, Tone.WARNING if gone else Tone.PLAIN, document)
    if not citations:
        yield Told(_("Proof"), _("no document"), Tone.WARNING)


def _findings(view: Overview, cell: Cell, hand_in: HandIn) -> Iterator[Told]:
    """Yield what the inspector finds, each to be adopted, with the reason that the unit gave."""
    offered = {one.key: one for one in noticed(view, cell, hand_in.found(cell.row))}
    for one in hand_in.found(cell.row):
        label, tone = (
            (_("Error"), Tone.ERROR) if one.kind.is_error else (_("Warning"), Tone.WARNING)
        )
        yield Told(label, render(one.message), tone, offered.get(of_finding(one).key))
        reason = hand_in.waiver(one)
        if reason:
            yield Told(_("Left as it is"), reason)


def _remarks(view: Overview, cell: Cell) -> Iterator[Told]:
    for one in view.remarks.get((cell.unit, cell.row), ()):
        is_internal = one.audience is Audience.INTERNAL
        label = _("INTERNAL remark") if is_internal else _("Remark FOR THE UNIT")
        who = called(view.round.officers, one.who)
        yield Told(label, f"{one.text} ({who})", Tone.PLAIN, one)
    for each in noticed(view, cell):
        yield Told(_("Noticed, internal"), render(each.text), Tone.MUTED, each)


def _last_year(view: Overview, cell: Cell) -> Iterator[Told]:
    standings = view.round.standings
    before = standings.of(cell.unit) if standings is not None else None
    if standings is None or before is None or before.index is None:
        return
    words = say(
        "index {index:points}%, place {place}",
        index=before.index,
        place="–" if before.rank is None else str(before.rank),
    )
    yield Told(render(say("Year {year:none}", year=standings.year)), render(words), Tone.MUTED)
