"""What a person wrote and the disk would not take: kept beside the cases, and the place told."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from skolemiljo_cli.errors import LedgerError
from skolemiljo_cli.services.changes.plain import plain
from skolemiljo_cli.store.cases import drafts
from skolemiljo_cli.store.files import os_errors
from skolemiljo_cli.store.yaml import reader, writer
from skolemiljo_cli.store.yaml.writer import Append

if TYPE_CHECKING:
    from collections.abc import Mapping

    from skolemiljo_cli.services.casework.new_case import Answers
    from skolemiljo_cli.services.changes.change import Work
    from skolemiljo_cli.store.cases.ledger import Ledger
    from skolemiljo_cli.store.yaml.values import WriteValue

_CHANGES = """\
# Dette ble ikke skrevet i saken. Er det ikke kommet inn siden, så kjør kommandoen en gang til,
# eller legg det inn med «skolemiljo edit». Slett filen når det er gjort.
"""
_SAID = """\
# Dette ble sagt til en kommando som ikke fikk skrevet det. Nøklene er navnene på valgene.
# Slett filen når det er ført inn.
"""


def keep_changes(ledger: Ledger, case_id: str, work: Work, error: LedgerError) -> None:
    """Keep the changes that were to be made in a case, and say on the error where they lie."""
    rows: list[WriteValue] = [
        {
            "sted": reader.dotted(one.path),
            ("legges_til" if isinstance(one, Append) else "settes"): one.value,
        }
        for one in work.changes
    ]
    text = writer.dump({"sak": case_id, "ikke_skrevet": rows}, header=_CHANGES)
    keep_text(ledger, case_id, text, error)


def keep_case(ledger: Ledger, text: bytes, error: LedgerError) -> None:
    """Keep a case that could not be made, as a file that `new-case --from` takes."""
    keep_text(ledger, "ny-sak", text, error)
    if error.draft:
        error.hint += f" Prøv igjen med: skolemiljo new-case --from {error.draft}"


def keep_said(ledger: Ledger, error: LedgerError, said: Mapping[str, object]) -> None:
    """Keep what a person answered to questions, unless it is kept already."""
    if not (error.draft or error.unsaved) and (text := _said_text(said)):
        keep_text(ledger, "svar", text, error)


def show_said(error: LedgerError, answers: Answers) -> None:
    """Let the error show what a person answered to questions, unless it is kept already."""
    if not (error.draft or error.unsaved):
        said = {one.name: getattr(answers, one.name) for one in fields(answers)}
        error.unsaved = _said_text(said).decode("utf-8") or None


def _said_text(said: Mapping[str, object]) -> bytes:
    values = {key: _plain(value) for key, value in said.items() if value not in (None, (), "")}
    return writer.dump(values, header=_SAID) if values else b""


def _plain(value: object) -> Any:  # noqa: ANN401 - any plain value
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    return plain(value)


def keep_text(ledger: Ledger, about: str, text: bytes, error: LedgerError) -> None:
    """Keep a text in a draft; if not even that can be written, carry it on the error."""
    try:
        path = drafts.make(ledger.root, about, text, ".yaml")
    except LedgerError:
        error.unsaved = text.decode("utf-8")
        error.hint = f"{error.hint} Det kunne heller ikke legges i .skolemiljo/utkast.".strip()
        return
    error.draft = os_errors.shown(path)
    error.hint = f"{error.hint} Det som skulle skrives, ligger i {error.draft}.".strip()
