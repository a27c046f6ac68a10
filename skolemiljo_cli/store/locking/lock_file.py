"""What stands in a lock: who has it, since when, and what is about to be made (ADR 12)."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from skolemiljo_cli.store.files import process

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skolemiljo_cli.store.files.process import Owner

_LONGEST = 80


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file that is about to be made: its path from the ledger's folder, and what it will hold."""

    fil: str
    sha256: str


@dataclass(frozen=True, slots=True)
class LockRecord:
    """A lock as read; nothing is None or empty but in one that is not ours to understand."""

    owner: Owner | None
    host: str
    since: str
    planned: tuple[PlannedFile, ...] = ()

    @property
    def who(self) -> str:
        """Return who has the lock, for people: machine, process and time, never a person."""
        if self.owner is None:
            return "det står ikke hvem"
        return f"maskin {self.host}, prosess {self.owner.pid}{_since(self.since)}"

    def with_planned(self, more: tuple[PlannedFile, ...]) -> LockRecord:
        """Return the sheet with more files noted."""
        return replace(self, planned=(*self.planned, *more))

    def text(self) -> bytes:
        """Return the sheet as it is written: JSON, the machine by its name and by its mark."""
        document = {
            "host": self.host,
            "pid": self.owner.pid if self.owner else None,
            "tid": self.since,
            "merke": self.owner.mark if self.owner else None,
            "lager": [{"fil": one.fil, "sha256": one.sha256} for one in self.planned],
        }
        return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


UNKNOWN = LockRecord(None, "", "")


def of_this_process(now: datetime) -> LockRecord:
    """Return the sheet of this process; `now` in UTC."""
    return LockRecord(
        process.current(), process.host_name()[:_LONGEST], now.strftime("%Y-%m-%dT%H:%M:%SZ")
    )


def read(data: bytes) -> LockRecord:
    """Return what stands there; what cannot be understood has no owner, and nobody breaks it."""
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):  # the second: brackets in brackets in brackets
        return UNKNOWN
    if not isinstance(document, dict):
        return UNKNOWN
    return LockRecord(
        process.parse_mark(_text(document, "merke")),
        _text(document, "host"),
        _text(document, "tid"),
        tuple(_makings(document.get("lager"))),
    )


def _since(text: str) -> str:
    from zoneinfo import ZoneInfo

    try:
        moment = datetime.fromisoformat(text).astimezone(ZoneInfo("Europe/Oslo"))
    except (ValueError, OverflowError):
        return ""
    return f", siden {moment:%Y-%m-%d kl. %H.%M.%S}"


def _makings(rows: Any) -> Iterator[PlannedFile]:  # noqa: ANN401 - whatever the JSON holds
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and (fil := row.get("fil")) and isinstance(fil, str):
            yield PlannedFile(fil, _text(row, "sha256"))


def _text(document: dict[str, Any], key: str) -> str:
    found = document.get(key)
    return found[:_LONGEST] if isinstance(found, str) else ""
