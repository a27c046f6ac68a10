"""Cases that `sync` does not send because they belong in the shielded ledger (ADR 17)."""

from __future__ import annotations

from skolemiljo_cli.checks.rules.shielding import WRONG_LEDGER
from skolemiljo_cli.errors import Finding, LedgerError, Severity
from skolemiljo_cli.services.shielding import belongs_elsewhere
from skolemiljo_cli.services.versioning import sync_messages as words
from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases.ledger import CASE_FILE, CASES, Ledger
from skolemiljo_cli.store.git import log, remote
from skolemiljo_cli.store.yaml import reader


def misplaced(ledger: Ledger, case_id: str) -> Finding | None:
    """Return a finding if a case belongs in the shielded ledger and must not be committed."""
    try:
        data = files.read_bytes(ledger.cases / case_id / CASE_FILE)
    except LedgerError:
        return None
    return _finding(case_id, words.APART) if belongs_elsewhere(ledger, data) else None


def misplaced_in_unsent(ledger: Ledger, there: remote.Upstream) -> tuple[Finding, ...]:
    """Return a finding for each unsent version of a case that belongs in the shielded ledger.

    A push would send it even if the case's folder has been moved away since.

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
    return tuple(_finding(case_id, words.APART_IN_GIT) for case_id in sorted(wrong))


def _finding(case_id: str, message: str) -> Finding:
    file = f"{CASES}/{case_id}/{CASE_FILE}"
    return Finding(WRONG_LEDGER, Severity.ERROR, message, sak=case_id, file=file)
