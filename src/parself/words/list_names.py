"""What units are called in a narrow list."""

from collections import Counter
from collections.abc import Mapping

from parself.rubric.peers import Roster


def list_names(roster: Roster) -> Mapping[str, str]:
    """Return short names by code, without the word for their kind that most of them begin with.

    With it where two units would be called the same.
    """
    short = {unit.code: unit.short for unit in roster.units}
    kinds = Counter(name.partition(" ")[0] for name in short.values())
    kind, count = kinds.most_common(1)[0] if kinds else ("", 0)
    names = {code: name.removeprefix(f"{kind} ") for code, name in short.items()}
    is_clear = len(set(names.values())) == len(set(short.values()))
    return names if is_clear and 2 * count > len(short) else short
