"""What the tour of the first run says: one thing to do at a time."""

from collections.abc import Mapping
from typing import Final

from parself.errors import Message, say

STEPS: Final[Mapping[str, Message]] = {
    "answer": say(
        "Type the figures of the row (Space picks a choice), Enter after each: points, index and"
        " place below move at once. Ctrl+N goes to the next open row."
    ),
    "ladder": say("F5 shows all units in their order, and how far it is to the next one."),
    "back": say(
        "Esc goes back. A claim needs proof: in the row, F4 cites a document, or type an"
        " explanation into its field."
    ),
    "findings": say("Ctrl+R lists what to mend or explain before the file goes; Enter goes there."),
    "hand-in": say("F8 writes the file for the province, with its code. Try it: it is practice."),
}
"""By the names of the steps (`parself.view.tour.Deed`)."""
ALL_DONE: Final = say(
    "That was the tour. Your own assessment: F3, Home, then N. Help stands behind F1."
)
ONLY_PRACTICE: Final = say(
    "The tour goes over practice data: F3, Home, then X opens some to try it on."
)
