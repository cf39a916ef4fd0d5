"""What the commands about editions say: differences, fates and effects as lines of text."""

from collections.abc import Iterator
from typing import Final

from parself.editions import wording
from parself.editions.changing import Plan
from parself.errors import say
from parself.i18n import _, render
from parself.report.edition import (
    Entry,
    differences,
    effect_columns,
    fate_columns,
    fates_to_look_at,
)
from parself.rubric.diff import Diff
from parself.tables.terminal import listed, wrapped

_MOVE: Final = "parself rubric migrate --move OLD=NEW"


def diff(found: Diff) -> Iterator[str]:
    """Yield what changed between two rubrics; words that went stand in [-…-], new in {+…+}."""
    before, after = found.before, found.after
    yield f"{before.id} ({before.edition}) → {after.id} ({after.edition})"
    if found.is_empty:
        yield _("Nothing differs.")
        return
    yield from wrapped(_summary(found))
    for heading, entries in differences(found):
        if entries:
            yield from ("", heading)
        for entry in entries:
            yield from _entry(entry)
    if found.moves:
        yield from ("", render(say("To take such a row along: {option}", option=_MOVE)))
    if found.reordered:
        yield _("Rows that both have stand in another order.")


def _entry(entry: Entry) -> Iterator[str]:
    if entry.title:
        yield from wrapped(f"{entry.id} {entry.title}".strip(), indent="  ")
    words = f"{entry.what}: {entry.said}" if entry.what else entry.said
    yield from wrapped(words, indent="      ")


def _summary(found: Diff) -> str:
    if found.same_scoring:
        return _("Only words differ; points and rules are the same.")
    asked = sum(change.asks_again for change in found.changed)
    return render(
        say(
            "Points or rule changed: {asked} rows; only words: {words}; new: {new}; gone: {gone}.",
            asked=asked,
            words=len(found.changed) - asked,
            new=len(found.added),
            gone=len(found.removed),
        )
    )


def plan(found: Plan) -> Iterator[str]:
    """Yield what a change of edition does: rows, score and place, what is safe."""
    yield from wrapped(wording.outcome(found))
    yield ""
    if fates := fates_to_look_at(found):
        yield from listed(fate_columns(found), fates)
        yield ""
    yield from listed(effect_columns(), wording.effects(found))
    yield ""
    for said in wording.promises(found):
        yield from wrapped(said)
