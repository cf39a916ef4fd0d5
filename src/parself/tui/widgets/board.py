"""Figures of a score in short, and the areas with how far each is."""

from decimal import Decimal
from typing import ClassVar

from parself import numerals
from parself.i18n import _
from parself.tui.widgets.breakpoints import WIDE
from parself.tui.widgets.colours import LEADS
from parself.tui.widgets.plain import Pane, bar, lines, plain
from parself.view.view import View
from parself.words.signs import Signs


def percent(index: Decimal | None) -> str:
    """Return an index in percent, or a dash while it is not known."""
    return "–" if index is None else numerals.show_decimal(index) + "%"


def points(value: Decimal | None) -> str:
    """Return points with two decimals, or a dash while there are none."""
    return "–" if value is None else numerals.show_decimal(value)


class Areas(Pane):
    """All areas with progress in figures and as a bar."""

    WIDTH: ClassVar[int] = 31
    DEFAULT_CSS = f"""
    Areas {{ width: {WIDTH}; padding: 0 1; border-right: solid $foreground 30%; }}
    """

    def show(self, view: View, area_id: str | None, *, signs: Signs) -> None:
        """Show the areas, the present one marked, where there is room for them."""
        if self.app.size.width < WIDE:
            return
        rows = [plain((_("Areas"), "bold"))]
        for area in view.rubric.areas:
            progress = view.progress(area.id)
            if view.department and not progress.total:
                continue
            here = area.id == area_id
            pointer = signs.pointer if here else " "
            filled = progress.answered / progress.total if progress.total else 1.0
            tally = f"{progress.answered}/{progress.total}"
            style = LEADS if here else ""
            rows.append(plain((f"{pointer}{area.id}. {area.title}"[: self.WIDTH - 3], style)))
            rows.append(plain(f"   {bar(filled, 16, signs=signs)} {tally:>6}"))
        self.present(lines(*rows))
