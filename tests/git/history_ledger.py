"""A ledger in git for tests of the history: cases as text, commits at given times."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

SAK = "2026-11-02-k3fq"
OTHER = "2026-11-03-m7ze"
LISE, RITA = "Lise Lærersen", "Rita Rektorsen"
NAMES = ("Askeladd", "Lærersen", "Rektorsen", "Ukjent")
BEGUN = datetime(2026, 11, 2, 9, 0)  # noqa: DTZ001 - Norwegian winter time
CASE = """\
# en merknad øverst
id: {sak}
type: 12-4
saksansvarlig: a1
parter:
  e1: {{rolle: elev, navn: Espen Askeladd, trinn: 5}}
  f1: {{rolle: foresatt, navn: Mor Askeladd, til: e1}}
  a1: {{rolle: kontaktlaerer, navn: Lise Lærersen}}
  r1: {{rolle: rektor, navn: Ragna Rektor}}
melding:
  dato: 2026-11-02
  melder: a1
  beskrivelse: |
    {{e1}} var alene.
    Hele dagen.
mottak:
  rektor: {{tid: 2026-11-02T08:30, av: r1}}
  alvorlig: {{vurdering: false, begrunnelse: Enkelt., dato: 2026-11-02, av: r1}}
aktivitetsplan:
  opprettet: 2026-11-02
  problem: Alene i storefri.
  tiltak:
    - id: t-9xk2
      tiltak: Voksen med.
      rettet_mot: klasse
      fra: 2026-11-03
      opprettet: 2026-11-02
logg:
  - id: h-7k3q
    tid: 2026-11-02
    type: elevsamtale
    av: a1
    med: [e1, f1]
    tekst: Vi snakket sammen.
    avtaler:
      - {{id: a-6m2k, hva: Ringe hjem, hvem: a1}}
  - id: h-2b4d
    tid: 2026-11-02T10:15
    type: observasjon
    av: a1
    tekst: Det var rolig.
"""
ENTRY = """\
  - id: {id}
    tid: {tid}
    type: notat
    av: a1
    tekst: {tekst}
"""


@dataclass
class Archive:
    """A ledger and its repository; each commit is an hour after the last."""

    root: Path
    now: datetime = field(default=BEGUN)

    def git(self, *words: str, when: datetime | None = None, by: str = LISE, **env: str) -> str:
        """Run git as a person at a time, and return its output."""
        stamp = (when or self.now).strftime("%Y-%m-%dT%H:%M:00+0100")
        person = {"NAME": by, "EMAIL": f"{by[:4].lower()}@skole.example", "DATE": stamp}
        made = {
            f"GIT_{who}_{key}": one
            for who in ("AUTHOR", "COMMITTER")
            for key, one in person.items()
        }
        ran = subprocess.run(
            ["git", *words],
            cwd=self.root,
            env={**os.environ, **made, **env},
            capture_output=True,
            check=False,
        )
        assert ran.returncode == 0, (words, ran.stderr.decode())
        return ran.stdout.decode().strip()

    def path(self, sak: str = SAK) -> Path:
        """Return the path of a case file."""
        return self.root / "cases" / sak / "sak.yaml"

    def text(self, sak: str = SAK) -> str:
        """Return the text of a case file."""
        return self.path(sak).read_text(encoding="utf-8")

    def write(self, text: str, sak: str = SAK) -> None:
        """Write a case file."""
        self.path(sak).parent.mkdir(parents=True, exist_ok=True)
        self.path(sak).write_bytes(text.encode())

    def change(self, old: str, new: str, sak: str = SAK) -> None:
        """Replace a text that must be in a case file."""
        text = self.text(sak)
        assert old in text
        self.write(text.replace(old, new, 1), sak)

    def add(self, entry: str, tid: str | None = None, tekst: str = "Noe.", sak: str = SAK) -> None:
        """Add an entry at the end of the log."""
        day = tid or self.now.date().isoformat()
        self.write(self.text(sak) + ENTRY.format(id=entry, tid=day, tekst=tekst), sak)

    def commit(self, message: str = "Ført", *, days: float = 0, by: str = LISE, **env: str) -> str:
        """Commit everything, `days` and an hour after the last commit."""
        self.now += timedelta(days=days, hours=1)
        self.git("add", "-A", by=by)
        self.git("commit", "-q", "--allow-empty", "-m", message, by=by, **env)
        return self.git("rev-parse", "HEAD")

    def branch(self, name: str) -> None:
        """Make a branch here and switch to it."""
        self.git("checkout", "-q", "-b", name)

    def go(self, name: str) -> None:
        """Switch to a branch."""
        self.git("checkout", "-q", name)


def begin(root: Path) -> Archive:
    """Make the ledger a repository with two commits; the second adds a case."""
    archive = Archive(root)
    archive.git("init", "-q", "-b", "main")
    archive.git("config", "core.autocrlf", "false")
    archive.commit("Start")
    archive.write(CASE.format(sak=SAK))
    archive.commit()
    return archive


def found(cli, *words: str) -> list[tuple[str, str | None]]:
    """The rules and keys that `history --check` finds."""
    answer = cli("history", "--check", "--json", *words)
    document = json.loads(answer.out)
    assert answer.err == ""
    assert document["exit_code"] == (1 if document["findings"] else 0), document["findings"]
    for one in document["findings"]:
        assert not [name for name in NAMES if name in one["message"]]
    return [(one["rule"], one["key"]) for one in document["findings"]]


def calm(cli, *words: str) -> None:
    """Check that `history --check` finds nothing and prints nothing on stdout."""
    answer = cli("history", "--check", *words)
    assert (answer.code, answer.out) == (0, ""), answer.out
