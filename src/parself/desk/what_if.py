"""A sitting at a what-if copy, and how it compares with the truth.

The truth waits untouched behind it. What belongs to the truth alone (handing in, papers,
evidence, parts, the signature) is not offered here; screens ask `ScenarioDesk` for that.
"""

from datetime import datetime

from parself.assessment import scenarios
from parself.assessment.model import Assessment, Scenario
from parself.desk.desk import Desk
from parself.submission.changes import Changes, changed_rows, changes
from parself.values import Frozen, evolve
from parself.view.view import View


class ScenarioDesk(Desk):
    """A sitting at a what-if copy: the same desk, whose saves go to the scenario's own file."""

    def __init__(self, truth: Desk, kept: scenarios.Kept, scenario: Scenario) -> None:
        super().__init__(truth.folder, clock=truth.now, read_only=truth.read_only)
        self.truth = truth
        self.scenario: Scenario = scenario
        self._kept = kept
        self._start(scenario.assessment)

    def _write(self, now: datetime) -> None:
        changed = evolve(self.scenario, assessment=self.assessment)
        self._kept = scenarios.keep(self._kept, changed)
        self.scenario, self._saved, self.saved_at = changed, changed.assessment, now


class Comparison(Frozen):
    """A scenario beside the truth."""

    view: View
    """Of the scenario."""
    changes: Changes
    """From the truth as it now is."""
    moved_on: frozenset[str]
    """Rows in which the truth has changed since the scenario was made."""


def compared(truth: View, scenario: Scenario) -> Comparison:
    """Return what a scenario would mean beside the truth."""
    folder, now = truth.folder, truth.assessment
    return Comparison(
        View(folder, scenario.assessment),
        changes(folder.rubric, folder.unit, now, scenario.assessment),
        changed_rows(_answers_only(scenario.base), _answers_only(now)),
    )


def _answers_only(assessment: Assessment) -> Assessment:
    return evolve(assessment, documents=(), waivers={}, replies={}, returned=None, sign_off=None)
