"""The province's own figures (số liệu đối chiếu): what portals and the treasury say of each unit.

They are compared with what units entered. A difference is never a decision: it is an internal
remark with both figures, until an appraiser adopts it. ``reference.toml`` is sealed.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Final

from parself import files
from parself.errors import say
from parself.province.facts import RowFacts
from parself.province.sealed import read_sealed, sealed_bytes
from parself.text import one_line
from parself.values import Frozen, field, settle

REFERENCE: Final = "reference.toml"
_DIGITS: Final = 16


class Reference(Frozen):
    """One figure of one row, for all units."""

    row: str
    key: str
    """The field that it is compared with: ``part``, ``whole``."""
    source: str
    """Where it comes from (Cổng DVC, Kho bạc), as people read it."""
    values: Mapping[str, Decimal] = field(default_factory=dict)
    """By code of the unit; a unit without one is not compared."""

    def __post_init__(self) -> None:
        settle(self, one_line, "source")
        settle(self, _without_zeros, "values")


def _without_zeros(values: Mapping[str, Decimal]) -> Mapping[str, Decimal]:
    """Return figures in one form each: a file holds 5 as 5.0, and a hash would tell them apart."""
    return {unit: Decimal(f"{value.normalize():f}") for unit, value in values.items()}


class Difference(Frozen):
    """A figure that a unit entered otherwise than the province has it."""

    reference: Reference
    claimed: Decimal | None
    """None where the unit entered nothing."""
    expected: Decimal


class _File(Frozen):
    format: int = 1
    reference: tuple[Reference, ...] = ()


def read_references(folder: Path) -> tuple[Reference, ...]:
    """Read reference.toml of a round's folder; empty where there is none.

    Raises `DamagedError` for all but what `write_references` wrote, and `FileError`.
    """
    found = read_sealed(
        folder / REFERENCE, _File, say("Move it away, then import the reference figures again.")
    )
    return () if found is None else found.reference


def write_references(folder: Path, references: tuple[Reference, ...]) -> None:
    """Write reference.toml. Raises `FileError`."""
    files.write_atomic(folder / REFERENCE, dump_references(references))


def dump_references(references: Iterable[Reference]) -> bytes:
    """Return the bytes of reference.toml, checksum included."""
    ordered = sorted(references, key=lambda one: (one.row, one.key, one.source))
    return sealed_bytes(_File(reference=tuple(ordered)))


def differences(
    references: tuple[Reference, ...], unit: str, row: str, claimed: RowFacts
) -> Iterator[Difference]:
    """Yield the figures of a unit's row that differ from the province's own."""
    for one in references:
        if one.row == row and unit in one.values:
            entered = claimed.figures.get(one.key)
            if entered != one.values[unit]:
                yield Difference(one, entered, one.values[unit])


def reference_hash(found: Iterable[Difference]) -> str:
    """Return a hash of the figures that contradict a claim; empty where none does.

    Figures that agree say nothing that the claim does not say itself.
    """
    said = sorted((one.reference.key, one.reference.source, str(one.expected)) for one in found)
    return sha256(repr(said).encode()).hexdigest()[:_DIGITS] if said else ""
