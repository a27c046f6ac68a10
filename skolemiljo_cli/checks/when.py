"""When a rule applies: how far the case has come, and which of its deadlines have passed."""

from collections.abc import Collection
from datetime import date

from skolemiljo_cli.calendar.deadline import Frist, Grunnlag
from skolemiljo_cli.calendar.facts import facts_of
from skolemiljo_cli.calendar.rule import DeadlineRule
from skolemiljo_cli.calendar.workdays import add_workdays
from skolemiljo_cli.checks.subject import Subject, is_blank
from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.model.vocab import Rolle

GRACE = 1
"""How many virkedager late a same-day norm may be before `check` reports it.

The law has no number here (law.md 2.1), and `deadlines` shows the norm from the day itself.
"""


def passed(subject: Subject, rule: DeadlineRule, grace: int = 0) -> Frist | None:
    """Return the first deadline of the rule that is overdue by more than the days of grace."""
    facts = facts_of(subject.sak, subject.oppsett)

    def is_late(frist: Frist) -> bool:
        closed = facts.stengt if frist.grunnlag is Grunnlag.LOKAL else ()
        return is_over(subject, frist.dato, grace, closed)

    return next(filter(is_late, rule(facts)), None)


def is_over(subject: Subject, day: date, workdays: int = 0, closed: Collection[date] = ()) -> bool:
    """Tell whether the day, and so many virkedager after it, are over.

    They are over when the next virkedag has come: on a day off nobody is there to write. `closed`
    are the school's own closed days, for its own norms only.
    """
    return add_workdays(day, workdays + 1, closed) <= subject.today


def is_concluded(sak: Sak) -> bool:
    """Tell whether the investigation has a conclusion."""
    return bool(sak.undersokelse and sak.undersokelse.konklusjon)


def is_planned(sak: Sak) -> bool:
    """Tell whether there is a plan with anything in it."""
    plan = sak.aktivitetsplan
    return bool(plan and (plan.tiltak or not is_blank(plan.problem)))


def has_acted(sak: Sak) -> bool:
    """Tell whether the school has concluded or planned, which takes knowing the pupil's side."""
    return is_concluded(sak) or is_planned(sak)


def has_role(sak: Sak, *roles: Rolle) -> bool:
    """Tell whether any party has one of the roles."""
    return any(part.rolle in roles for part in sak.parter.values())
