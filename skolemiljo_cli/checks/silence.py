"""Rules a case does without, for a written reason; what is wrong with such an exception."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skolemiljo_cli.checks.rule_ids import ABOUT_THE_FILE, named, words
from skolemiljo_cli.checks.subject import Hit, is_blank, sound
from skolemiljo_cli.model.messages import closest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skolemiljo_cli.checks.subject import Subject
    from skolemiljo_cli.model.sak.case import Sak, Unntak


def left_out(sak: Sak) -> frozenset[str]:
    """Return the rules that the case does without: each has a reason and may be left out."""
    return frozenset(rule for one in sak.unntak if _fault(one) is None for rule in named(one.regel))


def wrong_exceptions(subject: Subject) -> Iterator[Hit]:
    """Exceptions that have no effect, and why."""
    for place, one in sound(subject, ("unntak",), subject.sak.unntak):
        fault = _fault(one)
        if fault:
            key, what = fault
            yield Hit((*place, key), f"{what} Regelen gjelder fortsatt.")


def _fault(one: Unntak) -> tuple[str, str] | None:
    rules = named(one.regel)
    if not rules:
        meant = closest(one.regel, words())
        guess = f" Mente du «{meant}»?" if meant else " Se regelens navn sist i meldingen."
        return "regel", f"Unntaket gjelder en regel som ikke finnes.{guess}"
    if ABOUT_THE_FILE.intersection(rules):
        return "regel", "Det går ikke an å gjøre unntak fra regler om selve filen: rett den."
    if is_blank(one.begrunnelse):
        return "begrunnelse", "Unntaket har ingen begrunnelse. Skriv hvorfor regelen ikke passer."
    return None
