"""The command check: what a careful reader would ask about, and why some of it is as it is."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from parself.cli import console, shapes
from parself.cli.console import out, out_json
from parself.cli.opening import at_desk, open_view
from parself.cli.speech import command, folder_argument, json_option, option
from parself.errors import ExitCode, Problem, UsageError, say
from parself.i18n import _, render
from parself.submission.inspector import Finding, standing
from parself.submission.payload import evidence_prints
from parself.tables.terminal import wrapped


@command(
    "check",
    say(
        "List what is to be mended or explained before the file goes: contradictions between "
        "rows, points with nothing behind them, documents that are missing or outside the period. "
        "Findings never block an export; they travel with it. --waive leaves one as it is, with a "
        "reason that the province sees."
    ),
    summary=say("List findings before the file goes."),
    examples=(
        "parself check van-quan-2023",
        'parself check van-quan-2023 --waive unbacked:3.4.1 --reason "Lưu tại đơn vị"',
    ),
)
@folder_argument()
@option("--waive", "waived", metavar="KEY", about=say("Leave a finding as it is."))
@option("--reason", about=say("Why it is left as it is; with --waive."))
@option("--unwaive", metavar="KEY", about=say("Take such a reason back."))
@json_option()
def check(
    folder: Path, waived: str | None, reason: str | None, unwaive: str | None, as_json: bool
) -> ExitCode:
    """List findings."""
    if waived is not None or unwaive is not None or reason is not None:
        _waive(folder, waived, reason, unwaive)
    view = open_view(folder)
    findings = view.findings(evidence_prints(view.folder, view.assessment))
    left = standing(findings, view.assessment)
    waivers = view.assessment.waivers
    if as_json:
        listed = [shapes.finding(one, waivers) for one in findings]
        out_json({"findings": listed, "standing": len(left)})
    else:
        out(*_lines(findings, waivers))
        if left:
            command = "--waive KEY --reason …"
            console.narrate(say("To leave one as it is: {command}", command=command))
    return ExitCode.FINDINGS if left else ExitCode.DONE


def _waive(folder: Path, waived: str | None, reason: str | None, unwaive: str | None) -> None:
    """Give or take back one reason. Raises `UsageError` for what cannot be meant."""
    if (waived is None) == (unwaive is None) or (waived is None) != (reason is None):
        what = say("Give --waive with --reason, or --unwaive.")
        raise UsageError(Problem(what, todo=say("See: {command}", command="parself check --help")))
    with at_desk(folder) as desk:
        findings = desk.view.findings(evidence_prints(desk.folder, desk.assessment))
        known = {one.key for one in findings}
        key = waived or unwaive or ""
        if key not in known | set(desk.assessment.waivers):
            what = say("There is no finding “{key}”.", key=key[:80])
            todo = say("Known are: {known}.", known=", ".join(sorted(known)[:20]) or "–")
            raise UsageError(Problem(what, todo=todo))
        if waived is not None and not (reason or "").strip():
            what = say("The reason is empty.")
            raise UsageError(Problem(what, "--reason", say("Say why it is left.")))
        desk.waive(key, reason or "")
        desk.save()


def _lines(findings: Sequence[Finding], waivers: Mapping[str, str]) -> Iterator[str]:
    if not findings:
        yield _("Nothing to mend.")
        return
    left = [one for one in findings if one.key not in waivers]
    groups = (
        (_("Errors"), [one for one in left if one.kind.is_error]),
        (_("Warnings"), [one for one in left if not one.kind.is_error]),
        (_("Left as they are, with a reason"), [one for one in findings if one.key in waivers]),
    )
    for title, members in groups:
        if members:
            yield f"{title} ({len(members)})"
        for one in members:
            yield from _finding(one, waivers.get(one.key))


def _finding(one: Finding, reason: str | None) -> Iterator[str]:
    yield from wrapped(f"[{one.key}] {render(one.message)} {render(one.todo)}", indent="  ")
    if reason is not None:
        yield from wrapped(f"{_('Reason')}: {reason}", indent="    ")
    if len(one.rows) > 1:
        yield from wrapped(f"{_('In rows')}: {', '.join(one.rows)}", indent="    ")


COMMANDS: Final = (check,)
