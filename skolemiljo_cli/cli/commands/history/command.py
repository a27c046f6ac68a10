"""`history` (`historikk`): what was recorded when, and what was changed after it was recorded."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Annotated

from skolemiljo_cli.cli.framework.settings import Settings
from skolemiljo_cli.cli.framework.shared_options import (
    argument,
    complete_case,
    flag,
    option,
    shared,
)
from skolemiljo_cli.cli.output import terminal
from skolemiljo_cli.cli.output.reply import Reply
from skolemiljo_cli.errors import ExitCode, UsageFault

if TYPE_CHECKING:
    from skolemiljo_cli.services.history.anchor import Claim
    from skolemiljo_cli.services.history.report import Report

_WORTH_A_BAR = 100
"""Cases; each has a score of versions to be read."""
_LARGEST = 50 * 1024 * 1024
"""Bytes of a document."""

HELP = """
Hva git har registrert: når hver innføring sier at noe skjedde, når den ble ført og av hvem, og
hva som er endret eller fjernet etterpå. Personer vises med nøkkel (a1) eller nummer (g1).

Med --check sees alle sakene etter: endret eller fjernet etter føring, ført for sent, satt i en
tid som ikke var kommet. Den sier ingenting og avslutter med 0 når alt er i orden, med 1 når det
er funn, og med 65 når den nyeste versjonen av en sak ikke kan leses. Med --anchor holdes et
utskrevet dokument opp mot historikken.

Git kan ikke vise at historikken er skrevet om (amend, rebase, et nytt lager), og tidene er de som
klokken på maskinen viste. Det kan dokumenter som er arkivert et annet sted: se --anchor.
"""
EXAMPLES = """
Eksempler:
  skolemiljo history k3fq                       hele forløpet i én sak
  skolemiljo history --check                    alle sakene
  skolemiljo history --anchor 3f9a1c77b2d0      tallet etter SHA-256 på et dokument
  skolemiljo history --anchor notat.html        selve dokumentet
"""


@shared
def command(
    settings: Settings,
    saker: Annotated[
        list[str] | None, argument("[SAK …]", "Saks-id-er, eller nok av dem.", complete_case)
    ] = None,
    check: Annotated[
        bool, flag("--check", "Se etter endringer i alle sakene, eller i disse.")
    ] = False,
    anchor: Annotated[
        str | None,
        option(
            "--anchor",
            "VERDI",
            "Finn versjonen til et dokument: fra SHA-256, git-versjon eller filen selv.",
        ),
    ] = None,
    names: Annotated[bool, flag("--names", "Vis navn på dem som har ført.")] = False,
) -> Reply:
    """Show the history."""
    chosen = saker or []
    if anchor is not None:
        if check:
            raise UsageFault("--check og --anchor kan ikke brukes sammen.", "Velg én av dem.")
        return _anchored(settings, chosen, anchor)
    if not check and len(chosen) != 1:
        raise UsageFault(
            "Det er ikke sagt hvilken sak." if not chosen else "Historikken vises for én sak.",
            "Skriv: skolemiljo history SAK. Alle sakene: skolemiljo history --check",
        )
    from skolemiljo_cli.services.history.report import report

    watched = partial(terminal.watched, worth=_WORTH_A_BAR)
    found = report(settings.open_ledger(), chosen, watched)
    return _checked(found) if check else _shown(found, names=names)


def _checked(found: Report) -> Reply:
    from skolemiljo_cli.cli.commands.history.data import data
    from skolemiljo_cli.cli.commands.history.lines import check_notes

    lines = terminal.finding_lines(found.findings)
    notes, code = tuple(check_notes(found)), _exit_code(found)
    return Reply(data(found), lines, notes, found.findings, code, findings_in_body=True)


def _exit_code(found: Report) -> ExitCode:
    if found.unreadable:
        return ExitCode.DATA
    return ExitCode.FINDINGS if found.findings else ExitCode.OK


def _shown(found: Report, *, names: bool) -> Reply:
    from skolemiljo_cli.cli.commands.history.data import data
    from skolemiljo_cli.cli.commands.history.lines import case_notes, case_parts

    shown = names and terminal.may_show_names()
    kept_back = (terminal.NO_NAMES,) if names and not shown else ()
    return Reply(
        data(found, detailed=True, names=shown),
        tuple(case_parts(found, names=shown)),
        (*case_notes(found), *kept_back),
        found.findings,
        ExitCode.DATA if found.unreadable else ExitCode.OK,
        findings_in_body=True,
    )


def _anchored(settings: Settings, chosen: list[str], value: str) -> Reply:
    from skolemiljo_cli.cli.commands.history.data import anchor_data
    from skolemiljo_cli.cli.commands.history.lines import anchor_lines
    from skolemiljo_cli.errors import Finding, Severity
    from skolemiljo_cli.services.history.anchor import anchor

    answer = anchor(settings.open_ledger(), chosen, _claim(settings, value))
    reply = Reply(anchor_data(answer), tuple(anchor_lines(answer)))
    if answer.why is None:
        return reply
    found = Finding("anker-ikke-funnet", Severity.ERROR, answer.why)
    return replace(reply, findings=(found,), exit_code=ExitCode.FINDINGS)


def _claim(settings: Settings, value: str) -> Claim:
    from skolemiljo_cli.services.history.anchor import claim_of_document, claim_of_number
    from skolemiljo_cli.store import files

    claim = claim_of_number(value)
    if claim is not None:
        return claim
    if not value.lower().endswith((".md", ".markdown", ".html", ".htm")):
        raise UsageFault(
            "--anchor er verken et tall fra et dokument eller et dokument.",
            "Skriv tallet etter SHA-256 eller git, eller en fil som ender på .md eller .html.",
        )
    return claim_of_document(files.read_bytes(settings.cwd / value, max_bytes=_LARGEST))
