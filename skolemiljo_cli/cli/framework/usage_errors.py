"""What is wrong with the words on the command line, said in Norwegian."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from skolemiljo_cli.errors import UsageFault

if TYPE_CHECKING:
    from typer.exceptions import TyperException

_NEAR = 0.75
"""How like a known option one must be to be repeated."""


def fault_of(error: TyperException, command: str | None = None) -> UsageFault:
    """Return the framework's complaint as ours; told apart by class name, its module is private.

    `command` is the one that was being read, for the complaints that do not say it themselves.
    """
    tell = _TELL.get(type(error).__name__, _general)
    return UsageFault(tell(error), _hint(error, command))


def _hint(error: Any, command: str | None) -> str:  # noqa: ANN401 - the framework's own
    context = getattr(error, "ctx", None)
    path = context.command_path if context else " ".join(filter(None, ("skolemiljo", command)))
    return f"Se hjelpen: {path} --help"


def _no_such_option(error: Any) -> str:  # noqa: ANN401 - the framework's own
    name = str(error.option_name)
    near = sorted(error.possibilities or ())
    # one that is near another is a slip for it; any other may be a text that begins with «--»
    shown = f" {name}" if near and _is_slip(name, near) else ""
    return f"Ukjent valg{shown}." + (f" Mente du {' eller '.join(near)}?" if near else "")


def _is_slip(name: str, near: Iterable[str]) -> bool:
    return any(SequenceMatcher(None, name, option).ratio() >= _NEAR for option in near)


def _missing(error: Any) -> str:  # noqa: ANN401 - the framework's own
    param = error.param
    name = (param.metavar or param.name) if param is not None else "noe"
    return f"{name} mangler."


def _wrong_use(error: Any) -> str:  # noqa: ANN401 - the framework's own
    name = getattr(error, "option_name", "")
    message = str(error.message)
    if "requires" in message and "argument" in message:
        return f"Valget {name} mangler en verdi."
    if "does not take" in message:
        return f"Valget {name} tar ingen verdi."
    return f"Valget {name} er brukt feil."


def _general(error: Any) -> str:  # noqa: ANN401 - the framework's own
    message = str(getattr(error, "message", ""))
    if "unexpected extra argument" in message:
        return "Det står flere ord på linjen enn kommandoen tar."
    return "Kommandoen kan ikke brukes slik."


_TELL = {
    "NoSuchOption": _no_such_option,
    "MissingParameter": _missing,
    "BadOptionUsage": _wrong_use,
}
