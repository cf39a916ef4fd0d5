"""Commands that make results of what was granted on appeal, and say whether points may fall."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from parself.cli import console
from parself.cli.speech import command, json_option, option
from parself.cli.unit_files import answered, noted, round_argument
from parself.cli.who import who_option
from parself.errors import ExitCode, Problem, UsageError, say
from parself.i18n import _
from parself.province import appealing, putting_in
from parself.province.overview import Overview, open_overview
from parself.province.putting_in import Planned
from parself.province.round import require_whole
from parself.province.terms import Change
from parself.report import correction
from parself.report.appeals import columns
from parself.tables.data import Json, records
from parself.tables.terminal import wrapped
from parself.text import one_line
from parself.words.appeal_words import decided_words
from parself.words.correction_words import move_lines
from parself.words.planned_words import granted_words, planned_words
from parself.words.publication_words import publication_words
from parself.words.result_words import lowering_words

_why: Final = option("--why", required=True, about=say("The reason; kept in the ledger."))


@command(
    "put-in",
    say(
        "In a round that is reopened for a correction, make decisions of the appraisal of what was"
        " granted on appeal: each once, with its reason. Then close and publish again."
    ),
    summary=say("Put granted appeals into the appraisal."),
    examples=("parself round appeal put-in ky-2023",),
)
@round_argument
@who_option
@json_option()
def put_in(folder: Path, who: str, as_json: bool) -> ExitCode:
    """Put granted appeals into the appraisal."""
    found = putting_in.put_in(folder, Change(who, datetime.now(), ""))
    view = open_overview(folder)
    require_whole(view.round)
    ids = {one.appeal.id for one in found}
    now = tuple(one for one in view.appealed if one.appeal.id in ids)
    said = [line for one in now for words in decided_words(view, one) for line in wrapped(words)]
    return answered(
        as_json,
        lambda: {"appeals": records(columns(view), now)},
        said or [_("No granted appeal is left to be put in.")],
        view.trouble,
    )


@command(
    "correct",
    say(
        "Correct the published results by what was granted on appeal, in one go: reopen the round,"
        " put in, close, and publish under the next number. Where something is not finished, other"
        " points would move too, or a reason names others, nothing is changed, unless --despite is"
        " given. With --look only show what it would do. For anything but appeals a round is"
        " reopened and published again."
    ),
    summary=say("Reopen, put in, close and publish in one go."),
    examples=(
        "parself round appeal correct ky-2023 --look",
        'parself round appeal correct ky-2023 --despite --why "Theo kiến nghị" --who lan',
    ),
)
@round_argument
@option("--why", about=say("The reason; kept in the ledger."))
@option(
    "--decision",
    type=one_line,
    metavar="TEXT",
    about=say("Number and day of the decision, where it is signed; else papers leave it blank."),
)
@option("--despite", is_flag=True, about=say("Do it although something speaks against it."))
@option("--look", is_flag=True, about=say("Only show it; change nothing."))
@who_option
@json_option()
def correct(
    folder: Path,
    why: str | None,
    decision: str | None,
    despite: bool,
    look: bool,
    who: str,
    as_json: bool,
) -> ExitCode:
    """Correct the published results by what was granted."""
    change = Change(who, datetime.now(), why or "")
    if look:
        view = open_overview(folder)
        plan = putting_in.planned(view, change)
        number = len(view.round.publications) + 1
        console.answer(as_json, lambda: _json(view, number, plan), _planned(view, plan))
        return noted(view.trouble)
    done = putting_in.correct(folder, change, decision or "", despite=despite)
    view, issued = open_overview(folder), done.round.publications[-1]
    said = (*_planned(view, done.plan), *wrapped(publication_words(issued)))
    return answered(as_json, lambda: _json(view, issued.number, done.plan), said, view.trouble)


def _planned(view: Overview, plan: Planned | None) -> Iterator[str]:
    """Yield the grants that are put in, the obstacles, and the units that move."""
    if plan is None:
        return
    for words in granted_words(view, plan):
        yield from wrapped(f"- {words}", indent="  ")
    for words in planned_words(view, plan):
        yield from wrapped(words)
    for deep, words in move_lines(plan.moves) if plan.moves is not None else ():
        yield from wrapped(f"- {words}" if deep == 1 else words, indent="  " * deep)


def _json(view: Overview, number: int, plan: Planned | None) -> Json:
    now = {one.appeal.id: one for one in view.appealed}
    appeals = [now[one.appeal.id] for one in plan.appeals] if plan is not None else []
    named = plan.named if plan is not None else ()
    return {
        "number": number,
        "appeals": records(columns(view), appeals),
        "left": plan.left.count if plan is not None else 0,
        "beside": [{"unit": one.unit, "row": one.row} for one in plan.beside] if plan else [],
        "naming": [{"unit": one.unit, "row": one.row, "name": one.name} for one in named],
        "correction": correction.as_json(plan.moves) if plan and plan.moves else None,
    }


@command(
    "setting",
    say(
        "Say, before results are published, whether points may fall on an appeal. Unless it is"
        " said, they do not."
    ),
    summary=say("Say whether points may fall on an appeal."),
    examples=('parself round appeal setting ky-2023 --may-lower --why "Kế hoạch 5"',),
)
@round_argument
@option("--may-lower", "may", is_flag=True, about=say("Points may rise and fall."))
@option("--never-lower", "may_not", is_flag=True, about=say("Points may only rise."))
@_why
@who_option
@json_option()
def setting(folder: Path, may: bool, may_not: bool, why: str, who: str, as_json: bool) -> ExitCode:
    """Say whether points may fall on an appeal."""
    if may is may_not:
        raise UsageError(Problem(say("Say either --may-lower or --never-lower.")))
    round_ = appealing.set_may_lower(folder, may, Change(who, datetime.now(), why))
    now = round_.settings.appeals_may_lower
    said = [lowering_words(may_lower=now)]
    return answered(as_json, lambda: {"may_lower": now}, said, round_.trouble)
