"""What a round's folder holds, for tests that compare rounds which came about in different ways."""

import re
from collections.abc import Mapping
from pathlib import Path

from parself.province.ledger import LEDGER
from parself.province.round_file import ROUND_FILE

_OWN = re.compile(rb'^(id = "[0-9a-f]{16}"|# parself-sha256 = .*)$', re.MULTILINE)


def state(vong: Path) -> Mapping[str, bytes]:
    """Everything that a round holds but for the ledger and its own id, by path."""
    return {
        path.relative_to(vong).as_posix(): _without_id(path)
        for path in vong.rglob("*")
        if path.is_file() and not path.name.startswith((".parself", LEDGER))
    }


def _without_id(path: Path) -> bytes:
    data = path.read_bytes()
    return _OWN.sub(b"", data) if path.name == ROUND_FILE else data
