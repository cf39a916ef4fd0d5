"""The wheel is the product: built, installed in a fresh environment, and run from there."""

import ast
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent
SHIPPED = sorted(path.relative_to(CHECKOUT) for path in (CHECKOUT / "rubrics").rglob("*.toml"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out)]
    subprocess.run([*command, str(CHECKOUT)], check=True, capture_output=True)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of commands of an environment that holds only the wheel.

    Its dependencies are lent by the environment of the tests, so that no network is needed.
    """
    home = tmp_path_factory.mktemp("fresh")
    venv.create(home, with_pip=False)
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    python = str(scripts / "python")
    target = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    install = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--quiet"]
    subprocess.run([*install, "--target", target, str(wheel)], check=True, capture_output=True)
    lent = sysconfig.get_path("purelib")
    (Path(target) / "lent.pth").write_text(f"{lent}\n", encoding="utf-8")
    return scripts


def run(scripts: Path, cwd: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PARSELF")}
    return subprocess.run(
        [str(scripts / "python"), "-m", "parself", *arguments],
        cwd=cwd,
        env={**clean, "HOME": str(cwd), "PYTHONSAFEPATH": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_wheel_holds_every_rubric_roster_and_table_of_the_checkout(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert SHIPPED
    assert {f"parself/{path.as_posix()}" for path in SHIPPED} <= names
    assert "parself/py.typed" in names
    assert "parself/locale/vi/LC_MESSAGES/parself.mo" in names
    assert "parself/tui/app.py" in names


def test_all_that_the_program_imports_comes_with_it() -> None:
    """Word files, workbooks, screens: no face has to ask for an extra."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    promised = {re.split(r"[=><]", line)[0] for line in project["dependencies"]}
    providers = packages_distributions()
    sources = (CHECKOUT / "src").rglob("*.py")
    strangers = {name for path in sources for name in imported(path)}
    strangers -= {*sys.stdlib_module_names, "parself"}
    assert {providers[name][0].replace("_", "-").lower() for name in strangers} == promised


def imported(path: Path) -> Iterator[str]:
    """The first names of all that a module imports, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def test_the_wheel_is_pure_python(wheel: Path) -> None:
    assert wheel.name.endswith("-py3-none-any.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert not [name for name in names if name.endswith((".so", ".pyd", ".dll", ".dylib"))]


def test_the_installed_program_lists_its_own_rubrics(installed: Path, tmp_path: Path) -> None:
    where = subprocess.run(
        [str(installed / "python"), "-c", "import parself; print(parself.__file__)"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert Path(where).is_relative_to(installed.parent)
    listed = run(installed, tmp_path, "rubric", "list", "--json")
    assert listed.returncode == 0, listed.stderr
    for rubric in (path.stem for path in SHIPPED if len(path.parts) == 2):
        assert f'"{rubric}"' in listed.stdout


def test_the_installed_program_does_the_main_job(installed: Path, tmp_path: Path) -> None:
    folder = str(tmp_path / "van-quan")
    begun = run(
        installed, tmp_path, "new", folder, "--rubric", "lang-son-huyen-2023", "--unit", "van-quan"
    )
    assert begun.returncode == 0, begun.stderr
    answered = run(installed, tmp_path, "answer", folder, "3.4.1", "part=12301", "whole=12450")
    assert answered.returncode == 0, answered.stderr
    out = str(tmp_path / "van-quan.zip")
    assert run(installed, tmp_path, "export", folder, "-o", out).returncode == 0
    assert run(installed, tmp_path, "verify", out).returncode == 0


def test_an_editable_install_finds_the_rubrics_of_the_checkout(tmp_path: Path) -> None:
    """A forced include of the wheel would be stale here: the checkout's own files count."""
    script = "from parself.rubric.catalogue import RUBRICS; print(RUBRICS.bytes_of('mau-ngan'))"
    found = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "HOME": str(tmp_path)},
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert found.strip() == repr((CHECKOUT / "rubrics" / "mau-ngan.toml").read_bytes())
