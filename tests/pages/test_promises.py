"""What pages say besides commands of parself: tables to copy, installing, the tools of the code."""

import re
import shlex
import sysconfig
from pathlib import Path

import pytest

from cli.shell import call, good
from pages.page import CHECKOUT, GUIDES, read, table
from pages.setting import ANNEX, annex, cell
from parself import i18n
from parself.assessment.model import Answer, Assessment, Citation, Document, Task
from parself.i18n import render
from parself.report import district, province
from parself.text import search_key
from parself.tui import commands
from parself.tui.commands import Command
from parself.tui.screens import question
from parself.values import fields


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A template with the guide's table copied into it."""
    monkeypatch.chdir(tmp_path)
    good("rubric", "template", "--roster", "lang-son-11-huyen", "-o", "phu-luc.xlsx")
    annex("phu-luc.xlsx")
    return tmp_path / "phu-luc.xlsx"


def test_the_guides_sample_annex_is_taken_in_as_printed(copied: Path) -> None:
    told = good("rubric", "import", copied, "-o", "phu-luc.toml")
    assert "3 scored rows, 9,00 points" in told.err
    good("rubric", "check", "phu-luc.toml")


def test_faults_of_an_annex_are_told_as_the_guide_shows_them(copied: Path) -> None:
    shown = re.search(r"^```\n(Tiêu chí!.*?)^```$", read(ANNEX), re.MULTILINE | re.DOTALL)
    assert shown is not None
    cell(str(copied), "Tiêu chí!C5", "hai")
    cell(str(copied), "Tiêu chí!B6")
    told = call("--lang", "vi", "rubric", "import", copied, "-o", "phu-luc.toml")
    assert told.code == 1
    assert shown[1].split() == told.err.split()


def test_both_systems_install_by_the_same_steps() -> None:
    steps = re.findall(r"^ *```(?:bat|bash)\n(.*?)^ *```$", quick_start(), re.MULTILINE | re.DOTALL)
    windows, linux = ([line.strip() for line in step.splitlines()] for step in steps)
    as_linux = [re.sub(r"^py ", "python3 ", line).replace("\\", "/") for line in windows]
    as_linux = [line.replace(".venv/Scripts/", ".venv/bin/") for line in as_linux]
    assert [line.removeprefix("source ") for line in linux] == as_linux


def quick_start() -> str:
    return read("README.md").split("## Bắt đầu nhanh")[1]


@pytest.mark.parametrize(
    "page", ["CONTRIBUTING.md", "docs/architecture.md", "benchmarks/README.md"]
)
def test_every_command_for_contributors_works_in_a_fresh_clone(page: str) -> None:
    text = read(page)
    blocks = re.findall(r"^```bash\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    inline = re.findall(r"`((?:python|bash|pip|pytest|\.venv/)[^`\n]* [^`\n]*)`", text)
    called = [c for line in [*"".join(blocks).splitlines(), *inline] for c in line.split(" && ")]
    assert called
    for command in called:
        require_tools(*shlex.split(command, comments=True))


def require_tools(program: str, *words: str) -> None:
    """A program of the environment, or of every machine; files that are in the clone."""
    if program.startswith(".venv/bin/"):
        assert (Path(sysconfig.get_path("scripts")) / Path(program).name).exists(), program
    else:
        assert program in {"python3", "bash"}, program
    for word in words:
        assert "/" not in word or (CHECKOUT / word).exists(), word


NAMED = [
    (page, *found)
    for page in GUIDES
    for found in re.findall(r"\*\*([^*]+)\*\* \(F3, gõ `([^`]+)`\)", read(page))
]


@pytest.mark.parametrize(("page", "name", "typed"), NAMED)
def test_a_command_that_a_guide_names_is_found_by_what_it_says_to_type(
    page: str, name: str, typed: str
) -> None:
    i18n.use("vi")
    try:
        there = [*vars(commands).values(), *vars(question).values()]
        named = [one for one in there if isinstance(one, Command)]
        labels = [render(one.label) for one in (*named, *commands.COMMON)]
    finally:
        i18n.use(None)
    # The first line is what Enter takes: no other command may begin with what is typed.
    begun = {label for label in labels if search_key(label).startswith(search_key(typed))}
    assert begun == {name}


def test_the_page_of_papers_names_every_paper() -> None:
    named = [cells[0].strip("`") for cells in table("docs/reports.md", "| id | paper |")]
    assert named == [report.id for report in district.REPORTS]
    text = read("docs/reports.md").split("## Of a round")[1]
    assert re.findall(r"^\| `([a-z-]+)` \|", text, re.MULTILINE) == [r.id for r in province.REPORTS]


@pytest.mark.parametrize("shape", [Assessment, Answer, Citation, Document, Task])
def test_the_page_of_formats_names_every_key_of_an_assessment(shape: type) -> None:
    text = read("docs/formats.md")
    missing = [one.name for one in fields(shape) if not re.search(rf"`{one.name}[`.]", text)]
    assert missing == []


TOLD = {
    "where one's own rosters and standings go": ("rubric-format", "`rosters/`", "`standings/`"),
    "what repair by hand may touch": (
        "formats",
        "The checksum line is the boundary",
        "byte behind",
    ),
    "how saves are thinned out": ("formats", "Of the saves of one minute the last stays"),
    "the keys of a citation": ("formats", "`document`", "`section`", "`page`"),
    "that proof is asked for": ("rubric-format", 'at least one entry where source = "self"'),
}


@pytest.mark.parametrize("fact", TOLD)
def test_what_is_looked_for_is_told_on_its_page(fact: str) -> None:
    page, *words = TOLD[fact]
    text = " ".join(read(f"docs/{page}.md").split())
    assert [one for one in words if one not in text] == []
