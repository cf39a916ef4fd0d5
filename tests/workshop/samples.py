"""Rooms of groups, and a trainer's session whose works are written as plain JSON.

What a real bundle is read with is tested where bundles are; here it stands for whatever a
reader of works says.
"""

import json
from collections.abc import Mapping
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from parself.errors import Problem, say
from parself.submission.archive import DamagedBundleError, WrongKindError
from parself.values import evolve
from parself.workshop.agreement import Agreement, Given, Open, RowKey, agreement
from parself.workshop.judging import Aim, Work
from parself.workshop.session import Session

OPEN = {"?": Open.UNKNOWN, ".": Open.BLANK}
AIM = Aim("s1", "goi", "1", "hash")


def room(*rows: str, key: str = "", maximum: int = 4) -> Agreement:
    """A room of groups g0, g1 …: each row is its groups' points, "?" unknown, "." blank."""
    keys = [
        RowKey(str(number), Decimal(maximum), (Decimal(right),))
        for number, right in enumerate(key or "0" * len(rows))
    ]
    answers: dict[str, dict[str, Given]] = {
        str(number): {f"g{n}": OPEN.get(one) or Decimal(one) for n, one in enumerate(row)}
        for number, row in enumerate(rows)
    }
    return agreement(keys, [f"g{n}" for n in range(len(rows[0]))], answers)


def session(path: Path, key: str = "222222", maximum: int = 4) -> Session:
    """A session of rows "0", "1" … whose right points are the digits of the key."""
    path.mkdir(exist_ok=True)
    keys = tuple(
        RowKey(str(number), Decimal(maximum), (Decimal(right),), traps=("counted twice",))
        for number, right in enumerate(key)
    )
    titles = {one.row: f"title of {one.row}" for one in keys}
    return Session(path, AIM, "Thirty minutes", keys, read, titles)


def bytes_of(
    group: str,
    points: str,
    *,
    name: str = "",
    round_: int = 1,
    sequence: int = 1,
    **facts: object,
) -> bytes:
    """What a group hands in: the points of its rows, "?" unknown, "." blank."""
    told = {"group": group, "name": name or f"name of {group}", "round": round_}
    return json.dumps({**told, "sequence": sequence, "points": points, **facts}).encode()


def read(path: Path) -> Work:
    """Read what `bytes_of` made."""
    data = path.read_bytes()
    try:
        told = json.loads(data)
    except ValueError:
        raise DamagedBundleError(Problem(say("The file is cut off."), path.name)) from None
    if told.get("kind", "workshop") != "workshop":
        raise WrongKindError(Problem(say("This is no work of a group."), path.name))
    aim = evolve(AIM, **told.get("aim", {}))
    given: Mapping[str, Given] = {
        str(number): OPEN.get(one) or Decimal(one) for number, one in enumerate(told["points"])
    }
    return Work(
        aim,
        told["group"],
        told["name"],
        told["round"],
        told["sequence"],
        digest=sha256(data.strip()).hexdigest(),
        given=given,
        reasons=dict.fromkeys(given, f"reason of {told['group']}"),
        mistakes=dict.fromkeys(told.get("trapped", ""), "counted twice"),
        practice=told.get("practice", True),
    )
