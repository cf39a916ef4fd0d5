"""What is said of results sent back to units, as text and as JSON."""

from collections.abc import Iterator, Sequence

from parself.desk.sending_back import Sent
from parself.errors import say
from parself.files import show_path
from parself.i18n import _, render
from parself.province.overview import Overview
from parself.province.returned import last_withdrawn
from parself.province.returning import Outgoing
from parself.rubric.peers import Unit
from parself.tables.data import Json
from parself.tables.terminal import wrapped
from parself.words.return_words import (
    goes_words,
    obstacle_words,
    sending_words,
    sent_words,
    withdrawn_words,
    withheld_words,
)


def look(
    view: Overview, out: Sequence[Outgoing], without: Sequence[Unit], hint: str | None
) -> Iterator[str]:
    """Yield what each unit would get, what it would not, and what stands in the way."""
    for one in out:
        last = view.returned.get(one.unit.code)
        gone = last_withdrawn(view.returns.get(one.unit.code, ()))
        told = sent_words(last) if last else withdrawn_words(gone) if gone else ""
        yield from wrapped(f"{_heading(one)}{f' ({told})' if told else ''}")
        yield from wrapped(f"{goes_words(one.value)}.", indent="  ")
        yield f"  {_('Not sent:')}"
        for line in withheld_words(one, hint):
            yield from wrapped(f"- {line}", indent="    ")
        yield from _obstacles(one)
    yield from _without(without)


def _heading(one: Outgoing) -> str:
    number = one.value.number
    words = say("{unit}: result no. {n:none}", unit=one.unit.short, n=number)
    if not one.is_new:
        words = say("{unit}: as result no. {n:none}, nothing new", unit=one.unit.short, n=number)
    return render(words)


def _obstacles(one: Outgoing) -> Iterator[str]:
    found = list(obstacle_words(one))
    if found:
        yield f"  {_('Kept back, unless --anyway:')}"
        yield from (line for words in found for line in wrapped(f"- {words}", indent="    "))


def _without(units: Sequence[Unit]) -> Iterator[str]:
    if units:
        names = ", ".join(one.short for one in units)
        yield from wrapped(
            render(say("No hand-in counts, so nothing is sent: {names}.", names=names))
        )


def sent(found: Sent) -> Iterator[str]:
    """Yield every file that was written, and what was kept back."""
    sending = found.sending
    for one in sending.written:
        yield show_path(one.path)
    yield from map(show_path, found.letters)
    for held in sending.held_back:
        yield from wrapped(_heading(held))
        yield from _obstacles(held)
    yield from _without(sending.without)
    yield from wrapped(sending_words(sending))


def look_json(out: Sequence[Outgoing], without: Sequence[Unit]) -> Json:
    """Return what each unit would get as an object."""
    return {
        "returns": [_outgoing(one, None) for one in out],
        "letters": [],
        "kept_back": [one.unit.code for one in out if not one.is_clear],
        "without_hand_in": [one.code for one in without],
    }


def sent_json(found: Sent) -> Json:
    """Return what was written as an object."""
    sending = found.sending
    return {
        "returns": [_outgoing(one.outgoing, str(one.path)) for one in sending.written],
        "letters": [str(path) for path in found.letters],
        "kept_back": [one.unit.code for one in sending.held_back],
        "without_hand_in": [one.code for one in sending.without],
    }


def _outgoing(one: Outgoing, file: str | None) -> Json:
    value, withheld = one.value, one.withheld
    return {
        "unit": value.unit,
        "file": file,
        "sequence": value.number,
        "new": one.is_new,
        "phase": value.phase.value,
        "hand_in": value.hand_in,
        "to_answer": list(value.to_answer),
        "withheld": {
            "internal_remarks": withheld.internal,
            "second_looks": withheld.seconds,
            "reference_differences": withheld.references,
            "open": list(withheld.open),
            "to_review": list(withheld.to_review),
            "differing": list(withheld.differing),
            "survey_missing": list(withheld.survey),
        },
        "naming": [{"row": found.row, "name": found.name} for found in one.named],
    }
