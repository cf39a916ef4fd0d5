"""Earlier saves of an assessment, as they lie in the backups of its folder.

This module alone reads them: what an earlier save held, and whether it is still good.
"""

from contextlib import suppress
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from parself import files
from parself.assessment import form
from parself.assessment.model import Assessment, State
from parself.errors import DamagedError
from parself.files import BackupName, FileError
from parself.limits import TOML_BYTES
from parself.values import Frozen

BACKUPS: Final = "backups"


class Occasion(StrEnum):
    """Events before which a backup is made that is kept for good."""

    EXPORT = "truoc-khi-xuat"
    LANDING = "truoc-khi-tiep-nhan"
    MIGRATION = "truoc-khi-chuyen-doi"
    RESTORE = "truoc-khi-khoi-phuc"
    RESULT = "truoc-khi-nhan-ket-qua"
    RESET = "truoc-khi-lam-lai"
    """A group of a workshop begins again."""


class EarlierSave(Frozen):
    """One earlier save."""

    path: Path
    saved: datetime
    """Local time."""
    revision: int
    """Number of the save."""
    occasion: Occasion | None
    """Why it is kept for good; None for one that gives way to newer ones."""
    assessment: Assessment | None
    """What it held; None where the file is damaged."""

    @property
    def answers(self) -> int:
        """Number of rows that were answered, or said to be without incidence or not applicable."""
        held = self.assessment.answers.values() if self.assessment else ()
        return sum(answer.state is not State.UNANSWERED for answer in held)


def saves_in(path: Path) -> tuple[EarlierSave, ...]:
    """Return all earlier saves of the folder `path`, newest first, damaged ones among them."""
    found: list[EarlierSave] = []
    for file in files.entries(path / BACKUPS):
        name = BackupName.read(file.name)
        if name is not None:
            occasion = next((one for one in Occasion if one.value == name.tag), None)
            held = None
            with suppress(DamagedError, FileError):
                held = read_save(file)
            found.append(EarlierSave(file, name.saved, name.revision, occasion, held))
    return tuple(sorted(found, key=lambda save: (save.revision, save.saved), reverse=True))


def good_saves(path: Path) -> tuple[EarlierSave, ...]:
    """Return the earlier saves whose checksum holds, newest first."""
    return tuple(save for save in saves_in(path) if save.assessment is not None)


def read_save(path: Path) -> Assessment:
    """Read a sealed assessment. Raises `DamagedError` or `FileError`."""
    return form.parse(files.read_file(path, most=TOML_BYTES), where=files.show_path(path))
