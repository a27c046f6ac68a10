"""`deadlines` (`frister`): what is due over all cases, on a terminal, in a mail, as data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from skolemiljo_cli.calendar.deadline import Fristtype, Tilstand
from skolemiljo_cli.cli.changing import parse
from skolemiljo_cli.cli.framework import completion
from skolemiljo_cli.cli.framework.settings import Settings
from skolemiljo_cli.cli.framework.shared_options import complete_case, flag, option, shared
from skolemiljo_cli.cli.output import deadline_lines, terminal
from skolemiljo_cli.cli.output.reply import Reply
from skolemiljo_cli.errors import ExitCode, UsageFault
from skolemiljo_cli.model.ids import PARTY_KEY
from skolemiljo_cli.model.vocab import Rolle, plain

if TYPE_CHECKING:
    from skolemiljo_cli.services.overview.cases import DueReport, Wanted

HELP = """
Uten grenser: det som er forfalt, det som forfaller i dag, og de neste 10 virkedagene.
Hver frist sier hva den bygger på: lov, praksis, skolens lokale norm eller sakens egen plan.
"""
EXAMPLES = """
Eksempler:
  skolemiljo deadlines                        forfalt, i dag og snart
  skolemiljo deadlines --within 3             de neste 3 virkedagene
  skolemiljo deadlines --overdue --responsible rektor
  skolemiljo deadlines --all --ics > frister.ics
  skolemiljo deadlines --quiet --fail-on overdue    i cron: stille når alt er i rute
"""


class FailOn(StrEnum):
    """What `--fail-on` fails on."""

    OVERDUE = "overdue"
    SOON = "soon"


_FAIL_ON = {
    FailOn.OVERDUE: {Tilstand.FORFALT},
    FailOn.SOON: {Tilstand.FORFALT, Tilstand.I_DAG, Tilstand.SNART},
}
_NOBODY = "uavklart"
"""Whom a deadline falls on when no party of the case is to carry it out."""


@shared
def command(
    settings: Settings,
    within: Annotated[
        str | None, option("--within", "N", "Forfalt, og de neste N virkedagene.")
    ] = None,
    overdue: Annotated[bool, flag("--overdue", "Bare det som er forfalt.")] = False,
    everything: Annotated[bool, flag("--all", "Alle frister, også senere.")] = False,
    kind: Annotated[
        list[str] | None,
        option(
            "--kind",
            "FRIST",
            f"Bare denne typen (flere ganger går): {', '.join(Fristtype)}.",
            completion.among(Fristtype),
        ),
    ] = None,
    case: Annotated[str | None, option("--case", "SAK", "Bare denne saken.", complete_case)] = None,
    responsible: Annotated[
        str | None,
        option(
            "--responsible",
            "HVEM",
            "Bare det som faller på denne rollen (rektor, kontaktlærer …), eller på parten med "
            "denne nøkkelen. Flere med komma.",
            completion.among((*Rolle, _NOBODY)),
        ),
    ] = None,
    ics: Annotated[bool, flag("--ics", "Skriv fristene som en kalenderfil.")] = False,
    fail_on: Annotated[
        str | None,
        option(
            "--fail-on",
            "overdue|soon",
            "Avslutt med kode 1 når noe av det viste er forfalt (overdue), eller også "
            "forfaller i dag eller snart (soon).",
        ),
    ] = None,
) -> Reply:
    """Show what is due."""
    from skolemiljo_cli.services.overview.cases import Wanted, due

    fails = parse.word("--fail-on", fail_on, FailOn)
    if ics and settings.shared.json:
        raise UsageFault("--ics og --json kan ikke brukes sammen.", "Velg ett av dem.")
    wanted = Wanted(
        within=parse.whole_number("--within", within),
        overdue=overdue,
        everything=everything,
        kinds=_kinds(kind),
        case=case,
        responsible=_responsible(responsible),
        calendar=ics,
    )
    report = due(settings.open_ledger(), settings.today, wanted, terminal.watched)
    return _reply(report, wanted, _exit_code(report, fails), ics=ics)


def _responsible(given: str | None) -> tuple[str, ...]:
    """Return the roles and keys asked for, also as the table shows them (`a1 kontaktlærer`).

    Raises:
        UsageFault: there is none, or one is neither a role nor like a key.
    """
    parts = [part.strip() for part in (given or "").split(",") if part.strip()]
    if given is not None and not parts:
        raise UsageFault("--responsible er tom.", "Skriv en rolle: --responsible rektor")
    return tuple(_one_responsible(part) for part in parts)


def _one_responsible(text: str) -> str:
    key, _, role = text.lower().partition(" ")
    is_key = PARTY_KEY.fullmatch(key) is not None
    if (is_key and not role) or key == _NOBODY:
        return key
    found = parse.word("--responsible", role if is_key else text, Rolle)
    return key if is_key or found is None else found.value


def _kinds(given: Iterable[str] | None) -> tuple[Fristtype, ...]:
    """Return the kinds asked for, by their word (`palegg`) or as they are shown (`pålegg`)."""
    from skolemiljo_cli.calendar.registry import RULES

    rows = [rule.rad for rule in RULES]
    shown = {plain(name): row.ord for row in rows for name in (row.navn, row.navn_i_kalender)}
    parts = (part for text in given or () for part in text.split(","))
    return parse.several("--kind", [shown.get(plain(part), part) for part in parts], Fristtype)


def _exit_code(report: DueReport, fail_on: FailOn | None) -> ExitCode:
    if report.findings:
        return ExitCode.DATA
    hit = _FAIL_ON[fail_on] if fail_on else set()
    return ExitCode.FINDINGS if any(f.tilstand in hit for f in report.frister) else ExitCode.OK


def _reply(report: DueReport, wanted: Wanted, code: ExitCode, *, ics: bool) -> Reply:
    data = {"frister": [deadline_lines.frist_data(frist) for frist in report.frister]}
    answer = Reply(data, findings=report.findings, exit_code=code)
    if ics:
        from skolemiljo_cli.render.ical import calendar

        text = calendar(due.frist for due in report.frister)
        cases = "1 sak" if report.held_back == 1 else f"{report.held_back} saker"
        told = f"{cases} er ikke med i kalenderen: de skal ikke deles der."
        return replace(answer, raw=text, notes=(told,) if report.held_back else ())
    if not report.frister:
        return replace(answer, notes=(_calm(report, wanted),))
    return replace(answer, body=(deadline_lines.frist_table(report.frister),))


def _calm(report: DueReport, wanted: Wanted) -> str:
    if report.cases == 0:
        return "Ingen saker her ennå. Registrer en med: skolemiljo new-case"
    if report.findings:
        return "Ingen frister å vise i det som kunne leses."
    if wanted.overdue or wanted.kinds or wanted.case or wanted.responsible or wanted.everything:
        return "Ingen frister passer med det du spurte om."
    return "Ingen frister å vise. Alt annet ligger lenger fram: skolemiljo deadlines --all"
