"""What the export says: before it writes, what is ready or not; after it, what lies where."""

from collections.abc import Iterator

from parself.assessment.model import Assessment
from parself.desk.desk import Desk
from parself.errors import ParselfError, say
from parself.files import show_path
from parself.i18n import _, render
from parself.numerals import show_date
from parself.submission import payload
from parself.submission.bundle import Exported
from parself.submission.inspector import Finding, FindingKind, standing
from parself.text import sentence_case
from parself.tui.widgets.checklist import Check, State
from parself.view.progress import left_to_say
from parself.view.view import Filter, View
from parself.words.finding_words import KINDS


def checks(desk: Desk) -> Iterator[Check]:
    """Yield what a clerk should look at before the file is written."""
    view, found = desk.view, standing(_found(desk), desk.assessment)
    yield _answered(view)
    yield from _findings(found)
    if view.assessment.group is None:
        yield _proof(view)
        yield from _not_final(view)
        yield _data_date(view.assessment)
    yield from _signature(view.assessment)
    said = enumerate(left_to_say(view))
    yield from (Check(f"reply:{n}", State.UNPROVED, render(one), door="result") for n, one in said)


def signed_checks(view: View) -> Iterator[Check]:
    """Yield what the leader signs: rows that are answered, proved, final, and as of when."""
    yield _answered(view)
    yield _proof(view)
    yield from _not_final(view)
    yield _data_date(view.assessment)


def _answered(view: View) -> Check:
    progress = view.progress()
    words = say("{done}/{total} rows answered", done=progress.answered, total=progress.total)
    state = State.OPEN if progress.open else State.DONE
    rows = tuple(view.filtered(Filter.OPEN)) if progress.open else ()
    return Check("answered", state, sentence_case(render(words)), rows, "" if rows else "review")


def _findings(found: tuple[Finding, ...]) -> Iterator[Check]:
    """Yield each error, then each kind of warning with its number; proof is told by itself."""
    for one in found:
        if one.kind.is_error:
            words = render(say("Error: {what}", what=one.message))
            yield Check(f"finding:{one.key}", State.WRONG, words, one.rows, "findings")
    kinds = dict.fromkeys(one.kind for one in found if not one.kind.is_error)
    for kind in kinds:
        those = [one for one in found if one.kind is kind]
        if kind is FindingKind.UNBACKED:
            continue
        words = render(say("{kind}: {count}", kind=KINDS[kind], count=len(those)))
        if len(those) == 1:
            words = render(those[0].message)
        yield Check(f"kind:{kind.value}", State.UNPROVED, words, door="findings")


def _proof(view: View) -> Check:
    rows = tuple(view.filtered(Filter.UNBACKED))
    if not rows:
        words = _("All points have evidence or an explanation.")
        return Check("proof", State.DONE, words, door="to_back")
    claimed, backed = view.scores.claimed.points, view.scores.backed.points
    said = say(
        "{count} rows without proof, {points:points} points may not be recognised",
        count=len(rows),
        points=claimed - backed if claimed is not None and backed is not None else None,
    )
    return Check("proof", State.UNPROVED, render(said), rows, "to_back")


def _not_final(view: View) -> Iterator[Check]:
    rows = tuple(view.filtered(Filter.PROVISIONAL))
    if rows:
        words = say("{count} rows not final: {rows}", count=len(rows), rows=", ".join(rows))
        yield Check("not-final", State.UNPROVED, render(words), rows)


def _data_date(held: Assessment) -> Check:
    day = held.data_date
    if day is None:
        words = _("The data date is not said: Enter says it.")
        return Check("date", State.OPEN, words, door="data_date")
    told = render(say("Figures stand at {day}.", day=show_date(day)))
    return Check("date", State.DONE, told, door="data_date")


def _signature(held: Assessment) -> Iterator[Check]:
    """Yield who signs; a department's part is signed on its own paper, a group's work not."""
    signed = held.sign_off
    if held.part is not None or held.group is not None:
        return
    if signed is None:
        yield Check(
            "signed", State.OPEN, _("Not signed: Enter locks it to be signed."), door="lock"
        )
        return
    day = show_date(signed.signed)
    words = say("To be signed by {name}, {title}, {day}.", name=signed.name, title=signed.title,
                day=day)  # fmt: skip
    yield Check("signed", State.DONE, render(words), door="unlock" if held.locked else "lock")


def _found(desk: Desk) -> tuple[Finding, ...]:
    try:
        return desk.view.findings(payload.evidence_prints(desk.folder, desk.assessment))
    except ParselfError:
        # What cannot be read is told when it is written.
        return ()


def second_file(assessment: Assessment) -> str:
    """Return the label of the tick that puts the evidence into a second file, with its size."""
    size = sum(one.size for one in assessment.documents if one.stored_name)
    return render(say("Evidence in a second file ({size:size})", size=size))


def what_to_know(exported: Exported) -> Iterator[str]:
    """Yield what else a clerk should know of the hand-in that was written, a line each."""
    if exported.volume is not None:
        where = show_path(exported.volume)
        yield render(say("Second volume with the evidence: {path}", path=where))
    if not exported.is_new:
        yield _("Nothing has changed since the last export.")
    for document in exported.missing:
        name = document.original_name or document.id
        yield render(say("Evidence file missing: {name}", name=name))
