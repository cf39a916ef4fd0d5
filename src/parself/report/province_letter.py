"""What letters of the province have in common: head, addressee, who signs.

Number and date stay blank.
"""

from collections.abc import Sequence
from datetime import date

from parself.errors import say
from parself.i18n import _, render
from parself.report.parts import MOTTO, agency_lines, blank_day, numbered_blank, signer_lines
from parself.rubric.offices import appraising_office
from parself.rubric.peers import Roster, Unit
from parself.tables.paper import Block, Letterhead, Paragraph, Signature, Tone


def letter(
    roster: Roster, unit: Unit, about: str, blocks: Sequence[Block], today: date
) -> tuple[Block, ...]:
    """Return a letter of the province to one unit."""
    office = appraising_office(roster)
    head = Letterhead(
        agency_lines(office),
        numbered_blank(office.number),
        MOTTO,
        blank_day(office.place, today.year),
    )
    foot = Signature(
        (
            _("Recipients:"),
            f"- {_('As above')};",
            f"- {_('File: office, CCHC.')}",
        ),
        signer_lines(office),
    )
    return (
        head,
        Paragraph(about, Tone.SUBTITLE),
        Paragraph(render(say("To: {unit}", unit=unit.full))),
        *blocks,
        foot,
    )
