"""What the deadline rules look at, and how a rule makes a deadline of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from skolemiljo_cli.calendar.deadline import Frist, Fristtype, Grunnlag
from skolemiljo_cli.calendar.workdays import add_workdays
from skolemiljo_cli.model.law import Hjemmel, hjemmel

if TYPE_CHECKING:
    from skolemiljo_cli.calendar.responsible import Responsible
    from skolemiljo_cli.model.config import LokaleFrister
    from skolemiljo_cli.model.sak.case import Sak


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules look at: the case, the school's local norms and its closed days."""

    sak: Sak
    normer: LokaleFrister
    stengt: frozenset[date]

    def frist(
        self,
        kind: Fristtype,
        start: date,
        due: date,
        grunnlag: Grunnlag,
        provision: Hjemmel,
        responsible: Responsible,
        *,
        gjelder: str | None = None,
        merknad: str | None = None,
        utgar: bool = False,
    ) -> Frist:
        """Make a deadline of this case, with the law as it was when the case was reported."""
        return Frist(
            sak=self.sak.id,
            frist=kind,
            fra=start,
            dato=due,
            grunnlag=grunnlag,
            hjemmel=hjemmel(provision, self.sak.melding.dato),
            ansvarlige=responsible.keys,
            roller=responsible.roles,
            gjelder=gjelder,
            merknad=merknad or self._closed_days_count(start, due, grunnlag),
            utgar=utgar,
        )

    def local(self, start: date, workdays: int) -> date:
        """Count a local norm: the school's own closed days are left out."""
        return add_workdays(start, workdays, self.stengt)

    def _closed_days_count(self, start: date, due: date, grunnlag: Grunnlag) -> str | None:
        # law.md 2.3: no source found that stops the clock in school holidays
        counted = grunnlag in (Grunnlag.LOV, Grunnlag.PRAKSIS)
        if counted and any(start < day <= due for day in self.stengt):
            return "dager skolen er stengt, er talt med"
        return None


Rule = Callable[[Facts], Iterator[Frist]]
