"""The JSON that `--json` writes: one envelope, the same for every command and every failure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from skolemiljo_cli.cli.output.safe_text import visible
from skolemiljo_cli.errors import ExitCode, LedgerError

if TYPE_CHECKING:
    from skolemiljo_cli.cli.output.reply import Reply

SCHEMA = "skolemiljo/1"
_PARTIAL = (ExitCode.DATA, ExitCode.CONFIG)
"""An answer all the same: the rest of the cases, and in `doctor` the rest of the checks."""


def envelope(reply: Reply, command: str) -> str:
    """Return the reply as one JSON document."""
    return _text(
        {
            "schema": SCHEMA,
            "command": command,
            "status": "partial" if reply.exit_code in _PARTIAL else "ok",
            "exit_code": int(reply.exit_code),
            "data": reply.data,
            "findings": [asdict(finding) for finding in reply.findings],
            "errors": [],
        }
    )


def failure(error: LedgerError, command: str | None) -> str:
    """Return why the work stopped as one JSON document, also before a command was found."""
    return _text(
        {
            "schema": SCHEMA,
            "command": command,
            "status": "error",
            "exit_code": int(error.exit_code),
            "data": {},
            "findings": [],
            "errors": [
                {
                    "code": error.exit_code.name.lower(),
                    "message": error.message,
                    "hint": error.hint or None,
                    "file": error.file,
                    "line": error.line,
                    "key": error.key,
                    "draft": error.draft,
                }
            ],
        }
    )


def _text(document: Mapping[str, object]) -> str:
    import json

    text = json.dumps(document, ensure_ascii=False, indent=2, default=_plain)
    if text.replace("\n", "").isprintable():
        return text
    return "".join(char if visible(char) == char else _escaped(char) for char in text)


def _escaped(char: str) -> str:
    """Return what a terminal could obey as JSON escapes it: names of files and people may be odd.

    `json` itself only does so below U+0020.
    """
    pairs = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{pairs[at : at + 2].hex()}" for at in range(0, len(pairs), 2))


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(type(value).__name__)
