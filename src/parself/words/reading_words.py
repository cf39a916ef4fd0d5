"""What was made of an annex's rows, in sentences: the rule, a worked example, why to decide."""

from collections.abc import Sequence
from typing import Final

from parself.errors import Message, say
from parself.i18n import render
from parself.issued.example import Example
from parself.issued.reading import Reading
from parself.issued.understand import State
from parself.rubric import model as m
from parself.rules.kinds import row_fields
from parself.words.rule_words import rule_words
from parself.words.wording import told_value

STATES: Final = {
    State.EXACT: say("exact"),
    State.PLAIN: say("no rule stated"),
    State.TO_DECIDE: say("to decide"),
    State.DECIDED: say("decided"),
}


def read_as(row: m.Row) -> str:
    """Return a row's rule in one line."""
    said = list(rule_words(row))
    if isinstance(row, m.Item) and row.no_incidence:
        worth = say("nothing of the kind: full marks")
        if row.no_incidence == "zero":
            worth = say("nothing of the kind: 0 points")
        said.append(render(worth))
    if isinstance(row, m.Item) and row.not_applicable:
        who = say("the unit may say that it does not apply")
        if row.not_applicable == "appraiser":
            who = say("who appraises may say that it does not apply")
        said.append(render(who))
    if isinstance(row, m.Item) and row.issued_so and row.points:
        said.append(render(say("the best level stays below the maximum, as issued")))
    return "; ".join(said)


def example_of(row: m.Row, example: Example | None) -> str:
    """Return a worked example in one line; empty where there is none."""
    if example is None:
        return ""
    entered = [
        _entered(field.label, told_value(field, example.values[field.key]))
        for field in row_fields(row, ("Đơn vị A", "Đơn vị B"))
        if field.key in example.values
    ]
    given = "; ".join(entered)
    return render(say("{given} → {points:points} points", given=given, points=example.points))


def _entered(label: str, value: str) -> str:
    return render(say("{label}: {value}", label=label, value=value)) if label else value


def counts(readings: Sequence[Reading]) -> Message:
    """Return how many rows are exact, without a rule and to be decided."""
    by_state = {state: sum(one.state is state for one in readings) for state in State}
    return say(
        "{exact:count} rows exact, {plain:count} without a rule, {decided:count} decided, "
        "{decide:count} to decide.",
        exact=by_state[State.EXACT],
        plain=by_state[State.PLAIN],
        decided=by_state[State.DECIDED],
        decide=by_state[State.TO_DECIDE],
    )
