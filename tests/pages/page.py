"""A page of the docs as something to run: its commands, and what makes their folder.

Commands stand in blocks marked ``sh``, in the guides between the words too. What installs
stands in blocks marked ``bash``, which the gate runs. What a page needs besides (a scan, a
returned form) is made by lines of a comment that begins with ``set-up``, and a command that
ends with another code than 0 is named by a comment ``exits 1: parself …``. Readers see neither.
"""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from parself.values import Frozen

CHECKOUT: Final = Path(__file__).parents[2]
GUIDES: Final = tuple(
    f"docs/{name}.md"
    for name in (
        "bo-tieu-chi-tu-excel",
        "danh-sach-don-vi",
        "di-lai-nhanh",
        "giao-phan-cho-phong-ban",
        "ket-qua-tham-dinh",
        "nam-truoc-nam-sau",
        "nang-hang",
        "phu-luc-nhu-ban-hanh",
        "phien-ban-bo-tieu-chi",
        "tai-lieu-kiem-chung",
        "tap-huan",
        "tham-dinh-ho-so",
        "tinh-huong-tap-huan",
        "trinh-ky-va-gui",
    )
)
"""How a clerk does one thing, in Vietnamese: every command in them can be typed as it stands."""

_SET_UP: Final = r"^<!-- set-up\n(?P<hidden>.*?)^-->$"
_SHOWN: Final = r"^ *```sh\n(?P<shown>.*?)^ *```$"
_INLINE: Final = r"(?<!`)`(?P<inline>parself [^`\n]+)`"
_CODE: Final = re.compile(r"<!-- exits (\d): (.*?) -->")


class Line(Frozen):
    """A command of a page, and the code that it must end with."""

    text: str
    code: int
    is_set_up: bool

    @property
    def words(self) -> list[str]:
        """The command as the shell hands it over."""
        return shlex.split(self.text, comments=True)


def lines(name: str) -> Iterator[Line]:
    """Yield the commands of a page from top to bottom."""
    text = read(name)
    codes = {command: int(code) for code, command in _CODE.findall(text)}
    kinds = [_SET_UP, _SHOWN, *([_INLINE] if name in GUIDES else [])]
    for block in re.finditer("|".join(kinds), _CODE.sub("", text), re.MULTILINE | re.DOTALL):
        found = block.groupdict()
        for line in (found["hidden"] or found["shown"] or found["inline"]).splitlines():
            command = re.sub(r"\s+#.*", "", line.strip())
            yield Line(command, codes.pop(command, 0), found["hidden"] is not None)
    assert not codes, f"{name}: no such commands: {codes}"


def table(name: str, heading: str) -> list[list[str]]:
    """Return the lines of a table below its heading, which begins with these words."""
    text = read(name)
    _head, _rule, *body = text[text.index(f"\n{heading}") + 1 :].split("\n\n")[0].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in body]


def read(name: str) -> str:
    """Return a page as it is printed."""
    return (CHECKOUT / name).read_text(encoding="utf-8")
