"""Rules on gravity, and on informing the owner, the employee and the guardians."""

from collections.abc import Iterator

from skolemiljo_cli.calendar import duty_rules
from skolemiljo_cli.checks.file_position import Place
from skolemiljo_cli.checks.rule import Kind, rule
from skolemiljo_cli.checks.subject import Hit, Subject, is_blank, sound
from skolemiljo_cli.checks.when import GRACE, has_acted, is_over, passed
from skolemiljo_cli.errors import Severity
from skolemiljo_cli.model.dates import day_of
from skolemiljo_cli.model.derived.phase import last_closing
from skolemiljo_cli.model.law import Hjemmel
from skolemiljo_cli.model.vocab import Rolle, Sakstype


@rule(
    "alvor-ikke-vurdert",
    Severity.WARNING,
    Kind.LOKAL,
    about="Rektor skal melde alvorlige tilfeller videre, og må da ha vurdert om dette er et.",
    remedy="La rektor vurdere alvoret, og før svaret med en begrunnelse.",
    provision=Hjemmel.SKOLEEIER_ALVORLIG,
    lints=("L17",),
    points=(5,),
    reads=("mottak", "parter"),
)
def gravity_not_judged(subject: Subject) -> Iterator[Hit]:
    """A case that rektor has received and not judged the gravity of, a virkedag late."""
    if passed(subject, duty_rules.alvorlighet, GRACE):
        what = "Det står ikke om rektor har vurdert tilfellet som alvorlig."
        remedy = "Før det med «skolemiljo receive SAK --alvorlig» (eller --ikke-alvorlig)."
        yield Hit(("mottak", "alvorlig"), f"{what} {remedy}")


@rule(
    "alvorlig-begrunnelse",
    Severity.WARNING,
    Kind.PRAKSIS,
    about=(
        "Om et tilfelle er alvorlig, avgjør om skoleeier skal ha melding; grunnen må kunne vises."
    ),
    remedy="Skriv hvorfor tilfellet er, eller ikke er, alvorlig.",
    provision=Hjemmel.SKOLEEIER_ALVORLIG,
    lints=("L17",),
    points=(5,),
)
def gravity_without_reason(subject: Subject) -> Iterator[Hit]:
    """A judgement of gravity without the reason (law.md 3, row 5)."""
    place = ("mottak", "alvorlig", "begrunnelse")
    judged = subject.sak.mottak.alvorlig
    if judged and is_blank(judged.begrunnelse) and not subject.is_faulty(*place):
        remedy = "Skriv hvorfor tilfellet er, eller ikke er, alvorlig."
        yield Hit(place, f"Vurderingen av alvor mangler begrunnelse. {remedy}")


@rule(
    "skoleeier-ikke-varslet",
    Severity.ERROR,
    Kind.LOV,
    about=(
        "Rektor skal melde fra til skoleeier i alvorlige tilfeller, og når en ansatt kan ha "
        "krenket en elev."
    ),
    remedy="Meld fra til skoleeier, og før når, til hvem og hvordan.",
    provision=Hjemmel.SKOLEEIER_ALVORLIG,
    lints=("L17", "L18"),
    points=(5,),
    reads=("mottak", "melding", "parter"),
)
def owner_not_told(subject: Subject) -> Iterator[Hit]:
    """A serious case, or a § 12-5 case, with no record that the owner was told."""
    if passed(subject, duty_rules.skoleeier, GRACE) is None:
        return
    why, basis = _WHY_OWNER_IS_TOLD[subject.sak.type]
    remedy = "Meld fra nå, og før det med «skolemiljo receive SAK --skoleeier»."
    what = f"{why}, men skoleeier har ikke fått melding. {remedy}"
    yield Hit(("mottak", "skoleeier"), what, basis)


_WHY_OWNER_IS_TOLD = {
    Sakstype.ELEV: ("Tilfellet er vurdert som alvorlig", Hjemmel.SKOLEEIER_ALVORLIG),
    Sakstype.ANSATT: ("Saken gjelder en ansatt", Hjemmel.SKOLEEIER_ANSATT),
    Sakstype.LEDELSE: ("Saken gjelder ledelsen", Hjemmel.MELDE_FRA_LEDELSE),
}


@rule(
    "apenbart-grunnlos-bare-12-5",
    Severity.ERROR,
    Kind.LOV,
    about="Bare rektors melding videre om en ansatt kan falle bort som åpenbart grunnløs.",
    remedy="Ta bort «apenbart_grunnlos», eller rett sakstypen.",
    provision=Hjemmel.SKOLEEIER_ANSATT,
    lints=("L18",),
)
def groundless_out_of_place(subject: Subject) -> Iterator[Hit]:
    """`apenbart_grunnlos` outside § 12-5 first paragraph, the only duty that it exempts from."""
    notice = subject.sak.mottak.skoleeier
    if subject.sak.type is Sakstype.ANSATT or notice is None or is_blank(notice.apenbart_grunnlos):
        return
    what = "«apenbart_grunnlos» gjelder bare saker av typen 12-5-ansatt."
    remedy = "Ta den bort, eller rett «type»."
    yield Hit(("mottak", "skoleeier", "apenbart_grunnlos"), f"{what} {remedy}")


@rule(
    "ledelse-til-rektor",
    Severity.ERROR,
    Kind.LOV,
    about="Mistanke om at ledelsen krenker en elev, meldes direkte til skoleeier.",
    remedy="La skoleeier ta imot, lede og avslutte saken.",
    provision=Hjemmel.MELDE_FRA_LEDELSE,
    lints=("L18",),
)
def leadership_to_rektor(subject: Subject) -> Iterator[Hit]:
    """A case about the leadership that rektor leads, receives or closes."""
    sak = subject.sak
    if sak.type is not Sakstype.LEDELSE:
        return
    sent = sak.melding.videresendt
    pointers: list[tuple[Place, str | None, str]] = [
        (("saksansvarlig",), sak.saksansvarlig, "ha ansvaret for saken"),
        (("melding", "videresendt", "til"), sent.til if sent else None, "få meldingen"),
    ]
    for place, closing in sound(subject, ("avslutninger",), sak.avslutninger):
        if closing is last_closing(sak):
            pointers.append(((*place, "av"), closing.av, "avslutte saken"))
    for place, key, what in pointers:
        part = sak.parter.get(key) if key else None
        if part and part.rolle is Rolle.REKTOR:
            remedy = "Den går rett til skoleeier: skriv nøkkelen til en part med den rollen."
            yield Hit(place, f"Rektor skal ikke {what} når den gjelder ledelsen. {remedy}")


@rule(
    "ansatt-ikke-hort",
    Severity.INFO,
    Kind.RAD,
    about=(
        "Den ansatte skal få vite om saken og kunne uttale seg, og noen andre må følge opp eleven."
    ),
    remedy="Før når den ansatte er informert, og hvem som følger opp eleven.",
    provision=Hjemmel.SKOLEEIER_ANSATT,
    lints=("L18",),
    reads=("mottak", "undersokelse", "aktivitetsplan", "type"),
)
def employee_not_heard(subject: Subject) -> Iterator[Hit]:
    """A § 12-5 case with a conclusion or a plan, and no word of the employee's side.

    Neither that the employee was informed, nor who follows up the pupil.
    """
    sak = subject.sak
    if sak.type is Sakstype.ELEV or not has_acted(sak):
        return
    side = sak.mottak.ansattsak
    if side is None or not (side.informert and side.folger_opp_eleven):
        what = "Det står ikke at den ansatte er informert, og hvem som følger opp eleven."
        remedy = "Før det med «skolemiljo receive SAK --ansatt-informert --folger-opp»."
        yield Hit(("mottak", "ansattsak"), f"{what} {remedy}")


@rule(
    "foresatte-ikke-informert",
    Severity.WARNING,
    Kind.LOKAL,
    about="De foresatte skal få den informasjonen de trenger; dagen er skolens egen norm.",
    remedy="Informer de foresatte og før det, eller skriv hvorfor det ikke er aktuelt.",
    provision=Hjemmel.INFORMERE,
    lints=("L27",),
    points=(10,),
    reads=("melding", "mottak", "parter", "logg"),
)
def guardians_not_told(subject: Subject) -> Iterator[Hit]:
    """No record that the guardians were told, after the school's own norm."""
    if passed(subject, duty_rules.foresatte_informert, GRACE):
        what = "Det står ikke at de foresatte er informert."
        remedy = "Før det med «skolemiljo receive SAK --foresatte-informert», eller hvorfor ikke."
        yield Hit(("melding", "foresatte_informert"), f"{what} {remedy}")


@rule(
    "statsforvalter-ikke-nevnt",
    Severity.INFO,
    Kind.RAD,
    about="Eleven og de foresatte bør få vite at de kan melde saken til statsforvalteren, og når.",
    remedy="Fortell det, og før det i loggen.",
    provision=Hjemmel.INFORMERE,
    lints=("L27",),
    points=(10,),
    reads=("mottak", "statsforvalter", "logg", "aktivitetsplan", "undersokelse", "melding"),
)
def right_not_told(subject: Subject) -> Iterator[Hit]:
    """No record, after the week of § 12-6, that the family knows of statsforvalteren."""
    sak, raised = subject.sak, subject.sak.mottak.tatt_opp_med_rektor
    if raised is None or sak.statsforvalter or _week_is_running(subject):
        return
    texts = (str(leaf.value).lower() for leaf in subject.leaves if isinstance(leaf.value, str))
    if not any("statsforvalt" in text for text in texts):
        what = "Det står ikke at eleven og de foresatte er fortalt at de kan gå til"
        remedy = "Før samtalen eller brevet med «skolemiljo log SAK --type informasjon»."
        yield Hit(("mottak", "tatt_opp_med_rektor"), f"{what} statsforvalteren. {remedy}")


def _week_is_running(subject: Subject) -> bool:
    raised = subject.sak.mottak.tatt_opp_med_rektor
    if raised is None:
        return False
    return not is_over(subject, max(duty_rules.one_week(day_of(raised.tid))))
