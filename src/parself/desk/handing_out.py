"""Giving a department its part: as a folder, as one file, or as an Excel form.

All three hold the same cut of the assessment; giving out changes nothing in it but a line
in the ledger. A part given out as one file is opened into a folder here too.
"""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

from parself import files
from parself.assessment import beside, store
from parself.assessment.model import Document
from parself.errors import Problem, RefusedError, UsageError, say
from parself.report.part_form import render_form
from parself.rubric import model as m
from parself.submission import bundle, layout, parts_ledger
from parself.submission.archive import DamagedBundleError
from parself.submission.bag import read_evidence
from parself.submission.intake import read_bundle
from parself.submission.joining import OF_A_WORKSHOP
from parself.submission.parting import cut, identity, rows_of
from parself.submission.parts_ledger import Entry, Event
from parself.values import Frozen, evolve

Make = Literal["folder", "bundle", "form"]
_ENDINGS: Final = {"bundle": ".zip", "form": ".xlsx", "folder": ""}


class Given(Frozen):
    """A part that was given out."""

    department: m.Department
    path: Path
    make: Make
    rows: tuple[str, ...]
    missing: tuple[str, ...] = ()
    """Evidence that is registered but not there."""
    unnoted: tuple[Problem, ...] = ()
    """Why the ledger does not say so; what was done stands."""


def departments(rubric: m.Rubric) -> tuple[tuple[m.Department, tuple[str, ...]], ...]:
    """Return the departments that have rows to fill in, and these rows."""
    found = [(one, rows_of(rubric, one.id)) for one in rubric.departments]
    return tuple((one, rows) for one, rows in found if rows)


def make_of(target: Path | None, *, form: bool) -> Make:
    """Return how a part is given out: as the name of its target ends, else as a folder."""
    ending = "" if target is None or target.is_dir() else target.suffix.casefold()
    if form or ending == ".xlsx":
        return "form"
    return "bundle" if ending == ".zip" else "folder"


def give(
    folder: store.Folder, code: str, target: Path | None, make: Make, *, now: datetime
) -> Given:
    """Write a department's part to `target`: its own name, or a folder to write in.

    Raises `UsageError` for a department that has no rows, `RefusedError` where the assessment
    is a part itself or a file of the name is there, `OccupiedError` for a folder that is
    there already, and `FileError`.
    """
    return _give(folder, *_share(folder, code, target, make), now)


def give_all(
    folder: store.Folder, codes: Iterable[str], target: Path | None, make: Make, *, now: datetime
) -> tuple[Given, ...]:
    """Write the parts of several departments. Refuses as `give`, before the first is written."""
    shares = [_share(folder, code, target, make) for code in dict.fromkeys(codes)]
    return tuple(_give(folder, *share, now) for share in shares)


def _share(
    folder: store.Folder, code: str, target: Path | None, make: Make
) -> tuple[Given, store.Folder]:
    """Return what is to be given out, and the department's cut of the folder."""
    department, rows = _department(folder, code)
    part = cut(folder.assessment, folder.rubric, department.id)
    enclosed = {n: d for n, d in folder.enclosed.items() if n in {beside.RUBRIC, beside.ROSTER}}
    share = evolve(folder, assessment=part, enclosed=enclosed, standings=None, past=None)
    name = f"{layout.plain_name(part)}{_ENDINGS[make]}"
    path = files.in_folder(name, target or folder.path.resolve().parent)
    if make != "folder" and path.exists():
        # It may hold what a department filled in.
        what = say("There is a file of this name already; nothing was written.")
        todo = say("Join it or move it away first, or choose another name.")
        raise RefusedError(Problem(what, files.show_path(path), todo))
    return Given(department, path, make, rows), share


def _give(folder: store.Folder, given: Given, share: store.Folder, now: datetime) -> Given:
    missing: tuple[Document, ...] = ()
    match given.make:
        case "folder":
            made = store.create(given.path, share.assessment, share.enclosed)
            missing = store.copy_evidence(share, made)
        case "bundle":
            missing = bundle.write(share, given.path, sequence=1).missing
        case "form":
            files.write_atomic(given.path, render_form(folder, share.assessment))
    entry = Entry(
        now,
        Event.GIVEN,
        given.department.id,
        given.path.name,
        outcome=given.make,
        rows=given.rows,
        documents={identity(one): one.id for one in share.assessment.documents},
    )
    unnoted = parts_ledger.note(folder.path, entry)
    return evolve(given, missing=tuple(one.id for one in missing), unnoted=unnoted)


def _department(folder: store.Folder, code: str) -> tuple[m.Department, tuple[str, ...]]:
    if folder.assessment.group is not None:
        raise RefusedError(Problem(OF_A_WORKSHOP, files.show_path(folder.path)))
    if folder.assessment.part is not None:
        what = say("This is a department's part itself; it is not given out again.")
        raise RefusedError(Problem(what, files.show_path(folder.path)))
    known = departments(folder.rubric)
    found = next((one for one in known if one[0].id == code), None)
    if found is None:
        what = say("No department “{code}” has rows in this rubric.", code=code[:60])
        codes = ", ".join(one.id for one, _rows in known)
        raise UsageError(Problem(what, todo=say("Departments: {codes}.", codes=codes)))
    return found


def open_part(file: Path, target: Path | None) -> store.Folder:
    """Unpack a part that was given out as one file into a folder of its own, and open that.

    Raises a `BundleError` for anything else, `OccupiedError` where the folder is there.
    """
    came = read_bundle(file, layout.PART)
    path = target or file.resolve().parent / layout.plain_name(came.assessment)
    gone = {one.id for one in came.missing}
    with files.new_folder(path):
        enclosed = {beside.RUBRIC: came.rubric_data, beside.ROSTER: came.roster_data}
        made = store.create(path, came.assessment, enclosed)
        for document in came.assessment.documents:
            if document.stored_name and document.id not in gone:
                content = read_evidence(file, came.folder, document.stored_name)
                kept = files.write_new(made.evidence / document.stored_name, content)
                if kept != document.fingerprint:
                    what = say("The file changed on the way.")
                    raise DamagedBundleError(Problem(what, document.stored_name))
    return store.load(path)
