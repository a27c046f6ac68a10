"""All deadlines a case gives: the registry of rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skolemiljo_cli.calendar import duty_rules, later_rules, plan_rules
from skolemiljo_cli.calendar.facts import Facts, Rule
from skolemiljo_cli.model.derived.phase import last_closing

if TYPE_CHECKING:
    from skolemiljo_cli.calendar.deadline import Frist
    from skolemiljo_cli.model.config import Oppsett
    from skolemiljo_cli.model.sak.case import Sak

ALWAYS: tuple[Rule, ...] = (
    later_rules.avtale,
    later_rules.neste_mote,
    later_rules.oversendelse,
    later_rules.palegg,
    later_rules.klage,
)
WHEN_CLOSED: tuple[Rule, ...] = (later_rules.oppfolging,)
WHILE_OPEN: tuple[Rule, ...] = (
    duty_rules.melding_rektor,
    duty_rules.alvorlighet,
    duty_rules.skoleeier,
    duty_rules.foresatte_informert,
    duty_rules.undersokelse_start,
    duty_rules.aktivitetsplan,
    duty_rules.statsforvalter,
    plan_rules.tiltak_start,
    plan_rules.tiltak_evaluering,
    plan_rules.neste_evaluering,
    later_rules.stille,
)


def deadlines(sak: Sak, oppsett: Oppsett) -> tuple[Frist, ...]:
    """Return the unfulfilled deadlines of a case, in no special order."""
    facts = Facts(sak, oppsett.lokale_frister, oppsett.closed_days())
    rules = ALWAYS + (WHEN_CLOSED if last_closing(sak) else WHILE_OPEN)
    return tuple(frist for rule in rules for frist in rule(facts))
