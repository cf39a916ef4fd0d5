"""Plain tables into typed frozen values and back, every fault with its place.

Wraps cattrs with strict hooks: no coercion (``true`` is not 1, a number is not text),
no unknown keys, all faults collected at once. This module alone knows cattrs; rooms
give it their classes and get values or `Problem`s in the program's own words.
"""

import difflib
import types
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, Literal, TypeVar, Union, get_args, get_origin

import attrs
from cattrs import BaseValidationError, Converter
from cattrs.errors import ClassValidationError, ForbiddenExtraKeysError, IterableValidationError
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from parself.errors import Message, Problem, say
from parself.limits import TEXT_LENGTH
from parself.numerals import out_of_time

T = TypeVar("T")
Day = TypeVar("Day", bound=date)
Path = tuple[str | int, ...]
Hook = Callable[[Any, Any], Any]
_UNIONS: tuple[Any, ...] = (Union, types.UnionType)


class BadValueError(ValueError):
    """A value of the wrong kind; carries the sentence that says so."""

    def __init__(self, message: Message, *path: str | int) -> None:
        super().__init__(message.id)
        self.message = message
        self.path = path


class BadShapeError(Exception):
    """A table does not have the shape asked for; carries every fault."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(*problems)
        self.problems = tuple(problems)


_AT_ONCE: Final = 200
"""Entries of a list, or unknown keys of a table, whose faults are told together."""


def make_converter() -> Converter:
    """Return a converter with the strict hooks; a room may add its own."""
    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    for cls, hook in _SCALARS.items():
        converter.register_structure_hook(cls, hook)
    converter.register_structure_hook_func(_is_literal, _literal)
    converter.register_structure_hook_factory(_is_optional, lambda t: _optional_hook(converter, t))
    converter.register_structure_hook_factory(_is_number_or_word, lambda t: _number_or_word_hook(t))
    converter.register_structure_hook_factory(_is_tuple, lambda t: _tuple_hook(converter, t))
    converter.register_structure_hook_factory(attrs.has, lambda cls: _strict_table(converter, cls))
    converter.register_unstructure_hook_factory(
        attrs.has,
        lambda cls: make_dict_unstructure_fn(
            cls, converter, _cattrs_omit_if_default=True, **_renamed(cls)
        ),
    )
    for kept in (Decimal, date, datetime):
        converter.register_unstructure_hook(kept, lambda value: value)
    converter.register_unstructure_hook(StrEnum, lambda member: member.value)
    return converter


def structure(converter: Converter, cls: type[T], table: Mapping[str, object], where: str) -> T:
    """Turn a table into a `cls`. Raises `BadShapeError` with every fault and its place."""
    try:
        return converter.structure(table, cls)
    except (BaseValidationError, BadValueError) as error:
        raise BadShapeError(
            [
                Problem(message, f"{where}, {show_path(table, path)}" if path else where)
                for path, message in _flatten(error, ())
            ]
        ) from None


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


def _flatten(error: BaseException, path: Path) -> list[tuple[Path, Message]]:
    match error:
        case ClassValidationError() | IterableValidationError():
            placed, unplaced = error.group_exceptions()
            steps = [(inner, note) for inner, note in placed]
            return [
                fault for inner, note in steps for fault in _flatten(inner, (*path, _key_of(note)))
            ] + [fault for inner in unplaced for fault in _flatten(inner, path)]
        case ForbiddenExtraKeysError():
            return [
                ((*path, key), _unknown_key(key, error.cl))
                for key in sorted(error.extra_fields)[:_AT_ONCE]
            ]
        case KeyError():
            return [(path, say("This key is missing."))]
        case BadValueError():
            return [((*path, *error.path), error.message)]
        case _:
            return [(path, say("This value is not of the kind asked for."))]


def _key_of(note: Any) -> str | int:
    step: str | int = note.name if hasattr(note, "name") else note.index
    return step.rstrip("_") if isinstance(step, str) else step


def _unknown_key(key: str, cls: type) -> Message:
    known = [field.name.rstrip("_") for field in attrs.fields(cls) if field.init]
    near = difflib.get_close_matches(key, known, n=1)
    if near:
        return say("The key is not known. Is “{near}” meant?", near=near[0])
    return say("The key is not known. Known are: {known}.", known=", ".join(known))


def _renamed(cls: type) -> dict[str, Any]:
    """Map ``from_`` in Python to ``from`` in files."""
    return {
        field.name: override(rename=field.name.rstrip("_"))
        for field in attrs.fields(cls)
        if field.init and field.name.endswith("_")
    }


def _strict_table(converter: Converter, cls: type) -> Hook:
    build: Hook = make_dict_structure_fn(
        cls, converter, _cattrs_forbid_extra_keys=True, **_renamed(cls)
    )

    def structured(value: Any, _: Any) -> Any:
        if not isinstance(value, Mapping):
            raise BadValueError(say("A table is asked for here."))
        return build(value, cls)

    return structured


def _text(value: Any, cls: Any) -> str:
    """Read text; cattrs comes here for enumerations of text too, whose base is str."""
    if cls is not str:
        return _enum(value, cls)
    if not isinstance(value, str):
        raise BadValueError(say("Text in quotes is asked for here."))
    if len(value) > TEXT_LENGTH:
        raise BadValueError(
            say(
                "The text is too long ({length}; at most {most}).",
                length=len(value),
                most=TEXT_LENGTH,
            )
        )
    return value


def _whole(value: Any, _: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadValueError(say("A whole number is asked for here."))
    return value


def _truth(value: Any, _: Any) -> bool:
    if not isinstance(value, bool):
        raise BadValueError(say("true or false is asked for here."))
    return value


def _number(value: Any, _: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise BadValueError(say("A number is asked for here."))
    return Decimal(value)


def _day(value: Any, _: Any) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise BadValueError(say("A date is asked for here, for example 2023-12-05."))
    return _of_our_time(value)


def _moment(value: Any, _: Any) -> datetime:
    # Times are the office's own clock; one with a zone cannot be compared with them.
    if not isinstance(value, datetime) or value.tzinfo is not None:
        raise BadValueError(
            say("A date and time is asked for here, for example 2023-12-05T10:42:07.")
        )
    return _of_our_time(value)


def _of_our_time(day: Day) -> Day:
    fault = out_of_time(day)
    if fault is not None:
        raise BadValueError(fault.what)
    return day


def _enum(value: Any, cls: type[StrEnum]) -> StrEnum:
    for member in cls:
        if isinstance(value, str) and value == member.value:
            return member
    raise _one_of([member.value for member in cls])


def _is_literal(cls: Any) -> bool:
    return get_origin(cls) is Literal


def _literal(value: Any, cls: Any) -> Any:
    if isinstance(value, str) and value in get_args(cls):
        return value
    raise _one_of(get_args(cls))


def _one_of(allowed: Sequence[object]) -> BadValueError:
    return BadValueError(
        say("One of these is asked for here: {allowed}.", allowed=", ".join(map(str, allowed)))
    )


def _is_optional(cls: Any) -> bool:
    args = get_args(cls)
    return get_origin(cls) in _UNIONS and len(args) == 2 and type(None) in args


def _optional_hook(converter: Converter, cls: Any) -> Hook:
    (inner,) = (arg for arg in get_args(cls) if arg is not type(None))
    return lambda value, _: None if value is None else converter.structure(value, inner)


def _is_number_or_word(cls: Any) -> bool:
    args = get_args(cls)
    return get_origin(cls) in _UNIONS and Decimal in args and any(_is_literal(arg) for arg in args)


def _number_or_word_hook(cls: Any) -> Hook:
    words = next(arg for arg in get_args(cls) if _is_literal(arg))

    def structured(value: Any, _: Any) -> Any:
        return _literal(value, words) if isinstance(value, str) else _number(value, Decimal)

    return structured


def _is_tuple(cls: Any) -> bool:
    args = get_args(cls)
    return get_origin(cls) is tuple and len(args) == 2 and args[1] is ...


def _tuple_hook(converter: Converter, cls: Any) -> Hook:
    listed: Any = types.GenericAlias(list, (get_args(cls)[0],))

    def structured(value: Any, _: Any) -> Any:
        if not isinstance(value, list | tuple):
            raise BadValueError(say("A list is asked for here."))
        return tuple(
            entry
            for start in range(0, len(value), _AT_ONCE)
            for entry in _some(converter, value, start, listed)
        )

    return structured


def _some(converter: Converter, value: Sequence[Any], start: int, listed: Any) -> list[Any]:
    """Read some entries of a list; where they hold faults, those after them are not looked at."""
    try:
        found: list[Any] = converter.structure(value[start : start + _AT_ONCE], listed)
    except IterableValidationError as error:
        for _inner, note in error.group_exceptions()[0]:
            note.index = int(note.index) + start
        raise
    return found


_SCALARS: Mapping[Any, Hook] = {
    str: _text,
    int: _whole,
    bool: _truth,
    Decimal: _number,
    date: _day,
    datetime: _moment,
}
