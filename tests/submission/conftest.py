from pathlib import Path

import pytest

from submission.forge import files_of
from submission.samples import build, make_folder, with_evidence


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a good bag with two documents, by name in the bag."""
    folder = make_folder(tmp_path_factory.mktemp("good") / "huyen-a")
    evidence = {"e-001-bien-ban.pdf": b"%PDF-1.4 " + bytes(range(256)), "e-002.txt": b"Trang 2"}
    return files_of(build(with_evidence(folder, evidence), sequence=1))


@pytest.fixture
def dropped(tmp_path: Path) -> Path:
    """Where the file to be read lies, in a folder of its own."""
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder / "huyen-a.zip"
