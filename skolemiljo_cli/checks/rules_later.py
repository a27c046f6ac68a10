"""Rules on the words, the log, the archive and statsforvalteren."""

from __future__ import annotations

from skolemiljo_cli.checks.rule import Check, Kind
from skolemiljo_cli.checks.rules import aftermath, wording
from skolemiljo_cli.errors import Severity
from skolemiljo_cli.model.law import Hjemmel

_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

CHECKS: tuple[Check, ...] = (
    Check(
        rule="navn-i-tekst",
        severity=_WARNING,
        kind=Kind.RAD,
        about=(
            "Et navn i løpende tekst kan ikke skjules når andre skal ha dokumentet; "
            "taushetsplikten gjelder."
        ),
        remedy="Skriv nøkkelen i klammer, for eksempel {e1}.",
        run=wording.names,
        provision=Hjemmel.TAUSHETSPLIKT,
        reads=("parter",),
    ),
    Check(
        rule="fodselsnummer",
        severity=_WARNING,
        kind=Kind.RAD,
        about="Saken trenger ikke fødselsnummer, og nummeret følger med til alle som får teksten.",
        remedy="Ta det bort; hvem eleven er, står i sak-/arkivsystemet.",
        run=wording.national_ids,
    ),
    Check(
        rule="foreldet-ord",
        severity=_WARNING,
        kind=Kind.RAD,
        about=(
            "Kapittel 9 A, fylkesmannen og ordensreglement heter noe annet i loven som gjelder nå."
        ),
        remedy="Bruk ordene i loven som gjelder.",
        run=wording.outdated,
    ),
    Check(
        rule="bestrider-opplevelsen",
        severity=_WARNING,
        kind=Kind.RAD,
        about="Skolen skal ikke bevise noe; det avgjørende er om eleven opplever seg utrygg.",
        remedy="Skriv hva som er sagt og sett, uten å dømme.",
        run=wording.doubting,
        provision=Hjemmel.RETTEN,
        points=(8,),
    ),
    Check(
        rule="retting-uten-tekst",
        severity=_WARNING,
        kind=Kind.LOV,
        about="Feil rettes ved at det legges til noe, og da må det stå hva som er rett.",
        remedy="Skriv hva som er rett, under «tekst».",
        run=aftermath.correction_without_text,
        provision=Hjemmel.ARKIV,
        points=(17,),
    ),
    Check(
        rule="arkivreferanse-mangler",
        severity=_WARNING,
        kind=Kind.LOV,
        about="Dokumentene i saken skal journalføres og bevares.",
        remedy="Før saken i sak-/arkivsystemet, og skriv nummeret her.",
        run=aftermath.no_archive_number,
        provision=Hjemmel.ARKIV,
        points=(21,),
        reads=("arkivreferanse", "avslutninger", "gjenapninger", "statsforvalter"),
    ),
    Check(
        rule="sak-stille",
        severity=_WARNING,
        kind=Kind.LOKAL,
        about=(
            "Plikten varer til eleven har det trygt; skolens egen norm er at en åpen sak ikke "
            "ligger stille."
        ),
        remedy="Før det som er gjort, eller avslutt saken.",
        run=aftermath.silent,
        provision=Hjemmel.PLIKTENS_VARIGHET,
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
    ),
    Check(
        rule="hendelse-uten-oppfolging",
        severity=_INFO,
        kind=Kind.RAD,
        about="En ny hendelse kan bety at tiltakene ikke er nok.",
        remedy="Før hva som ble gjort, og vurder om planen må endres.",
        run=aftermath.event_left,
        provision=Hjemmel.RETTE_OPP,
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
    ),
    Check(
        rule="fysisk-inngrep-ufullstendig",
        severity=_ERROR,
        kind=Kind.LOV,
        about="Et fysisk inngrep skal dokumenteres med hva som skjedde, og med elevens eget syn.",
        remedy="Skriv en rettelse i loggen med det som mangler.",
        run=aftermath.intervention_incomplete,
        provision=Hjemmel.FYSISK_INNGREP,
        points=(20,),
    ),
    Check(
        rule="statsforvalter-ufullstendig",
        severity=_WARNING,
        kind=Kind.PRAKSIS,
        about="Datoene hos statsforvalteren styrer fristene for pålegg og klage.",
        remedy="Før det som mangler, med «skolemiljo statsforvalter SAK».",
        run=aftermath.governor_incomplete,
        provision=Hjemmel.PALEGG,
        points=(22,),
    ),
    Check(
        rule="opplysninger-ikke-sendt",
        severity=_ERROR,
        kind=Kind.LOV,
        about="Skoleeier skal gi statsforvalteren de opplysningene det er bedt om.",
        remedy="Send det, og før når det ble sendt.",
        run=aftermath.information_not_sent,
        provision=Hjemmel.OPPLYSNINGER,
        points=(22,),
    ),
    Check(
        rule="palegg-ikke-oppfylt",
        severity=_ERROR,
        kind=Kind.LOV,
        about="Et pålegg skal oppfylles innen fristen i vedtaket.",
        remedy="Oppfyll pålegget, og før når.",
        run=aftermath.order_not_fulfilled,
        provision=Hjemmel.PALEGG,
        points=(22,),
    ),
)
