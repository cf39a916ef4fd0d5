"""Named what-if copies of an assessment, each in a file of its own, never mixed with the truth.

They lie in ``scenarios/`` beside the assessment, which no hand-in, part or paper ever looks
into. A scenario keeps the truth as it was when it was made, so that one can tell what has
moved on since. One whose file is damaged is named and left where it is.
"""

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from parself import files
from parself.assessment import form
from parself.assessment.model import Assessment, Scenario
from parself.assessment.store import Folder
from parself.errors import DamagedError, Problem, UsageError, say
from parself.files import FileError
from parself.limits import NAME_LENGTH, TOML_BYTES
from parself.text import search_key, slug
from parself.values import Frozen, evolve

SCENARIOS: Final = "scenarios"


class Kept(Frozen):
    """A scenario as it lies in its file."""

    path: Path
    scenario: Scenario | None
    """None where the file is damaged."""

    @property
    def name(self) -> str:
        """What it is called; of a damaged one, the file's name."""
        return self.path.name if self.scenario is None else self.scenario.name


def kept_scenarios(folder: Folder) -> tuple[Kept, ...]:
    """Return the scenarios of a folder by name, damaged ones last."""
    found: list[Kept] = []
    for path in files.entries(folder.path / SCENARIOS):
        if path.suffix == ".toml":
            scenario = None
            with suppress(DamagedError, FileError):
                data = files.read_file(path, most=TOML_BYTES)
                scenario = form.parse_scenario(data, where=files.show_path(path))
            found.append(Kept(path, scenario))
    return tuple(sorted(found, key=lambda one: (one.scenario is None, search_key(one.name))))


def begin(
    folder: Folder, truth: Assessment, name: str, now: datetime, *, start: Assessment | None = None
) -> Kept:
    """Make a scenario and keep it; it begins as the truth, or as another scenario's `start`.

    Raises `UsageError` for a name that is empty or taken, and `FileError`.
    """
    begun = evolve(start or truth, locked=False)
    scenario = Scenario(name, now.replace(microsecond=0), truth, begun)
    _refuse_name(folder, scenario.name)
    place = folder.path / SCENARIOS
    files.make_folder(place)
    path = files.free_name(place / f"{slug(scenario.name) or 'phuong-an'}.toml")
    return keep(Kept(path, scenario), scenario)


def keep(kept: Kept, scenario: Scenario) -> Kept:
    """Write a scenario to its file. Raises `FileError` and `form.UnstorableError`."""
    files.write_atomic(kept.path, form.dump_scenario(scenario))
    return Kept(kept.path, scenario)


def renamed(folder: Folder, kept: Kept, scenario: Scenario, name: str) -> Kept:
    """Give a scenario another name. Errors are those of `begin`."""
    other = evolve(scenario, name=name)
    if other.name != scenario.name:
        _refuse_name(folder, other.name)
    return keep(kept, other)


def drop(kept: Kept) -> None:
    """Delete a scenario. Raises `FileError`."""
    files.remove(kept.path)


def _refuse_name(folder: Folder, name: str) -> None:
    if not name:
        raise UsageError(Problem(say("The scenario has no name."), todo=say("Type a name.")))
    if len(name) > NAME_LENGTH:
        what = say(
            "The name is too long: {length:count} characters, at most {most:count}.",
            length=len(name),
            most=NAME_LENGTH,
        )
        raise UsageError(Problem(what, todo=say("Type a shorter name.")))
    taken = {search_key(one.scenario.name) for one in kept_scenarios(folder) if one.scenario}
    if search_key(name) in taken:
        what = say("There is a scenario “{name}” already.", name=name)
        raise UsageError(Problem(what, todo=say("Type another name.")))
