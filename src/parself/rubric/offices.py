"""Whose paper it is: letterhead, number, and who signs as what, of a unit and of who appraises it.

A roster says it; what it leaves out follows from the kind of unit, and where no kind is said from
the units' own names. No other module knows how an office's papers are headed.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from parself.i18n import _
from parself.rubric.peers import Roster, RosterHead, Unit, UnitKind
from parself.text import search_key

_COMMITTEES: Final = frozenset({UnitKind.PROVINCE, UnitKind.DISTRICT, UnitKind.COMMUNE})
"""Kinds of units that a People's Committee governs."""
_COMMITTEE: Final = ("uy ban nhan dan", "ubnd")
_PROVINCES: Final = ("tinh", "thanh pho")
_PLACES: Final = (*_PROVINCES, "huyen", "quan", "thi xa", "xa", "phuong", "thi tran", "dac khu")
_HEADS: Final[Mapping[str, str]] = {
    "so": "Giám đốc",
    "van phong": "Chánh Văn phòng",
    "thanh tra": "Chánh Thanh tra",
    "ban": "Trưởng ban",
    "cuc": "Cục trưởng",
    "chi cuc": "Chi cục trưởng",
    "vu": "Vụ trưởng",
    "phong": "Trưởng phòng",
    "bo": "Bộ trưởng",
    "vien": "Viện trưởng",
    "trung tam": "Giám đốc",
    "truong": "Hiệu trưởng",
}
"""What the head of an office is called, by the words that its name begins with."""
_LEFT_OUT: Final = frozenset({"va", "cua", "cac", "thuoc", "-", "–"})
"""Words of a name that its short form skips: Nông nghiệp và Môi trường is NNMT."""


class Office(NamedTuple):
    """How an office heads and signs its papers."""

    name: str
    """As running text has it."""
    letterhead: tuple[str, ...]
    number: str
    """After the kind of paper in a document number; empty where nothing follows."""
    on_behalf: str
    """For whom the head signs; empty where nobody is named."""
    head: str
    place: str
    is_committee: bool = False

    def numbered(self, kind: str) -> str:
        """Return the end of a document number: ``BC-SNV``."""
        return f"{kind}-{self.number}" if self.number else kind

    def sent(self, number: int) -> str:
        """Return an example of the number of a letter that it sends."""
        return f"{number}/{self.number or 'CV'}"


def is_committee(roster: RosterHead, full: str) -> bool:
    """Say whether a unit is governed by a People's Committee."""
    if roster.kind is None:
        return bool(_opening(full, _COMMITTEE))
    return roster.kind in _COMMITTEES


def knows_committees(roster: Roster) -> bool:
    """Say whether a People's Committee is among the units or above them."""
    above = deciding_office(roster).is_committee
    return above or any(is_committee(roster, unit.full) for unit in roster.units)


def unit_office(roster: RosterHead, unit: Unit) -> Office:
    """Return how a unit heads and signs its papers."""
    by_committee = is_committee(roster, unit.full)
    usual = _committee(unit.full) if by_committee else _department(roster, unit.full)
    return usual._replace(
        letterhead=unit.letterhead or usual.letterhead,
        number=unit.number or roster.number or usual.number,
        on_behalf=roster.on_behalf or usual.on_behalf,
        head=unit.head or roster.head or usual.head,
        place=unit.place or roster.place or (unit.locative if by_committee else usual.place),
    )


def appraising_office(roster: RosterHead) -> Office:
    """Return the office that appraises the units of a roster."""
    usual, said = _above(roster.parent), roster.appraiser
    return usual._replace(
        name=said.name or usual.name,
        letterhead=said.letterhead or usual.letterhead,
        number=said.number or usual.number,
        on_behalf=said.on_behalf or usual.on_behalf,
        head=said.head or usual.head,
        place=said.place or roster.place or usual.place,
    )


def deciding_office(roster: RosterHead) -> Office:
    """Return the office whose decision the results are issued with."""
    return _governing(roster.parent)


def usual_head(name: str) -> str:
    """Return what the head of an office is called by its name; empty where that is not known."""
    found = _opening(name, tuple(sorted(_HEADS, key=len, reverse=True)))
    return _HEADS.get(found, "")


def initials(name: str) -> str:
    """Return the short form of an office's name: Sở Tài chính is STC; UBND stays whole."""
    words = (word for word in name.split() if search_key(word) not in _LEFT_OUT)
    return "".join(word if word.isupper() else word[0].upper() for word in words)


def _opening(name: str, known: tuple[str, ...]) -> str:
    """Return which of some words a name begins with; empty for none."""
    key = search_key(name)
    return next((one for one in known if key == one or key.startswith(f"{one} ")), "")


def _rest(name: str, known: tuple[str, ...]) -> str:
    """Return a name without the words that it begins with."""
    return name.split(maxsplit=len(_opening(name, known).split()))[-1]


def _committee(full: str) -> Office:
    place = _rest(full, _COMMITTEE)
    behalf, head = _("On behalf of the People's Committee"), _("Chair of the committee")
    lines = (_("People's Committee"), place)
    return Office(full, lines, "UBND", behalf, head, _rest(place, _PLACES), is_committee=True)


def _department(roster: RosterHead, full: str) -> Office:
    above = roster.above or _governing(roster.parent).name
    head = usual_head(full) or _("Head of the unit")
    return Office(full, (above, full), "", "", head, _rest(roster.parent, _PLACES))


def _governing(parent: str) -> Office:
    """Return the office that governs what a roster's parent names."""
    if _opening(parent, _PLACES):
        return _committee(f"UBND {parent}")
    head = usual_head(parent) or _("Head of the unit")
    return Office(parent, (parent,), "", "", head, parent)


def _above(parent: str) -> Office:
    """Return the office that appraises for a parent: a province has a department for it."""
    governing = _governing(parent)
    if not _opening(parent, _PROVINCES):
        return governing
    name = _("The Department of Home Affairs")
    lines = (governing.name, name)
    return Office(name, lines, "SNV-CCHC", "", _("Director"), governing.place)
