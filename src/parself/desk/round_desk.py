"""A sitting with a province's round: what it is now, and the hand-ins that were looked into.

The screens of a round share one desk, so that what one decides every other shows.
"""

import stat
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from parself.assessment.model import Document
from parself.files.passing import PassingFolder
from parself.province.appraising import Act
from parself.province.hand_in import HandIn, read_hand_in, take_out
from parself.province.overview import Overview, open_overview
from parself.province.versions import Version
from parself.province.work import decided

_KEPT: Final = 128
"""Hand-ins that stay read: more than units of a usual round."""

_Stamp = tuple[str, int, int, int]
Make = Callable[[Overview, Act], Sequence[Version]]


class RoundDesk:
    """One round that is open on the screen."""

    def __init__(self, folder: Path, view: Overview) -> None:
        self.folder = folder
        self.view = view
        """The round as it was last read."""
        self.hides_places = False
        """Whether what tells the order is kept off the screen, before a projector for instance."""
        self._seen: frozenset[_Stamp] = frozenset()
        """The folder's files as they were just before the round was last read whole."""
        self._hand_ins: dict[str, HandIn] = {}
        self._opened = PassingFolder()

    def reread(self) -> None:
        """Read the round anew. Raises what `open_overview` raises."""
        self._seen = _stamps(self.folder)
        self.view = open_overview(self.folder)

    def reread_if_touched(self) -> None:
        """Read the round anew where a file of its folder was written since. Raises as `reread`."""
        found = _stamps(self.folder)
        if not found or found != self._seen:
            self.reread()

    def decide(self, now: datetime, make: Make) -> None:
        """Write what whoever works at this desk decides, as one step.

        Raises what `decided` raises; then nothing is written.
        """
        self.view = decided(self.folder, "", now, make)
        # It was read whole under the folder's lock: what is there now is what was read or written.
        self._seen = _stamps(self.folder)

    def hand_in(self, code: str) -> HandIn | None:
        """Return the hand-in of a unit that counts. Raises what `read_hand_in` raises."""
        counts = self.view.round.counting(code)
        if counts is None:
            return None
        known = self._hand_ins.get(counts.digest) or read_hand_in(self.view.round, code)
        if known is not None:
            while len(self._hand_ins) >= _KEPT:
                self._hand_ins.pop(next(iter(self._hand_ins)))
            self._hand_ins[counts.digest] = known
        return known

    def take_out(self, hand_in: HandIn, document: Document) -> Path:
        """Lay a document where it can be opened, until the program ends.

        Raises what `hand_in.take_out` raises.
        """
        return take_out(hand_in, document, self._opened.path / hand_in.unit.code)


def _stamps(folder: Path) -> frozenset[_Stamp]:
    """Return name, time, size and number of the files that a round is read from."""
    try:
        found = [(one.name, one.stat()) for one in folder.iterdir()]
    except OSError:
        return frozenset()
    return frozenset(
        (name, one.st_mtime_ns, one.st_size, one.st_ino)
        for name, one in found
        if stat.S_ISREG(one.st_mode)
    )
