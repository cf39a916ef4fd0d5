"""What the export says: before it writes, what is open or changed; after it, what lies where."""

from collections.abc import Iterator

from parself.assessment.history import handed_in
from parself.assessment.model import Assessment
from parself.desk.desk import Desk
from parself.errors import ParselfError, say
from parself.files import is_removable, show_path
from parself.i18n import _, render
from parself.numerals import show_date
from parself.submission import payload
from parself.submission.bundle import Exported
from parself.submission.changes import since
from parself.submission.coming import last_hand_in
from parself.submission.inspector import Finding, counted, standing
from parself.view.progress import still_open
from parself.words import asking
from parself.words.result_words import outside_words
from parself.words.retelling import changed_names, changes_sentence, replaces


def summary(desk: Desk) -> str:
    """Return what a clerk should know before the file is written, a line each."""
    parts = (_last(desk), _state(desk), _signature(desk), _findings(desk))
    return "\n".join(line for part in parts for line in part)


def _last(desk: Desk) -> Iterator[str]:
    view = desk.view
    last, before = last_hand_in(view.folder), handed_in(desk.folder)
    if last is None:
        yield _("Nothing has been handed in yet.")
        return
    found = since(desk.folder, before, view.assessment) if before else None
    if found is None or found.is_empty:
        yield render(say("Last hand-in: number {n}, {when}.", n=last.sequence, when=last.when))
        return
    yield render(replaces(last))
    yield render(changes_sentence(found))
    yield render(changed_names(found, view.rubric))
    rows = (one.row.id for one in found.rows)
    yield from outside_words(view.received, view.rubric, view.unit, rows)


def _state(desk: Desk) -> Iterator[str]:
    view = desk.view
    yield from map(render, still_open(view))
    if view.assessment.group is not None:
        return
    day = view.assessment.data_date
    yield (
        render(say("Figures stand at {day}.", day=show_date(day)))
        if day is not None
        else _("The data date is not said (F3: Data date).")
    )


def _signature(desk: Desk) -> Iterator[str]:
    signed = desk.assessment.sign_off
    if desk.assessment.part is not None or desk.assessment.group is not None:
        # A department's part is signed, if at all, on its own paper; a group's work is not.
        return
    if signed is None:
        yield _("Not signed (F3: Lock to sign).")
    else:
        yield render(
            say(
                "To be signed by {name}, {title}, {day}.",
                name=signed.name,
                title=signed.title,
                day=show_date(signed.signed),
            )
        )


def _findings(desk: Desk) -> Iterator[str]:
    found = _found(desk)
    if standing(found, desk.assessment):
        tally = counted(found, desk.assessment)
        yield render(say("Findings that stand: {tally} (Ctrl+R lists them).", tally=tally))
        yield from asking.told(desk.view.asked, "Ctrl+R")


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


def written(exported: Exported) -> str:
    """Return what was written, and where."""
    return render(
        say(
            "Written and checked by reading back: {path} ({size:count} bytes)."
            " Hand-in number {n}. Verification code:",
            path=show_path(exported.path),
            size=exported.path.stat().st_size,
            n=exported.bundle.sequence,
        )
    )


def what_to_know(exported: Exported) -> Iterator[str]:
    """Yield what else a clerk should know of the hand-in that was written, a line each."""
    if exported.volume is not None:
        where = show_path(exported.volume)
        yield render(say("Second volume with the evidence: {path}", path=where))
    if is_removable(exported.path):
        yield _("The stick can be taken out safely.")
    if not exported.is_new:
        yield _("Nothing has changed since the last hand-in.")
    for document in exported.missing:
        name = document.original_name or document.id
        yield render(say("Evidence file missing: {name}", name=name))
