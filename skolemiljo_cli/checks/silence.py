"""Exceptions: the rules that a case need not keep, for a written reason."""

from collections.abc import Iterator

from skolemiljo_cli.checks.rule import BY_ID, Check, Kind, rule
from skolemiljo_cli.checks.rule_ids import words
from skolemiljo_cli.checks.subject import Hit, Subject, is_blank, sound
from skolemiljo_cli.errors import Severity
from skolemiljo_cli.model.messages import closest
from skolemiljo_cli.model.sak.case import Sak, Unntak


def left_out(sak: Sak) -> frozenset[str]:
    """Return the rules that the case has a valid exception from."""
    valid = (exception for exception in sak.unntak if _fault(exception) is None)
    return frozenset(check.rule for exception in valid for check in _named(exception))


@rule(
    "unntak-ugyldig",
    Severity.WARNING,
    Kind.FIL,
    about="Et unntak uten begrunnelse, eller fra en regel som ikke finnes, gjelder ikke.",
    remedy="Skriv regelens navn under «regel» og grunnen under «begrunnelse».",
    can_be_left_out=False,
)
def wrong_exceptions(subject: Subject) -> Iterator[Hit]:
    """An exception that has no effect, and why."""
    for place, exception in sound(subject, ("unntak",), subject.sak.unntak):
        fault = _fault(exception)
        if fault:
            key, what = fault
            yield Hit((*place, key), f"{what} Regelen gjelder fortsatt.")


def _named(exception: Unntak) -> list[Check]:
    return [check for check in BY_ID.values() if check.is_called(exception.regel)]


def _fault(exception: Unntak) -> tuple[str, str] | None:
    """Return the key that is wrong and why, or None when the exception has effect."""
    rules = _named(exception)
    if not rules:
        meant = closest(exception.regel, words())
        guess = f" Mente du «{meant}»?" if meant else " Se regelens navn sist i meldingen."
        return "regel", f"Unntaket gjelder en regel som ikke finnes.{guess}"
    if not all(check.can_be_left_out for check in rules):
        return "regel", "Det går ikke an å gjøre unntak fra regler om selve filen: rett den."
    if is_blank(exception.begrunnelse):
        return "begrunnelse", "Unntaket har ingen begrunnelse. Skriv hvorfor regelen ikke passer."
    return None
