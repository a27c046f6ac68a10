"""One commit for each change, when the configuration asks for it; the file is saved anyhow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import LedgerError, Unreadable
from skolemiljo_cli.services.changes import national_ids
from skolemiljo_cli.services.shielding import belongs_elsewhere
from skolemiljo_cli.store import files
from skolemiljo_cli.store.git.commit import Trouble, commit
from skolemiljo_cli.store.git.last_commit import is_recorded
from skolemiljo_cli.store.yaml import reader

if TYPE_CHECKING:
    from skolemiljo_cli.store.cases.ledger import Ledger

BY_HAND = "for hånd"
"""The verb of what was not written by a command, or could not be recorded then."""

_REMEDIES = {
    Trouble.NO_GIT: "Installer git, eller sett «git: {commit: false}» i skolemiljo.yaml.",
    Trouble.NO_REPOSITORY: "Lag et med «git init», og kjør «skolemiljo doctor --fix», eller sett "
    "«git: {commit: false}» i skolemiljo.yaml.",
    Trouble.OTHER_OWNER: "La den som eier mappen, kjøre skolemiljo, eller si til git at mappen er "
    "trygg: git config --global --add safe.directory MAPPEN",
    Trouble.LINKED: "Er mappen mottatt fra andre, så bruk saksarkivet uten git-arkivet i den. Har "
    "dere laget lenken selv, så flytt filene inn i .git.",
    Trouble.UNDER_WAY: "Gjør det ferdig først: skolemiljo sync",
    Trouble.NO_BRANCH: "Gå tilbake til grenen dere bruker, for eksempel: git switch main",
    Trouble.IGNORED: "Ta cases/ ut av .gitignore, eller sett «git: {commit: false}».",
    Trouble.NO_IDENTITY: 'Si hvem du er: git config --global user.name "Navnet ditt" og '
    "git config --global user.email deg@skolen",
    Trouble.BUSY: "Lukk det andre programmet. Filen blir med neste gang saken endres, eller med: "
    "skolemiljo sync",
    Trouble.APART: "Flytt den nå. Hvordan står i brukerveiledningen under «Saker som skal "
    "skjermes».",
    Trouble.NATIONAL_ID: "Ta det bort med «skolemiljo edit SAK», mens git ikke har det. Filen blir "
    "med neste gang saken endres, eller med: skolemiljo sync",
    Trouble.REFUSED: "Se hva «git status» sier. Filen blir med neste gang saken endres, eller med: "
    "skolemiljo sync",
}


@dataclass(frozen=True, slots=True)
class Version:
    """What git recorded of a change: the commit, or why there is none (None: not asked for)."""

    commit: str | None = None
    trouble: Trouble | None = None

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what the person must know: nothing when it went as it should."""
        if self.trouble is None:
            return ()
        return (f"Lagret, men ikke versjonert: {self.trouble.value}.", remedy(self.trouble))


def remedy(trouble: Trouble) -> str:
    """Return what to do about it."""
    return _REMEDIES[trouble]


def record(
    ledger: Ledger, about: str, verb: str, names: Sequence[str], found: bytes | None = None
) -> Version:
    """Record the files that a command wrote, named from the ledger's folder, when it is asked for.

    The message is the id and the verb, never anything that was said: it must not carry a name.
    `found` is what the command found in the first of them: was that unrecorded, it gets a version
    of its own first, so that who takes the command back does not take that back too.
    """
    if not ledger.oppsett.git.commit:
        return Version()
    if _lies_wrong(ledger, names[0]):
        return Version(trouble=Trouble.APART)
    if any(national_ids.has_new(ledger.root, name) for name in names):
        return Version(trouble=Trouble.NATIONAL_ID)
    if found is not None and _is_case(found) and not is_recorded(ledger.root, names[0], found):
        commit(ledger.root, names[:1], message(about, BY_HAND), {names[0]: found})
    recorded = commit(ledger.root, names, message(about, verb))
    return Version(recorded.commit, recorded.trouble)


def _lies_wrong(ledger: Ledger, name: str) -> bool:
    """Tell whether the file belongs in the shielded ledger: what is recorded here is sent."""
    try:
        return belongs_elsewhere(ledger, files.read_bytes(ledger.root / name))
    except LedgerError:
        return False


def _is_case(data: bytes) -> bool:
    try:
        reader.read(data)
    except Unreadable:
        return False
    return True


def message(about: str, verb: str) -> str:
    """Return the fixed message of a commit: what it is about, and what was done."""
    return f"{about}: {verb}\n"
