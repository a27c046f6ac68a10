"""A report, and a repository with a ledger, for the tests of versions."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

REPORT = (
    "new-case", "--no-input", "--likevel", "--elev", "Askeladd Eventyr", "--trinn", "5", "--melder",
    "Lise Lærersen", "--beskrivelse", "{e1} ble stengt ute.",
)  # fmt: skip


@dataclass(frozen=True)
class Repository:
    """A repository with a ledger in it, and git as a person runs it there."""

    root: Path

    def git(self, *words: str, fine: bool = True, err: bool = False, strip: bool = True) -> str:
        ran = subprocess.run(
            ["git", *words], cwd=self.root, capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0 or not fine, ran.stderr
        text = ran.stderr if err else ran.stdout
        return text.strip() if strip else text

    def subjects(self) -> list[str]:
        """Return the subjects of the commits, newest first."""
        return self.git("log", "--format=%s").splitlines()

    def status(self) -> list[str]:
        ran = self.git("status", "--porcelain", "-uall", strip=False)
        return ran.splitlines()

    def files_of(self, commit: str = "HEAD") -> list[str]:
        return self.git("show", "--format=", "--name-only", commit).splitlines()
