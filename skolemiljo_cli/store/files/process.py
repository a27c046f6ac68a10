"""Which process made something, and whether it is certain that it is no longer at work."""

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
_NO_SUCH_PROCESS = 87  # ERROR_INVALID_PARAMETER of OpenProcess
_QUERY = 0x1000  # PROCESS_QUERY_LIMITED_INFORMATION
_SYNCHRONIZE = 0x100000
_ENDED = (b"Z", b"X")  # proc(5): a zombie has ended too


@dataclass(frozen=True, slots=True)
class Owner:
    """A process: its machine as a short hash, its number, and when it began ("0": not known).

    The number alone is not enough: after a power cut it soon belongs to another process.
    """

    machine: str
    pid: int
    began: str

    @property
    def mark(self) -> str:
        """Return the owner as it stands in file names and in the lock."""
        return f"{self.machine}-{self.pid}-{self.began}"

    @property
    def is_here(self) -> bool:
        """Tell whether it is a process of this machine: only of those anything is known."""
        return self.machine == me().machine

    @property
    def is_gone(self) -> bool:
        """Tell whether it is certain that the process has ended; never of another machine."""
        if not self.is_here:
            return False
        began = _began(self.pid) if _is_there(self.pid) else None
        return began is None or (_UNKNOWN not in (began, self.began) and began != self.began)


def read(mark: str) -> Owner | None:
    """Return the owner that the mark means, None when it is no mark."""
    found = _MARK.fullmatch(mark)
    return Owner(found[1], int(found[2]), found[3]) if found else None


def me() -> Owner:
    """Return this process."""
    return _this(os.getpid())


def host() -> str:
    """Return the machine's own name, for people."""
    name = os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")
    return name or "ukjent maskin"


@lru_cache(maxsize=1)
def _this(pid: int) -> Owner:  # by number: a fork asks anew
    return Owner(_short(f"{host()} {_room()}"), pid, _began(pid) or _UNKNOWN)


def _room() -> str:
    """Return what tells containers on one machine apart: each counts its processes for itself."""
    try:
        return str(Path("/proc/self/ns/pid").readlink())
    except OSError:
        return ""


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:8]


def _is_there(pid: int) -> bool:
    if os.name == "nt":
        return _is_there_on_windows(pid)
    try:
        os.kill(pid, 0)  # asks, and sends nothing
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):  # another user's, or a number no process can have
        return True
    return True


def _began(pid: int) -> str | None:
    """Return when the process began, in a short form; "0" when that cannot be known.

    None for one that has ended.
    """
    if os.name == "nt":
        return _began_on_windows(pid)
    try:
        words = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
        boot = Path("/proc/sys/kernel/random/boot_id").read_bytes()
    except OSError:  # macOS, or hidden from us
        return _UNKNOWN
    if words[0] in _ENDED:
        return None
    return _short(f"{boot!r} {words[19]!r}")  # field 22: the tick it began at, since the boot


def _is_there_on_windows(pid: int) -> bool:
    """Ask for a handle: os.kill would end the process there."""
    kernel, handle, fault = _opened(pid)
    if not handle:
        return bool(fault != _NO_SUCH_PROCESS)
    ended = kernel.WaitForSingleObject(handle, 0) == 0
    kernel.CloseHandle(handle)
    return not ended


def _began_on_windows(pid: int) -> str:
    import ctypes

    kernel, handle, _ = _opened(pid)
    if not handle:
        return _UNKNOWN
    times = (ctypes.c_uint64 * 4)()
    told = kernel.GetProcessTimes(handle, *(ctypes.byref(times, 8 * n) for n in range(4)))
    kernel.CloseHandle(handle)
    return _short(str(times[0])) if told else _UNKNOWN


def _opened(pid: int) -> tuple[Any, Any, int]:
    """Return Windows' own functions, a handle of the process (0 for none), and the fault."""
    import ctypes

    windows: Any = ctypes
    kernel = windows.WinDLL("kernel32", use_last_error=True)
    kernel.OpenProcess.restype = ctypes.c_void_p
    handle = kernel.OpenProcess(_QUERY | _SYNCHRONIZE, 0, pid)
    return kernel, ctypes.c_void_p(handle) if handle else None, windows.get_last_error()
