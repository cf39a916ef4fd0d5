"""Click in our own words: commands, options and arguments that speak the reader's language.

Help texts are `Message`s and are translated when they are shown, because the language may
be chosen on the same command line. Click's own complaints are turned into `Problem`s. This
module alone knows how click words things.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from pathlib import Path
from typing import Any, Final

import click

from parself import i18n
from parself.cli import console
from parself.errors import Message, ParselfError, Problem, UsageError, say
from parself.files import typed_path
from parself.files.faults import reads
from parself.i18n import _, render
from parself.limits import TEXT_LENGTH
from parself.numerals import exact_count, exact_date, exact_decimal
from parself.text import cleaned, one_line

OPEN: Final = "open"
"""Name of the command that opens a folder; it is never typed."""

Callback = Callable[[click.Context, click.Parameter, str | None], object]


def existing(given: str) -> Path:
    """Return a path as it was typed.

    Raises `FileError` where the system refuses to look, as it does at names that are too long.
    """
    path = typed_path(given)
    with reads(path):
        path.exists()
    return path


def expanded(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return files, with patterns like ``*.zip`` spelled out where the shell has not done it."""
    found: list[Path] = []
    for path in paths:
        is_pattern = not path.exists() and not {"*", "?"}.isdisjoint(path.name)
        found += (sorted(path.parent.glob(path.name)) if is_pattern else []) or [path]
    return tuple(found)


def exact(read: Callable[[str], object]) -> Callback:
    """Return a callback that reads a figure as strictly as those of answers are read."""

    def convert(ctx: click.Context, param: click.Parameter, value: str | None) -> object:
        try:
            return None if value is None else read(value)
        except ParselfError as error:
            where = _place(param)
            raise UsageError(*(Problem(p.what, where, p.todo) for p in error.problems)) from None

    return convert


def assessed_year(text: str) -> int:
    """Read the year that is assessed. Raises `UsageError` for one that cannot be meant."""
    from parself.rules.checks import possible_year

    return possible_year(exact_count(text))


def _place(param: click.Parameter) -> str:
    """Return the option that is meant; an argument has no name that a reader knows."""
    return param.opts[0] if isinstance(param, click.Option) else ""


def one_of(*words: str, meaning: Mapping[Any, Message] | None = None) -> Callback:
    """Return a callback that takes one of a few words, or values of an enumeration.

    Where it is known what the words mean, that is said beside them.
    """

    def convert(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
        if value is None or value in words:
            return next((word for word in words if word == value), None)
        what = say("“{value}” is not possible here.", value=cleaned(value)[:40])
        told = {word: f" ({render(said)})" for word, said in (meaning or {}).items()}
        allowed = ", ".join(f"{word}{told.get(word, '')}" for word in words)
        raise UsageError(
            Problem(what, _place(param), say("Choose one of: {allowed}.", allowed=allowed))
        )

    return convert


class SpokenOption(click.Option):
    """An option whose help is a `Message`."""

    def __init__(self, *args: Any, about: Message, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about = about

    def process_value(self, ctx: click.Context, value: Any) -> Any:
        """Return the value; refuse a text that is longer than any field keeps."""
        found = super().process_value(ctx, value)
        if isinstance(found, str) and len(found) > TEXT_LENGTH:
            what = say(
                "The text is too long: {length:count} characters, at most {most:count}.",
                length=len(found),
                most=TEXT_LENGTH,
            )
            raise UsageError(Problem(what, self.opts[0], say("Shorten it.")))
        return found

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return how the option is written and what it does, in the chosen language."""
        record = super().get_help_record(ctx)
        if record is None:
            return None
        required = [_("(required)")] if self.required else []
        return record[0], " ".join([render(self.about), *required])


_FIGURES: Final[Mapping[Callable[[str], object], str]] = {
    assessed_year: "YEAR",
    exact_count: "N",
    exact_date: "DATE",
    exact_decimal: "POINTS",
}
"""How the help calls the figures of options, by what reads them."""


def option(
    *names: str,
    about: Message,
    among: Iterable[str] = (),
    read: Callable[[str], object] | None = None,
    **kwargs: Any,
) -> Callable[[Any], Any]:
    """Add an option with its help as a `Message`; it takes a text where nothing else is said.

    `among` are the only words that it takes, or an enumeration of them; `read` reads a figure
    or a day as `exact` does, called in the help what it usually is.
    """
    if among:
        kwargs |= {"metavar": "|".join(among), "callback": one_of(*among)}
    elif read is not None:
        kwargs = {"metavar": _FIGURES.get(read), **kwargs, "callback": exact(read)}
    elif kwargs.keys().isdisjoint({"is_flag", "flag_value"}):
        kwargs = {"metavar": "TEXT", "type": cleaned, **kwargs}
    return click.option(*names, cls=SpokenOption, about=about, **kwargs)


def options(*several: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return one decorator that adds several options in their order."""
    return lambda function: reduce(lambda made, add: add(made), reversed(several), function)


def json_option() -> Callable[[Any], Any]:
    """Add ``--json``, the same for every reading command."""
    about = say("Print JSON, for other programs.")
    return option("--json", "as_json", is_flag=True, about=about)


def output_option(metavar: str) -> Callable[[Any], Any]:
    """Add ``-o``, where a new file is written."""
    about = say("Where to write; else a new file in the present folder.")
    return option("-o", "--output", "target", type=existing, metavar=metavar, about=about)


def replace_option() -> Callable[[Any], Any]:
    """Add ``--replace``, for a file that is there."""
    return option("--replace", is_flag=True, about=say("Replace the file that is there."))


def folder_argument() -> Callable[[Any], Any]:
    """Add DIR, the folder of an assessment."""
    return click.argument("folder", metavar="DIR", type=existing)


def _language_option() -> SpokenOption:
    known = one_of(*i18n.LANGUAGES)

    def choose(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
        if known(ctx, param, value) is not None:
            i18n.use(value)

    return SpokenOption(
        ["--lang"],
        metavar="vi|en",
        is_eager=True,
        expose_value=False,
        callback=choose,
        about=say("Language of all text; else PARSELF_LANG, else Vietnamese."),
    )


def _show_help(ctx: click.Context, param: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        console.out(ctx.get_help())
        ctx.exit()


class _Formatter(click.HelpFormatter):
    """Help texts with their headings in the chosen language."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, _("Usage:") + " ")

    def write_heading(self, heading: str) -> None:
        headings = {"Options": _("Options"), "Commands": _("Commands")}
        super().write_heading(headings.get(heading, heading))


class _SpokenContext(click.Context):
    formatter_class = _Formatter


class SpokenCommand(click.Command):
    """A command whose help is a `Message`, with examples that can be typed as they stand."""

    context_class = _SpokenContext

    def __init__(
        self,
        *args: Any,
        about: Message,
        summary: Message | None = None,
        examples: tuple[str, ...] = (),
        **kwargs: Any,
    ) -> None:
        # Words that are too many are refused in `parse_args`, in our own words.
        settings = {"allow_extra_args": True, "help_option_names": ["-h", "--help"]}
        super().__init__(*args, **{"context_settings": settings, **kwargs})
        self.about = about
        self.summary = summary or about
        self.examples = examples
        self.params.append(_language_option())

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; refuse words that are too many."""
        rest = super().parse_args(ctx, args)
        if ctx.args and not isinstance(self, click.Group):
            raise too_many(ctx.args[0], ctx)
        return rest

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the line that stands in the list of commands."""
        return render(self.summary)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(render(self.about))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples."""
        if self.examples:
            with formatter.section(_("Examples")):
                for example in self.examples:
                    formatter.write(f"{'':>{formatter.current_indent}}{example}\n")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return ``--help`` with its text in the chosen language."""
        found = super().get_help_option(ctx)
        if found is not None:
            found.help = _("Show this text.")
            found.callback = _show_help
        return found


class SpokenGroup(SpokenCommand, click.Group):
    """A command that has commands of its own."""

    command_class = SpokenCommand

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the first word names."""
        word = cleaned(args[0])
        if word not in self.list_commands(ctx):
            what = say("There is no command “{word}” here.", word=word[:60])
            todo = say("Known are: {known}.", known=", ".join(self.list_commands(ctx)))
            raise UsageError(Problem(what, todo=todo))
        return super().resolve_command(ctx, args)


def command(
    name: str,
    about: Message,
    *,
    summary: Message | None = None,
    examples: tuple[str, ...] = (),
) -> Callable[[Callable[..., Any]], click.Command]:
    """Make a command with its help as a `Message`."""
    return click.command(name, cls=SpokenCommand, about=about, summary=summary, examples=examples)


def group_of(name: str, about: Message, *commands: click.Command) -> click.Command:
    """Make a command of commands with its help as a `Message`."""
    return SpokenGroup(name, about=about, commands=commands, subcommand_metavar="COMMAND …")


def changed(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a call says of a thing; what was not named stays as it is."""
    return {name: value for name, value in told.items() if value is not None}


def problem_of(error: click.ClickException) -> Problem:
    """Return click's complaint in our own words, with the help to look at."""
    todo = _see_help(getattr(error, "ctx", None))
    match error:
        case click.NoSuchOption():
            near = (error.possibilities or [""])[0]
            if near:
                todo = say("Is “{near}” meant?", near=near)
            name = cleaned(error.option_name)
            return Problem(say("There is no option {name}.", name=name), todo=todo)
        case click.MissingParameter() if error.param is not None:
            context = error.ctx or click.Context(click.Command("parself"))
            name = error.param.make_metavar(context).strip("[].")
            if isinstance(error.param, click.Option):
                name = error.param.opts[0]
            return Problem(say("{name} is missing.", name=name), todo=todo)
        case click.BadOptionUsage():
            name = cleaned(error.option_name)
            return Problem(say("The option {name} asks for a value.", name=name), todo=todo)
    detail = cleaned(error.format_message())
    return Problem(say("The call cannot be understood: {detail}", detail=detail), todo=todo)


def require_text(words: Iterable[str]) -> None:
    """Raise `UsageError` for a word with bytes that are no text in UTF-8."""
    for word in words:
        shown = cleaned(word)
        # Python keeps such bytes as lone surrogates, which no file and no screen can hold.
        if any("\ud800" <= char <= "\udfff" for char in word):
            what = say("“{word}” holds bytes that are no text in UTF-8.", word=one_line(shown)[:60])
            todo = say("Type it again; a file of such a name has to be renamed first.")
            raise UsageError(Problem(what, todo=todo))


def too_many(word: str, ctx: click.Context) -> UsageError:
    """Return the error for a word that the command has no use for."""
    what = say("“{word}” is one word too many.", word=one_line(word)[:60])
    return UsageError(Problem(what, todo=_see_help(ctx)))


def _see_help(ctx: click.Context | None) -> Message:
    # What opens a folder has no name of its own.
    while ctx is not None and ctx.info_name == OPEN:
        ctx = ctx.parent
    path = ctx.command_path if ctx is not None else "parself"
    return say("See: {command}", command=f"{path} --help")
