"""All deadlines a case gives: every rule of the modules here, in the order of the work."""

from skolemiljo_cli.calendar import duty_rules, later_rules, plan_rules
from skolemiljo_cli.calendar.deadline import Frist
from skolemiljo_cli.calendar.facts import facts_of
from skolemiljo_cli.calendar.rule import DeadlineRule, When
from skolemiljo_cli.model.config import Oppsett
from skolemiljo_cli.model.derived.phase import last_closing
from skolemiljo_cli.model.sak.case import Sak

RULES: tuple[DeadlineRule, ...] = tuple(
    rule
    for module in (duty_rules, plan_rules, later_rules)
    for rule in vars(module).values()
    if isinstance(rule, DeadlineRule)
)


def deadlines(sak: Sak, oppsett: Oppsett) -> tuple[Frist, ...]:
    """Return the unfulfilled deadlines of a case, in no special order."""
    facts = facts_of(sak, oppsett)
    phase = When.WHEN_CLOSED if last_closing(sak) else When.WHILE_OPEN
    rules = (rule for rule in RULES if rule.when in (When.ALWAYS, phase))
    return tuple(frist for rule in rules for frist in rule(facts))
