"""KEY=VALUE words of a call, read as the entries of a row."""

from collections.abc import Mapping, Sequence

from parself.assessment import entries
from parself.errors import Problem, UsageError, say
from parself.rules.amounts import Value
from parself.rules.fields import Field
from parself.words.wording import field_label


def read_pairs(pairs: Sequence[str], fields: Sequence[Field], item: str) -> dict[str, Value | None]:
    """Return entries by key; one without a value is None.

    Raises `UsageError` with every one that is not possible.
    """
    known = {field.key: field for field in fields}
    changes: dict[str, Value | None] = {}
    found: list[Problem] = []
    for pair in pairs:
        key, equals, text = pair.partition("=")
        try:
            if not equals or key not in known:
                raise _no_such_entry(key, known)
            if key in changes:
                what = say("This entry is given twice.")
                raise UsageError(Problem(what, todo=say("Give it once.")))
            changes[key] = entries.read_exact(known[key], text) if text.strip() else None
        except UsageError as error:
            name = _named(known[key]) if key in known else key
            found += [Problem(p.what, f"{item}, {name}", p.todo) for p in error.problems]
    if found:
        raise UsageError(*found)
    return changes


def _no_such_entry(key: str, fields: Mapping[str, Field]) -> UsageError:
    what = say("The row has no entry “{key}”.", key=key[:60])
    known = ", ".join(map(_named, fields.values()))
    return UsageError(Problem(what, todo=say("Its entries are: {known}.", known=known)))


def _named(field: Field) -> str:
    """Return a key, as it is typed, with what it means."""
    return f"{field.key} ({field_label(field)})"
