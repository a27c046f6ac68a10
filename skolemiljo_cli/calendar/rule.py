"""What a deadline rule is: a function from facts to dates, with the row of its kind beside it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from skolemiljo_cli.calendar.deadline import Frist, Fristrad, Grunnlag
from skolemiljo_cli.calendar.facts import Facts
from skolemiljo_cli.calendar.responsible import Responsible
from skolemiljo_cli.model.derived.timeline import Steg
from skolemiljo_cli.model.law import Hjemmel, hjemmel
from skolemiljo_cli.model.sak.case import Sak


class When(Enum):
    """In which cases a deadline can exist."""

    ALWAYS = auto()
    WHILE_OPEN = auto()
    WHEN_CLOSED = auto()


@dataclass(frozen=True, slots=True)
class Due:
    """What a rule answers: the two dates, and what is otherwise than in the row of the kind."""

    fra: date
    dato: date
    gjelder: str | None = None
    merknad: str | None = None
    grunnlag: Grunnlag | None = None
    hjemmel: Hjemmel | None = None
    ansvarlig: Responsible | None = None
    kommando: str | None = None


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """A rule with its row; called with the facts of a case it yields the deadlines they give."""

    rad: Fristrad
    when: When
    falls_on: Callable[[Sak], Responsible]
    dates: Callable[[Facts], Iterator[Due]]

    def __call__(self, facts: Facts) -> Iterator[Frist]:
        """Yield the deadlines, with the law as it was when the case was reported."""
        sak = facts.sak
        for due in self.dates(facts):
            basis = due.grunnlag or self.rad.grunnlag
            responsible = due.ansvarlig or self.falls_on(sak)
            yield Frist(
                sak=sak.id,
                rad=self.rad,
                fra=due.fra,
                dato=due.dato,
                grunnlag=basis,
                hjemmel=hjemmel(due.hjemmel or self.rad.hjemmel, sak.melding.dato),
                ansvarlige=responsible.keys,
                roller=responsible.roles,
                gjelder=due.gjelder,
                merknad=due.merknad or _closed_days_count(facts, due, basis),
                kommando=_command(due.kommando or self.rad.kommando, sak, due),
            )


def _command(words: str | None, sak: Sak, due: Due) -> str | None:
    return words.format(sak=sak.id[-4:], id=due.gjelder) if words else None


def _closed_days_count(facts: Facts, due: Due, basis: Grunnlag) -> str | None:
    # law.md 2.3: no source found that stops the clock in school holidays
    counted = basis in (Grunnlag.LOV, Grunnlag.PRAKSIS)
    if counted and any(due.fra < day <= due.dato for day in facts.stengt):
        return "dager skolen er stengt, er talt med"
    return None


def deadline(
    word: str,
    *,
    navn: str,
    grunnlag: Grunnlag,
    hjemmel: Hjemmel,
    falls_on: Callable[[Sak], Responsible],
    plikt: Steg | None,
    kommando: str | None,
    navn_i_kalender: str | None = None,
    utgar: bool = False,
    when: When = When.WHILE_OPEN,
) -> Callable[[Callable[[Facts], Iterator[Due]]], DeadlineRule]:
    """Make a rule of the function below, with this row; `registry` finds it by itself.

    `falls_on` says whom the deadline falls on when the rule names nobody else.
    """
    rad = Fristrad(
        ord=word,
        navn=navn,
        navn_i_kalender=navn_i_kalender or navn,
        grunnlag=grunnlag,
        hjemmel=hjemmel,
        plikt=plikt,
        kommando=kommando,
        utgar=utgar,
    )
    return lambda dates: DeadlineRule(rad, when, falls_on, dates)
