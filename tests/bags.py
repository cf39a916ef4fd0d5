"""Bags read by an outside library, in one place: it uses what newer Pythons deprecate.

It alone imports `bagit`; every test that asks whether others find our bags valid asks here.
"""

import warnings
from collections.abc import Mapping
from pathlib import Path


def checked(top: Path) -> Mapping[str, str]:
    """What the bag at `top` says of itself, once the library has found it valid.

    Raises the library's own `bagit.BagError` when it is not.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import bagit

        bag = bagit.Bag(str(top))
        bag.validate()
    info: Mapping[str, str] = bag.info
    return info
