"""The only module that writes to the terminal: answers to stdout, notes and errors to stderr."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TextIO, TypeVar

from skolemiljo_cli.cli.output.json_envelope import envelope, failure
from skolemiljo_cli.cli.output.safe_text import visible
from skolemiljo_cli.errors import CannotWrite, ExitCode

if TYPE_CHECKING:
    from skolemiljo_cli.cli.output.reply import Reply, Table
    from skolemiljo_cli.cli.output.shared import Shared
    from skolemiljo_cli.errors import Finding, LedgerError

T = TypeVar("T")
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_LOOK_FIRST = (
    "Det kommandoen skulle gjøre, er gjort. Se etter med «skolemiljo show» før du kjører den igjen."
)


def have_streams() -> None:
    """Open the null device for each standard stream that the parent process closed.

    Otherwise a case file could get file descriptor 2, and messages would be written into it.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - never closed


def use_utf8() -> None:
    """Write UTF-8 wherever the streams go: a redirected stdout on Windows is cp1252."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def send(reply: Reply, shared: Shared, command: str) -> ExitCode:
    """Write the reply and return its exit code."""
    if shared.json:
        put(envelope(reply, command))
        return reply.exit_code
    if not reply.findings_in_body:
        say(*finding_lines(reply.findings))
    if reply.raw is not None:
        _write(sys.stdout, reply.raw, ending="")
    for part in reply.body:
        _put(part)
    _flush(sys.stdout)
    if not shared.quiet:
        say(*reply.notes)
    return reply.exit_code


def fail(error: LedgerError, *, json: bool, command: str | None) -> ExitCode:
    """Write why the work stopped, where and what to do, and return the exit code."""
    if json:
        put(failure(error, command))
        return error.exit_code
    named = error.file is not None and error.file in error.message
    place = "" if named else _place(error.file, error.line, error.key)
    say(f"{_heading(error)}{place}{error.message}", *filter(None, [error.hint]))
    if error.unsaved is not None and _is_terminal(sys.stderr):  # never into a log
        say("Dette ble ikke skrevet. Ta vare på det:", "", *error.unsaved.splitlines())
    return error.exit_code


def _heading(error: LedgerError) -> str:
    """Return what begins the message; Ctrl-C is no error, and comes in the middle of a line."""
    if error.exit_code != ExitCode.INTERRUPTED:
        return "Feil: "
    return "\n" if _is_terminal(sys.stderr) else ""


def put(text: str) -> None:
    """Write one text to stdout."""
    _write(sys.stdout, text)
    _flush(sys.stdout)


def say(*lines: str) -> None:
    """Write lines about the work to stderr."""
    for line in lines:
        _write(sys.stderr, visible(line))
    _flush(sys.stderr)


def finding_lines(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Return the findings as lines of text: where, how grave, what."""
    return tuple(_finding_line(finding) for finding in findings)


_GRAVITY = {"error": "feil", "warning": "advarsel", "info": "merk"}


def _finding_line(finding: Finding) -> str:
    place = _place(finding.file, finding.line, finding.key)
    source = f" ({finding.hjemmel})" if finding.hjemmel else ""
    return f"{place}{_GRAVITY[finding.severity]}: {finding.message}{source} [{finding.rule}]"


def _place(file: str | None, line: int | None, key: str | None) -> str:
    where = f"{file}:{line}" if file and line else file
    parts = [part for part in (where, key) if part]
    return f"{' '.join(parts)}: " if parts else ""


def _write(stream: TextIO, text: str, ending: str = "\n") -> None:
    try:
        stream.write(text + ending)
    except OSError as fault:
        _lost(stream, fault)


def _flush(stream: TextIO) -> None:
    try:
        stream.flush()
    except OSError as fault:
        _lost(stream, fault)


def _lost(stream: TextIO, fault: OSError) -> None:
    """Go on in silence when the reader has gone, or a note could not be written.

    Raises:
        CannotWrite: the answer itself could not be written.
    """
    is_answer = stream is sys.stdout
    # what is still to be written goes to the null device: the work goes on without a reader
    gone = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - lives to the end
    if is_answer:
        sys.stdout = gone
    elif stream is sys.stderr:
        sys.stderr = gone
    if is_answer and not isinstance(fault, BrokenPipeError):
        why = "disken er full" if fault.errno in _FULL else "operativsystemet sa nei"
        raise CannotWrite(f"Kan ikke skrive ut svaret: {why}.", _LOOK_FIRST)


def _put(part: str | Table) -> None:
    if isinstance(part, str):
        _write(sys.stdout, visible(part))
    elif _is_terminal(sys.stdout):
        _put_rich(part)
    else:
        _write(sys.stdout, _plain(part))


NO_NAMES = "Navn vises bare på en skjerm, og er utelatt her."


def may_show_names() -> bool:
    """Tell whether names that are asked for may be shown: on a screen alone.

    What is written to a pipe or a file, as words or as data, ends in mails, logs and other
    people's hands.
    """
    return sys.stdout.isatty()


def _is_terminal(stream: TextIO) -> bool:
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def _plain(table: Table) -> str:
    """Return the rows as lines with aligned columns: readable in a mail, easy to cut."""
    rows = [tuple(visible(cell).replace("\n", " ") for cell in row) for row in table.rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
    return "\n".join(lines)


_STYLES = {"forfalt": "bold red", "i_dag": "bold yellow", "uleselig": "red"}


def _put_rich(table: Table) -> None:
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

    # rich itself keeps bold and underlined text where colours are not wanted
    console = Console(
        color_system=None if os.environ.get("NO_COLOR") else "auto",
        markup=False,
        emoji=False,
        highlight=False,
    )
    grid = RichTable(box=None, pad_edge=False, header_style="bold", show_edge=False)
    for heading in table.headings:
        grid.add_column(heading, overflow="fold")
    marks = table.marks or (None,) * len(table.rows)
    for row, mark in zip(table.rows, marks, strict=True):
        style = _STYLES.get(mark or "", "")
        grid.add_row(*(Text(visible(cell), style=style) for cell in row))
    console.print(grid)


_WORTH_A_BAR = 2000
"""Reading this many cases takes about two seconds."""


def watched(results: Iterator[T], total: int, /, worth: int = _WORTH_A_BAR) -> Iterator[T]:
    """Yield the results, with a progress bar on stderr from `worth` results on at a terminal."""
    if total < worth or not _is_terminal(sys.stderr):
        yield from results
        return
    from rich.console import Console
    from rich.progress import Progress

    # no thread of its own: the cases are read by processes that are forked
    with Progress(console=Console(stderr=True), auto_refresh=False, transient=True) as bar:
        task = bar.add_task("Leser sakene", total=total)
        for number, result in enumerate(results):
            if number % max(1, total // 100) == 0:
                bar.update(task, completed=number, refresh=True)
            yield result


def ask(question: str) -> str:
    """Ask on stderr and return the line typed, without its end.

    Raises:
        EOFError: the input ended.
    """
    sys.stderr.write(visible(question))
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\r\n")


def read_all() -> bytes:
    """Return everything on standard input."""
    return sys.stdin.buffer.read()
