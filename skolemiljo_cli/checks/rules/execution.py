"""Rules on carrying out the plan: decisions, revisions, proof that it was done, and who does it."""

import re
from collections.abc import Iterator

from skolemiljo_cli.checks.file_position import Place
from skolemiljo_cli.checks.grouped_hit import hit_for_measures
from skolemiljo_cli.checks.phrases import listed
from skolemiljo_cli.checks.rule import Kind, rule
from skolemiljo_cli.checks.subject import Hit, Subject, is_blank, sound
from skolemiljo_cli.checks.when import is_over
from skolemiljo_cli.errors import Severity
from skolemiljo_cli.model.derived.measures import carried_out
from skolemiljo_cli.model.derived.open_duties import open_duties
from skolemiljo_cli.model.law import Hjemmel
from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.model.sak.plan import Enkeltvedtak, Tiltak
from skolemiljo_cli.model.vocab import Grad, Rolle

_PLAN = "aktivitetsplan"

_MEASURES = (_PLAN, "tiltak")

PROOF_WORKDAYS = 5
"""A school week after its start, a measure is carried out or somebody knows why not (inference)."""

_DECISION = re.compile(r"skolebytt|bytte? (av )?skole|bortvis|utvis", re.I)

_CHANGE = re.compile(r"skolebytt|bytte? (av )?skole", re.I)

_ONLY_CONSIDERED = re.compile(r"vurder|frivillig|ønske|drøft", re.I)


@rule(
    "tiltak-enkeltvedtak",
    Severity.ERROR,
    Kind.LOV,
    about=(
        "Bortvisning og pålagt skolebytte er enkeltvedtak, og kan ikke settes inn som vanlige "
        "tiltak."
    ),
    remedy="Vis til vedtaket, eller ta bort tiltaket.",
    provision=Hjemmel.BORTVISNING,
    lints=("L26",),
    points=(18,),
)
def decision_missing(subject: Subject) -> Iterator[Hit]:
    """A measure that has begun without the individual decision that the law requires."""
    for place, measure in _needing_decision(subject):
        begun = measure.fra is None or measure.fra <= subject.today
        vedtak = measure.enkeltvedtak
        if begun and (vedtak is None or (is_blank(vedtak.referanse) and not vedtak.dato)):
            what = f"Tiltaket {measure.id} krever enkeltvedtak, og det er ikke vist til noe."
            remedy = "Før det med «skolemiljo measure change SAK --vedtak», eller ta bort tiltaket."
            basis = Hjemmel.SKOLEBYTTE if _CHANGE.search(measure.tiltak or "") else None
            yield Hit((*place, "enkeltvedtak"), f"{what} {remedy}", basis)


@rule(
    "skolebytte-av-skolen",
    Severity.ERROR,
    Kind.LOV,
    about="Bare kommunen eller fylkeskommunen kan vedta at en elev skal bytte skole.",
    remedy="Send saken til skoleeier.",
    provision=Hjemmel.SKOLEBYTTE,
    lints=("L26",),
    points=(18,),
    reads=("parter",),
)
def decided_by_the_school(subject: Subject) -> Iterator[Hit]:
    """A change of school decided by somebody other than the owner."""
    for place, measure in _needing_decision(subject):
        key = measure.enkeltvedtak.av if measure.enkeltvedtak else None
        part = subject.sak.parter.get(key) if key else None
        if part and part.rolle is not Rolle.SKOLEEIER and _CHANGE.search(measure.tiltak or ""):
            what = f"Skolebyttet i tiltaket {measure.id} er vedtatt av en som ikke er skoleeier."
            remedy = "Bare skoleeier kan vedta skolebytte: send saken dit, og rett «av»."
            yield Hit((*place, "enkeltvedtak", "av"), f"{what} {remedy}")


@rule(
    "enkeltvedtak-ufullstendig",
    Severity.WARNING,
    Kind.LOV,
    about="Et enkeltvedtak krever forhåndsvarsel, uttalelse, begrunnelse og underretning.",
    remedy="Før datoene og begrunnelsen under «enkeltvedtak».",
    provision=Hjemmel.ENKELTVEDTAK,
    lints=("L26",),
    points=(18,),
)
def decision_incomplete(subject: Subject) -> Iterator[Hit]:
    """An individual decision without a step that forvaltningsloven requires."""
    plan = subject.sak.aktivitetsplan
    for place, measure in sound(subject, _MEASURES, plan.tiltak) if plan else ():
        lacks = list(_steps_not_taken(measure.enkeltvedtak)) if measure.enkeltvedtak else []
        if lacks:
            what = f"Enkeltvedtaket i tiltaket {measure.id} mangler {listed(lacks)}."
            yield Hit((*place, "enkeltvedtak"), f"{what} Skriv det under «enkeltvedtak».")


def _steps_not_taken(vedtak: Enkeltvedtak) -> Iterator[str]:
    steps = (
        (vedtak.varslet, "forhåndsvarsel"),
        (vedtak.hort, "når elev og foresatte er hørt"),
        (not is_blank(vedtak.begrunnelse), "begrunnelse"),
        (vedtak.underrettet, "når elev og foresatte fikk vedtaket"),
    )
    yield from (name for done, name in steps if not done)


def _needing_decision(subject: Subject) -> Iterator[tuple[Place, Tiltak]]:
    plan = subject.sak.aktivitetsplan
    for place, measure in sound(subject, _MEASURES, plan.tiltak) if plan else ():
        text = measure.tiltak or ""
        if _DECISION.search(text) and not _ONLY_CONSIDERED.search(text):
            yield place, measure


@rule(
    "revisjon-uten-grunn",
    Severity.WARNING,
    Kind.PRAKSIS,
    about="Planen endres underveis, og det må kunne vises hva som ble endret, og hvorfor.",
    remedy="Skriv hva og hvorfor under «endring».",
    provision=Hjemmel.DOKUMENTERE,
    lints=("L28",),
    points=(17,),
)
def revision_without_reason(subject: Subject) -> Iterator[Hit]:
    """A new version of the plan that does not say what was changed and why."""
    plan = subject.sak.aktivitetsplan
    for place, revision in sound(subject, (_PLAN, "revidert"), plan.revidert if plan else ()):
        if is_blank(revision.endring):
            what = f"Endringen {revision.id} av planen sier ikke hva som er endret, og hvorfor."
            yield Hit((*place, "endring"), f"{what} Skriv det under «endring».")


@rule(
    "tiltak-ikke-gjennomfort",
    Severity.WARNING,
    Kind.PRAKSIS,
    about="Skolen må kunne vise at tiltakene ble gjennomført, når og av hvem.",
    remedy="Før gjennomføringen, eller hvorfor det ikke ble gjort.",
    provision=Hjemmel.DOKUMENTERE,
    lints=("L22",),
    points=(16,),
    reads=("aktivitetsplan", "logg"),
)
def not_carried_out(subject: Subject) -> Iterator[Hit]:
    """A measure that should have begun a school week ago, with no record that it did."""
    known = carried_out(subject.sak) | _known_not_done(subject.sak)

    def is_not_recorded(measure: Tiltak) -> bool:
        begun = measure.fra is not None and is_over(subject, measure.fra, PROOF_WORKDAYS)
        return begun and measure.id not in known

    what = "skulle ha startet, men gjennomføringen er ikke ført"
    remedy = "Før det med «skolemiljo measure done SAK», eller evaluer."
    yield from hit_for_measures(subject, is_not_recorded, "fra", what, remedy)


def _known_not_done(sak: Sak) -> frozenset[str]:
    rounds = sak.aktivitetsplan.evalueringer if sak.aktivitetsplan else ()
    return frozenset(
        key
        for round_ in rounds
        for key, judged in round_.tiltak.items()
        if judged.gjennomfort is Grad.NEI
    )


@rule(
    "part-sluttet",
    Severity.WARNING,
    Kind.RAD,
    about="Den som har sluttet, gjør ikke det som gjenstår.",
    remedy="Skriv hvem som overtar.",
    reads=("parter", "avslutninger", "gjenapninger"),
)
def duties_of_those_who_left(subject: Subject) -> Iterator[Hit]:
    """Something that is still on a party who is no longer at the school."""
    for duty in open_duties(subject.sak):
        part = subject.sak.parter.get(duty.part)
        if part and part.har_sluttet(subject.today):
            command = duty.kommando.replace("SAK", subject.sak.id[-4:])
            what = f"{duty.part} har sluttet, og {duty.hva} står fortsatt på {duty.part}."
            yield Hit(duty.place, f"{what} Skriv hvem som overtar: skolemiljo {command}")
