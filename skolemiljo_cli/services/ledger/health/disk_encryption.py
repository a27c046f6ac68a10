"""What kind of disk the ledger lies on, as far as it is seen without starting a program."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from skolemiljo_cli.errors import Severity
from skolemiljo_cli.services.ledger.health.basis import Check, Ground, Trouble

MOUNTS = Path("/proc/self/mountinfo")
BLOCKS = Path("/sys/dev/block")
_NETWORK = re.compile(
    r"nfs[34]?|cifs|smb3|smbfs|afs|ceph|glusterfs|davfs|fuse\.(sshfs|rclone|smb.*)"
)
_REAL = re.compile(r"(sd[a-z]+|nvme[0-9]+n|mmcblk|hd[a-z])[0-9a-z]*")
"""Disks that are there to be taken out; what a virtual machine calls a disk tells nothing."""


def is_on_network(path: Path) -> bool:
    """Tell whether it is seen that the path lies on another machine."""
    if os.name == "nt":
        return str(path).startswith("\\\\")
    kind, _source = _mount(path)
    return _NETWORK.fullmatch(kind) is not None


def has_luks(path: Path) -> bool | None:
    """Tell whether Linux encrypts the disk under the path; None where that is not seen."""
    _kind, source = _mount(path)
    if not source.startswith("/dev/"):
        return None
    try:
        device = os.stat(source).st_rdev  # noqa: PTH116 - also for a path that is no file
    except OSError:
        return None
    return _encrypts(BLOCKS / f"{os.major(device)}:{os.minor(device)}")


def _encrypts(block: Path) -> bool | None:
    """Tell it of a block device: by itself, or by all that it is made of."""
    if _text(block / "dm" / "uuid").startswith("CRYPT-"):
        return True
    try:
        parts = sorted((block / "slaves").iterdir())
        name = block.resolve().name
    except OSError:
        parts, name = [], block.resolve().name
    if parts:
        told = {_encrypts(one) for one in parts}
        return told.pop() if len(told) == 1 else None
    return False if _REAL.fullmatch(name) else None


def _mount(path: Path) -> tuple[str, str]:
    """Return what kind of file system the path lies in, and what it is mounted from."""
    found, longest = ("", ""), -1
    for row in _text(MOUNTS).splitlines():
        left, _, right = row.partition(" - ")
        kind, source = (*right.split(" "), "", "")[:2]
        point = Path(left.split(" ")[4].replace("\\040", " ")) if left.count(" ") > 4 else None
        if point is not None and path.is_relative_to(point) and len(point.parts) >= longest:
            found, longest = (kind, source), len(point.parts)
    return found


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _network(ground: Ground) -> Iterator[Trouble]:
    if is_on_network(ground.root.resolve()):
        yield Trouble(
            "Saksarkivet ligger på en nettverksdisk. Den som drifter den, kan lese sakene.",
            "Se hvem som har tilgang til mappen, og om forbindelsen til den er kryptert.",
            Severity.INFO,
            file="./",
        )


def _encryption(ground: Ground) -> Iterator[Trouble]:
    if has_luks(ground.root.resolve()) is False:
        yield Trouble(
            "Disken som saksarkivet ligger på, er ikke kryptert av Linux (LUKS).",
            "Den som får tak i disken, leser alt. Be IT om diskkryptering, om den ikke er kryptert "
            "på en annen måte.",
            Severity.INFO,
            file="./",
        )


CHECKS = (
    Check(
        "nettverksdisk", "Saksarkivet ligger på en nettverksdisk.",
        "Tilgangen styres på tjeneren, ikke her. På Windows ses bare adresser som begynner med to "
        "streker, ikke bokstaver som H:. På Mac er det ikke sjekket.",
        _network,
    ),
    Check(
        "diskkryptering", "Linux: en disk som ikke er kryptert med LUKS.",
        "Sakene ligger i klartekst. På Windows og Mac, i en virtuell maskin og på en nettverksdisk "
        "er det ikke sjekket. Se selv: BitLocker med «manage-bde -status» (Windows), FileVault med "
        "«fdesetup status» (Mac), LUKS med «lsblk -o NAME,TYPE,MOUNTPOINT», der det skal stå crypt "
        "(Linux).",
        _encryption,
    ),
)  # fmt: skip
