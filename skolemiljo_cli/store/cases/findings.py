"""Findings about case files that cannot be read, wholly or in part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skolemiljo_cli.errors import Finding, Severity
from skolemiljo_cli.model.validation.places import showable
from skolemiljo_cli.store.yaml import reader

if TYPE_CHECKING:
    from skolemiljo_cli.store.cases.ledger import CaseFile

UNREADABLE = "uleselig"
INVALID = "ugyldig-verdi"


def findings_of_reading(case: CaseFile) -> tuple[Finding, ...]:
    """Return a finding for the file if it could not be read, else one for each invalid value."""
    if case.refusal is not None:
        return (_of_refusal(case),)
    line_of = reader.line_finder(case.data)
    return tuple(
        Finding(
            rule=INVALID,
            severity=Severity.ERROR,
            message=fault.message,
            sak=case.id,
            file=case.file,
            line=line_of(fault.place),
            key=reader.dotted(showable(fault.place)),
        )
        for fault in case.faults
    )


def _of_refusal(case: CaseFile) -> Finding:
    refusal = case.refusal
    assert refusal is not None  # noqa: S101 - the caller has checked
    message = " ".join(part for part in (refusal.message, refusal.hint) if part)
    return Finding(
        UNREADABLE, Severity.ERROR, message, case.id, case.file, refusal.line, refusal.key
    )
