"""Commands of appraisal: decide on a row, accept many at once, remark, agree on ways of scoring."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Final

import click

from parself.cli import appraisal_text, shapes
from parself.cli.console import answer
from parself.cli.speech import command, exact, folder_argument, json_option, one_of, option
from parself.cli.unit_files import all_option
from parself.cli.who import officer_option
from parself.errors import say
from parself.i18n import render
from parself.numerals import exact_count, exact_decimal
from parself.province import agreeing, appraising
from parself.province.agreeing import cell_of
from parself.province.appraising import Act, Judgement
from parself.province.automatic import Noticed, noticed, require_noticed
from parself.province.board import appraised_rows
from parself.province.decisions import Back, Cell, Verdict
from parself.province.hand_in import read_hand_in
from parself.province.moving import moved
from parself.province.overview import Overview
from parself.province.remarks import Audience
from parself.province.versions import Version
from parself.province.work import back, decided
from parself.text import cleaned
from parself.values import evolve
from parself.words.appraisal_words import VERDICTS
from parself.words.compared_words import moved_words

_unit = click.argument("unit", metavar="UNIT", type=cleaned)
_row = click.argument("row", metavar="ROW", type=cleaned)
_reason = option("--why", type=cleaned, metavar="TEXT", about=say("The reason."))


@command(
    "appraise",
    say(
        "Decide on a row of a unit: accept what it claims, adjust the points, ask it to explain,"
        " or put the row back to open. What is decided stays in the ledger."
    ),
    summary=say("Decide on a row of a unit."),
    examples=(
        "parself round appraise ky-2023 van-quan 1.1.1 accept",
        'parself round appraise ky-2023 van-quan 1.1.2 adjust --points 0.25 --why "Thiếu báo cáo"',
    ),
)
@folder_argument()
@_unit
@_row
@click.argument("verdict", metavar="VERDICT", callback=one_of(*Verdict, meaning=VERDICTS))
@option("--points", metavar="POINTS", callback=exact(exact_decimal), about=say("Adjusted points."))
@option(
    "--figure",
    metavar="FIGURE",
    callback=exact(exact_decimal),
    about=say("Of a row that compares units: the figure that counts instead, without points."),
)
@_reason
@option(
    "--way",
    metavar="NUMBER",
    callback=exact(exact_count),
    about=say("Number of the agreed way of scoring that it follows; gives points and reason."),
)
@option("--second", is_flag=True, about=say("Take the second look at a row that is drawn for it."))
@officer_option
@json_option()
def appraise(
    folder: Path,
    unit: str,
    row: str,
    verdict: str,
    points: Decimal | None,
    figure: Decimal | None,
    why: str | None,
    way: int | None,
    second: bool,
    who: str,
    as_json: bool,
) -> None:
    """Decide on a row of a unit."""
    cells: list[Cell] = []
    before: list[Overview] = []

    def decide(view: Overview, act: Act) -> list[Version]:
        before.append(view)
        agreed = [one for one in view.ways.get(row, ()) if one.number == way]
        judgement = Judgement(Verdict(verdict), points, why or "", way, figure)
        found = cell_of(view, unit, row)
        if agreed and points is None and judgement.verdict is Verdict.ADJUST and unit in view.facts:
            judgement = evolve(appraising.by_way(view, found, agreed[0]), reason=why or "")
        cells.append(evolve(found, look=2) if second else found)
        return [appraising.decide(view, cells[0], judgement, act)]

    view = decided(folder, who, datetime.now(), decide)
    answer(
        as_json,
        lambda: {
            **appraisal_text.judged_json(view, cells[0]),
            "moved": appraisal_text.moved_json(moved(before[0], view)),
        },
        (*appraisal_text.judged(view, cells[0]), *moved_words(view, moved(before[0], view))),
    )


@command(
    "accept",
    say(
        "Accept the claims of many rows at once, all but those with a reason to look at them:"
        " decided, changed, unproved, remarked on, different from the reference figure. With"
        " --look, only count."
    ),
    summary=say("Accept all but what has to be looked at."),
    examples=(
        "parself round accept ky-2023 --look",
        "parself round accept ky-2023 --unit van-quan --row 3.4.1 --row 3.4.2",
    ),
)
@folder_argument()
@option("--unit", "units", multiple=True, metavar="UNIT", about=say("Only these units."))
@option("--row", "rows", multiple=True, metavar="ROW", about=say("Only these rows."))
@option("--look", is_flag=True, about=say("Only count; change nothing."))
@all_option
@json_option()
@officer_option
def accept(
    folder: Path,
    units: tuple[str, ...],
    rows: tuple[str, ...],
    look: bool,
    hint: str | None,
    as_json: bool,
    who: str,
) -> None:
    """Accept all but what has to be looked at."""
    plan: list[appraising.Plan] = []

    def decide(view: Overview, act: Act) -> list[Version]:
        plan.append(appraising.accept_all_but(view, _cells(view, units, rows), act))
        return [] if look else list(plan[0].decisions)

    view = decided(folder, who, datetime.now(), decide)
    answer(
        as_json,
        lambda: appraisal_text.plan_json(plan[0]),
        appraisal_text.plan(view, plan[0], done=not look, hint=hint),
    )


@command(
    "remark",
    say(
        "Write a remark on a row of a unit: internal, unless it is for the unit. With --withdraw"
        " take one away; with TEXT too, put it in its place."
    ),
    summary=say("Write a remark on a row of a unit."),
    examples=(
        'parself round remark ky-2023 van-quan 3.4.1 "Đối chiếu với Cổng DVC"',
        'parself round remark ky-2023 van-quan 3.4.1 "Bổ sung biên bản" --for-unit',
        "parself round remark ky-2023 van-quan 3.4.1 --withdraw 2",
    ),
)
@folder_argument()
@_unit
@_row
@click.argument("text", metavar="TEXT", type=cleaned, default="")
@option("--for-unit", is_flag=True, about=say("The unit will read it."))
@option(
    "--adopt",
    metavar="KEY",
    type=cleaned,
    about=say("It adopts the automatic remark of this key; a wrong key lists those there are."),
)
@option(
    "--withdraw",
    metavar="NUMBER",
    callback=exact(exact_count),
    about=say("Take this remark away; a wrong number lists those there are."),
)
@officer_option
@json_option()
def remark(
    folder: Path,
    unit: str,
    row: str,
    text: str,
    for_unit: bool,
    adopt: str | None,
    withdraw: int | None,
    who: str,
    as_json: bool,
) -> None:
    """Write a remark on a row of a unit, or take one away."""

    def write(view: Overview, act: Act) -> list[Version]:
        audience = Audience.UNIT if for_unit else Audience.INTERNAL
        cell = cell_of(view, unit, row)
        if adopt is not None:
            require_noticed(_noticed(view, cell), adopt)
        if withdraw is None:
            return [agreeing.remark(cell, text, audience, act, adopt or "")]
        before = agreeing.remark_of(view, cell, withdraw)
        gone = agreeing.withdrawn(before, act)
        audience = audience if for_unit else before.audience
        return [gone, *([agreeing.remark(cell, text, audience, act)] if text else [])]

    view = decided(folder, who, datetime.now(), write)
    answer(
        as_json,
        lambda: appraisal_text.appraised_json(view, unit, row),
        appraisal_text.appraised(view, unit, row),
    )


@command(
    "way",
    say(
        "Agree on a way of scoring a row: a case, its points, the reason. Decisions cite it by its"
        " number; changing it marks every decision that cites it."
    ),
    summary=say("Agree on a way of scoring a row."),
    examples=(
        'parself round way ky-2023 1.1.2 --case "Gửi báo cáo muộn" --points 0.25 --why "HD 5"',
    ),
)
@folder_argument()
@_row
@option("--case", required=True, type=cleaned, metavar="TEXT", about=say("Which case it is."))
@option(
    "--points",
    required=True,
    metavar="POINTS",
    callback=exact(exact_decimal),
    about=say("What it is worth."),
)
@option(
    "--number",
    metavar="NUMBER",
    callback=exact(exact_count),
    about=say("Change this one instead of adding one."),
)
@_reason
@officer_option
@json_option()
def way(
    folder: Path,
    row: str,
    case: str,
    points: Decimal,
    number: int | None,
    why: str | None,
    who: str,
    as_json: bool,
) -> None:
    """Agree on a way of scoring a row."""

    def agree(view: Overview, act: Act) -> list[Version]:
        return [agreeing.agree(view, row, (case, points, why or ""), number, act)]

    view = decided(folder, who, datetime.now(), agree)
    answer(as_json, lambda: appraisal_text.ways_json(view, row), appraisal_text.ways(view, row))


@command(
    "take-back",
    say("Take back what you decided last, in one go; what others decided since stays."),
    examples=("parself round take-back ky-2023",),
)
@folder_argument()
@officer_option
@json_option()
def take_back(folder: Path, who: str, as_json: bool) -> None:
    """Take back what you decided last."""
    taken: list[Back] = []

    def take(view: Overview, act: Act) -> Sequence[Version]:
        taken.extend(back(view, act))
        return taken

    decided(folder, who, datetime.now(), take)
    rows = [shapes.place(one.cell) for one in taken]
    words = render(say("Rows taken back: {count}.", count=len(taken)))
    answer(as_json, lambda: {"taken_back": rows}, [words])


def _noticed(view: Overview, cell: Cell) -> tuple[Noticed, ...]:
    hand_in = read_hand_in(view.round, cell.unit)
    return noticed(view, cell, hand_in.found(cell.row) if hand_in else ())


def _cells(view: Overview, units: tuple[str, ...], rows: tuple[str, ...]) -> list[Cell]:
    known = [one.id for one in appraised_rows(view.round.rubric)]
    chosen = [agreeing.appraised(view, row) for row in rows] or known
    codes = [cell_of(view, unit, known[0]).unit for unit in units] or list(view.facts)
    # What is asked for and not of this desk is told as left out.
    found = {code: view.cells(code) for code in codes}
    return [
        found[code].get(row, Cell(code, row))
        for code in codes
        for row in chosen
        if rows or row in found[code]
    ]


COMMANDS: Final[tuple[click.Command, ...]] = (appraise, accept, remark, way, take_back)
