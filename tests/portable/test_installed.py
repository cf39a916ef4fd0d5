"""What a portable copy is made of is found from the running environment, and complete."""

from pathlib import PurePosixPath

import pytest

from parself.errors import RefusedError
from parself.portable import installed


def test_a_copy_holds_the_program_its_rubrics_and_all_that_it_needs() -> None:
    names = installed.program_files().keys()
    assert "parself/__main__.py" in names
    assert "parself/locale/vi/LC_MESSAGES/parself.mo" in names
    assert "parself/rubrics/workshop/suoi-may-30-phut.toml" in names
    tops = {name.split("/")[0] for name in names}
    assert {"click", "textual", "rich", "lxml", "msgspec", "docx", "xlsxwriter"} <= tops


def test_every_file_of_a_copy_is_there_and_lies_inside() -> None:
    for name, source in installed.program_files().items():
        assert source.is_file()
        assert installed.is_wanted(PurePosixPath(name))


@pytest.mark.parametrize(
    "name",
    [
        "../../../bin/parself",
        "/etc/passwd",
        "click/__pycache__/core.cpython-311.pyc",
        "parself-0.1.0.dist-info/direct_url.json",
    ],
)
def test_nothing_that_python_makes_or_that_tells_of_this_machine_is_copied(name: str) -> None:
    assert not installed.is_wanted(PurePosixPath(name))


def test_licences_of_others_come_along() -> None:
    names = installed.program_files().keys()
    assert any("click" in name and "LICENSE" in name.upper() for name in names)


def test_what_only_an_extra_or_another_system_asks_for_may_be_lacking() -> None:
    asked = [
        "click>=8.1",
        "rich (>=14.2.0)",
        'colorama; platform_system == "Windows"',
        'pytest>=8; extra == "test"',
    ]
    found = list(installed.requirements(asked))
    assert found == [("click", False), ("rich", False), ("colorama", True)]


def test_a_program_whose_parts_are_not_known_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from importlib import metadata

    def unknown(name: str) -> metadata.Distribution:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "distribution", unknown)
    with pytest.raises(RefusedError) as refused:
        installed.program_files()
    assert "parself" in str(refused.value.problems[0])
