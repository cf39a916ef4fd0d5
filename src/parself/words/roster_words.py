"""How kinds of units are called."""

from collections.abc import Mapping
from typing import Final

from parself.errors import Message, say
from parself.rubric.peers import UnitKind

KIND_WORDS: Final[Mapping[UnitKind, Message]] = {
    UnitKind.COMMUNE: say("communes and wards"),
    UnitKind.DEPARTMENT: say("departments"),
    UnitKind.DISTRICT: say("districts"),
    UnitKind.PROVINCE: say("provinces"),
    UnitKind.OTHER: say("other units"),
}
