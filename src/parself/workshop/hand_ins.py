"""The material of a day on disk: six hand-ins, the survey sheets, the codes, and what goes wrong.

All of it is made by the program, and is the same each time, so that a class can play the province
with the commands of a round. Nothing of the key is in it.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from parself import files
from parself.assessment import store
from parself.assessment.beside import ROSTER, RUBRIC
from parself.assessment.model import Assessment, Purpose
from parself.rubric.dump import roster_to_bytes, rubric_to_bytes
from parself.rubric.peers import Roster
from parself.rules.amounts import Value
from parself.submission import bundle
from parself.values import evolve
from parself.workshop.districts import District, MishapKind
from parself.workshop.pack import Pack
from parself.workshop.playing import HANDED_IN, assessment_of

UNITS: Final = "don-vi"
HAND_INS: Final = "ho-so-gui"
AGAIN: Final = "nop-lai"
"""Folder of what comes after the first hand-in."""
RUBRIC_FILE: Final = "bo-tieu-chi.toml"
ROSTER_FILE: Final = "danh-sach-don-vi.toml"
CODES: Final = "ma-doi-chieu.txt"
SURVEY: Final = "dieu-tra-xa-hoi-hoc.csv"
SURVEY_REST: Final = "dieu-tra-xa-hoi-hoc-bo-sung.csv"
_CODES_HEAD: Final = "Mã đối chiếu ghi trên phiếu ký của từng đơn vị\n\n"


def make_day(pack: Pack, path: Path) -> None:
    """Make the material of a day in a new folder. Raises `OccupiedError` and `FileError`."""
    enclosed = {RUBRIC: rubric_to_bytes(pack.rubric), ROSTER: roster_to_bytes(pack.roster)}
    with files.new_folder(path):
        files.write_atomic(path / RUBRIC_FILE, enclosed[RUBRIC])
        files.write_atomic(path / ROSTER_FILE, enclosed[ROSTER])
        for name in (HAND_INS, AGAIN):
            files.make_folder(path / name)
        codes = [_hand_in(pack, one, path, enclosed) for one in pack.districts]
        text = _CODES_HEAD + "".join(f"{line}\n" for line in codes)
        files.write_atomic(path / CODES, text.encode())
        late = _struck(pack, MishapKind.SURVEY_SHORT)
        first = [one for one in pack.districts if one.code not in late]
        rest = [one for one in pack.districts if one.code in late]
        files.write_atomic(path / SURVEY, _sheet(first, pack.roster))
        if rest:
            files.write_atomic(path / SURVEY_REST, _sheet(rest, pack.roster))


def _struck(pack: Pack, kind: MishapKind) -> dict[str, str]:
    """Return the districts to which a mishap happens, and the row that it is about."""
    return {one.district: one.row for one in pack.mishaps if one.kind is kind}


def _hand_in(pack: Pack, district: District, path: Path, enclosed: Mapping[str, bytes]) -> str:
    """Write what a district hands in; return the line with the code on its paper."""
    final = assessment_of(pack, district)
    again = _struck(pack, MishapKind.CORRECTION)
    other = _struck(pack, MishapKind.OTHER_CODE)
    code = district.code
    row = again.get(code) or other.get(code) or ""
    first = assessment_of(pack, district, best=row) if row else final
    folder = store.create(path / UNITS / code, first, enclosed)
    # What lies among the hand-ins is the last one, but for a correction, which comes by itself.
    place = path / UNITS if code in other else path / HAND_INS
    done = bundle.export(folder, place, now=HANDED_IN)
    line = f"{folder.unit.short}: {done.bundle.code()}"
    if row:
        place = path / (AGAIN if code in again else HAND_INS)
        corrected = store.save(done.folder, _kept(done.folder, final), now=HANDED_IN)
        bundle.export(corrected, place, now=HANDED_IN)
    if code in _struck(pack, MishapKind.REAL_BUNDLE):
        _real(path, district, final, enclosed)
    return line


def _kept(folder: store.Folder, final: Assessment) -> Assessment:
    """Return what is handed in the second time, in the folder of the first."""
    held = folder.assessment
    return evolve(final, hand_in=held.hand_in, revision=held.revision, beside=held.beside)


def _real(path: Path, district: District, final: Assessment, enclosed: Mapping[str, bytes]) -> None:
    """Write a hand-in of the purpose that has no place here."""
    real = evolve(final, purpose=Purpose.REAL)
    folder = store.create(path / UNITS / f"{district.code}-that", real, enclosed)
    target = path / HAND_INS / f"{district.code}-{final.year}-ban-that.zip"
    bundle.export(folder, target, now=HANDED_IN)


def _sheet(districts: Sequence[District], roster: Roster) -> bytes:
    """Return a table of what was announced, as offices keep it."""
    keys = list(dict.fromkeys(key for one in districts for key in one.announced))
    lines = [";".join(["Đơn vị", *keys]), *_lines(districts, roster, keys)]
    return ("\n".join(lines) + "\n").encode("utf-8-sig")


def _lines(districts: Sequence[District], roster: Roster, keys: list[str]) -> Iterator[str]:
    for one in districts:
        unit = roster.unit(one.code)
        figures = [_figure(one.announced[key]) if key in one.announced else "" for key in keys]
        yield ";".join([unit.short if unit else one.code, *figures])


def _figure(value: Value) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    return str(value)
