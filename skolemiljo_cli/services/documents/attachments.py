"""An attachment in the folder of the case, compared with the checksum in the case."""

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from skolemiljo_cli.errors import Finding, LedgerError, NotFound, Severity, Unreadable
from skolemiljo_cli.model.sak.case import Vedlegg
from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases.ledger import MAX_ATTACHMENT, CaseFile
from skolemiljo_cli.store.yaml import reader

MISSING, CHANGED = "vedlegg-mangler", "vedlegg-endret"
_ENDING = re.compile(r"\.[a-z0-9]{1,8}")
_GONE = "Vedlegget finnes ikke i mappen til saken, og er ikke med i pakken."
_CLOSED = "Vedlegget kan ikke leses, og er ikke med i pakken."
_OTHER = "Vedlegget er ikke den samme filen som da det ble lagt til saken. Det er med slik det er."
_NO_SUM = "Saken har ingen kontrollsum for vedlegget."


@dataclass(frozen=True, slots=True)
class Funnet:
    """An attachment that was looked for: the ending of its name, its bytes, a remark on it."""

    ending: str
    data: bytes | None
    merknad: str | None
    findings: tuple[Finding, ...] = ()


def read_attachment(home: Path, case: CaseFile, vedlegg: Vedlegg) -> Funnet:
    """Return the attachment in the folder `home`; what is wrong is a finding, not an exception."""
    ending = PurePosixPath(vedlegg.fil).suffix.lower()
    ending = ending if _ENDING.fullmatch(ending) else ""
    try:
        data = _read(home, vedlegg.fil)
    except NotFound:
        return Funnet(ending, None, _GONE, (_finding(case, vedlegg, MISSING, _GONE),))
    except LedgerError:
        return Funnet(ending, None, _CLOSED, (_finding(case, vedlegg, MISSING, _CLOSED),))
    if vedlegg.sha256 is None:
        return Funnet(ending, data, _NO_SUM)
    if files.sha256(data) != vedlegg.sha256.strip().lower():
        return Funnet(ending, data, _OTHER, (_finding(case, vedlegg, CHANGED, _OTHER),))
    return Funnet(ending, data, None)


def _read(home: Path, name: str) -> bytes:
    """Return the bytes of a file below the folder; neither a path nor a link leads out of it."""
    parts = PurePosixPath(name).parts
    if not parts or any(part in ("..", "/") or "\\" in part or ":" in part for part in parts):
        raise Unreadable
    path = home.joinpath(*parts)
    if any(step.is_symlink() for step in (path, *path.parents) if home in step.parents):
        raise Unreadable
    return files.read_bytes(path, max_bytes=MAX_ATTACHMENT)


def _finding(case: CaseFile, vedlegg: Vedlegg, rule: str, message: str) -> Finding:
    """Return the finding: it points at the place and never repeats a file name people chose."""
    names = [other.fil for other in case.sak.vedlegg] if case.sak else []
    place = ("vedlegg", names.index(vedlegg.fil), "fil")
    return Finding(
        rule=rule,
        severity=Severity.ERROR,
        message=message,
        sak=case.id,
        file=case.file,
        line=reader.line_finder(case.data)(place),
        key=reader.dotted(place),
    )
