"""One breaking edit of a pack: just that fault, at just that place, with what to do."""

from collections.abc import Callable
from typing import Any

import pytest
import tomli

from parself import toml
from parself.errors import DamagedError
from parself.i18n import render
from parself.workshop.loading import PackError, find_pack, pack_from_bytes, template

PACK = find_pack("suoi-may-30-phut")[1]
Table = dict[str, Any]


def table() -> Table:
    return tomli.loads(PACK.decode(), parse_float=toml._exact)


def faults(change: Callable[[Table], object]) -> dict[str, str]:
    """Return what is said of the changed pack, by its place."""
    changed = table()
    change(changed)
    try:
        pack_from_bytes(toml.write(changed), where="p.toml")
    except PackError as error:
        assert all(one.todo is not None for one in error.problems)
        return {one.where.removeprefix("p.toml, "): render(one.what) for one in error.problems}
    return {}


def put(value: object, *path: str | int) -> Callable[[Table], None]:
    def change(changed: Table) -> None:
        here: Any = changed
        for step in path[:-1]:
            here = here[step]
        here[path[-1]] = value

    return change


def drop(*path: str | int) -> Callable[[Table], None]:
    def change(changed: Table) -> None:
        here: Any = changed
        for step in path[:-1]:
            here = here[step]
        del here[path[-1]]

    return change


EDITS = {
    "the sum of the key is another": (put(3, "pack", "points"), "pack.points"),
    "a row that the rubric has not": (put("9.9.9", "pack", "rows", 0), "pack.rows"),
    "a key is missing": (drop("key", 2), "key"),
    "a key of a row that nobody scores": (put("1.1.2", "key", 0, "row"), "key[1.1.2].row"),
    "a key that the rules score otherwise": (
        put(9800, "key", 4, "right", 0, "inputs", "part"),
        "key[3.4.1].right[#1].points",
    ),
    "points that the rules do not give": (
        put(1, "key", 3, "right", 0, "points"),
        "key[1.3.2].right[#1].points",
    ),
    "an answer that is not possible": (
        put(40, "key", 3, "right", 0, "inputs", "part"),
        "key[1.3.2].right[#1].inputs.part",
    ),
    "an answer that is not complete": (
        drop("key", 3, "right", 0, "inputs", "part"),
        "key[1.3.2].right[#1].inputs.part",
    ),
    "an answer that is none": (
        put({"points": 0, "state": "unanswered"}, "key", 3, "right", 0),
        "key[1.3.2].right[#1]",
    ),
    "a trap that the rules score otherwise": (
        put(2.5, "key", 4, "trap", 0, "points"),
        "key[3.4.1].trap[#1].points",
    ),
    "a trap that is right": (
        put({"count": 1}, "key", 1, "trap", 0, "inputs"),
        "key[1.2.1].trap[#1]",
    ),
    "a trap without its mistake": (
        put(" ", "key", 0, "trap", 0, "mistake"),
        "key[1.1.1].trap[#1].mistake",
    ),
    "a key without a reason": (put("", "key", 0, "reason"), "key[1.1.1].reason"),
    "a tolerance as large as the row": (put(1, "key", 3, "tolerance"), "key[1.3.2].tolerance"),
    "words that stand nowhere": (
        put("không có ở đâu", "fault", 0, "place", 0, "quote"),
        "fault[moc-thu-hai].place[#1].quote",
    ),
    "a figure that is not quoted": (
        put(37, "fault", 4, "place", 0, "figure"),
        "fault[qua-han-dang-treo].place[#1].figure",
    ),
    "a document that is not there": (
        put("TL-99", "fault", 5, "place", 0, "document"),
        "fault[cap-pho].place[#1].document",
    ),
    "a late document that is in time": (
        put(tomli.loads("d = 2023-06-20")["d"], "fault", 1, "due"),
        "fault[bao-cao-cham]",
    ),
    "a late document without its day": (drop("fault", 1, "due"), "fault[bao-cao-cham]"),
    "a day outside the period that is inside": (
        put("outside-period", "fault", 5, "kind"),
        "fault[cap-pho]",
    ),
    "no page missing": (put("missing-page", "fault", 5, "kind"), "fault[cap-pho]"),
    "no contradiction": (put("contradiction", "fault", 5, "kind"), "fault[cap-pho]"),
    "no part above its whole": (put("part-above-whole", "fault", 5, "kind"), "fault[cap-pho]"),
    "pages that go back": (put(3, "document", 4, "page", 0, "number"), "document[TL-05].page"),
    "fewer pages than there are": (put(1, "document", 4, "pages"), "document[TL-05].pages"),
    "an id that is no file name": (put("TL 01/..", "document", 0, "id"), "document[TL 01/..].id"),
    "a document twice": (put("TL-02", "document", 0, "id"), "document[TL-02].id"),
    "no minutes": (put(0, "pack", "minutes"), "pack.minutes"),
    "no unit": (put([], "unit"), "unit"),
    "an unknown key": (put(1, "pack", "minuten"), "pack.minuten"),
    "another format": (put(2, "format"), "format"),
    "no such rubric": (put("khong-co", "pack", "rubric"), "pack.rubric"),
    "a text beyond every cap": (put("x" * 6000, "pack", "introduction"), "pack.introduction"),
    "hints without end": (put(["x"] * 60, "key", 0, "hints"), "key[1.1.1].hints"),
}


def test_the_pack_itself_has_no_fault() -> None:
    assert faults(lambda _table: None) == {}


@pytest.mark.parametrize("name", EDITS)
def test_a_fault_is_found_at_its_place(name: str) -> None:
    change, place = EDITS[name]
    assert place in faults(change)


def test_a_key_may_say_that_a_row_does_not_apply() -> None:
    def change(changed: Table) -> None:
        key = {"row": "7.4", "right": [{"points": 0, "state": "not-applicable"}], "reason": "a"}
        put(["7.4"], "pack", "rows")(changed)
        put(0, "pack", "points")(changed)
        put([key], "key")(changed)
        put([], "fault")(changed)

    assert faults(change) == {}


def test_the_template_is_in_order_and_says_so_in_its_own_words() -> None:
    found = pack_from_bytes(template(), where="mau.toml")
    assert found.key_points == found.head.points
    assert {one.kind.value for one in found.faults} == {"late", "missing-page"}


def test_all_faults_are_told_at_once() -> None:
    def change(changed: Table) -> None:
        put(3, "pack", "points")(changed)
        put("", "key", 0, "reason")(changed)
        put("TL-99", "fault", 5, "place", 0, "document")(changed)

    assert len(faults(change)) == 3


@pytest.mark.parametrize(
    "data",
    [b"", b"\0\0\0", b"format = 1\n[[[[[[", b"a = " + b"[" * 60, b"x" * 3_000_000],
    ids=["empty", "zeros", "brackets", "deep", "large"],
)
def test_what_is_no_pack_is_refused_in_words(data: bytes) -> None:
    with pytest.raises((DamagedError, PackError)) as error:
        pack_from_bytes(data, where="p.toml")
    assert error.value.problems
