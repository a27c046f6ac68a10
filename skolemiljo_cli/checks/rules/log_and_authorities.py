"""Rules on the log, the archive, silent cases and cases with statsforvalteren."""

from collections.abc import Iterator

from skolemiljo_cli.calendar import later_rules
from skolemiljo_cli.checks.phrases import listed
from skolemiljo_cli.checks.rule import Kind, rule
from skolemiljo_cli.checks.rules import inquiry, plan, reporting, rounds
from skolemiljo_cli.checks.subject import Hit, Subject, is_blank, sound
from skolemiljo_cli.checks.when import is_over, passed
from skolemiljo_cli.errors import Severity
from skolemiljo_cli.model.dates import day_of
from skolemiljo_cli.model.derived.heard import corrections
from skolemiljo_cli.model.derived.phase import last_closing, last_event
from skolemiljo_cli.model.law import NEW_ACT_IN_FORCE, Hjemmel
from skolemiljo_cli.model.sak.case import Logginnforing, Statsforvaltersak
from skolemiljo_cli.model.vocab import Loggtype

EVENT_WORKDAYS = 5
"""A new incident is followed up within the week that practice reads into § 12-6."""


@rule(
    "retting-uten-tekst",
    Severity.WARNING,
    Kind.LOV,
    about="Feil rettes ved at det legges til noe, og da må det stå hva som er rett.",
    remedy="Skriv hva som er rett, under «tekst».",
    provision=Hjemmel.ARKIV,
    lints=("L28",),
    points=(17,),
)
def correction_without_text(subject: Subject) -> Iterator[Hit]:
    """A correction that does not say what is right."""
    for place, entry in sound(subject, ("logg",), subject.sak.logg):
        if entry.retter and is_blank(entry.tekst):
            what = f"Innføringen {entry.id} retter en annen, men sier ikke hva som er rett."
            yield Hit((*place, "tekst"), f"{what} Skriv det under «tekst».")


@rule(
    "arkivreferanse-mangler",
    Severity.WARNING,
    Kind.LOV,
    about="Dokumentene i saken skal journalføres og bevares.",
    remedy="Før saken i sak-/arkivsystemet, og skriv nummeret her.",
    provision=Hjemmel.ARKIV,
    lints=("L28",),
    points=(21,),
    reads=("arkivreferanse", "avslutninger", "gjenapninger", "statsforvalter"),
)
def no_archive_number(subject: Subject) -> Iterator[Hit]:
    """A case that is closed, or with statsforvalteren, without its number in the archive."""
    sak = subject.sak
    archived = not is_blank(sak.arkivreferanse) or any(
        not is_blank(closing.arkivert) for closing in sak.avslutninger
    )
    if (last_closing(sak) or sak.statsforvalter) and not archived:
        what = "Saken har ikke noe nummer i sak-/arkivsystemet."
        remedy = "Før det med «skolemiljo receive SAK --arkivreferanse»."
        yield Hit(("arkivreferanse",), f"{what} {remedy}")


@rule(
    "sak-stille",
    Severity.WARNING,
    Kind.LOKAL,
    about=(
        "Plikten varer til eleven har det trygt; skolens egen norm er at en åpen sak ikke "
        "ligger stille."
    ),
    remedy="Før det som er gjort, eller avslutt saken.",
    provision=Hjemmel.PLIKTENS_VARIGHET,
    lints=("L30",),
    reads=(
        "melding",
        "mottak",
        "undersokelse",
        "aktivitetsplan",
        "logg",
        "statsforvalter",
        "avslutninger",
        "gjenapninger",
        "parter",
    ),
)
def silent(subject: Subject) -> Iterator[Hit]:
    """An open case where nothing has happened for long, and no other rule says what is due."""
    if last_closing(subject.sak) or any(True for _ in _what_is_due(subject)):
        return
    late = passed(subject, later_rules.stille)
    if late:
        what = f"Det har ikke skjedd noe i saken siden {late.fra}."
        remedy = "Før det som er gjort, med «skolemiljo log SAK», eller avslutt saken."
        yield Hit(("melding",), f"{what} {remedy}")


def _what_is_due(subject: Subject) -> Iterator[Hit]:
    yield from reporting.rektor_not_told(subject)
    yield from reporting.rektor_told_late(subject)
    yield from inquiry.not_begun(subject)
    yield from inquiry.not_finished(subject)
    yield from plan.no_plan_in_time(subject)
    yield from rounds.evaluation_passed(subject)
    yield from event_left(subject)


@rule(
    "hendelse-uten-oppfolging",
    Severity.INFO,
    Kind.RAD,
    about="En ny hendelse kan bety at tiltakene ikke er nok.",
    remedy="Før hva som ble gjort, og vurder om planen må endres.",
    provision=Hjemmel.RETTE_OPP,
    lints=("L32",),
    points=(7,),
    reads=(
        "logg",
        "aktivitetsplan",
        "undersokelse",
        "mottak",
        "statsforvalter",
        "avslutninger",
        "gjenapninger",
    ),
)
def event_left(subject: Subject) -> Iterator[Hit]:
    """A new incident that is still the last entry a school week later."""
    sak = subject.sak
    corrected = corrections(sak)
    if last_closing(sak):
        return
    for place, entry in sound(subject, ("logg",), sak.logg):
        day = day_of(entry.tid)
        last = (
            entry.type is Loggtype.HENDELSE and day == last_event(sak) and entry.id not in corrected
        )
        if last and sak.logg[-1] is entry and is_over(subject, day, EVENT_WORKDAYS):
            what = f"Etter den nye hendelsen {entry.id} er det ikke ført noe."
            remedy = "Før hva som ble gjort, og om planen må endres: «skolemiljo log SAK»."
            yield Hit(place, f"{what} {remedy}")


@rule(
    "fysisk-inngrep-ufullstendig",
    Severity.ERROR,
    Kind.LOV,
    about="Et fysisk inngrep skal dokumenteres med hva som skjedde, og med elevens eget syn.",
    remedy="Skriv en rettelse i loggen med det som mangler.",
    provision=Hjemmel.FYSISK_INNGREP,
    points=(20,),
)
def intervention_incomplete(subject: Subject) -> Iterator[Hit]:
    """A physical intervention without what happened, or without the pupil's own view."""
    sak = subject.sak
    if sak.melding.dato < NEW_ACT_IN_FORCE:
        return  # § 13-5 came with the new act
    corrected = corrections(sak)
    for place, entry in sound(subject, ("logg",), sak.logg):
        lacks = list(_missing_from(entry)) if entry.type is Loggtype.FYSISK_INNGREP else []
        if lacks and entry.id not in corrected:
            what = f"Det fysiske inngrepet {entry.id} mangler {listed(lacks)}."
            remedy = "Skriv en rettelse med «skolemiljo log SAK --corrects»."
            yield Hit(place, f"{what} {remedy}")


def _missing_from(entry: Logginnforing) -> Iterator[str]:
    if is_blank(entry.tekst):
        yield "hva som skjedde"
    if is_blank(entry.elevens_ord) and all(is_blank(view) for view in entry.synspunkter.values()):
        yield "elevens eget syn"


@rule(
    "statsforvalter-ufullstendig",
    Severity.WARNING,
    Kind.PRAKSIS,
    about="Datoene hos statsforvalteren styrer fristene for pålegg og klage.",
    remedy="Før det som mangler, med «skolemiljo statsforvalter SAK».",
    provision=Hjemmel.PALEGG,
    points=(22,),
)
def governor_incomplete(subject: Subject) -> Iterator[Hit]:
    """A case with statsforvalteren without its date or the outcome."""
    for place, reported in sound(subject, ("statsforvalter",), subject.sak.statsforvalter):
        lacks = list(_missing_from_case_with(reported))
        if lacks:
            what = f"Saken hos statsforvalteren ({reported.id}) mangler {listed(lacks)}."
            yield Hit(place, f"{what} Før det med «skolemiljo statsforvalter SAK».")


def _missing_from_case_with(reported: Statsforvaltersak) -> Iterator[str]:
    if reported.meldt is None:
        yield "når skolen fikk vite om den"
    if reported.vedtak and reported.vedtak.utfall is None:
        yield "hva som ble vedtatt"


@rule(
    "opplysninger-ikke-sendt",
    Severity.ERROR,
    Kind.LOV,
    about="Skoleeier skal gi statsforvalteren de opplysningene det er bedt om.",
    remedy="Send det, og før når det ble sendt.",
    provision=Hjemmel.OPPLYSNINGER,
    points=(22,),
)
def information_not_sent(subject: Subject) -> Iterator[Hit]:
    """Information that statsforvalteren asked for, not sent by the date they set."""
    for place, reported in sound(subject, ("statsforvalter",), subject.sak.statsforvalter):
        for number, request in enumerate(reported.foresporsler):
            if request.frist and is_over(subject, request.frist) and not request.sendt:
                what = f"Statsforvalteren skulle hatt svar {request.frist}."
                remedy = "Send det, og før det med «skolemiljo statsforvalter SAK --sendt»."
                yield Hit((*place, "foresporsler", number, "sendt"), f"{what} {remedy}")


@rule(
    "palegg-ikke-oppfylt",
    Severity.ERROR,
    Kind.LOV,
    about="Et pålegg skal oppfylles innen fristen i vedtaket.",
    remedy="Oppfyll pålegget, og før når.",
    provision=Hjemmel.PALEGG,
    points=(22,),
)
def order_not_fulfilled(subject: Subject) -> Iterator[Hit]:
    """An order from statsforvalteren not fulfilled by its date."""
    for place, reported in sound(subject, ("statsforvalter",), subject.sak.statsforvalter):
        vedtak = reported.vedtak
        if vedtak and vedtak.frist and is_over(subject, vedtak.frist) and not vedtak.oppfylt:
            what = f"Pålegget skulle vært oppfylt {vedtak.frist}."
            remedy = "Oppfyll det, og før det med «skolemiljo statsforvalter SAK --oppfylt»."
            yield Hit((*place, "vedtak", "oppfylt"), f"{what} {remedy}")
