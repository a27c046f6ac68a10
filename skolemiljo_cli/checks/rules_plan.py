"""Rules on the plan: its five points, and that the measures are concrete and lawful."""

from __future__ import annotations

from skolemiljo_cli.checks.rule import Check, Kind
from skolemiljo_cli.checks.rules import measures, plan
from skolemiljo_cli.errors import Severity
from skolemiljo_cli.model.law import Hjemmel

_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

CHECKS: tuple[Check, ...] = (
    Check(
        rule="plan-uteblitt",
        severity=_WARNING,
        kind=Kind.PRAKSIS,
        about=(
            "Loven har ingen dager for planen; praksis er fem virkedager etter at rektor fikk "
            "meldingen."
        ),
        remedy="Skriv planen med problem, tiltak, når, hvem og evaluering.",
        run=measures.no_plan_in_time,
        provision=Hjemmel.PLAN,
        points=(12,),
        reads=(
            "mottak",
            "undersokelse",
            "aktivitetsplan",
            "avslutninger",
            "gjenapninger",
            "parter",
        ),
    ),
    Check(
        rule="plan-a-problem",
        severity=_ERROR,
        kind=Kind.LOV,
        about="Planen skal si hvilke problemer tiltakene skal løse.",
        remedy="Skriv problemet med «skolemiljo plan SAK --problem».",
        run=plan.no_problem,
        provision=Hjemmel.PLAN,
        points=(12,),
    ),
    Check(
        rule="problem-for-kort",
        severity=_WARNING,
        kind=Kind.PRAKSIS,
        about="Uten en konkret beskrivelse kan tiltakene verken rettes mot noe eller evalueres.",
        remedy="Skriv hvem som opplever hva, hvor og når, og hva som holder det ved like.",
        run=measures.problem_too_short,
        provision=Hjemmel.PLAN,
        points=(12,),
    ),
    Check(
        rule="plan-b-tiltak",
        severity=_ERROR,
        kind=Kind.LOV,
        about="Planen skal si hvilke tiltak skolen har planlagt.",
        remedy="Legg til et tiltak med «skolemiljo measure add SAK».",
        run=plan.no_measures,
        provision=Hjemmel.PLAN,
        points=(13,),
    ),
    Check(
        rule="plan-c-nar",
        severity=_ERROR,
        kind=Kind.LOV,
        about="Planen skal si når tiltakene skal gjennomføres.",
        remedy="Skriv fra, til eller hyppighet med «skolemiljo measure change SAK».",
        run=plan.no_time,
        provision=Hjemmel.PLAN,
        points=(13,),
    ),
    Check(
        rule="plan-d-hvem",
        severity=_ERROR,
        kind=Kind.LOV,
        about="Planen skal si hvem som skal gjennomføre tiltakene.",
        remedy="Skriv hvem med «skolemiljo measure change SAK --gjennomfores-av».",
        run=plan.nobody_to_do_it,
        provision=Hjemmel.PLAN,
        points=(13,),
    ),
    Check(
        rule="tiltak-hvem-uklart",
        severity=_WARNING,
        kind=Kind.PRAKSIS,
        about="Et tiltak som er lagt på alle, eller på eleven selv, blir ofte ingens.",
        remedy="Skriv en bestemt ansatt under «gjennomfores_av».",
        run=measures.unclear_executor,
        provision=Hjemmel.PLAN,
        points=(13,),
        reads=("parter",),
    ),
    Check(
        rule="plan-e-evaluering",
        severity=_ERROR,
        kind=Kind.LOV,
        about="Planen skal si når tiltakene skal evalueres.",
        remedy="Skriv datoen med «skolemiljo measure change SAK --evalueres».",
        run=plan.no_evaluation_date,
        provision=Hjemmel.PLAN,
        points=(13, 15),
    ),
    Check(
        rule="evaluering-langt-fram",
        severity=_WARNING,
        kind=Kind.RAD,
        about=(
            "Loven har ikke noe mellomrom; er det over seks uker til første evaluering, kan "
            "eleven ha det vondt lenge."
        ),
        remedy="Sett en tidligere dato.",
        run=measures.evaluated_late,
        provision=Hjemmel.PLAN,
        points=(15,),
        reads=("aktivitetsplan",),
    ),
    Check(
        rule="tiltak-generelt",
        severity=_WARNING,
        kind=Kind.PRAKSIS,
        about="Eleven, hjemmet og alle voksne må kunne se hva som skal gjøres, når og hvor.",
        remedy="Skriv hvor, når og hvordan tiltaket gjennomføres.",
        run=measures.generic,
        provision=Hjemmel.PLAN,
        points=(13,),
        reads=("aktivitetsplan.evalueringer",),
    ),
    Check(
        rule="tiltak-bare-eleven",
        severity=_WARNING,
        kind=Kind.RAD,
        about=(
            "Det er miljøet som skal bli trygt, og tiltak kan rettes mot gruppen, klassen, skolen "
            "og de ansatte."
        ),
        remedy="Vurder tiltak for andre enn eleven selv.",
        run=measures.only_the_pupil,
        provision=Hjemmel.NULLTOLERANSE,
        points=(13,),
        reads=("aktivitetsplan",),
    ),
    Check(
        rule="tiltak-uten-malgruppe",
        severity=_INFO,
        kind=Kind.RAD,
        about="Hvem tiltaket er rettet mot, viser om det svarer på problemet.",
        remedy="Skriv målgruppen under «rettet_mot».",
        run=measures.no_target,
        provision=Hjemmel.PLAN,
        points=(13,),
        reads=("aktivitetsplan.evalueringer",),
    ),
    Check(
        rule="tiltak-uten-grunn",
        severity=_WARNING,
        kind=Kind.PRAKSIS,
        about=(
            "Tiltakene skal bygge på det undersøkelsen viste, og skolen må kunne si hvorfor de er "
            "valgt."
        ),
        remedy="Vis til funnet under «bygger_pa», eller skriv en begrunnelse.",
        run=measures.no_reason,
        provision=Hjemmel.PLAN,
        points=(14,),
        reads=("aktivitetsplan.evalueringer",),
    ),
    Check(
        rule="tiltak-enkeltvedtak",
        severity=_ERROR,
        kind=Kind.LOV,
        about=(
            "Bortvisning og pålagt skolebytte er enkeltvedtak, og kan ikke settes inn som vanlige "
            "tiltak."
        ),
        remedy="Vis til vedtaket, eller ta bort tiltaket.",
        run=measures.decision_missing,
        provision=Hjemmel.BORTVISNING,
        points=(18,),
    ),
    Check(
        rule="skolebytte-av-skolen",
        severity=_ERROR,
        kind=Kind.LOV,
        about="Bare kommunen eller fylkeskommunen kan vedta at en elev skal bytte skole.",
        remedy="Send saken til skoleeier.",
        run=measures.decided_by_the_school,
        provision=Hjemmel.SKOLEBYTTE,
        points=(18,),
        reads=("parter",),
    ),
    Check(
        rule="enkeltvedtak-ufullstendig",
        severity=_WARNING,
        kind=Kind.LOV,
        about="Et enkeltvedtak krever forhåndsvarsel, uttalelse, begrunnelse og underretning.",
        remedy="Før datoene og begrunnelsen under «enkeltvedtak».",
        run=measures.decision_incomplete,
        provision=Hjemmel.ENKELTVEDTAK,
        points=(18,),
    ),
    Check(
        rule="revisjon-uten-grunn",
        severity=_WARNING,
        kind=Kind.PRAKSIS,
        about="Planen endres underveis, og det må kunne vises hva som ble endret, og hvorfor.",
        remedy="Skriv hva og hvorfor under «endring».",
        run=measures.revision_without_reason,
        provision=Hjemmel.DOKUMENTERE,
        points=(17,),
    ),
    Check(
        rule="tiltak-ikke-gjennomfort",
        severity=_WARNING,
        kind=Kind.PRAKSIS,
        about="Skolen må kunne vise at tiltakene ble gjennomført, når og av hvem.",
        remedy="Før gjennomføringen, eller hvorfor det ikke ble gjort.",
        run=measures.not_carried_out,
        provision=Hjemmel.DOKUMENTERE,
        points=(16,),
        reads=("aktivitetsplan", "logg"),
    ),
)
