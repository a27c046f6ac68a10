"""The options that every command takes, before its name or after it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace


@dataclass(frozen=True, slots=True)
class Shared:
    """The options that work before and after the command; None where not given there."""

    ledger: str | None = None
    json: bool = False
    today: str | None = None
    no_input: bool = False
    quiet: bool = False

    def under(self, later: Shared) -> Shared:
        """Return these options with those given later on the line laid over them."""
        given = {name: value for name, value in asdict(later).items() if value not in (None, False)}
        return replace(self, **given)
