"""How kinds of findings are called where many are listed, and how grave each is."""

from collections.abc import Mapping
from typing import Final

from parself.errors import Message, say
from parself.submission.inspector import FindingKind

KINDS: Final[Mapping[FindingKind, Message]] = {
    FindingKind.IMPOSSIBLE: say("Figures that cannot be"),
    FindingKind.CONTRADICTION: say("Figures that contradict each other"),
    FindingKind.MISSING_FILE: say("Files that are missing"),
    FindingKind.CHANGED_FILE: say("Files changed after registering"),
    FindingKind.UNBACKED: say("Points without proof"),
    FindingKind.OUTSIDE_PERIOD: say("Documents outside the period"),
    FindingKind.UNLIKELY: say("Figures that are hardly so"),
    FindingKind.ORPHAN: say("Documents that no row cites"),
    FindingKind.OVERUSED: say("Documents that serve many rows"),
    FindingKind.COPIED: say("Explanations that repeat"),
    FindingKind.UNREASONED: say("Answers without a reason"),
    FindingKind.UNREPLIED: say("Rows of the result without a reply"),
}
"""What the findings of a kind have in common."""
