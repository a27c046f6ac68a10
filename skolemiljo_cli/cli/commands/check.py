"""`check` (`sjekk`): are the files valid and the cases whole; silent when all is well."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

from skolemiljo_cli.checks import rule_ids
from skolemiljo_cli.cli.framework.settings import Settings
from skolemiljo_cli.cli.framework.shared_options import argument, complete_case, option, shared
from skolemiljo_cli.cli.output import terminal
from skolemiljo_cli.cli.output.reply import Reply
from skolemiljo_cli.errors import ExitCode, Severity

if TYPE_CHECKING:
    from skolemiljo_cli.services.overview.check import CheckReport, Explained

HELP = """
Sier ingenting og avslutter med 0 når alt er i orden. Feil gir 1; en fil som ikke kan leses
som en sak, gir 65 (de andre blir likevel sjekket). Med --explain forklares regler i stedet.
"""
EXAMPLES = """
Eksempler:
  skolemiljo check                            alle sakene
  skolemiljo check k3fq                       én sak
  skolemiljo check cases/*/sak.yaml           saksfiler, som andre programmer nevner dem
  skolemiljo check --explain tiltak-generelt  hva regelen er, og hva du gjør
  skolemiljo check --explain L11,L12          reglene bak to numre
  skolemiljo check --json                     til et annet program
"""
_GRAVITY = {Severity.ERROR: "feil", Severity.WARNING: "advarsel", Severity.INFO: "merk"}
_KIND = {
    "lov": "lov",
    "praksis": "praksis hos Udir, statsforvaltere og tilsyn; loven sier det ikke selv",
    "lokal": "skolens egen norm; loven har ikke noe tall",
    "rad": "råd; verken lov eller fast praksis",
    "fil": "gjelder selve filen",
}


def complete_rule(incomplete: str) -> list[str]:
    """Return the rule ids and lint numbers that begin so."""
    return [word for word in rule_ids.words() if word.lower().startswith(incomplete.lower())]


@shared
def command(
    settings: Settings,
    saker: Annotated[
        list[str] | None, argument("[SAK …]", "Saks-id-er; ellers alle.", complete_case)
    ] = None,
    regler: Annotated[
        list[str] | None,
        option(
            "--explain",
            "REGEL",
            "Forklar en regel, med navnet eller nummeret (L11). Flere med komma.",
            complete_rule,
        ),
    ] = None,
) -> Reply:
    """Check the cases, or explain rules."""
    if regler:
        return _explanation([*regler, *(saker or [])])
    from skolemiljo_cli.services.overview.check import check, joined

    report = joined(
        check(ledger, settings.today, parts, terminal.watched)
        for ledger, parts in settings.ledgers_of(saker or [])
    )
    lines = terminal.finding_lines(report.findings)
    return Reply(
        data=_data(report.cases, _count(report, Severity.ERROR), report.left_out),
        body=lines,
        notes=(_summary(report),) if lines or report.left_out else (),
        findings=report.findings,
        exit_code=_exit_code(report),
        findings_in_body=True,
    )


def _data(
    cases: int = 0, errors: int = 0, left_out: int = 0, rules: tuple[Explained, ...] = ()
) -> dict[str, object]:
    explained = [asdict(rule) for rule in rules]
    return {"saker": cases, "feil": errors, "unntatt": left_out, "regler": explained}


def _explanation(given: list[str]) -> Reply:
    from skolemiljo_cli.services.overview.check import explain

    rules = explain([word for words in given for word in words.split(",") if word.strip()])
    return Reply(data=_data(rules=rules), body=("\n\n".join(map(_paragraph, rules)),))


def _paragraph(explained: Explained) -> str:
    rows = [
        ("Hvorfor", explained.hvorfor),
        ("Gjør", explained.gjor),
        ("Kommer fra", _KIND[explained.slag]),
    ]
    if explained.hjemmel is not None:
        same = explained.hjemmel == explained.hjemmel_for_2024
        older = "" if same else f" (før 1. august 2024: {explained.hjemmel_for_2024})"
        rows.append(("Hjemmel", f"{explained.hjemmel}{older}"))
    if explained.lint:
        rows.append(("Nummer", ", ".join(explained.lint)))
    if explained.punkter:
        points = ", ".join(map(str, explained.punkter))
        rows.append(("Dokumenterer", f"punkt {points} i docs/regler.md"))
    if not explained.kan_unntas:
        rows.append(("Unntak", "går ikke: rett filen"))
    width = max(len(name) for name, _ in rows) + 2
    lines = (f"  {name + ':':<{width}}{text}" for name, text in rows)
    return "\n".join([f"{explained.regel} ({_GRAVITY[explained.alvor]})", *lines])


def _exit_code(report: CheckReport) -> ExitCode:
    if report.unreadable:
        return ExitCode.DATA
    return ExitCode.FINDINGS if report.has_errors else ExitCode.OK


def _count(report: CheckReport, severity: Severity) -> int:
    return sum(finding.severity is severity for finding in report.findings)


def _summary(report: CheckReport) -> str:
    cases = "1 sak" if report.cases == 1 else f"{report.cases} saker"
    silenced = f" {report.left_out} funn er unntatt med begrunnelse." if report.left_out else ""
    if not report.findings:
        return f"Ingen funn i {cases}.{silenced}"
    return f"{_counts(report)} i {cases}.{silenced} {_WHAT_NOW}"


_WHAT_NOW = "Gjør som meldingene sier, og kjør check igjen."


def _counts(report: CheckReport) -> str:
    errors, warnings = _count(report, Severity.ERROR), _count(report, Severity.WARNING)
    notes = _count(report, Severity.INFO)
    parts = [f"{errors} feil"]
    if warnings:
        parts.append(f"{warnings} {'advarsel' if warnings == 1 else 'advarsler'}")
    if notes:
        parts.append(f"{notes} {'merknad' if notes == 1 else 'merknader'}")
    *first, last = parts
    return f"{', '.join(first)} og {last}" if first else last
