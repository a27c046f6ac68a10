"""The text editor: the only module but `store/git` that starts a process (docs/adr/0008)."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from skolemiljo_cli.errors import NotFound, UsageFault

_VIM = ("-n", "-i", "NONE", "-c", "set noundofile nobackup backupdir=.")
_EMACS = "(setq make-backup-files nil auto-save-default nil create-lockfiles nil)"
_MICRO = ("backup", "permbackup", "savecursor", "saveundo", "savehistory")
_QUIETLY: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("vim", "nvim", "gvim", "vim.basic", "vim.tiny", "vim.gtk3", "vim.nox"), _VIM),
    "nano": ("--ignorercfiles",),
    **dict.fromkeys(("emacs", "emacs-nox", "emacs-gtk"), ("--eval", _EMACS)),
    "micro": tuple(word for setting in _MICRO for word in (f"-{setting}", "false")),
}
"""What keeps an editor from writing the text of a case to swap, undo, backup and history files
that lie elsewhere, outlive the draft, or come along in a backup."""

_USUAL = ("notepad",) if os.name == "nt" else ("nano", "vim", "vi")


class EditorFailed(UsageFault):
    """The editor ended with an error: what is in the file may be half done."""

    usual_message = "Teksteditoren avsluttet med en feil. Ingenting er tatt inn."


def run_editor(path: Path, environ: Mapping[str, str]) -> None:
    """Open the file in the user's editor and wait until it is closed.

    Raises:
        UsageFault: no editor is named or found.
        NotFound: the editor named is not there.
        EditorFailed: it ended with an error.
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
        return _quietly(shlex.split(named, posix=os.name != "nt"))
    found = next((editor for editor in _USUAL if shutil.which(editor)), None)
    if found is None:
        raise UsageFault(
            "Fant ingen teksteditor.", "Sett EDITOR til den du bruker, for eksempel: EDITOR=nano"
        )
    return _quietly([found])


def _quietly(words: list[str]) -> list[str]:
    """Return the words with what an editor we know needs, to leave nothing behind."""
    program = words[0].strip('"') if words else ""
    # `vi` is vim on many machines, and `nano` is pico on some
    real = Path(shutil.which(program) or program).resolve().name
    flags = _QUIETLY.get(real.lower().removesuffix(".exe"), ())
    return [*words[:1], *flags, *words[1:]]
