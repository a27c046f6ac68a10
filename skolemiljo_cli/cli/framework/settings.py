"""The settings of every command: shared options, the environment and the current folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from skolemiljo_cli import clock
from skolemiljo_cli.errors import UsageFault

if TYPE_CHECKING:
    from skolemiljo_cli.cli.output.shared import Shared
    from skolemiljo_cli.store.cases.ledger import Ledger


_BESIDE = 2
"""From this many folders up, an absolute path is easier to read than a relative one."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The shared options with the environment they are read in."""

    shared: Shared
    environ: Mapping[str, str]
    cwd: Path
    verb: str = ""
    """The Norwegian name of the command that runs: the word for what it does, in git."""

    @property
    def today(self) -> date:
        """Return the day the command is run for."""
        return clock.today(self.shared.today, self.environ)

    @property
    def asks(self) -> bool:
        """Tell whether a person at a terminal may be asked; `--json` and `--no-input` say not."""
        silent = self.shared.no_input or self.shared.json
        return not silent and sys.stdin.isatty() and sys.stderr.isatty()

    def open_ledger(self) -> Ledger:
        """Return the ledger the command works on."""
        from skolemiljo_cli.store.cases.ledger import find_root, open_ledger
        from skolemiljo_cli.store.writing import settle_before_reading

        settle_before_reading(self.cwd / (self.named_ledger or ""))
        return open_ledger(find_root(self.cwd, self.named_ledger))

    def ledgers_of(self, parts: Sequence[str]) -> list[tuple[Ledger, list[str]]]:
        """Return the ledgers that paths of case files lie in, each with the cases asked for in it.

        What is no such path is of the ledger the command works on. Programs that run at the top of
        a repository name files by their paths from there.
        """
        from skolemiljo_cli.store.cases.ledger import find_root, open_ledger
        from skolemiljo_cli.store.writing import settle_before_reading

        if not parts:
            return [(self.open_ledger(), [])]
        homes: dict[Path, list[str]] = {}
        for part in parts:
            home = self._home_of(part) or find_root(self.cwd, self.named_ledger)
            homes.setdefault(home.resolve(), []).append(part)
        for home in homes:
            settle_before_reading(home)
        return [(open_ledger(home), of_home) for home, of_home in homes.items()]

    def _home_of(self, part: str) -> Path | None:
        """Return the folder of the ledger that a case file lies in, unless one is named."""
        from skolemiljo_cli.store.cases.ledger import CASE_FILE, CASES, CONFIG

        path = self.cwd / part
        if self.named_ledger is not None or path.name != CASE_FILE or len(path.parents) < 3:
            return None
        home = path.parents[2]
        return home if path.parents[1].name == CASES and (home / CONFIG).is_file() else None

    @property
    def named_ledger(self) -> str | None:
        """Return the ledger named by option or environment.

        Raises:
            UsageFault: the option is empty, as when a variable in a script is not set.
        """
        if self.shared.ledger == "":
            raise UsageFault("--ledger er tom.", "Skriv hvilken mappe: --ledger MAPPE")
        return self.shared.ledger or self.environ.get("SKOLEMILJO_LEDGER") or None

    def shown(self, path: Path) -> str:
        """Return the path as short as a person at this folder can use it."""
        there = path.resolve()
        try:
            near = Path(os.path.relpath(there, self.cwd.resolve()))
        except ValueError:  # another drive (Windows)
            return str(there)
        far = near.parts[:_BESIDE] == ("..",) * _BESIDE
        return str(there) if far else near.as_posix()


def of_this_process(shared: Shared, verb: str = "") -> Settings:
    """Return the settings of the running process, for the command with this Norwegian name.

    Raises:
        UsageFault: the folder one stands in is gone.
    """
    try:
        cwd = Path.cwd()
    except FileNotFoundError as error:
        raise UsageFault(
            "Mappen du står i, finnes ikke lenger.", "Gå til en annen mappe."
        ) from error
    return Settings(shared, os.environ, cwd, verb)
