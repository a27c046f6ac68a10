"""One case, for someone who asked for it by id: read, and with changes made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import Unreadable
from skolemiljo_cli.services.shielding import others
from skolemiljo_cli.sharing.shared_measures import filled
from skolemiljo_cli.store.cases.findings import findings_of_reading
from skolemiljo_cli.store.cases.ledger import load, resolve
from skolemiljo_cli.store.yaml import writer

if TYPE_CHECKING:
    from skolemiljo_cli.errors import Finding
    from skolemiljo_cli.model.sak.case import Sak
    from skolemiljo_cli.store.cases.ledger import CaseFile, Ledger


def readable(ledger: Ledger, part: str) -> tuple[CaseFile, Sak, tuple[Finding, ...]]:
    """Return the case as it is read by people: with the text of the measures it shares.

    Raises:
        NotFound, UsageFault: no case, or several, have that in their id.
        Unreadable: the file cannot be read as a case.
    """
    case, sak, findings = as_written(ledger, part)
    return case, filled(sak, others(ledger)), findings


def as_written(ledger: Ledger, part: str) -> tuple[CaseFile, Sak, tuple[Finding, ...]]:
    """Return the case that `part` means, and which single values in it could not be read.

    Raises:
        NotFound, UsageFault: no case, or several, have that in their id.
        Unreadable: the file cannot be read as a case.
    """
    case = load(ledger, resolve(ledger, part))
    findings = findings_of_reading(case)
    if case.sak is None:
        first = findings[0]
        hint = "Rett filen, og kjør kommandoen på nytt."
        raise Unreadable(first.message, hint, file=first.file, line=first.line, key=first.key)
    return case, case.sak, findings


def rewritten(case: CaseFile, changes: Sequence[writer.Change]) -> bytes:
    """Return the file with the changes made.

    Raises:
        Unreadable: somebody wrote a text where a list should be, and a change goes there.
    """
    try:
        return writer.rewrite(case.data, changes)
    except writer.NoPlace as error:
        raise Unreadable(
            f"Det står noe annet enn en liste der «{error.key}» skal inn. Ingenting er skrevet.",
            "Se hva som er galt med «skolemiljo check», og rett det med «skolemiljo edit».",
        ) from error
