"""Who is meant by a word on the line: a party by its key or by a role; new ones get a key."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import UsageFault
from skolemiljo_cli.model import ids
from skolemiljo_cli.model.derived.party_references import former_keys
from skolemiljo_cli.model.ids import PARTY_KEY
from skolemiljo_cli.model.messages import closest
from skolemiljo_cli.model.vocab import PUPILS, Rolle, label, plain, word_of
from skolemiljo_cli.store.yaml.writer import Put

if TYPE_CHECKING:
    from skolemiljo_cli.model.config import Oppsett
    from skolemiljo_cli.model.sak.case import Sak
    from skolemiljo_cli.services.changes.change import Before
    from skolemiljo_cli.store.yaml.values import Path, WriteValue
    from skolemiljo_cli.store.yaml.writer import Change

_KEY_LETTER = {
    Rolle.ELEV: "e",
    Rolle.MEDELEV: "e",
    Rolle.FORESATT: "f",
    Rolle.REKTOR: "r",
    Rolle.SKOLEEIER: "s",
}
"""What the key of a party begins with, by its role; all others begin with `a`."""
"""Pupils are never made from a role alone: which pupil is meant must be said."""


def new_key(rolle: Rolle, taken: Container[str]) -> str:
    """Return the key of a new party with this role: the first that no other has (docs/adr/0007)."""
    letter = _KEY_LETTER.get(rolle, "a")
    return next(key for n in range(1, 1000) if (key := f"{letter}{n}") not in taken)


def party_key(sak: Sak, word: str | None) -> str:
    """Return the key of a party of the case.

    Raises:
        UsageFault: no key was said, or no party has it.
    """
    text = (word or "").strip().strip("{}").lower()
    text = former_keys(sak).get(text, text)
    if text in sak.parter:
        return text
    known = ", ".join(f"{key} {label(part.rolle.value)}" for key, part in sak.parter.items())
    # anything but a key may be a name
    said = f"ingen part «{text}»" if PARTY_KEY.fullmatch(text) else "ingen slik part"
    raise UsageFault(
        f"Saken har {said}." if text else "Det er ikke sagt hvilken part.",
        f"Skriv nøkkelen til én av disse: {known}" if known else "Saken har ingen parter.",
    )


class People:
    """Finds the parties that words mean, and remembers which ones have to be written down."""

    def __init__(self, sak: Sak, oppsett: Oppsett) -> None:
        self._roles = {key: part.rolle for key, part in sak.parter.items()}
        self._named = oppsett.roller
        self._new: dict[str, dict[str, WriteValue]] = {}
        self._former = former_keys(sak)
        self._left = frozenset(key for key, part in sak.parter.items() if part.sluttet)
        self._ids = [part.id for part in sak.parter.values() if part.id]

    @property
    def changes(self) -> tuple[Change, ...]:
        """Return the changes that write down the new parties."""
        return tuple(Put(("parter", key), dict(part)) for key, part in self._new.items())

    def add(
        self, rolle: Rolle, navn: str | None, til: str | None = None, *, is_set: bool = False
    ) -> str:
        """Write down a new party, and return its key; `is_set` when `til` has been said."""
        key = new_key(rolle, {*self._roles, *self._former})
        pupils = [pupil for pupil, role in self._roles.items() if role is Rolle.ELEV]
        if rolle is Rolle.FORESATT and til is None and not is_set and len(pupils) == 1:
            til = pupils[0]
        said = {"rolle": rolle.value, "navn": navn, "til": til}
        self._roles[key] = rolle
        self._new[key] = {name: value for name, value in said.items() if value}
        self._new[key]["id"] = ids.mint_entry_id(ids.PERSON, self._ids)
        return key

    def describe(self, key: str, more: Mapping[str, WriteValue]) -> None:
        """Say more of a party that was just added."""
        self._new[key].update(more)

    def one(self, option: str, word: str | None) -> str | None:
        """Return the key of the party that a word means; a role nobody has yet gets a party.

        Raises:
            UsageFault: it is no key of a party, or several parties have the role.
        """
        if word is None:
            return None
        text = word.strip().lower()
        text = self._former.get(text, text)
        if text in self._roles:
            return text
        rolle = word_of(text, Rolle)
        if rolle is None:
            raise self._unknown(option, text)
        every = [key for key, role in self._roles.items() if role is rolle]
        having = [key for key in every if key not in self._left] or every
        if len(having) == 1:
            return having[0]
        if having or rolle in PUPILS:
            raise UsageFault(f"{option}: det er ikke klart hvem som menes.", self._choices())
        return self.add(rolle, self._named.get(rolle.value))

    def several(self, option: str, words: Iterable[str]) -> tuple[str, ...]:
        """Return the keys of the parties that words mean, each once."""
        parts = [part for word in words for part in word.split(",") if part.strip()]
        found = (self.one(option, part) for part in parts)
        return tuple(dict.fromkeys(key for key in found if key))

    def role(self, key: str | None) -> Rolle | None:
        """Return the role of a party, also of one that was just added."""
        return self._roles.get(key or "")

    def _unknown(self, option: str, text: str) -> UsageFault:
        # anything but a key may be a name
        is_key = PARTY_KEY.fullmatch(text) is not None
        meant = None if is_key else closest(plain(text), [role.value for role in Rolle])
        said = f"ingen part «{text}»." if is_key else "ingen slik part."
        said += f" Mente du «{meant}»?" if meant else ""
        return UsageFault(f"{option}: saken har {said}", self._choices())

    def _choices(self) -> str:
        known = ", ".join(f"{key} {label(role.value)}" for key, role in self._roles.items())
        add = "Nye parter legges til med --part, for eksempel --part foresatt."
        return f"Skriv en nøkkel: {known}. {add}" if known else add


def kept_from(
    before: Before, people: People, place: Path, option: str, words: Iterable[str]
) -> Iterator[Change]:
    """Yield the change that keeps a part of the case from more parties than before."""
    there = before.at(*place, "ikke_til")
    old = [str(key) for key in there] if isinstance(there, list) else []
    new = [key for key in people.several(option, words) if key not in old]
    if new:
        yield Put((*place, "ikke_til"), [*old, *new])
