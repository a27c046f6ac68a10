"""Ways to damage a healthy ledger: files in wrong places, and faults in git."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

SCHEMA = ".skolemiljo/sak.schema.json"
CASE = """\
# yaml-language-server: $schema=../../.skolemiljo/sak.schema.json
id: {id}
type: 12-4
parter: {{e1: {{rolle: elev, navn: Askeladd {id}}}}}
melding: {{dato: 2026-11-20, beskrivelse: Noe.}}
logg:
  - {{id: {entry}, tid: 2026-11-20, tekst: Noe.}}
"""
ONE, TWO = "2026-11-20-aaaa", "2026-11-20-bbbb"


def put(ledger: Path, name: str, text: str | bytes = "x", age: float = 0) -> Path:
    path = ledger / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    path.chmod(0o600)
    inside = [one for one in path.parents if ledger in one.parents]
    for folder in inside if name.startswith(("cases/", ".skolemiljo/")) else ():
        folder.chmod(0o700)
    if age:
        when = path.stat().st_mtime - age
        os.utime(path, (when, when))
    return path


def git(home: Path, *words: str) -> str:
    ran = subprocess.run(["git", *words], cwd=home, capture_output=True, text=True, check=True)
    return ran.stdout.strip()


def unmerged(home: Path) -> None:
    """Put a file in three versions in the index, as after «git stash pop», without a merge."""
    blob = git(home, "rev-parse", "HEAD:skolemiljo.yaml")
    rows = "".join(f"100644 {blob} {stage}\tnotat.txt\n" for stage in (1, 2, 3))
    subprocess.run(
        ["git", "update-index", "--index-info"], cwd=home, input=rows, text=True, check=True
    )


def hook(home: Path, name: str, text: str = "#!/bin/sh\n") -> None:
    path = home / ".git" / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
