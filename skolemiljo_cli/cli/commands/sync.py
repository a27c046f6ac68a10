"""`sync` (`synk`): bring in what others have recorded, and send out ours, by git."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from skolemiljo_cli.cli.framework.settings import Settings
from skolemiljo_cli.cli.framework.shared_options import flag, shared
from skolemiljo_cli.cli.output.reply import Reply
from skolemiljo_cli.errors import ExitCode, Severity

if TYPE_CHECKING:
    from skolemiljo_cli.services.versioning.sync import Synket

HELP = """
Lagrer det som er skrevet for hånd som versjoner, henter det andre har ført, slår det sammen sak for
sak, og sender det du har ført. Har begge endret det samme til ulike ting, sier den hvor, og
ingenting blir borte: velg hva som skal stå, og gjør det ferdig med --ferdig.

Dette er den eneste kommandoen som bruker nettet. Hvor saksarkivet deles, sies én gang med
«git remote add origin ADRESSEN».
"""
EXAMPLES = """
Eksempler:
  skolemiljo sync
  skolemiljo sync --ferdig        det som ikke lot seg slå sammen, er nå rettet
"""


@shared
def command(
    settings: Settings,
    ferdig: Annotated[
        bool, flag("--ferdig", "Ta filene slik de er nå som ferdig slått sammen.")
    ] = False,
) -> Reply:
    """Bring in and send out."""
    from skolemiljo_cli.services.versioning.sync import sync

    made = sync(settings.open_ledger(), finish=ferdig)
    return Reply(
        data={"lagret": list(made.saved), "hentet": made.fetched, "sendt": made.sent},
        notes=tuple(_notes(made)),
        findings=made.findings,
        exit_code=_code(made),
    )


def _code(made: Synket) -> ExitCode:
    if made.stopped:
        return ExitCode.FINDINGS
    unreadable = any(finding.severity is Severity.ERROR for finding in made.findings)
    return ExitCode.DATA if unreadable else ExitCode.OK


def _notes(made: Synket) -> Iterator[str]:
    if made.saved:
        yield f"Lagret det som var skrevet for hånd: {', '.join(made.saved)}"
    if made.stopped:
        yield "Ikke ferdig: ingenting er sendt ennå."
        return
    if not made.fetched and not made.sent:
        yield "Alt er likt her og der."
        return
    yield f"Hentet {_versions(made.fetched)}, sendte {_versions(made.sent)}."


def _versions(count: int) -> str:
    return "én versjon" if count == 1 else f"{count} versjoner"
