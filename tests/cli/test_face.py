"""The program as the shell starts it: encodings, terminals, languages, ends of all kinds."""

import io
import json
import os
import subprocess
import sys
import types
from pathlib import Path

import pytest

from cli.shell import call, good, process
from parself import i18n
from parself.cli import console
from parself.cli.speech import existing
from parself.words.signs import ASCII, WGL4, Signs


def test_output_is_utf8_whatever_the_machines_code_page(begun: Path) -> None:
    plain = {"LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    shown = process("status", begun, "--json", **plain)
    assert json.loads(shown.stdout.decode("utf-8"))["unit"] == "van-quan"
    assert "UBND huyện Văn Quan" in process("status", begun, **plain).stdout.decode("utf-8")
    assert "“none”" in process("rubric", "show", "none", **plain).stderr.decode("utf-8")


def test_the_screens_never_start_without_a_terminal(begun: Path) -> None:
    for words in ((), (begun,)):
        result = process(*words, PARSELF_LANG="en")
        assert result.returncode == 2
        assert not result.stdout
        assert b"parself status" in result.stderr


def test_without_a_terminal_the_screens_are_not_even_loaded(begun: Path) -> None:
    code = (
        "import sys\n"
        "from parself.cli import shell\n"
        "try:\n    shell.main(sys.argv[1:])\n"
        "except SystemExit:\n    pass\n"
        "assert not {'textual', 'rich'} & set(sys.modules)\n"
    )
    for words in ([str(begun)], ["status", str(begun)], ["explain", str(begun), "1.1.1"]):
        done = subprocess.run(
            [sys.executable, "-c", code, *words],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        assert done.returncode == 0, done.stderr


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path | None, Signs]]:
    """Pretend a terminal and return what the screens are opened on."""
    calls: list[tuple[Path | None, Signs]] = []
    face = types.ModuleType("parself.tui.app")

    def run(start: Path | None = None, *, signs: Signs = WGL4) -> tuple[str, int]:
        calls.append((start, signs))
        return "closing words", 0

    face.run = run  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "parself.tui.app", face)
    monkeypatch.setattr(console, "has_terminal", lambda: True)
    return calls


def test_in_a_terminal_the_screens_open_at_home_or_on_a_folder(
    begun: Path, opened: list[tuple[Path | None, Signs]]
) -> None:
    assert "closing words" in good().err
    good(begun)
    good("--ascii", begun)
    assert opened == [(None, WGL4), (begun, WGL4), (begun, ASCII)]


def test_in_a_terminal_the_demo_opens_the_unit_that_is_half_way(
    tmp_path: Path, opened: list[tuple[Path | None, Signs]]
) -> None:
    good("demo", tmp_path / "d")
    assert opened == [(tmp_path / "d" / "don-vi" / "van-quan", WGL4)]


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        (("statsu",), "status"),
        (("none-such",), "none-such"),
        (("status",), "DIR"),
        (("status", "--jsno", "x"), "--json"),
        (("--lang", "fr"), "vi, en"),
        (("answer", "x", "1.1", "--note"), "--note"),
    ],
)
def test_a_wrong_call_says_what_and_what_next(words: tuple[str, ...], quoted: str) -> None:
    result = call(*words)
    assert result.code == 2
    assert quoted in result.err
    assert "Usage:" not in result.err
    assert not result.out


def test_one_word_too_many_is_named(begun: Path) -> None:
    for words in (("status", begun, "more"), (begun, "more")):
        result = call(*words)
        assert (result.code, "“more”" in result.err) == (2, True)


def test_a_folder_with_the_name_of_a_command_opens_by_its_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: list[tuple[Path | None, Signs]]
) -> None:
    (tmp_path / "status").mkdir()
    monkeypatch.chdir(tmp_path)
    good("./status")
    assert opened == [(Path("status"), WGL4)]


def test_the_version_is_shown() -> None:
    assert good("--version").out.startswith("parself 0.")


def test_the_language_may_stand_before_or_after_the_command(begun: Path) -> None:
    shown = process("status", begun, "--lang", "en").stdout
    assert shown == process("--lang", "en", "status", begun).stdout
    assert b"ILLUSTRATIVE" in shown
    assert shown == process("status", begun, PARSELF_LANG="en").stdout


def test_without_a_word_the_language_is_vietnamese(begun: Path) -> None:
    environment = {"PARSELF_LANG": "", "LANG": "en_US.UTF-8"}
    assert process("status", begun, **environment).stdout == (
        process("--lang", "vi", "status", begun).stdout
    )


def test_a_language_chosen_in_one_call_does_not_outlive_it() -> None:
    good("--version")
    assert i18n.use(None) == (os.environ.get("PARSELF_LANG") or "vi")


needs_unix = pytest.mark.skipif(os.name == "nt", reason="needs a shell and /dev/full")


def redirected(words: str, how: str) -> tuple[int, str]:
    """Run a command with streams redirected as a shell does; return its code and its stderr."""
    done = subprocess.run(
        ["sh", "-c", f'exec "$0" -m parself {words} {how}', sys.executable],
        env={**os.environ, "PARSELF_LANG": "en"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr


ANSWERS = ["--version", "status --help", "rubric show lang-son-huyen-2023 --json"]


@needs_unix
@pytest.mark.parametrize("words", ANSWERS)
@pytest.mark.parametrize(("how", "why"), [(">/dev/full", "disk is full"), (">&-", "is closed")])
def test_an_answer_that_cannot_be_written_is_one_sentence(words: str, how: str, why: str) -> None:
    code, told = redirected(words, how)
    assert code == 1
    assert told.count("\n") == 1
    assert "could not be written" in told
    assert why in told


@needs_unix
@pytest.mark.parametrize("words", ANSWERS)
def test_a_reader_that_goes_away_is_no_reason_to_complain(words: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "parself", *words.split()],
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


@needs_unix
@pytest.mark.parametrize("how", ["2>/dev/full", "2>&-"])
def test_where_nothing_can_be_said_the_code_still_tells(begun: Path, how: str) -> None:
    assert redirected("none-such", how)[0] == 2
    done = subprocess.run(
        ["sh", "-c", f'exec "$0" -m parself status "$1" --json {how}', sys.executable, begun],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        check=False,
    )
    assert done.returncode == 0
    assert json.loads(done.stdout)["unit"] == "van-quan"


@needs_unix
def test_the_screens_need_all_three_streams(begun: Path) -> None:
    """Textual draws on stderr: a file in its place would be filled with pictures."""
    import pty

    own, theirs = pty.openpty()
    for closed in ("stdin", "stdout", "stderr"):
        done = subprocess.run(
            [sys.executable, "-m", "parself", str(begun)],
            stdin=subprocess.DEVNULL if closed == "stdin" else theirs,
            stdout=subprocess.DEVNULL if closed == "stdout" else theirs,
            stderr=subprocess.DEVNULL if closed == "stderr" else theirs,
            timeout=60,
            check=False,
        )
        assert done.returncode == 2
    os.close(own)
    os.close(theirs)


@needs_unix
def test_a_word_that_is_no_text_is_refused_in_a_sentence(begun: Path) -> None:
    for words in ((b"\xff",), (b"status", b"a\xffb"), (b"new", b"x", b"--unit", b"\xc3(")):
        done = subprocess.run(
            [os.fsencode(sys.executable), b"-m", b"parself", b"--lang", b"en", *words],
            capture_output=True,
            env={**os.environ, "PARSELF_LANG": "en"},
            check=False,
        )
        assert done.returncode == 2
        assert done.stderr.count(b"\n") == 1
        assert "�".encode() in done.stderr
        assert b"no text in UTF-8" in done.stderr


def test_a_failure_of_the_program_is_one_sentence_and_a_report(tmp_path: Path) -> None:
    code = "import sys\nfrom parself import cli\ncli.shell.main = lambda **_: 1 / 0\ncli.main()\n"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        env={
            **os.environ,
            "PARSELF_LANG": "en",
            "XDG_STATE_HOME": str(tmp_path),
            "HOME": str(tmp_path),
            "LOCALAPPDATA": str(tmp_path),
        },
        check=False,
    )
    assert done.returncode == 1
    assert b"failed unexpectedly" in done.stderr
    assert b"Traceback" not in done.stderr
    (report,) = tmp_path.rglob("*.txt")
    assert "ZeroDivisionError" in report.read_text(encoding="utf-8")
    assert str(report).encode() in done.stderr


def test_a_path_is_taken_as_given_where_it_exists_and_composed_where_not(tmp_path: Path) -> None:
    decomposed = f"{tmp_path}/Va\N{COMBINING BREVE}n"
    assert existing(decomposed) == tmp_path / "Văn"
    Path(decomposed).mkdir()
    assert existing(decomposed) == Path(decomposed)


def test_a_name_that_the_system_refuses_is_a_wrong_call() -> None:
    long = "a" * 5000
    for words in ((long,), ("status", long), ("verify", long), ("new", long)):
        result = call(*words)
        assert (result.code, "too long" in result.err) == (2, True)


class Watched(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("stream", "widths"), [(Watched(), [80, 44]), (io.StringIO(), [125])])
def test_what_is_said_breaks_between_words_where_a_person_watches(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, widths: list[int]
) -> None:
    monkeypatch.setattr("sys.stderr", stream)
    console.narrate_text(" ".join(["căn", "cứ"] * 16 + ["/tmp/a"] * 2))
    assert list(map(len, stream.getvalue().splitlines())) == widths
