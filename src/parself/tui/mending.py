"""An assessment that does not open as it is: what is wrong with it, and the ways out."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from parself.assessment import beside, damage, edition, repair, store
from parself.assessment.saves import EarlierSave
from parself.editions import changing
from parself.errors import ParselfError, say
from parself.files import FolderLock
from parself.i18n import _, render, render_error, render_problem
from parself.tui.sitting import SittingApp
from parself.words import edited
from parself.words.retelling import difference_words


class Way(NamedTuple):
    """A way out, as it is offered."""

    key: str
    label: str
    go: Callable[[SittingApp], None]
    """Goes it. Raises `ParselfError` where that fails; nothing is lost then."""


class Offer(NamedTuple):
    """What is wrong, and what can be done."""

    title: str
    words: str
    ways: Sequence[Way]


def offer(path: Path, error: ParselfError) -> Offer | None:
    """Return the ways out for a folder that did not open; None where there are none."""
    match error:
        case damage.DamagedAssessmentError():
            words, ways = render_problem(error.problems[0]), _backups(path, error.offered)
            return Offer(_("Damaged file"), words, ways) if ways else None
        case damage.HandEditedError():
            return _hand_edited(path, error)
        case beside.BesideError():
            return _beside(path, error)
        case _ if edition.concerns_rubric(path, error):
            return _rubric(path, error)
    return None


def _way(key: str, label: str, mend: Callable[[], store.Folder]) -> Way:
    """Return a way that ends with the mended assessment being open."""

    def go(sitting: SittingApp) -> None:
        sitting.sit_down(mend())
        sitting.enter()

    return Way(key, label, go)


def _backups(path: Path, offered: Sequence[EarlierSave]) -> list[Way]:
    """Return a way for every copy that may be restored, by its number."""

    def way(one: EarlierSave) -> Way:
        label = say("Restore number {number:none} of {saved}", number=one.revision, saved=one.saved)
        words = _("Restore the backup") if len(offered) == 1 else render(label)
        return _way(str(one.revision), words, lambda: repair.restore(path, one, now=datetime.now()))

    return [way(one) for one in offered]


def _hand_edited(path: Path, error: damage.HandEditedError) -> Offer:
    titles = repair.titles_of(path, error.assessment.unit)
    told = ((one.row, *difference_words(*titles, one)) for one in error.differences[:8])
    shown = [f"{row} {label}: {old} → {new}".lstrip() for row, label, old, new in told]
    label = _("Use the file as edited by hand")
    accept = _way("accept", label, lambda: repair.accept(path, now=datetime.now()))
    words = "\n".join([render_error(error), *shown])
    return Offer(_("Edited by hand"), words, [accept, *_backups(path, error.offered)])


def _beside(path: Path, error: beside.BesideError) -> Offer:
    """Return the ways out where files beside the assessment were edited or damaged."""
    return Offer(
        _("Files beside the assessment"),
        "\n".join([render_error(error), *_values_beside(path, error)]),
        list(_ways_beside(path, error)),
    )


def _values_beside(path: Path, error: beside.BesideError) -> list[str]:
    names = repair.names_of(path)
    places = [place for finding in error.findings for place in finding.places()]
    told = (edited.place_words(one, names) for one in places[:8])
    return [f"{label}: {before} → {now}" for label, before, now in told]


def _ways_beside(path: Path, error: beside.BesideError) -> Iterator[Way]:
    if error.can_be_restored:
        yield _way(
            "restore",
            _("Put the good copy back"),
            lambda: repair.restore_beside(path, error, now=datetime.now()),
        )
    if error.can_be_accepted:
        yield _way(
            "accept",
            _("Go on with the files as they are"),
            lambda: repair.accept_beside(path, error, now=datetime.now()),
        )


def _rubric(path: Path, error: ParselfError) -> Offer:
    """Return the ways out where the rubric beside the assessment was edited or replaced."""

    def restored() -> store.Folder:
        now = datetime.now()
        with FolderLock(path, now):
            return edition.restore_rubric(path, now=now)

    def preview(sitting: SittingApp) -> None:
        plan = changing.prepare(path, str(path / beside.RUBRIC), now=datetime.now())
        sitting.show("edition:EditionScreen", plan)

    ways = [_way("restore", _("Put the rubric back as it was"), restored)]
    if isinstance(error, store.RubricChangedError):
        label = _("Take the answers over into it (preview first)")
        ways.append(Way("migrate", label, preview))
    words = "\n".join(map(render_problem, error.problems[:3]))
    return Offer(_("The rubric was changed"), words, ways)
