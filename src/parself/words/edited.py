"""How a value of a file that was edited by hand is named: whose it is, then what it is.

A file of a rubric, a roster or a table names its values by keys, which people do not read. What
has no word here follows in brackets as the file writes it, for whoever looks for it there.
"""

import re
from collections.abc import Mapping
from typing import Final

from parself.assessment.beside import Place
from parself.errors import Message, say
from parself.i18n import render
from parself.rubric.peers import FigureStatus
from parself.words import caution
from parself.words.retelling import value_words

_OWNERS: Final = frozenset(
    {"area", "criterion", "item", "adjustment", "row", "unit", "department", "figure"}
)
_WORDS: Final[Mapping[str, Message]] = {
    "rubric": say("Rubric"),
    "roster": say("units compared"),
    "standings": say("table compared with"),
    "past": say("Last year"),
    "check": say("Relation between rows"),
    **dict.fromkeys(("title", "short", "full", "locative"), say("Title")),
    **dict.fromkeys(("id", "code"), say("Id")),
    "edition": say("Edition"),
    "sub_units": say("sub-units"),
    "points": say("Maximum"),
    "guidance": say("Guidance"),
    "evidence": say("Evidence expected"),
    "department": say("Department"),
    "contributors": say("Contributing departments"),
    "provenance": say("Source of the rule"),
    "source": say("Source"),
    **dict.fromkeys(("measure", "scale"), say("How it is scored")),
    "no_incidence": say("No incidence"),
    "not_applicable": say("Not applicable"),
    "index": say("Index"),
    "rank": say("Place"),
    "previous_index": say("index of the year before"),
    "previous_rank": say("place of the year before"),
    "status": say("Status"),
    "year": say("Year"),
    "self": say("Self-assessed points"),
    "appraised": say("Appraised"),
    "survey": say("Survey"),
    "note": say("Note"),
}
_STEP: Final = re.compile(r"([^.\[\]]+)(?:\[([^\]]*)\])?")


def place_words(place: Place, names: Mapping[str, str]) -> tuple[str, str, str]:
    """Return how people name an edited value, and its text before and now.

    `names` holds the titles behind codes.
    """
    label = _label(_STEP.findall(place.key), names)
    return label, _text(place.before, names), _text(place.now, names)


def _label(steps: list[tuple[str, str]], names: Mapping[str, str]) -> str:
    owners = [step for step in steps if step[0] in _OWNERS and step[1]]
    rest = steps[steps.index(owners[-1]) + 1 :] if owners else steps
    words = [names.get(id_, id_) for _name, id_ in owners[-1:]]
    while rest and rest[0][0] in _WORDS:
        words.append(render(_WORDS[rest.pop(0)[0]]))
    if rest:
        words.append(f"({'.'.join(f'{name}[{id_}]' if id_ else name for name, id_ in rest)})")
    return " · ".join(words)


def _text(value: object, names: Mapping[str, str]) -> str:
    """Return a value as people write it: a code by its title, a status by its word."""
    if not isinstance(value, str):
        return value_words(value)
    if value in {*FigureStatus}:
        return caution.figure_status(FigureStatus(value))
    return names.get(value) or value_words(value)
