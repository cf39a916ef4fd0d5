"""A workshop in words for every face: what came, how far a group is, how far a room agrees."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Final

from parself.errors import Message, say
from parself.i18n import _, render, render_problem
from parself.numerals import show_date, show_decimal, show_percent, show_trimmed
from parself.workshop.agreement import Alpha, Room, RowResult, Together
from parself.workshop.board import GroupLine, Results
from parself.workshop.collected import Entry, Stage, Standing
from parself.workshop.judging import Verdict
from parself.workshop.moving import Moved, Movement, Shift
from parself.workshop.polling import News, Told

VERDICTS: Final[Mapping[Verdict, Message]] = {
    Verdict.NEW: say("taken in"),
    Verdict.REPLACES: say("replaces the earlier work, which is kept"),
    Verdict.OLDER: say("an earlier work; kept, does not count"),
    Verdict.SAME: say("there already"),
    Verdict.LATE: say("came after the answers were revealed; kept, does not count"),
    Verdict.CONFLICT: say("two works of one group; the trainer has to choose"),
    Verdict.OTHER_SESSION: say("of another session; not taken in"),
    Verdict.OTHER_PACK: say("of another pack or edition; not taken in"),
    Verdict.REAL: say("of a real assessment; not taken into a class"),
    Verdict.NO_ROUND: say("of a round that there is not; not taken in"),
}
TOGETHER: Final[Mapping[Together, Message]] = {
    Together.SAME: say("all the same"),
    Together.NEAR: say("near each other"),
    Together.APART: say("still apart"),
    Together.SPLIT: say("split in two"),
}
ALPHA: Final[Mapping[Alpha, Message]] = {
    Alpha.RELIABLE: say("high agreement"),
    Alpha.TENTATIVE: say("agreement for the time being"),
    Alpha.LOW: say("no agreement yet"),
    Alpha.FEW_GROUPS: say("not told below 3 groups"),
    Alpha.FEW_ROWS: say("not told below 5 criteria that two groups answered"),
    Alpha.ALL_ALIKE: say("cannot be told: all gave the same share of the maximum everywhere"),
}
MOVED: Final[Mapping[Moved, Message]] = {
    Moved.TO_KEY: say("Nearer to the key and to each other."),
    Moved.TO_WRONG: say("Nearer to each other, but not to the key: all may share one mistake."),
    Moved.APART: say("Nearer to the key, but not to each other."),
    Moved.AWAY: say("Nearer neither to the key nor to each other."),
    Moved.STILL: say("Nothing has moved."),
}
STAGES: Final[Mapping[Stage, Message]] = {
    Stage.PROGRESS: say("progress only"),
    Stage.ANSWERS: say("answers revealed"),
    Stage.KEY: say("answers and key revealed"),
}
OWN_MARKS: Final = say(
    "The words for a criterion are this program's own marks: closeness 1 all the same, from 0.9"
    " near each other, from 0.5 still apart, below split in two."
)
WITHIN: Final = say("It is told for this class alone and not compared with other packs.")


def news_words(one: News) -> str:
    """Return what a look brought, in a line."""
    if one.told is Told.GONE:
        return render(say("The folder is gone since {time}.", time=_hour(one)))
    if one.told is Told.BACK:
        return render(say("The folder is back; it was gone since {time}.", time=_hour(one)))
    return f"{one.file}: {_of_file(one)}" if one.file else _of_file(one)


def _of_file(one: News) -> str:
    match one.told:
        case Told.COPYING:
            return _("being copied")
        case Told.EXERCISE:
            return _("the exercise that was handed out; passed over")
        case Told.BROKEN:
            what = say("stood still for a minute and is not whole; it is not taken in.")
            return _with_fault(what, one)
        case Told.UNREADABLE:
            return _with_fault(say("cannot be read; it is tried again."), one)
        case Told.REFUSED:
            return _with_fault(say("not taken in."), one)
        case Told.CLOCK:
            day = show_date(one.since.date()) if one.since else ""
            said = say("dated {day}: that machine's clock is wrong. The file counts.", day=day)
            return render(said)
        case _:
            return _judged(one)


def _with_fault(what: Message, one: News) -> str:
    return f"{render(what)} {render_problem(one.fault) if one.fault else ''}".rstrip()


def _judged(one: News) -> str:
    entry, verdict = one.entry, one.verdict
    if entry is None or verdict is None:
        return ""
    said = say(
        "“{name}”, round {round:none}, hand-in {number:none}: {verdict}",
        name=entry.name,
        round=entry.round,
        number=entry.sequence,
        verdict=VERDICTS[verdict],
    )
    if not one.namesakes or not verdict.is_kept:
        return render(said)
    return f"{render(said)} ({_('another group has the same name: two lines')})"


def _hour(one: News) -> str:
    return f"{one.since:%H:%M}" if one.since else ""


def standing_words(one: Standing, rows: int) -> str:
    """Return how far a group is in a round: its hand-in and how many rows it answered."""
    if one.rivals:
        marks = ", ".join(entry.mark for entry in one.rivals)
        return render(
            say("{count:count} works, choose: {marks}", count=len(one.rivals), marks=marks)
        )
    late = [_("late work kept")] if one.late else []
    if one.counts is None:
        return ", ".join([_("not handed in"), *late])
    return ", ".join([entry_words(one.counts, rows), *late])


def entry_words(entry: Entry, rows: int) -> str:
    """Return which hand-in a work is and how many rows it answers."""
    return ", ".join(_progress(entry, rows))


def _progress(entry: Entry, rows: int) -> Iterator[str]:
    said = say(
        "hand-in {number:none}: {answered:none}/{rows:none}",
        number=entry.sequence,
        answered=entry.answered,
        rows=rows,
    )
    yield render(said)
    if entry.unknown:
        yield unknown_words(entry.unknown)


def unknown_words(count: int) -> str:
    """Return how many do not know."""
    return render(say("{count:count} don't know", count=count))


def handed_in_words(groups: Iterable[GroupLine], round_: int) -> str:
    """Return how many groups have handed in for a round."""
    found = [one.rounds[round_] for one in groups]
    done = sum(one.counts is not None for one in found)
    said = say(
        "Round {round:none}: {done:none} of {all:none} groups",
        round=round_,
        done=done,
        all=len(found),
    )
    return render(said)


def strip_words(row: RowResult) -> str:
    """Return the different answers of a row with the groups that gave them."""
    return " · ".join(f"{told}: {' '.join(groups)}" for told, groups in answer_lines(row))


def answer_lines(row: RowResult) -> list[tuple[str, tuple[str, ...]]]:
    """Return each different answer of a row with its groups; those who do not know last."""
    told = [(show_decimal(points), groups) for points, groups in row.strip]
    return [*told, *([("?", row.unknown)] if row.unknown else [])]


def wall_lines(row: RowResult, stage: Stage) -> Iterator[str]:
    """Yield what the wall says under the answers of a row."""
    if row.gap is None:
        yield together_words(row)
    else:
        said = say(
            "{together}; mean gap {gap:points} of {maximum:points}",
            together=together_words(row),
            gap=row.gap,
            maximum=row.key.maximum,
        )
        yield render(said)
    if stage is Stage.KEY:
        yield render(say("Key {key}: {right}", key=key_words(row), right=right_words(row)))
        if traps := trap_words(row):
            yield traps


def together_words(row: RowResult) -> str:
    """Return how near the answers of a row lie; a sentence where too few were given."""
    word = row.together
    return render(TOGETHER[word]) if word else _("fewer than two answers")


def right_words(row: RowResult) -> str:
    """Return how many of the answers are the key's."""
    said = say("{right:none} of {all:none}", right=len(row.right), all=len(row.points))
    return render(said)


def key_words(row: RowResult) -> str:
    """Return the points that are right on a row."""
    told = _(" or ").join(show_decimal(one) for one in row.key.accepted)
    return f"{told} ± {show_trimmed(row.key.tolerance)}" if row.key.tolerance else told


def trap_words(row: RowResult) -> str:
    """Return the known mistakes of a row with the groups that made them."""
    told = ((trap, groups) for trap, groups in row.trapped.items() if groups)
    return "; ".join(f"{trap} ({len(groups)}: {' '.join(groups)})" for trap, groups in told)


def alpha_words(room: Room) -> str:
    """Return Krippendorff's alpha in words with its figure, or why it is not told."""
    if room.alpha is None:
        return render(ALPHA[room.told])
    return f"{render(ALPHA[room.told])} (α = {show_decimal(room.alpha, 3)})"


def mover_words(room: Room) -> str:
    """Return which row moves alpha most; empty where it is not told."""
    if room.without is None:
        return ""
    return f"{room.mover} (α = {show_decimal(room.without, 3)})"


def share_words(share: Fraction | None) -> str | None:
    """Return a share in percent; None where it is not known."""
    return None if share is None else show_percent(share)


def lean_words(lean: Fraction | None) -> str:
    """Return whether a group scores too high or too low on the whole."""
    if lean is None:
        return ""
    if not lean:
        return _("neither way")
    return _("too high") if lean > 0 else _("too low")


def moved_words(moved: Movement) -> Iterator[str]:
    """Yield what became of the room between the rounds: a line a figure, and what it means."""
    said = say(
        "The same {groups:count} groups and {rows:count} criteria in both rounds.",
        groups=moved.groups,
        rows=moved.rows,
    )
    yield render(said)
    if moved.to_each_other is not None:
        yield render(say("Mean gap between groups: {shift}", shift=_shift(moved.to_each_other)))
    if moved.to_key is not None:
        yield render(say("Mean distance to the key: {shift}", shift=_shift(moved.to_key)))
    if moved.moved is not None:
        yield render(MOVED[moved.moved])
    if moved.to_wrong:
        rows = ", ".join(moved.to_wrong)
        yield render(say("Together to a wrong answer: {rows}.", rows=rows))


def _shift(shift: Shift) -> str:
    return f"{show_percent(shift.before)} → {show_percent(shift.after)}"


def results_title(one: Results) -> str:
    """Return which round is shown, and how much of it."""
    return render(say("Round {round:none}: {stage}", round=one.round, stage=STAGES[one.stage]))
