"""Rules about the file itself: what is written can be used and hangs together."""

from __future__ import annotations

from skolemiljo_cli.checks import silence
from skolemiljo_cli.checks.rule import Check, Kind
from skolemiljo_cli.checks.rules import chronology, references, validity
from skolemiljo_cli.errors import Severity

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

CHECKS: tuple[Check, ...] = (
    Check(
        rule="ugyldig-verdi",
        severity=_ERROR,
        kind=Kind.FIL,
        about="En verdi som ikke kan brukes, er ikke med når frister og mangler regnes ut.",
        remedy="Rett verdien slik meldingen sier.",
        run=validity.unusable_values,
    ),
    Check(
        rule="ukjent-nokkel",
        severity=_WARNING,
        kind=Kind.FIL,
        about="Det som står under en ukjent nøkkel, blir ikke lest.",
        remedy="Rett nøkkelen, eller la den begynne med x- hvis den er skolens egen.",
        run=validity.keys_nobody_reads,
    ),
    Check(
        rule="part-mangler",
        severity=_ERROR,
        kind=Kind.FIL,
        about="Uten parten vet ingen hvem nøkkelen står for, og dokumenter blir uten navn.",
        remedy="Legg parten til under «parter», eller rett nøkkelen.",
        run=references.parties_not_there,
    ),
    Check(
        rule="part-foresatt-uten-elev",
        severity=_WARNING,
        kind=Kind.FIL,
        about="En foresatt skal bare ha dokumenter som gjelder sitt eget barn.",
        remedy="Skriv under «til» hvilken elev den foresatte hører til.",
        run=references.guardians_of_nobody,
    ),
    Check(
        rule="ingen-elev",
        severity=_WARNING,
        kind=Kind.FIL,
        about="Saken gjelder en elevs rett, og skal ha eleven med.",
        remedy="Legg eleven til under «parter».",
        run=references.no_pupil,
    ),
    Check(
        rule="innforing-mangler",
        severity=_ERROR,
        kind=Kind.FIL,
        about="Det må gå an å finne det en innføring viser til.",
        remedy="Rett id-en, eller ta den bort.",
        run=references.entries_not_there,
    ),
    Check(
        rule="id-dobbel",
        severity=_ERROR,
        kind=Kind.FIL,
        about="En id skal bare ha én innføring, ellers er det uklart hva andre viser til.",
        remedy="Gi den siste av dem en ny id.",
        run=references.ids_used_twice,
    ),
    Check(
        rule="umulig-rekkefolge",
        severity=_ERROR,
        kind=Kind.FIL,
        about="Datoer som ikke kan stemme, gjør dokumentasjonen mindre verdt.",
        remedy="Rett den datoen som er feil.",
        run=chronology.impossible_orders,
    ),
    Check(
        rule="fremtidig-dato",
        severity=_WARNING,
        kind=Kind.FIL,
        about="Noe som har skjedd, kan ikke ha en dato som ikke er kommet.",
        remedy="Rett datoen hvis den er skrevet feil.",
        run=chronology.facts_in_the_future,
    ),
    Check(
        rule="unntak-ugyldig",
        severity=_WARNING,
        kind=Kind.FIL,
        about="Et unntak uten begrunnelse, eller fra en regel som ikke finnes, gjelder ikke.",
        remedy="Skriv regelens navn under «regel» og grunnen under «begrunnelse».",
        run=silence.wrong_exceptions,
    ),
)
