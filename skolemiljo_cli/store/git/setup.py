"""What a repository needs for a ledger: the merge driver, and which files it is for."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import CannotWrite
from skolemiljo_cli.store.git import repository, runner

if TYPE_CHECKING:
    from pathlib import Path

ATTRIBUTES = """\
# Saksfiler slås sammen av skolemiljo, og lagres byte for byte (sjekksummene gjelder overalt).
cases/** -text
cases/*/sak.yaml -text merge=skolemiljo
"""
NAME = "merge.skolemiljo.name"
DRIVER = "merge.skolemiljo.driver"
_TITLE = "skolemiljo: saksfiler slås sammen innføring for innføring"


def driver_command() -> str:
    """Return the command line that git is to run: this very program, from wherever git stands.

    `-P` keeps Python from importing what lies in the folder that git stands in.
    """
    python = sys.executable.replace("\\", "/")
    return f"{shlex.quote(python)} -P -m skolemiljo_cli merge-driver -- %O %A %B %L %P"


def has_driver(root: Path) -> bool:
    """Tell whether the repository's own settings name this program as the merge driver."""
    ran = runner.run(root, "config", "--local", "--get", DRIVER)
    return ran.ok and ran.line == driver_command()


def install_driver(root: Path) -> None:
    """Write the merge driver into the repository's own settings.

    Raises:
        CannotWrite: git says no, or would write through a link.
    """
    repo = repository.find(root)
    if repo is not None and repo.link is not None:
        raise CannotWrite(
            f".git/{repo.link} er en lenke til et annet sted, og git ville ha skrevet der.",
            "Er mappen mottatt fra andre, så bruk saksarkivet uten git-arkivet i den.",
        )
    for key, value in ((NAME, _TITLE), (DRIVER, driver_command())):
        if not runner.run(root, "config", "--local", key, value).ok:
            raise CannotWrite(
                "Fikk ikke skrevet sammenslåingen inn i .git/config.",
                "Se om du har lov til å skrive der, og prøv igjen med: skolemiljo doctor --fix",
            )
