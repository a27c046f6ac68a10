"""The text editor: the only module but `store/git` that starts a process (docs/adr/0008)."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import NotFound, UsageFault

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_USUAL = ("notepad",) if os.name == "nt" else ("nano", "vim", "vi")


class EditorFailed(UsageFault):
    """Teksteditoren avsluttet med en feil. Ingenting er tatt inn."""


def run_editor(path: Path, environ: Mapping[str, str]) -> None:
    """Open the file in the user's editor and wait until it is closed.

    Raises:
        UsageFault: no editor is named or found.
        NotFound: the editor named is not there.
        EditorFailed: it ended with an error; what is in the file may be half done.
    """
    words = _editor(environ)
    try:
        ended = subprocess.run([*words, str(path)], check=False, env=dict(environ))  # noqa: S603
    except OSError as error:
        raise NotFound(
            "Teksteditoren lot seg ikke starte.", "Rett EDITOR, for eksempel: EDITOR=nano"
        ) from error
    if ended.returncode != 0:
        raise EditorFailed(hint="Prøv igjen, eller bruk en annen editor: EDITOR=nano")


def _editor(environ: Mapping[str, str]) -> list[str]:
    """Return the words that start the editor: VISUAL, EDITOR, else one that is usually there."""
    named = (environ.get("VISUAL") or environ.get("EDITOR") or "").strip()
    if named:
        # a path on Windows has backslashes that are not escapes
        return shlex.split(named, posix=os.name != "nt")
    found = next((one for one in _USUAL if shutil.which(one)), None)
    if found is None:
        raise UsageFault(
            "Fant ingen teksteditor.", "Sett EDITOR til den du bruker, for eksempel: EDITOR=nano"
        )
    return [found]
