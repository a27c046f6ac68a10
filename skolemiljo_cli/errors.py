"""What can go wrong: exit codes, the exceptions that stop the work, and findings that do not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import ClassVar


class ExitCode(IntEnum):
    """The numbers that scripts rely on; none is ever renumbered."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    DATA = 65
    NOT_FOUND = 66
    BUG = 70
    CANNOT_WRITE = 73
    TRY_AGAIN = 75
    PERMISSION = 77
    CONFIG = 78
    INTERRUPTED = 130


class LedgerError(Exception):
    """Noe gikk galt i saksarkivet."""  # noqa: D400, RUF100 - the docstring is the default message

    exit_code: ClassVar[ExitCode] = ExitCode.BUG

    def __init__(
        self,
        message: str = "",
        hint: str = "",
        *,
        file: str | None = None,
        line: int | None = None,
        key: str | None = None,
    ) -> None:
        """Say what happened, where (file, 1-based line, dotted key) and what to do now (hint)."""
        self.message = message or (type(self).__doc__ or "")
        self.hint = hint
        self.file = file
        self.line = line
        self.key = key
        self.draft: str | None = None
        """Path of the file where what was to be written has been kept."""
        self.unsaved: str | None = None
        """What was to be written, when it could not be kept anywhere: for the person's own eyes."""
        super().__init__(self.message)


class UsageFault(LedgerError):
    """Kommandoen kan ikke brukes slik."""

    exit_code = ExitCode.USAGE


class Unreadable(LedgerError):
    """Filen kan ikke leses som en sak."""

    exit_code = ExitCode.DATA


class NotFound(LedgerError):
    """Finnes ikke."""

    exit_code = ExitCode.NOT_FOUND


class CannotWrite(LedgerError):
    """Kan ikke skrive filen."""

    exit_code = ExitCode.CANNOT_WRITE


class ChangedOutside(LedgerError):
    """Filen er endret siden den ble lest."""

    exit_code = ExitCode.TRY_AGAIN


class GitFault(LedgerError):
    """git svarte ikke slik det skulle, og arbeidet stoppet her."""

    exit_code = ExitCode.TRY_AGAIN


class Locked(LedgerError):
    """Saksarkivet er låst av en annen kommando."""

    exit_code = ExitCode.TRY_AGAIN


class NoPermission(LedgerError):
    """Mangler tilgang."""

    exit_code = ExitCode.PERMISSION


class BadConfig(LedgerError):
    """Oppsettet i skolemiljo.yaml kan ikke brukes."""

    exit_code = ExitCode.CONFIG


class Interrupted(LedgerError):
    """Avbrutt. Ingen fil er skrevet halvveis."""

    exit_code = ExitCode.INTERRUPTED


class Severity(StrEnum):
    """How much a finding weighs: only an error makes `check` exit with 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in the user's files that is wrong or missing; collected, never raised."""

    rule: str
    severity: Severity
    message: str
    sak: str | None = None
    file: str | None = None
    line: int | None = None
    key: str | None = None
    hjemmel: str | None = None
