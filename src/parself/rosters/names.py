"""What follows from a unit's name and kind: its other names, its code, the words of its kind."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from parself.rubric.offices import initials, is_committee
from parself.rubric.peers import RosterHead, UnitKind
from parself.text import is_digits, search_key, sentence_case, slug

_OFFICE: Final = "UBND "
_WRITTEN_OUT: Final = ("Ủy ban nhân dân ", "UBND ")
_PLACES: Final[Mapping[str, UnitKind]] = {
    "Xã": UnitKind.COMMUNE,
    "Phường": UnitKind.COMMUNE,
    "Thị trấn": UnitKind.COMMUNE,
    "Đặc khu": UnitKind.COMMUNE,
    "Huyện": UnitKind.DISTRICT,
    "Quận": UnitKind.DISTRICT,
    "Thị xã": UnitKind.DISTRICT,
    "Tỉnh": UnitKind.PROVINCE,
}
_OFFICES: Final = ("so", "van phong", "thanh tra", "ban", "cuc", "chi cuc", "vu")


class KindWords(NamedTuple):
    """What units of a kind, and their own units, are called together."""

    units: str
    sub_units: str


WORDS: Final[Mapping[UnitKind, KindWords]] = {
    UnitKind.PROVINCE: KindWords("tỉnh, thành phố", "xã, phường"),
    UnitKind.DISTRICT: KindWords("huyện, thành phố", "xã, phường, thị trấn"),
    UnitKind.COMMUNE: KindWords("xã, phường", "thôn, tổ dân phố"),
    UnitKind.DEPARTMENT: KindWords("sở, ban, ngành", "đơn vị trực thuộc"),
    UnitKind.OTHER: KindWords("đơn vị", "đơn vị trực thuộc"),
}


def kind_of(names: Iterable[str]) -> UnitKind | None:
    """Return the kind that most of some names tell; None where they tell none."""
    found = [kind for name in names if (kind := _told(name)) is not None]
    return max(sorted(set(found)), key=found.count, default=None)


def _told(name: str) -> UnitKind | None:
    place = _place(name)
    begun = next((kind for word, kind in _PLACES.items() if _begins(place, word)), None)
    is_office = any(search_key(name).startswith(f"{one} ") for one in _OFFICES)
    return begun or (UnitKind.DEPARTMENT if is_office else None)


def _begins(name: str, word: str) -> bool:
    return name.casefold().startswith(f"{word.casefold()} ")


def _place(name: str) -> str:
    """Return a name without the People's Committee before it, beginning with a capital."""
    office = next((one for one in _WRITTEN_OUT if name.startswith(one)), "")
    return sentence_case(name.removeprefix(office))


def completed(
    head: RosterHead, lines: Iterable[Mapping[str, object]], taken: Iterable[object] = ()
) -> list[dict[str, object]]:
    """Return new units' lines with all that follows from their names filled in.

    A code is the place's own name; where two have the same, or it is `taken`, its kind as well.
    """
    lines = tuple(lines)
    made = [_completed(head, one) for one in lines]
    codes = Counter([*taken, *(line.get("code") for line in made)])
    return [
        line if "code" in said or codes[line.get("code")] == 1 else _longer(line)
        for said, line in zip(lines, made, strict=True)
    ]


def _longer(line: dict[str, object]) -> dict[str, object]:
    return {**line, "code": slug(str(line["short"]))} if "short" in line else line


def _completed(head: RosterHead, said: Mapping[str, object]) -> dict[str, object]:
    name = str(said.get("short") or said.get("full") or "").strip()
    if not name:
        return dict(said)
    place = _place(name)
    by_committee = is_committee(head, str(said.get("full") or name))
    usual: dict[str, object] = {
        "short": place,
        "code": slug(_bare(place) if by_committee else name),
    }
    if by_committee:
        usual |= {"full": f"{_OFFICE}{_lowered(place)}", "locative": _bare(place)}
    else:
        usual |= {"full": name, "locative": name, "number": initials(name)}
    if head.number:
        usual.pop("number", None)
    short = {"short": place} if by_committee and place != name else {}
    return {**usual, **{key: value for key, value in said.items() if value != ""}, **short}


def _lowered(place: str) -> str:
    """Return a place as it stands within a name: its kind begins with a small letter."""
    is_kind = any(_begins(place, word) for word in (*_PLACES, "TP.", "Thành phố"))
    return place[:1].lower() + place[1:] if is_kind and not place.startswith("TP") else place


def _bare(place: str) -> str:
    """Return a place's own name; one that is a number keeps its kind: Phường 1."""
    word = next((one for one in _PLACES if _begins(place, one)), "")
    rest = place[len(word) :].strip()
    return place if not rest or is_digits(rest[0]) else rest
