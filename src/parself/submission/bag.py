"""A bag checked against its own lists, down to the last byte, before anything in it is read.

From cheap to dear: the archive's structure (`archive`), where the bag stands in it, the
tag files, the kind and the format, one entry for every line of the manifest and one line
for every entry, and every byte against its hash. Nothing is unpacked to disk. What
people's machines add on the way is left out and told.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from parself.assessment.evidence_kinds import unfit
from parself.errors import Message, Problem, say
from parself.files import Fingerprint
from parself.files.packed import Entry
from parself.limits import BUNDLE_ENTRIES, KIB, MANIFEST_BYTES, TOML_BYTES, TOML_MARKS
from parself.submission import layout
from parself.submission.archive import (
    Archive,
    BundleError,
    FormatUnsupportedError,
    WrongKindError,
    open_archive,
)
from parself.text import is_digits
from parself.toml import weight
from parself.values import Frozen

_TAG_BYTES: Final = {
    layout.BAGIT: KIB,
    layout.BAG_INFO: 64 * KIB,
    layout.MANIFEST: MANIFEST_BYTES,
    layout.TAG_MANIFEST: 64 * KIB,
}
_JUNK_NAMES: Final = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
_JUNK_FOLDER: Final = "__macosx/"
_MOST_NAMED: Final = 5
_MOST_DIGITS: Final = 6


class Bag(Frozen):
    """A bag whose bytes are what its own lists say; nothing of its content is read yet."""

    name: str
    """The file's name, safe to show."""
    folder: str
    """Path of the bag's own folder in the archive, with a slash; empty where it has none."""
    info: Mapping[str, str]
    sequence: int
    tagmanifest: bytes
    manifest: Mapping[str, str]
    sizes: Mapping[str, int]
    toml: Mapping[str, bytes]
    notes: tuple[Message, ...]

    @property
    def payload_digest(self) -> str:
        """Hash of the manifest: of all content, without what the bag says of itself."""
        return hashlib.sha256(layout.manifest(self.manifest)).hexdigest()


def open_bag(path: Path, kind: str) -> Bag:
    """Check a bag of one kind down to its last byte, its content unread. Raises a `BundleError`."""
    with open_archive(path) as archive:
        return _Opening(archive, kind).bag()


def kind_of(path: Path) -> str:
    """Return the kind of bag that a file says it is. Raises a `BundleError` for what is none."""
    with open_archive(path) as archive:
        return _Opening(archive, "").kind()


def read_evidence(path: Path, folder: str, name: str) -> Iterator[bytes]:
    """Yield one file of evidence of a bag that was checked before. Raises a `BundleError`.

    `folder` is the bag's own in the archive. Whoever keeps the file compares its hash.
    """
    return read_payload(path, folder, f"{layout.EVIDENCE}{name}")


def read_payload(path: Path, folder: str, name: str) -> Iterator[bytes]:
    """Yield one file of a bag, as `read_evidence` does."""
    with open_archive(path) as archive:
        entry = archive.entries.get(f"{folder}{name}")
        if entry is None:
            raise archive.damaged(_MISSING, name)
        yield from archive.chunks(entry)


_KINDS: Final[Mapping[str, Message]] = {
    layout.SUBMISSION: say("hand-in"),
    layout.PART: say("part of a department"),
    layout.VOLUME: say("second volume of a hand-in"),
    layout.SHARE: say("share of an officer"),
    layout.APPRAISAL: say("appraisal of an officer"),
    layout.RETURN: say("appraisal result that the province sends to a unit"),
    layout.WORKSHOP: say("work of a group in a workshop"),
    layout.EXERCISE: say("exercise that a trainer hands out"),
}


_OF_A_WORKSHOP: Final[Mapping[str, Message]] = {
    layout.WORKSHOP: say(
        "It is practice. The trainer collects it with {command}.",
        command="parself workshop collect",
    ),
    layout.EXERCISE: say(
        "It is practice. A group opens it with {command}.", command="parself workshop start"
    ),
}
"""What is done with files that are for practice alone."""


class _Opening:
    def __init__(self, archive: Archive, kind: str) -> None:
        self._archive = archive
        self._kind = kind
        self._notes = list(archive.notes)
        wanted = self._without_junk(archive.entries)
        self._folder = self._find_folder(wanted)
        for name in wanted:
            if not name.startswith(self._folder):
                raise archive.damaged(say("The entry stands beside the hand-in."), name)
        self._entries = {n.removeprefix(self._folder): entry for n, entry in wanted.items()}

    def kind(self) -> str:
        """Return what the bag says of itself; nothing else of it is checked."""
        try:
            info = layout.read_bag_info(self._tag_file(layout.BAG_INFO))
        except ValueError:
            raise self._archive.damaged(_MISWRITTEN, layout.BAG_INFO) from None
        return info.get(layout.KIND_LABEL, "")

    def bag(self) -> Bag:
        tags = {name: self._tag_file(name) for name in layout.TAG_FILES}
        self._check_tags(tags)
        info = self._info(tags[layout.BAG_INFO])
        manifest = self._lines(layout.MANIFEST, tags[layout.MANIFEST])
        payload = {n: e for n, e in self._entries.items() if n not in layout.TAG_FILES}
        self._check_list(manifest, payload)
        sequence = self._sequence(info)
        toml = self._check_content(manifest, payload)
        return Bag(
            self._archive.name,
            self._folder,
            info,
            sequence,
            tags[layout.TAG_MANIFEST],
            manifest,
            {name: entry.size for name, entry in payload.items()},
            toml,
            tuple(self._notes),
        )

    def _without_junk(self, entries: Mapping[str, Entry]) -> dict[str, Entry]:
        junk = set(filter(_is_junk, entries))
        if junk:
            what = say(
                "{count:count} files that the computer added were ignored: {names}.",
                count=len(junk),
                names=_some(junk),
            )
            self._notes.append(what)
        return {name: entry for name, entry in entries.items() if name not in junk}

    def _find_folder(self, entries: Mapping[str, Entry]) -> str:
        """Return the path of the bag's folder: the top itself, in it, or in one folder around it.

        Its name does not matter, as unpacking and packing again changes it: what the bag is
        stands inside it.
        """
        found = sorted(
            (name.count("/"), name)
            for name in entries
            if name.rpartition("/")[2] == layout.BAGIT and name.count("/") <= 2
        )
        if not found:
            raise self._nothing_here(entries)
        if len(found) > 1 and found[0][0] == found[1][0]:
            raise self._archive.damaged(say("The file holds more than one hand-in."), found[1][1])
        depth, name = found[0]
        if depth == 2:
            what = say(
                "The folder “{name}” around the hand-in was ignored.", name=name.split("/")[0]
            )
            self._notes.append(what)
        return name.removesuffix(layout.BAGIT)

    def _nothing_here(self, entries: Mapping[str, Entry]) -> BundleError:
        """Return why there is no bag: packed once more, taken apart, or never one of ours."""
        packed = sorted(name for name in entries if name.casefold().endswith(".zip"))
        if packed:
            what = say(
                "The file only holds other packed files: {names}. Unpack it and name these.",
                names=_some(packed),
            )
            return self._archive.damaged(what)
        if any(name.rpartition("/")[2] in layout.TAG_FILES for name in entries):
            return self._archive.damaged(say("The file holds no hand-in: bagit.txt is not there."))
        what = say("This program did not write the file: it holds {names}.", names=_some(entries))
        todo = say("Ask for the file as the program wrote it.")
        return WrongKindError(Problem(what, self._archive.name, todo))

    def _tag_file(self, name: str) -> bytes:
        entry = self._entries.get(name)
        if entry is None:
            raise self._archive.damaged(_MISSING, name)
        return self._archive.read(entry, _TAG_BYTES[name])

    def _check_tags(self, tags: Mapping[str, bytes]) -> None:
        if tags[layout.BAGIT] != layout.BAGIT_TEXT:
            what = say("The entry does not say BagIt 1.0 in UTF-8.")
            raise self._archive.damaged(what, layout.BAGIT)
        listed = self._lines(layout.TAG_MANIFEST, tags[layout.TAG_MANIFEST])
        covered = set(layout.TAG_FILES) - {layout.TAG_MANIFEST}
        if set(listed) != covered:
            what = say("The list does not name exactly the files it covers.")
            raise self._archive.damaged(what, layout.TAG_MANIFEST)
        for name in sorted(covered):
            if hashlib.sha256(tags[name]).hexdigest() != listed[name]:
                raise self._archive.damaged(_CHANGED, name)

    def _lines(self, name: str, data: bytes) -> dict[str, str]:
        if data.count(b"\n") > BUNDLE_ENTRIES:
            what = say("The list names more than {most:count} files.", most=BUNDLE_ENTRIES)
            raise self._archive.unsafe(what, name)
        try:
            return layout.read_manifest(data)
        except ValueError:
            raise self._archive.damaged(_MISWRITTEN, name) from None

    def _info(self, data: bytes) -> dict[str, str]:
        """Return what the bag says of itself; refuse other kinds and formats by name."""
        try:
            info = layout.read_bag_info(data)
        except ValueError:
            raise self._archive.damaged(_MISWRITTEN, layout.BAG_INFO) from None
        kind, number = info.get(layout.KIND_LABEL), info.get(layout.FORMAT_LABEL)
        if kind is None or number is None:
            raise self._archive.damaged(
                say("The file is a bag, but not of this program."), layout.BAG_INFO
            )
        if kind != self._kind:
            raise self._other_kind(kind[: _MOST_DIGITS * 5])
        if number != str(layout.FORMAT):
            what = say(
                "The hand-in is of format {theirs}; this program reads format {ours:none}.",
                theirs=number[:_MOST_DIGITS],
                ours=layout.FORMAT,
            )
            todo = say("Install the newest version of parself.")
            raise FormatUnsupportedError(Problem(what, self._archive.name, todo))
        return info

    def _other_kind(self, found: str) -> Exception:
        theirs = _KINDS.get(found, found)
        if self._kind == layout.PART:
            what = say("The file is not a department's part but a “{kind}”.", kind=theirs)
            todo = say("Ask the department for its part.")
        elif self._kind == layout.VOLUME:
            what = say(
                "The file is not the second volume of a hand-in but a “{kind}”.", kind=theirs
            )
            todo = say("Ask the unit for the volume of this hand-in.")
        elif self._kind == layout.SHARE:
            what = say("The file is not an officer's share but a “{kind}”.", kind=theirs)
            todo = say("Ask the lead for the share: {command}", command="parself round part")
        elif self._kind == layout.APPRAISAL:
            what = say("The file is not an officer's appraisal but a “{kind}”.", kind=theirs)
            todo = say("The officer makes it with {command}.", command="parself round send")
        elif self._kind == layout.RETURN:
            what = say("The file is not an appraisal result but a “{kind}”.", kind=theirs)
            todo = say("Ask the province for the appraisal result of your unit.")
        elif self._kind == layout.WORKSHOP:
            what = say("The file is not a group's work but a “{kind}”.", kind=theirs)
            todo = say("The group makes it with {command}.", command="parself workshop export")
        elif self._kind == layout.EXERCISE:
            what = say("The file is not an exercise but a “{kind}”.", kind=theirs)
            todo = say("Ask the trainer for the file that is handed out to the groups.")
        elif found == layout.RETURN:
            what = say("The file is an appraisal result: it goes to the unit, not to the province.")
            todo = say("The unit takes it in with {command}.", command="parself receive")
        elif found == layout.VOLUME:
            what = say("The file is the second volume of a hand-in: nothing but its evidence.")
            todo = say("Keep it beside the hand-in; “parself verify --volume” checks it.")
        else:
            what = say("The file is not a hand-in but a “{kind}”.", kind=theirs)
            todo = _OF_A_WORKSHOP.get(found, say("Ask the unit for its hand-in."))
        return WrongKindError(Problem(what, self._archive.name, todo))

    def _sequence(self, info: Mapping[str, str]) -> int:
        text = info.get(layout.SEQUENCE_LABEL, "")
        if not is_digits(text) or len(text) > _MOST_DIGITS or text.startswith("0"):
            raise self._archive.damaged(say("The hand-in has no valid number."), layout.BAG_INFO)
        return int(text)

    def _check_list(self, manifest: Mapping[str, str], payload: Mapping[str, Entry]) -> None:
        """Check that the payload is exactly what the manifest lists, and may be in it."""
        for name in sorted(payload):
            if not layout.is_payload(name, self._kind):
                raise self._archive.damaged(say("The entry does not belong in a hand-in."), name)
            if name not in manifest:
                raise self._archive.damaged(say("The entry is not in the hand-in's list."), name)
        for name in sorted({*manifest, *layout.required(self._kind)}):
            if name not in payload:
                raise self._archive.damaged(_MISSING, name)

    def _check_content(
        self, manifest: Mapping[str, str], payload: Mapping[str, Entry]
    ) -> dict[str, bytes]:
        """Compare every byte with its hash; return the TOML files."""
        toml: dict[str, bytes] = {}
        marks = 0
        for name, entry in sorted(payload.items()):
            content: Iterable[bytes] = self._archive.chunks(entry)
            if name.startswith(layout.EVIDENCE):
                # A forbidden kind is refused before most of it is unpacked.
                why = unfit(name, self._archive.chunks(entry))
                if why is not None:
                    raise self._archive.unsafe(why, name)
            elif name.endswith(".toml"):
                toml[name] = self._archive.read(entry, TOML_BYTES)
                marks += _weight(toml[name])
                if marks > TOML_MARKS:
                    what = say("The file holds more entries than any file of parself.")
                    raise self._archive.unsafe(what, name)
                content = [toml[name]]
            if Fingerprint.of(content).sha256 != manifest[name]:
                raise self._archive.damaged(_CHANGED, name)
        return toml


# The units of a round all send the same rubric and roster.
_weight = lru_cache(maxsize=4)(weight)
_MISSING: Final = say("The entry is missing.")
_MISWRITTEN: Final = say("The list is not written as it must be.")
_CHANGED: Final = say("The entry was changed after the export, or damaged on the way.")


def _some(names: Iterable[str]) -> str:
    found = sorted(names)
    return ", ".join((*found[:_MOST_NAMED], *["…"] * (len(found) > _MOST_NAMED)))


def _is_junk(name: str) -> bool:
    folded = name.casefold()
    last = folded.rsplit("/", 1)[-1]
    return folded.startswith(_JUNK_FOLDER) or last in _JUNK_NAMES or last.startswith("._")
