"""The schema for editors knows what the format knows, and no more."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from parself import toml
from parself.rubric.schema import json_schema
from rubric.samples import RUBRIC

SHIPPED = sorted((Path(__file__).parents[2] / "rubrics").glob("*.toml"))
SCHEMA: dict[str, Any] = json_schema()


def fits(value: Any, schema: dict[str, Any]) -> bool:
    """Say whether a value fits; only the keywords that the schema uses."""
    if "$ref" in schema:
        return fits(value, SCHEMA["$defs"][schema["$ref"].removeprefix("#/$defs/")])
    if "oneOf" in schema:
        return sum(fits(value, option) for option in schema["oneOf"]) == 1
    if "anyOf" in schema:
        return any(fits(value, option) for option in schema["anyOf"])
    if "const" in schema:
        return bool(value == schema["const"])
    if "enum" in schema:
        return value in schema["enum"]
    if schema["type"] == "object":
        return isinstance(value, dict) and fits_table(value, schema)
    if schema["type"] == "array":
        return isinstance(value, list) and all(fits(entry, schema["items"]) for entry in value)
    return is_scalar(value, schema["type"])


def fits_table(table: dict[str, Any], schema: dict[str, Any]) -> bool:
    properties = schema.get("properties", {})
    others = schema["additionalProperties"]
    return set(schema.get("required", ())) <= set(table) and all(
        fits(value, properties[key]) if key in properties else others and fits(value, others)
        for key, value in table.items()
    )


def is_scalar(value: Any, kind: str) -> bool:
    if isinstance(value, bool) or kind == "boolean":
        return isinstance(value, bool) and kind == "boolean"
    kinds: dict[str, Any] = {"string": str, "integer": int, "number": int | Decimal}
    return isinstance(value, kinds[kind])


def table(data: bytes) -> dict[str, Any]:
    return toml.read(data, where="x").table


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_rubrics_fit_the_schema(path: Path) -> None:
    assert fits(table(path.read_bytes()), SCHEMA)


def test_every_measure_and_scale_fits_the_schema() -> None:
    assert fits(table(RUBRIC.encode()), SCHEMA)


def test_one_deduction_for_all_counters_fits_the_schema() -> None:
    for each in (1, "all", {"count": "all"}):
        assert fits({"kind": "deduct", "each": each}, {"$ref": "#/$defs/scale"})


@pytest.mark.parametrize("key", ["rubric", "area", "format"])
def test_a_missing_table_does_not_fit(key: str) -> None:
    broken = table(RUBRIC.encode())
    del broken[key]
    assert not fits(broken, SCHEMA)


def test_an_unknown_key_or_kind_does_not_fit() -> None:
    measure = {"$ref": "#/$defs/measure"}
    assert fits({"kind": "given"}, measure)
    assert not fits({"kind": "given", "steps": 1}, measure)
    assert not fits({"kind": "gift"}, measure)


def test_the_keys_of_files_are_not_those_of_python() -> None:
    text = str(SCHEMA)
    assert "from_'" not in text and "'is_item'" not in text
