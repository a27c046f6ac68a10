"""Rules on the report, who received it, and who was told."""

from __future__ import annotations

from skolemiljo_cli.checks.rule import Check, Kind
from skolemiljo_cli.checks.rules import duties, reporting
from skolemiljo_cli.errors import Severity
from skolemiljo_cli.model.law import Hjemmel

_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

CHECKS: tuple[Check, ...] = (
    Check(
        rule="melding-beskrivelse",
        severity=_WARNING,
        kind=Kind.PRAKSIS,
        about="Det skal være skrevet ned hva meldingen gikk ut på.",
        remedy=(
            "Skriv hva som er sett, hørt eller fortalt, med fakta for seg og vurderinger for seg."
        ),
        run=duties.no_description,
        provision=Hjemmel.DOKUMENTERE,
        points=(1,),
    ),
    Check(
        rule="melding-uten-melder",
        severity=_WARNING,
        kind=Kind.PRAKSIS,
        about="Hvem som meldte, viser hvem som visste hva, og når.",
        remedy=(
            "Skriv nøkkelen til melderen under «melder», eller hvordan skolen fikk vite det under "
            "«kilde»."
        ),
        run=reporting.no_reporter,
        provision=Hjemmel.DOKUMENTERE,
        points=(1,),
        reads=("melding", "mottak"),
    ),
    Check(
        rule="gripe-inn-ikke-fort",
        severity=_WARNING,
        kind=Kind.PRAKSIS,
        about=(
            "Plikten til å gripe inn gjelder med en gang, og det som ikke er skrevet ned, er "
            "vanskelig å vise."
        ),
        remedy="Skriv hva som ble gjort med en gang, eller at det ikke var noe å stanse.",
        run=reporting.nothing_done_at_once,
        provision=Hjemmel.GRIPE_INN,
        points=(4,),
        reads=("melding", "logg", "undersokelse", "aktivitetsplan"),
    ),
    Check(
        rule="rektor-ikke-meldt",
        severity=_ERROR,
        kind=Kind.LOV,
        about=(
            "Alle som arbeider på skolen, skal melde fra til rektor ved mistanke eller kjennskap."
        ),
        remedy="Meld saken til rektor, og før når, av hvem og hvordan.",
        run=reporting.rektor_not_told,
        provision=Hjemmel.MELDE_FRA,
        points=(2,),
        reads=("mottak", "undersokelse", "aktivitetsplan", "avslutninger", "type"),
    ),
    Check(
        rule="rektor-meldt-sent",
        severity=_WARNING,
        kind=Kind.LOKAL,
        about=(
            "Loven har ingen dager her, men skolens egen norm er at rektor får meldingen samme dag."
        ),
        remedy="Meld saken til rektor, og før når, av hvem og hvordan.",
        run=reporting.rektor_told_late,
        provision=Hjemmel.MELDE_FRA,
        points=(2,),
        reads=("mottak", "undersokelse", "aktivitetsplan", "avslutninger", "parter"),
    ),
    Check(
        rule="mottatt-av-mangler",
        severity=_WARNING,
        kind=Kind.PRAKSIS,
        about="Rektor kan gi oppgaven til en annen, men da må det stå hvem.",
        remedy="Skriv nøkkelen til den som tok imot, under «av».",
        run=reporting.nobody_received,
        provision=Hjemmel.DOKUMENTERE,
        points=(2,),
        reads=("mottak", "undersokelse", "aktivitetsplan"),
    ),
    Check(
        rule="tatt-opp-mangler",
        severity=_WARNING,
        kind=Kind.LOV,
        about="Statsforvalteren kan først ta saken en uke etter at den er tatt opp med rektor.",
        remedy="Skriv når eleven eller de foresatte tok saken opp med rektor, og hvordan.",
        run=reporting.not_taken_up,
        provision=Hjemmel.STATSFORVALTER,
        points=(3,),
        reads=("mottak", "statsforvalter"),
    ),
    Check(
        rule="alvor-ikke-vurdert",
        severity=_WARNING,
        kind=Kind.LOKAL,
        about="Rektor skal melde alvorlige tilfeller videre, og må da ha vurdert om dette er et.",
        remedy="La rektor vurdere alvoret, og før svaret med en begrunnelse.",
        run=reporting.gravity_not_judged,
        provision=Hjemmel.SKOLEEIER_ALVORLIG,
        points=(5,),
        reads=("mottak", "parter"),
    ),
    Check(
        rule="alvorlig-begrunnelse",
        severity=_WARNING,
        kind=Kind.PRAKSIS,
        about=(
            "Om et tilfelle er alvorlig, avgjør om skoleeier skal ha melding; grunnen må kunne "
            "vises."
        ),
        remedy="Skriv hvorfor tilfellet er, eller ikke er, alvorlig.",
        run=duties.gravity_without_reason,
        provision=Hjemmel.SKOLEEIER_ALVORLIG,
        points=(5,),
    ),
    Check(
        rule="skoleeier-ikke-varslet",
        severity=_ERROR,
        kind=Kind.LOV,
        about=(
            "Rektor skal melde fra til skoleeier i alvorlige tilfeller, og når en ansatt kan ha "
            "krenket en elev."
        ),
        remedy="Meld fra til skoleeier, og før når, til hvem og hvordan.",
        run=reporting.owner_not_told,
        provision=Hjemmel.SKOLEEIER_ALVORLIG,
        points=(5,),
        reads=("mottak", "melding", "parter"),
    ),
    Check(
        rule="apenbart-grunnlos-bare-12-5",
        severity=_ERROR,
        kind=Kind.LOV,
        about="Bare rektors melding videre om en ansatt kan falle bort som åpenbart grunnløs.",
        remedy="Ta bort «apenbart_grunnlos», eller rett sakstypen.",
        run=duties.groundless_out_of_place,
        provision=Hjemmel.SKOLEEIER_ANSATT,
    ),
    Check(
        rule="ledelse-til-rektor",
        severity=_ERROR,
        kind=Kind.LOV,
        about="Mistanke om at ledelsen krenker en elev, meldes direkte til skoleeier.",
        remedy="La skoleeier ta imot, lede og avslutte saken.",
        run=duties.leadership_to_rektor,
        provision=Hjemmel.MELDE_FRA_LEDELSE,
    ),
    Check(
        rule="ansatt-ikke-hort",
        severity=_INFO,
        kind=Kind.RAD,
        about=(
            "Den ansatte skal få vite om saken og kunne uttale seg, og noen andre må følge opp "
            "eleven."
        ),
        remedy="Før når den ansatte er informert, og hvem som følger opp eleven.",
        run=reporting.employee_not_heard,
        provision=Hjemmel.SKOLEEIER_ANSATT,
        reads=("mottak", "undersokelse", "aktivitetsplan", "type"),
    ),
    Check(
        rule="foresatte-ikke-informert",
        severity=_WARNING,
        kind=Kind.LOKAL,
        about="De foresatte skal få den informasjonen de trenger; dagen er skolens egen norm.",
        remedy="Informer de foresatte og før det, eller skriv hvorfor det ikke er aktuelt.",
        run=reporting.guardians_not_told,
        provision=Hjemmel.INFORMERE,
        points=(10,),
        reads=("melding", "mottak", "parter", "logg"),
    ),
    Check(
        rule="statsforvalter-ikke-nevnt",
        severity=_INFO,
        kind=Kind.RAD,
        about=(
            "Eleven og de foresatte bør få vite at de kan melde saken til statsforvalteren, og når."
        ),
        remedy="Fortell det, og før det i loggen.",
        run=reporting.right_not_told,
        provision=Hjemmel.INFORMERE,
        points=(10,),
        reads=("mottak", "statsforvalter", "logg", "aktivitetsplan", "undersokelse", "melding"),
    ),
)
