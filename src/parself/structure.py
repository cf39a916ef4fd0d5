"""Plain tables into typed frozen values and back, every fault with its place.

Nothing is coerced (``true`` is not 1, a number is not text), no unknown key passes, and all
faults are told at once. Rooms name their classes and get values or `Problem`s in the
program's own words.
"""

import difflib
import types
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, Literal, TypeVar, Union, get_args, get_origin

from parself.errors import Message, Problem, say
from parself.limits import TEXT_LENGTH
from parself.numerals import out_of_time
from parself.values import Frozen, fields, keyed

T = TypeVar("T")
F = TypeVar("F", bound=Frozen)
K = TypeVar("K", str, int)
Day = TypeVar("Day", bound=date)
Path = tuple[str | int, ...]
Faults = Iterable[tuple[Path, Message]]
Read = Callable[[Any], Any]
"""Turns a plain value into a typed one. Raises `BadValueError`."""
_UNIONS: tuple[Any, ...] = (Union, types.UnionType)


class BadValueError(ValueError):
    """A value of the wrong kind; carries the sentences that say so, each with its path."""

    def __init__(self, *faults: tuple[Path, Message]) -> None:
        super().__init__(*faults)
        self.faults = faults

    def under(self, step: str | int) -> Iterator[tuple[Path, Message]]:
        """Yield the faults with `step` put before their paths."""
        return (((step, *path), message) for path, message in self.faults)


def bad(message: Message, *path: str | int) -> BadValueError:
    """Return the error of one fault, at a path within the value."""
    return BadValueError((path, message))


class BadShapeError(Exception):
    """A table does not have the shape asked for; carries every fault."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(*problems)
        self.problems = tuple(problems)


_AT_ONCE: Final = 200
"""Faulty entries of a list, or unknown keys of a table, that are told together."""


class Reader:
    """Reads tables as values; a room may say how its own classes are read."""

    def __init__(self) -> None:
        self._known: dict[Any, Read] = dict(_SCALARS)

    def learn(self, shape: object, read: Read) -> None:
        """Use `read` for a shape from now on."""
        self._known[shape] = read

    def of(self, shape: Any) -> Read:
        """Return the function that reads a shape. Raises `TypeError` for unsupported shapes."""
        if shape not in self._known:
            self._known[shape] = self._made(shape)
        return self._known[shape]

    def table(self, cls: type[F]) -> Callable[[Any], F]:
        """Return the function that reads a class from a table of its fields."""
        held = {f.encode_name: (f.name, self.of(f.type)) for f in fields(cls)}
        required = frozenset(f.encode_name for f in fields(cls) if f.required)

        def read(value: Any) -> F:
            faults: dict[str, Faults] = {}
            found = {}
            require_table(value)
            # A table mostly has few of the keys that it may have.
            for key, plain in value.items():
                if key in held:
                    name, read_one = held[key]
                    try:
                        found[name] = read_one(plain)
                    except BadValueError as error:
                        faults[key] = [*error.under(key)]
            if len(found) < len(value) or not required <= value.keys():
                raise BadValueError(*_in_order(value, tuple(held), required, faults))
            return _built(cls, found)

        return read

    def _made(self, shape: Any) -> Read:
        kind, args = get_origin(shape), get_args(shape)
        if kind is None and issubclass(shape, Frozen):
            return self.table(shape)
        if kind is None and issubclass(shape, StrEnum):
            return _word({member.value: member for member in shape})
        if kind is Literal:
            return _word({word: word for word in args})
        if kind is tuple:
            return _list(self.of(args[0]))
        if kind is Mapping:
            return _mapping(self.of(args[1]))
        if kind in _UNIONS:
            return self._one_of(args)
        raise TypeError(shape)

    def _one_of(self, shapes: Sequence[Any]) -> Read:
        """Read one of several shapes, by what the value is: a number, a word, a table, nothing."""
        others = [shape for shape in shapes if shape not in {types.NoneType, Decimal}]
        word = next((self.of(one) for one in others if get_origin(one) is Literal), None)
        table = next((self.of(one) for one in others if _is_table(one)), None)
        (usual,) = [_number] if Decimal in shapes else [self.of(one) for one in others]

        def read(value: Any) -> Any:
            if value is None and types.NoneType in shapes:
                return None
            if isinstance(value, str) and word is not None:
                return word(value)
            if isinstance(value, Mapping) and table is not None:
                return table(value)
            return usual(value)

        return read


def _is_table(shape: Any) -> bool:
    return get_origin(shape) is None and issubclass(shape, Frozen)


def structure(reader: Reader, cls: type[T], table: Mapping[str, object], where: str) -> T:
    """Turn a table into a `cls`. Raises `BadShapeError` with every fault and its place."""
    try:
        read: Callable[[Any], T] = reader.of(cls)
        return read(table)
    except BadValueError as error:
        raise BadShapeError(
            [
                Problem(message, f"{where}, {show_path(table, path)}" if path else where)
                for path, message in error.faults
            ]
        ) from None


def written(value: Any, spelled: Callable[[Any], Any] = lambda value: value) -> Any:
    """Return a value as plain tables, lists and figures; what has its default is left out.

    `spelled` returns what stands for a value in a room's own files, before it is looked into.
    """
    match spelled(value):
        case Frozen() as found:
            return {key: written(one, spelled) for key, one in keyed(found).items()}
        case StrEnum() as found:
            return found.value
        case tuple() as found:
            return [written(one, spelled) for one in found]
        case Mapping() as found:
            return {key: written(one, spelled) for key, one in found.items()}
        case found:
            return found


def show_path(table: object, path: Path) -> str:
    """Return a key path for people: ``area[3].criterion[3.4].points`` - ids where there are any."""
    shown = ""
    here: Any = table
    for step in path:
        if isinstance(step, int):
            here = here[step] if isinstance(here, Sequence) and step < len(here) else None
            name = here.get("id", here.get("code")) if isinstance(here, Mapping) else None
            shown += f"[{name if isinstance(name, str) else f'#{step + 1}'}]"
        else:
            here = here.get(step) if isinstance(here, Mapping) else None
            shown += f".{step}" if shown else step
    return shown


def _in_order(
    value: Mapping[str, object],
    known: Sequence[str],
    required: Container[str],
    faults: Mapping[str, Faults],
) -> Iterator[tuple[Path, Message]]:
    """Yield what is wrong with a table: in the order of the class, then the keys not known."""
    for key in known:
        yield from faults.get(key, ())
        if key in required and key not in value:
            yield (key,), say("This key is missing.")
    for key in sorted(value.keys() - known)[:_AT_ONCE]:
        yield (key,), _unknown_key(key, known)


def _unknown_key(key: str, known: Sequence[str]) -> Message:
    near = difflib.get_close_matches(key, known, n=1)
    if near:
        return say("The key is not known. Is “{near}” meant?", near=near[0])
    return say("The key is not known. Known are: {known}.", known=", ".join(known))


def _built(cls: type[F], found: Mapping[str, object]) -> F:
    try:
        return cls(**found)
    except (ValueError, ArithmeticError):
        raise bad(say("This value is not of the kind asked for.")) from None


def require_table(value: object) -> None:
    """Raise `BadValueError` for what is no table."""
    if not isinstance(value, dict):
        raise bad(say("A table is asked for here."))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise bad(say("Text in quotes is asked for here."))
    if len(value) > TEXT_LENGTH:
        raise bad(
            say(
                "The text is too long ({length}; at most {most}).",
                length=len(value),
                most=TEXT_LENGTH,
            )
        )
    return value


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise bad(say("A whole number is asked for here."))
    return value


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise bad(say("true or false is asked for here."))
    return value


def _number(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise bad(say("A number is asked for here."))
    return Decimal(value)


def _day(value: Any) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise bad(say("A date is asked for here, for example 2023-12-05."))
    return _of_our_time(value)


def _moment(value: Any) -> datetime:
    # Times are the office's own clock; one with a zone cannot be compared with them.
    if not isinstance(value, datetime) or value.tzinfo is not None:
        raise bad(say("A date and time is asked for here, for example 2023-12-05T10:42:07."))
    return _of_our_time(value)


def _of_our_time(day: Day) -> Day:
    fault = out_of_time(day)
    if fault is not None:
        raise bad(fault.what)
    return day


def _word(words: Mapping[str, T]) -> Callable[[Any], T]:
    def read(value: Any) -> T:
        if not isinstance(value, str) or value not in words:
            raise bad(one_of(words))
        return words[value]

    return read


def one_of(words: Iterable[str]) -> Message:
    """Return the sentence that names the words which may stand in a place."""
    return say("One of these is asked for here: {allowed}.", allowed=", ".join(words))


def _list(read_one: Read) -> Read:
    """Read a list; where too many entries hold faults, those after them are not looked at."""

    def read(value: Any) -> Any:
        if not isinstance(value, list | tuple):
            raise bad(say("A list is asked for here."))
        return tuple(_each(read_one, enumerate(value)).values())

    return read


def _mapping(read_one: Read) -> Read:
    def read(value: Any) -> Any:
        require_table(value)
        return _each(read_one, value.items())

    return read


def _each(read_one: Read, entries: Iterable[tuple[K, Any]]) -> dict[K, Any]:
    found: dict[K, Any] = {}
    faults: list[tuple[Path, Message]] = []
    faulty = 0
    for step, entry in entries:
        try:
            found[step] = read_one(entry)
        except BadValueError as error:
            faults += error.under(step)
            faulty += 1
            if faulty == _AT_ONCE:
                break
    if faults:
        raise BadValueError(*faults)
    return found


_SCALARS: Mapping[Any, Read] = {
    str: _text,
    int: _whole,
    bool: _truth,
    Decimal: _number,
    date: _day,
    datetime: _moment,
}
