"""The last act of a round taken back: what landed, was chosen, joined, surveyed or compared.

What the acts were is read from the ledger, which keeps them and what took them back. The files
stay where they are.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from parself import files
from parself.errors import Problem, UsageError, say
from parself.files import FolderLock, journal
from parself.province import joining, receiving, referring, surveying
from parself.province.appraisal import put_out, read_appraisal
from parself.province.ledger import LEDGER, TAKEN_BACK, event
from parself.province.officers import is_lead
from parself.province.record import Round
from parself.province.reference import read_references, write_references
from parself.province.round import noted, open_whole, require_movable, write_round
from parself.province.survey import read_survey, write_survey
from parself.province.unentering import references_before, survey_before
from parself.province.unit_names import forget_names
from parself.province.work import act_of
from parself.submission.landing import Outcome
from parself.values import Frozen, evolve

_ADDING: Final = frozenset(
    one.value for one in (Outcome.NEW, Outcome.NEWER, Outcome.OLDER, Outcome.DIVERGING)
)


class RoundAct(Frozen):
    """One act as the ledger tells it."""

    what: str
    """`LANDED`, `CHOSEN`, `JOINED`, `SURVEY` or `REFERENCE`."""
    id: str
    lines: tuple[Mapping[str, Any], ...]
    """Its lines of the ledger: of a landing one for each hand-in that it added."""

    @property
    def when(self) -> str:
        """Its time, in ISO form."""
        return str(self.lines[0].get("time", ""))

    @property
    def who(self) -> str:
        """Whoever did it; empty where nobody is known."""
        return str(self.lines[0].get("who") or "")

    @property
    def is_whole(self) -> bool:
        """Whether its lines say all that it changed; early records of joined files do not."""
        return self.what != joining.JOINED or "versions" in self.lines[0]

    @property
    def units(self) -> tuple[str, ...]:
        """Codes of the units that a landing or a choice concerns."""
        return tuple(dict.fromkeys(one["unit"] for one in self.lines if one.get("unit")))


class TakenBack(Frozen):
    """The round after an act was taken back."""

    round: Round
    act: RoundAct
    put_back: int = 0
    """What was put back: decisions, remarks and ways of a joined file; rows; figures."""


def last_act(path: Path) -> RoundAct | None:
    """Return the last act of a round that can be taken back; None where there is none.

    Raises `UsageError` where the last one cannot be, because its record does not say what it
    brought, and `FileError` for a ledger that cannot be read.
    """
    found = next(_acts(list(journal.read(path / LEDGER).lines.values())), None)
    if found is not None and not found.is_whole:
        what = say(
            "{file} of {officer} was joined last; the ledger does not say which decisions it"
            " brought, so it cannot be taken back.",
            file=str(found.lines[0].get("file", "")),
            officer=str(found.lines[0].get("officer", "")),
        )
        todo = say("Decide anew on the rows concerned; they are listed by appraiser in the matrix.")
        raise UsageError(Problem(what, files.show_path(path), todo))
    return found


def _acts(events: Sequence[Mapping[str, Any]]) -> Iterator[RoundAct]:
    """Yield the acts that stand, the last one first."""
    gone = {_id(one) for one in events if one.get("what") == TAKEN_BACK}
    standing = [one for one in events if _changes(one) and _id(one) not in gone]
    for name in dict.fromkeys(_id(one) for one in reversed(standing)):
        lines = tuple(one for one in standing if _id(one) == name)
        yield RoundAct(lines[0]["what"], name, lines)


def _id(line: Mapping[str, Any]) -> str:
    return str(line.get("landing") or line.get("act") or line.get("digest") or "")


def _changes(line: Mapping[str, Any]) -> bool:
    """Say whether a line tells of an act that changed the round."""
    match line.get("what"):
        case receiving.LANDED:
            return line.get("outcome") in _ADDING
        case receiving.CHOSEN:
            return bool(line.get("act"))
        case joining.JOINED:
            return bool(line.get("versions", line.get("taken")))
        case surveying.SURVEY | referring.REFERENCE:
            return bool(line.get("act"))
    return False


def take_back(path: Path, *, act: str = "", who: str = "", now: datetime) -> TakenBack:
    """Take the last act back, as a whole; newer decisions on what a file brought stay.

    `act` is the id of the one that is meant. Raises `UsageError` where none is left, where another
    one is the last by now, or where somebody but the lead takes a joined file back, and
    `RefusedError` where the second appraisal goes on from it.
    """
    with FolderLock(path, now):
        round_, found = open_whole(path), last_act(path)
        if found is None:
            what = say("There is nothing left to take back.")
            raise UsageError(Problem(what, files.show_path(path)))
        if act and act != found.id:
            raise UsageError(Problem(say("Something else was done in this round since.")))
        require_allowed(round_, found, who, now)
        _require_movable(round_, found)
        put_back = 0
        match found.what:
            case joining.JOINED:
                put_back = _unjoin(path, found)
            case surveying.SURVEY | referring.REFERENCE:
                put_back = _unenter(round_, found)
            case _:
                is_choice = found.what == receiving.CHOSEN
                for line in found.lines:
                    round_ = _unchosen(round_, line) if is_choice else _without(round_, line)
                write_round(round_)
        round_ = noted(round_, event(TAKEN_BACK, who, now, act=found.id, of=found.what))
    return TakenBack(round_, found, put_back)


def require_allowed(round_: Round, act: RoundAct, who: str, now: datetime) -> None:
    """Raise `UsageError` where somebody may not take an act back, as a file joined by the lead."""
    if act.what == joining.JOINED and not is_lead(round_.officers, act_of(round_, who, now).who):
        what = say("Only the lead takes a joined file back.")
        raise UsageError(Problem(what, todo=say("Say who does it: --who.")))


def _require_movable(round_: Round, act: RoundAct) -> None:
    """Raise `RefusedError` where the second appraisal goes on from what the act brought."""
    for line in act.lines:
        match act.what:
            case receiving.LANDED:
                require_movable(round_, line["unit"], line["digest"])
            case receiving.CHOSEN:
                record = round_.units.get(line["unit"])
                if record is None or line["digest"] != record.reply:
                    require_movable(round_, line["unit"])


def _unjoin(path: Path, found: RoundAct) -> int:
    """Put out what a file brought; what others decided on it since stays."""
    ids = [str(one) for line in found.lines for one in line["versions"]]
    before = read_appraisal(path)
    put_out(path, ids)
    return len(before.in_force & set(ids))


def _unenter(round_: Round, found: RoundAct) -> int:
    path, (line,) = round_.path, found.lines
    if found.what == surveying.SURVEY:
        entries, count = survey_before(read_survey(path), round_.rubric, line)
        write_survey(path, entries)
    else:
        references, count = references_before(read_references(path), line)
        write_references(path, references)
    forget_names(path, line.get("names", ()))
    return count


def _unchosen(round_: Round, line: Mapping[str, Any]) -> Round:
    """Return the round with the choice that stood before."""
    record = round_.units.get(line["unit"])
    before, reason = line.get("before", ""), line.get("before_reason", "")
    if record is not None and record.reply == line["digest"]:
        return round_.with_unit(record.choosing_reply(before, reason))
    if record is not None and record.chosen == line["digest"]:
        return round_.with_unit(record.choosing(before, reason))
    return round_


def _without(round_: Round, added: Mapping[str, Any]) -> Round:
    """Return the round without the hand-in that a landing added."""
    code = added["unit"]
    record = round_.units.get(code)
    # After a crash the ledger may still tell of a hand-in that is taken back already.
    if record is None or all(one.digest != added["digest"] for one in record.received):
        return round_
    left = tuple(one for one in record.received if one.digest != added["digest"])
    if not left:
        return evolve(round_, units={key: one for key, one in round_.units.items() if key != code})
    before = {name: added.get(name, "") for name in record.choices}
    return round_.with_unit(evolve(record, received=left, **before))
