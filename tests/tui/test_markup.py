"""No text reaches a widget except through the one gate: nothing in it is read as markup."""

import ast
from pathlib import Path
from typing import Final

import pytest

import parself.tui
from tui.sitting import sitting

ROOM: Final = Path(parself.tui.__file__).parent
MODULES: Final = sorted(ROOM.rglob("*.py"))

GATES: Final = frozenset({"plain", "lines", "spread"})
"""What makes text that is never parsed, in `widgets/plain.py`."""

SINKS: Final = frozenset(
    {
        "Static",
        "Label",
        "Button",
        "Checkbox",
        "RadioButton",
        "Option",
        "ListLine",
        "Collapsible",
        "update",
        "present",
    }
)
"""Calls whose first argument Textual would parse."""

ASSIGNED: Final = frozenset({"border_title", "border_subtitle", "tooltip", "loading"})
"""Attributes that Textual would parse."""

BANNED: Final = frozenset({"Markdown", "MarkdownViewer", "DataTable", "Tree", "RichLog", "Select"})
"""Widgets that parse what they are given, or have no way to be told not to."""


def name_of(call: ast.Call) -> str:
    """The last part of what is called: ``update`` of ``self.query_one(X).update``."""
    match call.func:
        case ast.Name(name) | ast.Attribute(attr=name):
            return name
    return ""


def is_safe(node: ast.expr, functions: frozenset[str]) -> bool:
    """Whether an expression can only be content, or an empty text."""
    match node:
        case ast.Constant(value=""):
            return True
        case ast.Call():
            return name_of(node) in GATES | functions | CONTENT_MAKERS
        case ast.Name(name):
            return name in functions
        case ast.Attribute(attr=name):
            return name.lstrip("_") in functions
        case ast.Starred():
            return False
        case ast.IfExp():
            return is_safe(node.body, functions) and is_safe(node.orelse, functions)
    return False


def makes_content(node: ast.AST) -> str | None:
    """The name of a function that returns content, of a parameter or variable that holds it."""
    match node:
        case ast.arg(arg=name, annotation=ast.Name("Content")):
            return name
        case ast.FunctionDef(name=name, returns=ast.Name("Content")):
            return name
        case ast.Assign(targets=[ast.Name(name)], value=ast.Call() as call):
            return name if name_of(call) in GATES else None
    return None


def content_makers(source: str) -> frozenset[str]:
    """The functions of a module that say they return content."""
    functions = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef))
    return frozenset(name for node in functions if (name := makes_content(node)))


CONTENT_MAKERS: Final = frozenset().union(
    *(content_makers(path.read_text(encoding="utf-8")) for path in MODULES)
)
"""What another module of the face may call to make content."""


def faults(source: str, where: str = "") -> list[str]:
    """The places in a module where text may be parsed as markup."""
    tree = ast.parse(source)
    functions = frozenset(name for node in ast.walk(tree) if (name := makes_content(node)))
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            found += [f"{where}:{node.lineno} {fault}" for fault in call_faults(node, functions)]
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                is_parsed = isinstance(target, ast.Attribute) and target.attr in ASSIGNED
                if is_parsed and not is_safe(node.value, functions):
                    found.append(f"{where}:{node.lineno} {ast.unparse(target)} is parsed")
    return found


def call_faults(call: ast.Call, functions: frozenset[str]) -> list[str]:
    name, found = name_of(call), []
    unparsed = any(
        keyword.arg == "markup"
        and isinstance(keyword.value, ast.Constant)
        and keyword.value.value is False
        for keyword in call.keywords
    )
    if name in SINKS and call.args and not unparsed and not is_safe(call.args[0], functions):
        found.append(f"{name}({ast.unparse(call.args[0])})")
    if name == "OptionList" and not unparsed:
        found.append("OptionList without markup=False")
    if name in BANNED or name == "from_markup":
        found.append(f"{name} parses what it shows")
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOM)))
def test_a_module_gives_no_text_to_a_widget_unguarded(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8"), path.name) == []


@pytest.mark.parametrize(
    "source",
    [
        'yield Static(f"{title}")',
        "yield Static(title)",
        'self.query_one("#words", Static).update(words)',
        'self.query_one(Static).update("a" + title)',
        "options.append(Option(row.title, id=row.id))",
        "yield OptionList(id='list')",
        "yield Markdown(text)",
        "self.border_title = row.title",
        "x = Content.from_markup(text)",
        "yield Static(plain(a) if a else b)",
        "def words() -> str: ...\nStatic(words())",
    ],
)
def test_the_check_sees_each_way_round_the_gate(source: str) -> None:
    assert faults(source) != []


@pytest.mark.parametrize(
    "source",
    [
        "yield Static(plain(title))",
        'yield Static(id="head")',
        'self.query_one(Static).update("")',
        "self.update(lines(*rows))",
        "yield OptionList(*options, markup=False)",
        "def words() -> Content: ...\nStatic(words())",
        "shown = plain(a)\nself.update(shown)",
        "yield Static(plain(a) if a else lines())",
        "def show(self, content: Content): self.update(content)",
    ],
)
def test_the_check_lets_guarded_text_pass(source: str) -> None:
    assert faults(source) == []


@pytest.mark.parametrize("asked", [True, False])
async def test_a_passing_message_is_shown_as_it_stands(asked: bool) -> None:
    async with sitting(None) as person:
        person.screen.notify("[red]r[/red] [/x]", markup=asked)
        await person.wait()
        notes = [(note.message, note.markup) for note in person.app._notifications]
        assert notes == [("[red]r[/red] [/x]", False)]
