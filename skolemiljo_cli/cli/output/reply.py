"""What a command answers: data for programs, text for people, findings, an exit code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from skolemiljo_cli.errors import ExitCode, Finding


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings; `marks` gives rows that deserve attention a style name."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    marks: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """A command's answer.

    `body` goes to stdout, `notes` and `findings` to stderr; with `--json` only the envelope is
    written. `raw` is text that must reach stdout unchanged (a document, a calendar). With
    `findings_in_body` the findings are the answer and are not said again on stderr.
    """

    data: Mapping[str, object] = field(default_factory=dict)
    body: tuple[str | Table, ...] = ()
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    exit_code: ExitCode = ExitCode.OK
    raw: str | None = None
    findings_in_body: bool = False
