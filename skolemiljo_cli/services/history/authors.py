"""The authors of commits, shown without names: as a party's key, else as a number."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from skolemiljo_cli.model.ids import PARTY_KEY

if TYPE_CHECKING:
    from skolemiljo_cli.services.history.differences import Version
    from skolemiljo_cli.store.git.log import Commit


@dataclass(slots=True)
class Recorders:
    """The people who have recorded in a case; a number such as `g1` is the same person throughout.

    `parties` has the key of each party by name, but for names that several parties have.
    """

    parties: dict[str, str]
    numbers: dict[tuple[str, str], str] = field(default_factory=dict)

    def key(self, commit: Commit) -> str:
        """Return the key or number that the author of a commit is shown as."""
        party = self.parties.get(_folded(commit.author))
        if party:
            return party
        person = (commit.author, commit.email)
        return self.numbers.setdefault(person, f"g{len(self.numbers) + 1}")


def recorders(version: Version) -> Recorders:
    """Return the recorders of a case, with its parties as in the version."""
    found: dict[str, list[str]] = {}
    for record, written in version.items():
        name = written.own.get("navn")
        if record[:1] == ("parter",) and len(record) == 2 and isinstance(name, str):
            found.setdefault(_folded(name), []).append(record[1])
    return Recorders(
        {
            name: keys[0]
            for name, keys in found.items()
            if len(keys) == 1 and PARTY_KEY.fullmatch(keys[0])
        }
    )


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
