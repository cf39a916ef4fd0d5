"""What a correction by granted appeals would do, in words for every face."""

from collections.abc import Iterator

from parself.errors import say
from parself.i18n import render
from parself.numerals import show_decimal
from parself.province.naming import Named, named_words
from parself.province.overview import Overview
from parself.province.putting_in import Planned
from parself.words.stage_words import left_words


def granted_words(view: Overview, plan: Planned) -> Iterator[str]:
    """Yield what was granted and is published with the correction, a line each."""
    for one in plan.appeals:
        given = one.ruling.points if one.ruling is not None else None
        said = say(
            "{unit}, row {row}: {before} → {after} points granted",
            unit=view.round.called(one.appeal.unit),
            row=one.appeal.row,
            before=show_decimal(one.appeal.points),
            after=show_decimal(one.appeal.points if given is None else given),
        )
        yield render(said)


def planned_words(view: Overview, plan: Planned) -> Iterator[str]:
    """Yield what speaks against a correction, a sentence each; nothing where nothing does."""
    if plan.left.count:
        yield render(say("Not finished: {what}.", what="; ".join(left_words(plan.left))))
    if plan.beside:
        cells = (f"{view.round.called(one.unit)} {one.row}" for one in plan.beside)
        said = say("Not granted on appeal, and moving too: {cells}.", cells=", ".join(cells))
        yield render(said)
    yield from naming_words(view, plan.named)


def naming_words(view: Overview, found: tuple[Named, ...]) -> Iterator[str]:
    """Yield whom the reasons of a correction name, where others would read it."""
    yield from (render(named_words(view.round, one)) for one in found)
