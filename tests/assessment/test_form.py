import random
import string
import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.folders import blank
from parself import toml
from parself.assessment.form import (
    NewerFormatError,
    UnstorableError,
    dump,
    dump_past,
    parse,
    parse_past,
    parse_unsealed,
)
from parself.assessment.model import (
    Answer,
    Assessment,
    Cause,
    Citation,
    Document,
    DocumentKind,
    HandIn,
    Part,
    Past,
    PastPoints,
    Purpose,
    Reply,
    Returned,
    SignOff,
    State,
    Task,
)
from parself.errors import DamagedError
from parself.rubric.identity import RubricIdentity
from parself.rules.amounts import Value
from parself.values import evolve

MODEST = settings(max_examples=150, deadline=None)

texts = st.text(max_size=60) | st.text("aăâđơư \n\t\"'\\#=[]{}.\u0301\u0323\u0302", max_size=40)
ids = st.text(string.ascii_letters + string.digits + ".-_ đơ", min_size=1, max_size=12)
days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
moments = st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31))
points = st.decimals(-1000, 1000, places=3)
values: st.SearchStrategy[Value] = (
    st.integers(0, 10**12) | points | st.booleans() | days | st.sampled_from(["co", "khong"])
)
entered = st.dictionaries(ids, values, max_size=4)
citations = st.builds(Citation, ids, texts, texts)
answers = st.builds(
    Answer,
    st.sampled_from(State),
    entered,
    texts,
    texts,
    st.booleans(),
    st.booleans(),
    st.none() | points,
    st.lists(citations, max_size=3).map(tuple),
    st.none() | st.integers(-9, 9),
    texts,
    st.none() | moments,
)
documents = st.builds(
    Document,
    ids,
    st.sampled_from(DocumentKind),
    texts,
    texts,
    st.none() | days,
    texts,
    texts,
    st.none() | days,
    texts,
    st.sampled_from(["", "E-001-bien-ban.pdf"]),
    st.integers(0, 10**8),
    st.sampled_from(["", "0" * 64]),
)
parts = st.builds(
    Part,
    ids,
    st.dictionaries(ids, st.dictionaries(ids, ids, max_size=2), max_size=3),
    sent=st.dictionaries(ids, st.lists(ids, max_size=2).map(tuple), max_size=2),
)
replies = st.builds(Reply, st.booleans(), texts, st.none() | moments, st.booleans())
assessments = st.builds(
    Assessment,
    ids,
    st.integers(2000, 2100),
    st.builds(RubricIdentity, ids, ids, ids),
    st.sampled_from(Purpose),
    st.integers(0, 10**6),
    st.none() | days,
    st.dictionaries(ids, answers, max_size=4),
    entered,
    st.lists(documents, max_size=3).map(tuple),
    st.dictionaries(ids, texts, max_size=3),
    st.booleans(),
    st.none() | st.builds(SignOff, texts, texts, texts, days),
    st.none() | st.builds(HandIn, st.integers(1, 99), ids, moments),
    st.none() | parts,
    st.none() | st.builds(Returned, texts, st.integers(1, 99), ids),
    st.dictionaries(ids, replies, max_size=2),
    ids,
    st.none() | moments,
    st.dictionaries(ids, ids, max_size=2),
    st.dictionaries(ids, st.builds(Task, texts, st.none() | st.sampled_from(Cause)), max_size=2),
    st.dictionaries(ids, answers, max_size=2),
)

FULL = (
    blank()
    .with_answer(
        "3.10",
        Answer(
            State.ANSWERED,
            {"whole": 157027, "part": 146953, "xa-an-son.whole": Decimal("5.50"), "date": date.min},
            "Trễ hạn do mất điện.\nĐã khắc phục.",
            citations=(Citation("E-001", "mục II", "3"),),
        ),
    )
    .with_answer("3.2", Answer(State.NO_INCIDENCE, flagged=True))
    .with_answer("T1", Answer(estimate=Decimal("0.25")))
    .with_figure("so-xa", 17)
)


@MODEST
@given(assessments)
def test_what_was_saved_reads_back_the_same(assessment: Assessment) -> None:
    """parse(dump(x)) == x"""
    assert parse(dump(assessment), where="") == assessment


@MODEST
@given(assessments)
def test_the_bytes_depend_on_the_content_alone(assessment: Assessment) -> None:
    """dump(parse(dump(x))) == dump(x), in UTF-8, LF and NFC"""
    data = dump(assessment)
    assert dump(parse(data, where="")) == data
    assert b"\r" not in data
    assert unicodedata.is_normalized("NFC", data.decode("utf-8"))


def test_decomposed_text_is_stored_composed() -> None:
    decomposed = unicodedata.normalize("NFD", "Đề nghị thẩm định")
    assessment = blank().with_answer("1.1", Answer(explanation=decomposed))
    assert "Đề nghị thẩm định" in dump(assessment).decode("utf-8")


def test_the_file_is_made_for_people_to_read() -> None:
    assert dump(FULL).decode("utf-8").split("# parself-sha256")[0] == (
        "# Bảng tự chấm điểm Chỉ số cải cách hành chính, do chương trình parself lưu.\n"
        "# Nên sửa bằng parself: dòng cuối là mã kiểm tra của mọi nội dung ở trên.\n"
        "\n"
        "format = 1\n"
        'unit = "van-quan"\n'
        "year = 2023\n"
        'purpose = "practice"\n'
        "revision = 0\n"
        "\n"
        "[rubric]\n"
        'id = "mau-ngan"\n'
        'edition = "1"\n'
        f'scoring_hash = "{blank().rubric.scoring_hash}"\n'
        "\n"
        '[answers."3.2"]\n'
        'state = "no-incidence"\n'
        "flagged = true\n"
        "\n"
        '[answers."3.10"]\n'
        'state = "answered"\n'
        'explanation = """\n'
        "Trễ hạn do mất điện.\n"
        'Đã khắc phục."""\n'
        "citations = [\n"
        '    { document = "E-001", section = "mục II", page = "3" },\n'
        "]\n"
        "\n"
        '[answers."3.10".values]\n'
        "date = 0001-01-01\n"
        "part = 146953\n"
        "whole = 157027\n"
        '"xa-an-son.whole" = 5.5\n'
        "\n"
        "[answers.T1]\n"
        "estimate = 0.25\n"
        "\n"
        "[figures]\n"
        "so-xa = 17\n"
    )


def assert_damaged(data: bytes) -> None:
    with pytest.raises(DamagedError) as caught:
        parse(data, where="assessment.toml")
    assert not isinstance(caught.value, NewerFormatError)


def assert_readable_or_damaged(data: bytes) -> None:
    try:
        parse_unsealed(data, where="assessment.toml")
    except DamagedError as error:
        assert error.problems


def test_every_truncation_is_noticed() -> None:
    data = dump(FULL)
    for length in range(len(data)):
        assert_damaged(data[:length])
        assert_readable_or_damaged(data[:length])


def test_thousands_of_flipped_bits_are_noticed() -> None:
    data, draw = dump(FULL), random.Random(20231212)
    for _ in range(4000):
        flipped = bytearray(data)
        flipped[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
        assert_damaged(bytes(flipped))


def test_a_flipped_bit_never_escapes_as_another_error() -> None:
    data, draw = dump(FULL), random.Random(4)
    for _ in range(1000):
        flipped = bytearray(data)
        flipped[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
        assert_readable_or_damaged(bytes(flipped))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xef\xbb\xbf",
        b"\xef\xbb\xbf" + dump(FULL),
        dump(FULL).decode("utf-8").encode("utf-16"),
        b"\x00" * 4096,
        dump(FULL) + b"\n",
        dump(FULL).replace(b"\n", b"\r\n"),
        dump(FULL) * 2,
        b'[tool.poetry]\nname = "x"\n',
    ],
    ids=["empty", "mark", "marked", "utf-16", "zeros", "longer", "crlf", "twice", "foreign"],
)
def test_what_parself_did_not_write_is_refused(data: bytes) -> None:
    assert_damaged(data)


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ('unit = "a"\nyear = "2023"', "year"),
        ("yaer = 2023", "yaer"),
        ('[answers."1.1"]\nstate = "maybe"', "answers.1.1.state"),
        ('[answers."1.1"]\nvalues = { part = [1] }', "answers.1.1.values.part"),
        ('[answers."1.1"]\nvalues = { part = 2023-01-01T10:00:00 }', "answers.1.1.values.part"),
        ("answers = 3", "answers"),
        ('documents = [{ id = "E-001", kind = "fax" }]', "documents[E-001].kind"),
    ],
)
def test_a_wrong_shape_is_told_with_its_place(line: str, place: str) -> None:
    with pytest.raises(DamagedError) as caught:
        parse(toml.seal(f"format = 1\n{line}\n".encode()), where="a.toml")
    places = [problem.where for problem in caught.value.problems]
    assert f"a.toml, {place}" in places
    assert all(problem.todo for problem in caught.value.problems)


@pytest.mark.parametrize("format_line", ["", "format = 0", "format = true", 'format = "1"'])
def test_a_file_without_the_format_is_refused(format_line: str) -> None:
    rest = dump(FULL).split(b"format = 1\n")[1]
    rest = rest[: rest.index(b"# parself-sha256")]
    assert_damaged(toml.seal(format_line.encode() + b"\n" + rest))


def test_a_newer_format_is_refused_with_the_next_step() -> None:
    with pytest.raises(NewerFormatError) as caught:
        parse(toml.seal(b"format = 2\nsomething = 'new'\n"), where="a.toml")
    todo = caught.value.problems[0].todo
    assert todo is not None
    assert "newest version" in todo.id


@pytest.mark.parametrize("name", ["../../.ssh/id", "a/b", "..", "C:\\x", "x y", "biên-bản.pdf"])
def test_a_stored_name_never_leads_out_of_the_folder(name: str) -> None:
    document = Document("E-001", DocumentKind.FILE, stored_name=name)
    with pytest.raises(UnstorableError):
        dump(evolve(blank(), documents=(document,)))


@pytest.mark.parametrize(
    "assessment",
    [
        blank().with_answer("1.1", Answer(explanation="x" * 5001)),
        blank().with_answer("1.1", Answer(estimate=Decimal(f"0.{'1' * 40}"))),
        evolve(blank(), edited=datetime(2023, 12, 12, tzinfo=UTC)),
        evolve(blank(), position="\x1b[31m"),
        evolve(blank(), answers={str(i): Answer(note="ộ" * 5000) for i in range(150)}),
    ],
    ids=["long text", "many digits", "zone", "control character", "too much"],
)
def test_what_would_not_read_back_the_same_is_not_written(assessment: Assessment) -> None:
    with pytest.raises(UnstorableError):
        dump(assessment)


reached = st.none() | st.decimals(0, 1000, places=3)
pasts = st.builds(
    Past,
    st.integers(2000, 2100),
    st.dictionaries(ids, st.builds(PastPoints, reached, reached, reached)),
)


@MODEST
@given(pasts)
def test_last_years_points_read_back_the_same(past: Past) -> None:
    """parse_past(dump_past(x)) == x"""
    assert parse_past(dump_past(past), where="") == past


def test_the_file_of_last_years_points_has_the_documented_form() -> None:
    past = parse_past(
        b'format = 1\nyear = 2022\n[rows."1.1"]\nclaimed = 2\nappraised = 1.5\n',
        where="past.toml",
    )
    assert past == Past(2022, {"1.1": PastPoints(Decimal(2), Decimal("1.5"))})
    with pytest.raises(DamagedError) as caught:
        parse_past(b"format = 1\nyear = 'x'\n", where="past.toml")
    assert caught.value.problems[0].where == "past.toml, year"
    with pytest.raises(NewerFormatError):
        parse_past(b"format = 2\n", where="past.toml")


def test_moments_lose_only_the_fraction_of_a_second() -> None:
    moment = datetime(2023, 12, 12, 10, 42, 7, 999)
    read_back = parse(dump(evolve(blank(), edited=moment)), where="")
    assert read_back.edited == moment.replace(microsecond=0)


HEADS: Final = {
    "a revision below nothing": ("revision = 7", "revision = -7"),
    "a year before all": ("year = 2023", "year = 203"),
    "a hand-in below the first": ("sequence = 3", "sequence = -3"),
    "a hand-in of no number": ("sequence = 3", "sequence = 0"),
    "a hand-in that no file name holds": ("sequence = 3", "sequence = 1000000"),
    "a document of less than nothing": ("size = 12", "size = -12"),
    "a format that only equals ours": ("format = 1", "format = 1.0"),
    "a format of no number": ("format = 1", "format = true"),
    "figures of the year 9999": ("data_date = 2023-12-31", "data_date = 9999-12-31"),
    "a decimal revision": ("revision = 7", "revision = 7.0"),
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_a_file_whose_own_numbers_are_not_possible_is_no_assessment(head: tuple[str, str]) -> None:
    held = evolve(
        blank(),
        revision=7,
        data_date=date(2023, 12, 31),
        hand_in=HandIn(3, "abc", datetime(2023, 12, 31)),
        documents=(Document("E-001", DocumentKind.FILE, size=12),),
    )
    old, new = head
    text = dump(held).decode().rpartition("# parself-sha256")[0]
    assert text.count(old) == 1
    with pytest.raises(DamagedError):
        parse(toml.seal(text.replace(old, new).encode()), where="assessment.toml")
    parse(toml.seal(text.encode()), where="assessment.toml")


@pytest.mark.parametrize(
    "text",
    [
        "format = 1.0\nyear = 2022\n",
        "format = 1\nyear = 22\n",
        'format = 1\nyear = 2022\n[rows."1.1"]\nclaimed = -2\n',
        'format = 1\nyear = 2022\n[rows."1.1"]\nclaimed = 1e12\n',
    ],
)
def test_a_last_year_that_is_not_possible_is_damaged(text: str) -> None:
    with pytest.raises(DamagedError):
        parse_past(text.encode(), where="past.toml")
