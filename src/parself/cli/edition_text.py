"""What the commands about editions say: differences, fates and effects as lines of text."""

from collections.abc import Iterator, Sequence

from parself.assessment.migrate import Fate, RowFate
from parself.cli.console import shortened, table, wrapped
from parself.editions import wording
from parself.editions.changing import Plan
from parself.errors import say
from parself.i18n import _, render
from parself.numerals import show_decimal
from parself.rubric import model as m
from parself.rubric.diff import Diff, RowChange

_TITLE_CELLS = 54


def diff(found: Diff) -> Iterator[str]:
    """Yield what changed between two rubrics; words that went stand in [-…-], new in {+…+}."""
    before, after = found.before, found.after
    yield f"{before.id} ({before.edition}) → {after.id} ({after.edition})"
    if found.is_empty:
        yield _("Nothing differs.")
        return
    yield from wrapped(_summary(found))
    yield from _changed(found)
    yield from _rows(_("New rows"), "+", found.added)
    yield from _rows(_("Rows that are gone"), "−", found.removed)
    yield from _moves(found)
    yield from _parts(found)


def _summary(found: Diff) -> str:
    if found.same_scoring:
        return _("Only words differ; points and rules are the same.")
    asked = sum(change.asks_again for change in found.changed)
    return render(
        say(
            "Points or rule changed: {asked} rows; only words: {words}; new: {new}; gone: {gone}.",
            asked=asked,
            words=len(found.changed) - asked,
            new=len(found.added),
            gone=len(found.removed),
        )
    )


def _changed(found: Diff) -> Iterator[str]:
    groups = (
        (_("Points or rule changed: answers are asked again"), True),
        (_("Only words or departments changed: answers stand"), False),
    )
    for title, asks_again in groups:
        members = [change for change in found.changed if change.asks_again is asks_again]
        if members:
            yield from ("", title)
        for change in members:
            yield from _row_change(change, found)


def _row_change(change: RowChange, found: Diff) -> Iterator[str]:
    yield from wrapped(f"{change.after.id} {change.after.title}", indent="  ")
    for facet in wording.facets(change, found):
        said = f"{facet.before} → {facet.after}"
        if facet.is_text:
            said = wording.marked(facet.before, facet.after)
        yield from wrapped(f"{facet.label}: {said}", indent="      ")


def _rows(title: str, sign: str, rows: Sequence[m.Row]) -> Iterator[str]:
    if rows:
        yield from ("", title)
    for row in rows:
        points = render(say("{points:points} points", points=row.points))
        yield from wrapped(f"{sign} {row.id} {row.title} ({points})", indent="  ")


def _moves(found: Diff) -> Iterator[str]:
    if found.moves:
        yield from ("", _("Perhaps the same row under another number (migrate --move OLD=NEW)"))
    for move in found.moves:
        yield from wrapped(f"{move.before.id} → {move.after.id} {move.after.title}", indent="  ")


def _parts(found: Diff) -> Iterator[str]:
    if found.parts:
        yield from ("", _("Besides the rows"))
    for part in found.parts:
        before, after = wording.fact(part.before), wording.fact(part.after)
        said = f"{wording.part_label(part)}: {before} → {after}"
        yield from wrapped(said, indent="  ")
    if found.reordered:
        yield _("Rows that both have stand in another order.")


def plan(found: Plan) -> Iterator[str]:
    """Yield what a change of edition does: rows, score and place, what is safe."""
    yield from wrapped(wording.outcome(found))
    for fate in (Fate.ASKED, Fate.RETURNED, Fate.NEW, Fate.GONE):
        members = [row for row in found.migration.rows if row.fate is fate]
        if members:
            yield from ("", f"{render(wording.FATES[fate]).capitalize()} ({len(members)})")
        for row in members:
            yield _fate(found, row)
    yield ""
    yield from _effects(found)
    yield ""
    for said in wording.promises(found):
        yield from wrapped(said)


def _fate(found: Plan, row: RowFate) -> str:
    before = found.before.scores.rows.get(row.before_id) if found.before else None
    after = found.confirmed.scores.rows.get(row.row_id)
    known = after or before
    title = shortened(known.row.title, _TITLE_CELLS) if known is not None else ""
    moved = f" ← {row.before_id}" if row.before_id not in {"", row.row_id} else ""
    points = [show_decimal(one.points) for one in (before, after) if one and one.points is not None]
    return f"  {row.row_id}{moved} {title}  {' → '.join(points)}".rstrip()


def _effects(found: Plan) -> list[str]:
    head = ["", _("before"), _("after"), _("if confirmed")]
    rows = [
        [effect.label, *map(effect.shown, (effect.before, effect.after, effect.confirmed))]
        for effect in wording.effects(found)
    ]
    return table([head, *rows], right={1, 2, 3})
