"""What the deadline rules look at: one case, the school's local norms and its closed days."""

from dataclasses import dataclass
from datetime import date

from skolemiljo_cli.calendar.workdays import add_workdays, next_workday_if_off
from skolemiljo_cli.model.config import LokaleFrister, Oppsett
from skolemiljo_cli.model.sak.case import Sak


@dataclass(frozen=True, slots=True)
class Facts:
    """The case, the school's local norms and its closed days."""

    sak: Sak
    normer: LokaleFrister
    stengt: frozenset[date]

    def local(self, start: date, workdays: int) -> date:
        """Count a local norm: the school's own closed days are left out."""
        return self.open_day(add_workdays(start, workdays, self.stengt))

    def open_day(self, day: date) -> date:
        """Return the day, or the first open day after it: nobody keeps a norm on a day off."""
        return next_workday_if_off(day, self.stengt)


def facts_of(sak: Sak, oppsett: Oppsett) -> Facts:
    """Return the facts of a case under the school's settings."""
    return Facts(sak, oppsett.lokale_frister, oppsett.closed_days())
