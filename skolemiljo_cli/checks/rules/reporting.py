"""Rules on the report: what happened, what was done at once, and that rektor received it."""

from collections.abc import Iterator

from skolemiljo_cli.calendar import duty_rules
from skolemiljo_cli.checks.rule import Kind, rule
from skolemiljo_cli.checks.subject import Hit, Subject, is_blank
from skolemiljo_cli.checks.when import GRACE, has_acted, passed
from skolemiljo_cli.errors import Severity
from skolemiljo_cli.model.derived.phase import received
from skolemiljo_cli.model.law import Hjemmel
from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.model.vocab import Delplikt, Kilde, Loggtype, Sakstype

_SEEN_BY_STAFF = (Kilde.EGEN_OBSERVASJON, Kilde.EPISODE)

_AT_ONCE = frozenset({Loggtype.FYSISK_INNGREP, Loggtype.EKSTRA_TILSYN})


@rule(
    "melding-beskrivelse",
    Severity.WARNING,
    Kind.PRAKSIS,
    about="Det skal være skrevet ned hva meldingen gikk ut på.",
    remedy="Skriv hva som er sett, hørt eller fortalt, med fakta for seg og vurderinger for seg.",
    provision=Hjemmel.DOKUMENTERE,
    points=(1,),
)
def no_description(subject: Subject) -> Iterator[Hit]:
    """A report that does not say what happened."""
    place = ("melding", "beskrivelse")
    if is_blank(subject.sak.melding.beskrivelse) and not subject.is_faulty(*place):
        remedy = "Skriv kort hva som er sett, hørt eller fortalt, med {e1} i stedet for navn."
        yield Hit(place, f"Meldingen har ingen beskrivelse. {remedy}")


@rule(
    "melding-uten-melder",
    Severity.WARNING,
    Kind.PRAKSIS,
    about="Hvem som meldte, viser hvem som visste hva, og når.",
    remedy=(
        "Skriv nøkkelen til melderen under «melder», eller hvordan skolen fikk vite det under "
        "«kilde»."
    ),
    provision=Hjemmel.DOKUMENTERE,
    points=(1,),
    reads=("melding", "mottak"),
)
def no_reporter(subject: Subject) -> Iterator[Hit]:
    """A report that rektor has received, without who made it or how the school came to know."""
    melding = subject.sak.melding
    if received(subject.sak) and not melding.melder and not melding.kilde:
        what = "Det står ikke hvem som meldte fra."
        remedy = "Skriv nøkkelen til melderen under «melder», eller hvordan dere fikk vite det."
        yield Hit(("melding", "melder"), f"{what} {remedy}")


@rule(
    "gripe-inn-ikke-fort",
    Severity.WARNING,
    Kind.PRAKSIS,
    about=(
        "Plikten til å gripe inn gjelder med en gang, og det som ikke er skrevet ned, er "
        "vanskelig å vise."
    ),
    remedy="Skriv hva som ble gjort med en gang, eller at det ikke var noe å stanse.",
    provision=Hjemmel.GRIPE_INN,
    points=(4,),
    reads=("melding", "logg", "undersokelse", "aktivitetsplan"),
)
def nothing_done_at_once(subject: Subject) -> Iterator[Hit]:
    """Something staff saw, later acted on, without what was done at once to stop it."""
    sak = subject.sak
    if sak.melding.kilde not in _SEEN_BY_STAFF:
        return
    texts = (sak.melding.handtering, sak.melding.strakstiltak)
    logged = any(
        entry.delplikt is Delplikt.GRIPE_INN
        or entry.type in _AT_ONCE
        or entry.type is Loggtype.HENDELSE
        for entry in sak.logg
    )
    if has_acted(sak) and all(is_blank(text) for text in texts) and not logged:
        what = "Det står ikke hva som ble gjort med en gang."
        remedy = "Før det med «skolemiljo log SAK --delplikt gripe_inn», også om det var lite."
        yield Hit(("melding", "handtering"), f"{what} {remedy}")


@rule(
    "rektor-ikke-meldt",
    Severity.ERROR,
    Kind.LOV,
    about="Alle som arbeider på skolen, skal melde fra til rektor ved mistanke eller kjennskap.",
    remedy="Meld saken til rektor, og før når, av hvem og hvordan.",
    provision=Hjemmel.MELDE_FRA,
    lints=("L16",),
    points=(2,),
    reads=("mottak", "undersokelse", "aktivitetsplan", "avslutninger", "type"),
)
def rektor_not_told(subject: Subject) -> Iterator[Hit]:
    """Work on a case with no record that rektor has it; about staff also a report not passed on."""
    sak = subject.sak
    if not _rektor_is_missing(sak):
        return
    if _is_under_way(sak):
        what = "Saken er i arbeid, men det står ikke at rektor har fått meldingen."
    elif sak.type is Sakstype.ANSATT and passed(subject, duty_rules.melding_rektor, GRACE):
        what = "Saken gjelder en ansatt, og rektor skulle hatt meldingen straks."
    else:
        return
    basis = Hjemmel.MELDE_FRA_ANSATT if sak.type is Sakstype.ANSATT else None
    yield Hit(("mottak", "rektor"), f"{what} {_REMEDY}", basis)


@rule(
    "rektor-meldt-sent",
    Severity.WARNING,
    Kind.LOKAL,
    about="Loven har ingen dager her, men skolens egen norm er at rektor får meldingen samme dag.",
    remedy="Meld saken til rektor, og før når, av hvem og hvordan.",
    provision=Hjemmel.MELDE_FRA,
    lints=("L16",),
    points=(2,),
    reads=("mottak", "undersokelse", "aktivitetsplan", "avslutninger", "parter"),
)
def rektor_told_late(subject: Subject) -> Iterator[Hit]:
    """A report that has not reached rektor by the school's own norm."""
    late = passed(subject, duty_rules.melding_rektor, GRACE)
    if late and subject.sak.type is Sakstype.ELEV and not _is_under_way(subject.sak):
        what = f"Rektor skulle hatt meldingen {late.dato}."
        yield Hit(("mottak", "rektor"), f"{what} {_REMEDY}")


_REMEDY = "Meld fra nå, og før det med «skolemiljo receive SAK --rektor»."


def _rektor_is_missing(sak: Sak) -> bool:
    return sak.type is not Sakstype.LEDELSE and received(sak) is None


def _is_under_way(sak: Sak) -> bool:
    undersokelse = sak.undersokelse
    started = bool(undersokelse and (undersokelse.startet or undersokelse.konklusjon))
    return started or has_acted(sak) or bool(sak.avslutninger)


@rule(
    "mottatt-av-mangler",
    Severity.WARNING,
    Kind.PRAKSIS,
    about="Rektor kan gi oppgaven til en annen, men da må det stå hvem.",
    remedy="Skriv nøkkelen til den som tok imot, under «av».",
    provision=Hjemmel.DOKUMENTERE,
    points=(2,),
    reads=("mottak", "undersokelse", "aktivitetsplan"),
)
def nobody_received(subject: Subject) -> Iterator[Hit]:
    """A receipt without who received: rektor, or whoever rektor has given the task to."""
    rektor = subject.sak.mottak.rektor
    if rektor and not rektor.av and has_acted(subject.sak):
        what = "Det står ikke hvem som tok imot meldingen."
        remedy = "Skriv nøkkelen til rektor, eller til den rektor har gitt oppgaven."
        yield Hit(("mottak", "rektor", "av"), f"{what} {remedy}")


@rule(
    "tatt-opp-mangler",
    Severity.WARNING,
    Kind.LOV,
    about="Statsforvalteren kan først ta saken en uke etter at den er tatt opp med rektor.",
    remedy="Skriv når eleven eller de foresatte tok saken opp med rektor, og hvordan.",
    provision=Hjemmel.STATSFORVALTER,
    points=(3,),
    reads=("mottak", "statsforvalter"),
)
def not_taken_up(subject: Subject) -> Iterator[Hit]:
    """A case with statsforvalteren, without the date it was taken up with rektor."""
    sak = subject.sak
    if sak.statsforvalter and sak.mottak.tatt_opp_med_rektor is None:
        what = "Saken er hos statsforvalteren, men det står ikke når den ble tatt opp med rektor."
        remedy = "Før det med «skolemiljo receive SAK --tatt-opp»: uken regnes derfra."
        yield Hit(("mottak", "tatt_opp_med_rektor"), f"{what} {remedy}")
