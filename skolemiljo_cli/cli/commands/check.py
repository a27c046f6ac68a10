"""`check` (`sjekk`): are the files valid and the cases whole; silent when all is well."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from skolemiljo_cli.cli import output
from skolemiljo_cli.cli.options import complete_case, shared
from skolemiljo_cli.cli.reply import Reply
from skolemiljo_cli.cli.settings import Settings
from skolemiljo_cli.errors import ExitCode, Severity

if TYPE_CHECKING:
    from skolemiljo_cli.services.check import CheckReport

HELP = """
Sier ingenting og avslutter med 0 når alt er i orden. Feil gir 1; en fil som ikke kan leses
som en sak, gir 65 (de andre blir likevel sjekket).
"""
EXAMPLES = """
Eksempler:
  skolemiljo check                 alle sakene
  skolemiljo check k3fq            én sak
  skolemiljo check --json          til et annet program
"""


@shared
def command(
    settings: Settings,
    saker: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SAK …]", help="Saks-id-er; ellers alle.", autocompletion=complete_case
        ),
    ] = None,
) -> Reply:
    """Check the cases."""
    from skolemiljo_cli.services.check import check

    report = check(settings.open_ledger(), settings.today, saker or [], output.watched)
    lines = output.finding_lines(report.findings)
    return Reply(
        data={"saker": report.cases, "feil": _count(report, Severity.ERROR)},
        body=lines,
        notes=(_summary(report),) if lines else (),
        findings=report.findings,
        exit_code=_exit_code(report),
        findings_in_body=True,
    )


def _exit_code(report: CheckReport) -> ExitCode:
    if report.unreadable:
        return ExitCode.DATA
    return ExitCode.FINDINGS if report.has_errors else ExitCode.OK


def _count(report: CheckReport, severity: Severity) -> int:
    return sum(one.severity is severity for one in report.findings)


def _summary(report: CheckReport) -> str:
    errors, warnings = _count(report, Severity.ERROR), _count(report, Severity.WARNING)
    cases = "1 sak" if report.cases == 1 else f"{report.cases} saker"
    told = f"{errors} feil" + (f" og {warnings} {_advarsler(warnings)}" if warnings else "")
    return f"{told} i {cases}. Rett i filen på linjen som er nevnt, og kjør check igjen."


def _advarsler(count: int) -> str:
    return "advarsel" if count == 1 else "advarsler"
