"""Bring the catalogues of the interface language up to date with the program's sentences.

Run as ``python tests/catalogue.py`` after a sentence was added or changed, and after a
translation was edited: new sentences are added untranslated, those that are gone are
dropped, and the compiled files are written anew. The tests compare with the same rules.
"""

import ast
from collections.abc import Collection, Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from parself.values import Frozen

SOURCE: Final = Path(__file__).parents[1] / "src" / "parself"
KEYWORDS: Final = ("say", "_")
PARAGRAPHS: Final = ("HELP NUMBERS", "HELP ABBREVIATIONS")
"""Ids that stand for whole paragraphs, so that English needs texts for them too."""


class Call(Frozen):
    """A call of `say` or `_`; `id` is None where its first argument is no literal."""

    name: str
    line: int
    id: str | None
    given: frozenset[str]
    """Names of the values given; empty where they are not known here (``**values``)."""


def calls(source: str) -> Iterator[Call]:
    """Yield every call that names a sentence, in f-strings too, which Babel's parser skips."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            if name in KEYWORDS:
                yield Call(name, node.lineno, _literal(node.args), _given(node))


def _literal(args: list[ast.expr]) -> str | None:
    match args:
        case [ast.Constant(value=str(text)), *_]:
            return text
        case _:
            return None


def _given(node: ast.Call) -> frozenset[str]:
    names = [word.arg for word in node.keywords]
    return frozenset() if None in names else frozenset(name for name in names if name is not None)


def _extract(
    file: IO[bytes], keywords: Collection[str], tags: Collection[str], options: object
) -> Iterable[tuple[int, str, str, list[str]]]:
    """Babel's way to name the sentences of one file."""
    for call in calls(file.read().decode("utf-8")):
        if call.id is not None:
            yield call.line, call.name, call.id, []


def template(only: Collection[str] = ()) -> Catalog:
    """Return the program's sentences without translations; `only` some of them."""
    found = Catalog(project="parself", charset="utf-8", fuzzy=False)
    extractor: Any = _extract
    for name, _line, id_, _comments, _context in extract_from_dir(
        SOURCE, [("**.py", extractor)], keywords=dict.fromkeys(KEYWORDS)
    ):
        if isinstance(id_, str) and (not only or id_ in only):
            found.add(id_, locations=[(Path(name).as_posix(), 0)])
    return found


def path_of(language: str) -> Path:
    """Return where a language's catalogue stands; the compiled one stands beside it."""
    return SOURCE / "locale" / language / "LC_MESSAGES" / "parself.po"


def read(language: str) -> Catalog:
    """Read a language's catalogue."""
    return read_po(BytesIO(path_of(language).read_bytes()), locale=language)


def as_po(catalogue: Catalog) -> bytes:
    """Return a catalogue as it is written: sorted, files named without lines."""
    out = BytesIO()
    write_po(out, catalogue, sort_output=True, include_lineno=False, ignore_obsolete=True, width=0)
    return out.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """Return a catalogue in gettext's binary form."""
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def update(language: str, only: Collection[str] = ()) -> Catalog:
    """Write a language's catalogue anew for the sentences of today, and its compiled form."""
    catalogue = read(language)
    catalogue.update(template(only), no_fuzzy_matching=True, update_creation_date=False)
    path_of(language).write_bytes(as_po(catalogue))
    path_of(language).with_suffix(".mo").write_bytes(compiled(catalogue))
    return catalogue


def main() -> None:
    """Update all catalogues and say what is not translated."""
    for language, only in (("vi", ()), ("en", PARAGRAPHS)):
        for message in update(language, only):
            if message.id and not message.string:
                print(f"{language}: {message.id}")


if __name__ == "__main__":
    main()
