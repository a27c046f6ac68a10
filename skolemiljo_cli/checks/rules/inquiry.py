"""Rules on the investigation: that it begins, ends, and has a basis."""

from collections.abc import Iterator

from skolemiljo_cli.calendar import duty_rules
from skolemiljo_cli.checks.rule import Kind, rule
from skolemiljo_cli.checks.subject import Hit, Subject, is_blank
from skolemiljo_cli.checks.when import GRACE, is_concluded, is_over, is_planned, passed
from skolemiljo_cli.errors import Severity
from skolemiljo_cli.model.derived.heard import pupil_heard
from skolemiljo_cli.model.derived.phase import received
from skolemiljo_cli.model.law import Hjemmel
from skolemiljo_cli.model.vocab import Delplikt, Loggtype, Svar

_INVESTIGATING = frozenset(
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


@rule(
    "undersokelse-ikke-startet",
    Severity.WARNING,
    Kind.LOKAL,
    about="Loven sier snarest; skolens egen norm er én virkedag.",
    remedy="Start undersøkelsen, eller utsett den med en begrunnelse.",
    provision=Hjemmel.UNDERSOKE,
    lints=("L13", "L14"),
    points=(7,),
    reads=("undersokelse", "mottak", "parter"),
)
def not_begun(subject: Subject) -> Iterator[Hit]:
    """An investigation that has not begun by the school's norm, or by the date it was set to."""
    sak, undersokelse = subject.sak, subject.sak.undersokelse
    reason = undersokelse.utsatt.begrunnelse if undersokelse and undersokelse.utsatt else None
    put_off = not is_blank(reason) and not (
        undersokelse and undersokelse.utsatt and undersokelse.utsatt.til
    )
    late = passed(subject, duty_rules.undersokelse_start, GRACE)
    if late and not (put_off and not _five_days_are_over(subject)):
        already = " Planen bygger da ikke på en undersøkelse." if is_planned(sak) else ""
        what = f"Undersøkelsen skulle vært startet {late.dato}.{already}"
        remedy = "Før starten med «skolemiljo investigate SAK --startet», eller utsett med grunn."
        yield Hit(("undersokelse", "startet"), f"{what} {remedy}")


@rule(
    "undersokelse-ikke-konkludert",
    Severity.WARNING,
    Kind.PRAKSIS,
    about=(
        "Praksis leser uken i håndhevingsordningen som fem virkedager, og lengre tid må begrunnes."
    ),
    remedy="Konkluder, eller skriv hvorfor det tar tid.",
    provision=Hjemmel.UNDERSOKE,
    lints=("L14",),
    points=(7,),
    reads=("undersokelse", "mottak"),
)
def not_finished(subject: Subject) -> Iterator[Hit]:
    """An investigation still open after five virkedager, without a reason."""
    undersokelse = subject.sak.undersokelse
    if undersokelse is None or undersokelse.startet is None or undersokelse.konklusjon:
        return
    reasons = (
        undersokelse.ikke_gjort,
        undersokelse.utsatt.begrunnelse if undersokelse.utsatt else None,
    )
    if _five_days_are_over(subject) and all(is_blank(reason) for reason in reasons):
        what = "Det er gått over fem virkedager, og undersøkelsen er ikke konkludert."
        remedy = "Konkluder med «skolemiljo investigate SAK», eller skriv hvorfor det tar tid."
        yield Hit(("undersokelse", "konklusjon"), f"{what} {remedy}")


def _five_days_are_over(subject: Subject) -> bool:
    start = received(subject.sak)
    return start is not None and is_over(subject, start, duty_rules.PLAN_WORKDAYS)


@rule(
    "utsatt-uten-grunn",
    Severity.WARNING,
    Kind.PRAKSIS,
    about="Undersøkelsen skal skje snarest, og det må begrunnes at den utsettes.",
    remedy="Skriv grunnen under «begrunnelse».",
    provision=Hjemmel.UNDERSOKE,
    lints=("L14",),
    points=(7,),
    reads=("undersokelse.utsatt",),
)
def put_off_without_reason(subject: Subject) -> Iterator[Hit]:
    """An investigation that was put off without a reason."""
    undersokelse = subject.sak.undersokelse
    if undersokelse and undersokelse.utsatt and is_blank(undersokelse.utsatt.begrunnelse):
        what = "Undersøkelsen er utsatt uten begrunnelse."
        remedy = "Skriv grunnen med «skolemiljo investigate SAK --utsatt»."
        yield Hit(("undersokelse", "utsatt", "begrunnelse"), f"{what} {remedy}")


@rule(
    "undersokelse-uten-innhold",
    Severity.WARNING,
    Kind.PRAKSIS,
    about="Problemet og tiltakene skal bygge på det som er undersøkt.",
    remedy="Før hva som er gjort, av hvem, når og hva det viste.",
    provision=Hjemmel.DOKUMENTERE,
    lints=("L13",),
    points=(7,),
    reads=("undersokelse", "logg", "parter", "melding", "aktivitetsplan", "avslutninger"),
)
def no_trace(subject: Subject) -> Iterator[Hit]:
    """A conclusion with nothing in the case that it can be drawn from."""
    sak, undersokelse = subject.sak, subject.sak.undersokelse
    if undersokelse is None or not is_concluded(sak) or not pupil_heard(sak):
        return  # `elev-ikke-hort` reports a pupil who was not heard
    logged = any(
        entry.type in _INVESTIGATING or entry.delplikt is Delplikt.UNDERSOKE for entry in sak.logg
    )
    texts = (undersokelse.elevens_opplevelse, undersokelse.faktorer)
    if not logged and not undersokelse.metoder and all(is_blank(text) for text in texts):
        what = "Undersøkelsen er konkludert, men det står ikke hva som er undersøkt."
        remedy = "Før samtalene og observasjonene med «skolemiljo log SAK»."
        yield Hit(("undersokelse", "konklusjon"), f"{what} {remedy}")


@rule(
    "konklusjon-uten-grunn",
    Severity.WARNING,
    Kind.PRAKSIS,
    about="En konklusjon uten grunn viser ikke hva undersøkelsen fant.",
    remedy="Skriv hva som ble funnet, under «begrunnelse».",
    provision=Hjemmel.DOKUMENTERE,
    points=(7,),
    reads=("undersokelse.konklusjon",),
)
def conclusion_without_reason(subject: Subject) -> Iterator[Hit]:
    """A conclusion without a reason."""
    undersokelse = subject.sak.undersokelse
    konklusjon = undersokelse.konklusjon if undersokelse else None
    if (
        konklusjon
        and konklusjon.trygt_og_godt is not Svar.UAVKLART
        and is_blank(konklusjon.begrunnelse)
    ):
        what = "Konklusjonen sier ikke hvorfor."
        remedy = "Skriv hva undersøkelsen viste, under «begrunnelse»."
        yield Hit(("undersokelse", "konklusjon", "begrunnelse"), f"{what} {remedy}")
