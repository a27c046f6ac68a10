"""Commands with help in Norwegian, and their group, which imports a command when it is used."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple, Self

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from skolemiljo_cli.cli import command_list
from skolemiljo_cli.cli.output import terminal
from skolemiljo_cli.errors import UsageFault

HELP_OPTION = {"help_option_names": ["--help", "-h"]}
SHARED_OPTIONS = ("ledger", "json_", "today", "no_input", "quiet")


class _AsTyped:
    """A parameter whose value is what was typed: text, a list of texts, or a flag.

    All values are understood in `changing.parse`. Typer's own parameters import pydantic to turn
    text into text, even for an option that was not given: `log --help` then takes 200 ms of
    processor time, not 101, and completion 190, not 87.
    """

    required: bool
    multiple: bool
    nargs: int
    callback: Any
    value_is_missing: Callable[[Any], bool]

    @classmethod
    def of(cls, param: Any) -> Self:  # noqa: ANN401 - typer's own
        """Return a parameter like this one; Typer has no place to name the class it makes."""
        new = cls.__new__(cls)
        vars(new).update(vars(param))
        return new

    def process_value(self, ctx: Any, value: Any) -> Any:  # noqa: ANN401 - typer's own
        """Return the value, or let Typer say what is missing and call what is to be called."""
        needed = self.required and not ctx.resilient_parsing  # completing, nothing is needed yet
        if (needed and self.value_is_missing(value)) or (self.callback is not None and value):
            return super().process_value(ctx, value)  # type: ignore[misc]
        return () if value is None and (self.multiple or self.nargs == -1) else value


class _Option(_AsTyped, TyperOption):
    """An option."""


class _Argument(_AsTyped, TyperArgument):
    """An argument."""


class _InNorwegian:
    """What the root and every command have in Norwegian."""

    params: list[Any]
    epilog: str | None
    _help: _Option | None = None

    def take_as_typed(self) -> None:
        """Let the values of the parameters be what was typed."""
        self.params = [(_Argument if _is_argument(p) else _Option).of(p) for p in self.params]

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401 - typer's own
        """Return the option that shows the help page."""
        if self._help is None:
            self._help = _Option.of(super().get_help_option(ctx))  # type: ignore[misc]
            self._help.help = "Vis denne hjelpen."
            self._help.callback = _show_help
        return self._help

    def format_usage(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - typer's own
        """Write how it is used."""
        # typer puts braces round what is needed and brackets round what already has them
        pieces = " ".join(self.collect_usage_pieces(ctx)).translate({123: None, 125: None})  # type: ignore[attr-defined]
        pieces = pieces.replace("[[", "[").replace("]]", "]").replace("…]...", "…]")
        formatter.write_usage(ctx.command_path, pieces, prefix="Bruk: ")

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002 - typer's own
        """Write the examples as they stand."""
        if self.epilog:
            formatter.write_paragraph()
            lines = (line.rstrip() for line in self.epilog.strip().splitlines())
            formatter.write("\n".join(lines) + "\n")


class NorwegianCommand(_InNorwegian, TyperCommand):
    """A command whose help page is in Norwegian."""

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - typer's own
        """Write the arguments, the command's own options and the shared ones."""
        params = self.get_params(ctx)
        _section(formatter, "Argumenter", (param for param in params if _is_argument(param)))
        options = [param for param in params if not _is_argument(param)]
        common = (*SHARED_OPTIONS, "help")
        _section(formatter, "Valg", (option for option in options if option.name not in common))
        _section(formatter, "Felles valg", (option for option in options if option.name in common))


class Suggestion(NamedTuple):
    """A word that completion suggests, as the shells' scripts read it: Typer has no public name."""

    value: str
    help: str
    type: str = "plain"


class LazyGroup(_InNorwegian, TyperGroup):
    """The root: knows every command by name, imports only the one that is run."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002 - typer's own
        """Return the names of the commands, in the order of the work."""
        return [entry.name for entry in command_list.COMMANDS]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002 - typer's own
        """Return the command with this name or alias."""
        entry = command_list.find(cmd_name)
        return None if entry is None else load(entry)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - typer's own
        """Return the command meant by the first word.

        Raises:
            UsageFault: there is no such command; the nearest one is suggested.
        """
        if command_list.find(args[0]) is None and not ctx.resilient_parsing:
            meant = command_list.suggestion(args[0])
            raise UsageFault(
                "Det finnes ingen slik kommando.",
                f"Mente du «{meant}»?" if meant else "Se kommandoene med: skolemiljo --help",
            )
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:  # noqa: ANN401 - typer's own
        """Complete names of commands without importing them."""
        if incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        return [
            Suggestion(name, entry.line)
            for entry in command_list.COMMANDS
            for name in dict.fromkeys((entry.name, entry.alias))
            if name.startswith(incomplete)
        ]

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - typer's own
        """Write the commands, then the shared options."""
        with formatter.section("Kommandoer (norsk navn i parentes)"):
            formatter.write_dl(
                [(command_list.shown(entry), entry.line) for entry in command_list.COMMANDS]
            )
        _section(formatter, "Valg", self.get_params(ctx))


@cache
def load(entry: command_list.Entry) -> Any:  # noqa: ANN401 - typer's own command type
    """Import the module of a command and return the command it holds."""
    module = import_module(f"skolemiljo_cli.cli.commands.{entry.module}")
    holder = typer.Typer(
        add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
    )
    holder.command(
        name=entry.name,
        cls=NorwegianCommand,
        help=f"{entry.line}\n\n{module.HELP}",
        epilog=module.EXAMPLES,
        options_metavar="[VALG]",
        context_settings=HELP_OPTION,
    )(module.command)
    command: Any = typer.main.get_command(holder)
    command.take_as_typed()
    return command


def _show_help(ctx: Any, _param: Any, value: bool) -> None:  # noqa: ANN401, FBT001, RUF100 - typer's
    """Write the page by our own doorway, so that `--help | head` ends well."""
    if value and not ctx.resilient_parsing:
        terminal.put(ctx.get_help())
        ctx.exit()


def norwegian_root(command: Any) -> Any:  # noqa: ANN401 - typer's own command type
    """Return the root with the framework's own options explained in Norwegian."""
    command.take_as_typed()
    words = {
        "install_completion": "Slå på fullføring med tabulator i skallet ditt.",
        "show_completion": "Vis skriptet for fullføring med tabulator.",
    }
    for param in command.params:
        param.help = words.get(param.name, param.help)
    return command


def _is_argument(param: Any) -> bool:  # noqa: ANN401 - typer's own
    return bool(param.param_type_name == "argument")


def _section(formatter: Any, title: str, params: Iterable[Any]) -> None:  # noqa: ANN401 - typer's
    records = [_record(param) for param in params if not param.hidden]
    if records:
        with formatter.section(title):
            formatter.write_dl(records)


def _record(param: Any) -> tuple[str, str]:  # noqa: ANN401 - typer's own
    if _is_argument(param):
        return param.metavar or param.name, param.help or ""
    names = ", ".join((*sorted(param.opts, key=len, reverse=True), *param.secondary_opts))
    if param.metavar and not param.is_flag and not param.count:
        names = f"{names} {param.metavar}"
    return names, param.help or ""
