"""Rules on the investigation: begun, finished, built on the pupils' own words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from skolemiljo_cli.calendar import duty_rules
from skolemiljo_cli.checks.subject import Hit, is_blank, sound
from skolemiljo_cli.checks.when import (
    GRACE,
    has_acted,
    has_role,
    is_concluded,
    is_over,
    is_planned,
    listed,
    passed,
)
from skolemiljo_cli.model.derived.heard import corrections, others_not_heard, pupil_heard
from skolemiljo_cli.model.derived.phase import received
from skolemiljo_cli.model.vocab import Delplikt, Loggtype, Rolle, Svar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skolemiljo_cli.checks.subject import Subject
    from skolemiljo_cli.model.sak.case import Logginnforing, Sak

_LOOKS = frozenset(
    {
        Loggtype.ELEVSAMTALE,
        Loggtype.OBSERVASJON,
        Loggtype.EKSTRA_TILSYN,
        Loggtype.KARTLEGGING,
        Loggtype.SOSIOGRAM,
        Loggtype.SAMTALE,
        Loggtype.MOTE,
        Loggtype.TELEFON,
    }
)
_SURVEYS = frozenset({Loggtype.KARTLEGGING, Loggtype.SOSIOGRAM})
_WITH_GUARDIANS = frozenset({Loggtype.SAMTALE, Loggtype.MOTE, Loggtype.TELEFON})
_OTHERS = re.compile(r"barnevern|politi|helsesykepleier|\bppt\b|\bbup\b", re.I)
BEST_INTEREST_WORDS = 6
"""Fewer words than this cannot say what is best for one pupil and why (inference)."""
_BOILERPLATE = re.compile(
    r"(barnets|elevens) beste (er|har vært) (vurdert|ivaretatt|hensyntatt|tatt hensyn til)", re.I
)


def not_begun(subject: Subject) -> Iterator[Hit]:
    """An investigation that has not begun by the school's norm, or by the date it was put to."""
    sak, looked = subject.sak, subject.sak.undersokelse
    reason = looked.utsatt.begrunnelse if looked and looked.utsatt else None
    put_off = not is_blank(reason) and not (looked and looked.utsatt and looked.utsatt.til)
    late = passed(subject, duty_rules.undersokelse_start, GRACE)
    if late and not (put_off and not _five_days_gone(subject)):
        already = " Planen bygger da ikke på en undersøkelse." if is_planned(sak) else ""
        what = f"Undersøkelsen skulle vært startet {late.dato}.{already}"
        remedy = "Før starten med «skolemiljo investigate SAK --startet», eller utsett med grunn."
        yield Hit(("undersokelse", "startet"), f"{what} {remedy}")


def not_finished(subject: Subject) -> Iterator[Hit]:
    """An investigation still open after five virkedager, and no reason for it."""
    looked = subject.sak.undersokelse
    if looked is None or looked.startet is None or looked.konklusjon:
        return
    reasons = (looked.ikke_gjort, looked.utsatt.begrunnelse if looked.utsatt else None)
    if _five_days_gone(subject) and all(is_blank(one) for one in reasons):
        what = "Det er gått over fem virkedager, og undersøkelsen er ikke konkludert."
        remedy = "Konkluder med «skolemiljo investigate SAK», eller skriv hvorfor det tar tid."
        yield Hit(("undersokelse", "konklusjon"), f"{what} {remedy}")


def _five_days_gone(subject: Subject) -> bool:
    start = received(subject.sak)
    return start is not None and is_over(subject, start, duty_rules.PLAN_WORKDAYS)


def put_off_without_reason(subject: Subject) -> Iterator[Hit]:
    """A postponed investigation without why."""
    looked = subject.sak.undersokelse
    if looked and looked.utsatt and is_blank(looked.utsatt.begrunnelse):
        what = "Undersøkelsen er utsatt uten begrunnelse."
        remedy = "Skriv grunnen med «skolemiljo investigate SAK --utsatt»."
        yield Hit(("undersokelse", "utsatt", "begrunnelse"), f"{what} {remedy}")


def no_trace(subject: Subject) -> Iterator[Hit]:
    """A conclusion without anything in the case that it can have been drawn from."""
    sak, looked = subject.sak, subject.sak.undersokelse
    if looked is None or not is_concluded(sak) or not pupil_heard(sak):
        return  # that the pupil was not heard is told by itself
    logged = any(one.type in _LOOKS or one.delplikt is Delplikt.UNDERSOKE for one in sak.logg)
    written = (looked.elevens_opplevelse, looked.faktorer)
    if not logged and not looked.metoder and all(is_blank(one) for one in written):
        what = "Undersøkelsen er konkludert, men det står ikke hva som er undersøkt."
        remedy = "Før samtalene og observasjonene med «skolemiljo log SAK»."
        yield Hit(("undersokelse", "konklusjon"), f"{what} {remedy}")


def conclusion_without_reason(subject: Subject) -> Iterator[Hit]:
    """A conclusion that does not say why."""
    looked = subject.sak.undersokelse
    end = looked.konklusjon if looked else None
    if end and end.trygt_og_godt is not Svar.UAVKLART and is_blank(end.begrunnelse):
        what = "Konklusjonen sier ikke hvorfor."
        remedy = "Skriv hva undersøkelsen viste, under «begrunnelse»."
        yield Hit(("undersokelse", "konklusjon", "begrunnelse"), f"{what} {remedy}")


def pupil_not_heard(subject: Subject) -> Iterator[Hit]:
    """A conclusion or a plan without the pupil's own experience."""
    sak = subject.sak
    if not has_acted(sak) or pupil_heard(sak) or not has_role(sak, Rolle.ELEV) or _excused(sak):
        return
    what = "Elevens egen opplevelse er ikke skrevet ned."
    remedy = "Snakk med eleven, og før samtalen med «skolemiljo log SAK --type elevsamtale»."
    yield Hit(("undersokelse", "elevens_opplevelse"), f"{what} {remedy}")


def _excused(sak: Sak) -> bool:
    reasons = sak.undersokelse.ikke_hort if sak.undersokelse else {}
    pupils = [key for key, part in sak.parter.items() if part.rolle is Rolle.ELEV]
    return any(not is_blank(reasons.get(key)) for key in pupils)


def others_unheard(subject: Subject) -> Iterator[Hit]:
    """Other pupils of the case who were not heard, after a conclusion or a plan."""
    silent = others_not_heard(subject.sak) if has_acted(subject.sak) else ()
    if silent:
        what = f"{listed(silent)} er ikke hørt."
        remedy = "Snakk med hver for seg, eller skriv hvorfor ikke under «ikke_hort»."
        yield Hit(("parter", silent[0]), f"{what} {remedy}")


def guardians_not_heard(subject: Subject) -> Iterator[Hit]:
    """A plan without the guardians' view anywhere."""
    sak = subject.sak
    if not is_planned(sak) or not has_role(sak, Rolle.FORESATT) or _guardians_spoke(sak):
        return
    if passed(subject, duty_rules.foresatte_informert, GRACE):
        return  # that they know nothing is told by itself
    what = "De foresattes syn er ikke skrevet ned."
    remedy = "Før det med «skolemiljo plan SAK --foresattes-syn», eller samtalen i loggen."
    yield Hit(("aktivitetsplan", "foresattes_syn"), f"{what} {remedy}")


def _guardians_spoke(sak: Sak) -> bool:
    plan, looked = sak.aktivitetsplan, sak.undersokelse
    guardians = {key for key, part in sak.parter.items() if part.rolle is Rolle.FORESATT}
    texts = [looked.foresattes_syn if looked else None]
    if plan:
        texts += [plan.foresattes_syn, plan.kommunikasjon]
        texts += [one.foresattes_svar for one in plan.evalueringer]
    texts += [one.foresattes_syn for one in sak.avslutninger]
    met = any(one.type in _WITH_GUARDIANS and guardians.intersection(one.med) for one in sak.logg)
    return met or sak.melding.melder in guardians or not all(is_blank(one) for one in texts)


def best_interest_missing(subject: Subject) -> Iterator[Hit]:
    """A plan without what is best for the pupil."""
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


def best_interest_boilerplate(subject: Subject) -> Iterator[Hit]:
    """A judgement of the pupil's best that fits any pupil."""
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


def no_other_services(subject: Subject) -> Iterator[Hit]:
    """A serious case that has come far, without a word on who else should know."""
    sak = subject.sak
    judged = sak.mottak.alvorlig
    if judged is None or not judged.vurdering or not has_acted(sak):
        return
    roles = (Rolle.BARNEVERN, Rolle.POLITI, Rolle.HELSESYKEPLEIER, Rolle.PPT)
    logged = any(one.type is Loggtype.EKSTERN for one in sak.logg)
    texts = (leaf.value for leaf in subject.leaves if isinstance(leaf.value, str))
    if not logged and not has_role(sak, *roles) and not any(_OTHERS.search(one) for one in texts):
        what = "Det står ikke om barnevern, politi eller helsesykepleier er vurdert."
        remedy = "Skriv det i loggen, også når svaret er nei: «skolemiljo log SAK --type ekstern»."
        yield Hit(("mottak", "alvorlig"), f"{what} {remedy}")


def survey_without_reason(subject: Subject) -> Iterator[Hit]:
    """A survey about named pupils, without why other ways were not enough."""
    gone = corrections(subject.sak)
    for place, entry in sound(subject, ("logg",), subject.sak.logg):
        if _names_pupils(subject.sak, entry) and is_blank(entry.formal) and entry.id not in gone:
            what = f"Kartleggingen {entry.id} gjelder navngitte elever, og sier ikke hvorfor."
            remedy = "Skriv under «formal» hva som er prøvd før, og hvorfor det ikke var nok."
            yield Hit((*place, "formal"), f"{what} {remedy}")


def _names_pupils(sak: Sak, entry: Logginnforing) -> bool:
    pupils = {key for key, part in sak.parter.items() if part.rolle in (Rolle.ELEV, Rolle.MEDELEV)}
    return entry.type in _SURVEYS and bool(pupils.intersection((*entry.om, *entry.med)))
