"""A class with a real pack: a trainer's session, a stick, and groups that score."""

from datetime import datetime
from pathlib import Path
from typing import Any

from parself.assessment import store
from parself.submission.bundle import export
from parself.values import evolve
from parself.workshop import group_folder, material
from parself.workshop.agreement import Open
from parself.workshop.opening import open_session
from parself.workshop.polling import Collector, News
from parself.workshop.session import Session

NOW = datetime(2026, 3, 2, 8, 0)
LATER = datetime(2150, 3, 2, 8, 0)
"""No file of these tests is dated after it."""
PACK = "suoi-may-30-phut"


class Class:
    """A trainer, a stick, and groups."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.material = material.make_session(path / "lop", PACK, now=NOW)
        self.stick = path / "usb"
        self.stick.mkdir()
        self.key = self.material.pack.key

    @property
    def session(self) -> Session:
        return open_session(self.path / "lop")

    def group(self, name: str) -> store.Folder:
        return group_folder.start(self.material.hand_out, self.path / name, name, now=NOW)

    def answered(self, folder: store.Folder, **answers: Any) -> store.Folder:
        """The key's answers, but for the rows that are named by their number in it."""
        told = folder.assessment
        for number, (row, key) in enumerate(self.key.items()):
            given = answers.get(f"row_{number}", key.right[0].answer)
            if given is Open.UNKNOWN:
                told = group_folder.answering_unknown(told, row)
            elif given is not None:
                told = told.with_answer(row, evolve(given, explanation=f"why {row}"))
        return store.save(folder, told, now=NOW)

    def hand_in(self, folder: store.Folder) -> Path:
        """Write a group's work on the stick, under the group's own name."""
        name = (
            f"{folder.path.name}-{folder.assessment.group.round if folder.assessment.group else 0}"
        )
        return export(folder, self.stick / f"{name}.zip", now=NOW).path

    def collect(self) -> list[News]:
        collector = Collector(self.session, self.stick)
        return [*collector.look(LATER), *collector.look(LATER)]

    def filled(self, groups: int) -> None:
        """Let groups hand in that fall into traps by turns, each in another one."""
        for number in range(groups):
            wrong = {
                f"row_{at}": key.traps[0].answer
                for at, key in enumerate(self.key.values())
                if key.traps and (at + number) % 3 == 0
            }
            if number == 1:
                wrong["row_5"] = Open.UNKNOWN  # type: ignore[assignment]
            self.hand_in(self.answered(self.group(f"nhom-{number + 1:02}"), **wrong))
