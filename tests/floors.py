"""Draw the floors of the house from the code into ``docs/architecture.md``.

Run as ``python tests/floors.py`` after a room was added or an import between rooms has changed.
The floors are those of the import contract in ``pyproject.toml``; the arrows are the imports.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import grimp

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "docs" / "architecture.md"
BEGIN: Final = "<!-- floors: drawn by tests/floors.py -->\n"
END: Final = "<!-- end of floors -->\n"


def floors() -> list[list[str]]:
    """Return the rooms of each floor, the topmost first."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    layers = contracts["contracts"][0]["layers"]
    return [[name.strip().removeprefix("parself.") for name in one.split("|")] for one in layers]


def imports() -> dict[str, set[str]]:
    """Return which rooms each room imports from."""
    graph = grimp.build_graph("parself")
    found: dict[str, set[str]] = {}
    for module in graph.modules:
        room = _room(module)
        known = found.setdefault(room, set())
        known |= {_room(one) for one in graph.find_modules_directly_imported_by(module)} - {room}
    return {room: {one for one in known if one} for room, known in found.items() if room}


def _room(module: str) -> str:
    return module.partition(".")[2].partition(".")[0]


def drawn() -> str:
    """Return the floors as a table: rooms, and what they import, nearest floor first."""
    return "".join(_lines())


def _lines() -> Iterator[str]:
    yield "| floor | room | imports from |\n|---|---|---|\n"
    known, order = imports(), [room for floor in floors() for room in floor]
    for number, floor in enumerate(floors()):
        for room in floor:
            below = sorted(known.get(room, ()), key=order.index)
            names = " · ".join(f"`{one}`" for one in below) or "–"
            yield f"| {len(floors()) - number} | `{room}` | {names} |\n"


def main() -> None:
    """Write the page anew between its marks."""
    text = PAGE.read_text("utf-8")
    head, _, rest = text.partition(BEGIN)
    tail = rest.partition(END)[2]
    PAGE.write_text(f"{head}{BEGIN}\n{drawn()}\n{END}{tail}", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
