"""All the rules in the order of the work, and what they find in one case."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from skolemiljo_cli.checks import silence
from skolemiljo_cli.checks.file_position import Place
from skolemiljo_cli.checks.rule import Check, Kind
from skolemiljo_cli.checks.rules import (
    chronology,
    closing,
    execution,
    hearing,
    informing,
    inquiry,
    linked,
    log_and_authorities,
    measures,
    plan,
    reporting,
    rounds,
    shielding,
    validity,
    wording,
)
from skolemiljo_cli.checks.subject import Hit, Subject
from skolemiljo_cli.errors import Finding
from skolemiljo_cli.model.law import Hjemmel, hjemmel
from skolemiljo_cli.model.validation.places import showable

__all__ = ["CHECKS", "Check", "Found", "Hit", "Kind", "Subject", "run_checks", "run_counted"]

_IN_ORDER = (
    validity,
    chronology,
    silence,
    shielding,
    linked,
    reporting,
    informing,
    inquiry,
    hearing,
    plan,
    measures,
    execution,
    rounds,
    closing,
    wording,
    log_and_authorities,
)
CHECKS: tuple[Check, ...] = tuple(
    value for module in _IN_ORDER for value in vars(module).values() if isinstance(value, Check)
)


@dataclass(frozen=True, slots=True)
class Found:
    """What the checks found in one case, and how many findings it has an exception for."""

    findings: tuple[Finding, ...]
    left_out: int


def run_checks(
    subject: Subject,
    *,
    file: str,
    line_of: Callable[[Place], int | None],
    dotted: Callable[[Place], str],
) -> list[Finding]:
    """Return what the checks find in one case, but for the rules it has an exception from."""
    return list(run_counted(subject, file=file, line_of=line_of, dotted=dotted).findings)


def run_counted(
    subject: Subject,
    *,
    file: str,
    line_of: Callable[[Place], int | None],
    dotted: Callable[[Place], str],
) -> Found:
    """Return what the checks find in one case, by line and then by rule; count the exceptions."""
    reported, without = subject.sak.melding.dato, silence.left_out(subject.sak)
    hits = [(check, hit) for check in CHECKS for hit in check.hits(subject)]
    found = [
        Finding(
            rule=check.rule,
            severity=check.severity,
            message=hit.message,
            sak=subject.sak.id,
            file=file,
            line=line_of(hit.place),
            key=dotted(showable(hit.place)) or None,
            hjemmel=_basis(check.kind, hit.provision or check.provision, reported),
        )
        for check, hit in hits
        if check.rule not in without
    ]
    found.sort(key=_by_line_and_rule)
    return Found(tuple(found), len(hits) - len(found))


def _by_line_and_rule(finding: Finding) -> tuple[int, str, str, str]:
    return (finding.line or 0, finding.rule, finding.key or "", finding.message)


_NOT_LAW = {Kind.PRAKSIS: "praksis", Kind.LOKAL: "skolens norm", Kind.RAD: "råd"}


def _basis(origin: Kind, provision: Hjemmel | None, day: date) -> str | None:
    """Return the basis of a finding; what is not law is never shown as if it were."""
    if provision is None:
        return None
    kind, source = _NOT_LAW.get(origin), hjemmel(provision, day)
    return f"{kind}, jf. {source}" if kind else source
