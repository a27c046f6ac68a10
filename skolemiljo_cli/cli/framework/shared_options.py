"""Options that several commands share, and the wrapper that gives every command the common ones."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from skolemiljo_cli.cli.framework.settings import of_this_process
from skolemiljo_cli.cli.output import terminal
from skolemiljo_cli.cli.output.shared import Shared
from skolemiljo_cli.errors import UsageFault

if TYPE_CHECKING:
    from skolemiljo_cli.cli.output.reply import Reply


def option(
    names: str, metavar: str, tip: str, complete: Callable[..., list[str]] | None = None
) -> Any:  # noqa: ANN401 - typer's own
    """Return an option with a value; its names have commas between."""
    return typer.Option(*names.split(","), metavar=metavar, help=tip, autocompletion=complete)


def flag(names: str, tip: str) -> Any:  # noqa: ANN401 - typer's own
    """Return an option without a value."""
    return typer.Option(*names.split(","), help=tip)


def argument(metavar: str, tip: str, complete: Callable[..., list[str]] | None = None) -> Any:  # noqa: ANN401 - typer's own
    """Return an argument."""
    return typer.Argument(metavar=metavar, help=tip, autocompletion=complete)


LedgerOption = Annotated[
    str | None,
    option("--ledger", "MAPPE", "Mappen med skolemiljo.yaml (ellers letes det oppover)."),
]
JsonOption = Annotated[bool, flag("--json", "Svar som ett JSON-dokument.")]
TodayOption = Annotated[
    str | None, option("--today", "ÅÅÅÅ-MM-DD", "Regn som om i dag var denne dagen.")
]
NoInputOption = Annotated[bool, flag("--no-input", "Spør aldri om noe.")]
QuietOption = Annotated[bool, flag("--quiet,-q", "Si bare det nødvendige.")]

# in the order of the fields of `Shared`
_SHARED: dict[str, tuple[Any, object]] = {
    "ledger": (LedgerOption, None),
    "json_": (JsonOption, False),
    "today": (TodayOption, None),
    "no_input": (NoInputOption, False),
    "quiet": (QuietOption, False),
}


def complete_case(incomplete: str) -> list[str]:
    """Return the case ids that begin so, else the last four characters that do.

    From the folder names alone; typer keeps only what begins with what is typed.
    """
    from skolemiljo_cli.errors import LedgerError
    from skolemiljo_cli.store.cases.case_names import case_names

    try:
        settings = of_this_process(Shared())
        known = case_names(settings.cwd, settings.named_ledger)
    except (LedgerError, OSError):
        return []
    whole = [case_id for case_id in known if case_id.startswith(incomplete)]
    return whole or [case_id[-4:] for case_id in known if case_id[-4:].startswith(incomplete)]


SakArgument = Annotated[str, argument("SAK", "Saks-id, eller nok av den (k3fq).", complete_case)]


def verb_of(name: str) -> str:
    """Return the Norwegian name of a command; of a part of one (`measure add`) the command's."""
    from skolemiljo_cli.cli import command_list

    entry = command_list.find(name)
    return entry.alias if entry else name


_NAMING = frozenset(
    {
        "SAK", "HVEM", "PART", "MOTTAKER", "ROLLE", "ORD", "TYPE", "SVAR", "ID", "FASE", "FRIST",
        "REGEL", "SJEKK", "DOKUMENT", "KODE", "VERDI",
    }
)  # fmt: skip
"""What options and arguments are called that take a word the program or the case knows."""


def names_something(metavar: str | None) -> bool:
    """Tell whether the value is a word that is known beforehand, as a role or the id of a case.

    Other values are free: texts, days, names, numbers and paths.
    """
    word = (metavar or "").strip("[]").removesuffix(" …")
    return word in _NAMING or "|" in word.removesuffix("|-")


def _naming(own: list[inspect.Parameter], hints: dict[str, Any]) -> dict[str, str]:
    """Return what the parameters that name something are called on the line, by their names."""
    found = {}
    for param in own:
        for info in getattr(hints[param.name], "__metadata__", ()):
            if names_something(info.metavar):
                # typer keeps the first name of an option where a default would be
                names = (info.default, *(info.param_decls or ()))
                options = (name for name in names if str(name).startswith("-"))
                found[param.name] = next(options, info.metavar)
    return found


def _refuse_empty(naming: dict[str, str], given: dict[str, Any]) -> None:
    """Stop on an empty value: it would be as if nothing had been asked for.

    Raises:
        UsageFault: one is empty, as when a variable in a script is not set.
    """
    for name, called in naming.items():
        value = given[name]
        if any(text.strip() == "" for text in ([value] if isinstance(value, str) else value or ())):
            raise UsageFault(
                f"{called} er tom.",
                "Skriv hva det skal være, eller ta det bort. Kommer det fra en variabel i et "
                "skript, er den ikke satt.",
            )


def shared(work: Callable[..., Reply]) -> Callable[..., int]:
    """Give a command the shared options and send what it replies.

    `work` takes `Settings` first and returns a `Reply`; the wrapper writes it and returns the
    exit code.
    """
    hints = get_type_hints(work, include_extras=True)
    own = list(inspect.signature(work).parameters.values())[1:]
    naming = _naming(own, hints)

    @wraps(work)
    def command(ctx: typer.Context, **given: Any) -> int:  # noqa: ANN401 - option values
        later = Shared(*(given.pop(name) for name in _SHARED))
        first = ctx.obj if isinstance(ctx.obj, Shared) else Shared()
        _refuse_empty(naming, given)
        name = str(ctx.command.name)  # also when the alias was typed
        settings = of_this_process(first.under(later), verb_of(name))
        return int(terminal.send(work(settings, **given), settings.shared, name))

    keyword = inspect.Parameter.KEYWORD_ONLY
    params = [inspect.Parameter("ctx", keyword, annotation=typer.Context)]
    params += [param.replace(annotation=hints[param.name], kind=keyword) for param in own]
    params += [
        inspect.Parameter(name, keyword, default=default, annotation=hint)
        for name, (hint, default) in _SHARED.items()
    ]
    annotations: dict[str, Any] = {param.name: param.annotation for param in params}
    del command.__wrapped__
    command.__signature__ = inspect.Signature(params)  # type: ignore[attr-defined]
    command.__annotations__ = annotations
    return command
