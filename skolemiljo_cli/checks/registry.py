"""All the checks, each with its id, gravity and legal basis; a new one is one line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from skolemiljo_cli.checks import chronology, duties, plan, references, validity
from skolemiljo_cli.checks.subject import Hit, Rule, Subject
from skolemiljo_cli.errors import Finding, Severity
from skolemiljo_cli.model.law import Hjemmel, hjemmel
from skolemiljo_cli.model.places import showable

if TYPE_CHECKING:
    from datetime import date

    from skolemiljo_cli.checks.place import Place

__all__ = ["CHECKS", "Check", "Hit", "Subject", "run_checks"]


@dataclass(frozen=True, slots=True)
class Check:
    """A rule with its id, gravity, why it matters (one Norwegian sentence) and provision."""

    rule: str
    severity: Severity
    about: str
    provision: Hjemmel | None
    run: Rule


_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

CHECKS: tuple[Check, ...] = (
    Check(
        "ugyldig-verdi",
        _ERROR,
        "En verdi som ikke kan brukes, er ikke med når frister og mangler regnes ut.",
        None,
        validity.unusable_values,
    ),
    Check(
        "ukjent-nokkel",
        _WARNING,
        "Det som står under en ukjent nøkkel, blir ikke lest.",
        None,
        validity.keys_nobody_reads,
    ),
    Check(
        "part-mangler",
        _ERROR,
        "Uten parten vet ingen hvem nøkkelen står for, og dokumenter blir uten navn.",
        None,
        references.parties_not_there,
    ),
    Check(
        "part-foresatt-uten-elev",
        _WARNING,
        "En foresatt skal bare ha dokumenter som gjelder sitt eget barn.",
        None,
        references.guardians_of_nobody,
    ),
    Check(
        "ingen-elev",
        _WARNING,
        "Saken gjelder en elevs rett, og skal ha eleven med.",
        None,
        references.no_pupil,
    ),
    Check(
        "innforing-mangler",
        _ERROR,
        "Det må gå an å finne det en innføring viser til.",
        None,
        references.entries_not_there,
    ),
    Check(
        "id-dobbel",
        _ERROR,
        "En id skal bare ha én innføring, ellers er det uklart hva andre viser til.",
        None,
        references.ids_used_twice,
    ),
    Check(
        "umulig-rekkefolge",
        _ERROR,
        "Datoer som ikke kan stemme, gjør dokumentasjonen mindre verdt.",
        None,
        chronology.impossible_orders,
    ),
    Check(
        "fremtidig-dato",
        _WARNING,
        "Noe som har skjedd, kan ikke ha en dato som ikke er kommet.",
        None,
        chronology.facts_in_the_future,
    ),
    Check(
        "melding-beskrivelse",
        _WARNING,
        "Det skal være skrevet ned hva meldingen gikk ut på.",
        Hjemmel.DOKUMENTERE,
        duties.no_description,
    ),
    Check(
        "alvorlig-begrunnelse",
        _ERROR,
        "Om et tilfelle er alvorlig, avgjør om skoleeier skal ha melding; grunnen må kunne vises.",
        Hjemmel.SKOLEEIER_ALVORLIG,
        duties.gravity_without_reason,
    ),
    Check(
        "apenbart-grunnlos-bare-12-5",
        _ERROR,
        "Bare rektors melding videre om en ansatt kan falle bort som åpenbart grunnløs.",
        Hjemmel.SKOLEEIER_ANSATT,
        duties.groundless_out_of_place,
    ),
    Check(
        "ledelse-til-rektor",
        _ERROR,
        "Mistanke om at ledelsen krenker en elev, meldes direkte til skoleeier.",
        Hjemmel.MELDE_FRA_LEDELSE,
        duties.leadership_to_rektor,
    ),
    Check(
        "plan-a-problem",
        _ERROR,
        "Planen skal si hvilke problemer tiltakene skal løse.",
        Hjemmel.PLAN,
        plan.no_problem,
    ),
    Check(
        "plan-b-tiltak",
        _ERROR,
        "Planen skal si hvilke tiltak skolen har planlagt.",
        Hjemmel.PLAN,
        plan.no_measures,
    ),
    Check(
        "plan-c-nar",
        _ERROR,
        "Planen skal si når tiltakene skal gjennomføres.",
        Hjemmel.PLAN,
        plan.no_time,
    ),
    Check(
        "plan-d-hvem",
        _ERROR,
        "Planen skal si hvem som skal gjennomføre tiltakene.",
        Hjemmel.PLAN,
        plan.nobody_to_do_it,
    ),
    Check(
        "plan-e-evaluering",
        _ERROR,
        "Planen skal si når tiltakene skal evalueres.",
        Hjemmel.PLAN,
        plan.no_evaluation_date,
    ),
)


def run_checks(
    subject: Subject,
    *,
    file: str,
    line_of: Callable[[Place], int | None],
    dotted: Callable[[Place], str],
) -> list[Finding]:
    """Return what every check finds in one case, by line and then by rule."""
    reported = subject.sak.melding.dato
    found = [
        Finding(
            rule=check.rule,
            severity=check.severity,
            message=hit.message,
            sak=subject.sak.id,
            file=file,
            line=line_of(hit.place),
            key=dotted(showable(hit.place)) or None,
            hjemmel=_basis(check, reported),
        )
        for check in CHECKS
        for hit in check.run(subject)
    ]
    return sorted(found, key=lambda one: (one.line or 0, one.rule, one.key or "", one.message))


def _basis(check: Check, day: date) -> str | None:
    return hjemmel(check.provision, day) if check.provision else None
