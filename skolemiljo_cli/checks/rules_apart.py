"""Rules on what is kept apart, and on cases that are linked."""

from __future__ import annotations

from skolemiljo_cli.checks.rule import Check, Kind
from skolemiljo_cli.checks.rules import shielding
from skolemiljo_cli.errors import Severity
from skolemiljo_cli.model.law import Hjemmel

WRONG_LEDGER = "feil-saksarkiv"
OWN_CASE = "omtalt-ansatt"
CONTACT = "kontakt-med-adressesperre"
REFUSED = (WRONG_LEDGER, OWN_CASE, CONTACT)
"""What no command writes, also when it could be put right afterwards."""

CHECKS: tuple[Check, ...] = (
    Check(
        rule=WRONG_LEDGER,
        severity=Severity.ERROR,
        kind=Kind.FIL,
        about=(
            "Saker etter § 12-5 og saker med strengt fortrolig adresse skal ligge der bare de som "
            "trenger det, har tilgang."
        ),
        remedy=(
            "Flytt mappen til det skjermede saksarkivet, eller skriv «skjermet: true» i "
            "skolemiljo.yaml hvis dette er det."
        ),
        run=shielding.wrong_ledger,
    ),
    Check(
        rule=OWN_CASE,
        severity=Severity.ERROR,
        kind=Kind.LOV,
        about=(
            "Den saken gjelder, er inhabil, og en sak om ledelsen går forbi rektor: ingen av dem "
            "kan ha ansvar, avgjøre noe eller gjennomføre tiltak i den."
        ),
        remedy="Skriv nøkkelen til en annen; gjelder saken ledelsen, skoleeier.",
        run=shielding.acts_in_own_case,
        provision=Hjemmel.HABILITET,
        reads=("parter", "type"),
    ),
    Check(
        rule="ansatt-mangler",
        severity=Severity.WARNING,
        kind=Kind.RAD,
        about=(
            "Den saken gjelder, skal ikke ha del i den, og rollen ansatt sier hvem det er; gjelder "
            "saken ledelsen, er det rektor når ingen har den."
        ),
        remedy="Skriv den ansatte som part med «rolle: ansatt».",
        run=shielding.nobody_it_is_about,
        provision=Hjemmel.HABILITET,
        reads=("parter", "type"),
    ),
    Check(
        rule=CONTACT,
        severity=Severity.ERROR,
        kind=Kind.FIL,
        about=(
            "Kontaktopplysninger til en elev med adressesperre, eller til de foresatte, kan "
            "røpe hvor eleven bor."
        ),
        remedy="Slett «kontakt», og hold opplysningene et tryggere sted.",
        run=shielding.contact_of_hidden,
        reads=("parter",),
    ),
    Check(
        rule="adresse-i-tekst",
        severity=Severity.WARNING,
        kind=Kind.RAD,
        about="Også fri tekst og filer kan røpe hvor noen med adressesperre er.",
        remedy="Ta ut adresser, telefonnumre og e-post fra teksten.",
        run=shielding.address_in_text,
        provision=Hjemmel.TAUSHETSPLIKT,
        reads=("parter",),
    ),
    Check(
        rule="elevens-egen-sak",
        severity=Severity.INFO,
        kind=Kind.RAD,
        about=(
            "Elevens plan følger eleven, og skal kunne leses av dem som ikke skal se saken om den "
            "ansatte."
        ),
        remedy="Før elevens sak etter § 12-4 i det vanlige saksarkivet, og koble den hit.",
        run=shielding.pupil_without_own_case,
        provision=Hjemmel.PLAN,
        reads=("koblet", "mottak", "type"),
    ),
    Check(
        rule="koblet-mangler",
        severity=Severity.ERROR,
        kind=Kind.FIL,
        about="Det må gå an å finne saken som er koblet.",
        remedy="Rett id-en, eller ta den bort.",
        run=shielding.linked_not_there,
        reads=("koblet",),
    ),
    Check(
        rule="koblet-en-vei",
        severity=Severity.WARNING,
        kind=Kind.FIL,
        about="Den som leser den ene eleven sin sak, skal kunne finne den andre.",
        remedy="Skriv id-en til denne saken under «koblet» i den andre.",
        run=shielding.linked_one_way,
        reads=("koblet",),
    ),
    Check(
        rule="koblet-ansattsak",
        severity=Severity.ERROR,
        kind=Kind.FIL,
        about="Den som leser elevens egen sak, skal ikke få vite at det er en sak om en ansatt.",
        remedy="Ta bort id-en; saken om den ansatte viser til elevens.",
        run=shielding.names_staff_case,
        reads=("koblet",),
    ),
    Check(
        rule="felles-mangler",
        severity=Severity.ERROR,
        kind=Kind.FIL,
        about="Uten tiltaket det vises til, står det ikke i planen hva skolen skal gjøre.",
        remedy="Rett id-ene til saken og tiltaket, eller skriv tiltaket her.",
        run=shielding.shared_not_there,
        reads=("aktivitetsplan",),
    ),
)
