"""XML of an office file, streamed through expat under an allowance that all its parts share.

Office programs write UTF-8 without a document type; nothing else is parsed. Elements are
counted as they come, so that what a part holds too much of is never built.
"""

from collections.abc import Iterator, Mapping
from typing import Final
from xml.parsers import expat

from parself.errors import DamagedError, say
from parself.files.packed import Archive
from parself.limits import WORKBOOK_CHARACTERS, WORKBOOK_ELEMENTS, WORKBOOK_TOKEN_BYTES

_SEPARATOR: Final = "\f"
"""Stands between namespace and name; cannot occur in XML."""
_UTF8: Final = frozenset({"utf-8", "utf8", "us-ascii"})
_BEGINNINGS: Final = (b"<", b"\xef\xbb\xbf<")
_PIECE: Final = 16 * 1024
_FREE_ATTRIBUTES: Final = 16
"""Attributes of an element that are not counted."""


class Part:
    """What wants to know of a part's elements; their names come without the namespace.

    An attribute that has a namespace of its own keeps it: see `linked`.
    """

    is_done = False
    """Whether the rest of the part does not matter."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take an element's beginning."""

    def end(self, tag: str) -> None:
        """Take an element's end."""

    def text(self, text: str) -> None:
        """Take some of an element's text."""


def linked(attributes: Mapping[str, str]) -> str:
    """Return the id of the part that an element refers to, empty where it refers to none."""
    found = (text for key, text in attributes.items() if key.endswith(f"{_SEPARATOR}id"))
    return next(found, "")


class Reader:
    """Reads the parts of one file, and at most so many of its elements."""

    def __init__(self, archive: Archive, most: int = WORKBOOK_ELEMENTS) -> None:
        self.archive = archive
        self._most = most
        self._elements = 0
        self._characters = 0

    def read(self, name: str, part: Part) -> None:
        """Read a part to its end. Raises `DamagedError` where it is not as it should be."""
        entry = self.archive.entries.get(name)
        if entry is None:
            raise self.archive.damaged(say("The entry is missing."), name)
        parser = self._parser(name, part)
        fed = 0
        for piece in _pieces(self.archive.chunks(entry)):
            if not fed and not piece.lstrip().startswith(_BEGINNINGS):
                raise self._foreign(name)
            # What comes after the end of interest is unpacked all the same: for its checksum.
            if not part.is_done:
                fed += len(piece)
                self._feed(parser, piece, name)
                if fed - parser.CurrentByteIndex > WORKBOOK_TOKEN_BYTES:
                    raise self._foreign(name)
        if not part.is_done:
            self._feed(parser, b"", name)

    def spend(self, characters: int) -> None:
        """Count characters that are kept. Raises `DamagedError` where they are too many."""
        self._characters += characters
        if self._characters > WORKBOOK_CHARACTERS:
            raise self._too_much()

    def _feed(self, parser: expat.XMLParserType, piece: bytes, name: str) -> None:
        try:
            parser.Parse(piece, not piece)
        except expat.ExpatError:
            raise self.archive.damaged(say("The entry is damaged."), name) from None

    def _parser(self, name: str, part: Part) -> expat.XMLParserType:
        parser = expat.ParserCreate("utf-8", namespace_separator=_SEPARATOR)
        parser.buffer_text = True

        def start(tag: str, attributes: dict[str, str]) -> None:
            self._elements += 1 + max(0, len(attributes) - _FREE_ATTRIBUTES)
            if self._elements > self._most:
                raise self._too_much()
            if not part.is_done:
                part.start(_local(tag), attributes)

        def end(tag: str) -> None:
            if not part.is_done:
                part.end(_local(tag))

        def declare(_version: str, encoding: str | None, _standalone: int) -> None:
            if encoding is not None and encoding.casefold() not in _UTF8:
                raise self._foreign(name)

        def define(*_definition: object) -> None:
            raise self._foreign(name)

        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = part.text
        parser.XmlDeclHandler = declare
        parser.StartDoctypeDeclHandler = define
        return parser

    def _foreign(self, name: str) -> DamagedError:
        what = say("The file holds XML that no office program writes.")
        return self.archive.unsafe(what, name)

    def _too_much(self) -> DamagedError:
        return self.archive.unsafe(say("The file holds more than a rubric or a form can."))


def _local(name: str) -> str:
    return name[name.rfind(_SEPARATOR) + 1 :]


def _pieces(chunks: Iterator[bytes]) -> Iterator[bytes]:
    for chunk in chunks:
        for at in range(0, len(chunk), _PIECE):
            yield chunk[at : at + _PIECE]
