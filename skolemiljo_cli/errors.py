"""What can go wrong: exit codes, the exceptions that stop the work, and findings that do not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import ClassVar, Final, Self, TypedDict, Unpack


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


class _Changes(TypedDict, total=False):
    """What `LedgerError.with_` may change."""

    message: str
    hint: str
    file: str | None
    draft: str | None
    unsaved: str | None


class LedgerError(Exception):
    """What stops the work: said to a person as a sentence, and to scripts as an exit code.

    It is a value: nothing in it is changed once it is made. Who knows more about what happened
    raises `error.with_(…) from error`.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.BUG
    usual_message: ClassVar[str] = "Noe gikk galt i saksarkivet."

    def __init__(
        self,
        message: str = "",
        hint: str = "",
        *,
        file: str | None = None,
        line: int | None = None,
        key: str | None = None,
        draft: str | None = None,
        unsaved: str | None = None,
    ) -> None:
        """Say what happened, where (file, 1-based line, dotted key) and what to do now (hint).

        `draft` is the path of the file where what was to be written has been kept; `unsaved` is
        the text itself when it could not be kept anywhere: for the person's own eyes.
        """
        self.message: Final = message or self.usual_message
        self.hint: Final = hint
        self.file: Final = file
        self.line: Final = line
        self.key: Final = key
        self.draft: Final = draft
        self.unsaved: Final = unsaved
        super().__init__(self.message)

    def __setattr__(self, name: str, value: object) -> None:
        if name in vars(self):
            raise AttributeError(f"{name} of an error is not changed: make a new one by with_()")
        super().__setattr__(name, value)

    def __setstate__(self, state: dict[str, object] | None) -> None:
        vars(self).update(state or {})  # errors come from other processes too (parallel reading)

    def with_(self, **changes: Unpack[_Changes]) -> Self:
        """Return a new error of the same kind that says the same but for the changes."""
        same = {name: getattr(self, name) for name in _PARTS}
        return type(self)(**{**same, **changes})


_PARTS = ("message", "hint", "file", "line", "key", "draft", "unsaved")


class UsageFault(LedgerError):
    """The command cannot be used so."""

    exit_code = ExitCode.USAGE
    usual_message = "Kommandoen kan ikke brukes slik."


class NationalIdFound(LedgerError):
    """A text has a fødselsnummer, and is not written."""

    exit_code = ExitCode.USAGE
    usual_message = "Teksten har noe som ser ut som et fødselsnummer. Ingenting er skrevet."


class Unreadable(LedgerError):
    """The file cannot be read as a case."""

    exit_code = ExitCode.DATA
    usual_message = "Filen kan ikke leses som en sak."


class NotFound(LedgerError):
    """What was asked for does not exist."""

    exit_code = ExitCode.NOT_FOUND
    usual_message = "Finnes ikke."


class CannotWrite(LedgerError):
    """The file cannot be written."""

    exit_code = ExitCode.CANNOT_WRITE
    usual_message = "Kan ikke skrive filen."


class ChangedOutside(LedgerError):
    """The file has been changed since it was read."""

    exit_code = ExitCode.TRY_AGAIN
    usual_message = "Filen er endret siden den ble lest."


class GitFault(LedgerError):
    """git answered unexpectedly."""

    exit_code = ExitCode.TRY_AGAIN
    usual_message = "git svarte ikke slik det skulle, og arbeidet stoppet her."


class Locked(LedgerError):
    """Another command has locked the ledger."""

    exit_code = ExitCode.TRY_AGAIN
    usual_message = "Saksarkivet er låst av en annen kommando."


class NoPermission(LedgerError):
    """The operating system denies access."""

    exit_code = ExitCode.PERMISSION
    usual_message = "Mangler tilgang."


class BadConfig(LedgerError):
    """The configuration in `skolemiljo.yaml` cannot be used."""

    exit_code = ExitCode.CONFIG
    usual_message = "Oppsettet i skolemiljo.yaml kan ikke brukes."


class Interrupted(LedgerError):
    """A person pressed Ctrl-C."""

    exit_code = ExitCode.INTERRUPTED
    usual_message = "Avbrutt. Ingen fil er skrevet halvveis."


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
