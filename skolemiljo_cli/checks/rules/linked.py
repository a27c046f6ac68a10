"""Rules on linked cases, and on measures that several cases share."""

from collections.abc import Iterator

from skolemiljo_cli.checks.rule import Kind, rule
from skolemiljo_cli.checks.subject import Hit, Subject, sound
from skolemiljo_cli.errors import Severity
from skolemiljo_cli.model.derived.phase import received
from skolemiljo_cli.model.law import Hjemmel
from skolemiljo_cli.model.vocab import Sakstype
from skolemiljo_cli.sharing.shared_measures import shared_measure


@rule(
    "elevens-egen-sak",
    Severity.INFO,
    Kind.RAD,
    about=(
        "Elevens plan følger eleven, og skal kunne leses av dem som ikke skal se saken om den "
        "ansatte."
    ),
    remedy="Før elevens sak etter § 12-4 i det vanlige saksarkivet, og koble den hit.",
    provision=Hjemmel.PLAN,
    reads=("koblet", "mottak", "type"),
)
def pupil_without_own_case(subject: Subject) -> Iterator[Hit]:
    """A § 12-5 case that has been received, without a link to the pupil's own case."""
    sak = subject.sak
    if sak.type is not Sakstype.ELEV and received(sak) and not sak.koblet:
        what = "Elevens egen sak etter § 12-4 er ikke koblet hit."
        remedy = "Før elevens plan og tiltak der, og skriv id-en til den under «koblet»."
        yield Hit(("koblet",), f"{what} {remedy}")


@rule(
    "koblet-mangler",
    Severity.ERROR,
    Kind.FIL,
    about="Det må gå an å finne saken som er koblet.",
    remedy="Rett id-en, eller ta den bort.",
    reads=("koblet",),
    can_be_left_out=False,
)
def linked_not_there(subject: Subject) -> Iterator[Hit]:
    """A link to a case that is not in this ledger."""
    if subject.others is None:
        return
    for number, case_id in enumerate(subject.sak.koblet):
        place = ("koblet", number)
        if case_id == subject.sak.id:
            yield Hit(place, "Saken er koblet til seg selv. Ta bort id-en.")
        elif not subject.oppsett.skjermet and subject.others(case_id) is None:
            # the shielded ledger links to cases of the ordinary one, which it cannot read
            remedy = "Rett id-en, eller ta den bort hvis saken er flyttet."
            yield Hit(place, f"Det finnes ingen sak med id-en {case_id} her. {remedy}")


@rule(
    "koblet-en-vei",
    Severity.WARNING,
    Kind.FIL,
    about="Den som leser den ene eleven sin sak, skal kunne finne den andre.",
    remedy="Skriv id-en til denne saken under «koblet» i den andre.",
    reads=("koblet",),
)
def linked_one_way(subject: Subject) -> Iterator[Hit]:
    """A link between the cases of two pupils that goes one way only."""
    if subject.others is None or subject.sak.type is not Sakstype.ELEV:
        return
    for number, case_id in enumerate(subject.sak.koblet):
        other = subject.others(case_id)
        if other and other.type is Sakstype.ELEV and subject.sak.id not in other.koblet:
            remedy = f"Skriv {subject.sak.id} under «koblet» der."
            yield Hit(("koblet", number), f"Sak {case_id} er ikke koblet tilbake hit. {remedy}")


@rule(
    "koblet-ansattsak",
    Severity.ERROR,
    Kind.FIL,
    about="Den som leser elevens egen sak, skal ikke få vite at det er en sak om en ansatt.",
    remedy="Ta bort id-en; saken om den ansatte viser til elevens.",
    reads=("koblet",),
    can_be_left_out=False,
)
def names_staff_case(subject: Subject) -> Iterator[Hit]:
    """A pupil's own case with a link to a case about staff."""
    if subject.others is None or subject.sak.type is not Sakstype.ELEV:
        return
    for number, case_id in enumerate(subject.sak.koblet):
        other = subject.others(case_id)
        if other and other.type is not Sakstype.ELEV:
            what = f"Elevens egen sak skal ikke vise til {case_id}."
            yield Hit(("koblet", number), f"{what} Ta bort id-en; lenken går bare andre veien.")


@rule(
    "felles-mangler",
    Severity.ERROR,
    Kind.FIL,
    about="Uten tiltaket det vises til, står det ikke i planen hva skolen skal gjøre.",
    remedy="Rett id-ene til saken og tiltaket, eller skriv tiltaket her.",
    reads=("aktivitetsplan",),
    can_be_left_out=False,
)
def shared_not_there(subject: Subject) -> Iterator[Hit]:
    """A shared measure that is not in the case it is said to be in, or is not for a group."""
    plan = subject.sak.aktivitetsplan
    if subject.others is None or plan is None:
        return
    for place, measure in sound(subject, ("aktivitetsplan", "tiltak"), plan.tiltak):
        if measure.felles and shared_measure(subject.others, measure.felles) is None:
            what = "Det felles tiltaket finnes ikke der det skal stå, eller gjelder ikke flere."
            remedy = (
                "Rett id-ene. Et felles tiltak er for gruppen, klassen, skolen eller de ansatte, "
                "og nevner ingen med nøkkel eller navn."
            )
            yield Hit((*place, "felles"), f"{what} {remedy}")
