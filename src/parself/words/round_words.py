"""A round's board in words: what stage it is at, and what is to be done with each unit."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from parself.errors import Message, say
from parself.i18n import _, render
from parself.numerals import show_decimal, show_trimmed
from parself.province import joining, receiving, referring, surveying
from parself.province.board import Figures, Mark
from parself.province.calendar import Stage
from parself.province.line import Line
from parself.province.officers import called
from parself.province.overview import Overview
from parself.province.record import Round
from parself.province.stages import unfinished
from parself.province.timing import Coming, Tally
from parself.province.todo import Kind, Task
from parself.province.undoing import RoundAct, TakenBack
from parself.text import sentence_case
from parself.words.return_words import reply_state

STAGES: Final[Mapping[Stage, Message]] = {
    Stage.BEFORE: say("not opened yet"),
    Stage.HAND_IN: say("hand-ins"),
    Stage.APPRAISAL_1: say("first appraisal"),
    Stage.REPLIES: say("replies of the units"),
    Stage.APPRAISAL_2: say("second appraisal"),
    Stage.APPEALS: say("appeals"),
    Stage.OVER: say("all dates have passed"),
}
COMING: Final[Mapping[Coming, Message]] = {
    Coming.IN_TIME: say("in time"),
    Coming.LATE: say("late"),
    Coming.DIVERGING: say("two differ"),
    Coming.MISSING: say("missing"),
    Coming.OVERDUE: say("missing, overdue"),
}

_NAMED: Final = 6
"""Units or rows that are named; of the others it is said how many they are."""
_AND: Final = " · "
TASKS: Final[Mapping[Kind, Callable[[str], Message]]] = {
    Kind.DIVERGING: lambda n: say("{count} units with two hand-ins: choose one", count=n),
    Kind.TWO_REPLIES: lambda n: say("{count} units with two replies: choose one", count=n),
    Kind.DIFFERING: lambda n: say("{count} rows decided differently", count=n),
    Kind.TO_CONCLUDE: lambda n: say("{count} rows asked about wait for a conclusion", count=n),
    Kind.GRANTED: lambda n: say("{count} granted appeals wait for the correction", count=n),
    Kind.APPEALED: lambda n: say("{count} appeals wait for a decision", count=n),
    Kind.TO_REVIEW: lambda n: say("{count} rows to look at again", count=n),
    Kind.MISSING: lambda n: say("{count} units have not handed in", count=n),
    Kind.OPEN: lambda n: say("{count} rows not looked at", count=n),
    Kind.NOBODYS: lambda n: say("{count} of them in nobody's share", count=n),
    Kind.NOBODYS_SECOND: lambda n: say("{count} drawn for a second look by nobody", count=n),
    Kind.ASKED: lambda n: say("{count} rows to explain", count=n),
    Kind.UNEQUAL: lambda n: say("{count} equal cases with different points", count=n),
    Kind.SURVEY: lambda n: say("{count} units without all points entered", count=n),
}


def task_words(task: Task) -> str:
    """Return how much of one kind of work there is."""
    said = render(TASKS[task.kind](show_trimmed(task.count)))
    late = f", {render(say('{count} of them late', count=task.late))}" if task.late else ""
    return said + late


def provisional_words(round_: Round, lines: Sequence[Line]) -> str:
    """Return that places are provisional, and how much is missing; empty where they are not."""
    waiting = len(unfinished(round_, lines))
    if not waiting:
        return ""
    return render(say("Places are provisional: {count} units are not finished.", count=waiting))


def expected_title(view: Overview) -> str:
    """Return what the points are called that index and place come from."""
    is_open = view.round.closed is None and any(one.open for one in view.figures.values())
    return _("provisional") if is_open else _("appraised")


class Todo(NamedTuple):
    """What is to be done with a unit, and how pressing it is: 0 nothing, 1 soon, 2 at once."""

    parts: tuple[str, ...]
    """Each kind of work, the most pressing first."""
    weight: int

    @property
    def words(self) -> str:
        """All of it in a line."""
        return _AND.join(self.parts)

    def within(self, cells: int) -> str:
        """Return what has room in so many cells, and how much more there is."""
        for shown in range(len(self.parts), 1, -1):
            more = len(self.parts) - shown
            said = _AND.join(self.parts[:shown]) + (f" +{more}" if more else "")
            if len(said) <= cells:
                return said
        rest = f" +{len(self.parts) - 1}" if self.parts[1:] else ""
        return self.parts[0] + (rest if len(self.parts[0] + rest) <= cells else "")


def todo_words(view: Overview, line: Line, today: date) -> Todo:
    """Return all that is to be done with a unit, the most pressing first, in a line."""
    found = [*_todos(view, line, today)]
    if not found:
        found = [_todo(_("done") if line.is_final else _("points lacking"), 0)]
    if line.is_late:
        found.append(_todo(_("late"), 0))
    return Todo(tuple(one.words for one in found), max(one.weight for one in found))


def _todo(words: str, weight: int) -> Todo:
    return Todo((words,), weight)


def _todos(view: Overview, line: Line, today: date) -> Iterator[Todo]:
    """Yield what is to be done with a unit, short as the line is narrow."""
    if line.is_diverging:
        yield _todo(_("two differ: choose one"), 2)
    elif line.counts is None:
        yield _todo(_missing(view, line, today), 2 if line.is_overdue else 1)
    else:
        yield from _pressing(view, line)
        yield from _left(view, line)


def _pressing(view: Overview, line: Line) -> Iterator[Todo]:
    """Yield what has changed or differs."""
    code, again = line.unit.code, line.count(Mark.TO_REVIEW) or 0
    asked = sum(map(view.is_unconcluded, view.cells(code).values()))
    counted: Sequence[tuple[int, Callable[[int], Message]]] = (
        (line.count(Mark.DIFFERING) or 0, lambda n: say("{count} differ", count=n)),
        (asked, lambda n: say("{count} to conclude", count=n)),
        (again - asked, lambda n: say("{count} to look at again", count=n)),
        (differing_count(view, code), lambda n: say("{count} differ from reference", count=n)),
    )
    yield from (_todo(render(words(count)), 2) for count, words in counted if count)


def _left(view: Overview, line: Line) -> Iterator[Todo]:
    """Yield what is not looked at, and what the unit or the survey still owes."""
    asked, left = line.count(Mark.ASKED) or 0, line.count(Mark.OPEN) or 0
    sent = line.returned
    if left:
        yield _todo(render(say("{count} rows left", count=left)), 1 if line.is_late else 0)
    if sent is not None and sent.to_answer and view.round.begun(line.unit.code) is None:
        yield _todo(render(reply_state(sent)), 1)
    elif asked:
        yield _todo(render(say("{count} to explain", count=asked)), 1)
    if line.lacking:
        yield _todo(_("points lacking"), 0)


def index_words(found: Figures) -> str:
    """Return how the index of a unit comes about, as a sum; empty where a desk has only a share."""
    if not found.is_whole:
        return ""
    if found.index is None:
        rows = _listed(found.lacking)
        return render(say("No index yet: {rows} have no points.", rows=rows))
    reached = show_decimal(found.expected)
    if found.survey:
        reached = f"({reached} + {_('survey')} {show_decimal(found.survey)})"
    sum_ = f"{reached} / {show_decimal(found.maximum)} × 100"
    for sign, name, points in (("+", _("bonus"), found.bonus), ("−", _("penalty"), found.penalty)):
        sum_ += f" {sign} {name} {show_decimal(points)}" if points else ""
    return f"{_('Index')} {show_decimal(found.index)}% = {sum_}"


def _listed(names: Sequence[str]) -> str:
    """Return names in a line, of many the first ones and how many more there are."""
    return ", ".join(names[:_NAMED]) + (f" … +{len(names) - _NAMED}" if names[_NAMED:] else "")


def too_late_words(line: Line) -> str:
    """Return which hand-ins came too late to count; empty where none did."""
    if not line.too_late:
        return ""
    numbers = ", ".join(str(one.sequence) for one in line.too_late)
    return render(say("no. {numbers} too late", numbers=numbers))


def differing_count(view: Overview, unit: str) -> int:
    """Return how many open rows of a unit differ from the reference figures."""
    rows = dict.fromkeys(one.row for one in view.references)
    return sum(
        bool(view.differences(unit, row)) and view.stand(unit, row).decision is None for row in rows
    )


def hand_in_words(line: Line) -> str:
    """Return how far a unit is with handing in: what counts, and what came too late to count."""
    if line.counts is None:
        return render(COMING[line.coming])
    number = render(say("no. {n:none}", n=line.counts.sequence))
    said = f"{number}, {_('late')}" if line.is_late else number
    return "; ".join(filter(None, [said, too_late_words(line)]))


def tally_words(found: Tally) -> str:
    """Return how many units are in, late, and not in."""
    said = say(
        "Received {received} of {units} units; late: {late}; missing: {missing}, of these"
        " overdue: {overdue}.",
        received=found.received,
        units=found.units,
        late=found.late,
        missing=found.missing,
        overdue=found.overdue,
    )
    return render(said)


def act_words(round_: Round, act: RoundAct) -> str:
    """Return what an act of the round was, when and by whom."""
    when = datetime.fromisoformat(act.when)
    who = act.who or _("nobody named")
    names = [unit.short if (unit := round_.roster.unit(code)) else code for code in act.units]
    units = _listed(names)
    told = {"when": f"{when:%H:%M %d/%m/%Y}", "who": who}
    first = act.lines[0]
    if act.what == receiving.LANDED:
        files_ = len(act.lines)
        said = say(
            "{files:count} hand-ins ({units}) landed at {when}, {who}",
            **told,
            files=files_,
            units=units,
        )
    elif act.what == receiving.CHOSEN:
        said = say(
            "hand-in {number:none} of {unit} chosen at {when}, {who}: {reason}",
            **told,
            number=first.get("sequence"),
            unit=units,
            reason=first.get("reason", ""),
        )
    elif act.what == surveying.SURVEY:
        said = _survey_act(round_, first, told)
    elif act.what == referring.REFERENCE:
        said = say(
            "{figures:count} figures of {source} from {file} taken over at {when}, {who}",
            **told,
            figures=len(first["changes"]),
            source=first.get("source", ""),
            file=first.get("file", ""),
        )
    else:
        said = say(
            "{file} of {officer}, {taken:count} decisions and remarks, joined at {when}, {who}",
            **told,
            officer=called(round_.officers, str(first.get("officer"))),
            taken=int(first.get("decisions", 0)) + int(first.get("remarks", 0)),
            file=first.get("file", ""),
        )
    return render(said)


def _survey_act(round_: Round, line: Mapping[str, Any], told: Mapping[str, str]) -> Message:
    if line.get("file"):
        return say(
            "survey points of {rows:count} rows from {file} taken over at {when}, {who}",
            **told,
            rows=len(line["changes"]),
            file=line["file"],
        )
    one = line["changes"][0]
    return say(
        "survey points of {unit} {row} entered at {when}, {who}",
        **told,
        unit=round_.called(one["unit"]),
        row=one["row"],
    )


def taken_back_words(done: TakenBack) -> str:
    """Return what was taken back, and how it comes again."""
    told = act_words(done.round, done.act)
    if done.act.what == joining.JOINED:
        said = say(
            "Taken back: {act}. {count} of it count no more; what was decided since stays.",
            act=told,
            count=done.put_back,
        )
    elif done.act.what == receiving.LANDED:
        said = say("Taken back: {act}. Landing the same files again brings it back.", act=told)
    else:
        said = say("Taken back: {act}.", act=told)
    return render(said)


def _missing(view: Overview, line: Line, today: date) -> str:
    if line.last_day is None:
        return _("missing")
    if today > line.last_day:
        days = (today - line.last_day).days
        return render(say("missing, {days} days overdue", days=days))
    if line.last_day != view.round.dates.hand_in:
        return render(say("extended to {day}", day=f"{line.last_day:%d/%m}"))
    return render(say("due {day}", day=f"{line.last_day:%d/%m}"))


def round_title(round_: Round) -> str:
    """Return what a round is called in a list: its units and its year; a share by its officer."""
    name = round_.title or round_.roster.parent
    if round_.desk is not None:
        name = render(say("Share of {name}", name=called(round_.officers, round_.desk.officer)))
    return render(say("{name}, round {year:none}", name=name, year=round_.year))


def dates_words(view: Overview, today: date, *, brief: bool = False) -> str:
    """Return what the round is at, its last days, and how many units have longer.

    In brief, only the days that are still to come.
    """
    round_ = view.round
    stage = render(STAGES[round_.dates.stage(today)])
    if round_.closed is not None:
        stage = render(say("scores closed on {day}", day=f"{round_.closed.when:%d/%m}"))
    said = [sentence_case(stage)]
    named = (
        (_("hand-in"), round_.dates.hand_in),
        (_("appraisal 1"), round_.dates.appraisal_1),
        (_("replies"), round_.dates.replies),
        (_("appraisal 2"), round_.dates.appraisal_2),
        (_("appeals"), round_.dates.appeals),
    )
    said += [f"{label} {day:%d/%m}" for label, day in named if day and not (brief and day < today)]
    if round_.extensions:
        said.append(render(say("{count} extended", count=len(round_.extensions))))
    return " · ".join(said)


def rows_words(lines: Sequence[Line]) -> Message:
    """Return how many rows of all units stand how."""

    def count(mark: Mark) -> str:
        return show_trimmed(sum(one.count(mark) or 0 for one in lines))

    return say(
        "Rows not looked at: {open}; accepted: {accepted}; adjusted: {adjusted}; asked to explain:"
        " {asked}; to look at again: {review}; decided differently: {differing}.",
        open=count(Mark.OPEN),
        accepted=count(Mark.ACCEPTED),
        adjusted=count(Mark.ADJUSTED),
        asked=count(Mark.ASKED),
        review=count(Mark.TO_REVIEW),
        differing=count(Mark.DIFFERING),
    )
