"""What a person wrote and could not be saved: kept in a draft that the error names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from skolemiljo_cli.errors import LedgerError
from skolemiljo_cli.model.messages import sentence
from skolemiljo_cli.services.changes.plain import plain
from skolemiljo_cli.store.cases import drafts
from skolemiljo_cli.store.files import os_errors
from skolemiljo_cli.store.yaml import reader, writer
from skolemiljo_cli.store.yaml.writer import Append, Remove, Rename

if TYPE_CHECKING:
    from skolemiljo_cli.store.cases.ledger import Ledger
    from skolemiljo_cli.store.yaml.values import WriteValue
    from skolemiljo_cli.store.yaml.writer import Change

_CHANGES = """\
# Dette ble ikke skrevet i saken. Er det ikke kommet inn siden, så kjør kommandoen en gang til,
# eller legg det inn med «skolemiljo edit». Slett filen når det er gjort.
"""
_VERBS = {Append: "legges_til", Remove: "tas_bort", Rename: "far_nokkelen"}
_SAID = """\
# Dette ble sagt til en kommando som ikke fikk skrevet det. Nøklene er navnene på valgene.
# Slett filen når det er ført inn.
"""


def keep_changes(
    ledger: Ledger, case_id: str, changes: Sequence[Change], error: LedgerError
) -> LedgerError:
    """Keep the changes that were to be made in a case; the error returned says where."""
    rows: list[WriteValue] = [
        {
            "sted": reader.dotted(change.path),
            _VERBS.get(type(change), "settes"): change.value,
        }
        for change in changes
    ]
    text = writer.dump({"sak": case_id, "ikke_skrevet": rows}, header=_CHANGES)
    return _keep_text(ledger, case_id, text, error)


def keep_case(ledger: Ledger, text: bytes, error: LedgerError) -> LedgerError:
    """Keep a case that could not be made, as a file that `new-case --from` takes."""
    kept = _keep_text(ledger, "ny-sak", text, error)
    if not kept.draft:
        return kept
    again = f"Prøv igjen med: skolemiljo new-case --from {kept.draft}"
    return kept.with_(hint=f"{kept.hint} {again}")


def keep_said(ledger: Ledger, error: LedgerError, said: Mapping[str, object]) -> LedgerError:
    """Keep what a person answered to questions, unless it is kept already."""
    if not _is_kept(error) and (text := _said_text(said)):
        return _keep_text(ledger, "svar", text, error)
    return error.with_()


def show_said(error: LedgerError, said: Mapping[str, object]) -> LedgerError:
    """Let the error show what a person answered to questions, unless it is kept already."""
    shown = error.unsaved if _is_kept(error) else _said_text(said).decode("utf-8") or None
    return error.with_(unsaved=shown)


def _is_kept(error: LedgerError) -> bool:
    return bool(error.draft or error.unsaved)


def _said_text(said: Mapping[str, object]) -> bytes:
    values = {key: _plain(value) for key, value in said.items() if value not in (None, (), "")}
    return writer.dump(values, header=_SAID) if values else b""


def _plain(value: object) -> Any:  # noqa: ANN401 - any plain value
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {part.name: _plain(getattr(value, part.name)) for part in fields(value)}
    return plain(value)


def _keep_text(ledger: Ledger, about: str, text: bytes, error: LedgerError) -> LedgerError:
    """Keep a text in a draft; if not even that can be written, carry it on the error."""
    said = sentence(error.hint) if error.hint else ""
    try:
        path = drafts.make(ledger.root, about, text, ".yaml")
    except LedgerError:
        hint = f"{said} Det kunne heller ikke legges i .skolemiljo/utkast.".strip()
        return error.with_(hint=hint, unsaved=text.decode("utf-8"))
    draft = os_errors.shown(path)
    hint = f"{said} Det som skulle skrives, ligger i {draft}.".strip()
    return error.with_(hint=hint, draft=draft)
