"""Rules on who was heard: the pupils, the guardians, others who should know; and on surveys."""

import re
from collections.abc import Iterator

from skolemiljo_cli.calendar import duty_rules
from skolemiljo_cli.checks.phrases import listed
from skolemiljo_cli.checks.rule import Kind, rule
from skolemiljo_cli.checks.subject import Hit, Subject, is_blank, sound
from skolemiljo_cli.checks.when import GRACE, has_acted, has_role, is_planned, passed
from skolemiljo_cli.errors import Severity
from skolemiljo_cli.model.derived.heard import corrections, others_not_heard, pupil_heard
from skolemiljo_cli.model.law import Hjemmel
from skolemiljo_cli.model.sak.case import Logginnforing, Sak
from skolemiljo_cli.model.vocab import PUPILS, Loggtype, Rolle

_SURVEYS = frozenset({Loggtype.KARTLEGGING, Loggtype.SOSIOGRAM})

_WITH_GUARDIANS = frozenset({Loggtype.SAMTALE, Loggtype.MOTE, Loggtype.TELEFON})

_OTHER_SERVICES = re.compile(r"barnevern|politi|helsesykepleier|\bppt\b|\bbup\b", re.I)

BEST_INTEREST_WORDS = 6
"""An assessment in fewer words cannot say what is best for this pupil, and why (inference)."""

_BOILERPLATE = re.compile(
    r"(barnets|elevens) beste (er|har vært) (vurdert|ivaretatt|hensyntatt|tatt hensyn til)", re.I
)


@rule(
    "elev-ikke-hort",
    Severity.ERROR,
    Kind.LOV,
    about="Eleven har rett til å bli hørt, og elevens egen opplevelse er avgjørende.",
    remedy="Snakk med eleven, og skriv hva eleven sa, når og til hvem.",
    provision=Hjemmel.MEDVIRKNING,
    lints=("L09",),
    points=(8,),
    reads=("melding", "undersokelse", "aktivitetsplan", "logg", "avslutninger", "parter"),
)
def pupil_not_heard(subject: Subject) -> Iterator[Hit]:
    """A conclusion or a plan without the pupil's own experience."""
    sak = subject.sak
    if (
        not has_acted(sak)
        or pupil_heard(sak)
        or not has_role(sak, Rolle.ELEV)
        or _says_why_not_heard(sak)
    ):
        return
    what = "Elevens egen opplevelse er ikke skrevet ned."
    remedy = "Snakk med eleven, og før samtalen med «skolemiljo log SAK --type elevsamtale»."
    yield Hit(("undersokelse", "elevens_opplevelse"), f"{what} {remedy}")


def _says_why_not_heard(sak: Sak) -> bool:
    reasons = sak.undersokelse.ikke_hort if sak.undersokelse else {}
    pupils = [key for key, part in sak.parter.items() if part.rolle is Rolle.ELEV]
    return any(not is_blank(reasons.get(key)) for key in pupils)


@rule(
    "medelever-ikke-hort",
    Severity.WARNING,
    Kind.PRAKSIS,
    about="Også andre elever som er direkte berørt, skal høres.",
    remedy="Snakk med hver for seg, eller skriv hvorfor ikke.",
    provision=Hjemmel.MEDVIRKNING,
    lints=("L09",),
    points=(9,),
    reads=("undersokelse", "aktivitetsplan", "logg", "parter"),
)
def others_unheard(subject: Subject) -> Iterator[Hit]:
    """Other pupils of the case who were not heard, after a conclusion or a plan."""
    silent = others_not_heard(subject.sak) if has_acted(subject.sak) else ()
    if silent:
        what = f"{listed(silent)} er ikke hørt."
        remedy = "Snakk med hver for seg, eller skriv hvorfor ikke under «ikke_hort»."
        yield Hit(("parter", silent[0]), f"{what} {remedy}")


@rule(
    "foresattes-syn-mangler",
    Severity.WARNING,
    Kind.PRAKSIS,
    about="Skolen skal samarbeide med foreldrene.",
    remedy="Skriv hva de foresatte mener, eller før samtalen i loggen.",
    provision=Hjemmel.SAMARBEID,
    points=(10,),
    reads=("aktivitetsplan", "undersokelse", "logg", "parter", "melding", "avslutninger"),
)
def guardians_not_heard(subject: Subject) -> Iterator[Hit]:
    """A plan without the guardians' view anywhere."""
    sak = subject.sak
    if not is_planned(sak) or not has_role(sak, Rolle.FORESATT) or _guardians_spoke(sak):
        return
    if passed(subject, duty_rules.foresatte_informert, GRACE):
        return  # `foresatte-ikke-informert` reports it
    what = "De foresattes syn er ikke skrevet ned."
    remedy = "Før det med «skolemiljo plan SAK --foresattes-syn», eller samtalen i loggen."
    yield Hit(("aktivitetsplan", "foresattes_syn"), f"{what} {remedy}")


def _guardians_spoke(sak: Sak) -> bool:
    plan, undersokelse = sak.aktivitetsplan, sak.undersokelse
    guardians = {key for key, part in sak.parter.items() if part.rolle is Rolle.FORESATT}
    texts = [undersokelse.foresattes_syn if undersokelse else None]
    if plan:
        texts += [plan.foresattes_syn, plan.kommunikasjon]
        texts += [round_.foresattes_svar for round_ in plan.evalueringer]
    texts += [closing.foresattes_syn for closing in sak.avslutninger]
    met = any(
        entry.type in _WITH_GUARDIANS and guardians.intersection(entry.med) for entry in sak.logg
    )
    return met or sak.melding.melder in guardians or not all(is_blank(text) for text in texts)


@rule(
    "elevens-beste-mangler",
    Severity.ERROR,
    Kind.LOV,
    about=(
        "Elevens beste skal være et grunnleggende hensyn i alt som gjelder eleven, og det må "
        "kunne vises."
    ),
    remedy="Skriv hvilke hensyn som er veid, hva eleven mener, og hva som er best for eleven.",
    provision=Hjemmel.ELEVENS_BESTE,
    lints=("L10",),
    points=(11,),
    reads=("aktivitetsplan", "undersokelse"),
)
def best_interest_missing(subject: Subject) -> Iterator[Hit]:
    """A plan without an assessment of what is best for the pupil."""
    if is_planned(subject.sak) and not any(_best_interest(subject.sak)):
        what = "Det står ikke hva som er vurdert å være best for eleven."
        remedy = "Skriv det med «skolemiljo plan SAK --elevens-beste»."
        yield Hit(("aktivitetsplan", "elevens_beste"), f"{what} {remedy}")


def _best_interest(sak: Sak) -> Iterator[str]:
    plan = sak.aktivitetsplan
    end = sak.undersokelse.konklusjon if sak.undersokelse else None
    for text in (plan.elevens_beste if plan else None, end.elevens_beste if end else None):
        if text and text.strip():
            yield text


@rule(
    "elevens-beste-standard",
    Severity.WARNING,
    Kind.RAD,
    about="En vurdering som passer på hvem som helst, viser ikke at det er tenkt på denne eleven.",
    remedy="Skriv hva som gjelder for akkurat denne eleven.",
    provision=Hjemmel.ELEVENS_BESTE,
    lints=("L10",),
    points=(11,),
    reads=("aktivitetsplan.elevens_beste", "undersokelse.konklusjon"),
)
def best_interest_boilerplate(subject: Subject) -> Iterator[Hit]:
    """An assessment of the pupil's best interests that fits any pupil."""
    texts = list(_best_interest(subject.sak))
    if not texts or any(not _fits_anyone(text) for text in texts):
        return
    what = "Vurderingen av elevens beste er så kort eller generell at den passer på hvem som helst."
    remedy = "Skriv hva denne eleven mener, hva som er veid mot hverandre, og hva som er best."
    written = subject.at("aktivitetsplan", "elevens_beste")
    place = ("aktivitetsplan",) if written else ("undersokelse", "konklusjon")
    yield Hit((*place, "elevens_beste"), f"{what} {remedy}")


def _fits_anyone(text: str) -> bool:
    return len(text.split()) < BEST_INTEREST_WORDS or bool(_BOILERPLATE.search(text))


@rule(
    "andre-instanser",
    Severity.INFO,
    Kind.RAD,
    about=(
        "I alvorlige saker bør det være vurdert om barnevernet, politiet eller helsetjenesten "
        "skal vite om det."
    ),
    remedy="Skriv hva som er vurdert, også når svaret er nei.",
    provision=Hjemmel.BARNEVERN,
    points=(6,),
    reads=("mottak", "logg", "parter", "undersokelse", "aktivitetsplan", "melding"),
)
def no_other_services(subject: Subject) -> Iterator[Hit]:
    """A serious case with a conclusion or a plan, and nothing on other services."""
    sak = subject.sak
    judged = sak.mottak.alvorlig
    if judged is None or not judged.vurdering or not has_acted(sak):
        return
    roles = (Rolle.BARNEVERN, Rolle.POLITI, Rolle.HELSESYKEPLEIER, Rolle.PPT)
    logged = any(entry.type is Loggtype.EKSTERN for entry in sak.logg)
    texts = (leaf.value for leaf in subject.leaves if isinstance(leaf.value, str))
    if (
        not logged
        and not has_role(sak, *roles)
        and not any(_OTHER_SERVICES.search(text) for text in texts)
    ):
        what = "Det står ikke om barnevern, politi eller helsesykepleier er vurdert."
        remedy = "Skriv det i loggen, også når svaret er nei: «skolemiljo log SAK --type ekstern»."
        yield Hit(("mottak", "alvorlig"), f"{what} {remedy}")


@rule(
    "kartlegging-uten-grunn",
    Severity.WARNING,
    Kind.LOV,
    about=(
        "En kartlegging med navn kan bare brukes i en sak når den er langvarig eller "
        "sammensatt og annet er prøvd."
    ),
    remedy="Skriv hva som er prøvd før, under «formal».",
    provision=Hjemmel.KARTLEGGING,
    lints=("L29",),
    points=(7,),
    reads=("parter",),
)
def survey_without_reason(subject: Subject) -> Iterator[Hit]:
    """A survey about named pupils, without the reason why other ways were not enough."""
    corrected = corrections(subject.sak)
    for place, entry in sound(subject, ("logg",), subject.sak.logg):
        if (
            _names_pupils(subject.sak, entry)
            and is_blank(entry.formal)
            and entry.id not in corrected
        ):
            what = f"Kartleggingen {entry.id} gjelder navngitte elever, og sier ikke hvorfor."
            remedy = "Skriv under «formal» hva som er prøvd før, og hvorfor det ikke var nok."
            yield Hit((*place, "formal"), f"{what} {remedy}")


def _names_pupils(sak: Sak, entry: Logginnforing) -> bool:
    pupils = {key for key, part in sak.parter.items() if part.rolle in PUPILS}
    return entry.type in _SURVEYS and bool(pupils.intersection((*entry.om, *entry.med)))
