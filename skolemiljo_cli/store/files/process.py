"""The identity of a process, to tell later whether it has ended."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

_MARK = re.compile(r"([0-9a-f]{8})-([1-9][0-9]{0,9})-([0-9a-f]{8}|0)")
_UNKNOWN = "0"
_SHARED = frozenset(
    {"9p", "afs", "ceph", "cifs", "drvfs", "gfs2", "lustre", "ncpfs", "nfs", "nfs4", "ocfs2",
     "smb3", "smbfs", "vboxsf", "virtiofs"}
)  # fmt: skip
_NO_SUCH_PROCESS = 87  # ERROR_INVALID_PARAMETER of OpenProcess
_QUERY = 0x1000  # PROCESS_QUERY_LIMITED_INFORMATION
_SYNCHRONIZE = 0x100000
_ENDED = (b"Z", b"X")  # proc(5): a zombie has ended too


@dataclass(frozen=True, slots=True)
class Owner:
    """A process: its machine as a short hash, its PID, and when it started ("0": not known).

    The PID alone is not enough: after a reboot it may soon belong to another process.
    """

    machine: str
    pid: int
    began: str

    @property
    def mark(self) -> str:
        """Return the text that identifies the owner in file names and in the lock."""
        return f"{self.machine}-{self.pid}-{self.began}"

    @property
    def is_here(self) -> bool:
        """Tell whether the process belongs to this machine; nothing is known about others."""
        return self.machine == current().machine

    @property
    def is_gone(self) -> bool:
        """Tell whether the process has certainly ended; always False for other machines."""
        if not self.is_here:
            return False
        began = _start_of(self.pid) if _exists(self.pid) else None
        return began is None or (_UNKNOWN not in (began, self.began) and began != self.began)


def parse_mark(mark: str) -> Owner | None:
    """Return the owner that a mark identifies; None when the text is not a mark."""
    found = _MARK.fullmatch(mark)
    return Owner(found[1], int(found[2]), found[3]) if found else None


def current() -> Owner:
    """Return this process."""
    return _owner(os.getpid())


def host_name() -> str:
    """Return the machine's name, to show to people."""
    name = os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")
    return name or "ukjent maskin"


@lru_cache(maxsize=1)
def _owner(pid: int) -> Owner:  # cached by PID, so that a forked process gets its own
    return Owner(_digest(f"{host_name()} {_pid_namespace()}"), pid, _start_of(pid) or _UNKNOWN)


def is_shared(folder: Path) -> bool:
    """Tell whether other machines may work in the folder too, where that can be seen."""
    here = folder.resolve()
    if str(here).startswith("\\\\"):
        return True
    try:
        rows = Path("/proc/self/mountinfo").read_text("utf-8", "replace").splitlines()
    except OSError:
        return False
    kinds = {}
    for row in rows:  # proc_pid_mountinfo(5): the fifth field is where, the kind follows « - »
        mount, _, rest = row.partition(" - ")
        kinds[Path(mount.split(" ")[4])] = rest.split(" ")[0]
    kind = next((kinds[one] for one in (here, *here.parents) if one in kinds), "")
    return kind.startswith("fuse") or kind in _SHARED


def works_in(folder: Path, program: str) -> bool | None:
    """Tell whether a process whose name begins with `program` works in the folder or below it.

    None when that cannot be known: there is no /proc, or another user runs one somewhere.
    """
    unknown = None
    try:
        numbers = [one.name for one in os.scandir("/proc") if one.name.isdigit()]
    except OSError:
        return None
    for number in numbers:
        process = Path("/proc") / number
        try:
            if (process / "comm").read_text("utf-8", "replace").startswith(program):
                place = (process / "cwd").readlink()
                if place.is_relative_to(folder):
                    return True
        except PermissionError:
            unknown = True
        except OSError:  # it has ended
            continue
    return None if unknown else False


def _pid_namespace() -> str:
    """Return the PID namespace: containers on one machine number their processes separately."""
    try:
        return str(Path("/proc/self/ns/pid").readlink())
    except OSError:
        return ""


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:8]


def _exists(pid: int) -> bool:
    if os.name == "nt":
        return _exists_on_windows(pid)
    try:
        os.kill(pid, 0)  # signal 0 only checks that the process exists
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):  # another user's process, or an impossible PID
        return True
    return True


def _start_of(pid: int) -> str | None:
    """Return a hash of the time the process started; "0" when unknown, None when it has ended."""
    if os.name == "nt":
        return _start_on_windows(pid)
    try:
        fields = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
        boot = Path("/proc/sys/kernel/random/boot_id").read_bytes()
    except OSError:  # macOS has no /proc, and it may be hidden from other users
        return _UNKNOWN
    if fields[0] in _ENDED:
        return None
    # field 22 in proc(5): start time in ticks since boot
    return _digest(f"{boot!r} {fields[19]!r}")


def _exists_on_windows(pid: int) -> bool:
    """Tell whether the process exists, by opening a handle: os.kill would end it on Windows."""
    kernel, handle, fault = _open_process(pid)
    if not handle:
        return bool(fault != _NO_SUCH_PROCESS)
    ended = kernel.WaitForSingleObject(handle, 0) == 0
    kernel.CloseHandle(handle)
    return not ended


def _start_on_windows(pid: int) -> str:
    import ctypes

    kernel, handle, _ = _open_process(pid)
    if not handle:
        return _UNKNOWN
    times = (ctypes.c_uint64 * 4)()
    succeeded = kernel.GetProcessTimes(handle, *(ctypes.byref(times, 8 * n) for n in range(4)))
    kernel.CloseHandle(handle)
    return _digest(str(times[0])) if succeeded else _UNKNOWN


def _open_process(pid: int) -> tuple[Any, Any, int]:
    """Return kernel32, a handle of the process (None on failure), and the error code."""
    import ctypes

    untyped: Any = ctypes  # the Windows part has no types elsewhere
    kernel = untyped.WinDLL("kernel32", use_last_error=True)
    kernel.OpenProcess.restype = ctypes.c_void_p
    handle = kernel.OpenProcess(_QUERY | _SYNCHRONIZE, 0, pid)
    return kernel, ctypes.c_void_p(handle) if handle else None, untyped.get_last_error()
