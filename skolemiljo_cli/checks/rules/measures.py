"""Rules on the plan beyond its five points: concrete, grounded, carried out, lawful."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from skolemiljo_cli.calendar import duty_rules
from skolemiljo_cli.checks.subject import Hit, is_blank, sound
from skolemiljo_cli.checks.when import is_over, is_planned, listed, passed, word_set
from skolemiljo_cli.model.derived.measures import carried_out, in_force
from skolemiljo_cli.model.derived.phase import last_closing
from skolemiljo_cli.model.law import Hjemmel
from skolemiljo_cli.model.vocab import Grad, RettetMot, Rolle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from skolemiljo_cli.checks.file_position import Place
    from skolemiljo_cli.checks.subject import Subject
    from skolemiljo_cli.model.sak.case import Sak
    from skolemiljo_cli.model.sak.people import Part
    from skolemiljo_cli.model.sak.plan import Enkeltvedtak, Tiltak

_PLAN = "aktivitetsplan"
_MEASURES = (_PLAN, "tiltak")

PROBLEM_WORDS = 5
"""A problem in fewer words cannot say who meets what, and where (inference from SFVL-t)."""
EVALUATION_WEEKS = 6
"""Evaluations further off than this come too late to change anything (inference; no rule found)."""
PROOF_WORKDAYS = 5
"""A school week after a measure was to begin, somebody has done it or knows why not (inference)."""

_WORD = re.compile(r"[^\W\d_]+|\{[a-z]+[0-9]+\}")
_LABELS = word_set(
    "mobbing mobbet mobbes mobber mistrivsel mistrives utestenging utestengt krenkelser krenkelse "
    "krenkes krenket krenkende trakassering diskriminering vold utrygg utrygt utrygghet konflikt "
    "konflikter ensom skolemiljø skolemiljøet trygt godt skolen friminuttene"
)
_FILLERS = word_set(
    "og i på av for med til er det som at en et den de har ikke blir ble seg sin sitt sine når om "
    "eleven elevene elev hun han hen de dem opplever føler ha være mer mye ofte litt andre noen "
    "gi tett tettere ekstra god gode bedre situasjonen klassen klasse gruppen saken voksne alle "
    "skal vil bli videre også jevnlig jevnlige"
)
_GENERIC = re.compile(
    r"følge (godt |ekstra |tett )*(med|opp)|ekstra tilsyn|tettere oppfølging|tett oppfølging|"
    r"snakke med|prate med|samtaler? med|ha fokus på|fokus på|fokusere på|være obs( på)?|"
    r"ha øye med|holde øye med|jobbe med|arbeide med|klassemiljø(et)?|observasjon(er)?|observere|"
    r"oppfølging|dialog",
    re.I,
)
_EVERYBODY = word_set(
    "skolen alle lærerne lærere ansatte de ansatte personalet teamet trinnet voksne"
)
_DECISION = re.compile(r"skolebytt|bytte? (av )?skole|bortvis|utvis", re.I)
_CHANGE = re.compile(r"skolebytt|bytte? (av )?skole", re.I)
_ONLY_CONSIDERED = re.compile(r"vurder|frivillig|ønske|drøft", re.I)


def no_plan_in_time(subject: Subject) -> Iterator[Hit]:
    """Five virkedager gone, the investigation is not what is waited for, and no plan."""
    sak, looked = subject.sak, subject.sak.undersokelse
    postponed = looked.utsatt if looked else None
    waits = looked is None or (
        looked.konklusjon is None and (postponed is None or is_blank(postponed.begrunnelse))
    )
    if last_closing(sak) or waits or is_planned(sak):
        return  # what the investigation or the plan lacks is told by itself
    late = passed(subject, duty_rules.aktivitetsplan)
    if late:
        what = f"Planen skulle vært på plass {late.dato}: fem virkedager etter meldingen."
        remedy = "Skriv den med «skolemiljo plan SAK» og «skolemiljo measure add SAK»."
        yield Hit((_PLAN,), f"{what} {remedy}")


def problem_too_short(subject: Subject) -> Iterator[Hit]:
    """a) A problem of few words, or of labels only."""
    plan = subject.sak.aktivitetsplan
    if plan is None or is_blank(plan.problem) or subject.is_faulty(_PLAN, "problem"):
        return
    words = [one.lower() for one in _WORD.findall(plan.problem or "")]
    said = [one for one in words if one not in _LABELS | _FILLERS and not one.startswith("{")]
    if len(words) < PROBLEM_WORDS or not said:
        what = "Problemet er beskrevet så kort at tiltakene ikke kan måles mot det."
        remedy = "Skriv hvem som opplever hva, hvor og når, og hva som holder det ved like."
        yield Hit((_PLAN, "problem"), f"{what} {remedy}")


def unclear_executor(subject: Subject) -> Iterator[Hit]:
    """d) A measure laid on everybody, or on the pupils and guardians themselves."""

    def unclear(one: Tiltak) -> bool:
        parts = [sak.parter[key] for key in one.gjennomfores_av if key in sak.parter]
        return bool(parts) and all(_nobody_at_the_school(part) for part in parts)

    sak = subject.sak
    what = "har ingen bestemt ansatt som gjennomfører"
    remedy = "Skriv hvem på skolen som gjør det, med «skolemiljo measure change SAK»."
    yield from _together(subject, unclear, "gjennomfores_av", what, remedy)


def _nobody_at_the_school(part: Part) -> bool:
    name = (part.navn or "").lower().split()
    everybody = bool(name) and _EVERYBODY.issuperset(name)
    return everybody or part.rolle in (Rolle.ELEV, Rolle.MEDELEV, Rolle.FORESATT)


def evaluated_late(subject: Subject) -> Iterator[Hit]:
    """e) A plan in which every measure is evaluated long after it began."""
    dated = [one for one in in_force(subject.sak) if one.evalueres and one.fra]
    weeks = timedelta(weeks=EVALUATION_WEEKS)
    far = {one.id for one in dated if one.evalueres and one.fra and one.evalueres - one.fra > weeks}
    if dated and len(far) == len(dated) and not _evaluated(subject.sak):
        what = f"evalueres først over {EVALUATION_WEEKS} uker etter starten"
        remedy = "Sett en tidligere dato, så planen kan endres i tide."
        yield from _together(subject, lambda one: one.id in far, "evalueres", what, remedy)


def _evaluated(sak: Sak) -> bool:
    return bool(sak.aktivitetsplan and sak.aktivitetsplan.evalueringer)


def generic(subject: Subject) -> Iterator[Hit]:
    """A measure of general words only: no where, when or how."""
    what = "er skrevet så generelt at ingen kan se om det er gjort"
    remedy = "Skriv hvor, når og hvordan, med «skolemiljo measure change SAK»."
    yield from _together(subject, _is_generic, "tiltak", what, remedy)


def _is_generic(one: Tiltak) -> bool:
    if is_blank(one.tiltak) or not is_blank(one.hyppighet) or not _GENERIC.search(one.tiltak or ""):
        return False
    rest = _WORD.findall(_GENERIC.sub(" ", one.tiltak or "").lower())
    return all(word in _FILLERS or word.startswith("{") for word in rest)


def only_the_pupil(subject: Subject) -> Iterator[Hit]:
    """Measures that all ask the pupil who has it badly to change."""
    plan = subject.sak.aktivitetsplan
    measures = plan.tiltak if plan else ()
    if measures and all(one.rettet_mot == (RettetMot.UTSATT,) for one in measures):
        what = "Alle tiltakene er rettet mot eleven som ikke har det trygt og godt."
        remedy = "Vurder tiltak for gruppen, klassen eller de voksne: «skolemiljo measure add SAK»."
        yield Hit(_MEASURES, f"{what} {remedy}")


def no_target(subject: Subject) -> Iterator[Hit]:
    """A measure that does not say whom it is aimed at."""
    remedy = "Skriv «rettet_mot»: utsatt, krenker, tilskuere, gruppe, klasse, skole, ansatte."
    what = "mangler målgruppe"
    yield from _together(subject, lambda one: not one.rettet_mot, "rettet_mot", what, remedy)


def no_reason(subject: Subject) -> Iterator[Hit]:
    """A measure tied to no finding and without a reason."""

    def groundless(one: Tiltak) -> bool:
        return not one.bygger_pa and is_blank(one.begrunnelse) and not one.erstatter

    what = "mangler begrunnelse"
    remedy = "Vis til funnet med «bygger_pa», eller skriv en begrunnelse."
    yield from _together(subject, groundless, "begrunnelse", what, remedy)


def not_carried_out(subject: Subject) -> Iterator[Hit]:
    """A measure that should have begun a school week ago, and nobody says that it did."""
    known = carried_out(subject.sak) | _known_not_done(subject.sak)

    def silent(one: Tiltak) -> bool:
        begun = one.fra is not None and is_over(subject, one.fra, PROOF_WORKDAYS)
        return begun and one.id not in known

    what = "skulle ha startet, men gjennomføringen er ikke ført"
    remedy = "Før det med «skolemiljo measure done SAK», eller evaluer."
    yield from _together(subject, silent, "fra", what, remedy)


def _known_not_done(sak: Sak) -> frozenset[str]:
    rounds = sak.aktivitetsplan.evalueringer if sak.aktivitetsplan else ()
    return frozenset(
        key for one in rounds for key, said in one.tiltak.items() if said.gjennomfort is Grad.NEI
    )


def _together(
    subject: Subject, wrong: Callable[[Tiltak], bool], key: str, what: str, remedy: str
) -> Iterator[Hit]:
    """Yield one hit for all the measures in force that have the same lack, at the first."""
    plan = subject.sak.aktivitetsplan
    current = {one.id for one in in_force(subject.sak)}
    found = [
        (place, one)
        for place, one in (sound(subject, _MEASURES, plan.tiltak) if plan else ())
        if one.id in current and wrong(one)
    ]
    if found:
        word = "Tiltaket" if len(found) == 1 else "Tiltakene"
        names = listed(one.id for _, one in found)
        yield Hit((*found[0][0], key), f"{word} {names} {what}. {remedy}")


def decision_missing(subject: Subject) -> Iterator[Hit]:
    """A measure the law wants an individual decision for, begun without one."""
    for place, one in _needing_decision(subject):
        begun = one.fra is None or one.fra <= subject.today
        decided = one.enkeltvedtak
        if begun and (decided is None or (is_blank(decided.referanse) and not decided.dato)):
            what = f"Tiltaket {one.id} krever enkeltvedtak, og det er ikke vist til noe."
            remedy = "Før det med «skolemiljo measure change SAK --vedtak», eller ta bort tiltaket."
            basis = Hjemmel.SKOLEBYTTE if _CHANGE.search(one.tiltak or "") else None
            yield Hit((*place, "enkeltvedtak"), f"{what} {remedy}", basis)


def decided_by_the_school(subject: Subject) -> Iterator[Hit]:
    """A change of school decided by somebody who is not the owner."""
    for place, one in _needing_decision(subject):
        key = one.enkeltvedtak.av if one.enkeltvedtak else None
        part = subject.sak.parter.get(key) if key else None
        if part and part.rolle is not Rolle.SKOLEEIER and _CHANGE.search(one.tiltak or ""):
            what = f"Skolebyttet i tiltaket {one.id} er vedtatt av en som ikke er skoleeier."
            remedy = "Bare skoleeier kan vedta skolebytte: send saken dit, og rett «av»."
            yield Hit((*place, "enkeltvedtak", "av"), f"{what} {remedy}")


def decision_incomplete(subject: Subject) -> Iterator[Hit]:
    """An individual decision without a step that the administration act asks for."""
    plan = subject.sak.aktivitetsplan
    for place, one in sound(subject, _MEASURES, plan.tiltak) if plan else ():
        lacks = list(_steps_not_taken(one.enkeltvedtak)) if one.enkeltvedtak else []
        if lacks:
            what = f"Enkeltvedtaket i tiltaket {one.id} mangler {listed(lacks)}."
            yield Hit((*place, "enkeltvedtak"), f"{what} Skriv det under «enkeltvedtak».")


def _steps_not_taken(decided: Enkeltvedtak) -> Iterator[str]:
    steps = (
        (decided.varslet, "forhåndsvarsel"),
        (decided.hort, "når elev og foresatte er hørt"),
        (not is_blank(decided.begrunnelse), "begrunnelse"),
        (decided.underrettet, "når elev og foresatte fikk vedtaket"),
    )
    yield from (name for done, name in steps if not done)


def _needing_decision(subject: Subject) -> Iterator[tuple[Place, Tiltak]]:
    plan = subject.sak.aktivitetsplan
    for place, one in sound(subject, _MEASURES, plan.tiltak) if plan else ():
        text = one.tiltak or ""
        if _DECISION.search(text) and not _ONLY_CONSIDERED.search(text):
            yield place, one


def revision_without_reason(subject: Subject) -> Iterator[Hit]:
    """A new version of the plan that does not say what was changed and why."""
    plan = subject.sak.aktivitetsplan
    for place, one in sound(subject, (_PLAN, "revidert"), plan.revidert if plan else ()):
        if is_blank(one.endring):
            what = f"Endringen {one.id} av planen sier ikke hva som er endret, og hvorfor."
            yield Hit((*place, "endring"), f"{what} Skriv det under «endring».")
