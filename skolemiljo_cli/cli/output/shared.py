"""The options that every command has: which ledger, which day, how to answer."""

from __future__ import annotations

from dataclasses import dataclass


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
        return Shared(
            ledger=self.ledger if later.ledger is None else later.ledger,
            json=later.json or self.json,
            today=self.today if later.today is None else later.today,
            no_input=later.no_input or self.no_input,
            quiet=later.quiet or self.quiet,
        )
