"""Errors as values: what happened, where, what next, and the exit code."""

import pytest

from parself.errors import (
    DamagedError,
    ExitCode,
    Message,
    ParselfError,
    Problem,
    RefusedError,
    UsageError,
    say,
)


def test_the_exit_codes_are_those_that_the_manual_promises() -> None:
    assert [int(code) for code in ExitCode] == [0, 1, 2, 3]
    assert [code.name for code in ExitCode] == ["DONE", "FINDINGS", "USAGE", "DAMAGED"]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ParselfError, ExitCode.USAGE),
        (UsageError, ExitCode.USAGE),
        (RefusedError, ExitCode.FINDINGS),
        (DamagedError, ExitCode.DAMAGED),
    ],
)
def test_each_kind_of_error_has_its_exit_code(error: type[ParselfError], code: ExitCode) -> None:
    assert error(Problem(say("Something."))).exit_code is code
    assert issubclass(error, ParselfError)


def test_a_sentence_is_its_english_text_and_its_values() -> None:
    assert say("{a} of {b}.", a=1, b="x") == Message("{a} of {b}.", {"a": 1, "b": "x"})


def test_a_value_may_be_called_as_the_sentence_itself_is() -> None:
    assert say("Row {id}.", id="3.4.1").values == {"id": "3.4.1"}


def test_an_error_carries_all_its_problems_in_order() -> None:
    problems = [Problem(say("One.")), Problem(say("Two."), "file.toml", say("Mend it."))]
    error = DamagedError(*problems)
    assert error.problems == tuple(problems)


def test_for_a_log_an_error_reads_as_places_and_sentences() -> None:
    error = UsageError(Problem(say("Row {id}.", id="1"), "a.toml"), Problem(say("Two.")))
    assert str(error) == "a.toml: Row {id}. {'id': '1'}; Two. {}"


def test_equal_problems_are_equal_values() -> None:
    assert Problem(say("One."), "x") == Problem(say("One."), "x") != Problem(say("One."), "y")
