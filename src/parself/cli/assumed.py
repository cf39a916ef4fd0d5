"""The command that says whether a survey is held, while the higher level has not said so."""

from pathlib import Path
from typing import Final

import click

from parself.cli.console import out
from parself.cli.opening import at_desk
from parself.cli.speech import command, folder_argument
from parself.errors import say
from parself.i18n import render
from parself.words.score_words import survey_told


@command(
    "survey",
    say(
        "Say whether a survey is held this year: an assumption of the unit, until an appraisal "
        "result tells it. Rows of a survey that is not held leave the maximum."
    ),
    examples=("parself survey van-quan-2023 not-held", "parself survey van-quan-2023 held"),
)
@folder_argument()
@click.argument("held", metavar="held|not-held", type=click.Choice(["held", "not-held"]))
def survey(folder: Path, held: str) -> None:
    """Say whether a survey is held."""
    with at_desk(folder) as desk:
        desk.set_survey_held(is_held=held == "held")
        desk.save()
        told = survey_told(desk.view.scores)
    out(render(told))


COMMANDS: Final = (survey,)
