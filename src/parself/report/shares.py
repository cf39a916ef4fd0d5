"""How far areas and departments are: the table of the shell's status and of papers."""

from decimal import Decimal

from parself.i18n import _
from parself.tables.model import Column, Kind
from parself.view.progress import Share


def share_columns(what: str) -> tuple[Column[Share], ...]:
    """Return what is said of an area or a department; `what` names which of them it is."""

    def answered(one: Share) -> str:
        return f"{one.progress.answered}/{one.progress.total}"

    def done(one: Share) -> int:
        return one.progress.answered

    def claimed(one: Share) -> Decimal:
        return one.points.claimed

    def title(one: Share) -> str:
        return one.title or _("no department")

    points = Kind.POINTS
    return (
        Column("id", "", lambda one: one.id, width=5),
        Column("title", what, title, Kind.NAME, 48, data=lambda one: one.title),
        Column("answered", _("Assessed"), answered, Kind.COUNT, data=done, screen=_("answered")),
        Column("total", data=lambda one: one.progress.total),
        Column("claimed", _("Self-assessed"), claimed, points, screen=_("claimed")),
        Column("backed", _("Backed"), lambda one: one.points.backed, points, screen=_("backed")),
        Column("max", _("Maximum"), lambda one: one.points.maximum, points, screen=_("of")),
        Column("max_by_others", kind=points, data=lambda one: one.points.by_others),
    )
