"""The second appraisal in words for every face: how it would begin, and how its rows end."""

from collections.abc import Collection, Iterator, Mapping

from parself.errors import Message, say
from parself.i18n import _, render
from parself.numerals import show_date
from parself.province.record import Round, Second
from parself.province.starting_second import Start
from parself.words.round_words import task_words


def start_words(round_: Round, found: Start) -> Iterator[str]:
    """Yield with what the second appraisal would begin, a sentence a kind."""
    yield from map(task_words, found.tasks)
    if found.unsent:
        yield _named(round_, say("Sent no result"), found.unsent)
    if found.replied:
        yield _named(round_, say("Replied"), found.replied)
    if found.late:
        what = say("Replied too late, does not count unless the last day of replies is moved")
        yield _named(round_, what, found.late)
    if found.silent:
        what = say("May still reply") if found.is_early else say("No reply: appraised all the same")
        yield _named(round_, what, found.silent)


def _named(round_: Round, what: Message, codes: tuple[str, ...]) -> str:
    units = {one.code: one.short for one in round_.roster.units}
    return f"{render(what)} ({len(codes)}): {', '.join(units[code] for code in codes)}"


def begun_words(second: Second) -> str:
    """Return when the second appraisal began, by whom and why."""
    said = say(
        "Second appraisal begun on {day} by {who}: {why}",
        day=show_date(second.when.date()),
        who=second.who or _("nobody named"),
        why=second.why,
    )
    return render(said)


def kept_out_words(round_: Round, rows: Mapping[str, Collection[str]]) -> Iterator[str]:
    """Yield what replies say otherwise of rows that were not sent back, a sentence a unit."""
    for code, found in rows.items():
        unit, listed = round_.called(code), ", ".join(found)
        yield render(say("Kept out of the reply of {unit}: {rows}.", unit=unit, rows=listed))
