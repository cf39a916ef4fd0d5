"""What the command export says of the file it wrote, as text and as JSON."""

from collections.abc import Iterator

from parself.cli import shapes
from parself.errors import say
from parself.i18n import _, render
from parself.submission.bundle import Exported
from parself.tables.data import Json, record
from parself.tables.model import Column
from parself.tables.terminal import labelled
from parself.view.view import View


def exported(done: "Exported") -> Iterator[str]:
    """Yield where a hand-in was written, its number and its code."""
    yield from labelled(_exported(), done)
    if done.volume is not None:
        yield render(say("Second volume with the evidence: {path}", path=str(done.volume)))
    if not done.is_new:
        yield render(say("Nothing has changed since this hand-in; it is the same file again."))
    yield render(say("Read back and checked: the file holds what the assessment holds."))


def _exported() -> tuple[Column["Exported"], ...]:
    return (
        Column("file", _("File"), lambda done: str(done.path)),
        Column(
            "unit",
            _("Unit"),
            lambda done: done.bundle.unit.full,
            data=lambda done: done.bundle.unit.code,
        ),
        Column("year", data=lambda done: done.bundle.year),
        Column(
            "sequence",
            _("Hand-in"),
            lambda done: str(done.bundle.sequence),
            data=lambda done: done.bundle.sequence,
        ),
        Column("new", data=lambda done: done.is_new),
        Column("code", _("Verification code"), lambda done: done.bundle.code()),
        Column("missing", data=lambda done: [document.id for document in done.missing]),
        Column("volume", data=lambda done: str(done.volume) if done.volume is not None else None),
        Column(
            "asked",
            data=lambda done: shapes.asked(View(done.folder, done.folder.assessment).asked),
        ),
    )


def exported_json(done: "Exported") -> Json:
    """Return where a hand-in was written, its number and its code."""
    return record(_exported(), done)
