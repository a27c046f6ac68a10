"""Operating system errors translated to our own exceptions with Norwegian messages."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path

from skolemiljo_cli.errors import CannotWrite, LedgerError, NoPermission, NotFound, Unreadable

_CAUSES = {
    errno.ENOSPC: ("disken er full", "Frigjør plass, og kjør kommandoen igjen."),
    errno.EDQUOT: ("kvoten din er brukt opp", "Frigjør plass, og kjør kommandoen igjen."),
    errno.EROFS: ("disken er skrivebeskyttet", "Bruk et sted der du kan skrive."),
    errno.EIO: ("disken melder feil", "Ta en sikkerhetskopi, og be IT se på disken."),
    errno.ENOENT: ("mappen finnes ikke", "Se etter skrivefeil i stien."),
    errno.ENOTDIR: ("en del av stien er ikke en mappe", "Se etter skrivefeil i stien."),
    errno.EISDIR: ("det er en mappe", "Velg et annet navn."),
    errno.ENAMETOOLONG: ("navnet er for langt", "Velg et kortere navn."),
}
_TAKEN = frozenset({errno.EEXIST, errno.ENOTEMPTY})
_UNCHANGED = "Ingenting er skrevet."


class AlreadyThere(CannotWrite):
    """A file or folder with this name exists."""

    usual_message = "Navnet er opptatt."


def shown(path: Path) -> str:
    """Return the path to show to people: relative to the current folder when it is below it."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        return path.as_posix()


def link_refusal(path: Path) -> Unreadable:
    """Return the refusal of a symbolic link: it could lead out of the ledger."""
    message = f"{shown(path)} er en lenke (symlink), og lenker følges ikke."
    return Unreadable(message, "Legg selve filen der lenken er.", file=shown(path))


def _no_permission(path: Path, what: str) -> NoPermission:
    return NoPermission(
        f"Du har ikke tilgang til å {what} {shown(path)}.",
        "Be den som har ansvar for mappen, om tilgang. Er filen åpen i et annet program: lukk den.",
        file=shown(path),
    )


@contextlib.contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn operating system errors about reading a file into our own."""
    try:
        yield
    except (FileNotFoundError, NotADirectoryError):
        raise NotFound(f"{shown(path)} finnes ikke.", file=shown(path)) from None
    except PermissionError:
        raise _no_permission(path, "lese") from None
    except OSError as fault:
        if fault.errno == errno.ELOOP:
            raise link_refusal(path) from None
        cause, hint = _CAUSES.get(fault.errno or 0, (_code(fault), ""))
        message = f"{shown(path)} kan ikke leses: {cause}."
        raise Unreadable(message, hint, file=shown(path)) from None


@contextlib.contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn operating system errors about writing a file or folder into our own."""
    try:
        yield
    except Unreadable as fault:
        raise CannotWrite(fault.message, fault.hint, file=shown(path)) from None
    except OSError as fault:
        raise _write_fault(path, fault) from None


def _write_fault(path: Path, fault: OSError) -> LedgerError:
    if fault.errno in _TAKEN:
        message = f"{shown(path)} finnes allerede. {_UNCHANGED}"
        return AlreadyThere(message, "Velg et annet navn.", file=shown(path))
    if isinstance(fault, PermissionError):
        return _no_permission(path, "skrive")
    cause, hint = _CAUSES.get(fault.errno or 0, (_code(fault), "Prøv igjen."))
    return CannotWrite(
        f"Kan ikke skrive {shown(path)}: {cause}. {_UNCHANGED}", hint, file=shown(path)
    )


def _code(fault: OSError) -> str:
    return f"operativsystemet melder {errno.errorcode.get(fault.errno or 0, 'en feil')}"
