"""The command figures: what several rows share, listed and entered once."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import click

from parself.assessment import entries
from parself.assessment.unlikely import Doubt
from parself.cli.console import answer, narrate, narrate_text
from parself.cli.opening import at_desk, open_view
from parself.cli.shapes import entered
from parself.cli.speech import command, folder_argument, json_option
from parself.desk.figures import Shared, figure_doubts, shared
from parself.errors import Problem, UsageError, say
from parself.i18n import render
from parself.tables.data import Json
from parself.tables.terminal import wrapped
from parself.text import cleaned
from parself.words import asking
from parself.words.wording import show_value


@command(
    "figures",
    say(
        "List the figures that several rows share, with the rows that use each, or enter some of "
        "them. Rows take the shared figure over, but for those that were given a value of their "
        "own. “KEY=” with nothing behind it takes a figure away. All are taken or none."
    ),
    summary=say("List or enter figures that several rows share."),
    examples=(
        "parself figures lang-son-2022",
        "parself figures lang-son-2022 so-co-quan=31 so-dvsn=640",
    ),
)
@folder_argument()
@click.argument("pairs", metavar="[KEY=VALUE]...", nargs=-1, type=cleaned)
@json_option()
def figures(folder: Path, pairs: tuple[str, ...], as_json: bool) -> None:
    """List or enter shared figures."""
    if pairs:
        _enter(folder, pairs)
    view = open_view(folder)
    answer(
        as_json, lambda: {"figures": [_shape(one) for one in shared(view)]}, _lines(shared(view))
    )


def _enter(folder: Path, pairs: Sequence[str]) -> None:
    """Take over all figures or none. Raises `UsageError` with every one that is not possible."""
    with at_desk(folder) as desk:
        known = {one.figure.id: one for one in shared(desk.view)}
        found: list[Problem] = []
        doubts: list[Doubt] = []
        for pair in pairs:
            key, equals, text = pair.partition("=")
            try:
                if not equals or key not in known:
                    raise _no_such_figure(key, known)
                one = known[key]
                # A figure that no row uses is read by none.
                is_told = text.strip() and one.uses
                value = entries.read_exact(one.uses[0].field, text) if is_told else None
                faults = desk.set_figure(key, value)
                doubts += figure_doubts(desk.view, key, value) if value is not None else ()
                found += [Problem(fault.what, key, fault.todo) for fault in faults]
            except UsageError as error:
                found += [Problem(p.what, key, p.todo) for p in error.problems]
        if found:
            raise UsageError(*found)
        narrate(say("Saved at {time}.", time=desk.save()))
        narrate_text(*(f"? {asking.asked_words(doubt)}" for doubt in doubts))


def _no_such_figure(key: str, known: Mapping[str, Shared]) -> UsageError:
    what = say("The rubric has no shared figure “{key}”.", key=key[:60])
    return UsageError(Problem(what, todo=say("Known are: {known}.", known=", ".join(known) or "–")))


def _lines(listed: Sequence[Shared]) -> Iterator[str]:
    if not listed:
        yield render(say("The rubric has no shared figures; each row asks for its own."))
    for one in listed:
        value = show_value(one.value) or "–"
        yield f"{one.figure.id} = {value}  {one.figure.title} ({one.figure.unit or '–'})"
        for use in one.uses:
            said = f"{use.row.id} {use.row.title}"
            if use.own is not None:
                own = say("its own value: {value}", value=show_value(use.own))
                said = f"{said} · {render(own)}"
            yield from wrapped(said, indent="    ")


def _shape(one: Shared) -> Json:
    return {
        "id": one.figure.id,
        "title": one.figure.title,
        "unit": one.figure.unit or None,
        "value": None if one.value is None else entered(one.value),
        "rows": [
            {
                "item": use.row.id,
                "key": use.field.key,
                "own": None if use.own is None else entered(use.own),
            }
            for use in one.uses
        ],
    }


COMMANDS: Final = (figures,)
