"""Ids: each case and each entry has one of its own, and the folder is called as the case is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from difflib import unified_diff
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import LedgerError, Severity
from skolemiljo_cli.model.ids import ALPHABET, is_case_id
from skolemiljo_cli.services.health.ground import Check, Fix, Ground, Seen, Trouble
from skolemiljo_cli.store import files, lock, reader, writer
from skolemiljo_cli.store.ledger import CASE_FILE, CASES

if TYPE_CHECKING:
    from skolemiljo_cli.store.values import Value

_LETTERS = "ahptvxg"


def _unreadable(ground: Ground) -> Iterator[Trouble]:
    for seen in ground.cases:
        if seen.refusal is not None:
            yield Trouble(
                seen.refusal.message or "Filen kan ikke leses som en sak.",
                seen.refusal.hint,
                Severity.ERROR,
                seen.folder,
                seen.file,
                seen.refusal.line,
                seen.refusal.key,
            )


def _same_case_id(ground: Ground) -> Iterator[Trouble]:
    folders = defaultdict(list)
    for seen in ground.cases:
        said = (seen.values or {}).get("id")
        if isinstance(said, str) and is_case_id(said):
            folders[said].append(seen)
    for said, several in folders.items():
        for seen in several if len(several) > 1 else ():
            others = ", ".join(one.folder for one in several if one is not seen)
            yield Trouble(
                f"Saken sier at den har id {said}, og det gjør også {others}.",
                "Er den ene en kopi, så flytt den ut av cases/. Er de to saker, så la id-en være "
                "mappens navn.",
                Severity.ERROR,
                seen.folder,
                seen.file,
                key="id",
            )


def _other_id(ground: Ground) -> Iterator[Trouble]:
    for seen in ground.cases:
        if seen.values is None or not is_case_id(seen.folder):
            continue
        if seen.values.get("id") != seen.folder:
            yield Trouble(
                "Id-en er ikke den samme som mappens navn.",
                "La id-en være mappens navn, eller gi mappen det navnet den hadde.",
                Severity.ERROR,
                seen.folder,
                seen.file,
                reader.line_of(seen.data, ("id",)),
                "id",
                _named_as_folder(ground, seen),
            )


def _named_as_folder(ground: Ground, seen: Seen) -> Fix | None:
    try:
        data = writer.rewrite(seen.data, [writer.Put(("id",), seen.folder)])
    except LedgerError:
        return None
    before, after = (one.decode("utf-8").splitlines() for one in (seen.data, data))
    names = (f"{seen.file} (nå)", f"{seen.file} (etter)")
    shown = "\n".join(unified_diff(before, after, *names, lineterm="", n=0))

    def work() -> None:
        path = ground.root / CASES / seen.folder / CASE_FILE
        with lock.held(ground.root):
            files.replace(path, data, expected=files.sha256(seen.data))

    return Fix(shown, work)


def _same_entry_id(ground: Ground) -> Iterator[Trouble]:
    places: dict[str, list[Seen]] = defaultdict(list)
    for seen in ground.cases:
        for one in _entry_ids(dict(seen.values or {})):
            places[one].append(seen)
    for one, several in sorted(places.items()):
        if len(several) < 2:
            continue
        inside = len({seen.folder for seen in several}) == 1
        others = "to ganger i saken" if inside else "i flere saker"
        for folder in dict.fromkeys(seen.folder for seen in several):
            yield Trouble(
                f"Innføringen {one} står {others}.",
                "Er den ene en kopi, så slett den, eller gi den en ny id.",
                Severity.ERROR if inside else Severity.WARNING,
                folder,
                f"{CASES}/{folder}/{CASE_FILE}",
            )


def _entry_ids(value: Value, top: bool = True) -> Iterator[str]:  # noqa: FBT001, FBT002, RUF100
    """Yield the ids of entries, wherever they stand; the case's own is none."""
    if isinstance(value, list):
        for inner in value:
            yield from _entry_ids(inner, top=False)
    elif isinstance(value, dict):
        own = value.get("id")
        if not top and isinstance(own, str) and _is_entry_id(own):
            yield own
        for inner in value.values():
            yield from _entry_ids(inner, top=False)


def _is_entry_id(text: str) -> bool:
    return (
        len(text) == 6 and text[0] in _LETTERS and text[1] == "-" and set(text[2:]) <= {*ALPHABET}
    )


CHECKS = (
    Check(
        "uleselig", "Saksfiler som ikke kan leses.",
        "En sak som ikke kan leses, har ingen frister. «skolemiljo check» sier mer om den.",
        _unreadable,
    ),
    Check(
        "lik-saks-id", "To saker med samme id.",
        "Frister, pakker og sammenslåing går etter id-en. Oftest er den ene mappen en kopi.",
        _same_case_id,
    ),
    Check(
        "id-og-mappe", "Saker med en annen id enn mappens navn.",
        "Id-en er mappens navn. Er de ulike, er mappen kopiert eller har fått nytt navn.",
        _other_id, cures=True,
    ),
    Check(
        "lik-innforing", "Innføringer med samme id.",
        "Rettelser, tiltak og historikken peker på innføringer med id-en deres.",
        _same_entry_id,
    ),
)  # fmt: skip
