"""What a good bag becomes, what is tolerated around it, and what is refused inside it."""

import random
import tomllib
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from parself import i18n, toml
from parself.assessment import form
from parself.assessment.model import Answer, Assessment, Purpose, State
from parself.errors import ExitCode
from parself.rubric.identity import RubricIdentity
from parself.scoring.score import score_assessment
from parself.submission import layout
from parself.submission.archive import (
    BundleError,
    DamagedBundleError,
    FormatUnsupportedError,
    UnsafeBundleError,
    WrongKindError,
)
from parself.submission.bag import open_bag, read_evidence
from parself.submission.intake import Bundle, read_bundle
from parself.submission.landing import Outcome
from parself.submission.payload import as_handed_in
from parself.values import evolve
from submission.forge import (
    TOP,
    Forged,
    digests,
    entries_of,
    forge,
    rebagged,
    retagged,
    zipped,
)
from submission.samples import ROSTER, RUBRIC, STANDINGS, assessment, identity, on_time

Files = Mapping[str, bytes]
Change = Callable[[Files], Files]
ASSESSMENT = layout.ASSESSMENT
EVIDENCE = "data/evidence/e-001-bien-ban.pdf"


def read(path: Path, data: bytes) -> Bundle:
    path.write_bytes(data)
    return read_bundle(path)


def held(good: Files) -> Assessment:
    return form.parse(good[ASSESSMENT], where="")


def test_a_good_bag_says_what_was_handed_in(good: Files, dropped: Path) -> None:
    bundle = read(dropped, zipped(good))
    told = bundle.assessment
    assert (bundle.kind, bundle.unit.code, told.year) == ("submission", "huyen-a", 2023)
    assert (told.purpose, bundle.sequence, told.rubric) == (Purpose.REAL, 1, identity())
    assert bundle.assessment == held(good)
    assert (bundle.rubric.id, bundle.roster.id) == ("bo-mau", "muoi-mot-huyen")
    assert (bundle.rubric_data, bundle.roster_data) == (RUBRIC.encode(), ROSTER.encode())
    assert bundle.standings is None
    assert (bundle.missing, bundle.notes) == ((), ())
    assert bundle.tagmanifest == good[layout.TAG_MANIFEST]


def test_standings_travel_along(good: Files, dropped: Path) -> None:
    bundle = read(dropped, zipped(rebagged(good, {layout.STANDINGS: STANDINGS.encode()})))
    assert bundle.standings is not None
    assert bundle.standings.year == 2022


def noted(bundle: Bundle) -> str:
    return " ".join(i18n.render(note) for note in bundle.notes)


JUNK = (
    *(f"{TOP}/{name}" for name in ("Thumbs.db", "data/evidence/desktop.ini", "data/._rubric.toml")),
    *("__MACOSX/a/._b", ".DS_Store"),
)


@pytest.mark.parametrize(
    "name", [*(f"{TOP}/{name}" for name in JUNK), "__MACOSX/a/._b", ".DS_Store"]
)
def test_what_a_computer_adds_is_left_out_and_told(name: str, good: Files, dropped: Path) -> None:
    bundle = read(dropped, forge([*entries_of(good), Forged(name.encode(), b"junk")]))
    assert bundle.assessment == held(good)
    assert name in noted(bundle)


def test_one_folder_around_the_bag_is_left_out_and_told(good: Files, dropped: Path) -> None:
    entries = [evolve(e, name=b"h\xc3\xb4 so/" + e.name, flags=0x800) for e in entries_of(good)]
    assert "hô so" in noted(read(dropped, forge(entries)))


def test_entries_for_folders_are_left_out_and_told(good: Files, dropped: Path) -> None:
    folders = [Forged(f"{TOP}/".encode(), mode=0o40755), Forged(f"{TOP}/data/".encode())]
    bundle = read(dropped, forge([*folders, *entries_of(good)]))
    assert bundle.notes[0].values == {"count": 2}


def test_backslashes_of_old_archivers_are_read_as_slashes(good: Files, dropped: Path) -> None:
    entries = [evolve(e, name=e.name.replace(b"/", b"\\")) for e in entries_of(good)]
    bundle = read(dropped, forge(entries))
    assert bundle.assessment == held(good)
    assert len(bundle.notes) == 1


def test_a_bag_packed_again_is_the_same_hand_in(good: Files, dropped: Path) -> None:
    """Another archiver orders and packs otherwise; code and digest stay."""
    entries = [evolve(e, method=8) for e in reversed(entries_of(good))]
    assert read(dropped, forge(entries)) == read(dropped, zipped(good))


def test_a_registered_document_that_was_not_handed_in_is_named(good: Files, dropped: Path) -> None:
    bundle = read(dropped, zipped(rebagged(good, {EVIDENCE: None})))
    assert [document.id for document in bundle.missing] == ["E-001"]


def test_unsafe_characters_are_replaced_and_counted(good: Files, dropped: Path) -> None:
    data = resealed(good, "Theo báo cáo", "Theo \\u001b[31m báo \u202ecáo")
    bundle = read(dropped, zipped(rebagged(good, {ASSESSMENT: data})))
    assert "\x1b" not in bundle.assessment.answer("1.1").explanation
    assert bundle.notes[0].values == {"count": 2}


def test_much_junk_makes_one_note(good: Files, dropped: Path) -> None:
    junk = [Forged(f"{TOP}/{number}/Thumbs.db".encode()) for number in range(200)]
    (note,) = read(dropped, forge([*entries_of(good), *junk])).notes
    assert note.values["count"] == 200
    assert len(i18n.render(note)) < 300


def without(name: str) -> Change:
    return lambda good: {n: d for n, d in good.items() if n != name}


def with_file(name: str, data: bytes = b"x") -> Change:
    return lambda good: {**good, name: data}


def spoilt(name: str) -> Change:
    return lambda good: {**good, name: good[name][:-2] + b"?\n"}


def tagged(name: str, edit: Callable[[bytes], bytes]) -> Change:
    """A tag file edited, and the tag manifest made to fit."""

    def change(good: Files) -> Files:
        tags = {n: d for n, d in good.items() if n in layout.TAG_FILES}
        del tags[layout.TAG_MANIFEST]
        return {**good, **retagged({**tags, name: edit(tags[name])})}

    return change


def replaced(old: str, new: str) -> Callable[[bytes], bytes]:
    def edit(data: bytes) -> bytes:
        assert old.encode() in data
        return data.replace(old.encode(), new.encode())

    return edit


def told(**info: str | None) -> Change:
    """A bag that says something else of itself, in lists that fit."""
    labels = {label.replace("_", "-"): value for label, value in info.items()}
    return lambda good: rebagged(good, {}, labels)


def answered(edit: Callable[[Assessment], Assessment]) -> Change:
    """Another assessment, in lists that fit."""
    return lambda good: rebagged(good, {ASSESSMENT: form.dump(edit(held(good)))})


def content(name: str, data: bytes | None) -> Change:
    return lambda good: rebagged(good, {name: data})


def resealed(good: Files, old: str, new: str) -> bytes:
    text = good[ASSESSMENT].decode().replace(old, new)
    return toml.seal(text[: text.index("# parself-sha256")].encode())


def unsealed(good: Files) -> Files:
    return rebagged(good, {ASSESSMENT: good[ASSESSMENT].replace(b"part = 90", b"part = 99")})


MANIFEST, INFO, TAGS = layout.MANIFEST, layout.BAG_INFO, layout.TAG_MANIFEST
BY_HAND = "not written as it must be"
REFUSED: dict[str, tuple[Change, type[BundleError], str, str]] = {
    **{
        f"without {name}": (without(name), DamagedBundleError, "The entry is missing", name)
        for name in (INFO, MANIFEST, TAGS, ASSESSMENT, layout.RUBRIC, layout.ROSTER, EVIDENCE)
    },
    "no bag": (without("bagit.txt"), DamagedBundleError, "holds no hand-in", ""),
    **{
        f"spoilt {name}": (spoilt(name), DamagedBundleError, "was changed after", name)
        for name in (INFO, MANIFEST, ASSESSMENT, layout.RUBRIC, EVIDENCE)
    },
    "other bagit": (
        tagged("bagit.txt", replaced("1.0", "0.97")), DamagedBundleError, "BagIt 1.0", "bagit.txt"
    ),
    "fetch": (with_file("fetch.txt"), DamagedBundleError, "does not belong", "fetch.txt"),
    "md5 too": (
        with_file("manifest-md5.txt"), DamagedBundleError, "does not belong", "manifest-md5.txt"
    ),
    "md5 only": (
        lambda good: {
            "manifest-md5.txt" if n == MANIFEST else n: d for n, d in good.items()
        },
        DamagedBundleError, "is missing", MANIFEST,
    ),
    "program": (
        content("data/evidence/evil.exe", b"MZ"), UnsafeBundleError, "are not taken as", "evil"
    ),
    "folder in evidence": (
        content("data/evidence/a/b.pdf", b"x"), DamagedBundleError, "does not belong", "a/b.pdf"
    ),
    "hidden evidence": (
        content("data/evidence/.pdf", b"x"), DamagedBundleError, "does not belong", "/.pdf"
    ),
    "backups": (
        content("data/backups/x.toml", b""), DamagedBundleError, "does not belong", "backups/x"
    ),
    "file that no list names": (
        with_file("data/evidence/e-003.pdf"), DamagedBundleError, "not in the hand-in's list",
        "e-003.pdf",
    ),
    "empty manifest": (tagged(MANIFEST, lambda _: b""), DamagedBundleError, BY_HAND, MANIFEST),
    "windows line ends": (
        tagged(MANIFEST, replaced("\n", "\r\n")), DamagedBundleError, BY_HAND, MANIFEST
    ),
    "byte order mark": (
        tagged(MANIFEST, lambda data: b"\xef\xbb\xbf" + data), DamagedBundleError, BY_HAND, MANIFEST
    ),
    "hash in capitals": (
        tagged(MANIFEST, lambda data: data[:64].upper() + data[64:]), DamagedBundleError, BY_HAND,
        MANIFEST,
    ),
    "line twice": (
        tagged(MANIFEST, lambda data: data + data), DamagedBundleError, BY_HAND, MANIFEST
    ),
    "no last line end": (
        tagged(MANIFEST, lambda data: data[:-1]), DamagedBundleError, BY_HAND, MANIFEST
    ),
    "path that leaves the bag": (
        tagged(MANIFEST, lambda data: layout.manifest(
            {**layout.read_manifest(data), "data/../evil": "0" * 64})), DamagedBundleError,
        "is missing", "data/../evil",
    ),
    "path of another file": (
        tagged(MANIFEST, replaced("rubric.toml", "rubric.tomm")), DamagedBundleError,
        "not in the hand-in's list", "data/rubric.toml",
    ),
    "path without its folder": (
        tagged(MANIFEST, replaced("data/rubric", "./data/rubric")), DamagedBundleError, BY_HAND,
        MANIFEST,
    ),
    "tag manifest of too little": (
        lambda good: {**good, TAGS: layout.manifest(digests({INFO: good[INFO]}))},
        DamagedBundleError, "exactly the files", TAGS,
    ),
    "tag manifest of itself": (
        lambda good: {**good, TAGS: good[TAGS] + f"{'0' * 64}  {TAGS}\n".encode()},
        DamagedBundleError, "exactly the files", TAGS,
    ),
    "note in the description": (
        tagged(INFO, lambda data: data + b"hello\n"), DamagedBundleError, BY_HAND, INFO
    ),
    "huge description": (
        tagged(INFO, lambda data: data + b"X-A: " + b"a" * 70_000), UnsafeBundleError, "too large",
        INFO,
    ),
    "other bag": (told(Parself_Kind=None), DamagedBundleError, "not of this program", INFO),
    "no format": (told(Parself_Format=None), DamagedBundleError, "not of this program", INFO),
    "number zero": (told(Parself_Sequence="0"), DamagedBundleError, "no valid number", INFO),
    "number below zero": (told(Parself_Sequence="-1"), DamagedBundleError, "no valid number", INFO),
    "number in words": (told(Parself_Sequence="hai"), DamagedBundleError, "no valid number", INFO),
    "number in other digits": (
        told(Parself_Sequence="٣"), DamagedBundleError, "no valid number", INFO
    ),
    "number with a zero": (told(Parself_Sequence="01"), DamagedBundleError, "valid number", INFO),
    "number beyond reason": (
        told(Parself_Sequence="9" * 5_000), DamagedBundleError, "valid number", INFO
    ),
    **{
        f"other {label}": (
            told(**{label: value}), DamagedBundleError, "does not agree with the content", INFO
        )
        for label, value in {
            "Parself_Sequence": "2",
            "Parself_Unit": "huyen-b",
            "Parself_Year": "2022",
            "Parself_Purpose": "practice",
            "Parself_Rubric": "bo-mau 2 " + "0" * 64,
            "Payload_Oxum": "1.1",
            "External_Identifier": "huyen-b-2023-lan-1",
            "Bagging_Date": "2023-12-13",
        }.items()
    },
    "something more": (
        told(X_Note="evil"), DamagedBundleError, "does not agree with the content", INFO
    ),
    "part": (told(Parself_Kind="part"), WrongKindError, "not a hand-in", "huyen-a.zip"),
    "return": (told(Parself_Kind="letter"), WrongKindError, "not a hand-in", "huyen-a.zip"),
    "newer format": (told(Parself_Format="2"), FormatUnsupportedError, "is of format", ""),
    "older format": (told(Parself_Format="0"), FormatUnsupportedError, "is of format", ""),
    "newer assessment": (
        lambda good: rebagged(good, {ASSESSMENT: resealed(good, "format = 1", "format = 2")}),
        FormatUnsupportedError, "is in format", ASSESSMENT,
    ),
    "edited by hand": (unsealed, DamagedBundleError, "checksum is missing or wrong", ASSESSMENT),
    "unknown row": (
        answered(lambda one: one.with_answer("9.9", on_time(1))), DamagedBundleError, "no such row",
        f"{ASSESSMENT}, 9.9",
    ),
    "answers to another rubric": (
        answered(lambda one: evolve(one, rubric=RubricIdentity("bo-mau", "1", "0" * 64))),
        DamagedBundleError, "belong to another rubric", ASSESSMENT,
    ),
    "rubric made easier": (
        content(layout.RUBRIC, RUBRIC.replace("points = 4\n", "points = 4.0\n").replace(
            "points = 6", "points = 5").replace("points = 4.0", "points = 5").encode()),
        DamagedBundleError, "belong to another rubric", ASSESSMENT,
    ),
    "rubric with faults": (
        content(layout.RUBRIC, RUBRIC.replace("points = 6", "points = 7").encode()),
        DamagedBundleError, "", layout.RUBRIC,
    ),
    "rubric that is no TOML": (
        content(layout.RUBRIC, b"= 1"), DamagedBundleError, "not valid TOML", layout.RUBRIC
    ),
    "rubric nested deeply": (
        content(layout.RUBRIC, b"a = " + b"[" * 600 + b"]" * 600), DamagedBundleError,
        "nested too deeply", layout.RUBRIC,
    ),
    "rubric with an endless key": (
        content(layout.RUBRIC, b"a." * 20_000 + b"a = 1"), DamagedBundleError, "too many parts",
        layout.RUBRIC,
    ),
    "rubric of 3 MB": (
        content(layout.RUBRIC, b"#" * 3_000_000), UnsafeBundleError, "too large", layout.RUBRIC
    ),
    "roster of others": (
        content(layout.ROSTER, ROSTER.replace('"huyen-a"', '"huyen-x"').encode()),
        DamagedBundleError, "not in its own roster", ASSESSMENT,
    ),
    "roster of another name": (
        content(layout.ROSTER, ROSTER.replace("muoi-mot", "muoi-hai").encode()),
        DamagedBundleError, "not the one that the rubric names", layout.ROSTER,
    ),
    "standings of another roster": (
        content(layout.STANDINGS, STANDINGS.replace("muoi-mot", "muoi-hai").encode()),
        DamagedBundleError, "not the one that the rubric names", layout.ROSTER,
    ),
    "document exchanged": (
        content(EVIDENCE, b"%PDF-1.7 other"), DamagedBundleError, "not the one that was registered",
        EVIDENCE,
    ),
    "document that is not registered": (
        content("data/evidence/e-009.pdf", b"%PDF-1.7"), DamagedBundleError, "register of evidence",
        "e-009.pdf",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_a_bag_that_is_not_what_it_says_is_refused(case: str, good: Files, dropped: Path) -> None:
    change, kind, reason, entry = REFUSED[case]
    with pytest.raises(BundleError) as caught:
        read(dropped, zipped(change(good)))
    assert type(caught.value) is kind
    first = caught.value.problems[0]
    assert reason in first.what.id
    assert first.where.startswith("huyen-a.zip")
    assert entry in first.where
    assert all(i18n.render_problem(problem) for problem in caught.value.problems)
    assert list(dropped.parent.iterdir()) == [dropped]


def test_a_wrong_kind_is_named_and_is_no_damage(good: Files, dropped: Path) -> None:
    with pytest.raises(WrongKindError) as caught:
        read(dropped, zipped(told(Parself_Kind="letter")(good)))
    assert caught.value.outcome is Outcome.WRONG_KIND
    assert caught.value.exit_code is ExitCode.FINDINGS
    assert caught.value.problems[0].what.values == {"kind": "letter"}


@pytest.mark.parametrize("top", ["huyen-b-2023-lan-1", "huyen-a-2023-lan-1 (2)", "Bản sao"])
def test_a_bag_is_what_it_says_inside_whatever_its_folder_is_called(
    top: str, good: Files, dropped: Path
) -> None:
    entries = [evolve(entry, flags=0x800) for entry in entries_of(good, top)]
    assert read(dropped, forge(entries)).code() == read(dropped, zipped(good)).code()


def test_a_bag_packed_again_without_its_folder_is_read_with_its_evidence(
    good: Files, dropped: Path
) -> None:
    entries = [Forged(name.encode(), data) for name, data in sorted(good.items())]
    assert read(dropped, forge(entries)).code() == read(dropped, zipped(good)).code()
    dropped.write_bytes(forge(entries))
    folder = open_bag(dropped, layout.SUBMISSION).folder
    held = [name for name in good if name.startswith(layout.EVIDENCE)]
    assert held
    for name in held:
        assert (
            b"".join(read_evidence(dropped, folder, name.removeprefix(layout.EVIDENCE)))
            == good[name]
        )


def test_hand_ins_packed_together_are_named_so_that_they_can_be_unpacked(
    good: Files, dropped: Path
) -> None:
    packed = [Forged(name.encode(), zipped(good)) for name in ("huyen-a.zip", "gui/huyen-b.ZIP")]
    with pytest.raises(DamagedBundleError) as caught:
        read(dropped, forge(packed))
    assert caught.value.problems[0].what.values == {"names": "gui/huyen-b.ZIP, huyen-a.zip"}


@pytest.mark.parametrize(
    "name", ["evil.txt", "khac/evil.txt", f"{TOP}x/bag.txt", f"khac/{TOP}/bagit.txt"]
)
def test_a_file_beside_the_bag_is_refused_by_name(name: str, good: Files, dropped: Path) -> None:
    with pytest.raises(DamagedBundleError) as caught:
        read(dropped, forge([*entries_of(good), Forged(name.encode())]))
    assert caught.value.problems[0].where == f"huyen-a.zip, {name}"


def test_two_bags_in_one_file_are_refused(good: Files, dropped: Path) -> None:
    with pytest.raises(DamagedBundleError, match="more than one"):
        read(dropped, forge([*entries_of(good), *entries_of(good, "huyen-b-2023-lan-1")]))


def test_a_bag_that_lies_too_deep_is_refused(good: Files, dropped: Path) -> None:
    with pytest.raises(DamagedBundleError, match="holds no hand-in"):
        read(dropped, forge(entries_of(good, f"a/b/{TOP}")))


def test_no_changed_byte_is_taken_in_silence(good: Files, dropped: Path) -> None:
    """Law: a byte changed anywhere is refused, or changes nothing that was handed in.

    The second is so for the archive's own bookkeeping only (dates, versions): a bag that
    was packed again is the same hand-in, with the same code.
    """
    data = forge([evolve(e, method=8) if b".toml" in e.name else e for e in entries_of(good)])
    original = read(dropped, data)
    chance = random.Random(2023)
    refused = 0
    for _ in range(1_000):
        at = chance.randrange(len(data))
        other = bytes([data[at] ^ chance.randrange(1, 256)])
        try:
            found = read(dropped, data[:at] + other + data[at + 1 :])
        except BundleError:
            refused += 1
        else:
            assert evolve(found, notes=()) == original
    assert refused > 800


def test_a_bag_cut_anywhere_is_refused(good: Files, dropped: Path) -> None:
    data = zipped(good)
    for length in range(0, len(data), 97):
        with pytest.raises(BundleError):
            read(dropped, data[:length])


def test_the_desks_bookkeeping_is_not_in_the_bag(good: Files) -> None:
    assert held(good) == as_handed_in(held(good))
    assert held(good).revision == 0


def test_an_assessment_of_nothing_is_a_hand_in_too(good: Files, dropped: Path) -> None:
    nothing = evolve(assessment(), answers={"1.2": Answer(State.UNANSWERED, note="sau")})
    files = rebagged(
        good,
        {ASSESSMENT: form.dump(nothing), EVIDENCE: None, "data/evidence/e-002.txt": None},
        {"Bagging-Date": None},
    )
    assert read(dropped, zipped(files)).assessment == nothing


values = st.one_of(
    st.integers(-(10**40), 10**40),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.text(max_size=20),
    st.lists(st.integers(), max_size=3),
    st.dictionaries(st.text(max_size=5), st.integers(), max_size=2),
)
KEYS = [*("unit", "year", "revision", "answers", "documents", "purpose", "rubric"), "weird"]
PATHS = [
    *((key,) for key in KEYS),
    ("answers", "1.1", "values", "part"),
    ("answers", "1.1", "when"),
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PATHS), values), min_size=1, max_size=2))
def test_any_content_is_read_and_scored_or_refused(
    tmp_path_factory: pytest.TempPathFactory,
    good: Files,
    edits: list[tuple[tuple[str, ...], object]],
) -> None:
    """Law: whatever values an assessment holds, no other error than a `BundleError` comes out."""
    text = good[ASSESSMENT].decode()
    table = tomllib.loads(text, parse_float=Decimal)
    for path, value in edits:
        here = table
        for key in path[:-1]:
            here = here[key] if isinstance(here.get(key), dict) else {}
        here[path[-1]] = value
    data = toml.seal(tomli_w.dumps(table).encode())
    dropped = tmp_path_factory.mktemp("la") / "huyen-a.zip"
    try:
        bundle = read(dropped, zipped(rebagged(good, {ASSESSMENT: data})))
    except BundleError as error:
        assert all(i18n.render_problem(problem) for problem in error.problems)
    else:
        score_assessment(bundle.rubric, bundle.unit, bundle.assessment)
