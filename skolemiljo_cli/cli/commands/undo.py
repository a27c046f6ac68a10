"""`undo` (`angre`): take back one's own last change by a new commit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from skolemiljo_cli.cli.framework.settings import Settings
from skolemiljo_cli.cli.framework.shared_options import argument, complete_case, shared
from skolemiljo_cli.cli.output import terminal
from skolemiljo_cli.cli.output.reply import Reply

if TYPE_CHECKING:
    from skolemiljo_cli.store.git.own_commits import Change

HELP = """
Tar tilbake det siste du selv gjorde, med en ny versjon i git: det som ble skrevet etterpå av deg
eller andre, står. Gjør du det en gang til, tas det nest siste tilbake. Det som er angret, blir
liggende i historikken, også et fødselsnummer. Bare endringer som er lagret som versjoner, kan
angres.

Er det en stund siden, eller har andre sett det, så skriv heller en retting i loggen.
"""
EXAMPLES = """
Eksempler:
  skolemiljo undo              det siste du gjorde
  skolemiljo undo k3fq         det siste du gjorde i denne saken
"""


@shared
def command(
    settings: Settings,
    sak: Annotated[str | None, argument("[SAK]", "Bare i denne saken.", complete_case)] = None,
) -> Reply:
    """Take back the last change."""
    from skolemiljo_cli.services.versioning.undo import last_change, undo

    ledger = settings.open_ledger()
    change = last_change(ledger, sak)
    if settings.asks and not _agreed(change):
        return Reply(_data(change, ()), notes=("Ingenting er endret.",))
    made = undo(ledger, change, settings.verb)
    return Reply(
        {**_data(change, made.names), "commit": made.version.commit},
        notes=(f"Angret «{change.verb}» i sak {change.about}.", _STILL_THERE, *made.version.notes),
    )


_STILL_THERE = (
    "git har det som ble lagret, fortsatt. Er det noe som ikke skal finnes der, som et "
    "fødselsnummer: ikke kjør sync, og se docs/personvern.md, «Hva historikken i git betyr for "
    "sletting»."
)


def _data(change: Change, names: tuple[str, ...]) -> dict[str, object]:
    return {
        "sak": change.about,
        "angret": change.commit,
        "hva": change.verb,
        "filer": list(names),
        "commit": None,
    }


def _agreed(change: Change) -> bool:
    """Ask before something is taken back: what it was, and when it was done."""
    from skolemiljo_cli import clock
    from skolemiljo_cli.cli.asking import prompts
    from skolemiljo_cli.model.dates import echo

    when = echo(clock.moment_in_norway(change.seconds))
    terminal.say(f"Det siste: «{change.verb}» i sak {change.about}, {when}.")
    return prompts.yes_no("Ta det tilbake?") is True
