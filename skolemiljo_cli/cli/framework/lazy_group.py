"""Commands and their group with help in Norwegian; the group imports a command when it is used."""

from __future__ import annotations

from functools import cache, partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup

from skolemiljo_cli.cli import command_list
from skolemiljo_cli.cli.output import terminal
from skolemiljo_cli.errors import UsageFault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

HELP_OPTION = {"help_option_names": ["--help", "-h"]}
SHARED_OPTIONS = ("ledger", "json_", "today", "no_input", "quiet")


class NorwegianCommand(TyperCommand):
    """A command whose help page is in Norwegian."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - typer's own
        """Write how the command is used."""
        _usage(self, ctx, formatter)

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - typer's own
        """Write the arguments, the command's own options and the shared ones."""
        params = self.get_params(ctx)
        _section(formatter, "Argumenter", (one for one in params if _is_argument(one)))
        options = [one for one in params if not _is_argument(one)]
        common = (*SHARED_OPTIONS, "help")
        _section(formatter, "Valg", (one for one in options if one.name not in common))
        _section(formatter, "Felles valg", (one for one in options if one.name in common))

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002 - typer's own
        """Write the examples as they stand."""
        _epilog(self.epilog, formatter)


class LazyGroup(TyperGroup):
    """The root: knows every command by name, imports only the one that is run."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002 - typer's own
        """Return the names of the commands, in the order of the work."""
        return [one.name for one in command_list.COMMANDS]

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
        from typer._click.shell_completion import CompletionItem

        if incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        return [
            CompletionItem(name, help=one.line)
            for one in command_list.COMMANDS
            for name in dict.fromkeys((one.name, one.alias))
            if name.startswith(incomplete)
        ]

    def format_usage(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - typer's own
        """Write how the program is used."""
        _usage(self, ctx, formatter)

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - typer's own
        """Write the commands, then the shared options."""
        with formatter.section("Kommandoer (norsk navn i parentes)"):
            formatter.write_dl(
                [(command_list.shown(one), one.line) for one in command_list.COMMANDS]
            )
        _section(formatter, "Valg", self.get_params(ctx))

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002 - typer's own
        """Write the examples as they stand."""
        _epilog(self.epilog, formatter)


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
    command = typer.main.get_command(holder)
    _norwegian_help_option(command)
    take_as_typed(command)
    return command


def take_as_typed(command: Any) -> None:  # noqa: ANN401 - typer's own command type
    """Let the parameters of a command be what was typed; the framework's own go the long way.

    Every value here is text, a list of texts or a flag, and is understood in `changing.parse`.
    Typer would ask pydantic to turn text into text, which doubles the time of help and completion.
    """
    for param in command.params:
        _take_as_typed(param)


def _take_as_typed(param: Any) -> None:  # noqa: ANN401 - typer's own
    param.process_value = partial(_as_typed, param, param.process_value)


def _as_typed(
    param: Any,  # noqa: ANN401 - typer's own
    long_way: Callable[[Any, Any], Any],
    ctx: Any,  # noqa: ANN401 - typer's own
    value: Any,  # noqa: ANN401 - what was typed
) -> Any:  # noqa: ANN401 - what was typed
    needed = param.required and not ctx.resilient_parsing  # completing, nothing is needed yet
    if (needed and param.value_is_missing(value)) or (param.callback is not None and value):
        return long_way(ctx, value)
    return () if value is None and (param.multiple or param.nargs == -1) else value


def _norwegian_help_option(command: Any) -> None:  # noqa: ANN401 - typer's own command type
    original = command.get_help_option

    def translated(ctx: Any) -> Any:  # noqa: ANN401 - typer's own
        option = original(ctx)
        if option is not None and option.callback is not _show_help:
            option.help = "Vis denne hjelpen."
            option.callback = _show_help
            _take_as_typed(option)
        return option

    command.get_help_option = translated


def _show_help(ctx: Any, _param: Any, value: bool) -> None:  # noqa: ANN401, FBT001, RUF100 - typer's
    """Write the page by our own doorway, so that `--help | head` ends well."""
    if value and not ctx.resilient_parsing:
        terminal.put(ctx.get_help())
        ctx.exit()


def norwegian_root(command: Any) -> Any:  # noqa: ANN401 - typer's own command type
    """Return the root with the framework's own options explained in Norwegian."""
    _norwegian_help_option(command)
    take_as_typed(command)
    words = {
        "install_completion": "Slå på fullføring med tabulator i skallet ditt.",
        "show_completion": "Vis skriptet for fullføring med tabulator.",
    }
    for param in command.params:
        param.help = words.get(param.name, param.help)
    return command


def _is_argument(param: Any) -> bool:  # noqa: ANN401 - typer's own
    return bool(param.param_type_name == "argument")


def _usage(command: Any, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - typer's own
    # typer puts braces round what is needed and brackets round what already has them
    pieces = " ".join(command.collect_usage_pieces(ctx)).translate({123: None, 125: None})
    pieces = pieces.replace("[[", "[").replace("]]", "]").replace("…]...", "…]")
    formatter.write_usage(ctx.command_path, pieces, prefix="Bruk: ")


def _section(formatter: Any, title: str, params: Iterable[Any]) -> None:  # noqa: ANN401 - typer's
    records = [_record(one) for one in params if not one.hidden]
    if records:
        with formatter.section(title):
            formatter.write_dl(records)


def _record(param: Any) -> tuple[str, str]:  # noqa: ANN401 - typer's own
    if _is_argument(param):
        return param.metavar or param.name, param.help or ""
    names = ", ".join((*sorted(param.opts, key=len, reverse=True), *param.secondary_opts))
    takes_value = not param.is_flag and not param.count
    return (
        f"{names} {param.metavar}" if takes_value and param.metavar else names
    ), param.help or ""


def _epilog(text: str | None, formatter: Any) -> None:  # noqa: ANN401 - typer's own
    if text:
        formatter.write_paragraph()
        formatter.write("\n".join(line.rstrip() for line in text.strip().splitlines()) + "\n")
