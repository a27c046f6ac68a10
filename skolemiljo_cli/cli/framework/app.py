"""The edge: one root, one place where every failure becomes a sentence and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import cache
from typing import Annotated, Any

import typer
from typer.exceptions import TyperException

from skolemiljo_cli.cli import command_list
from skolemiljo_cli.cli.framework import lazy_group as pages
from skolemiljo_cli.cli.framework import shared_options
from skolemiljo_cli.cli.framework.usage_errors import fault_of
from skolemiljo_cli.cli.output import terminal
from skolemiljo_cli.cli.output.shared import Shared
from skolemiljo_cli.errors import ExitCode, Interrupted, LedgerError

EXAMPLES = """
Eksempler:
  skolemiljo demo                       se hvordan det virker
  skolemiljo init                       lag et saksarkiv i denne mappen
  skolemiljo new-case                   registrer en melding
  skolemiljo deadlines                  hva forfaller?
  skolemiljo render k3fq varsling -o notat.html

Hjelp til en kommando: skolemiljo KOMMANDO --help
"""

app = typer.Typer(
    cls=pages.LazyGroup,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    pretty_exceptions_show_locals=False,
    context_settings=pages.HELP_OPTION,
    options_metavar="[VALG]",
    subcommand_metavar="KOMMANDO …",
    epilog=EXAMPLES,
    invoke_without_command=True,
)


@app.callback()
def root(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Vis versjonen.")] = False,  # noqa: FBT002, RUF100
    ledger: shared_options.LedgerOption = None,
    json_: shared_options.JsonOption = False,  # noqa: FBT002, RUF100
    today: shared_options.TodayOption = None,
    no_input: shared_options.NoInputOption = False,  # noqa: FBT002, RUF100
    quiet: shared_options.QuietOption = False,  # noqa: FBT002, RUF100
) -> None:
    """Saksarkiv for skolemiljøsaker etter opplæringslova kapittel 12.

    Hver sak er én fil. Fristene regnes ut av det som står i den.
    """
    ctx.obj = Shared(ledger, json_, today, no_input, quiet)
    if version:
        from skolemiljo_cli import __version__

        terminal.put(f"skolemiljo {__version__}")
        raise typer.Exit(ExitCode.OK)
    if ctx.invoked_subcommand is None:
        terminal.put(ctx.get_help())
        raise typer.Exit(ExitCode.OK)


def run(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    terminal.have_streams()
    terminal.use_utf8()
    os.umask(0o077)  # what is written is about children: for the owner's eyes
    words = list(sys.argv[1:] if argv is None else argv)
    as_json = "--json" in words
    command = _named_command(words)
    try:
        return _run(words)
    except LedgerError as error:
        return terminal.fail(error, json=as_json, command=command)
    except TyperException as error:
        return terminal.fail(fault_of(error, command), json=as_json, command=command)
    except (typer.Abort, KeyboardInterrupt):  # before the framework has begun, or at its end
        return terminal.fail(Interrupted(), json=as_json, command=command)
    except Exception as error:  # noqa: BLE001, RUF100 - the last resort: our own bug, told without names
        if os.environ.get("SKOLEMILJO_DEBUG"):
            import traceback

            # the way, not the values
            terminal.say("".join(traceback.format_tb(error.__traceback__)))
        return terminal.fail(_bug(error), json=as_json, command=command)


@cache
def _program() -> Any:  # noqa: ANN401 - typer's own command type
    return pages.norwegian_root(typer.main.get_command(app))


def _run(words: list[str]) -> int:
    result = _program().main(args=words, prog_name="skolemiljo", standalone_mode=False)
    if result == ExitCode.INTERRUPTED:  # the framework swallows Ctrl-C, and says nothing
        raise Interrupted
    return int(result or 0)


def _named_command(words: Sequence[str]) -> str | None:
    """Return the command that the first word which is no option or its value names."""
    rest = iter(words)
    for word in rest:
        if word in ("--ledger", "--today"):
            next(rest, None)
        elif not word.startswith("-"):
            entry = command_list.find(word)
            return entry.name if entry else None
    return None


def _bug(error: Exception) -> LedgerError:
    """Say where in the program it failed, never what was in the file: that may be a name."""
    trace, where = error.__traceback__, "ukjent sted"
    while trace is not None:
        module = str(trace.tb_frame.f_globals.get("__name__", ""))
        if module.startswith("skolemiljo_cli"):
            where = f"{module}:{trace.tb_lineno}"
        trace = trace.tb_next
    return LedgerError(
        f"Dette er en feil i skolemiljo selv ({type(error).__name__} i {where}).",
        "Ingenting fra saken er vist her. Meld feilen med denne linjen.",
    )
