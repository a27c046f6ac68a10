"""Rules on the plan: in time, with the five points of opplæringslova § 12-4 third paragraph."""

from collections.abc import Iterator
from datetime import timedelta

from skolemiljo_cli.calendar import duty_rules
from skolemiljo_cli.calendar.five_points import lacks_of_plan
from skolemiljo_cli.checks.grouped_hit import hit_for_measures
from skolemiljo_cli.checks.phrases import FILLERS, WORD, word_set
from skolemiljo_cli.checks.rule import Kind, rule
from skolemiljo_cli.checks.subject import Hit, Subject, entries, is_blank
from skolemiljo_cli.checks.when import is_planned, passed
from skolemiljo_cli.errors import Severity
from skolemiljo_cli.model.derived.measures import in_force
from skolemiljo_cli.model.derived.phase import last_closing
from skolemiljo_cli.model.law import Hjemmel
from skolemiljo_cli.model.sak.people import Part
from skolemiljo_cli.model.sak.plan import Tiltak
from skolemiljo_cli.model.vocab import Rolle

_PLAN = "aktivitetsplan"

PROBLEM_WORDS = 5
"""A problem in fewer words cannot say who experiences what, and where (inference from SFVL-t)."""

EVALUATION_WEEKS = 6
"""Evaluations further off than this come too late to change anything (inference; no rule found)."""

_LABELS = word_set(
    "mobbing mobbet mobbes mobber mistrivsel mistrives utestenging utestengt krenkelser krenkelse "
    "krenkes krenket krenkende trakassering diskriminering vold utrygg utrygt utrygghet konflikt "
    "konflikter ensom skolemiljø skolemiljøet trygt godt skolen friminuttene"
)

_EVERYBODY = word_set(
    "skolen alle lærerne lærere ansatte de ansatte personalet teamet trinnet voksne"
)


@rule(
    "plan-uteblitt",
    Severity.WARNING,
    Kind.PRAKSIS,
    about=(
        "Loven har ingen dager for planen; praksis er fem virkedager etter at rektor fikk "
        "meldingen."
    ),
    remedy="Skriv planen med problem, tiltak, når, hvem og evaluering.",
    provision=Hjemmel.PLAN,
    lints=("L15",),
    points=(12,),
    reads=("mottak", "undersokelse", "aktivitetsplan", "avslutninger", "gjenapninger", "parter"),
)
def no_plan_in_time(subject: Subject) -> Iterator[Hit]:
    """No plan after five virkedager, when it does not wait for the investigation."""
    sak, undersokelse = subject.sak, subject.sak.undersokelse
    postponed = undersokelse.utsatt if undersokelse else None
    waits = undersokelse is None or (
        undersokelse.konklusjon is None and (postponed is None or is_blank(postponed.begrunnelse))
    )
    if last_closing(sak) or waits or is_planned(sak):
        return  # other rules report what the investigation or the plan lacks
    late = passed(subject, duty_rules.aktivitetsplan)
    if late:
        what = f"Planen skulle vært på plass {late.dato}: fem virkedager etter meldingen."
        remedy = "Skriv den med «skolemiljo plan SAK» og «skolemiljo measure add SAK»."
        yield Hit((_PLAN,), f"{what} {remedy}")


@rule(
    "plan-a-problem",
    Severity.ERROR,
    Kind.LOV,
    about="Planen skal si hvilke problemer tiltakene skal løse.",
    remedy="Skriv problemet med «skolemiljo plan SAK --problem».",
    provision=Hjemmel.PLAN,
    lints=("L01",),
    points=(12,),
)
def no_problem(subject: Subject) -> Iterator[Hit]:
    """a) A plan that does not say which problems the measures are to solve."""
    plan = subject.sak.aktivitetsplan
    unclear = subject.is_faulty(_PLAN, "problem")
    if plan and not unclear and "a" in lacks_of_plan(plan):
        remedy = "Skriv under «problem» hvilke problemer tiltakene skal løse."
        yield Hit((_PLAN, "problem"), f"Planen mangler punkt a. {remedy}")


@rule(
    "problem-for-kort",
    Severity.WARNING,
    Kind.PRAKSIS,
    about="Uten en konkret beskrivelse kan tiltakene verken rettes mot noe eller evalueres.",
    remedy="Skriv hvem som opplever hva, hvor og når, og hva som holder det ved like.",
    provision=Hjemmel.PLAN,
    lints=("L01",),
    points=(12,),
)
def problem_too_short(subject: Subject) -> Iterator[Hit]:
    """a) A problem in few words, or in labels only."""
    plan = subject.sak.aktivitetsplan
    if plan is None or is_blank(plan.problem) or subject.is_faulty(_PLAN, "problem"):
        return
    words = [word.lower() for word in WORD.findall(plan.problem or "")]
    said = [word for word in words if word not in _LABELS | FILLERS and not word.startswith("{")]
    if len(words) < PROBLEM_WORDS or not said:
        what = "Problemet er beskrevet så kort at tiltakene ikke kan måles mot det."
        remedy = "Skriv hvem som opplever hva, hvor og når, og hva som holder det ved like."
        yield Hit((_PLAN, "problem"), f"{what} {remedy}")


@rule(
    "plan-b-tiltak",
    Severity.ERROR,
    Kind.LOV,
    about="Planen skal si hvilke tiltak skolen har planlagt.",
    remedy="Legg til et tiltak med «skolemiljo measure add SAK».",
    provision=Hjemmel.PLAN,
    lints=("L02",),
    points=(13,),
)
def no_measures(subject: Subject) -> Iterator[Hit]:
    """b) A plan without measures, or a measure that does not say what is to be done."""
    plan = subject.sak.aktivitetsplan
    if plan and not plan.tiltak and not subject.is_faulty(_PLAN, "tiltak"):
        remedy = "Legg til minst ett tiltak under «tiltak»."
        yield Hit((_PLAN, "tiltak"), f"Planen mangler punkt b. {remedy}")
    yield from _lacking(subject, "b", ("tiltak",), "Skriv under «tiltak» hva skolen skal gjøre.")


@rule(
    "plan-c-nar",
    Severity.ERROR,
    Kind.LOV,
    about="Planen skal si når tiltakene skal gjennomføres.",
    remedy="Skriv fra, til eller hyppighet med «skolemiljo measure change SAK».",
    provision=Hjemmel.PLAN,
    lints=("L03",),
    points=(13,),
)
def no_time(subject: Subject) -> Iterator[Hit]:
    """c) A measure that does not say when; how often is an answer, and no end date is needed."""
    remedy = "Skriv når det gjennomføres: «fra», «til» eller «hyppighet»."
    yield from _lacking(subject, "c", ("fra", "til", "hyppighet"), remedy)


@rule(
    "plan-d-hvem",
    Severity.ERROR,
    Kind.LOV,
    about="Planen skal si hvem som skal gjennomføre tiltakene.",
    remedy="Skriv hvem med «skolemiljo measure change SAK --gjennomfores-av».",
    provision=Hjemmel.PLAN,
    lints=("L04",),
    points=(13,),
)
def nobody_to_do_it(subject: Subject) -> Iterator[Hit]:
    """d) A measure that does not say who carries it out."""
    remedy = "Skriv under «gjennomfores_av» hvem som skal gjennomføre det, for eksempel a1."
    yield from _lacking(subject, "d", ("gjennomfores_av",), remedy)


@rule(
    "tiltak-hvem-uklart",
    Severity.WARNING,
    Kind.PRAKSIS,
    about="Et tiltak som er lagt på alle, eller på eleven selv, blir ofte ingens.",
    remedy="Skriv en bestemt ansatt under «gjennomfores_av».",
    provision=Hjemmel.PLAN,
    lints=("L04",),
    points=(13,),
    reads=("parter",),
)
def unclear_executor(subject: Subject) -> Iterator[Hit]:
    """d) A measure left to everybody, or to the pupils and guardians themselves."""

    def unclear(measure: Tiltak) -> bool:
        parts = [sak.parter[key] for key in measure.gjennomfores_av if key in sak.parter]
        return bool(parts) and all(_nobody_at_the_school(part) for part in parts)

    sak = subject.sak
    what = "har ingen bestemt ansatt som gjennomfører"
    remedy = "Skriv hvem på skolen som gjør det, med «skolemiljo measure change SAK»."
    yield from hit_for_measures(subject, unclear, "gjennomfores_av", what, remedy)


def _nobody_at_the_school(part: Part) -> bool:
    name = (part.navn or "").lower().split()
    everybody = bool(name) and _EVERYBODY.issuperset(name)
    return everybody or part.rolle in (Rolle.ELEV, Rolle.MEDELEV, Rolle.FORESATT)


@rule(
    "plan-e-evaluering",
    Severity.ERROR,
    Kind.LOV,
    about="Planen skal si når tiltakene skal evalueres.",
    remedy="Skriv datoen med «skolemiljo measure change SAK --evalueres».",
    provision=Hjemmel.PLAN,
    lints=("L05",),
    points=(13, 15),
)
def no_evaluation_date(subject: Subject) -> Iterator[Hit]:
    """e) A measure that does not say when it is evaluated."""
    remedy = "Skriv under «evalueres» datoen det skal evalueres."
    yield from _lacking(subject, "e", ("evalueres",), remedy)


def _lacking(subject: Subject, point: str, keys: tuple[str, ...], remedy: str) -> Iterator[Hit]:
    """Yield the measures that lack the point; a value that cannot be read is not lacking."""
    plan = subject.sak.aktivitetsplan
    if plan is None:
        return
    for place, measure in entries(subject, (_PLAN, "tiltak"), plan.tiltak):
        alone = plan.model_copy(update={"tiltak": (measure,)})
        unclear = any(subject.is_faulty(*place, key) for key in keys)
        if not unclear and point in lacks_of_plan(alone):
            message = f"Tiltaket {measure.id} mangler punkt {point}. {remedy}"
            yield Hit((*place, keys[0]), message)


@rule(
    "evaluering-langt-fram",
    Severity.WARNING,
    Kind.RAD,
    about=(
        "Loven har ikke noe mellomrom; er det over seks uker til første evaluering, kan "
        "eleven ha det vondt lenge."
    ),
    remedy="Sett en tidligere dato.",
    provision=Hjemmel.PLAN,
    lints=("L05",),
    points=(15,),
    reads=("aktivitetsplan",),
)
def evaluated_late(subject: Subject) -> Iterator[Hit]:
    """e) A plan in which every measure is evaluated long after it begins."""
    dated = [measure for measure in in_force(subject.sak) if measure.evalueres and measure.fra]
    weeks = timedelta(weeks=EVALUATION_WEEKS)
    far = {
        measure.id
        for measure in dated
        if measure.evalueres and measure.fra and measure.evalueres - measure.fra > weeks
    }
    plan = subject.sak.aktivitetsplan
    if dated and len(far) == len(dated) and not (plan and plan.evalueringer):
        what = f"evalueres først over {EVALUATION_WEEKS} uker etter starten"
        remedy = "Sett en tidligere dato, så planen kan endres i tide."
        yield from hit_for_measures(
            subject, lambda measure: measure.id in far, "evalueres", what, remedy
        )
