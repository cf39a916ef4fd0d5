"""Commands of several desks: a share given out, opened, sent back, joined; differences settled."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

import click

from parself.cli import appraisal_text, console, round_parts_text
from parself.cli.opening import new_file, require_files
from parself.cli.speech import (
    command,
    existing,
    expanded,
    json_option,
    option,
    output_option,
    replace_option,
)
from parself.cli.unit_files import all_option, answered, round_argument
from parself.cli.who import officer_option
from parself.errors import ExitCode, say
from parself.files import show_path
from parself.province import joining, part_desk, parts
from parself.province.agreeing import cell_of
from parself.province.appraising import Act, settle
from parself.province.overview import Overview, open_overview
from parself.province.terms import Change
from parself.province.versions import Version
from parself.province.work import decided, logged_in
from parself.submission import coming
from parself.text import cleaned


@command(
    "part",
    say(
        "Write an officer's share to one file: their rows of their units with the proof, what is"
        " decided and remarked there, and nothing of other units or rows. They open it at their"
        " own desk and send it back."
    ),
    summary=say("Write an officer's share to a file."),
    examples=("parself round part ky-2023 --for so-tu-phap -o phan-viec-so-tu-phap.zip",),
)
@round_argument
@option(
    "--for", "officer", required=True, type=cleaned, metavar="OFFICER", about=say("Whose share.")
)
@output_option("FILE.zip")
@replace_option()
@json_option()
def part(folder: Path, officer: str, target: Path | None, replace: bool, as_json: bool) -> ExitCode:
    """Write an officer's share to a file."""
    view = open_overview(folder)
    path = new_file(parts.share_name(view.round, officer), target, replace=replace)
    given = parts.give(view, officer, path, Change(logged_in(), datetime.now(), ""))
    return answered(
        as_json,
        lambda: round_parts_text.given_json(given),
        round_parts_text.given(given),
        given.unnoted,
    )


@command(
    "open",
    say(
        "Open a share at an officer's own desk: a round's folder that holds only their work. Every"
        " command and screen of appraising works there as in the round."
    ),
    summary=say("Open a share at an officer's own desk."),
    examples=("parself round open phan-viec-so-tu-phap.zip phan-viec",),
)
@click.argument("file", metavar="FILE", type=existing)
@click.argument("folder", metavar="DIR", type=existing)
@json_option()
def open_(file: Path, folder: Path, as_json: bool) -> None:
    """Open a share at an officer's own desk."""
    require_files([file])
    view = part_desk.open_share(file, folder, now=datetime.now())
    console.answer(
        as_json, lambda: round_parts_text.opened_json(view), round_parts_text.opened(view)
    )
    console.narrate(say("Appraise it: {command}", command=f"parself {show_path(folder)}"))
    back = f"parself round send {show_path(folder)}"
    console.narrate(say("Then send it back: {command}", command=back))


@command(
    "send",
    say(
        "Write what was decided, remarked and agreed at an officer's desk to one file for the lead."
        " Sending again is possible at any time: the lead's desk puts everything together."
    ),
    summary=say("Write what an officer decided to a file."),
    examples=("parself round send phan-viec -o tham-dinh-so-tu-phap.zip",),
)
@round_argument
@output_option("FILE.zip")
@replace_option()
@json_option()
def send(folder: Path, target: Path | None, replace: bool, as_json: bool) -> None:
    """Write what an officer decided to a file."""

    def place(name: str) -> Path:
        return new_file(name, target, replace=replace)

    sent = part_desk.send(folder, place, now=datetime.now())
    console.answer(as_json, lambda: round_parts_text.sent_json(sent), round_parts_text.sent(sent))


@command(
    "join",
    say(
        "Join what officers sent back. Each file is judged apart: what lies outside a share is"
        " named and left out, all else is taken. Where two decided differently, both stand until"
        " the lead settles it. With --look, only show what would become of the files."
    ),
    summary=say("Join what officers sent back."),
    examples=(
        "parself round join ky-2023 tham-dinh-so-tu-phap.zip --look",
        "parself round join ky-2023 tham-dinh-so-tu-phap.zip",
    ),
)
@round_argument
@click.argument("paths", metavar="FILE...", nargs=-1, required=True, type=existing)
@option("--look", is_flag=True, about=say("Only show it; change nothing."))
@all_option
@json_option()
def join(
    folder: Path, paths: tuple[Path, ...], look: bool, hint: str | None, as_json: bool
) -> ExitCode:
    """Join what officers sent back."""
    named = expanded(paths)
    require_files(named)
    came = [coming.sorted_out(path, coming.HAND_INS) for path in named]
    found = joining.join(
        folder,
        [file for one in came for file in one.files],
        logged_in(),
        datetime.now(),
        keep=not look,
        others=[file for one in came for file in one.others],
        progress=console.progress,
    )
    console.answer(
        as_json,
        lambda: round_parts_text.joined_json(found, done=not look),
        round_parts_text.joined(found, done=not look, hint=hint),
    )
    console.complain(found.unnoted)
    is_whole = all(one.is_settled for one in found.joined)
    return ExitCode.DONE if is_whole and not found.unnoted else ExitCode.FINDINGS


@command(
    "differing",
    say("Show the rows on which officers decided differently, with what each of them says."),
    examples=("parself round differing ky-2023", "parself round differing ky-2023 --json"),
)
@round_argument
@json_option()
def differing(folder: Path, as_json: bool) -> None:
    """Show the rows on which officers decided differently."""
    view = open_overview(folder)
    console.answer(
        as_json,
        lambda: round_parts_text.differing_json(view),
        round_parts_text.differing(view),
    )


@command(
    "settle",
    say(
        "Let one of several different decisions on a row count, by its officer or its id; the"
        " others stay in the ledger. Only a lead settles; “parself round appraise” decides anew."
    ),
    summary=say("Let one of several decisions count."),
    examples=(
        'parself round settle ky-2023 cao-loc 2.1.1 so-tu-phap --who lan --why "Đúng QĐ 12"',
    ),
)
@round_argument
@click.argument("unit", metavar="UNIT", type=cleaned)
@click.argument("row", metavar="ROW", type=cleaned)
@click.argument("officer", metavar="OFFICER", type=cleaned)
@option("--why", type=cleaned, metavar="TEXT", about=say("Another reason than the chosen one's."))
@officer_option
@json_option()
def settle_(
    folder: Path, unit: str, row: str, officer: str, why: str | None, who: str, as_json: bool
) -> None:
    """Let one of several decisions count."""

    def choose(view: Overview, act: Act) -> Sequence[Version]:
        return [settle(view, cell_of(view, unit, row), officer, why or "", act)]

    view = decided(folder, who, datetime.now(), choose)
    console.answer(
        as_json,
        lambda: appraisal_text.appraised_json(view, unit, row),
        appraisal_text.appraised(view, unit, row),
    )


COMMANDS: Final = (part, open_, send, join, differing, settle_)
