"""A later edition of the shipped district rubric, changed in every way that editions change."""

from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from parself import toml
from parself.rubric.catalogue import RUBRICS
from parself.rubric.load import rubric_from_bytes
from parself.rubric.model import Rubric

SHIPPED: Final = "lang-son-huyen-2023"
NEW_ID: Final = "lang-son-huyen-2023-sua"

REWORDED: Final = "1.1.1"
RELABELLED: Final = "3.1.1"
"""Its guidance changed."""
HANDED_OVER: Final = "2.3"
"""Another department answers for it."""
REWEIGHTED: Final = ("3.4.1", "3.4.2")
NEW_THRESHOLD: Final = "1.1.3"
NEW_RULE: Final = "1.6"
"""Points are entered directly, where a ratio was."""
DROPPED: Final = "1.2.2"
ADDED: Final = "1.2.3"
RENUMBERED: Final = ("6.2.1", "6.2.3")
"""The same row under another id."""


def table() -> dict[str, Any]:
    """Return the shipped rubric as a table to be edited."""
    return dict(toml.read(RUBRICS.bytes_of(SHIPPED), where=SHIPPED).table)


def rows(edited: dict[str, Any]) -> dict[str, Any]:
    """Return criteria and items of a table by id."""
    criteria = [criterion for area in edited["area"] for criterion in area["criterion"]]
    items = [item for criterion in criteria for item in criterion.get("item", [])]
    return {row["id"]: row for row in (*criteria, *items)}


def changed() -> bytes:
    """Return the later edition's file."""
    edited = table()
    edited["rubric"] = {**edited["rubric"], "id": NEW_ID, "edition": "2"}
    found = rows(edited)
    found[REWORDED]["title"] += " (bản mới)"
    found[RELABELLED]["guidance"] += " Tính đến 31/12."
    found[HANDED_OVER]["department"] = "vp-hdnd-ubnd"
    for row_id in REWEIGHTED:
        found[row_id]["points"] = Decimal("2.5")
    found[NEW_THRESHOLD]["scale"] = {"kind": "proportional", "zero_below": Decimal("0.9")}
    found[NEW_RULE]["measure"] = {"kind": "given"}
    del found[NEW_RULE]["scale"]
    found[RENUMBERED[0]]["id"] = RENUMBERED[1]
    items = found["1.2"]["item"]
    items.remove(found[DROPPED])
    items.append({**found["2.2.2"], "id": ADDED, "title": "Chất lượng báo cáo CCHC định kỳ"})
    edited["check"] = [check for check in edited["check"] if DROPPED not in str(check)]
    return toml.write(edited)


def changed_rubric() -> Rubric:
    """Return the later edition."""
    return rubric_from_bytes(changed(), where="moi.toml")


def new_edition(path: Path) -> Path:
    """Write the later edition's file and return its path."""
    path.write_bytes(changed())
    return path
