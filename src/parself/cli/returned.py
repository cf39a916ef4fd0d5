"""Commands about what the province sends back: receive a result, reply to its rows."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from parself.cli import returned_text
from parself.cli.console import answer, complain, narrate
from parself.cli.opening import at_desk, open_folder, open_view, require_files
from parself.cli.speech import command, existing, folder_argument, json_option, one_of, option
from parself.errors import ExitCode, Problem, UsageError, say
from parself.text import cleaned, one_line
from parself.values import evolve
from parself.view.view import View


@command(
    "receive",
    say(
        "Receive the result of the appraisal that the province sent back. It is kept beside the"
        " assessment, which may be worked on; what is handed in next names it. --look only shows"
        " what it says."
    ),
    summary=say("Receive the province's result."),
    examples=(
        "parself receive van-quan-2023 ket-qua-tham-dinh-van-quan-2023-lan-1.zip --look",
        "parself receive van-quan-2023 ket-qua-tham-dinh-van-quan-2023-lan-1.zip",
    ),
)
@folder_argument()
@click.argument("file", metavar="FILE", type=existing)
@option("--look", is_flag=True, about=say("Only show it; change nothing."))
@json_option()
def receive(folder: Path, file: Path, look: bool, as_json: bool) -> ExitCode:
    """Receive the province's result."""
    from parself.desk import answering
    from parself.returns import taking

    require_files([file])
    if look:
        opened = open_folder(folder)
        seen, view = taking.look(opened, file), View(opened, opened.assessment)
    else:
        with at_desk(folder) as desk:
            seen = taking.look(desk.folder, file)
            if not seen.judgement.receipt.is_refused:
                answering.receive(desk, seen)
            view = desk.view
    answer(
        as_json,
        lambda: returned_text.received_json(view, seen, is_look=look),
        returned_text.received(view, seen),
    )
    if not seen.judgement.receipt.is_refused:
        return ExitCode.DONE
    complain([evolve(seen.judgement.problem, where=one_line(file.name))])
    return ExitCode.FINDINGS


_AGREE: Final = "agree"
_DISAGREE: Final = "disagree"
_ANSWERS: Final = one_of(_AGREE, _DISAGREE)


@command(
    "reply",
    say(
        "Reply to the rows that the province adjusted or asked about. Without ROW they are"
        " listed. Who disagrees says why, or cites new evidence in the row; so does who is asked"
        " to explain."
    ),
    summary=say("Reply to the appraisal row by row."),
    examples=(
        "parself reply van-quan-2023",
        "parself reply van-quan-2023 3.4.1 agree",
        'parself reply van-quan-2023 3.4.2 disagree --why "Đã nộp báo cáo quý IV ngày 05/12/2023"',
        "parself reply van-quan-2023 3.4.2 --take-back",
    ),
)
@folder_argument()
@click.argument("item", metavar="[ROW]", required=False, type=cleaned)
@click.argument("reply", metavar="[agree|disagree]", required=False, callback=_ANSWERS)
@option("--why", about=say("Explanation that the province reads."))
@option("--take-back", is_flag=True, about=say("Take the reply back."))
@json_option()
def reply_(
    folder: Path,
    item: str | None,
    reply: str | None,
    why: str | None,
    take_back: bool,
    as_json: bool,
) -> ExitCode | None:
    """Reply to the appraisal row by row."""
    if item is None:
        if take_back or why is not None:
            raise _unclear()
        _tell(open_view(folder), (), as_json)
        return None
    if (reply is None) != take_back or (take_back and why is not None):
        raise _unclear()
    from parself.desk import answering

    with at_desk(folder) as desk:
        if take_back:
            answering.take_back(desk, item)
        else:
            answering.reply(desk, item, reply == _AGREE, why or "")
        saved = desk.save()
        _tell(desk.view, (item,), as_json)
    narrate(say("Saved at {time}.", time=saved))
    return None


def _unclear() -> UsageError:
    what = say("Name a row with agree or disagree, or with --take-back.")
    return UsageError(Problem(what, todo=say("See: {command}", command="parself reply --help")))


def _tell(view: View, items: Sequence[str], as_json: bool) -> None:
    """Print the result, or only some rows of it; as JSON always the whole."""
    from parself.desk.answering import result_of

    value = result_of(view)
    answer(
        as_json,
        lambda: returned_text.result_json(view, value),
        returned_text.result(view, value, items),
    )


COMMANDS: Final = (receive, reply_)
