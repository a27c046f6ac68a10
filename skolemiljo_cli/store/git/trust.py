"""Which settings and addresses of a repository are safe to let git use."""

from __future__ import annotations

import re
from pathlib import Path

from skolemiljo_cli.store.git import runner

# Settings that git and this program write, and that cannot start a program or lead elsewhere.
# All others are refused, whether known to be dangerous or not.
_HARMLESS = re.compile(
    r"core\.(repositoryformatversion|filemode|bare|logallrefupdates|ignorecase|precomposeunicode"
    r"|symlinks|autocrlf|eol|safecrlf|quotepath|longpaths|abbrev)"
    r"|remote\.[^\n]+\.(url|pushurl|fetch|tagopt|prune)"
    r"|branch\.[^\n]+\.(remote|merge|rebase|description)"
    r"|user\.(name|email)|merge\.skolemiljo\.(name|driver)"
    r"|init\.defaultbranch|pull\.(rebase|ff)|push\.(default|autosetupremote)"
    r"|fetch\.prune|advice\.[a-z]+|color\.[a-z.]+|gui\.[a-z]+|extensions\.objectformat"
    r"|rerere\.(enabled|autoupdate)|gc\.auto|maintenance\.auto"
)
_ADDRESS = re.compile(
    r"(ssh|https)://[^\s]+|file:///[^\n]+|[\w.-]+@[\w.-]+:[^\n]*|[A-Za-z]:[\\/][^\n]*|/[^\n]*|\.\.?/[^\n]*"
    r"|\\\\[\w.-]+\\[^\n]*"
    r"|\w[\w.-]+:(?!//)[^\n]*"  # a host from the person's own ssh settings
)


def untrusted_settings(root: Path) -> list[str] | None:
    """Return the repository's settings that may run a program; None when git does not answer."""
    ran = runner.run(root, "config", "--local", "--no-includes", "--list", "-z")
    if not ran.ok:
        return None
    rows = ran.out.decode("utf-8", "replace").split("\0")
    pairs = [row.partition("\n")[::2] for row in rows if row]
    return sorted({key for key, value in pairs if not _is_harmless(key, value)})


def _is_harmless(key: str, value: str) -> bool:
    name = key.lower()
    if not _HARMLESS.fullmatch(name):
        return False
    if name.startswith("remote.") and name.endswith("url"):
        return is_address(value)
    return True


def is_address(text: str) -> bool:
    """Tell whether git uses this address without a helper program that the address names."""
    return _ADDRESS.fullmatch(text) is not None and "::" not in text


def belongs_to_received_folder(text: str, top: Path) -> bool:
    """Tell whether an address may point to something received together with the folder `top`.

    That is a path inside it, and any relative path: what is beside it may be part of the same
    archive or memory stick.
    """
    if re.match(r"\.\.?[/\\]|\.\.?$", text):
        return True
    path = Path(text.removeprefix("file://"))
    return path.is_absolute() and path.resolve().is_relative_to(top.resolve())
