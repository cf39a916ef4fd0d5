"""The code on a signed paper, asked for."""

from collections.abc import Callable
from typing import Final

from parself.errors import say
from parself.i18n import _
from parself.tui.commands import changing
from parself.tui.dialogs.prompt import PromptScreen

CODE: Final = changing("code", say("Code"), say("Type the verification code of the paper"), "m")


def code_prompt(name: str, compare: Callable[[str], None]) -> PromptScreen:
    """Return the window that asks for the code of what is named.

    `compare` raises `UsageError` for a code of something else.
    """
    words = _("24 digits as they are printed; blanks and dashes do not count.")
    return PromptScreen(f"{_('Verification code')} · {name}", words, act=compare)
