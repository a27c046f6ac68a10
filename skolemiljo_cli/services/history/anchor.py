"""Finding the version in the history that a printed document was made from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from skolemiljo_cli.errors import LedgerError, UsageFault
from skolemiljo_cli.services.history import versions
from skolemiljo_cli.services.history.report import LOST
from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases.ledger import CASE_FILE, Ledger, case_ids
from skolemiljo_cli.store.git import log

SHORTEST_SUM, SHORTEST_COMMIT = 12, 10
_HEX = re.compile("[0-9a-f]{10,64}")
# The last line that templates/nb/ord.j2 prints, also when another program has wrapped it.
_LINE = re.compile(
    r"Sak\s+([0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-z]{4})\s+·[^<>]{0,400}?"
    r"SHA-256\s+([0-9a-f]{12,64})(?:\s+·\s+git\s+([0-9a-f]{10,64}))?"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a document says it was made from: a case, and part of a SHA-256 and a commit.

    With `is_either` a single number was given, which may be the one or the other.
    """

    sha256: str | None = None
    commit: str | None = None
    sak: str | None = None
    is_either: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A version that a document was made from, its commits, and what has changed since.

    `recorded` is when the first of the commits was made, in seconds since 1970. `later` counts the
    versions after it, `lost` those of them that changed or removed something recorded.
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
    """The versions found; `why` explains, in Norwegian, when there is none or it does not agree."""

    matches: tuple[Match, ...] = ()
    why: str | None = None
    is_shallow: bool = False


def claim_of_number(text: str) -> Claim | None:
    """Return the claim of a typed number; None when the text is not hexadecimal digits.

    Raises `UsageFault` if there are too few or too many digits.
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
    """Return the claim in the last line of a document.

    Raises `UsageFault` if it has no such line.
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
    """Return the versions in the history that match a claim.

    Raises:
        NotFound, UsageFault, Unreadable: as `report` does.
    """
    archive = versions.archive(ledger)
    answer = _answer(archive, versions.resolve_cases(archive, parts), claim, named=bool(parts))
    return replace(answer, is_shallow=archive.versions.is_shallow)


def _answer(
    archive: versions.Archive, cases: Sequence[str], claim: Claim, *, named: bool
) -> Answer:
    if claim.sak and claim.sak not in cases:
        gone = "er ikke i denne historikken" if not named else "er en annen enn den du spør om"
        return Answer(why=f"Dokumentet er av sak {claim.sak}, som {gone}.")
    searched = [claim.sak] if claim.sak else cases
    found = tuple(_with_sha256(archive, searched, claim.sha256)) if claim.sha256 else ()
    if claim.is_either:
        found = found or tuple(_with_commit(archive, searched, claim.commit or ""))
    if not found:
        return Answer(why=_why_no_version(archive, searched, claim))
    commits = [commit for match in found for commit in match.commits]
    if claim.is_either or not claim.commit or _any_starts(commits, claim.commit):
        return Answer(found)
    return Answer(found, _why_other_commit(archive, claim.commit))


def _any_starts(names: Iterable[str], beginning: str) -> bool:
    return any(name.startswith(beginning) for name in names)


def _with_sha256(
    archive: versions.Archive, cases: Sequence[str], beginning: str
) -> Iterator[Match]:
    for sak, read in versions.readings(archive, cases):
        for blob in versions.blobs(archive, sak):
            sums = _possible_sums(read.data(blob) or b"")
            if found := next((sha256 for sha256 in sums if sha256.startswith(beginning)), None):
                yield _match(archive, sak, blob, found)


def _with_commit(
    archive: versions.Archive, cases: Sequence[str], beginning: str
) -> Iterator[Match]:
    known = archive.versions.steps
    for sak in cases:
        for step in known[sak]:
            if step.commit.startswith(beginning) and step.blob:
                read = versions.Reading(archive.ledger.root, [step.blob])
                yield _match(archive, sak, step.blob, files.sha256(read.data(step.blob) or b""))


def _possible_sums(data: bytes) -> Iterator[str]:
    """Yield the SHA-256 of the bytes as they are, with LF, and with CRLF: machines differ."""
    plain = data.replace(b"\r\n", b"\n")
    for variant in dict.fromkeys((data, plain, plain.replace(b"\n", b"\r\n"))):
        yield files.sha256(variant)


def _match(archive: versions.Archive, sak: str, blob: str, sha256: str) -> Match:
    known = archive.versions
    steps = known.steps[sak]
    commits = [step.commit for step in steps if step.blob == blob]
    order = {step.commit: number for number, step in enumerate(steps)}
    last = max(order[commit] for commit in commits)
    (history,) = versions.histories(archive, [sak])
    lost = {
        event.commit
        for event in history.events
        if event.slag in LOST and order[event.commit] > last
    }
    later = sum(step.blob not in (blob, *step.parents) for step in steps[last + 1 :])
    is_latest = known.now.get(sak) == blob
    recorded = min(known.commits[commit].recorded for commit in commits)
    return Match(sak, sha256, tuple(commits), recorded, is_latest, later, len(lost))


def _why_no_version(archive: versions.Archive, cases: Sequence[str], claim: Claim) -> str:
    if claim.sha256 and (sak := _on_disk(archive, cases, claim.sha256)):
        return (
            f"Innholdet er det samme som i filen til sak {sak} slik den ligger nå, men den er ikke "
            "versjonert: når den ble ført, kan ikke git si."
        )
    if claim.commit:
        if claim.is_either and _any_starts(archive.versions.commits, claim.commit):
            return "Versjonen er i historikken, men førte ikke noe i disse sakene."
        if log.find_commit(archive.ledger.root, claim.commit):
            return (
                "Versjonen finnes i lageret, men ikke i historikken: den er skrevet om, eller "
                "versjonen ligger på en annen gren."
            )
    return (
        "Ingen versjon i historikken har dette innholdet. Enten er historikken skrevet om, eller "
        "dokumentet er laget av en fil som ikke var versjonert (da står det ikke «git» nederst), "
        "eller av et annet saksarkiv."
    )


def _why_other_commit(archive: versions.Archive, commit: str) -> str:
    if _any_starts(archive.versions.commits, commit):
        return "Innholdet er i historikken, men ikke i versjonen som dokumentet viser til."
    exists = log.find_commit(archive.ledger.root, commit)
    left = "ligger igjen i lageret utenfor historikken" if exists else "finnes ikke lenger"
    return (
        f"Innholdet er i historikken, men versjonen som dokumentet viser til, {left}. Historikken "
        "er trolig skrevet om siden."
    )


def _on_disk(archive: versions.Archive, cases: Sequence[str], beginning: str) -> str | None:
    """Return the case whose current file has the SHA-256; None when there is none."""
    for sak in dict.fromkeys((*cases, *case_ids(archive.ledger))):
        try:
            data = files.read_bytes(archive.ledger.cases / sak / CASE_FILE)
        except LedgerError:
            continue
        if files.sha256(data).startswith(beginning):
            return sak
    return None
