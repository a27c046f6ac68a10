"""Reading a history: its commits, the files each changed, and the content of blobs."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from skolemiljo_cli.errors import Unreadable
from skolemiljo_cli.store.git import runner

SECONDS = 600.0
"""Time limit for reading a whole history; long, since the person who waits can interrupt it."""

_FORMAT = "%H%x00%P%x00%ct%x00%at%x00%an%x00%ae%x00%B"
_FIELDS = 7
_UNDOES = re.compile(rb"^Angrer: ([0-9a-f]{40}(?:[0-9a-f]{24})?)[ \t]*$", re.MULTILINE)
# A grafts file in the folder would replace the recorded parents of commits.
_NO_GRAFTS = {"GIT_GRAFT_FILE": os.devnull}
_FILE_MODES = (b"100644", b"100755", b"100664")
_LINK = b"120000"


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit: its parents, its author, and two times in seconds since 1970.

    `recorded` is the committer's time, `written` the author's, both by the clock of the machine.
    `undoes` is the commit that its message says it undoes.
    """

    id: str
    parents: tuple[str, ...]
    recorded: int
    written: int
    author: str
    email: str
    undoes: str | None = None


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """A path that differs between a commit and its first parent, with the commit's blob.

    `blob` is None when the path is no regular file in the commit; `is_link` is True for a link.
    """

    path: str
    blob: str | None
    is_link: bool = False


def is_shallow(root: Path) -> bool:
    """Tell whether the repository holds only the newest part of its history."""
    return runner.run(root, "rev-parse", "--is-shallow-repository").line == "true"


def commits(root: Path) -> tuple[Commit, ...]:
    """Return every commit that HEAD builds on, parents before children.

    Raises `Unreadable` if git cannot read the history.
    """
    words = ("log", "--topo-order", "--reverse", "--no-patch", "--no-color", "-z")
    in_utf8 = ("-c", "i18n.logOutputEncoding=UTF-8")
    fields = _read(root, *in_utf8, *words, f"--format=tformat:{_FORMAT}", "HEAD", "--").split(b"\0")
    rows = range(0, len(fields) - _FIELDS + 1, _FIELDS)
    return tuple(_commit(fields[start : start + _FIELDS]) for start in rows)


def _read(root: Path, *words: str, stdin: bytes = b"") -> bytes:
    ran = runner.run(root, *words, stdin=stdin, variables=_NO_GRAFTS, seconds=SECONDS)
    if not ran.ok:
        raise Unreadable(
            "Git fikk ikke lest historikken.",
            "Se hva som er galt med: git fsck. Er det lite plass eller en treg disk, så prøv "
            "igjen.",
        )
    return ran.out


def _commit(fields: Sequence[bytes]) -> Commit:
    name, parents, recorded, written, author, email, message = fields
    undoes = _UNDOES.findall(message)
    return Commit(
        name.decode("ascii"),
        tuple(parents.decode("ascii").split()),
        int(recorded),
        int(written),
        author.decode("utf-8", "replace"),
        email.decode("utf-8", "replace"),
        undoes[-1].decode("ascii") if undoes else None,
    )


def changes(
    root: Path, known: Sequence[Commit], below: str
) -> Iterator[tuple[str, tuple[ChangedFile, ...]]]:
    """Yield each commit that changed files in the folder `below`, with those files.

    A commit is compared with its first parent only; the caller works out the rest of a merge from
    the other parents. `below` is relative to `root` and never the user's text; paths are relative
    to the top of the repository. Raises `Unreadable` if git cannot read the history.
    """
    pairs = "".join(" ".join((commit.id, *commit.parents[:1])) + "\n" for commit in known)
    words = ("diff-tree", "--stdin", "--root", "-r", "-z", "--raw", "--no-abbrev", "--no-renames")
    without_programs = ("--no-ext-diff", "--no-textconv")
    out = _read(root, *words, *without_programs, "--", below, stdin=pairs.encode("ascii"))
    yield from _by_commit(out.split(b"\0"))


def _by_commit(tokens: Sequence[bytes]) -> Iterator[tuple[str, tuple[ChangedFile, ...]]]:
    commit, found = "", []
    position = 0
    while position < len(tokens) - 1:
        token = tokens[position]
        if token.startswith(b":"):
            found.append(_changed_file(token, tokens[position + 1]))
            position += 2
            continue
        if found:
            yield commit, tuple(found)
        commit, found = token.decode("ascii"), []
        position += 1
    if found:
        yield commit, tuple(found)


def _changed_file(entry: bytes, path: bytes) -> ChangedFile:
    _, mode, _, blob, _ = entry[1:].split(b" ")
    name = path.decode("utf-8", "surrogateescape")
    if mode in _FILE_MODES:
        return ChangedFile(name, blob.decode("ascii"))
    return ChangedFile(name, None, is_link=mode == _LINK)


def contents(root: Path, blobs: Sequence[str], max_bytes: int) -> dict[str, bytes | None]:
    """Return the content of each blob; None for one that is missing or longer than `max_bytes`.

    `blobs` are object names that come from git itself.
    """
    small = _no_longer_than(max_bytes, root, blobs)
    ran = runner.run(root, "cat-file", "--batch", stdin=_lines(small), seconds=SECONDS)
    return {**dict.fromkeys(blobs), **dict(_parse_batch(ran.out))}


def _lines(blobs: Sequence[str]) -> bytes:
    return "".join(f"{blob}\n" for blob in blobs).encode("ascii")


def read_blob(root: Path, name: str | None) -> bytes:
    """Return the content of a blob; empty when `name` is None, for a file that did not exist.

    Raises:
        GitFault: git does not answer. Empty bytes would be written over the case.
    """
    return runner.run_or_raise(root, "cat-file", "blob", name) if name else b""


def _no_longer_than(max_bytes: int, root: Path, blobs: Sequence[str]) -> list[str]:
    form = "--batch-check=%(objectname) %(objecttype) %(objectsize)"
    ran = runner.run(root, "cat-file", form, stdin=_lines(blobs), seconds=SECONDS)
    rows = (line.split() for line in ran.out.decode("ascii", "replace").splitlines())
    return [
        row[0] for row in rows if len(row) == 3 and row[1] == "blob" and int(row[2]) <= max_bytes
    ]


def _parse_batch(out: bytes) -> Iterator[tuple[str, bytes]]:
    position = 0
    while (end := out.find(b"\n", position)) != -1:
        head = out[position:end].split()
        position = end + 1
        if len(head) == 3 and head[1] == b"blob":
            size = int(head[2])
            yield head[0].decode("ascii"), out[position : position + size]
            position += size + 1


def find_commit(root: Path, beginning: str) -> str | None:
    """Return the commit whose hash begins so, even one that no branch leads to; else None.

    The caller has checked that `beginning` is hexadecimal digits.
    """
    ran = runner.run(root, "rev-parse", "--verify", "--quiet", f"{beginning}^{{commit}}")
    return ran.line if ran.ok and ran.line.startswith(beginning) else None
