"""Small files that ask for much: each is written to cost a careless reader seconds or memory.

They stand near the caps from below where they can, since what is just allowed must be cheap
too, and far above them where that is how such files come.
"""

from collections.abc import Callable, Mapping
from random import Random
from typing import Final

from parself import toml
from parself.limits import (
    BUNDLE_ENTRIES,
    MIB,
    TOML_BYTES,
    WORKBOOK_CELL_CHARACTERS,
    WORKBOOK_COLUMNS,
    WORKBOOK_LINES,
    WORKBOOK_UNPACKED_BYTES,
)
from submission.forge import Forged, forge, rebagged
from workbook import made
from workbook.made import cell, parts, row

Made = Callable[[], bytes]
_MUCH: Final = WORKBOOK_UNPACKED_BYTES * 9 // 10


def _filled(unit: str, size: int = _MUCH) -> str:
    return unit * (size // len(unit))


def _numbered(unit: str, size: int) -> str:
    """Return as many numbered units as fit."""
    found, length, number = [], 0, 0
    while length < size:
        found.append(unit.replace("%", f"{number:x}"))
        length += len(found[-1])
        number += 1
    return "".join(found[:-1])


def _noise(size: int) -> bytes:
    return b"<!--" + Random(7).randbytes(size // 2).hex().encode() + b"-->"


def packed(content: Mapping[str, str | bytes]) -> bytes:
    """Return a workbook with noise in its largest parts, so that none looks like a bomb."""
    noisy = {
        name: data.encode() + _noise(len(data) // 16)
        if isinstance(data, str) and len(data) > MIB
        else data
        for name, data in content.items()
    }
    return made.packed(noisy)


def _in(tag: str, content: str) -> str:
    return f"<{tag}>{content}</{tag}>"


def _replaced(name: str, content: str | bytes) -> Made:
    return lambda: packed({**parts(row(cell("1"))), name: content})


_NAMESPACE: Final = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_STACKED: Final = "ộ" + chr(0x301)
_ENTITIES: Final = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {c} "{("&" + b + ";") * 10}">'
        for b, c in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)

WORKBOOKS: Final[Mapping[str, Made]] = {
    "cells without end": lambda: packed(parts(_filled(row(cell("1") * 80)))),
    "cells of every line and column": lambda: packed(
        parts(
            _filled(row(cell("1") * WORKBOOK_COLUMNS), 60 * WORKBOOK_COLUMNS * WORKBOOK_LINES // 4)
        )
    ),
    "empty cells": lambda: packed(parts(_filled(row("<c/>" * 80)))),
    "empty lines": lambda: packed(parts(_filled("<row/>"))),
    "shared texts": lambda: packed(parts(row(cell("0", "s")), texts=_filled("<si><t>x</t></si>"))),
    "a shared text in every cell": lambda: packed(
        parts(
            _filled(row(cell("0", "s") * 80), 4 * MIB),
            texts=f"<si><t>{'ộ' * WORKBOOK_CELL_CHARACTERS}</t></si>",
        )
    ),
    "an endless text": lambda: packed(
        parts(row(cell("0", "s")), texts=f"<si><t>{'x' * _MUCH}</t></si>")
    ),
    "inline texts": lambda: packed(
        parts(_filled(row(cell(f"<is><t>{_STACKED * 900}</t></is>", "inlineStr"))))
    ),
    "merged cells": lambda: packed(
        parts(row(cell("1")), after=_in("mergeCells", _filled('<mergeCell ref="A1:B9"/>')))
    ),
    "conditional formats": lambda: packed(
        parts(
            row(cell("1")),
            after=_filled('<conditionalFormatting sqref="A1"><cfRule/></conditionalFormatting>'),
        )
    ),
    "styles": lambda: packed(parts(row(cell("1")), formats=_filled('<xf numFmtId="0"/>'))),
    "formats": lambda: packed(
        {
            **parts(row(cell("1"))),
            "xl/styles.xml": _in("a", _numbered('<numFmt numFmtId="%" formatCode="0"/>', 8 * MIB)),
        }
    ),
    "defined names": lambda: packed(
        parts(
            row(cell("1")),
            book=_in("definedNames", _filled("<definedName name='a'>A1</definedName>")),
        )
    ),
    "sheets": lambda: packed(parts(row(cell("1")), sheets=900)),
    "sheets of cells": lambda: packed(parts(_filled(row(cell("1") * 80), 480_000), sheets=60)),
    "lines far apart": lambda: packed(
        parts("".join(row(cell("1"), attributes=f'r="{n}"') for n in range(1, 1_048_576, 21)))
    ),
    "the last cell of Excel": lambda: packed(
        parts(row(cell("1")) + row(cell("1", place="XFD1048576"), attributes='r="1048576"'))
    ),
    "a huge extent": lambda: packed(
        {
            **parts(),
            "xl/worksheets/sheet1.xml": _in("worksheet", "<dimension ref='A1:XFD1048576'/>"),
        }
    ),
    "entities in entities": _replaced(
        "xl/sharedStrings.xml",
        f'<?xml version="1.0"?>{_ENTITIES}<sst {_NAMESPACE}><si><t>&i;</t></si></sst>',
    ),
    "another encoding": _replaced(
        "xl/sharedStrings.xml", f'<?xml version="1.0" encoding="x"?><sst {_NAMESPACE}/>'
    ),
    "UTF-16": _replaced("xl/workbook.xml", "<workbook/>".encode("utf-16")),
    "elements in elements": lambda: packed(parts(_filled("<a>"))),
    "attributes": lambda: packed(parts("<row " + _numbered("a%='' ", 16 * MIB) + "/>")),
    "many attributes": lambda: packed(parts(_filled("<row " + _numbered("a%='' ", 60_000) + "/>"))),
    "an endless tag": lambda: packed(parts('<row r="' + "1" * _MUCH + '"/>')),
    "comments": lambda: packed(parts(_filled("<!---->"))),
    "instructions": lambda: packed(parts(_filled("<?a?>"))),
    "characters by number": lambda: packed(
        parts(row(cell(f"<is><t>{_filled('&#65;')}</t></is>", "inlineStr")))
    ),
    "blanks": lambda: packed(parts(_filled(" "))),
    "notes on cells": lambda: packed(
        {**parts(row(cell("1"))), "xl/comments1.xml": _filled("<comment/>")}
    ),
    "more than can be unpacked": lambda: made.packed({**parts(), "xl/a.xml": " " * 200 * MIB}),
    "many small bombs": lambda: made.packed(
        {**parts(), **{f"xl/{n}.xml": " " * MIB for n in range(400)}}
    ),
    "files": lambda: packed({**parts(), **{f"xl/{n}.xml": "" for n in range(60_000)}}),
}

_HEAD: Final = "format = 1\n"


def _toml(content: Callable[[], str]) -> Made:
    return lambda: (_HEAD + content()).encode()[:TOML_BYTES]


def _list(entry: str, share: int = 1) -> str:
    return f"a = [{_filled(entry, TOML_BYTES // share - 100)}]"


TOMLS: Final[Mapping[str, Made]] = {
    "keys": _toml(lambda: _numbered("k%=1\n", TOML_BYTES - 100)),
    "keys below the cap": _toml(lambda: _numbered("k%=1\n", 150_000)),
    "tables": _toml(lambda: _numbered("[t%]\n", TOML_BYTES - 100)),
    "tables below the cap": _toml(lambda: _numbered("[t%]\n", 130_000)),
    "lists of tables": _toml(lambda: _filled("[[unit]]\n", TOML_BYTES - 100)),
    "lists of tables below the cap": _toml(lambda: _filled("[[unit]]\n", 110_000)),
    "lists of rows below the cap": _toml(lambda: _filled("[[item]]\nid='1'\n", 110_000)),
    "answers below the cap": _toml(lambda: _numbered("[answers.'%']\nstate='x'\n", 230_000)),
    "units below the cap": _toml(lambda: _numbered("[[unit]]\ncode='a%'\nname='x'\n", 180_000)),
    "numbers": _toml(lambda: _list("1,")),
    "numbers below the cap": _toml(lambda: _list("1,", 27)),
    "lists": _toml(lambda: _list("[],")),
    "small tables": _toml(lambda: _list("{},")),
    "small tables below the cap": _toml(lambda: _list("{a=1},", 27)),
    "texts": _toml(lambda: _list('"",')),
    "long keys": _toml(lambda: _numbered("a.a.a.a.a.a.a.k%=1\n", TOML_BYTES - 100)),
    "long keys below the cap": _toml(lambda: _numbered("a.a.a.a.a.a.a.k%=1\n", 370_000)),
    "a key without end": _toml(lambda: ".".join(["a"] * 500_000) + "=1"),
    "long headers": _toml(lambda: "[a.a.a.a.a.a.a.a]\n" + _numbered("k%=1\n", TOML_BYTES - 200)),
    "comments": _toml(lambda: _filled("#\n", TOML_BYTES - 100)),
    "quotes": _toml(lambda: _filled('""', TOML_BYTES - 100)),
    "escapes": _toml(lambda: f'a="{_filled(chr(92) + "n", TOML_BYTES - 100)}"'),
    "escapes below the cap": _toml(lambda: f'a="""{_filled(chr(92) + "n", 500_000)}"""'),
    "line ends": _toml(lambda: _filled("\n", TOML_BYTES - 100)),
    "line ends in a list": _toml(lambda: f"a=[{_filled(chr(10), TOML_BYTES - 100)}]"),
    "nested lists": _toml(lambda: "a=" + "[" * 500_000),
    "a number": _toml(lambda: f"a={_filled('9', TOML_BYTES - 100)}"),
    "a number with decimals": _toml(lambda: f"a=1.{_filled('9', TOML_BYTES - 100)}"),
    "a number of letters": _toml(lambda: f"a=0x{_filled('f', TOML_BYTES - 100)}"),
    "a text": _toml(lambda: f"a='{'x' * (TOML_BYTES - 100)}'"),
    "marks on a text": _toml(lambda: f"a='{'a' + chr(0x301) * (TOML_BYTES // 2 - 100)}'"),
    "no TOML": _toml(lambda: "\u202e" * 600_000),
}


def _manifest(line: str) -> Callable[[Mapping[str, bytes]], bytes]:
    def made(good: Mapping[str, bytes]) -> bytes:
        tags = {**good, "manifest-sha256.txt": _numbered(line, 2 * MIB - 100).encode()}
        return forge(
            Forged(f"a/{name}".encode(), data, method=8) for name, data in sorted(tags.items())
        )

    return made


def _entries(count: int, name: str) -> Callable[[Mapping[str, bytes]], bytes]:
    return lambda good: forge(
        [
            *(Forged(f"a/{n}".encode(), data) for n, data in good.items()),
            *(Forged(f"a/{name}".replace("%", str(n)).encode()) for n in range(count)),
        ]
    )


def _crowded(good: Mapping[str, bytes], content: bytes) -> bytes:
    """Return a bag whose four TOML files are all of one content, and whose lists fit."""
    names = ("assessment", "rubric", "roster", "standings")
    bag = rebagged(good, {f"data/{name}.toml": content for name in names})
    return forge(Forged(f"a/{name}".encode(), data, method=8) for name, data in sorted(bag.items()))


def _all(made: Made, *, sealed: bool = False) -> Callable[[Mapping[str, bytes]], bytes]:
    def of(good: Mapping[str, bytes]) -> bytes:
        content = made()
        return _crowded(good, toml.seal(content) if sealed else content)

    return of


BUNDLES: Final[Mapping[str, Callable[[Mapping[str, bytes]], bytes]]] = {
    "many entries": _entries(BUNDLE_ENTRIES - 10, "data/evidence/e-%.pdf"),
    "more entries than the cap": _entries(60_000, "data/evidence/e-%.pdf"),
    "files that computers add": _entries(BUNDLE_ENTRIES - 10, "data/%/thumbs.db"),
    "deep folders": _entries(BUNDLE_ENTRIES - 10, "d/" * 140 + "%"),
    "a long list": _manifest("0" * 64 + "  data/evidence/%\n"),
    "a list of nothing": _manifest("\n"),
    "many bombs": lambda good: forge(
        [
            *(Forged(f"a/{n}".encode(), data) for n, data in good.items()),
            *(
                Forged(f"a/data/evidence/{n}.pdf".encode(), bytes(MIB), method=8)
                for n in range(400)
            ),
        ]
    ),
    **{f"TOML: {name}": _all(made, sealed=True) for name, made in TOMLS.items()},
}
