"""Two histories of one case with people in them, drawn at random, and what must hold of both.

Every text has a number, and only the generator knows which person it was written about: no trace of
that is in the file. After a merge each number is found again, and read for whom it is about now.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

from skolemiljo_cli.model.derived.likeness import unlike
from skolemiljo_cli.model.derived.party_references import rekeyed
from skolemiljo_cli.store.yaml import reader, writer

HEAD = "# en merknad\n"
FIRST = ("Kari", "Ola", "Per", "Siri", "Mads", "Ylva", "Thea", "Noah", "Aksel", "Birk")
LAST = ("Kvernmo", "Storm", "Nes", "Dal", "Hagen", "Lie", "Berg", "Vik")
TAG = re.compile(r"T([0-9]+)T[^{]*\{([a-z]+[0-9]+)\}")
ROLES = {"medelev": "e", "foresatt": "f", "laerer": "a"}


@dataclass
class Side:
    """One version of the case as somebody works on it, and what that person knows.

    `who` has the person behind each key, and `about` the person of each number. `named` are the
    parties, by person, that had a name when the two parted, and `replaced` who came over another.
    """

    values: dict
    who: dict[str, str]
    about: dict[int, str] = field(default_factory=dict)
    named: dict[str, dict] = field(default_factory=dict)
    replaced: set[str] = field(default_factory=set)

    def copy(self) -> Side:
        values = reader.read(writer.dump(self.values))
        parties = {who: values["parter"][key] for key, who in self.who.items()}
        named = {who: dict(party) for who, party in parties.items() if "navn" in party}
        return Side(values, dict(self.who), dict(self.about), named)

    @property
    def text(self) -> bytes:
        return writer.dump(self.values, header=HEAD)


class Histories:
    """Draws a base and two sides; `command` does a change as a command would, when there is one."""

    def __init__(self, seed: str) -> None:
        self.random = random.Random(seed)
        self.number = 0
        self.people = 0

    def pair(self, case_id: str) -> tuple[Side, Side, Side]:
        parties = {"e1": {"rolle": "elev", "navn": "Askeladd Eventyr"}, "a1": {"rolle": "rektor"}}
        base = Side(
            {
                "id": case_id,
                "type": "12-4",
                "parter": parties,
                "melding": {"dato": "2026-11-20", "melder": "a1", "beskrivelse": "Noe."},
                "logg": [],
            },
            {"e1": "elev", "a1": "rektor"},
        )
        for _ in range(self.random.randint(0, 3)):
            self.turn(base)
        sides = [base.copy(), base.copy()]
        for side in sides:
            for _ in range(self.random.randint(1, 5)):
                self.turn(side)
        return base, sides[0], sides[1]

    def turn(self, side: Side) -> None:
        """Do one thing to a side."""
        common = [self.add, self.add, self.write, self.write, self.write]
        rare = [
            self.name,
            self.slip,
            self.rename,
            self.rekey,
            self.replace,
            self.remove,
            self.close,
        ]
        self.random.choice([*common, *rare])(side)

    def name_of_somebody(self) -> str:
        return f"{self.random.choice(FIRST)} {self.random.choice(LAST)}"

    def add(self, side: Side) -> None:
        """Add a party, with an id as commands do it or without as people do, and write of it."""
        role = self.random.choice([*ROLES])
        key = next(k for n in range(1, 99) if (k := f"{ROLES[role]}{n}") not in side.who)
        party = {"rolle": role}
        if self.random.random() < 0.6:
            party["navn"] = self.name_of_somebody()
        if role == "foresatt":
            party["til"] = "e1"
        if self.random.random() < 0.6:
            party["id"] = f"m-{self._letters()}"
        side.values["parter"][key] = party
        self.people += 1
        side.who[key] = f"P{self.people}"
        if self.random.random() < 0.8:
            self.write(side, key)

    def write(self, side: Side, key: str | None = None) -> None:
        """Write about somebody: in the log, the report, the plan or an attachment."""
        key = key or self._key(side)
        if key is None:
            return
        self.number += 1
        side.about[self.number] = side.who[key]
        words = f"T{self.number}T om {{{key}}}"
        where = self.random.choice(["logg", "logg", "logg", "vedlegg", "tiltak", "synspunkter"])
        entry = {"id": f"h-{self._letters()}", "tid": f"2026-11-{self.random.randint(20, 29)}"}
        if where == "vedlegg":
            file = f"vedlegg/{self.number}.pdf"
            row = {"fil": file, "om": [key], "beskrivelse": words}
            side.values.setdefault("vedlegg", []).append(row)
        elif where == "tiltak":
            row = {"id": f"t-{self._letters()}", "tiltak": words, "gjennomfores_av": [key]}
            side.values.setdefault("aktivitetsplan", {}).setdefault("tiltak", []).append(row)
        elif where == "synspunkter":
            side.values["logg"].append({**entry, "type": "mote", "synspunkter": {key: words}})
        else:
            row = {**entry, "type": "notat", "av": "a1", "om": [key], "tekst": f"{words}.\n"}
            side.values["logg"].append(row)

    def name(self, side: Side) -> None:
        """Name a party that has no name."""
        for party in side.values["parter"].values():
            if "navn" not in party:
                party["navn"] = self.name_of_somebody()
                return

    def slip(self, side: Side) -> None:
        """Mend a slip in a name."""
        if (key := self._key(side)) and (name := side.values["parter"][key].get("navn")):
            side.values["parter"][key]["navn"] = f"{name}e"

    def rename(self, side: Side) -> None:
        """Give the same person a wholly other name, and say so."""
        key = self._key(side)
        if key and side.who[key] not in side.replaced:
            day = f"2026-12-0{self.random.randint(1, 9)}"
            side.values["parter"][key] |= {"navn": self.name_of_somebody(), "rettet": day}

    def rekey(self, side: Side) -> None:
        """Give a party another key, everywhere."""
        if key := self._key(side):
            new = next(k for n in range(2, 99) if (k := f"{key[0]}{n}") not in side.who)
            side.values = rekeyed(side.values, {key: new})
            side.who = {new if k == key else k: who for k, who in side.who.items()}

    def replace(self, side: Side) -> None:
        """Write another person over a party, as one must not, and write about that one.

        Over somebody who had no name when the two parted, it cannot be told from giving a name; and
        nobody says of the new one that it is the same person.
        """
        key, name = self._key(side), self.name_of_somebody()
        party = side.values["parter"].get(key, {})
        before = side.named.get(side.who.get(key or "", ""))
        if key and before and unlike(before, {**party, "navn": name}):
            party["navn"] = name
            self.people += 1
            side.who[key] = f"P{self.people}"
            side.replaced.add(side.who[key])
            self.write(side, key)

    def remove(self, side: Side) -> None:
        """Take away a party of whom nothing is written, and use the key again at times."""
        written = set(side.about.values())
        for key, who in [*side.who.items()]:
            if key not in ("e1", "a1") and who not in written:
                del side.who[key], side.values["parter"][key]
                return

    def close(self, side: Side) -> None:
        """Close the case, with words about somebody."""
        if key := self._key(side):
            self.number += 1
            side.about[self.number] = side.who[key]
            row = {"id": f"x-{self._letters()}", "dato": "2026-11-30", "av": "a1"}
            row["begrunnelse"] = f"T{self.number}T om {{{key}}}"
            side.values.setdefault("avslutninger", []).append(row)

    def _key(self, side: Side) -> str | None:
        keys = [key for key in side.who if key not in ("e1", "a1")]
        return self.random.choice(keys) if keys else None

    def _letters(self) -> str:
        return "".join(self.random.choice("0123456789abcdefghjkmnpqrstvwxyz") for _ in range(4))


def keys_of(data: bytes) -> dict[int, str]:
    """Return the key that each numbered text refers to."""
    return {int(number): key for number, key in TAG.findall(data.decode())}


def wrong(base: Side, ours: Side, theirs: Side, data: bytes, told: str) -> Iterator[str]:
    """Yield what is wrong with a merged file, when these words were told of it."""
    found = keys_of(data)
    about = {**base.about, **ours.about, **theirs.about}
    parties = reader.read(data)["parter"]
    for number in about.keys() - found.keys():
        yield f"lost: T{number}"
    for number, key in found.items():
        if key not in parties:
            yield f"nobody: T{number} is about {key}"
    before = [keys_of(side.text) for side in (ours, theirs)]
    for number, other in combinations(found, 2):
        key, who, person = found[number], about[number], about[other]
        if who == person or found[other] != key or f"parter.{key}" in told:
            continue
        if not any(number in keys and keys[number] == keys.get(other) for keys in before):
            yield f"mixed: T{number} ({who}) and T{other} ({person}) are both {key}"


def same_people(one: bytes, other: bytes, *, decided: bool) -> bool:
    """Tell whether two merged files have the same people, and the same texts about each.

    Where a person has to decide, each has its own side's texts until then.
    """
    first, second = (reader.read(data)["parter"] for data in (one, other))
    return first.keys() == second.keys() and (not decided or keys_of(one) == keys_of(other))
