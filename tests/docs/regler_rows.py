"""What the lints and the points of the documentation list are, and what serves them beside rules.

Source: law.md sections 3 and 4.
"""

from __future__ import annotations

LINTS = {
    "L01": "problemet er ikke beskrevet, er for kort eller bare merkelapper",
    "L02": "ingen tiltak",
    "L03": "et tiltak uten tid",
    "L04": "et tiltak uten en bestemt person",
    "L05": "ingen dato for evaluering, eller alt evalueres langt fram",
    "L06": "datoen for evaluering er gått uten evaluering",
    "L07": "evalueringen fant ingen virkning, og ingen nye tiltak",
    "L08": "en evaluering uten elevens egen opplevelse",
    "L09": "eleven, eller andre berørte elever, er ikke hørt",
    "L10": "elevens beste er ikke vurdert, eller bare med en standardtekst",
    "L11": "et tiltak som er for generelt",
    "L12": "alle tiltakene er rettet mot eleven selv",
    "L13": "tiltak og problem bygger ikke på noe som er undersøkt",
    "L14": "undersøkelsen er ikke startet eller ferdig, uten grunn",
    "L15": "ingen plan etter fem virkedager",
    "L16": "meldingen er ikke kommet til rektor",
    "L17": "alvor er ikke vurdert, eller skoleeier har ikke fått vite om en alvorlig sak",
    "L18": "§ 12-5: skoleeier mangler, eller en sak om ledelsen går til rektor",
    "L19": "saken er avsluttet uten at eleven sier at det er trygt og godt",
    "L20": "saken er avsluttet fordi tiden gikk, eller fordi ingen så noe",
    "L21": "saken er avsluttet uten en dato for oppfølging",
    "L22": "ingenting viser at tiltaket er gjennomført",
    "L23": "navn på en annen i et dokument",
    "L24": "ord fra den gamle loven",
    "L25": "ord som bestrider elevens opplevelse",
    "L26": "skolebytte eller bortvisning uten enkeltvedtak, eller vedtatt av feil organ",
    "L27": "de foresatte er ikke informert",
    "L28": "rettelse uten spor, eller ikke noe journalnummer",
    "L29": "en kartlegging med navn uten vilkårene",
    "L30": "en åpen sak ligger stille",
    "L31": "datoer som ikke kan stemme",
    "L32": "en ny hendelse uten oppfølging",
}
ELSEWHERE = {
    "L10": "at samme tekst er brukt i flere saker, sammenlignes ikke",
    "L23": "at et dokument til én mottaker ikke nevner andre elever, hører til dokumentene",
    "L28": "hva som er endret i filen etterpå, sier historikken i git",
}
POINTS = {
    # number: (what must be documented, keys of the case, deadlines, forms)
    1: (
        "hvem som meldte, når og hva som er sett eller sagt",
        "melding.dato melding.melder melding.beskrivelse melding.kilde",
        "",
        "melding varsling",
    ),
    2: (
        "når rektor fikk meldingen, og hvem som tok imot",
        "mottak.rektor.tid mottak.rektor.av mottak.rektor.kanal",
        "melding-rektor",
        "saksgang",
    ),
    3: (
        "når eleven eller de foresatte tok saken opp med rektor",
        "mottak.tatt_opp_med_rektor.tid",
        "statsforvalter",
        "saksgang statsforvalter",
    ),
    4: (
        "hva som ble gjort med en gang",
        "melding.handtering melding.strakstiltak",
        "",
        "melding",
    ),
    5: (
        "om tilfellet er alvorlig, hvorfor, og at skoleeier har fått melding",
        "mottak.alvorlig.vurdering mottak.alvorlig.begrunnelse mottak.skoleeier.tid",
        "alvorlighet skoleeier",
        "skoleeier saksgang",
    ),
    6: (
        "barnevern, politi og helsetjeneste vurdert",
        "logg.type",
        "",
        "saksgang",
    ),
    7: (
        "undersøkelsen: startet, hva som er gjort, hva som er funnet, grunn til utsettelse",
        "undersokelse.startet undersokelse.metoder undersokelse.utsatt undersokelse.konklusjon",
        "undersokelse-start",
        "undersokelse",
    ),
    8: (
        "elevens egen opplevelse",
        "undersokelse.elevens_opplevelse undersokelse.ikke_hort logg.elevens_ord",
        "",
        "undersokelse elevsamtale",
    ),
    9: (
        "andre berørte elever er hørt, eller hvorfor ikke",
        "undersokelse.ikke_hort logg.med",
        "",
        "undersokelse elevsamtale",
    ),
    10: (
        "de foresattes syn, kontakten med dem og hva de er fortalt",
        "melding.foresatte_informert aktivitetsplan.foresattes_syn",
        "foresatte-informert",
        "referat aktivitetsplan",
    ),
    11: (
        "vurderingen av elevens beste",
        "aktivitetsplan.elevens_beste undersokelse.konklusjon.elevens_beste",
        "",
        "undersokelse aktivitetsplan",
    ),
    12: (
        "problemet, konkret",
        "aktivitetsplan.problem",
        "aktivitetsplan",
        "aktivitetsplan",
    ),
    13: (
        "hvert tiltak: hva, mot hvem, når, hvem som gjør det",
        "aktivitetsplan.tiltak.tiltak aktivitetsplan.tiltak.rettet_mot "
        "aktivitetsplan.tiltak.fra aktivitetsplan.tiltak.gjennomfores_av",
        "aktivitetsplan tiltak-start",
        "aktivitetsplan",
    ),
    14: (
        "hvorfor nettopp dette tiltaket",
        "aktivitetsplan.tiltak.bygger_pa aktivitetsplan.tiltak.begrunnelse",
        "",
        "aktivitetsplan",
    ),
    15: (
        "når det evalueres, og hva evalueringen viste",
        "aktivitetsplan.tiltak.evalueres aktivitetsplan.evalueringer.elevens_svar "
        "aktivitetsplan.evalueringer.neste",
        "tiltak-evaluering neste-evaluering",
        "evaluering",
    ),
    16: (
        "at tiltakene er gjennomført",
        "logg.tiltak aktivitetsplan.evalueringer.tiltak",
        "tiltak-start",
        "saksgang evaluering",
    ),
    17: (
        "hva som er endret i planen, når og hvorfor",
        "aktivitetsplan.revidert.endring logg.retter",
        "",
        "aktivitetsplan",
    ),
    18: (
        "enkeltvedtak: varsel, uttalelse, begrunnelse, underretning",
        "aktivitetsplan.tiltak.enkeltvedtak",
        "",
        "aktivitetsplan",
    ),
    19: (
        "avslutningen: elevens svar, de foresattes syn, hvem som avgjorde, oppfølging",
        "avslutninger.elevens_svar avslutninger.foresattes_syn avslutninger.oppfolging",
        "oppfolging",
        "avslutning",
    ),
    20: (
        "fysiske inngrep",
        "logg.type logg.elevens_ord",
        "",
        "saksgang",
    ),
    21: (
        "journal- og arkivnummer, innsyn",
        "arkivreferanse avslutninger.arkivert logg.type",
        "",
        "avslutning statsforvalter",
    ),
    22: (
        "statsforvalteren: når, hva som er sendt, vedtak, frist, gjort",
        "statsforvalter.meldt statsforvalter.foresporsler statsforvalter.vedtak",
        "oversendelse palegg klage",
        "statsforvalter",
    ),
}
