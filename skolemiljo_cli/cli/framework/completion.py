"""Completion of party keys and entry ids, from the text of the case file alone: quick."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import typer

from skolemiljo_cli.cli.framework.settings import of_this_process
from skolemiljo_cli.cli.output.shared import Shared
from skolemiljo_cli.errors import LedgerError

# compiled when they are used: every command imports this module
_ID = r"(?<![\w-])([ahpstvxgun]-[0-9a-hjkmnp-tv-z]{4})(?![\w-])"
_PARTIES = r"(?m)^parter:[^\n]*\n((?:[ \t]+[^\n]*\n|\n|#[^\n]*\n)*)"
_KEY = r"(?m)^[ \t]+([a-z]{1,3}[0-9]{1,3}):"

Complete = Callable[[typer.Context, str], list[str]]


def among(words: Iterable[str]) -> Callable[[str], list[str]]:
    """Return the completion of words that are known beforehand."""
    return lambda incomplete: [str(word) for word in words if word.startswith(incomplete)]


def entries(letters: str) -> Complete:
    """Return the completion of entry ids that begin with one of the letters."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        found = dict.fromkeys(re.findall(_ID, _text(ctx)))
        return [key for key in found if key[0] in letters and key.startswith(incomplete)]

    return complete


def parties(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete the keys of the parties in the case named on the line."""
    block = re.search(_PARTIES, _text(ctx))
    found = re.findall(_KEY, block[1]) if block else []
    return [key for key in dict.fromkeys(found) if key.startswith(incomplete)]


def recipients(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete whom a document can be for: the parties of the case, and the offices."""
    offices = ("rektor", "ansatt", "skoleeier", "statsforvalter", "arkiv")
    families = tuple(f"foresatte:{key}" for key in parties(ctx, "") if key[0] == "e")
    rest = [recipient for recipient in (*families, *offices) if recipient.startswith(incomplete)]
    return [*parties(ctx, incomplete), *rest]


def _text(ctx: typer.Context) -> str:
    """Return the text of the case named on the line; an option still to be filled hides it."""
    from skolemiljo_cli.store.cases.case_names import case_text

    words = (ctx.params.get("sak"), *reversed(ctx.args))
    try:
        settings = of_this_process(Shared())
        texts = (
            case_text(settings.cwd, settings.named_ledger, str(word)) for word in words if word
        )
        return next((text for text in texts if text), "")
    except (LedgerError, OSError):
        return ""
