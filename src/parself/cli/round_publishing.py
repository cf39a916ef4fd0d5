"""Commands that publish the results of a round, read what was published, and carry it onward."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Final

import click

from parself import files
from parself.cli import console
from parself.cli.opening import new_file
from parself.cli.speech import command, existing, json_option, option, replace_option
from parself.cli.unit_files import noted, round_argument
from parself.cli.who import who_option
from parself.errors import ExitCode, say
from parself.i18n import _, render
from parself.province import next_standings, publishing
from parself.province.correction import Correction
from parself.province.overview import open_overview
from parself.province.record import Round
from parself.province.round import open_round
from parself.province.snapshot import Snapshot
from parself.province.terms import Change
from parself.report import correction, published
from parself.rubric.dump import standings_to_bytes
from parself.tables.terminal import listed, wrapped
from parself.text import cleaned, one_line, slug
from parself.words.correction_words import (
    move_lines,
    replaced_words,
    replacing,
    untold_words,
)
from parself.words.planned_words import naming_words
from parself.words.publication_words import content_words, publication_words, tie_words

_DECISION: Final = option(
    "--decision",
    type=one_line,
    metavar="TEXT",
    about=say("Number and day of the decision, where it is signed; else papers leave it blank."),
)


@command(
    "publish",
    say(
        "Publish the results of a closed round: a numbered copy of indexes, places, classes and"
        " points that stays as it is. With --look only show what would be published, and which"
        " places only rounding made equal. A correction is a new number: reopen, put right, close,"
        " publish again with the reason; it names every unit of which something moves. Where its"
        " reasons name officers or other units it is kept back, unless --anyway is given."
    ),
    summary=say("Publish the results of a closed round."),
    examples=(
        "parself round publish ky-2023 --look",
        'parself round publish ky-2023 --why "Quyết định công bố kết quả năm 2023" --who lan',
    ),
)
@round_argument
@option("--why", type=cleaned, metavar="TEXT", about=say("The reason; needed for a correction."))
@_DECISION
@option("--look", is_flag=True, about=say("Only show what would be published; change nothing."))
@option("--anyway", is_flag=True, about=say("Also where reasons name others."))
@who_option
@json_option()
def publish(
    folder: Path,
    why: str | None,
    decision: str | None,
    look: bool,
    anyway: bool,
    who: str,
    as_json: bool,
) -> ExitCode:
    """Publish the results of a closed round."""
    change = Change(who, datetime.now(), why or "")
    if look:
        view = open_overview(folder)
        publishing.require_publishable(view)
        found = publishing.snapshot(view, change, decision or "")
        naming = naming_words(view, publishing.named(view, found))
        told = (line for words in naming for line in wrapped(words))
        _answer(as_json, view.round, found, chain(_told(found), told))
        return ExitCode.DONE
    round_ = publishing.publish(folder, change, decision or "", anyway=anyway)
    found = publishing.read(round_)
    said = (*_told(found), "", *wrapped(publication_words(round_.publications[-1])))
    _answer(as_json, round_, found, said)
    return noted(round_.trouble)


def _answer(as_json: bool, round_: Round, found: Snapshot, said: Iterable[str]) -> None:
    """Tell the publication, and the units that it moves."""
    moves = publishing.corrected(round_, found)
    after = replacing(round_, found.number)
    told = {
        "replaced_by": after and after.number,
        "correction": moves and correction.as_json(moves),
    }
    said = chain(said, _moves(round_, found, moves))
    console.answer(as_json, lambda: {**published.as_json(found), **told}, said)


def _moves(round_: Round, found: Snapshot, moves: Correction | None) -> Iterator[str]:
    """Yield the changes of a publication against the one before it; none for the first."""
    if moves is None:
        yield from wrapped(untold_words(round_, found))
        return
    yield ""
    for deep, words in move_lines(moves):
        yield from wrapped(f"- {words}" if deep == 1 else words, indent="  " * deep)
    issued = round_.publication
    if moves.units and issued is not None and issued.number == found.number:
        todo = say("New results for these units: {command}", command="parself round return --moved")
        yield from wrapped(render(todo))


@command(
    "published",
    say("Show what was published of a round: the last publication, or the one of a number."),
    examples=("parself round published ky-2023", "parself round published ky-2023 1 --json"),
)
@round_argument
@click.argument("number", metavar="NUMBER", type=int, required=False)
@json_option()
def published_(folder: Path, number: int | None, as_json: bool) -> ExitCode:
    """Show one publication of a round."""
    round_ = open_round(folder)
    found = publishing.read(round_, number)
    issued = next(one for one in round_.publications if one.number == found.number)
    replaced = wrapped(replaced_words(round_, found.number))
    said = (*wrapped(publication_words(issued)), *replaced, *_told(found))
    _answer(as_json, round_, found, said)
    return noted(round_.trouble)


@command(
    "standings",
    say(
        "Write what was published as a table of standings, with which the next year's round and the"
        " units' assessments are founded."
    ),
    summary=say("Write next year's standings."),
    examples=(
        "parself round standings ky-2023 -o xep-hang-2023.toml",
        "parself round new ky-2024 --rubric lang-son-huyen-2023 --standings xep-hang-2023.toml",
    ),
)
@round_argument
@option(
    "-o",
    "--output",
    "target",
    type=existing,
    metavar="FILE",
    about=say("Where to write; else a new file in the present folder."),
)
@option("--number", type=int, metavar="N", about=say("Of this publication; else of the last."))
@option("--source", type=one_line, metavar="TEXT", about=say("The document it was published in."))
@replace_option()
@json_option()
def standings(
    folder: Path,
    target: Path | None,
    number: int | None,
    source: str | None,
    replace: bool,
    as_json: bool,
) -> ExitCode:
    """Write next year's standings."""
    round_ = open_round(folder)
    found = publishing.read(round_, number)
    path = new_file(f"xep-hang-{found.year}.toml", target, replace=replace)
    id_ = slug(path.stem) or f"xep-hang-{found.year}"
    made = next_standings.standings(round_, found, id_, source or "")
    files.write_atomic(path, standings_to_bytes(made))
    told = {"file": files.show_path(path), "number": found.number, "ranked": len(found.ranked)}
    console.answer(as_json, lambda: told, [files.show_path(path)])
    return noted(round_.trouble)


def _told(found: Snapshot) -> Iterator[str]:
    """Yield the ranking of a publication, its notes and its shared places."""
    yield from listed(published.columns(found), published.in_order(found))
    yield ""
    for words in content_words(found):
        yield from wrapped(words)
    shared = list(tie_words(found))
    yield from [_("No place is shared.")] if not shared else []
    for words in shared:
        yield from wrapped(f"- {words}", indent="  ")
    if not found.decision:
        yield render(say("The number of the decision is left blank."))


COMMANDS: Final[tuple[click.Command, ...]] = (publish, published_, standings)
