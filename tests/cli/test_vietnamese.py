"""What the province's shell prints is Vietnamese: no English word, and names where people read.

A whole round is played, its refusals too. A word that is no Vietnamese syllable is found by how
it is spelt; what is typed (commands, options, files, ids that are listed for typing) is left out.
"""

import re
from collections.abc import Iterator
from typing import Final

import pytest

from cli.a_round import Teller, played
from parself import demo
from parself.text import search_key
from parself.workshop.loading import find_pack

_SYLLABLE: Final = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdghklmnpqrstvx])?"
    r"(?:uye|uya|uyu|ieu|yeu|uoi|uou|oai|oay|oeo|uay|uao|ia|ie|ye|ua|uo|ue|uy|oa|oe|ai|ao|au|ay"
    r"|eo|eu|iu|oi|ui|uu|[aeiouy])"
    r"(?:ch|nh|ng|[cmnpt])?"
)
_TYPED: Final = re.compile(
    r"parself round choose .*|parself(?: [a-z-]+)*"
    r"|--[a-z-]+"
    r"|\S*[/\\]\S*"
    r"|\S+\.(?:xlsx|csv|zip|html|docx|toml|jsonl|txt)\b"
    r"|Hiện có: .*|Các ô số liệu: .*|, [a-z]+ \(|Chọn một trong: .*|gạch nối: .*|thẩm định \(.*\)"
    r"|\((?:[a-z-]+, )?[0-9a-f]{8}\)|\b[0-9a-f]{8}\b"
    r"|“.*?”"
)
ABBREVIATIONS: Final = frozenset(
    ("cchc", "ubnd", "dtxhh", "vbqppl", "vtvl", "tthc", "dvc", "tp", "tb", "hd", "tlkc")
)
"""As offices write them."""
_ID: Final = re.compile(r"(?<![\w-])[a-z]+(?:-[a-z]+)+(?![\w-])")
_FIRST_COLUMN: Final = re.compile(r"^[a-z-]+  .*", re.MULTILINE)
"""Of the officers an id, and of a season a folder: both are there to be typed."""


@pytest.fixture(scope="module")
def teller(province: demo.Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Teller]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOGNAME", "an")
        yield played(Teller(lang="vi"), tmp_path_factory.mktemp("loi"), province)


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Teller:
    """A class from the trainer's first command to a group's second round, refusals among it."""
    here, tell = tmp_path_factory.mktemp("lop"), Teller(lang="vi")
    tell("workshop", "list")
    tell("workshop", "check", "suoi-may-30-phut")
    bad = here / "kem.toml"
    text = find_pack("suoi-may-30-phut")[1].decode().replace("points = 0.25", "points = 0.5")
    bad.write_text(text.replace('quote = "', 'quote = "Khác '), encoding="utf-8")
    tell("workshop", "check", bad, code=1)
    tell("workshop", "new", here / "lop", "--pack", "suoi-may-30-phut", "--hints", "--why")
    tell("workshop", "new", here / "ngay", "--pack", "sau-huyen-mot-ngay")
    tell("workshop", "print", here / "lop", "--key")
    tell("workshop", "print", here / "lop")
    tell("workshop", "print", here / "ngay", "--key")
    file, group = here / "lop" / "de-bai-suoi-may-30-phut.zip", here / "nhom"
    tell("workshop", "start", file, group, "--group", " ", code=2)
    tell("workshop", "start", file, group, "--group", "Nhóm 1")
    tell("workshop", "why", group, "3.4.1", code=1)
    tell("workshop", "unknown", group, "3.4.1")
    for command in ("hint", "why"):
        tell("workshop", command, group, "3.4.1")
    tell("workshop", "second", group, code=1)
    for command in ("export", "second", "export", "reset"):
        tell("workshop", command, group)
    tell("workshop", "second", group, code=1)
    return tell


def test_no_word_of_a_workshop_is_english(workshop: Teller) -> None:
    places = re.compile(r"(?:fault|key|pack)[\[.]\S*:|Lớp [0-9a-f]{6}:")
    texts = [places.sub(" ", text) for text in told(workshop)]
    # Documents of a dossier hold the abbreviations of their offices.
    assert {word for text in texts for word in odd(text) if not word.isupper()} <= {"TTr"}


def told(teller: Teller) -> Iterator[str]:
    """Yield what was printed, without what is there to be typed."""
    for calls in (*teller.said.values(), *teller.refusals.values()):
        for one in calls:
            yield _TYPED.sub(" ", _FIRST_COLUMN.sub(" ", f"{one.out}\n{one.err}"))


def odd(text: str) -> Iterator[str]:
    """Yield the words of a text that are spelt as no Vietnamese syllable is."""
    for word in re.findall(r"[^\W\d]\w*", text):
        key = search_key(word)
        is_known = len(word) == 1 or word[1:].isdigit() or key in ABBREVIATIONS
        if not is_known and not _SYLLABLE.fullmatch(key):
            yield word


def test_no_word_of_a_round_is_english(teller: Teller) -> None:
    assert {word: text for text in told(teller) for word in odd(text)} == {}


def test_no_id_stands_where_people_read(teller: Teller) -> None:
    assert {found: text for text in told(teller) for found in _ID.findall(text)} == {}
