"""What is kept apart is not sent: what others have fetched cannot be called back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skolemiljo_cli.checks.rules.shielding import WRONG_LEDGER
from skolemiljo_cli.errors import Finding, LedgerError, Severity
from skolemiljo_cli.services.shielding import belongs_elsewhere
from skolemiljo_cli.services.versioning import sync_faults as words
from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases.ledger import CASE_FILE, CASES
from skolemiljo_cli.store.git import log, remote
from skolemiljo_cli.store.yaml import reader

if TYPE_CHECKING:
    from skolemiljo_cli.store.cases.ledger import Ledger
    from skolemiljo_cli.store.git.remote import Upstream


def lies_wrong(ledger: Ledger, case_id: str) -> Finding | None:
    """Return why what lies unrecorded of a case is neither recorded nor sent; None when it is."""
    try:
        data = files.read_bytes(ledger.cases / case_id / CASE_FILE)
    except LedgerError:
        return None
    return _finding(case_id, words.APART) if belongs_elsewhere(ledger, data) else None


def unsent(ledger: Ledger, there: Upstream) -> tuple[Finding, ...]:
    """Return the cases of which a version that is not sent yet belongs in the shielded ledger.

    The folder may be moved away since: the versions are sent all the same.

    Raises:
        GitFault: git does not answer; nothing must be sent then.
    """
    if ledger.oppsett.skjermet:
        return ()
    case_of = remote.unsent_cases(ledger.root, there)
    texts = log.contents(ledger.root, sorted(case_of), reader.MAX_BYTES)
    wrong = {
        case_of[blob] for blob, data in texts.items() if data and belongs_elsewhere(ledger, data)
    }
    return tuple(_finding(one, words.APART_IN_GIT) for one in sorted(wrong))


def _finding(case_id: str, message: str) -> Finding:
    return Finding(
        rule=WRONG_LEDGER,
        severity=Severity.ERROR,
        message=message,
        sak=case_id,
        file=f"{CASES}/{case_id}/{CASE_FILE}",
    )
