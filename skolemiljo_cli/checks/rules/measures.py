"""Rules on the measures: concrete, aimed at somebody, and with a reason."""

import re
from collections.abc import Iterator

from skolemiljo_cli.checks.grouped_hit import hit_for_measures
from skolemiljo_cli.checks.phrases import FILLERS, WORD
from skolemiljo_cli.checks.rule import Kind, rule
from skolemiljo_cli.checks.subject import Hit, Subject, is_blank
from skolemiljo_cli.errors import Severity
from skolemiljo_cli.model.law import Hjemmel
from skolemiljo_cli.model.sak.plan import Tiltak
from skolemiljo_cli.model.vocab import RettetMot

_PLAN = "aktivitetsplan"

_MEASURES = (_PLAN, "tiltak")

_GENERIC = re.compile(
    r"følge (godt |ekstra |tett )*(med|opp)|ekstra tilsyn|tettere oppfølging|tett oppfølging|"
    r"snakke med|prate med|samtaler? med|ha fokus på|fokus på|fokusere på|være obs( på)?|"
    r"ha øye med|holde øye med|jobbe med|arbeide med|klassemiljø(et)?|observasjon(er)?|observere|"
    r"oppfølging|dialog",
    re.I,
)


@rule(
    "tiltak-generelt",
    Severity.WARNING,
    Kind.PRAKSIS,
    about="Eleven, hjemmet og alle voksne må kunne se hva som skal gjøres, når og hvor.",
    remedy="Skriv hvor, når og hvordan tiltaket gjennomføres.",
    provision=Hjemmel.PLAN,
    lints=("L11",),
    points=(13,),
    reads=("aktivitetsplan.evalueringer",),
)
def generic(subject: Subject) -> Iterator[Hit]:
    """A measure in general words only: no where, when or how."""
    what = "er skrevet så generelt at ingen kan se om det er gjort"
    remedy = "Skriv hvor, når og hvordan, med «skolemiljo measure change SAK»."
    yield from hit_for_measures(subject, _is_generic, "tiltak", what, remedy)


def _is_generic(measure: Tiltak) -> bool:
    if (
        is_blank(measure.tiltak)
        or not is_blank(measure.hyppighet)
        or not _GENERIC.search(measure.tiltak or "")
    ):
        return False
    rest = WORD.findall(_GENERIC.sub(" ", measure.tiltak or "").lower())
    return all(word in FILLERS or word.startswith("{") for word in rest)


@rule(
    "tiltak-bare-eleven",
    Severity.WARNING,
    Kind.RAD,
    about=(
        "Det er miljøet som skal bli trygt, og tiltak kan rettes mot gruppen, klassen, skolen "
        "og de ansatte."
    ),
    remedy="Vurder tiltak for andre enn eleven selv.",
    provision=Hjemmel.NULLTOLERANSE,
    lints=("L12",),
    points=(13,),
    reads=("aktivitetsplan",),
)
def only_the_pupil(subject: Subject) -> Iterator[Hit]:
    """Measures that are all aimed at the pupil who is not safe."""
    plan = subject.sak.aktivitetsplan
    measures = plan.tiltak if plan else ()
    if measures and all(measure.rettet_mot == (RettetMot.UTSATT,) for measure in measures):
        what = "Alle tiltakene er rettet mot eleven som ikke har det trygt og godt."
        remedy = "Vurder tiltak for gruppen, klassen eller de voksne: «skolemiljo measure add SAK»."
        yield Hit(_MEASURES, f"{what} {remedy}")


@rule(
    "tiltak-uten-malgruppe",
    Severity.INFO,
    Kind.RAD,
    about="Hvem tiltaket er rettet mot, viser om det svarer på problemet.",
    remedy="Skriv målgruppen under «rettet_mot».",
    provision=Hjemmel.PLAN,
    lints=("L12",),
    points=(13,),
    reads=("aktivitetsplan.evalueringer",),
)
def no_target(subject: Subject) -> Iterator[Hit]:
    """A measure that does not say whom it is aimed at."""
    remedy = "Skriv «rettet_mot»: utsatt, krenker, tilskuere, gruppe, klasse, skole, ansatte."
    what = "mangler målgruppe"
    yield from hit_for_measures(
        subject, lambda measure: not measure.rettet_mot, "rettet_mot", what, remedy
    )


@rule(
    "tiltak-uten-grunn",
    Severity.WARNING,
    Kind.PRAKSIS,
    about=(
        "Tiltakene skal bygge på det undersøkelsen viste, og skolen må kunne si hvorfor de er "
        "valgt."
    ),
    remedy="Vis til funnet under «bygger_pa», eller skriv en begrunnelse.",
    provision=Hjemmel.PLAN,
    lints=("L13",),
    points=(14,),
    reads=("aktivitetsplan.evalueringer",),
)
def no_reason(subject: Subject) -> Iterator[Hit]:
    """A measure that builds on no finding and has no reason."""

    def groundless(measure: Tiltak) -> bool:
        return not measure.bygger_pa and is_blank(measure.begrunnelse) and not measure.erstatter

    what = "mangler begrunnelse"
    remedy = "Vis til funnet med «bygger_pa», eller skriv en begrunnelse."
    yield from hit_for_measures(subject, groundless, "begrunnelse", what, remedy)
