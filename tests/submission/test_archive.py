"""Hostile archives: each is refused for its own reason, and nothing is written."""

import os
import stat
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from parself import i18n
from parself.errors import ExitCode
from parself.limits import BUNDLE_BYTES, BUNDLE_ENTRIES, MIB
from parself.submission.archive import (
    BundleError,
    DamagedBundleError,
    UnsafeBundleError,
    open_archive,
)
from parself.submission.intake import read_bundle
from submission.forge import TOP, Ending, Forged, changed_entry, entries_of, forge, zipped

Files = Mapping[str, bytes]
Case = tuple[Callable[[Files], bytes], type[BundleError], str, str]

OUTSIDE = "points to a place outside"
WINDOWS = "cannot be stored on Windows"
HIDDEN = "holds hidden characters"
TWINS = "Two entries bear this name"
FORBIDDEN = "characters that file names may not have"
MISPLACED = "overlap or leave gaps"
OTHERWISE = "describes itself otherwise"
DAMAGED = "The entry is damaged"
DEVICES = (
    *("con", "prn", "aux", "nul"),
    *(f"{port}{number}" for port in ("com", "lpt") for number in range(10)),
)


def unsafe(make: Callable[[Files], bytes], reason: str, entry: str = "") -> Case:
    return make, UnsafeBundleError, reason, entry


def damaged(make: Callable[[Files], bytes], reason: str, entry: str = "") -> Case:
    return make, DamagedBundleError, reason, entry


def beside(entry: Forged) -> Callable[[Files], bytes]:
    """A good bag with one more entry."""
    return lambda good: forge([*entries_of(good), entry])


def named(name: str | bytes, reason: str, shown: str | None = None, *, flags: int = 0x800) -> Case:
    raw = name if isinstance(name, bytes) else name.encode()
    text = raw.decode("utf-8", "replace")
    return unsafe(beside(Forged(raw, b"x", flags=flags)), reason, text if shown is None else shown)


def lying(name: str, **lies: object) -> Callable[[Files], bytes]:
    return lambda good: changed_entry(good, name, **lies)


def ended(**lies: object) -> Callable[[Files], bytes]:
    ending = Ending(**lies)  # type: ignore[arg-type]
    return lambda good: forge(entries_of(good), ending)


def many(count: int, told: int | None = None) -> Callable[[Files], bytes]:
    entries = (Forged(f"{TOP}/{number}".encode()) for number in range(count))
    return lambda _: forge(entries, Ending(count=told))


def bomb(_: Files) -> bytes:
    return forge([Forged(f"{TOP}/bom.txt".encode(), bytes(200 * MIB), method=8)])


def swollen(good: Files) -> bytes:
    """Content of 600 MB by its own account."""
    names = [f"{TOP}/{number}".encode() for number in range(20)]
    return forge(Forged(name, size=30 * MIB, packed_size=30 * MIB) for name in names)


def overlapping(good: Files) -> bytes:
    """Two entries whose bytes are the same bytes."""
    first, *rest = entries_of(good)
    return forge([first, *rest, Forged(b"x", first.data, offset=0, local_name=first.name)])


def quoted(good: Files) -> bytes:
    """An entry whose bytes hold the next entry's header and bytes (CVE-2024-0450)."""
    inner = forge([Forged(f"{TOP}/b".encode(), b"inside")])[: 30 + len(TOP) + 2 + 6]
    outer = Forged(f"{TOP}/a".encode(), inner)
    at = 30 + len(TOP) + 2
    return forge([outer, Forged(f"{TOP}/b".encode(), b"inside", offset=at)])


def doubled(good: Files) -> bytes:
    return zipped(good) + zipped(good)


def encoded(packed: bytes, data: bytes = b"x" * 5_000) -> Callable[[Files], bytes]:
    """A deflated entry whose bytes are not what they should be."""
    return beside(Forged(f"{TOP}/x".encode(), data, method=8, packed=packed))


PACKED = zlib.compress(b"x" * 5_000, wbits=-15)
packer = zlib.compressobj(wbits=-15)
UNENDED = packer.compress(b"x" * 5_000) + packer.flush(zlib.Z_SYNC_FLUSH)

CASES: dict[str, Case] = {
    "parent at the front": named("../evil.txt", OUTSIDE),
    "parent inside": named(f"{TOP}/../../evil.txt", OUTSIDE),
    "parent at the end": named(f"{TOP}/data/..", OUTSIDE),
    "here": named(f"{TOP}/./evil.txt", OUTSIDE),
    "empty step": named(f"{TOP}//evil.txt", OUTSIDE),
    "root": named("/etc/passwd", OUTSIDE),
    "drive": named("C:/Windows/evil.dll", OUTSIDE),
    "drive with backslashes": named("C:\\Windows\\evil.dll", OUTSIDE),
    "relative drive": named("C:evil.dll", OUTSIDE),
    "device path": named("\\\\?\\C:\\evil.dll", OUTSIDE),
    "network share": named("\\\\server\\share\\evil.dll", OUTSIDE),
    "parent with backslashes": named("..\\..\\evil.txt", OUTSIDE),
    "home": named("~/evil.txt", OUTSIDE),
    "no name": named("", OUTSIDE),
    "stream": named(f"{TOP}/data/a.txt:evil", OUTSIDE),
    **{f"device {name}": named(f"{TOP}/data/{name}", WINDOWS) for name in DEVICES},
    "device with an ending": named(f"{TOP}/data/nul.pdf", WINDOWS),
    "device in capitals": named(f"{TOP}/data/CON.txt", WINDOWS),
    "device with a raised digit": named(f"{TOP}/data/com¹", WINDOWS),
    "device as a folder": named("aux/bagit.txt", WINDOWS),
    "dot at the end": named(f"{TOP}/data/a.", WINDOWS),
    "blank at the end": named(f"{TOP}/data/a ", WINDOWS, f"{TOP}/data/a"),
    **{f"character {char}": named(f"{TOP}/data/a{char}b", FORBIDDEN) for char in '<>|"?*'},
    "right to left": named(f"{TOP}/data/gnp.\u202efdp", HIDDEN, "gnp.�fdp"),
    "escape": named(f"{TOP}/data/\x1b[2J", HIDDEN, "data/�[2J"),
    "nul": named(f"{TOP}/data/a.pdf\0.exe", HIDDEN, "a.pdf�.exe"),
    "delete": named(f"{TOP}/data/a\x7fb", HIDDEN, "a�b"),
    "line break": named(f"{TOP}/data/a\nb", HIDDEN, "a b"),
    "tab": named(f"{TOP}/data/a\tb", HIDDEN, "a b"),
    "zero width": named(f"{TOP}/data/a\u200bb", HIDDEN, "a�b"),
    "second byte order mark": named(f"{TOP}/data/a\ufeffb", HIDDEN, "a�b"),
    "c1 control": named(f"{TOP}/data/a\x9bb", HIDDEN, "a�b"),
    "piled marks": named(f"{TOP}/data/a" + "\u0324" * 9, HIDDEN, "data/"),
    "301 characters": named("a" * 301, "is too long", "a" * 290),
    "old encoding": named("V\x82n Quan".encode("latin-1"), "unknown encoding", "", flags=0),
    "not UTF-8": named(b"V\xff", "unknown encoding", "V�"),
    "same name": named(f"{TOP}/bagit.txt", TWINS),
    "other case": named(f"{TOP}/BAGIT.txt", TWINS),
    "other slashes": named(f"{TOP}\\bagit.txt", TWINS, f"{TOP}/bagit.txt"),
    "file and folder": named(f"{TOP}/bagit.txt/", "folder with content"),
    "composed and decomposed": unsafe(
        lambda good: forge(
            [*entries_of(good)]
            + [Forged(f"{TOP}/B{e}.pdf".encode(), flags=0x800) for e in ("\u00ea", "e\u0302")]
        ),
        TWINS,
        f"{TOP}/Bê.pdf",
    ),
    **{
        f"mode {kind:o}": unsafe(
            beside(Forged(f"{TOP}/data/x".encode(), b"/etc/passwd", mode=kind | 0o777)),
            "a link or a device",
            f"{TOP}/data/x",
        )
        for kind in (stat.S_IFLNK, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFIFO, stat.S_IFSOCK)
    },
    **{
        f"method {method}": unsafe(lying("bagit.txt", method=method), "packed by a method", "bagit")
        for method in (1, 6, 9, 12, 14, 93, 98, 99)
    },
    "encrypted": unsafe(lying("bagit.txt", flags=0x1), "encrypted", "bagit.txt"),
    "strongly encrypted": unsafe(lying("bagit.txt", flags=0x41), "encrypted", "bagit.txt"),
    "masked names": unsafe(lying("bagit.txt", flags=0x2000), "encrypted", "bagit.txt"),
    "patch": unsafe(lying("bagit.txt", flags=0x20), "a feature of archives", "bagit.txt"),
    "bomb": unsafe(bomb, "times its size", "bom.txt"),
    "swollen": unsafe(swollen, "The content is too large"),
    "stored, larger than told": unsafe(lying("bagit.txt", size=3), "not as large", "bagit.txt"),
    "stored, smaller than told": unsafe(lying("bagit.txt", size=99), "not as large", "bagit.txt"),
    "packed, larger than told": damaged(
        lambda good: changed_entry(good, "bagit.txt", method=8, size=3), DAMAGED, "bagit.txt"
    ),
    "packed, smaller than told": damaged(
        lambda good: changed_entry(good, "bagit.txt", method=8, size=99), DAMAGED, "bagit.txt"
    ),
    "wrong checksum": damaged(lying("bagit.txt", crc=1), DAMAGED, "bagit.txt"),
    "two entries in one place": unsafe(overlapping, MISPLACED, "bag-info.txt"),
    "one entry inside another": unsafe(quoted, MISPLACED, f"{TOP}/a"),
    "bytes between entries": unsafe(lying("bagit.txt", gap=b"hidden"), MISPLACED, "bagit.txt"),
    "packed size too small": unsafe(
        lying("bagit.txt", packed_size=50, size=50), MISPLACED, "bagit.txt"
    ),
    "packed size too large": unsafe(
        lying("bagit.txt", packed_size=9_999, size=9_999), MISPLACED, "bagit.txt"
    ),
    "entry at the end of the file": unsafe(
        beside(Forged(b"x", offset=0xFFFF_FFF0)), MISPLACED, "tagmanifest"
    ),
    "another name inside": unsafe(
        lying("bagit.txt", local_name=f"{TOP}/evil".encode()), OTHERWISE, "bagit.txt"
    ),
    "another checksum inside": unsafe(
        lambda good: zipped(good)[:14] + b"\xff\xff\xff\xff" + zipped(good)[18:],
        OTHERWISE,
        "bag-info.txt",
    ),
    "more than the cap": unsafe(many(BUNDLE_ENTRIES + 1), "entries (at most"),
    "half a million": unsafe(many(65_000), "entries (at most"),
    "more than told": unsafe(many(40_000, told=2), "list of entries is too long"),
    "a few more than told": damaged(many(20, told=15), "does not agree with itself"),
    "fewer than told": damaged(ended(count=99), "does not agree with itself"),
    "no entries": damaged(many(0), "does not agree with itself"),
    "before the archive": unsafe(lambda good: b"MZ" + zipped(good), "does not fill the file"),
    "before, with offsets moved": unsafe(ended(prefix=b"MZ"), MISPLACED, "bag-info.txt"),
    "comment that is not there": unsafe(ended(comment_length=5), "after the archive's end"),
    "after the archive": unsafe(lambda good: zipped(good) + b"\0" * 40, "after the archive's end"),
    "comment that is an end": unsafe(
        ended(comment=b"PK\5\6" + bytes(18)), "does not fill the file"
    ),
    "comment": unsafe(ended(comment=b"hello"), "after the archive's end"),
    "two archives": unsafe(doubled, "does not fill the file"),
    "between list and end": unsafe(ended(before=b"PK\6\7" + bytes(16)), "does not fill the file"),
    "list elsewhere": unsafe(ended(offset_by=-9), "does not fill the file"),
    "several disks": unsafe(ended(disk=1), "split or of the zip64 kind"),
    "zip64 list": unsafe(ended(offset=0xFFFF_FFFF), "split or of the zip64 kind"),
    "zip64 count": unsafe(ended(count=0xFFFF), "entries (at most"),
    "zip64 size": unsafe(
        lying("bagit.txt", size=0xFFFF_FFFF, packed_size=0xFFFF_FFFF), "split or of the zip64 kind"
    ),
    "list damaged": damaged(
        lambda good: zipped(good).replace(b"PK\1\2", b"PK\1\3", 1), "list of entries is damaged"
    ),
    "empty": damaged(lambda _: b"", "cut off"),
    "text": damaged(lambda _: "Kính gửi Sở Nội vụ".encode(), "cut off"),
    "workbook cut short": damaged(lambda good: zipped(good)[:-30], "cut off"),
    "half": damaged(lambda good: zipped(good)[: len(zipped(good)) // 2], "cut off"),
    "only an end": damaged(lambda _: forge([]), "does not agree with itself"),
    "packed bytes cut off": damaged(encoded(PACKED[:-2]), DAMAGED, "/x"),
    "packed bytes without an end": damaged(encoded(UNENDED), DAMAGED, "/x"),
    "packed bytes with a tail": damaged(encoded(PACKED + b"evil"), DAMAGED, "/x"),
    "packed bytes of nothing": damaged(encoded(b""), DAMAGED, "/x"),
    "no packed bytes at all": damaged(encoded(b"\xff" * 40), DAMAGED, "/x"),
    "other packed bytes": damaged(encoded(PACKED, data=b"y" * 5_000), DAMAGED, "/x"),
}


def refusal(path: Path) -> BundleError:
    """Read every entry of an archive as intake would, and return why that is refused."""
    with pytest.raises(BundleError) as caught, open_archive(path) as archive:
        for entry in archive.entries.values():
            for _ in archive.chunks(entry):
                pass
    return caught.value


@pytest.mark.parametrize("case", CASES)
def test_a_hostile_archive_is_refused_for_its_own_reason(
    case: str, good: Files, dropped: Path
) -> None:
    make, kind, reason, entry = CASES[case]
    dropped.write_bytes(make(good))
    error = refusal(dropped)
    assert type(error) is kind
    (problem,) = error.problems
    assert reason in problem.what.id
    assert problem.where.startswith("huyen-a.zip")
    assert entry in problem.where
    assert problem.where.isprintable()


@pytest.mark.parametrize("case", CASES)
def test_intake_refuses_the_same_and_writes_nothing(
    case: str, good: Files, dropped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make, *_ = CASES[case]
    dropped.write_bytes(make(good))
    monkeypatch.chdir(dropped.parent)
    with pytest.raises(BundleError) as caught:
        read_bundle(dropped)
    assert caught.value.exit_code is ExitCode.DAMAGED
    assert all(i18n.render_problem(problem) for problem in caught.value.problems)
    assert list(dropped.parent.parent.rglob("*")) == [dropped.parent, dropped]


def test_a_file_above_the_cap_is_refused_before_it_is_read(dropped: Path) -> None:
    with dropped.open("wb") as stream:
        stream.truncate(BUNDLE_BYTES + 1)
    assert "The file is too large" in refusal(dropped).problems[0].what.id


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    assert isinstance(refusal(tmp_path), DamagedBundleError)
    assert isinstance(refusal(tmp_path / "khong-co.zip"), DamagedBundleError)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ong.zip")
    assert isinstance(refusal(tmp_path / "ong.zip"), DamagedBundleError)


def test_a_packed_entry_larger_than_a_chunk_comes_out_whole(dropped: Path) -> None:
    data = bytes(range(256)) * 4_000 + b"end"
    packed = Forged(b"a/lon.txt", data, method=8)
    dropped.write_bytes(forge([packed, Forged(b"a/nho.txt", b"x")]))
    with open_archive(dropped) as archive:
        assert b"".join(archive.chunks(archive.entries["a/lon.txt"])) == data


def test_an_entry_is_unpacked_no_further_than_it_says(dropped: Path) -> None:
    dropped.write_bytes(forge([Forged(b"a/bom.txt", bytes(50 * MIB), method=8, size=300)]))
    got = 0
    with open_archive(dropped) as archive, pytest.raises(DamagedBundleError):
        for chunk in archive.chunks(archive.entries["a/bom.txt"]):
            got += len(chunk)
    assert got <= 300


def test_an_entry_with_its_sizes_after_it_is_read(dropped: Path) -> None:
    """The archiver of macOS writes so."""
    data = b"x" * 30
    after = b"PK\7\10" + zlib.crc32(data).to_bytes(4, "little") + (30).to_bytes(4, "little") * 2
    dropped.write_bytes(forge([Forged(b"a/b.txt", data, flags=0x8, gap=after), Forged(b"a/c")]))
    with open_archive(dropped) as archive:
        assert archive.read(archive.entries["a/b.txt"], 30) == data
