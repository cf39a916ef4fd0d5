"""Keys that change the list of a round's appraisers: add, change, remove, shares and bars.

Units, rows and officers are chosen from lists; what is refused is told in the window that asked.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from parself.errors import say
from parself.i18n import _, render
from parself.province import sharing
from parself.province.board import appraised_rows
from parself.province.officers import Officer, Share, proposed_id
from parself.province.record import Round
from parself.province.terms import Change, require_reason
from parself.tui.bases.round_screen import RoundFrame
from parself.tui.commands import changing
from parself.tui.dialogs.ask import AskScreen
from parself.tui.dialogs.pick import PickScreen
from parself.tui.dialogs.prompt import PromptScreen
from parself.tui.dialogs.sheet import TICK, SheetLine, SheetScreen, Typed, example, read_tick
from parself.words.officer_words import handed_on_words

ADD: Final = changing("add_officer", say("Add"), say("Put an appraiser on the list"), "t")
CHANGE: Final = changing("change_officer", say("Change"), say("Change name, office, login"), "s")
REMOVE: Final = changing("remove_officer", say("Remove"), say("Take off the list"), "b")
SHARE: Final = changing("share", say("Give share"), say("Give units and rows to appraise"), "g")
BAR: Final = changing("bar", say("Bar"), say("Units that they may not appraise"), "x")
HAND_ON: Final = changing("hand_on", say("Hand on"), say("Give what is left to another one"), "c")
CHANGES: Final = (ADD, SHARE, BAR, HAND_ON, CHANGE, REMOVE)
_CHECKS: Final = {"lead": read_tick}
_INSTEAD: Final = "instead"
_SECOND: Final = "second"
Narrowed = Callable[[Share], object]


class OfficerFrame(RoundFrame):
    """A screen on which an officer is highlighted. A subclass says which."""

    @property
    def officer(self) -> Officer | None:
        """The officer of the highlighted line; None where there is none."""
        raise NotImplementedError

    def action_add_officer(self) -> None:
        """Ask for name, id, office, login, and whether they lead."""
        hint = _("so-tu-phap; empty: made from the name")
        fields = (
            SheetLine("name", _("Name"), hint=example("Sở Tư pháp")),
            SheetLine("id", _("Id"), hint=example(hint)),
        )
        title = _("Add an appraiser")
        window = SheetScreen(title, "", (*fields, *_more()), self._add, checks=_CHECKS)
        self.ask(window, lambda _done: None)

    def _add(self, typed: Typed) -> None:
        known, name = self.view.round.officers, typed["name"].strip()
        self._put(typed["id"].strip() or proposed_id(known, name), typed)

    def _put(self, id_: str, typed: Typed) -> None:
        is_lead = read_tick(typed["lead"])
        officer = Officer(id_, typed["name"], typed["office"], typed["login"], is_lead)
        round_ = sharing.add(self.desk.folder, officer, self.change())
        self.changed(render(say("On the list: {name}.", name=officer.name)), round_.trouble)

    def action_change_officer(self) -> None:
        """Ask for another name, office or login of the highlighted officer."""
        one = self.officer
        if one is not None:
            fields = (SheetLine("name", _("Name"), one.name), *_more(one))
            window = SheetScreen(
                one.id, "", fields, lambda typed: self._put(one.id, typed), checks=_CHECKS
            )
            self.ask(window, lambda _done: None)

    def action_remove_officer(self) -> None:
        """Ask why the highlighted officer leaves the list."""
        one = self.officer
        if one is not None:
            title = render(say("Take {name} off the list", name=one.name))
            words = _("What they decided stands; what is left is nobody's. The reason:")
            self._why(title, words, lambda why: sharing.remove(*self._of(one), self.change(why)))

    def _of(self, one: Officer) -> tuple[Path, str]:
        return self.desk.folder, one.id

    def _why(self, title: str, words: str, act: Callable[[str], Round]) -> None:
        """Ask for a reason, and change the list with it."""

        def take(why: str) -> None:
            self.changed(_("Noted."), act(why).trouble)

        self.ask(ReasonedPrompt(title, words, act=take), lambda _why: None)

    def action_share(self) -> None:
        """Ask which units and rows the highlighted officer appraises."""
        one = self.officer
        if one is not None:
            self._narrow(one.name, lambda share: self._how(one, share))

    def _how(self, one: Officer, share: Share) -> None:
        choices = (
            ("beside", _("Beside the share they have")),
            (_INSTEAD, _("In the place of the share they have")),
            (_SECOND, _("Second look: what is drawn there")),
        )

        def give(how: str) -> None:
            round_ = sharing.share(
                self.desk.folder,
                one.id,
                share,
                self.change(),
                instead=how == _INSTEAD,
                second=how == _SECOND,
            )
            self.changed(_("Share given."), round_.trouble)

        self.ask(AskScreen(one.name, _("How is it given?"), choices), give)

    def _narrow(self, title: str, then: Narrowed) -> None:
        """Ask for units, then for areas and rows; none picked are all."""
        words = _("Which units; none picked: all.")
        self.ask(
            PickScreen(title, words, self._units()),
            lambda units: self._narrow_rows(title, units, then),
        )

    def _narrow_rows(self, title: str, units: tuple[str, ...], then: Narrowed) -> None:
        words = _("Which areas or rows; none picked: all.")
        every = set(self._units())
        chosen = () if set(units) == every else units
        window = PickScreen(title, words, self._areas_and_rows())
        self.ask(window, lambda rows: then(Share(chosen, self._areas_first(rows))))

    def _units(self) -> dict[str, str]:
        return {one.code: one.short for one in self.view.round.roster.units}

    def _areas_and_rows(self) -> dict[str, str]:
        rubric, found = self.view.round.rubric, dict[str, str]()
        for row in appraised_rows(rubric):
            area = rubric.area_of(row.id)
            if area is not None:
                found.setdefault(area.id, f"{area.id} {area.title}")
            found[row.id] = f"  {row.id} {row.title}"
        return found

    def _areas_first(self, rows: Iterable[str]) -> tuple[str, ...]:
        """Return what was picked without rows of an area that was picked itself."""
        picked, rubric = list(rows), self.view.round.rubric
        areas = {one.id for one in rubric.areas} & set(picked)
        within = rubric.places
        return tuple(
            one for one in picked if one in areas or areas.isdisjoint(within.get(one, frozenset()))
        )

    def action_bar(self) -> None:
        """Ask from which unit the highlighted officer is barred, or is no longer."""
        one = self.officer
        if one is None:
            return
        if not one.bars:
            self._bar(one)
            return
        choices = (
            ("bar", _("Bar from another unit")),
            ("unbar", _("Take a bar away")),
            ("waive", _("Waive a bar: nobody else can do it")),
        )
        acts = {"bar": self._bar, "unbar": self._unbar, "waive": self._waive}
        self.ask(
            AskScreen(one.name, _("Units that they may not appraise"), choices),
            lambda chosen: acts[chosen](one),
        )

    def _bar(self, one: Officer) -> None:
        title = _("A unit that they may not appraise.")
        self._unit_and_why(one, title, list(self._units()), sharing.bar)

    def _unbar(self, one: Officer) -> None:
        self._unit_and_why(one, _("Take a bar away"), [b.unit for b in one.bars], sharing.unbar)

    def _waive(self, one: Officer) -> None:
        title = _("Waive a bar: nobody else can do it")
        self._unit_and_why(one, title, [b.unit for b in one.bars], sharing.waive)

    def _unit_and_why(
        self,
        one: Officer,
        words: str,
        codes: Iterable[str],
        act: Callable[[Path, str, str, Change], Round],
    ) -> None:
        choices = [(code, self.unit_name(code)) for code in codes]

        def chosen(unit: str) -> None:
            title = f"{one.name} · {self.unit_name(unit)}"
            said = f"{words}\n{_('Why? The ledger keeps the reason.')}"
            self._why(title, said, lambda why: act(*self._of(one), unit, self.change(why)))

        self.ask(AskScreen(one.name, words, choices), chosen)

    def action_hand_on(self) -> None:
        """Ask who takes what is left of the highlighted officer's share, which of it, and why."""
        one = self.officer
        others = [each for each in self.view.round.officers if one and each.id != one.id]
        if one is None or not others:
            self.say_done(_("There is nobody else on the list."))
            return
        title = render(say("What is left of {name} to another one", name=one.name))
        window = AskScreen(title, _("Who takes it"), [(each.id, each.name) for each in others])
        self.ask(window, lambda to: self._narrow(title, lambda only: self._hand_on(one, to, only)))

    def _hand_on(self, one: Officer, to: str, only: Share) -> None:
        def take(why: str) -> None:
            found = sharing.hand_on(*self._of(one), to, only, self.change(why))
            self.changed(" ".join(map(render, handed_on_words(found))), found.round.trouble)

        words = _("What is decided stays with the first. The reason:")
        self.ask(ReasonedPrompt(one.name, words, act=take), lambda _why: None)


class ReasonedPrompt(PromptScreen):
    """Asks for a reason until there is one, and does something with it."""

    def accept(self, typed: str) -> None:
        """Keep the window where nothing is said."""
        require_reason(typed)
        super().accept(typed)


def _more(one: Officer | None = None) -> tuple[SheetLine, ...]:
    """Return the lines for what an officer has beside name and id."""
    is_lead = one is not None and one.is_lead
    return (
        SheetLine("office", _("Office"), one.office if one else ""),
        SheetLine("login", _("Login here"), one.login if one else ""),
        SheetLine("lead", _("Lead"), TICK if is_lead else "", _("x: decides where others differ")),
    )
