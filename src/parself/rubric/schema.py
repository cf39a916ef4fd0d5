"""A JSON Schema of the rubric's file, for editors that complete and mark as one types.

Generated from the same classes that read the file, so that the two cannot drift apart.
It says which keys there are and of what kind; what makes a good rubric beyond that
(sums, references, reachable maxima) is the checker's business.
"""

import types
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from types import NoneType
from typing import Any, Literal, Union, get_args, get_origin

from parself.rubric import load
from parself.rubric import model as m
from parself.rules import MEASURES, SCALES
from parself.rules.fields import Input
from parself.rules.kinds import Kind, Measure, Scale
from parself.values import fields

Schema = dict[str, Any]

_SIMPLE: Mapping[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    Decimal: {"type": "number"},
}


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a rubric's file, as plain data."""
    definitions = {
        "measure": {"oneOf": [_kind(kind, cls) for kind, cls in MEASURES.items()]},
        "scale": {"oneOf": [_kind(kind, cls) for kind, cls in SCALES.items()]},
        "input": {"anyOf": [{"type": "string"}, _table(Input)]},
        "criterion": {"oneOf": [_table(load.CriterionShape), _table(m.Item)]},
    }
    shape = _table(load.RubricShape)
    properties = {**shape["properties"], "format": {"const": load.FORMAT}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "parself rubric",
        **shape,
        "properties": properties,
        "$defs": definitions,
    }


def _kind(kind: str, cls: type[Kind]) -> Schema:
    """Return a measure or scale as the file writes it, with its `kind`."""
    if cls.short is not None:
        return {"anyOf": [_with_kind(kind, _table(one)) for one in (cls, cls.short)]}
    return _with_kind(kind, _table(cls))


def _with_kind(kind: str, shape: Schema) -> Schema:
    return {
        **shape,
        "properties": {"kind": {"const": kind}, **shape["properties"]},
        "required": ["kind", *shape["required"]],
    }


def _table(cls: type) -> Schema:
    return {
        "type": "object",
        "properties": {field.name.rstrip("_"): _schema(field.type) for field in fields(cls)},
        "required": [f.name.rstrip("_") for f in fields(cls) if f.required],
        "additionalProperties": False,
    }


def _schema(hint: Any) -> Schema:
    if hint in _SIMPLE:
        return _SIMPLE[hint]
    if get_origin(hint) in (Union, types.UnionType):
        return _union(hint)
    if get_origin(hint) is Literal:
        return {"enum": list(get_args(hint))}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _schema(get_args(hint)[0])}
    if get_origin(hint) is Mapping:
        return _one_or_each(_schema(get_args(hint)[1]))
    if hint is Measure:
        return {"$ref": "#/$defs/measure"}
    if hint is Scale:
        return {"$ref": "#/$defs/scale"}
    if hint is Input:
        return {"$ref": "#/$defs/input"}
    if hint is m.Criterion:
        return {"$ref": "#/$defs/criterion"}
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return {"enum": [member.value for member in hint]}
    return _table(hint)


def _one_or_each(entry: Schema) -> Schema:
    """Return a value for every key alike, or a table of values by key."""
    return {"anyOf": [entry, {"type": "object", "additionalProperties": entry}]}


def _union(hint: Any) -> Schema:
    members = [member for member in get_args(hint) if member is not NoneType]
    if len(members) == 1:
        return _schema(members[0])
    return {"anyOf": [_schema(member) for member in members]}
