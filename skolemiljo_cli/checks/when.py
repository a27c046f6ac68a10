"""How far a case has come, and which of its deadlines have passed: when a rule may speak."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skolemiljo_cli.calendar.facts import facts_of
from skolemiljo_cli.calendar.workdays import add_workdays
from skolemiljo_cli.checks.subject import is_blank

if TYPE_CHECKING:
    from datetime import date

    from skolemiljo_cli.calendar.deadline import Frist
    from skolemiljo_cli.calendar.rule import DeadlineRule
    from skolemiljo_cli.checks.subject import Subject
    from skolemiljo_cli.model.sak.case import Sak
    from skolemiljo_cli.model.vocab import Rolle

GRACE = 1
"""Virkedager that a same-day norm may be late before `check` speaks.

The norm has no number in the law (law.md 2.1), and `deadlines` tells of it from its own day on.
"""


def passed(subject: Subject, rule: DeadlineRule, grace: int = 0) -> Frist | None:
    """Return the deadline the rule gives, when its day and the days of grace have passed."""
    frister = rule(facts_of(subject.sak, subject.oppsett))
    return next((frist for frist in frister if is_over(subject, frist.dato, grace)), None)


def is_over(subject: Subject, day: date, workdays: int = 0) -> bool:
    """Tell whether the day, and so many virkedager more, are over.

    The next virkedag has to have come: on a day off nobody is there to write anything down.
    """
    return add_workdays(day, workdays + 1) <= subject.today


def is_concluded(sak: Sak) -> bool:
    """Tell whether the investigation has a conclusion."""
    return bool(sak.undersokelse and sak.undersokelse.konklusjon)


def is_planned(sak: Sak) -> bool:
    """Tell whether there is a plan with anything in it."""
    plan = sak.aktivitetsplan
    return bool(plan and (plan.tiltak or not is_blank(plan.problem)))


def has_acted(sak: Sak) -> bool:
    """Tell whether the case has come to what the school has to know the pupil for."""
    return is_concluded(sak) or is_planned(sak)


def has_role(sak: Sak, *roles: Rolle) -> bool:
    """Tell whether any party has one of the roles."""
    return any(part.rolle in roles for part in sak.parter.values())
