"""`sync` (`synk`): bring in what others have recorded, and send out ours, by git."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

from skolemiljo_cli.cli.framework.settings import Settings
from skolemiljo_cli.cli.framework.shared_options import flag, option, shared
from skolemiljo_cli.cli.output import terminal
from skolemiljo_cli.cli.output.reply import Reply
from skolemiljo_cli.errors import ExitCode, Severity, UsageFault

if TYPE_CHECKING:
    from skolemiljo_cli.services.versioning.choices import Choice
    from skolemiljo_cli.services.versioning.sync import Synket

HELP = """
Lagrer det som er skrevet for hånd som versjoner, henter det andre har ført, slår det sammen sak for
sak, og sender det du har ført. Har begge endret det samme til ulike ting, sier den hvor, og
ingenting blir borte: velg hva som skal stå, ett for ett, og gjør det ferdig med --ferdig. På en
skjerm blir du spurt; ellers sier du det med --velg. Til da lages ingen dokumenter av saken til
noen.

Dette er den eneste kommandoen som bruker nettet. Hvor saksarkivet deles, sies én gang med
«git remote add origin ADRESSEN».
"""
EXAMPLES = """
Eksempler:
  skolemiljo sync
  skolemiljo sync --ferdig        det som ikke lot seg slå sammen, er nå rettet
  skolemiljo sync --ferdig --velg k3fq:melding.dato=min
"""

_SIDES = ("min", "deres")
_PLAIN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:]+)?|[a-z]-[0-9a-z]{4}|[a-z]{1,3}[0-9]{1,3}")


@shared
def command(
    settings: Settings,
    ferdig: Annotated[
        bool, flag("--ferdig", "Ta filene slik de er nå som ferdig slått sammen.")
    ] = False,
    velg: Annotated[
        list[str] | None,
        option(
            "--velg",
            "NØKKEL=min|deres",
            "Hvilken side som skal stå der begge har endret det samme. Flere går.",
        ),
    ] = None,
) -> Reply:
    """Bring in and send out."""
    from skolemiljo_cli.services.versioning.sync import left_to_choose, sync

    chosen = _chosen(velg or ())
    if chosen and not ferdig:
        raise UsageFault("--velg hører sammen med --ferdig.", "Skriv: skolemiljo sync --ferdig …")
    ledger = settings.open_ledger()
    if ferdig and settings.asks:
        chosen |= _asked(left_to_choose(ledger), chosen)
    made = sync(ledger, finish=ferdig, chosen=chosen)
    return Reply(
        data={"lagret": list(made.saved), "hentet": made.fetched, "sendt": made.sent},
        notes=tuple(_notes(made)),
        findings=made.findings,
        exit_code=_code(made),
    )


def _chosen(words: Sequence[str]) -> dict[str, str]:
    """Understand `NØKKEL=min|deres`."""
    found: dict[str, str] = {}
    for word in words:
        key, _, side = word.rpartition("=")
        if not key or side.strip().lower() not in _SIDES:
            raise UsageFault(
                "--velg skrives som NØKKEL=min eller NØKKEL=deres.",
                "Nøklene står i svaret fra: skolemiljo sync",
            )
        found[key.strip()] = side.strip().lower()
    return found


def _asked(choices: Sequence[Choice], chosen: Mapping[str, str]) -> dict[str, str]:
    """Ask for each value that was not chosen on the line; texts are shown by their length."""
    from skolemiljo_cli.cli.asking import prompts

    found: dict[str, str] = {}
    for choice in choices:
        if choice.name in found or any(choice.is_called(word) for word in chosen):
            continue
        terminal.say(f"{choice.name}: begge sider har endret dette.")
        terminal.say(f"  min:   {_shown(choice.conflict.place, choice.mine)}")
        terminal.say(f"  deres: {_shown(choice.conflict.place, choice.theirs)}")
        terminal.say(f"  (det som ikke står i saken nå, ligger i {choice.case.aside})")
        found[choice.name] = prompts.until_good("Hva skal stå (min, deres)?", _side)
    return found


def _side(text: str) -> str:
    if (side := text.strip().lower()) in _SIDES:
        return side
    raise UsageFault("Svar min eller deres.")


def _shown(place: Sequence[str], value: object) -> str:
    """Return a value if it is a day, a key, an id or a known word; else how long it is."""
    from skolemiljo_cli.model.validation.word_keys import closed_words

    if isinstance(value, dict | list):
        return f"({len(value)} opplysninger)"
    if not isinstance(value, str):
        return "(ingenting)"
    is_safe = value in closed_words().get(place[-1] if place else "", ())
    return value if is_safe or _PLAIN.fullmatch(value) else f"({len(value.split())} ord)"


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
