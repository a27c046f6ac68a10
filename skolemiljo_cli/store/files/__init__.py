"""The only module that writes to disk: files appear whole or not at all; no link is followed."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import time
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from skolemiljo_cli.errors import ChangedOutside, NotFound, Unreadable
from skolemiljo_cli.store.files import disk, os_errors, temp_names
from skolemiljo_cli.store.files.os_errors import AlreadyThere, shown
from skolemiljo_cli.store.files.temp_names import STALE_AFTER_SECONDS

__all__ = ["AlreadyThere"]  # from another module

MAX_BYTES = 2 * 1024 * 1024
FILE_MODE = 0o600  # data about children: only the owner may read it
FOLDER_MODE = 0o700

_READ = os.O_RDONLY | disk.NOFOLLOW | disk.BINARY
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | disk.NOFOLLOW | disk.BINARY


def sha256(data: bytes) -> str:
    """Return the SHA-256 of the bytes in lower case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def read_bytes(path: Path, *, max_bytes: int = MAX_BYTES) -> bytes:
    """Return the content of a file.

    Raises:
        NotFound, NoPermission: there is no such file, or it may not be read.
        Unreadable: it is a link or a folder, or longer than `max_bytes`.
    """
    with os_errors.reading(path):
        _require_regular_file(path)
        handle = disk.retry_while_in_use(lambda: os.open(path, _READ))
        with os.fdopen(handle, "rb") as file:
            data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        message = f"{shown(path)} er større enn grensen på {max_bytes} byte."
        raise Unreadable(message, "Flytt lange tekster til vedlegg.", file=shown(path))
    return data


def _require_regular_file(path: Path) -> None:
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        raise os_errors.link_refusal(path)
    if not stat.S_ISREG(mode):
        raise Unreadable(f"{shown(path)} er ikke en vanlig fil.", file=shown(path))


def replace(path: Path, data: bytes, *, expected: str) -> None:
    """Replace a file's content if its SHA-256 is still `expected`; the mode is kept.

    The old content is left whole when anything fails.

    Raises:
        ChangedOutside: the file has changed since it was read.
        CannotWrite, NoPermission: the operating system refuses.
    """
    with os_errors.writing(path):
        _require_unchanged(path, expected)
        temp = _temp_file(path, data, mode=stat.S_IMODE(path.lstat().st_mode))
        with _removed_on_error(temp):
            _require_unchanged(path, expected)
            disk.retry_while_in_use(lambda: os.replace(temp, path))  # noqa: PTH105 - named in the fault tests
        disk.sync_folder(path.parent)


def _require_unchanged(path: Path, expected: str) -> None:
    """Raise `ChangedOutside` unless the file has the SHA-256 `expected`; any size is accepted."""
    if os.path.lexists(path):
        _require_regular_file(path)
    try:
        same = sha256(read_bytes(path, max_bytes=path.lstat().st_size)) == expected
    except (FileNotFoundError, NotFound, Unreadable):  # removed, or it grew after its size was read
        same = False
    if not same:
        raise ChangedOutside(
            f"{shown(path)} er endret av noen andre etter at den ble lest. Ingenting er skrevet.",
            "Kjør kommandoen en gang til, så brukes den nye filen.",
            file=shown(path),
        )


def create(path: Path, data: bytes, *, mode: int = FILE_MODE, lasting: bool = True) -> None:
    """Make a new file, whole or not at all; raises `AlreadyThere` when the name is taken.

    Without `lasting` the file is not flushed to disk, which is faster, but a power cut may lose it.
    """
    with os_errors.writing(path):
        temp = _temp_file(path, data, mode=mode, lasting=lasting)
        with _removed_on_error(temp):
            _rename_to_free_name(temp, path)
        if lasting:
            disk.sync_folder(path.parent)


def _rename_to_free_name(temp: Path, path: Path) -> None:
    """Rename the temporary file atomically; raises FileExistsError when the name is taken."""
    try:
        disk.retry_while_in_use(lambda: os.link(temp, path))
    except FileExistsError:
        raise
    except OSError:  # no hard links (FAT, some network drives): reserve the name, then fill it
        os.close(disk.retry_while_in_use(lambda: os.open(path, _NEW, FILE_MODE)))
        with _removed_on_error(path):
            disk.retry_while_in_use(lambda: os.replace(temp, path))  # noqa: PTH105 - named in the fault tests
        return
    with contextlib.suppress(OSError):  # the file is in place; `sweep` removes the second name
        temp.unlink()


def create_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a new folder with its files, whole or not at all.

    File names are relative, with `/` between folders. Raises `AlreadyThere` if the name is taken,
    even by an empty folder.
    """
    with os_errors.writing(folder):
        if os.path.lexists(folder) or not files:
            folder.mkdir(FOLDER_MODE)  # raises when the name is taken
            return
        sweep(folder.parent)
        temp = folder.with_name(temp_names.new_name())
        temp.mkdir(FOLDER_MODE)
        with _removed_on_error(temp):
            for name, data in files.items():
                _write_inside(temp, name, data)
            disk.sync_folder(temp)
            # Replaces an empty folder that another process made; fails for one with content.
            disk.retry_while_in_use(lambda: os.rename(temp, folder))  # noqa: PTH104 - as os.replace
        disk.sync_folder(folder.parent)


def _write_inside(temp: Path, name: str, data: bytes) -> None:
    """Write one file of a new folder, and the folders above it."""
    parts = PurePosixPath(name).parts
    if not parts or PurePosixPath(name).is_absolute() or ".." in parts or "\\" in name:
        raise ValueError("a file of a new folder must have a relative name inside it")
    path = temp.joinpath(*parts)
    missing = [parent for parent in path.parents if temp in parent.parents and not parent.exists()]
    for parent in reversed(missing):
        parent.mkdir(FOLDER_MODE)
    disk.write(os.open(path, _NEW, FILE_MODE), data)


def make_folders(path: Path) -> None:
    """Make a folder and its missing parents, each for the owner only."""
    with os_errors.writing(path):
        for folder in reversed([path, *path.parents]):
            with contextlib.suppress(FileExistsError):
                if not folder.is_dir():
                    folder.mkdir(FOLDER_MODE)
        if not path.is_dir():
            raise NotADirectoryError


def sweep(
    folder: Path, *, now: float | None = None, older_than_seconds: float = STALE_AFTER_SECONDS
) -> int:
    """Remove abandoned temporary files from a folder and return how many; `now` is a POSIX time.

    They may contain text from a case. Files of processes that still run are kept.
    """
    swept = 0
    for entry in temp_names.abandoned(folder, now, older_than_seconds):
        with contextlib.suppress(OSError):
            disk.remove(entry)
            swept += 1
    return swept


def _temp_file(path: Path, data: bytes, *, mode: int, lasting: bool = True) -> Path:
    """Write all the bytes to a new temporary file beside `path` and return its path."""
    sweep(path.parent)
    temp = path.with_name(temp_names.new_name())
    handle = os.open(temp, _NEW, FILE_MODE)
    with _removed_on_error(temp):
        disk.write(handle, data, lasting=lasting)
        if mode != FILE_MODE:
            temp.chmod(mode)
    return temp


@contextlib.contextmanager
def _removed_on_error(temp: Path) -> Iterator[None]:
    """Remove a half-written file or folder on any error, Ctrl-C included."""
    try:
        yield
    except BaseException:
        with contextlib.suppress(OSError):
            disk.remove(temp)
        raise


def remove(path: Path, *, expected: str) -> None:
    """Remove a file whose SHA-256 is still `expected`, and the parent folders that become empty.

    At most two levels of folders are removed, and never `cases/` itself.

    Raises:
        ChangedOutside: the file has changed since it was read.
        CannotWrite, NoPermission: the operating system refuses.
    """
    remove_file(path, expected=expected)
    with os_errors.writing(path):
        disk.sync_folder(path.parent)
        for folder in (path.parent, path.parent.parent):
            if folder.name == "cases":
                break
            with contextlib.suppress(OSError):  # not empty
                folder.rmdir()


def discard(path: Path) -> None:
    """Remove a file if it exists; errors are ignored."""
    with contextlib.suppress(OSError):
        disk.retry_while_in_use(path.unlink)


def pause(seconds: float) -> None:
    """Sleep; other modules must not import `time` (tests/architecture)."""
    time.sleep(seconds)


def remove_file(path: Path, *, expected: str) -> None:
    """Remove a file whose SHA-256 is still `expected`; its folder is kept."""
    with os_errors.writing(path):
        _require_unchanged(path, expected)
        disk.retry_while_in_use(path.unlink)


def set_mode(path: Path, mode: int) -> None:
    """Set the mode of a file or folder; a link is left alone."""
    with os_errors.writing(path):
        if not path.is_symlink():
            path.chmod(mode)
