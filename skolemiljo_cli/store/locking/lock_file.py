"""The content of a lock file: its owner, since when, and the files about to be made (ADR 12)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from skolemiljo_cli.store.files import process

_MAX_CHARACTERS = 80


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file that is about to be made: its path in the ledger and the hash of its content."""

    fil: str
    sha256: str


@dataclass(frozen=True, slots=True)
class LockRecord:
    """A lock file as read; a field is None or empty only when the file was not understood."""

    owner: process.Owner | None
    host: str
    since: str
    planned: tuple[PlannedFile, ...] = ()

    @property
    def who(self) -> str:
        """Return who has the lock, to show to people: machine, process and time, not a person."""
        if self.owner is None:
            return "det står ikke hvem"
        return f"maskin {self.host}, prosess {self.owner.pid}{_since(self.since)}"

    def with_planned(self, more: tuple[PlannedFile, ...]) -> LockRecord:
        """Return the record with more planned files."""
        return replace(self, planned=(*self.planned, *more))

    def encode(self) -> bytes:
        """Return the record as the bytes of a lock file: JSON in UTF-8."""
        document = {
            "host": self.host,
            "pid": self.owner.pid if self.owner else None,
            "tid": self.since,
            "merke": self.owner.mark if self.owner else None,
            "lager": [{"fil": file.fil, "sha256": file.sha256} for file in self.planned],
        }
        return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


UNKNOWN = LockRecord(None, "", "")


def of_this_process(now: datetime) -> LockRecord:
    """Return the record of this process; `now` in UTC."""
    return LockRecord(
        process.current(), process.host_name()[:_MAX_CHARACTERS], now.strftime("%Y-%m-%dT%H:%M:%SZ")
    )


def read(data: bytes) -> LockRecord:
    """Return the record in a lock file; one that is not understood has no owner.

    A lock without an owner is never taken over: it may be a newer version's.
    """
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):  # RecursionError: deeply nested brackets
        return UNKNOWN
    if not isinstance(document, dict):
        return UNKNOWN
    owner = process.parse_mark(_text(document, "merke"))
    planned = tuple(_planned_files(document.get("lager")))
    return LockRecord(owner, _text(document, "host"), _text(document, "tid"), planned)


def _since(text: str) -> str:
    from zoneinfo import ZoneInfo

    try:
        moment = datetime.fromisoformat(text).astimezone(ZoneInfo("Europe/Oslo"))
    except (ValueError, OverflowError):
        return ""
    return f", siden {moment:%Y-%m-%d kl. %H.%M.%S}"


def _planned_files(rows: Any) -> Iterator[PlannedFile]:  # noqa: ANN401 - whatever the JSON holds
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and (fil := row.get("fil")) and isinstance(fil, str):
            yield PlannedFile(fil, _text(row, "sha256"))


def _text(document: dict[str, Any], key: str) -> str:
    found = document.get(key)
    return found[:_MAX_CHARACTERS] if isinstance(found, str) else ""
