"""What a folder of files that came names."""

from pathlib import Path, PurePath

import pytest

from parself.submission.coming import HAND_INS, sorted_out


def test_a_folder_of_many_files_is_sorted_out_without_comparing_each_with_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(200):
        (tmp_path / f"{number}.zip").write_bytes(b"x")
    (tmp_path / "ghi-chu.txt").write_bytes(b"x")
    compared: list[object] = []
    equal = PurePath.__eq__

    def counted(one: PurePath, other: object) -> bool:
        compared.append(other)
        return equal(one, other)

    monkeypatch.setattr(PurePath, "__eq__", counted)
    found = sorted_out(tmp_path, HAND_INS)
    monkeypatch.undo()
    assert (len(found.files), found.others) == (200, (tmp_path / "ghi-chu.txt",))
    assert len(compared) < 200
