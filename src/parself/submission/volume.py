"""The second volume of a light hand-in, checked against the register of the first.

It is a bag of its own that holds nothing but files of evidence, for hand-ins whose scans are
too large for one file.
"""

from collections.abc import Iterator
from pathlib import Path

from parself.errors import Problem, say
from parself.submission import layout
from parself.submission.bag import Bag, open_bag
from parself.submission.intake import Bundle


def check_volume(bundle: Bundle, path: Path) -> tuple[Problem, ...]:
    """Return what is wrong with the volume of a light hand-in; nothing where it is whole.

    Raises a `BundleError` for a file that is no such volume, or damaged.
    """
    bag = open_bag(path, layout.VOLUME)
    found = (bag.info.get(layout.UNIT_LABEL), bag.info.get(layout.YEAR_LABEL), bag.sequence)
    if found != (bundle.unit.code, str(bundle.year), bundle.sequence):
        what = say("The volume belongs to another hand-in.")
        todo = say("Ask the unit for the volume of this hand-in.")
        return (Problem(what, bag.name, todo),)
    return tuple(_faults(bundle, bag))


def _faults(bundle: Bundle, bag: Bag) -> Iterator[Problem]:
    registered = {f"{layout.EVIDENCE}{one.stored_name}": one for one in bundle.separate}
    for name, document in registered.items():
        if name not in bag.manifest:
            yield Problem(say("The file of document {id} is missing.", id=document.id), bag.name)
        elif (bag.sizes[name], bag.manifest[name]) != (document.size, document.sha256):
            what = say("The document is not the one that was registered.")
            yield Problem(what, f"{bag.name}, {name}")
    for name in sorted(set(bag.manifest) - set(registered)):
        what = say("The document is not in the register of evidence.")
        yield Problem(what, f"{bag.name}, {name}")
