"""Checks of ids: unreadable cases, ids used twice, and folders not named by their case's id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import LedgerError, Severity
from skolemiljo_cli.model.derived.shielding import lives_apart
from skolemiljo_cli.model.ids import ENTRY_ID, is_case_id
from skolemiljo_cli.model.validation.validate import parse_case
from skolemiljo_cli.services.ledger.health import basis
from skolemiljo_cli.services.ledger.health.basis import Check, Fix, Ground, Seen, Trouble
from skolemiljo_cli.services.overview.open_cases import is_open, names_of_pupils
from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases.ledger import CASE_FILE, CASES
from skolemiljo_cli.store.locking import lock
from skolemiljo_cli.store.yaml import reader, writer
from skolemiljo_cli.store.yaml.entries import entries

if TYPE_CHECKING:
    from skolemiljo_cli.store.yaml.values import Value

_TOO_MANY_TO_BE_CHANCE = 3
_A_FOLDER = "en mappe i cases/ med et navn som ikke er en saks-id"


def _unreadable(ground: Ground) -> Iterator[Trouble]:
    if (fault := ground.cases_fault) is not None:
        yield Trouble(fault.message, fault.hint, Severity.ERROR, file=CASES)
    if ground.odd:
        yield _odd_names(ground)
    for seen in ground.cases:
        if seen.refusal is not None:
            yield basis.of_error(seen.refusal, seen.file, seen.folder)


def _odd_names(ground: Ground) -> Trouble:
    """Report folders whose names are not case ids, by the ids in their files."""
    count = len(ground.odd)
    folders = "Én mappe i cases/ har et" if count == 1 else f"{count} mapper i cases/ har"
    taken = {seen.folder for seen in ground.cases}
    ids = sorted({case_id for case_id in map(_id_in, ground.odd) if case_id} - taken)
    listed = f" (i filen står det {', '.join(ids)})" if ids else ""
    it = "den" if count == 1 else "dem"
    name = "etter id-en i filen" if ids else "som 2026-11-22-k3fq"
    message = f"{folders} navn som ikke er en saks-id, og blir ikke lest{listed}."
    return Trouble(
        message, f"Gi {it} navn {name}, eller flytt {it} ut av cases/.", Severity.ERROR, file=CASES
    )


def _id_in(seen: Seen) -> str | None:
    case_id = (seen.values or {}).get("id")
    return case_id if isinstance(case_id, str) and is_case_id(case_id) else None


def _same_case_id(ground: Ground) -> Iterator[Trouble]:
    folders = defaultdict(list)
    for seen in (*ground.cases, *ground.odd):
        if case_id := _id_in(seen):
            folders[case_id].append(seen)
    for case_id, several in folders.items():
        for seen in several if len(several) > 1 else ():
            others = (other for other in several if other is not seen)
            listed = ", ".join(other.folder if other.is_named else _A_FOLDER for other in others)
            yield Trouble(
                f"{'Saken' if seen.is_named else _A_FOLDER.capitalize()} sier at den har id "
                f"{case_id}, og det gjør også {listed}.",
                "Er den ene en kopi, så flytt den ut av cases/. Er de to saker, så la id-en være "
                "mappens navn.",
                Severity.ERROR,
                seen.folder if seen.is_named else None,
                seen.file if seen.is_named else CASES,
                key="id",
            )


def _other_id(ground: Ground) -> Iterator[Trouble]:
    for seen in ground.cases:
        if seen.values is not None and seen.values.get("id") != seen.folder:
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
    rows = basis.diff(seen.file, seen.data, data)
    shown = "\n".join(rows if _id_in(seen) else map(_without_value, rows))

    def work() -> None:
        path = ground.root / CASES / seen.folder / CASE_FILE
        with lock.acquire(ground.root):
            files.replace(path, data, expected=files.sha256(seen.data))

    return Fix(shown, work)


def _without_value(row: str) -> str:
    """Return a diff line; a removed line without its content, which may be a name if no id."""
    return "-…" if row.startswith("-") and not row.startswith("---") else row


def _same_entry_id(ground: Ground) -> Iterator[Trouble]:
    everywhere: dict[str, dict[str, Value]] = defaultdict(dict)
    for seen in ground.cases:
        for entry_id, place, value in entries(dict(seen.values or {})):
            if not ENTRY_ID.fullmatch(entry_id):
                continue
            if seen.folder in everywhere[entry_id]:
                yield Trouble(
                    f"Innføringen {entry_id} står to ganger i saken.",
                    "Er den ene en kopi, så slett den. Ellers gi den siste en ny id.",
                    Severity.ERROR,
                    seen.folder,
                    seen.file,
                    reader.line_of(seen.data, (*place, "id")),
                    reader.dotted((*place, "id")),
                )
            everywhere[entry_id][seen.folder] = value
    yield from _copied_entries(everywhere)


def _copied_entries(everywhere: Mapping[str, Mapping[str, Value]]) -> Iterator[Trouble]:
    """Report entries that two cases share because one was copied.

    Ids are unique within a case only, and four random characters will be equal by chance among
    hundreds of entries. So a copy is recognized by equal content, or by several shared ids.
    """
    shared: dict[tuple[str, str], list[str]] = defaultdict(list)
    same: set[tuple[str, str]] = set()
    for entry_id, of_case in everywhere.items():
        for pair in combinations(of_case, 2):
            shared[pair].append(entry_id)
            if of_case[pair[0]] == of_case[pair[1]]:
                same.add(pair)
    for pair, ids in shared.items():
        if pair not in same and len(ids) < _TOO_MANY_TO_BE_CHANCE:
            continue
        listed = ", ".join(sorted(ids)[:5]) + (" …" if len(ids) > 5 else "")
        for folder, other in (pair, pair[::-1]):
            yield Trouble(
                f"{'Innføringen' if len(ids) == 1 else 'Innføringene'} {listed} står også i "
                f"{other}, som om den ene var en kopi.",
                "Er hele saken en kopi, så flytt mappen ut av cases/. Ellers ta innføringen bort i "
                "saken den ikke hører til.",
                Severity.WARNING,
                folder,
                f"{CASES}/{folder}/{CASE_FILE}",
            )


def _same_pupil(ground: Ground) -> Iterator[Trouble]:
    """Report open cases of one kind about one pupil; cases for another ledger are never named."""
    of_name: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for seen in ground.cases:
        names = names_of_pupils(seen.values or {})
        sak = parse_case(seen.values).value if seen.values and names else None
        shielded = ground.oppsett is not None and ground.oppsett.skjermet
        if sak is None or not is_open(sak) or (lives_apart(sak) and not shielded):
            continue
        for name in names:
            # two with one id are a copy, which is told by itself
            of_name[sak.type.value, name].setdefault(sak.id, seen.folder)
    pairs = {pair for same in of_name.values() for pair in combinations(same.values(), 2)}
    for folder, other in sorted(pairs):
        yield Trouble(
            f"Saken er åpen, og det er {other} også. De gjelder en elev med samme navn.",
            "Er det samme elev, så før alt i den ene, og avslutt den andre med en begrunnelse.",
            Severity.INFO,  # two pupils may have one name for years
            folder,
            f"{CASES}/{folder}/{CASE_FILE}",
            key="parter",
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
        "samme-elev", "Flere åpne saker om samme elev.",
        "Det som skjer med én elev, skal kunne leses samlet. To elever kan også hete det samme.",
        _same_pupil,
    ),
    Check(
        "lik-innforing", "Innføringer med samme id.",
        "Rettelser, tiltak og historikken peker på innføringer med id-en deres.",
        _same_entry_id,
    ),
)  # fmt: skip
