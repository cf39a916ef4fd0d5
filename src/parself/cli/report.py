"""The command report: papers of an assessment or of a round, as a file or on the terminal."""

import shutil
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, Final

import click

from parself import files
from parself.cli import console
from parself.cli.opening import new_file, open_view
from parself.cli.speech import command, existing, option, options, replace_option
from parself.errors import Message, Problem, UsageError, say
from parself.province import round as rounds
from parself.report import district, making, province
from parself.report.chosen import Definition
from parself.report.making import Maker
from parself.tables.terminal import WIDTH, printed

_TERMINAL: Final = "terminal"
_EVERY: Final[tuple[Definition[Any], ...]] = (*district.REPORTS, *province.REPORTS)


def paper_options(form: Message, target: Message) -> Callable[[Any], Any]:
    """Add what a paper is made with: its kind, where it goes, whether it replaces a file."""
    return options(
        option("--format", "form", among=making.FORMATS, about=form),
        option("-o", "--output", "target", type=existing, metavar="FILE", about=target),
        replace_option(),
    )


def _ids(reports: Iterable[Definition[Any]]) -> str:
    return ", ".join(report.id for report in reports)


@command(
    "report",
    say(
        "Make the papers of an assessment, or of a round: tables, letters and pictures in one"
        " file. Without --format they are printed here. Of a unit there are: {of_unit}; of a"
        " round: {of_round}. All are made but {by_name}, unless --report names some.",
        of_unit=_ids(district.REPORTS),
        of_round=_ids(province.REPORTS),
        by_name=_ids(one for one in _EVERY if not one.by_default),
    ),
    summary=say("Make papers: Excel, Word, HTML."),
    examples=(
        "parself report van-quan-2023 --format xlsx",
        "parself report van-quan-2023 --format html --report summary --report cover",
        "parself report ky-2023 --format xlsx -o xep-hang.xlsx",
    ),
)
@click.argument("folder", metavar="DIR|ROUND", type=existing)
@option(
    "--report",
    "ids",
    multiple=True,
    metavar="ID",
    about=say("Only this paper; may be given several times."),
)
@option("--number", type=int, metavar="N", about=say("Of this publication of a round."))
@paper_options(
    say("The kind of file; else the papers are printed here."),
    say("Where to write; else a new file in the present folder."),
)
def report(
    folder: Path,
    form: str | None,
    ids: tuple[str, ...],
    number: int | None,
    target: Path | None,
    replace: bool,
) -> None:
    """Make papers of an assessment or of a round."""
    form = form_of(form, target)
    papers = _maker(folder, number).papers(form or _TERMINAL, ids, console.progress)
    if form is None:
        width = max(WIDTH, shutil.get_terminal_size().columns)
        console.out(*printed(papers, width))
        return
    name = making.file_name(papers, form)
    # A Word file or a workbook may have been worked on since it was made.
    path = new_file(name, target, replace=replace)
    files.write_atomic(path, making.drawn(papers, form))
    console.out(files.show_path(path))
    titles = "; ".join(report.title for report in papers.reports)
    console.narrate(say("Made: {titles}.", titles=titles))
    if papers.warning:
        console.narrate_text(papers.warning)


def _maker(folder: Path, number: int | None) -> Maker:
    if rounds.is_round(folder):
        round_ = rounds.open_round(folder)
        console.complain(round_.trouble)
        return making.of_round(round_, date.today(), number)
    if number is not None:
        what = say("Only the results of a round are published under numbers.")
        raise UsageError(Problem(what, "--number", say("Name the folder of a round.")))
    return making.of_unit(open_view(folder), date.today())


def form_of(form: str | None, target: Path | None) -> str | None:
    """Return the kind of paper asked for: as said, else as the name of the file to write ends.

    Raises `UsageError` for a place without a kind.
    """
    if form is not None or target is None:
        return form
    ending = target.suffix.removeprefix(".").casefold()
    if ending in making.FORMATS:
        return ending
    what = say("-o names a file, but it is not said of which kind.")
    todo = say("Add {option}.", option="--format xlsx|docx|html")
    raise UsageError(Problem(what, "-o", todo))


COMMANDS: Final = (report,)
