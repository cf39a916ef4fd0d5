"""What letters of the province have in common: head, addressee, who signs.

The office is that of the roster's parent: of a province its Sở Nội vụ, of anything below it the
People's Committee itself. Number and date stay blank.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from parself.errors import say
from parself.i18n import _, render
from parself.report.parts import MOTTO, blank_day, numbered_blank
from parself.rubric.peers import Roster, Unit
from parself.tables.paper import Block, Letterhead, Paragraph, Signature, Tone

_PROVINCES: Final = ("tỉnh ", "thành phố ")


class Office(NamedTuple):
    """Who writes to the units of a roster."""

    name: str
    """As running text has it."""
    agency: tuple[str, ...]
    code: str
    """In the number of its letters."""
    signer: tuple[str, ...]
    place: str


def office_of(roster: Roster) -> Office:
    """Return the office that appraises the units of a roster."""
    parent = roster.parent
    prefix = next((one for one in _PROVINCES if parent.casefold().startswith(one)), "")
    if prefix:
        agency = (f"UBND {parent}".upper(), "SỞ NỘI VỤ")
        name = _("The Department of Home Affairs")
        return Office(name, agency, "SNV-CCHC", (_("DIRECTOR"),), parent[len(prefix) :])
    agency = ("ỦY BAN NHÂN DÂN", parent.upper())
    signer = (_("ON BEHALF OF THE PEOPLE'S COMMITTEE"), _("CHAIR"))
    place = parent.partition(" ")[2] or parent
    return Office(f"UBND {parent}", agency, "UBND", signer, place)


def letter(
    roster: Roster, unit: Unit, about: str, blocks: Sequence[Block], today: date
) -> tuple[Block, ...]:
    """Return a letter of the province to one unit."""
    office = office_of(roster)
    head = Letterhead(
        office.agency,
        numbered_blank(office.code),
        MOTTO,
        blank_day(office.place, today.year),
    )
    foot = Signature(
        (
            _("Recipients:"),
            f"- {_('As above')};",
            f"- {_('File: office, CCHC.')}",
        ),
        office.signer,
    )
    return (
        head,
        Paragraph(about, Tone.SUBTITLE),
        Paragraph(render(say("To: {unit}", unit=unit.full))),
        *blocks,
        foot,
    )
