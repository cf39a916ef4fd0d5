"""What every room's values are made of: frozen, compared by what they hold, made in no time.

Built on msgspec, whose classes cost a fortieth of generated ones at the start of the program.
This module alone knows how a value lists its fields.
"""

from collections.abc import Callable, Mapping
from functools import cache, wraps
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

from msgspec import (
    NODEFAULT,
    UNSET,
    DecodeError,
    Struct,
    ValidationError,
    convert,
    field,
    json,
    to_builtins,
)
from msgspec import UnsetType as Unset
from msgspec.structs import asdict, fields, force_setattr

if TYPE_CHECKING:
    # The one way to make a changed copy whose keywords a type checker looks at.
    from dataclasses import replace as evolve
else:
    from msgspec.structs import replace as evolve

__all__ = [
    "UNSET",
    "Frozen",
    "Open",
    "Unset",
    "asdict",
    "evolve",
    "field",
    "fields",
    "from_bytes",
    "from_plain",
    "keyed",
    "remembered",
    "settle",
    "to_bytes",
    "to_plain",
    "told",
]  # fmt: skip


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Frozen(Struct, frozen=True):
    """A value: once made it never changes; `evolve` makes another."""


F = TypeVar("F", bound=Frozen)


T = TypeVar("T")
A = TypeVar("A")


def remembered(compute: Callable[[A], T], most: int = 4096) -> Callable[[A], T]:
    """Return a function that says of the last values what it said of them before.

    They are known by themselves: to hash what a row holds costs more than its points.
    """
    known: dict[int, tuple[A, T]] = {}

    @wraps(compute)
    def told_of(value: A) -> T:
        found = known.get(id(value))
        if found is None:
            if len(known) >= most:
                known.clear()
            # The value is held, so that no other one gets its id.
            found = known[id(value)] = (value, compute(value))
        return found[1]

    return told_of


class Open(Struct):
    """A collection in the making, filled field by field."""


def settle(value: Frozen, form: Callable[[Any], object], *names: str) -> None:
    """Put fields of a new value into the form in which they are kept."""
    for name in names:
        force_setattr(value, name, form(getattr(value, name)))


def to_plain(value: Frozen) -> dict[str, Any]:
    """Return a value as JSON holds it: numbers with decimals and dates as text."""
    plain: dict[str, Any] = to_builtins(value)
    return plain


def from_plain(cls: type[F], plain: object) -> F:
    """Return the value that `to_plain` gave. Raises ValueError for anything else."""
    try:
        return convert(plain, cls)
    except (ValidationError, OverflowError) as error:
        raise ValueError(str(error)) from None


def to_bytes(value: object) -> bytes:
    """Return a value, or lists and texts, as JSON, always the same bytes for equal ones."""
    return json.encode(value)


def from_bytes(cls: type[F], data: bytes) -> F:
    """Return the value that `to_bytes` gave. Raises ValueError for anything else."""
    try:
        return json.decode(data, type=cls)
    except (DecodeError, RecursionError, OverflowError) as error:
        raise ValueError(str(error)) from None


def told(value: Frozen) -> dict[str, Any]:
    """Return what a value says beyond the defaults of its class, by field."""
    usual = _defaults(type(value))
    return {
        name: held
        for name in value.__struct_fields__
        if (held := getattr(value, name)) != usual.get(name, NODEFAULT)
    }


def keyed(value: Frozen) -> dict[str, Any]:
    """Return what `told` does, by the keys of a file: a class may `rename` fields in it."""
    keys = dict(zip(value.__struct_fields__, value.__struct_encode_fields__, strict=True))
    return {keys[name]: held for name, held in told(value).items()}


@cache
def _defaults(cls: type) -> Mapping[str, object]:
    return {
        one.name: one.default if one.default_factory is NODEFAULT else one.default_factory()
        for one in fields(cls)
        if not one.required
    }
