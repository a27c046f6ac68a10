"""Hold a printed document against the history: is there a version it was made from."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import LedgerError, UsageFault
from skolemiljo_cli.services.history import versions
from skolemiljo_cli.services.history.report import LOST, in_order
from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases.ledger import CASE_FILE, case_ids
from skolemiljo_cli.store.git import log

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from skolemiljo_cli.services.history.versions import Archive
    from skolemiljo_cli.store.cases.ledger import Ledger

SHORTEST_SUM, SHORTEST_COMMIT = 12, 10
_HEX = re.compile("[0-9a-f]{10,64}")
# the line that templates/nb/ord.j2 prints last, also when a program has broken it
_LINE = re.compile(
    r"Sak\s+([0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-z]{4})\s+·[^<>]{0,400}?"
    r"SHA-256\s+([0-9a-f]{12,64})(?:\s+·\s+git\s+([0-9a-f]{10,64}))?"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a document says it was made from: the beginnings of a sum and a commit, and a case.

    With `is_either`, one number was given that may be the sum or the commit.
    """

    sha256: str | None = None
    commit: str | None = None
    sak: str | None = None
    is_either: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A version that a document was made from, where it was recorded, and what has come since.

    `recorded` is when the first of its commits was made, in seconds since 1970;
    `later` counts the versions after it, `lost` the changes and removals among them of what had
    been recorded.
    """

    sak: str
    sha256: str
    commits: tuple[str, ...]
    recorded: int
    is_latest: bool
    later: int
    lost: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The versions found; when there is none, `why` says what is known of that."""

    matches: tuple[Match, ...] = ()
    why: str | None = None
    is_shallow: bool = False


def claim_of_words(text: str) -> Claim | None:
    """Return what a typed number claims; None when it is no such number.

    Raises:
        UsageFault: it is one, and too short or too long.
    """
    number = re.sub(r"\s", "", text).lower()
    if not re.fullmatch("[0-9a-f]+", number):
        return None
    if not _HEX.fullmatch(number):
        raise UsageFault(
            "--anchor: tallet er for kort eller for langt.",
            f"Skriv minst {SHORTEST_SUM} tegn av SHA-256, eller minst {SHORTEST_COMMIT} av "
            "versjonen (git), slik det står nederst på dokumentet.",
        )
    return Claim(number if len(number) >= SHORTEST_SUM else None, number, is_either=True)


def claim_of_document(data: bytes) -> Claim:
    """Return what the last line of a document says it was made from.

    Raises:
        UsageFault: there is no such line in it.
    """
    found = _LINE.findall(data.decode("utf-8", "replace"))
    if not found:
        raise UsageFault(
            "--anchor: dokumentet har ingen linje nederst som sier hva det er laget av.",
            "Bruk et skjema laget med «skolemiljo render», eller skriv tallet etter SHA-256.",
        )
    sak, sha256, commit = found[-1]
    return Claim(sha256, commit or None, sak)


def anchor(ledger: Ledger, parts: Sequence[str], claim: Claim) -> Answer:
    """Return the versions in the history that have what is claimed.

    Raises:
        NotFound, UsageFault, Unreadable: as `report` does.
    """
    archive = versions.archive(ledger)
    answer = _answer(archive, versions.chosen(archive, parts), claim, named=bool(parts))
    return replace(answer, is_shallow=archive.versions.is_shallow)


def _answer(archive: Archive, cases: Sequence[str], claim: Claim, *, named: bool) -> Answer:
    if claim.sak and claim.sak not in cases:
        gone = "er ikke i denne historikken" if not named else "er en annen enn den du spør om"
        return Answer(why=f"Dokumentet er av sak {claim.sak}, som {gone}.")
    looked_in = [claim.sak] if claim.sak else cases
    found = tuple(_with_sum(archive, looked_in, claim.sha256)) if claim.sha256 else ()
    if claim.is_either:
        return _either(archive, looked_in, claim, found)
    if not found:
        return Answer(why=_no_version(archive, looked_in, claim))
    if claim.commit and not any(one.startswith(claim.commit) for m in found for one in m.commits):
        return Answer(found, _other_commit(archive, claim.commit))
    return Answer(found)


def _either(
    archive: Archive, cases: Sequence[str], claim: Claim, found: tuple[Match, ...]
) -> Answer:
    found = found or tuple(_with_commit(archive, cases, claim.commit or ""))
    return Answer(found) if found else Answer(why=_no_version(archive, cases, claim))


def _with_sum(archive: Archive, cases: Sequence[str], beginning: str) -> Iterator[Match]:
    for sak, read in versions.readings(archive, cases):
        for blob in versions.blobs(archive, sak):
            sums = _sums(read.data(blob) or b"")
            if found := next((one for one in sums if one.startswith(beginning)), None):
                yield _match(archive, sak, blob, found)


def _with_commit(archive: Archive, cases: Sequence[str], beginning: str) -> Iterator[Match]:
    known = archive.versions.steps
    for sak in cases:
        for step in known[sak]:
            if step.commit.startswith(beginning) and step.blob:
                read = versions.Reading(archive.ledger.root, [step.blob])
                sums = _sums(read.data(step.blob) or b"")
                yield _match(archive, sak, step.blob, next(iter(sums)))


def _sums(data: bytes) -> Iterator[str]:
    """Yield the sums of the bytes, and with line ends as another machine may have had them."""
    plain = data.replace(b"\r\n", b"\n")
    for one in dict.fromkeys((data, plain, plain.replace(b"\n", b"\r\n"))):
        yield files.sha256(one)


def _match(archive: Archive, sak: str, blob: str, sha256: str) -> Match:
    known = archive.versions
    steps = known.steps[sak]
    recorded = [one.commit for one in steps if one.blob == blob]
    order = {one.commit: number for number, one in enumerate(steps)}
    last = max(order[one] for one in recorded)
    (history,) = versions.histories(archive, [sak])
    lost = {
        e.commit for e in in_order(archive, history) if e.slag in LOST and order[e.commit] > last
    }
    later = sum(one.blob not in (blob, *one.parents) for one in steps[last + 1 :])
    is_latest = known.now.get(sak) == blob
    when = min(known.commits[one].recorded for one in recorded)
    return Match(sak, sha256, tuple(recorded), when, is_latest, later, len(lost))


def _no_version(archive: Archive, cases: Sequence[str], claim: Claim) -> str:
    if claim.sha256 and (sak := _on_disk(archive, cases, claim.sha256)):
        return (
            f"Innholdet er det samme som i filen til sak {sak} slik den ligger nå, men den er ikke "
            "versjonert: når den ble ført, kan ikke git si."
        )
    if claim.commit:
        known = archive.versions.commits
        if any(one.startswith(claim.commit) for one in known) and claim.is_either:
            return "Versjonen er i historikken, men førte ikke noe i disse sakene."
        if log.find_commit(archive.ledger.root, claim.commit):
            return (
                "Versjonen finnes i lageret, men ikke i historikken: den er skrevet om, eller "
                + ("versjonen ligger på en annen gren.")
            )
    return (
        "Ingen versjon i historikken har dette innholdet. Enten er historikken skrevet om, eller "
        "dokumentet er laget av en fil som ikke var versjonert (da står det ikke «git» nederst), "
        "eller av et annet saksarkiv."
    )


def _other_commit(archive: Archive, commit: str) -> str:
    if any(one.startswith(commit) for one in archive.versions.commits):
        return "Innholdet er i historikken, men ikke i versjonen som dokumentet viser til."
    there = log.find_commit(archive.ledger.root, commit)
    left = "ligger igjen i lageret utenfor historikken" if there else "finnes ikke lenger"
    return (
        f"Innholdet er i historikken, men versjonen som dokumentet viser til, {left}. Historikken "
        "er trolig skrevet om siden."
    )


def _on_disk(archive: Archive, cases: Sequence[str], beginning: str) -> str | None:
    """Return the case whose file has the sum as it lies there now."""
    for sak in dict.fromkeys((*cases, *case_ids(archive.ledger))):
        try:
            data = files.read_bytes(archive.ledger.cases / sak / CASE_FILE)
        except LedgerError:
            continue
        if files.sha256(data).startswith(beginning):
            return sak
    return None
