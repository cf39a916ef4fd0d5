"""Tables as CSV files for other programs, and the description that tells what is in them.

The description is a Data Package (datapackage.json): every field with its type and meaning, and
which field refers to which. The values are those of ``--json``: dots in figures, days as
2024-01-15, nothing where nothing is known.
"""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from typing import Any, Final

from parself.tables.data import Json, records
from parself.tables.model import Column, Kind
from parself.values import Frozen, field

DESCRIPTION: Final = "datapackage.json"
_TYPES: Final[Mapping[Kind, str]] = {
    Kind.TEXT: "string",
    Kind.NAME: "string",
    Kind.COUNT: "integer",
    Kind.DATE: "date",
    Kind.YES: "boolean",
}
"""Types of fields by kind; any other kind is a number."""
_FORMULA: Final = ("=", "+", "-", "@", "\t")
"""A spreadsheet takes a text that begins so for a formula."""


class Resource(Frozen):
    """One table of a package."""

    name: str
    """Of its file too, without the ending."""
    title: str
    columns: tuple[Column[Any], ...]
    rows: Sequence[Any]
    key: tuple[str, ...]
    """The fields that together tell one line from every other."""
    refers: Mapping[str, str] = field(default_factory=dict)
    """Fields that name a line of another table, where the field is called the same."""

    @property
    def file(self) -> str:
        """Name of its file."""
        return f"{self.name}.csv"


def files_of(name: str, title: str, resources: Sequence[Resource]) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of every file of a package, the description last."""
    for one in resources:
        yield one.file, _csv(one)
    whole = {
        "profile": "tabular-data-package",
        "name": name,
        "title": title,
        "resources": [_described(one) for one in resources],
    }
    text = json.dumps(whole, ensure_ascii=False, indent=2)
    yield DESCRIPTION, f"{text}\n".encode()


def _csv(resource: Resource) -> bytes:
    text = StringIO()
    out = csv.writer(text)
    out.writerow([column.key for column in resource.columns])
    for record in records(resource.columns, resource.rows):
        out.writerow([_written(record[column.key], column.kind) for column in resource.columns])
    return text.getvalue().encode()


def _written(value: object, kind: Kind) -> object:
    match value:
        case bool():
            return "true" if value else "false"
        case str() if _TYPES.get(kind) == "string" and value.startswith(_FORMULA):
            return f"'{value}"
        case _:
            return value


def _described(resource: Resource) -> Json:
    keys = [
        {"fields": name, "reference": {"resource": other, "fields": name}}
        for name, other in resource.refers.items()
    ]
    return {
        "profile": "tabular-data-resource",
        "name": resource.name,
        "title": resource.title,
        "path": resource.file,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [
                {
                    "name": column.key,
                    "title": column.title,
                    "type": _TYPES.get(column.kind, "number"),
                }
                for column in resource.columns
            ],
            "missingValues": [""],
            "primaryKey": list(resource.key),
            "foreignKeys": keys,
        },
    }
