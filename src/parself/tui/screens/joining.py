"""What a returned part would change, row by row, before anything is changed."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Final

from textual.content import Content

from parself.assessment.unlikely import Doubt
from parself.errors import Message, Problem, say
from parself.files import new_file, show_path, write_atomic
from parself.i18n import _, render, render_problem
from parself.province.progress import no_progress
from parself.submission import joining
from parself.submission.joining import Preview
from parself.submission.merging import (
    TOLD,
    Choice,
    FieldMerge,
    FigureMerge,
    Merge,
    RowMerge,
    Verdict,
    is_taken,
)
from parself.submission.parting import EVIDENCE, EXPLANATION
from parself.tui.bases.list_screen import Listing, ListScreen
from parself.tui.commands import BACK, Command, letter
from parself.tui.dialogs.prompt import PathPrompt
from parself.tui.widgets.colours import DONE, MUTED, OURS, UNPROVED, WRONG
from parself.tui.widgets.ladder import signed
from parself.tui.widgets.panel import Panel
from parself.tui.widgets.plain import lines, plain, spread
from parself.tui.widgets.row_table import Head, Line
from parself.tui.widgets.rows import ListLine
from parself.values import Frozen
from parself.words import asking, part_words
from parself.words.retelling import points_words

APPLY = Command("apply", say("Join"), say("Join the part as it is chosen"), "", "Enter")
MINE = letter("choose('mine')", say("Keep ours"), say("Keep the version here"), "g")
THEIRS = letter("choose('theirs')", say("Take theirs"), say("Take the version that came"), "l")
EDIT = letter("choose('edit')", say("Edit"), say("Take it, and change it at once"), "s")
_CHOICES: dict[Choice, Message] = {
    Choice.MINE: say("keep the version here"),
    Choice.THEIRS: say("take the version that came"),
    Choice.EDIT: say("take and edit"),
}


class _Decision(Frozen):
    """One thing to be decided: a field, a row in which one field differs, a shared figure."""

    key: str
    verdict: Verdict
    one: FieldMerge | FigureMerge
    row: RowMerge | None = None

    @property
    def about(self) -> str:
        """What is decided about: a row, whatever number of its fields differ, or a figure."""
        return self.row.row if self.row else self.key


def _lines(found: Merge) -> Iterator[_Decision]:
    for row in found.rows:
        for one in row.told:
            key = row.row if len(row.told) == 1 else one.key
            yield _Decision(key, one.verdict, one, row)
    for figure in found.figures:
        if figure.verdict in TOLD:
            yield _Decision(figure.key, figure.verdict, figure)


_Of = _Decision | RowMerge | Problem | Message
_GROUPS: Final[dict[Verdict, tuple[Message, str]]] = {
    Verdict.CONFLICT: (say("Two different versions"), UNPROVED),
    Verdict.TAKEN: (say("New: taken over"), DONE),
    Verdict.LACKING: (say("Only in the earlier part: stays"), MUTED),
}
"""The heads of what is told, with their colours."""


class JoiningScreen(ListScreen[_Of]):
    """The rows that a part would change; conflicts first."""

    OFFERS = (APPLY, MINE, THEIRS, EDIT, BACK)
    HAS_PANEL = True

    def __init__(self, seen: Preview) -> None:
        super().__init__()
        self._seen = seen
        self._choices: dict[str, Choice] = {}
        self._lines = sorted(_lines(self._merge), key=lambda line: TOLD.index(line.verdict))

    @property
    def _merge(self) -> Merge:
        if self._seen.merge is None:
            raise LookupError("a file that was refused changes nothing")
        return self._seen.merge

    @property
    def _whose(self) -> str:
        """The department that returned the part."""
        known = self.desk.view.rubric.department(self._seen.department)
        return known.title if known else self._seen.department

    def listing(self) -> Listing:
        """Return the rows with what was chosen, what is not used, then what is as it was."""
        return Listing(self._summary(), [*self._decisions(), *self._told(), *self._same()])

    def _decisions(self) -> Iterator[Line]:
        """Yield what is told of, under a head for what becomes of it."""
        if not self._lines:
            yield ListLine(plain(_("The part changes nothing here.")))
        for verdict, group in groupby(self._lines, lambda one: one.verdict):
            those = list(group)
            title, style = _GROUPS[verdict]
            words = plain((render(title), f"bold {style}"))
            yield Head(words, f"group:{verdict.value}", total=str(len(those)))
            yield from map(self._line, those)

    def _same(self) -> Iterator[Line]:
        """Yield the rows in which nothing differs, folded away at first."""
        rows = [one for one in self._merge.rows if not one.told]
        if rows:
            words = plain((_("As they were"), MUTED))
            yield Head(words, "group:same", total=str(len(rows)), is_folded=True)
        titles = self.desk.view.rubric.rows
        for one in rows:
            yield ListLine(plain(f"  {one.row} {titles[one.row].title}"), one, f"same:{one.row}")

    def _summary(self) -> Content:
        reason = " ".join(render(problem.what) for problem in self._seen.reasons)
        head = plain((f"{self._whose} · {self._seen.path.name}", "bold"))
        rows = [head, plain(reason), plain(part_words.tally(self._merge))]
        if self._seen.faults:
            words = say("Not used: {count}; see the end of the list.", count=len(self._seen.faults))
            rows.append(plain((render(words), WRONG)))
        return lines(*rows)

    def _told(self) -> Iterator[Line]:
        """Yield lines that are only read; the highlight reaches them, so that they scroll."""
        if faults := self._seen.faults:
            words = plain((_("Not used"), f"bold {WRONG}"))
            yield Head(words, "group:faults", total=str(len(faults)))
        for problem in faults:
            mark = (f"{self.parself.signs.wrong} ", WRONG)
            yield ListLine(plain(mark, render_problem(problem)), problem)
        for note in self._seen.notes:
            yield ListLine(plain((render(note), MUTED)), note)

    def _line(self, one: _Decision) -> ListLine[_Of]:
        """Return what is decided; where no panel stands beside it, with what differs."""
        title, told = self._told_of(one)
        head = spread(plain((title, "bold")), plain(self._chosen(one)), self.rows.room)
        below = () if self.rows.beside else self._below(one, told)
        return ListLine(lines(head, *below), one, one.key)

    def _below(self, one: _Decision, told: Sequence[str]) -> Iterator[Content]:
        """Yield what differs, and what is asked of what came."""
        yield from (plain(f"  {words}") for words in told)
        for doubt in self._doubts(one):
            yield plain((f"  ? {asking.asked_words(doubt)}", f"bold {UNPROVED}"))

    def tell_of(self, one: _Of, panel: Panel) -> None:
        """Show what differs, and what taking it does to the points of its row."""
        if not isinstance(one, _Decision):
            panel.empty()
            return
        title, told = self._told_of(one)
        shown = [*self._below(one, told), *self._points(one)]
        panel.show(title, lines(*shown), render(part_words.VERDICTS[one.verdict]))

    def _points(self, one: _Decision) -> Iterator[Content]:
        """Yield the points of a row as it stands here and as it came, where they differ."""
        view, row = self.desk.view, one.row
        if row is None:
            return
        came = view.of(view.assessment.with_answer(row.row, row.theirs))
        before, after = (seen.scores.rows[row.row].points for seen in (view, came))
        if before != after:
            moved = (after or Decimal(0)) - (before or Decimal(0))
            style = DONE if moved > 0 else WRONG
            words = f"  {_('Points')}: {points_words(before)} → {points_words(after)}"
            yield plain(words, (f"  {signed(moved)}", style))

    def _doubts(self, line: _Decision) -> tuple[Doubt, ...]:
        """Return what is unlikely in what a line brings: its figures, or the papers it names."""
        if isinstance(line.one, FigureMerge):
            return tuple(one for one in self._seen.doubts if one.subject == line.one.key)
        if line.one.name == EXPLANATION:
            return ()
        is_evidence = line.one.name == EVIDENCE
        found = self._seen.doubts_of(line.one.row)
        return tuple(doubt for doubt in found if (doubt.about is not None) is is_evidence)

    def _told_of(self, line: _Decision) -> tuple[str, list[str]]:
        """Return what a line is about, and what differs in it."""
        view, row, one = self.desk.view, line.row, line.one
        if isinstance(one, FigureMerge):
            titles = {figure.id: figure.title for figure in view.rubric.figures}
            title = titles.get(one.name, one.name)
            return title, [part_words.figure_words(one, title)]
        if row is None:
            return "", []
        words = part_words.cell_words(view.fields(row.row), row, one, view.assessment, self._merge)
        return f"{row.row} {view.rubric.rows[row.row].title}", list(words)

    def _chosen(self, line: _Decision) -> tuple[str, str]:
        chosen = line.one.chosen(self._choices)
        if chosen is not None:
            return f"{self.parself.signs.pointer} {render(_CHOICES[chosen])}", f"bold {OURS}"
        return (_("? not decided"), UNPROVED) if line.verdict is Verdict.CONFLICT else ("", "")

    def action_choose(self, choice: str) -> None:
        """Decide about the highlighted row, and go to the next."""
        one = self.here
        if isinstance(one, _Decision):
            self._choices[one.key] = Choice(choice)
            self.refresh_view()
            self.rows.go_to(self._lines[min(self._lines.index(one) + 1, len(self._lines) - 1)].key)

    def take(self, one: _Of) -> None:
        """Join the part, whichever line is highlighted."""
        self.action_apply()

    def key_enter(self) -> None:
        """Join a part in which no line can be highlighted; else the list takes the key."""
        if self.here is None:
            self.action_apply()

    def action_apply(self) -> None:
        """Say what joining will do, and ask once more."""
        left = {line.about for line in self._lines if self._waits(line)}
        taken = {line.about for line in self._lines if is_taken(line.one, self._choices)} - left
        mine = {line.about for line in self._lines} - taken - left
        told = [
            say(
                "{taken} rows take the version that came, {mine} stay as they are here.",
                taken=len(taken),
                mine=len(mine),
            ),
            *([say("{left} with two versions are not decided.", left=len(left))] if left else []),
        ]
        words = " ".join(render(sentence) for sentence in told)
        title = _("Join the part")
        self.confirm(title, words, title, self._apply)

    def _waits(self, line: _Decision) -> bool:
        return line.verdict is Verdict.CONFLICT and line.one.chosen(self._choices) is None

    def _apply(self) -> None:
        done = joining.join(self.desk.folder, self._seen, self._choices, now=self.desk.now())
        self.desk.land(done.folder)
        joined = say("Joined: {department}.", department=self._whose)
        words = f"{render(joined)} {part_words.tally(self._merge, done.landed, done.left)}"
        missing = [render(say("Evidence file missing: {name}", name=n)) for n in done.missing]
        unnoted = [render_problem(problem) for problem in done.unnoted]
        self.app.notify("\n".join([words, *missing, *unnoted]), timeout=10)
        if self._seen.faults:
            self._offer_list()
        else:
            self._leave()

    def _offer_list(self) -> None:
        """Offer what was not used as a list for the department, then leave."""
        words = say(
            "Not used: {count}. As a list to send back to {department} ({form}): Enter writes it,"
            " Esc leaves it to the papers (Ctrl+P).",
            form=self._form[1],
            count=len(self._seen.faults),
            department=self._whose,
        )
        start = show_path(self.desk.folder.path.absolute().parent)
        window = PathPrompt(_("List to send back"), render(words), start, self._write_list)
        self.ask(window, self._written, self._leave)

    @property
    def _form(self) -> tuple[str, str]:
        """The format of the list and its name: Word, where that can be made."""
        from parself.report import making

        return ("docx", "Word") if making.can_make("docx") else ("html", "HTML")

    def _write_list(self, target: Path) -> Path:
        from parself.report import making, sent_back

        maker = making.of_unit(self.desk.view, self.desk.now().date())
        form, _name = self._form
        papers = maker.papers(form, (sent_back.ID,), no_progress)
        path = new_file(making.file_name(papers, form), target)
        write_atomic(path, making.drawn(papers, form))
        return path

    def _written(self, path: Path) -> None:
        self.app.notify(render(say("Written: {path}", path=show_path(path))), timeout=10)
        self._leave()

    def _leave(self) -> None:
        """Go to the first row that is to be edited, else back to the parts."""
        edit = [line.row for line in self._lines if self._choices.get(line.key) is Choice.EDIT]
        if edit and edit[0] is not None:
            self.show_row(edit[0].row)
        else:
            self.app.pop_screen()
