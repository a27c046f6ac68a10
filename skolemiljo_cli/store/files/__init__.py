"""The only doorway to the disk: whole files appear, or nothing does, and links are not followed."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import time
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import ChangedOutside, NotFound, Unreadable
from skolemiljo_cli.store.files import disk, os_errors, temp_names
from skolemiljo_cli.store.files.os_errors import AlreadyThere, shown
from skolemiljo_cli.store.files.temp_names import STALE_AFTER_SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = [
    "AlreadyThere",
    "create",
    "create_folder",
    "discard",
    "make_folders",
    "narrow",
    "pause",
    "read_bytes",
    "remove",
    "remove_file",
    "replace",
    "sha256",
    "sweep",
    "write_output",
]

MAX_BYTES = 2 * 1024 * 1024
FILE_MODE = 0o600  # children's data: nobody else on the machine
FOLDER_MODE = 0o700

_READ = os.O_RDONLY | disk.NOFOLLOW | disk.BINARY
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | disk.NOFOLLOW | disk.BINARY


def sha256(data: bytes) -> str:
    """Return the SHA-256 of the bytes in lower case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def read_bytes(path: Path, *, max_bytes: int = MAX_BYTES) -> bytes:
    """Return what a file holds.

    Raises `NotFound`, `NoPermission`, or `Unreadable` for a link, a folder, and too many bytes.
    """
    with os_errors.reading(path):
        _refuse_what_is_no_file(path)
        handle = disk.retry_while_in_use(lambda: os.open(path, _READ))
        with os.fdopen(handle, "rb") as file:
            data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise Unreadable(
            f"{shown(path)} er større enn grensen på {max_bytes} byte.",
            "Flytt lange tekster til vedlegg.",
            file=shown(path),
        )
    return data


def _refuse_what_is_no_file(path: Path) -> None:
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        raise os_errors.is_link(path)
    if not stat.S_ISREG(mode):
        raise Unreadable(f"{shown(path)} er ikke en vanlig fil.", file=shown(path))


def replace(path: Path, data: bytes, *, expected: str) -> None:
    """Replace a file's content when it still has the SHA-256 `expected`; the mode is kept.

    Raises `ChangedOutside` when the file is another by now, `CannotWrite` or `NoPermission` when
    the disk says no; the old content is whole in every case.
    """
    with os_errors.writing(path):
        _compare(path, expected)
        temp = _temp_file(path, data, mode=stat.S_IMODE(path.lstat().st_mode))
        with _removed_on_error(temp):
            _compare(path, expected)
            disk.retry_while_in_use(lambda: os.replace(temp, path))  # noqa: PTH105 - named in the fault tests
        disk.sync_folder(path.parent)


def _compare(path: Path, expected: str) -> None:
    """Stop when the file is not the one that was read; size is no limit here, only sameness."""
    if os.path.lexists(path):
        _refuse_what_is_no_file(path)
    try:
        same = sha256(read_bytes(path, max_bytes=_size(path))) == expected
    except (NotFound, Unreadable):  # gone, or growing under our hands
        same = False
    if not same:
        raise ChangedOutside(
            f"{shown(path)} er endret av noen andre etter at den ble lest. Ingenting er skrevet.",
            "Kjør kommandoen en gang til, så brukes den nye filen.",
            file=shown(path),
        )


def _size(path: Path) -> int:
    try:
        return path.lstat().st_size
    except FileNotFoundError:
        return 0


def create(path: Path, data: bytes, *, mode: int = FILE_MODE, lasting: bool = True) -> None:
    """Make a new file, whole or not at all; raises `AlreadyThere` when the name is taken.

    What is not `lasting` need not be there after a power cut, and is made quicker.
    """
    with os_errors.writing(path):
        temp = _temp_file(path, data, mode=mode, lasting=lasting)
        with _removed_on_error(temp):
            _take_name(temp, path)
        if lasting:
            disk.sync_folder(path.parent)


def _take_name(temp: Path, path: Path) -> None:
    """Give the temporary file its name unless the name is taken, by anyone, at any time."""
    try:
        disk.retry_while_in_use(lambda: os.link(temp, path))
    except FileExistsError:
        raise
    except OSError:  # no hard links here (FAT, some network drives): reserve the name, then fill it
        os.close(disk.retry_while_in_use(lambda: os.open(path, _NEW, FILE_MODE)))
        with _removed_on_error(path):
            disk.retry_while_in_use(lambda: os.replace(temp, path))  # noqa: PTH105 - named in the fault tests
        return
    with contextlib.suppress(OSError):  # the file is there; sweep takes the second name
        temp.unlink()


def create_folder(
    folder: Path,
    files: Mapping[str, bytes],
    *,
    mode: int = FOLDER_MODE,
    file_mode: int = FILE_MODE,
) -> None:
    """Make a new folder with its files, whole or not at all.

    The names are relative, with `/` between folders. Raises `AlreadyThere` when the name is taken,
    also by an empty folder.
    """
    with os_errors.writing(folder):
        if os.path.lexists(folder) or not files:
            folder.mkdir(mode)  # without files the folder itself is whole; a taken name raises
            return
        sweep(folder.parent)
        temp = folder.with_name(temp_names.new_name())
        temp.mkdir(mode)
        with _removed_on_error(temp):
            for name, data in files.items():
                _fill(temp, name, data, mode, file_mode)
            disk.sync_folder(temp)
            # The name is free or an empty folder; a full one, from another process, stops us.
            disk.retry_while_in_use(lambda: os.rename(temp, folder))  # noqa: PTH104 - as os.replace
        disk.sync_folder(folder.parent)


def _fill(temp: Path, name: str, data: bytes, mode: int, file_mode: int) -> None:
    """Write one file of a new folder."""
    parts = PurePosixPath(name).parts
    if not parts or PurePosixPath(name).is_absolute() or ".." in parts or "\\" in name:
        raise ValueError("a file of a new folder must have a relative name inside it")
    place = temp.joinpath(*parts)
    made = [parent for parent in place.parents if temp in parent.parents and not parent.exists()]
    for parent in reversed(made):
        parent.mkdir(mode)
    disk.write(os.open(place, _NEW, file_mode), data)


def write_output(path: Path, data: bytes, *, overwrite: bool, mode: int = FILE_MODE) -> None:
    """Write a rendered document; raises `AlreadyThere` when it is there and not to be replaced."""
    if not overwrite:
        create(path, data, mode=mode)
        return
    with os_errors.writing(path):
        if os.path.lexists(path):
            _refuse_what_is_no_file(path)
            mode = stat.S_IMODE(path.lstat().st_mode)
        temp = _temp_file(path, data, mode=mode)
        with _removed_on_error(temp):
            disk.retry_while_in_use(lambda: os.replace(temp, path))  # noqa: PTH105 - named in the fault tests
        disk.sync_folder(path.parent)


def make_folders(path: Path, *, mode: int = FOLDER_MODE) -> None:
    """Make a folder and the ones above it that are missing, each with the mode."""
    with os_errors.writing(path):
        for folder in reversed([path, *path.parents]):
            with contextlib.suppress(FileExistsError):
                if not folder.is_dir():
                    folder.mkdir(mode)
        if not path.is_dir():
            raise NotADirectoryError


def sweep(
    folder: Path, *, now: float | None = None, older_than_seconds: float = STALE_AFTER_SECONDS
) -> int:
    """Remove what killed writers left in a folder, and return how many; `now` is a POSIX time.

    Case text would lie about otherwise. What a living writer is at work with is not touched.
    """
    swept = 0
    for entry in temp_names.abandoned(folder, now, older_than_seconds):
        with contextlib.suppress(OSError):
            disk.remove(entry)
            swept += 1
    return swept


def _temp_file(path: Path, data: bytes, *, mode: int, lasting: bool = True) -> Path:
    """Return a new file beside `path` that holds all the bytes, safe on the disk."""
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
    """Leave no half-written file or folder behind, not even on Ctrl-C."""
    try:
        yield
    except BaseException:
        with contextlib.suppress(OSError):
            disk.remove(temp)
        raise


def remove(path: Path, *, expected: str) -> None:
    """Take away a file that still has the SHA-256 `expected`, and its folders that get empty.

    Raises `ChangedOutside` when it is another by now, `CannotWrite` or `NoPermission` when the
    disk says no. Only a case folder's own levels are emptied, never `cases/` itself.
    """
    remove_file(path, expected=expected)
    with os_errors.writing(path):
        disk.sync_folder(path.parent)
        for folder in (path.parent, path.parent.parent):
            if folder.name == "cases":
                break
            with contextlib.suppress(OSError):  # something else lies there
                folder.rmdir()


def discard(path: Path) -> None:
    """Take away a file that was just written and is not to be; gone already is fine."""
    with contextlib.suppress(OSError):
        disk.retry_while_in_use(path.unlink)


def pause(seconds: float) -> None:
    """Wait for somebody else to be done."""
    time.sleep(seconds)


def remove_file(path: Path, *, expected: str) -> None:
    """Take away a file that still has the SHA-256 `expected`; its folder stays."""
    with os_errors.writing(path):
        _compare(path, expected)
        disk.retry_while_in_use(path.unlink)


def narrow(path: Path, mode: int) -> None:
    """Give a file or folder the mode; a link is left alone."""
    with os_errors.writing(path):
        if not path.is_symlink():
            path.chmod(mode)
