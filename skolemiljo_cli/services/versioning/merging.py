"""Merging three versions of one case, as git's merge driver: the result and its findings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import Finding, Severity
from skolemiljo_cli.model.ids import ENTRY_ID, is_case_id
from skolemiljo_cli.model.validation.places import showable
from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases import attic, own_places
from skolemiljo_cli.store.cases.ledger import CASE_FILE, CASES, CONFIG
from skolemiljo_cli.store.files import no_links
from skolemiljo_cli.store.merge.merge_files import Outcome, merge_files

if TYPE_CHECKING:
    from skolemiljo_cli.store.merge.align import NewKey
    from skolemiljo_cli.store.merge.values import Conflict

RULE = "sammenslaing"


@dataclass(frozen=True, slots=True)
class Versions:
    """The three files that git gives the merge driver; the result is written to `ours`."""

    base: Path
    ours: Path
    theirs: Path


@dataclass(frozen=True, slots=True)
class Flettet:
    """The result: the case, where the other side was put, and a finding for each conflict.

    `people` are what must be told of people though it is settled.
    """

    sak: str | None
    aside: str | None = None
    findings: tuple[Finding, ...] = ()
    people: tuple[Finding, ...] = ()


def merge_versions(top: Path, versions: Versions, name: str) -> Flettet:
    """Merge the versions of the file `name`, a path from the folder `top`.

    Raises:
        LedgerError: a file cannot be read or written; ours is unchanged.
    """
    files.sweep(top)  # a killed merge driver leaves its files here, outside the ledger
    base, ours, theirs = (
        files.read_bytes(path) for path in (versions.base, versions.ours, versions.theirs)
    )
    home = home_of(name)
    if home is None:
        return _other_file(top, name, versions, (base, ours, theirs))
    prefix, case_id = home
    outcome = merge_files(base, ours, theirs)
    no_links.refuse_links(top, top / prefix)
    aside = put_aside(top / prefix, case_id, (base, ours, theirs), outcome)
    _write(versions.ours, ours, outcome.data)
    conflicts = conflicts_of(case_id, outcome, aside)
    return Flettet(case_id, aside or None, conflicts, people_of(case_id, outcome))


def put_aside(
    root: Path, case_id: str, versions: tuple[bytes, bytes, bytes], outcome: Outcome
) -> str:
    """Save what is not in the merged file; return its path, empty when there is no conflict.

    Raises `CannotWrite`, `NoPermission` or `Unreadable` if the disk refuses, or a folder is a link.
    """
    if not outcome.conflicts:
        return ""
    home = outcome.other_case or case_id
    return attic.put_aside(root, home, attic.name_of(*versions), outcome)


def conflicts_of(case_id: str, outcome: Outcome, aside: str) -> tuple[Finding, ...]:
    """Return a finding for each conflict; `aside` is where the other side was put."""
    if outcome.other_case:
        return (_another_case(case_id, outcome.other_case, aside),)
    return tuple(_conflict(case_id, conflict, aside) for conflict in outcome.conflicts)


def _other_file(
    top: Path, name: str, versions: Versions, data: tuple[bytes, bytes, bytes]
) -> Flettet:
    """Merge a file that is not a case, if only one side has changed it."""
    base, ours, theirs = data
    if theirs in (ours, base):
        return Flettet(None)
    if ours != base:
        place = _put_other_aside(top, name, data)
        return Flettet(None, place, (_not_a_case(place),))
    _write(versions.ours, ours, theirs)
    return Flettet(None)


def _put_other_aside(top: Path, name: str, data: tuple[bytes, bytes, bytes]) -> str | None:
    """Save the other side of a file in the ledger that has it; None when it is in no ledger."""
    path = PurePosixPath(name)
    if not _is_below(path, name):
        return None
    for folder in path.parents:
        if (top / folder / CONFIG).is_file():
            no_links.refuse_links(top, top / folder)
            suffix = path.suffix if path.suffix[1:].isalnum() else ""
            outcome = Outcome(data[1], aside=data[2])
            file_name = attic.name_of(*data)
            return attic.put_aside(top / folder, attic.OTHERS, file_name, outcome, suffix=suffix)
    return None


def _is_below(path: PurePosixPath, name: str) -> bool:
    """Tell whether a path from git stays inside the folder that it is relative to."""
    return bool(path.parts) and not (path.is_absolute() or ".." in path.parts or "\\" in name)


def home_of(name: str) -> tuple[str, str] | None:
    """Return the ledger's folder and the case id of a case file's path; None for other files."""
    path = PurePosixPath(name)
    parts = path.parts
    if (
        len(parts) < 3
        or not _is_below(path, name)
        or parts[-1] != CASE_FILE
        or parts[-3] != CASES
        or not is_case_id(parts[-2])
    ):
        return None
    return PurePosixPath(*parts[:-3]).as_posix(), parts[-2]


def _write(path: Path, before: bytes, data: bytes) -> None:
    if data != before:
        own_places.refuse_merged(path)
        files.replace(path, data, expected=files.sha256(before))


def _another_case(case_id: str, other: str, aside: str) -> Finding:
    text = (
        f"Dette er to saker. Den ene siden har tatt bort {other}, den andre har skrevet i "
        f"den, og git tok denne for den samme. {other} er satt til side i {aside}. Skal den stå, "
        f"så legg filen tilbake som {CASES}/{other}/{CASE_FILE}, og gjør det ferdig med: "
        "skolemiljo sync --ferdig"
    )
    return _finding(text, case_id)


def people_of(case_id: str, outcome: Outcome) -> tuple[Finding, ...]:
    """Return what must be told of people: who got another key, and who may be one person."""
    keys = (_new_key(case_id, new) for new in outcome.new_keys)
    doubles = (_double(case_id, pair) for pair in outcome.doubles)
    return (*keys, *doubles)


def _new_key(case_id: str, new: NewKey) -> Finding:
    why = (
        f"Den andre siden har gitt {new.before} nøkkelen {new.key}."
        if new.is_moved
        else f"{new.before} var to personer, én på hver side. Den ene har fått nøkkelen {new.key}."
    )
    where = f" Den er byttet inn i: {_shown(new.touched)}." if new.touched else ""
    text = f"{why}{where} Se hvem det er: skolemiljo show {case_id[-4:]} --names"
    return _finding(text, case_id, f"parter.{new.key}", Severity.WARNING)


def _double(case_id: str, pair: tuple[str, str]) -> Finding:
    text = (
        f"{pair[0]} og {pair[1]} er lagt til på hver sin side, og kan være samme person. Er de "
        f"det, så slå dem sammen: skolemiljo party unite {case_id[-4:]} {pair[0]} {pair[1]}"
    )
    return _finding(text, case_id, f"parter.{pair[1]}", Severity.WARNING)


def _shown(units: tuple[str, ...]) -> str:
    """Return the names of entries, parties and sections, without any that may be a name."""
    return ", ".join(name for name in units if ENTRY_ID.fullmatch(name) or showable((name,)))


def _conflict(case_id: str, conflict: Conflict, aside: str) -> Finding:
    part = case_id[-4:]
    what = _two_people(conflict, aside) or (
        "Begge sider har endret dette til ulike ting. Den ene står i saken, den andre er satt til "
        f"side i {aside}."
        if conflict.place
        else "De to versjonene kan ikke slås sammen. Den ene står i saken, den andre er satt til "
        f"side i {aside}."
    )
    key = shown_key(conflict)
    name = f"{part}:{key}" if key else part
    text = (
        f"{what} Velg: skolemiljo sync --ferdig --velg {name}=min (eller =deres). Eller skriv det "
        f"som skal stå (skolemiljo edit {part}), og kjør: skolemiljo sync --ferdig"
    )
    return _finding(text, case_id, key or None)


def _finding(
    text: str, case_id: str, key: str | None = None, severity: Severity = Severity.ERROR
) -> Finding:
    file = f"{CASES}/{case_id}/{CASE_FILE}"
    return Finding(RULE, severity, text, sak=case_id, file=file, key=key)


def _two_people(conflict: Conflict, aside: str) -> str:
    """Return a message about a party that may be two people; empty for other conflicts."""
    if conflict.meant is None:
        return ""
    key = shown_key(conflict).removeprefix("parter").removeprefix(".") or "En nøkkel"
    where = _shown(conflict.meant[1])
    about = f" Det som er skrevet om den som er satt til side: {where}." if where else ""
    return (
        f"{key} er endret til en som ikke ligner på den ene siden, mens den andre har skrevet om "
        f"{key}. Den ene står i saken, den andre er satt til side i {aside}.{about} Er det den "
        f"samme personen, så si det på parten i saken med «rettet:» og dagens dato, eller med "
        "«tidligere_navn:». Er det to, så gi den andre en egen nøkkel, og bytt den inn der."
    )


def shown_key(conflict: Conflict) -> str:
    """Return the dotted key of a conflict, cut off before any part that may be a name."""
    place = conflict.place
    steps = tuple(0 if step == "…" or ENTRY_ID.fullmatch(step) else step for step in place)
    return ".".join(place[: len(showable(steps))])


def _not_a_case(place: str | None) -> Finding:
    other = f"er satt til side i {place}" if place else "ser du med: git show :3:FILEN"
    return Finding(
        RULE,
        Severity.ERROR,
        "Dette er ikke en saksfil, og begge sider har endret den. Vår versjon står urørt, "
        f"og den andre {other}. Slå dem sammen for hånd, og kjør: git add FILEN",
    )
