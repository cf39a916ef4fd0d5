"""Commands that send results back to units, and say who has to be reminded."""

import shutil
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final

import click

from parself import files
from parself.cli import console, round_returns_text
from parself.cli.opening import new_file
from parself.cli.report import form_of, paper_options
from parself.cli.speech import command, existing, json_option, option
from parself.cli.unit_files import all_option, round_argument
from parself.desk.sending_back import send_back
from parself.errors import ExitCode, Problem, UsageError, say
from parself.i18n import _, render
from parself.numerals import exact_count
from parself.province import publishing
from parself.province.overview import open_overview
from parself.province.reminding import Reminder
from parself.province.reminding import reminders as found_reminders
from parself.province.returning import going_out, require_known
from parself.province.round import open_round, require_whole
from parself.province.terms import Change
from parself.province.withdrawing import withdraw
from parself.province.work import logged_in
from parself.report import making
from parself.report import reminders as papers_of
from parself.report.reminders import ReminderCase
from parself.tables.data import Json, records
from parself.tables.terminal import WIDTH, printed
from parself.text import cleaned

units_option: Final = option(
    "--unit",
    "codes",
    multiple=True,
    type=cleaned,
    metavar="UNIT",
    about=say("Only this unit; may be given several times."),
)


@command(
    "return",
    say(
        "Send units their appraisal: one numbered file each, with claimed and appraised points,"
        " reasons, remarks meant for the unit, and survey points. Never internal remarks, names of"
        " appraisers, other units, or places before publication. Units with criteria that are not"
        " concluded, or with texts that name others, are kept back and named. With --look, only"
        " show what each unit would get, and what not."
    ),
    summary=say("Send units the result of their appraisal."),
    examples=(
        "parself round return ky-2023 --look",
        "parself round return ky-2023 --unit van-quan --anyway -o ket-qua --letter docx",
        "parself round return ky-2023 --moved --anyway -o dinh-chinh",
    ),
)
@round_argument
@units_option
@option(
    "--moved",
    is_flag=True,
    about=say("Only units that were not sent yet what a correction moves of them."),
)
@option(
    "-o",
    "--output",
    "place",
    type=existing,
    metavar="FOLDER",
    about=say("Folder to write into; else a new one in the present folder."),
)
@option("--anyway", is_flag=True, about=say("Also units that would be kept back."))
@option("--letter", "form", among=making.FORMATS, about=say("Write a letter beside each file."))
@option("--look", is_flag=True, about=say("Only show it; change nothing."))
@all_option
@json_option()
def return_(
    folder: Path,
    codes: tuple[str, ...],
    moved: bool,
    place: Path | None,
    anyway: bool,
    form: str | None,
    look: bool,
    hint: str | None,
    as_json: bool,
) -> ExitCode:
    """Send units the result of their appraisal."""
    if moved:
        codes = _moved(folder, codes)
        if not codes:
            console.narrate(say("Every unit that a correction moves has its new result."))
            nothing = round_returns_text.look_json((), ())
            console.answer(as_json, lambda: nothing, ())
            return ExitCode.DONE
    if look:
        view = open_overview(folder)
        require_whole(view.round)
        out, without = going_out(view, codes)
        console.answer(
            as_json,
            lambda: round_returns_text.look_json(out, without),
            round_returns_text.look(view, out, without, hint),
        )
        return ExitCode.DONE
    year = require_whole(open_overview(folder).round).year
    sent = send_back(
        folder,
        codes,
        place or Path(f"ket-qua-tham-dinh-{year}"),
        Change(logged_in(), datetime.now(), ""),
        anyway=anyway,
        form=form or "",
        progress=console.progress,
    )
    console.answer(
        as_json, lambda: round_returns_text.sent_json(sent), round_returns_text.sent(sent)
    )
    console.complain(sent.failed)
    return ExitCode.FINDINGS if sent.failed or sent.sending.held_back else ExitCode.DONE


def _moved(folder: Path, codes: Sequence[str]) -> tuple[str, ...]:
    """Return the units that were not sent yet what a correction moves of them."""
    if codes:
        what = say("Either units are named, or those that the correction moves are meant.")
        raise UsageError(Problem(what, "--unit, --moved", say("Name one of the two.")))
    view = open_overview(folder)
    out, _without = going_out(view, publishing.moved(require_whole(view.round)))
    return tuple(one.unit.code for one in out if one.is_moved)


@command(
    "withdraw",
    say(
        "Withdraw the last result that was sent to a unit, for it was sent by mistake: it counts as"
        " sent nowhere, and what answers it is no reply. Its number is not given out again. Not"
        " once the second appraisal goes on from it. Where a later result is withdrawn already,"
        " --number says which one is meant."
    ),
    summary=say("Withdraw a result sent by mistake."),
    examples=('parself round withdraw ky-2023 van-quan --why "Gửi nhầm bản dự thảo"',),
)
@round_argument
@click.argument("code", metavar="UNIT", type=cleaned)
@option("--why", type=cleaned, metavar="TEXT", about=say("The reason; kept in the ledger."))
@option("--number", read=exact_count, about=say("This result; else the last one sent."))
@json_option()
def withdraw_(folder: Path, code: str, why: str | None, number: int | None, as_json: bool) -> None:
    """Withdraw a result sent by mistake."""
    change = Change(logged_in(), datetime.now(), why or "")
    found = withdraw(folder, code, change, number)
    unit = open_round(folder).called(code)
    words = say("{unit}: result no. {number:none} is withdrawn.", unit=unit, number=found.number)
    todo = _("Tell the unit; the next result has a new number.")
    told = {"unit": code, "sequence": found.number}
    console.answer(as_json, lambda: told, [render(words), todo])


@command(
    "reminders",
    say(
        "Show which units have not handed in, or not explained the result that was sent to them,"
        " with days left or late. As a file: the list, and a letter to each unit; with --unit only"
        " the letter, so that the file names no other unit."
    ),
    summary=say("Show whom to remind; write the letters."),
    examples=(
        "parself round reminders ky-2023",
        "parself round reminders ky-2023 --format docx -o don-doc.docx",
    ),
)
@round_argument
@units_option
@paper_options(
    say("The kind of file; else the list is printed here."),
    say("Where to write; else a new file in the present folder."),
)
@json_option()
def reminders(
    folder: Path,
    codes: tuple[str, ...],
    form: str | None,
    target: Path | None,
    replace: bool,
    as_json: bool,
) -> None:
    """Show whom to remind; write the letters."""
    view, today = open_overview(folder), date.today()
    require_known(view.round, codes)
    found = tuple(
        one for one in found_reminders(view, today) if not codes or one.unit.code in codes
    )
    case = ReminderCase(view.round, found, today)
    form = form_of(form, target)
    path = None
    if form is not None and (found or not codes):
        papers = papers_of.papers(case, listed=not codes)
        path = new_file(making.file_name(papers, form), target, replace=replace)
        files.write_atomic(path, making.drawn(papers, form))
    elif form is not None:
        console.narrate(say("Nothing is waited for."))
    console.answer(as_json, lambda: _reminders_json(found, path), _reminders(case, form, path))


def _reminders(case: ReminderCase, form: str | None, path: Path | None) -> Iterator[str]:
    """Yield the list; where a file was asked for, its place."""
    if form is None:
        width = max(WIDTH, shutil.get_terminal_size().columns)
        yield from printed(papers_of.papers(case, letters=False), width)
    elif path is not None:
        yield files.show_path(path)


def _reminders_json(found: Sequence[Reminder], path: Path | None) -> Json:
    return {"file": path and str(path), "reminders": records(papers_of.columns(), found)}


COMMANDS: Final[tuple[click.Command, ...]] = (return_, withdraw_, reminders)
