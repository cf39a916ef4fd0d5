"""How a row earns points: one module for each measure and each scale, and nothing else names them.

A new kind is a new module and its line here. What a kind has to say for itself stands in
`parself.rules.kinds`; a test walks over all that are listed here and runs every law on each.
"""

from collections.abc import Mapping
from typing import Final

from parself.rules.all_or_nothing import AllOrNothing
from parself.rules.bands import Bands
from parself.rules.change import Change
from parself.rules.checklist import Checklist
from parself.rules.choice import Choice
from parself.rules.count import Count
from parself.rules.date import DateDue
from parself.rules.deduct import Deduct
from parself.rules.given import Given
from parself.rules.kinds import Measure, Scale
from parself.rules.mean import Mean
from parself.rules.peer_leader import PeerLeader
from parself.rules.peer_mean import PeerMean
from parself.rules.per_case import PerCase
from parself.rules.proportional import Proportional
from parself.rules.ratio import Ratio
from parself.rules.survey import Survey
from parself.rules.table import Table

MEASURES: Final[Mapping[str, type[Measure]]] = {
    cls.kind: cls
    for cls in (
        Choice,
        Checklist,
        Given,
        Ratio,
        Table,
        Mean,
        Survey,
        Count,
        DateDue,
        Change,
        PeerMean,
        PeerLeader,
    )
}
"""Every measure, by its word in a rubric's file."""
SCALES: Final[Mapping[str, type[Scale]]] = {
    cls.kind: cls for cls in (Proportional, Bands, AllOrNothing, Deduct, PerCase)
}
"""Every scale, by its word in a rubric's file."""
PLAINEST: Final = Given.kind
"""What a row is until its rule is written: points are entered directly."""
SURVEYED: Final = (Survey.kind, Proportional.kind)
"""What a row that others survey is until its rule is written."""
