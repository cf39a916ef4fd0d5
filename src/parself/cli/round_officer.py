"""Commands about the officers of a round: their list, shares, bars, and what is handed on."""

from collections.abc import Callable
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any

import click

from parself.cli import console, officer_text
from parself.cli.speech import SpokenGroup, command, json_option, option
from parself.cli.unit_files import all_option, answered, round_argument
from parself.errors import ExitCode, Message, say
from parself.i18n import render
from parself.province import sharing
from parself.province.officers import Officer, Share
from parself.province.overview import open_overview
from parself.province.record import Round
from parself.province.terms import Change
from parself.province.work import logged_in
from parself.text import cleaned, one_line
from parself.words.officer_words import handed_on_words


@click.group(
    "officer",
    cls=SpokenGroup,
    about=say(
        "Say who appraises: officers and sectoral offices, the share of each, and units that one"
        " may not appraise. While nobody is listed, one desk does all."
    ),
    subcommand_metavar="COMMAND …",
)
def group() -> None:
    """Say who appraises what."""


_officer = click.argument("officer", metavar="OFFICER", type=cleaned)
_unit = click.argument("unit", metavar="UNIT", type=cleaned)
_why_needed = option("--why", required=True, type=cleaned, metavar="TEXT", about=say("The reason."))
_why = option(
    "--why", type=cleaned, metavar="TEXT", about=say("The reason, for the round's ledger.")
)


def _narrowing(units: Message, rows: Message) -> Callable[[Callable[..., Any]], Any]:
    def add(function: Callable[..., Any]) -> Any:
        row = option("--row", "rows", multiple=True, type=cleaned, metavar="ROW", about=rows)
        unit = option("--unit", "units", multiple=True, type=cleaned, metavar="UNIT", about=units)
        return unit(row(function))

    return add


@command(
    "list",
    say(
        "Show the officers, the share of each and how far it is, the units from which they are"
        " barred, and how many rows are in nobody's share."
    ),
    summary=say("Show officers, shares and how far they are."),
    examples=("parself round officer list ky-2023", "parself round officer list ky-2023 --json"),
)
@round_argument
@all_option
@json_option()
def list_(folder: Path, hint: str | None, as_json: bool) -> None:
    """Show the officers and their shares."""
    view = open_overview(folder)
    console.answer(
        as_json, lambda: officer_text.officers_json(view), officer_text.officers(view, hint)
    )


@command(
    "add",
    say(
        "Put an officer or an office on the list, by an id that is easy to type. Whoever is on it"
        " already gets the name, office and login given. A lead decides where others differ."
    ),
    summary=say("Put an officer on the list."),
    examples=(
        'parself round officer add ky-2023 lan --name "Nguyễn Thị Lan" --lead',
        'parself round officer add ky-2023 so-tu-phap --name "Sở Tư pháp"',
    ),
)
@round_argument
@_officer
@option("--name", required=True, type=one_line, metavar="TEXT", about=say("As people read it."))
@option("--office", type=one_line, metavar="TEXT", about=say("Office or division."))
@option("--login", type=one_line, metavar="NAME", about=say("Name under which they log in here."))
@option("--lead", is_flag=True, about=say("Decides where others differ, and anywhere else."))
@_why
@json_option()
def add(
    folder: Path,
    officer: str,
    name: str,
    office: str | None,
    login: str | None,
    lead: bool,
    why: str | None,
    as_json: bool,
) -> ExitCode:
    """Put an officer on the list."""
    new = Officer(officer, name, office or "", login or "", lead)
    return _said(sharing.add(folder, new, _change(why)), as_json)


@command(
    "remove",
    say("Take an officer off the list. What they decided stands; what is left is nobody's."),
    summary=say("Take an officer off the list."),
    examples=('parself round officer remove ky-2023 so-tu-phap --why "Chuyển công tác"',),
)
@round_argument
@_officer
@_why_needed
@json_option()
def remove(folder: Path, officer: str, why: str, as_json: bool) -> ExitCode:
    """Take an officer off the list."""
    return _said(sharing.remove(folder, officer, _change(why)), as_json)


@command(
    "share",
    say(
        "Give an officer a share: rows (areas, criteria or rows) of units. Without --unit all"
        " units, without --row all rows. A further share stands beside the ones they have."
    ),
    summary=say("Give an officer a share."),
    examples=(
        "parself round officer share ky-2023 so-tu-phap --row 2",
        "parself round officer share ky-2023 minh --unit van-quan --unit cao-loc",
    ),
)
@round_argument
@_officer
@_narrowing(say("Only these units."), say("Only these areas, criteria or rows."))
@option("--second", is_flag=True, about=say("What is drawn there for the second look."))
@option("--instead", is_flag=True, about=say("In the place of the shares they have."))
@_why
@json_option()
def share(
    folder: Path,
    officer: str,
    units: tuple[str, ...],
    rows: tuple[str, ...],
    second: bool,
    instead: bool,
    why: str | None,
    as_json: bool,
) -> ExitCode:
    """Give an officer a share."""
    given = Share(units, rows)
    change = _change(why)
    round_ = sharing.share(folder, officer, given, change, instead=instead, second=second)
    return _said(round_, as_json)


@command(
    "bar",
    say("Note that an officer may not appraise a unit, with the reason: refused at every door."),
    summary=say("Note that an officer may not appraise a unit."),
    examples=('parself round officer bar ky-2023 minh van-quan --why "Vợ làm ở huyện Văn Quan"',),
)
@round_argument
@_officer
@_unit
@_why_needed
@json_option()
def bar(folder: Path, officer: str, unit: str, why: str, as_json: bool) -> ExitCode:
    """Note that an officer may not appraise a unit."""
    return _said(sharing.bar(folder, officer, unit, _change(why)), as_json)


@command(
    "unbar",
    say("Take a bar away that was noted by mistake or holds no more."),
    examples=('parself round officer unbar ky-2023 minh van-quan --why "Ghi nhầm"',),
)
@round_argument
@_officer
@_unit
@_why_needed
@json_option()
def unbar(folder: Path, officer: str, unit: str, why: str, as_json: bool) -> ExitCode:
    """Take a bar away."""
    return _said(sharing.unbar(folder, officer, unit, _change(why)), as_json)


@command(
    "waive",
    say(
        "Let the only officer of the list appraise a unit from which they are barred, with the"
        " reason. As soon as there is another officer, the bar holds again."
    ),
    summary=say("Waive a bar at a desk of one person."),
    examples=('parself round officer waive ky-2023 lan van-quan --why "Chỉ có một công chức"',),
)
@round_argument
@_officer
@_unit
@_why_needed
@json_option()
def waive(folder: Path, officer: str, unit: str, why: str, as_json: bool) -> ExitCode:
    """Waive a bar at a desk of one person."""
    return _said(sharing.waive(folder, officer, unit, _change(why)), as_json)


@command(
    "hand-on",
    say(
        "Hand on what is left of an officer's share to another one: rows not decided, or to be"
        " looked at again. What is decided stays with the first."
    ),
    summary=say("Hand on what is left of a share."),
    examples=('parself round officer hand-on ky-2023 minh hoa --why "Minh nghỉ phép"',),
)
@round_argument
@click.argument("giver", metavar="FROM", type=cleaned)
@click.argument("taker", metavar="TO", type=cleaned)
@_narrowing(say("Only these units."), say("Only these areas, criteria or rows."))
@_why_needed
@json_option()
def hand_on(
    folder: Path,
    giver: str,
    taker: str,
    units: tuple[str, ...],
    rows: tuple[str, ...],
    why: str,
    as_json: bool,
) -> ExitCode:
    """Hand on what is left of a share."""
    only = Share(units, rows)
    found = sharing.hand_on(folder, giver, taker, only, _change(why))
    words = [render(sentence) for sentence in handed_on_words(found)]
    lines = chain(words, officer_text.officers(open_overview(folder)))
    return answered(as_json, lambda: officer_text.handed_on_json(found), lines, found.round.trouble)


def _said(round_: Round, as_json: bool) -> ExitCode:
    """Show the officers as they are now, and what is wrong beside that."""
    view = open_overview(round_.path)
    return answered(
        as_json,
        lambda: officer_text.officers_json(view),
        officer_text.officers(view),
        round_.trouble,
    )


def _change(why: str | None) -> Change:
    return Change(logged_in(), datetime.now(), why or "")


for _command in (list_, add, remove, share, bar, unbar, waive, hand_on):
    group.add_command(_command)
