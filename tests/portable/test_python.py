"""A Python comes along only where it is one folder that runs from anywhere."""

from pathlib import Path

import pytest

from parself.portable import python
from parself.portable.python import Runs

WINDOWS = Runs("win32", "AMD64", "3.11", "cpython-311")


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A Python as its installer for Windows lays it out."""
    for name in (
        "python.exe",
        "python3.dll",
        "python311.dll",
        "vcruntime140.dll",
        "DLLs/_ssl.pyd",
        "Lib/os.py",
        "Lib/json/__init__.py",
        "Lib/json/__pycache__/__init__.cpython-311.pyc",
        "Lib/site-packages/pip/__init__.py",
        "Lib/test/test_os.py",
        "Scripts/pip.exe",
        "tcl/tcl86.lib",
    ):
        path = tmp_path / "Python311" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    return tmp_path / "Python311"


def test_of_an_installed_python_comes_along_what_runs(base: Path) -> None:
    found = python.own_files(base, WINDOWS)
    assert found is not None
    assert set(found) == {
        "python.exe",
        "python3.dll",
        "python311.dll",
        "vcruntime140.dll",
        "DLLs/_ssl.pyd",
        "Lib/os.py",
        "Lib/json/__init__.py",
    }


def test_a_python_whose_library_is_one_packed_file_comes_along(base: Path) -> None:
    (base / "Lib" / "os.py").unlink()
    assert python.own_files(base, WINDOWS) is None
    (base / "python311.zip").write_bytes(b"")
    assert python.own_files(base, WINDOWS) is not None


def test_a_python_of_the_shop_is_not_copied(base: Path) -> None:
    shop = base.parent / "WindowsApps" / "Python311"
    shop.parent.mkdir()
    base.rename(shop)
    assert python.own_files(shop, WINDOWS) is None


def test_a_python_of_another_system_or_half_of_one_is_not_copied(base: Path) -> None:
    assert python.own_files(base, Runs("linux", "x86_64", "3.11", "cpython-311")) is None
    (base / "python311.dll").unlink()
    assert python.own_files(base, WINDOWS) is None
