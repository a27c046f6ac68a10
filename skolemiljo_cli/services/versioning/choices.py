"""What a person must choose before a merge is done: one value at a time, and who a party is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from skolemiljo_cli.errors import Finding, LedgerError, Severity, UsageFault
from skolemiljo_cli.model.derived.likeness import unlike
from skolemiljo_cli.model.ids import ENTRY_ID
from skolemiljo_cli.model.validation.places import showable
from skolemiljo_cli.services.versioning.merging import RULE, shown_key
from skolemiljo_cli.services.versioning.unmerged import UnmergedCase, unmerged_cases
from skolemiljo_cli.store import files
from skolemiljo_cli.store.merge.merge_files import find
from skolemiljo_cli.store.merge.persons import People
from skolemiljo_cli.store.merge.values import MISSING
from skolemiljo_cli.store.yaml import reader, writer
from skolemiljo_cli.store.yaml.writer import Put, Remove

if TYPE_CHECKING:
    from skolemiljo_cli.store.git.repository import Repository
    from skolemiljo_cli.store.merge.values import Conflict, Maybe, Place
    from skolemiljo_cli.store.yaml.values import Path, Value
    from skolemiljo_cli.store.yaml.writer import Change

MINE, THEIRS = "min", "deres"
SIDES = (MINE, THEIRS)

Chosen: TypeAlias = Mapping[str, str]
"""The side chosen for each key, by the name that `Choice` has."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that two sides changed to different things, and that nobody has decided yet.

    `name` is how it is chosen: the key, with the end of the case's id before it. `mine` and
    `theirs` are the values, None for none.
    """

    case: UnmergedCase
    conflict: Conflict

    @property
    def key(self) -> str:
        """Return the key as it may be shown; empty for the whole file."""
        return shown_key(self.conflict)

    @property
    def name(self) -> str:
        """Return what tells this choice from all others: `k3fq:melding.dato`."""
        part = self.case.id[-4:]
        return f"{part}:{self.key}" if self.key else part

    @property
    def mine(self) -> Maybe:
        """Return our value."""
        return self.conflict.kept if self.conflict.is_ours else self.conflict.aside

    @property
    def theirs(self) -> Maybe:
        """Return their value."""
        return self.conflict.aside if self.conflict.is_ours else self.conflict.kept

    def is_called(self, word: str) -> bool:
        """Tell whether a word names this choice, with or without the case before the key."""
        return word in (self.name, self.key, f"{self.case.id}:{self.key}", self.case.id)


def open_choices(repo: Repository) -> list[Choice]:
    """Return what nobody has decided in the cases that are not merged, in the order of the file.

    A value that is no longer what the merge left there has been decided by hand.
    """
    return [choice for case in unmerged_cases(repo) for choice in _of_case(repo, case)]


def _of_case(repo: Repository, case: UnmergedCase) -> Iterator[Choice]:
    present, merged = _present(repo, case), case.outcome.data
    now, then = _values(present), _values(merged)
    for conflict in case.outcome.conflicts:
        place = _addressed(conflict.place)
        is_as_left = (
            present == merged
            if not conflict.place or now is None or then is None
            else find(now, place) == find(then, place)
        )
        if is_as_left:
            yield Choice(case, conflict)


def _addressed(place: Place) -> Place:
    """Return the place as far as it can be found again: an item without an id cannot."""
    return place[: place.index("…")] if "…" in place else place


def decide(repo: Repository, chosen: Chosen) -> tuple[Finding, ...]:
    """Write what was chosen; or return what is not decided yet, and then nothing is written.

    Raises:
        UsageFault: a key is not among those that are open, or a side cannot be taken so.
        ChangedOutside, CannotWrite, NoPermission: the file could not be written.
    """
    known = open_choices(repo)
    picked = _picked(known, chosen) if known else []  # else they were chosen by what was killed
    left = [choice for choice in known if not any(choice is one for one, _ in picked)]
    if left:
        return tuple(_not_chosen(choice) for choice in left)
    made = [(case, _with_choices(repo, case, picked)) for case in unmerged_cases(repo)]
    mixed = tuple(finding for case, data in made for finding in _mixed(case, data))
    if mixed:
        return mixed
    for case, data in made:
        present = _present(repo, case)
        if data != present:
            files.replace(repo.root / case.name, data, expected=files.sha256(present))
    return ()


def _picked(known: Iterable[Choice], chosen: Chosen) -> list[tuple[Choice, str]]:
    choices = list(known)
    found: list[tuple[Choice, str]] = []
    for word, side in chosen.items():
        called = [choice for choice in choices if choice.is_called(word)]
        if len({choice.name for choice in called}) != 1:
            names = ", ".join(dict.fromkeys(choice.name for choice in called or choices))
            raise UsageFault(
                "--velg: nøkkelen er ikke blant dem som skal velges."
                if not called
                else "--velg: flere saker har den nøkkelen.",
                f"Dette skal velges: {names}" if names else "Det er ikke noe igjen å velge.",
            )
        found += [(choice, side) for choice in called]
    return found


def _with_choices(
    repo: Repository, case: UnmergedCase, picked: Iterable[tuple[Choice, str]]
) -> bytes:
    """Return the case file with the values chosen for it."""
    data = _present(repo, case)
    for choice, side in picked:
        if choice.case.name != case.name:
            continue
        conflict, is_kept = choice.conflict, (side == MINE) == choice.conflict.is_ours
        if not conflict.place:
            data = _whole_file(case, side)
        elif not is_kept:
            data = writer.rewrite(data, _changes(data, choice))
    return data


def _whole_file(case: UnmergedCase, side: str) -> bytes:
    wanted = case.versions[1 if side == MINE else 2]
    if case.outcome.other_case and wanted != case.outcome.data:
        raise UsageFault(
            "Det er to saker, og den ene kan ikke stå i mappen til den andre.",
            f"Velg den som står, og legg den andre tilbake fra {case.aside}.",
        )
    return wanted


def _changes(data: bytes, choice: Choice) -> list[Change]:
    """Return the change that puts in the value that was set aside.

    Raises:
        UsageFault: the place has no name of its own, so a person must write it there.
    """
    conflict = choice.conflict
    path = _path(reader.read(data), conflict.place)
    if path is None:
        raise UsageFault(
            f"{choice.name}: det som er satt til side, kan ikke settes inn av seg selv.",
            f"Skriv det inn med «skolemiljo edit {choice.case.id[-4:]}». Det står i "
            f"{choice.case.aside}.",
            key=choice.key or None,
        )
    if conflict.aside is None or conflict.aside is MISSING:
        return [Remove(path)]
    return [Put(path, conflict.aside)]  # type: ignore[arg-type]


def _path(value: Maybe, place: Place) -> Path | None:
    """Return the path to a place, with list positions; its last key need not be there."""
    path: list[str | int] = []
    for number, step in enumerate(place):
        if isinstance(value, list):
            found = [n for n, item in enumerate(value) if _is_called(item, step)]
            if len(found) != 1:
                return None
            path.append(found[0])
            value = value[found[0]]
        elif isinstance(value, dict) and (step in value or number == len(place) - 1):
            path.append(step)
            value = value.get(step)
        else:
            return None
    return tuple(path)


def _is_called(item: Value, entry_id: str) -> bool:
    return isinstance(item, dict) and item.get("id") == entry_id


def _mixed(case: UnmergedCase, data: bytes) -> Iterator[Finding]:
    """Yield the parties that texts of the other side are still about, though it is another person.

    A party that is like both descriptions, or is said to be the same (`rettet`), is one person.
    """
    values = _values(data)
    if values is None:
        return
    before = People(_values(case.versions[0]) or {})
    for conflict in case.outcome.conflicts:
        party = find(values, conflict.place)
        kept, aside = conflict.kept, conflict.aside
        if conflict.meant is None or not (
            isinstance(party, dict) and isinstance(kept, dict) and isinstance(aside, dict)
        ):
            continue
        is_kept, is_aside = not unlike(kept, party), not unlike(aside, party)
        ours, theirs = map(frozenset, conflict.meant)
        units = (frozenset() if is_kept else ours) | (frozenset() if is_aside else theirs)
        key = conflict.place[-1]
        still = {
            mention.unit
            for mention in People(values).new(before)
            if mention.unit in units and key in mention.reference.keys
        }
        if still:
            yield _still_about(case, key, sorted(still))


def _still_about(case: UnmergedCase, key: str, units: list[str]) -> Finding:
    where = ", ".join(unit for unit in units if ENTRY_ID.fullmatch(unit) or showable((unit,)))
    text = (
        f"{key} kan være to personer, og dette er skrevet om den andre: {where}. Gi den andre en "
        f"egen nøkkel, og bytt den inn der (skolemiljo edit {case.id[-4:]}). Er det samme person, "
        f"så skriv «rettet:» og dagens dato på {key}."
    )
    return Finding(RULE, Severity.ERROR, text, sak=case.id, file=case.name, key=f"parter.{key}")


def _not_chosen(choice: Choice) -> Finding:
    part, name = choice.case.id[-4:], choice.name
    text = (
        f"Ikke valgt ennå. Velg din med --velg {name}=min, den andre med --velg {name}=deres, "
        f"eller skriv det som skal stå, med «skolemiljo edit {part}». Den andre står i "
        f"{choice.case.aside}."
    )
    return Finding(
        RULE, Severity.ERROR, text, choice.case.id, choice.case.name, key=choice.key or None
    )


def _present(repo: Repository, case: UnmergedCase) -> bytes:
    path = repo.root / case.name
    return files.read_bytes(path) if path.exists() else b""


def _values(data: bytes) -> dict[str, Value] | None:
    try:
        return reader.read(data)
    except LedgerError:
        return None
