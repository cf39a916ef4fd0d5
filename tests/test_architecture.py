"""The house's own laws: floors, what each floor may load, who writes files, who catches all."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import floors

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "parself"
MODULES = sorted(SOURCE.rglob("*.py"))


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )


def module_name(path: Path) -> str:
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


# --- floors


def test_every_module_imports_only_downwards_and_only_the_screens_know_textual() -> None:
    check = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    result = run(sys.executable, "-c", check)
    assert result.returncode == 0, result.stdout + result.stderr


def loaded_by(modules: list[str]) -> set[str]:
    """Import `modules` in a fresh interpreter and return the top names of all that got loaded."""
    imports = "\n".join(f"import {module}" for module in modules)
    names = "print(*{name.partition('.')[0] for name in sys.modules}, sep='\\n')"
    result = run(sys.executable, "-c", f"import sys\n{imports}\n{names}")
    assert result.returncode == 0, result.stderr
    return set(result.stdout.split())


def modules_outside(*rooms: str) -> list[str]:
    names = map(module_name, MODULES)
    return [name for name in names if name.partition(".")[2].partition(".")[0] not in rooms]


def test_nothing_below_the_faces_loads_textual_or_rich() -> None:
    below = modules_outside("tui", "cli", "__main__")
    assert {"parself.text", "parself.scoring.score", "parself.desk.desk"} <= set(below)
    assert not loaded_by(below) & {"textual", "rich"}


def test_the_shell_face_does_not_load_textual_until_a_screen_is_opened() -> None:
    shell = [name for name in modules_outside("tui", "__main__") if name.startswith("parself.cli")]
    assert "parself.cli" in shell
    assert "textual" not in loaded_by(shell)


def imports_of(path: Path) -> set[str]:
    """Return the top names of all that a module imports, wherever it does."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    plain = (alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names)
    named = (node.module or "" for node in nodes if isinstance(node, ast.ImportFrom))
    return {name.partition(".")[0] for name in (*plain, *named)}


def test_every_value_is_made_in_the_one_way_that_costs_nothing_at_the_start() -> None:
    makers_of_classes = {"attr", "attrs", "cattrs", "msgspec"}
    makers = {module_name(p) for p in MODULES if imports_of(p) & makers_of_classes}
    assert makers == {"parself.values"}


# --- which digits count


def test_only_the_digits_that_offices_type_are_digits() -> None:
    """Python's own tests take digits of every script, and so does its ``int``."""
    asks = re.compile(r"(?<!\[\^\\W)\\d|\.is(?:digit|decimal|numeric)\(")
    found = {module_name(p) for p in MODULES if asks.search(p.read_text(encoding="utf-8"))}
    assert found == {"parself.text"}


# --- who writes files

MOVING = {
    f"{module}.{name}"
    for module, names in {
        "os": ("replace", "rename", "renames", "link", "symlink", "truncate"),
        "shutil": ("copy", "copy2", "copyfile", "copyfileobj", "copytree", "move"),
        "tempfile": ("mkstemp", "mkdtemp", "NamedTemporaryFile", "TemporaryDirectory"),
    }.items()
    for name in names
}
WRITING_METHODS = {"write_text", "write_bytes", "rename", "touch", "symlink_to", "hardlink_to"}
WRITE_MODES = set("wax+")
NOT_OF_A_FILE = {"formatter"}
"""Names of receivers whose methods write elsewhere: click's writer of help pages."""


def writes(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the line and the name of whatever opens, moves or copies a file for writing."""
    streams = set(stream_names(tree))
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module=str(module)):
                for alias in node.names:
                    if f"{module}.{alias.name}" in MOVING:
                        yield node.lineno, f"{module}.{alias.name}"
            case ast.Call() if name := writing_call(node, streams):
                yield node.lineno, name


def stream_names(tree: ast.Module) -> Iterator[str]:
    """Yield the names that are open streams, not paths: annotated so, or made by ``BytesIO``."""
    for node in ast.walk(tree):
        match node:
            case ast.arg(annotation=ast.Name(id="BinaryIO" | "BytesIO")):
                yield node.arg
            case ast.Assign(targets=[ast.Name(name)], value=ast.Call() as call):
                if ast.unparse(call.func).endswith("BytesIO"):
                    yield name


def writing_call(call: ast.Call, streams: set[str]) -> str:
    """Return the called name if the call writes a file, else nothing."""
    name = ast.unparse(call.func)
    match call.func:
        case ast.Name("open") if writing_mode(call, 1):
            return name
        case ast.Name("ZipFile") | ast.Attribute(attr="ZipFile") if writing_mode(call, 1):
            return "" if ast.unparse(call.args[0]) in streams else name
        case ast.Attribute(value=ast.Name("os"), attr="open"):
            return "" if ast.unparse(call.args[0]) == "os.devnull" else name
        case ast.Attribute() if name in MOVING:
            return name
        case ast.Attribute(attr="open") if writing_mode(call, 0):
            return name
        case ast.Attribute(value=ast.Name(receiver), attr=attr) if receiver in NOT_OF_A_FILE:
            return ""
        case ast.Attribute(attr=attr) if attr in WRITING_METHODS:
            return name
        case ast.Attribute(attr="replace") if len(call.args) == 1 and not call.keywords:
            return name  # of a path: text and dates are replaced with more said
    return ""


def writing_mode(call: ast.Call, position: int) -> bool:
    """Say whether the mode of an ``open``, if there is one, is for writing."""
    modes = [keyword.value for keyword in call.keywords if keyword.arg == "mode"]
    modes += call.args[position : position + 1]
    texts = [mode.value for mode in modes if isinstance(mode, ast.Constant)]
    return any(isinstance(text, str) and WRITE_MODES & set(text) for text in texts)


WRITING = [
    "open('x', 'w')",
    "open('x', mode='ab')",
    "open('x', 'r+')",
    "path.open('xb')",
    "(a / 'b').write_text('x')",
    "path.write_bytes(b'')",
    "os.replace(a, b)",
    "os.open(path, os.O_WRONLY)",
    "path.rename(other)",
    "path.replace(other)",
    "shutil.copy2(a, b)",
    "from shutil import move",
    "tempfile.mkstemp()",
    "zipfile.ZipFile(path, 'w')",
]
NOT_WRITING = [
    "open('x')",
    "open('x', 'rb')",
    "path.open()",
    "path.open('rb')",
    "text.replace('a', 'b')",
    "moment.replace(microsecond=0)",
    "zipfile.ZipFile(path)",
    "stream = io.BytesIO()\nzipfile.ZipFile(stream, 'w')",
    "def f(stream: BinaryIO): zipfile.ZipFile(stream, 'w')",
    "archive.open(entry, 'w')",
    "os.open(os.devnull, os.O_WRONLY)",
]


@pytest.mark.parametrize("snippet", WRITING)
def test_the_lint_sees_what_writes(snippet: str) -> None:
    assert list(writes(ast.parse(snippet)))


@pytest.mark.parametrize("snippet", NOT_WRITING)
def test_the_lint_lets_pass_what_does_not_write_a_file(snippet: str) -> None:
    assert not list(writes(ast.parse(snippet)))


def is_of_files(path: Path) -> bool:
    return path.relative_to(SOURCE).parts[0] in {"files", "files.py"}


def test_only_the_room_of_files_writes_files() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for path in MODULES
        if not is_of_files(path)
        for line, name in writes(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == []


# --- who catches all


def broad_handlers(tree: ast.Module) -> Iterator[int]:
    """Yield the lines that catch, or suppress, errors of every kind.

    A handler that cleans up and raises the same error again keeps nothing back.
    """
    for node in ast.walk(tree):
        match node:
            case ast.ExceptHandler(body=[*_, ast.Raise(exc=None)]):
                continue
            case ast.ExceptHandler(type=None):
                yield node.lineno
            case ast.ExceptHandler(type=ast.expr() as caught) if is_broad(caught):
                yield node.lineno
            case ast.Call(args=kinds) if ast.unparse(node.func).endswith("suppress"):
                yield from (node.lineno for kind in kinds if is_broad(kind))


def is_broad(caught: ast.expr) -> bool:
    names = {name.id for name in ast.walk(caught) if isinstance(name, ast.Name)}
    return bool(names & {"Exception", "BaseException"})


@pytest.mark.parametrize(
    "snippet",
    [
        "try: x\nexcept: y",
        "try: x\nexcept Exception: y",
        "try: x\nexcept (KeyError, BaseException) as error: y",
        "with contextlib.suppress(Exception): x",
    ],
)
def test_the_lint_sees_what_catches_all(snippet: str) -> None:
    assert list(broad_handlers(ast.parse(snippet)))


@pytest.mark.parametrize(
    "snippet",
    [
        "try: x\nexcept (KeyError, OSError): y",
        "try: x\nexcept BaseException:\n    tidy()\n    raise",
    ],
)
def test_the_lint_lets_named_errors_be_caught_and_all_errors_pass_on(snippet: str) -> None:
    assert not list(broad_handlers(ast.parse(snippet)))


def test_only_the_top_and_what_judges_a_file_apart_may_catch_every_error_and_only_once() -> None:
    found = {
        str(path.relative_to(SOURCE).as_posix()): list(broad_handlers(ast.parse(path.read_bytes())))
        for path in MODULES
    }
    assert len(found.pop("cli/__init__.py")) <= 1
    assert len(found.pop("submission/archive.py")) <= 1
    assert not {name: lines for name, lines in found.items() if lines}


# --- what the repository may name


@pytest.mark.skipif(
    shutil.which("git") is None or not (ROOT / ".git").exists(), reason="needs the git checkout"
)
def test_no_file_names_a_package_registry() -> None:
    """Which registry to use is the machine's affair; a name written here would outlive it."""
    hosts = ["pypi" + r"\.org", "files" + r"\.pythonhosted", "registry" + r"\.npmjs"]
    lines = ["index" + "[-_]url", "find" + "[-_]links"]
    found = run("git", "grep", "-nIE", "--untracked", "|".join(hosts + lines))
    assert found.returncode == 1, found.stdout + found.stderr


def test_the_page_of_the_floors_is_drawn_from_the_code_of_today() -> None:
    page = floors.PAGE.read_text("utf-8")
    assert f"{floors.BEGIN}\n{floors.drawn()}\n{floors.END}" in page
