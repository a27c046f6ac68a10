"""An invented case that has come far: a plan in its third version, two rounds, and its end."""

from __future__ import annotations

from datetime import date
from typing import Any

from render_cases import ABOUT, FILLED, PARTIES, SCHOOL, load

from skolemiljo_cli.model.config import Oppsett
from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.render.documents import Opplysninger, render
from skolemiljo_cli.render.template_context import Valgt, picture

LATER = Opplysninger(date(2026, 12, 20), ABOUT.versjon, ABOUT.sha256)

LOG: list[dict[str, Any]] = [
    {
        "id": "h-7k3q",
        "tid": "2026-11-23T10:15",
        "type": "elevsamtale",
        "av": "a1",
        "med": ["e1"],
        "om": ["e1", "e2"],
        "elevens_ord": "Jeg vil ha noen å være sammen med ute.",
        "tekst": "{e1} forteller at det er verst i storefri.",
    },
    {
        "id": "h-2m8d",
        "tid": "2026-11-24T11:40",
        "type": "observasjon",
        "av": "a1",
        "tekst": "{e1} sto alene i tjue minutter.",
    },
    {
        "id": "h-4r1t",
        "tid": "2026-11-26T11:40",
        "type": "gjennomforing",
        "av": "a1",
        "tiltak": ["t-9xk2"],
        "tekst": "Fast voksen på fotballbanen.",
    },
    {
        "id": "h-5s2v",
        "tid": "2026-12-07T12:00",
        "type": "gjennomforing",
        "av": "a2",
        "tiltak": ["t-5hw3", "t-9xk2"],
        "tekst": "Leken er i gang.",
    },
    {
        "id": "h-6t3w",
        "tid": "2026-12-18T14:00",
        "type": "mote",
        "av": "a2",
        "med": ["f1", "a1"],
        "tekst": "Møte med de foresatte.",
        "neste_mote": "2027-01-15",
    },
]

MEASURES: list[dict[str, Any]] = [
    {
        "id": "t-9xk2",
        "tiltak": "En fast voksen er på fotballbanen i storefri",
        "rettet_mot": ["utsatt", "gruppe"],
        "fra": "2026-11-26",
        "til": "2027-01-29",
        "hyppighet": "hvert storefri",
        "gjennomfores_av": ["a1"],
        "evalueres": "2026-12-04",
        "bygger_pa": ["h-7k3q", "h-2m8d"],
        "begrunnelse": "Observasjonene viser at {e1} blir stående alene når ingen voksne er nær.",
        "opprettet": "2026-11-25",
    },
    {
        "id": "t-3fg7",
        "tiltak": "Samtale med {e2} om regler i leken",
        "rettet_mot": "krenker",
        "fra": "2026-11-26",
        "gjennomfores_av": ["a2"],
        "evalueres": "2026-12-04",
        "bygger_pa": ["h-2m8d"],
        "begrunnelse": "{e2} sier at han ikke visste at det var sårende.",
        "opprettet": "2026-11-25",
    },
    {
        "id": "t-4jm8",
        "tiltak": "Klassemøte om å slippe andre til",
        "rettet_mot": "klasse",
        "fra": "2026-11-27",
        "gjennomfores_av": ["a1"],
        "evalueres": "2026-12-04",
        "bygger_pa": ["h-7k3q"],
        "begrunnelse": "Hele klassen ser på.",
        "opprettet": "2026-11-25",
    },
    {
        "id": "t-5hw3",
        "tiltak": "Voksenstyrt lek i storefri, tre dager i uka, der alle på trinnet kan være med",
        "rettet_mot": ["klasse", "tilskuere"],
        "fra": "2026-12-07",
        "hyppighet": "tirsdag, onsdag og torsdag",
        "gjennomfores_av": ["a1", "a2"],
        "evalueres": "2026-12-18",
        "bygger_pa": ["h-2m8d"],
        "begrunnelse": "Klassemøtet alene endret ikke leken.",
        "opprettet": "2026-12-04",
        "erstatter": "t-4jm8",
    },
    {
        "id": "t-6np4",
        "tiltak": "De voksne på trinnet får veiledning i å lede lek",
        "rettet_mot": "ansatte",
        "fra": "2027-01-05",
        "til": "2027-01-30",
        "gjennomfores_av": ["a2"],
        "evalueres": "2027-01-15",
        "begrunnelse": "Leken faller sammen når {a1} ikke er der.",
        "opprettet": "2026-12-18",
    },
]

ROUNDS: list[dict[str, Any]] = [
    {
        "id": "v-2m8d",
        "dato": "2026-12-04",
        "av": "a1",
        "til_stede": ["e1", "f1", "a1"],
        "tiltak": {
            "t-9xk2": {"gjennomfort": "ja", "effekt": "delvis", "videre": "fortsetter"},
            "t-3fg7": {
                "gjennomfort": "ja",
                "effekt": "ja",
                "videre": "slutter",
                "merknad": "{e1} sier at {e2} er grei nå.",
            },
            "t-4jm8": {"gjennomfort": "ja", "effekt": "nei", "videre": "endres"},
        },
        "elevens_svar": "Litt bedre. Men ikke når det er regn.",
        "foresattes_svar": "{e1} har mindre vondt i magen.",
        "vurdering": "Tilsynet hjelper, klassemøtet gjorde ikke det.",
        "trygt_og_godt": "nei",
        "utgang": "prolongeres",
        "neste": "2026-12-18",
    },
    {
        "id": "v-3n9e",
        "dato": "2026-12-18",
        "av": "a2",
        "til_stede": ["e1", "f1", "a1", "a2"],
        "tiltak": {
            "t-9xk2": {"gjennomfort": "delvis", "effekt": "delvis", "videre": "fortsetter"},
            "t-5hw3": {"gjennomfort": "ja", "effekt": "uavklart", "videre": "fortsetter"},
        },
        "elevens_svar": "Det er gøy når leken er der.",
        "trygt_og_godt": "uavklart",
        "utgang": "prolongeres",
        "neste": "2027-01-15",
    },
]

PLAN: dict[str, Any] = {
    "opprettet": "2026-11-25",
    "av": "a1",
    "problem": (
        "{e1} blir holdt utenfor fotballen i storefri av {e2} og {e3}, og går alene.\n\n"
        "Utestengingen skjer når ingen voksne er på banen, og resten av klassen ser på."
    ),
    "mal": "{e1} har noen å være sammen med hvert friminutt, og sier selv at det er trygt og godt.",
    "tiltak": MEASURES,
    "elevens_syn": "Jeg vil at det skal være en voksen der. Ikke si det høyt i klassen.",
    "foresattes_syn": "{f1} er enig i planen og vil ha melding hver fredag.",
    "kommunikasjon": "Samtale med {e1} 23. november. Telefon med {f1} samme dag.",
    "vurdering": "{e1} har det ikke trygt og godt i storefri. I timene fungerer det.",
    "elevens_beste": "Tiltakene er valgt slik {e1} ønsker, uten å henge ham ut.",
    "senskade": "Helsesykepleier følger opp i januar.",
    "evalueringer": ROUNDS,
    "revidert": [
        {
            "id": "p-4r1t",
            "dato": "2026-12-04",
            "av": "a1",
            "endring": "Klassemøtet er byttet ut med voksenstyrt lek, fordi det ikke hjalp.",
            "tiltak": ["t-5hw3"],
            "tidligere": {"vurdering": "{e1} har det ikke trygt og godt."},
        },
        {
            "id": "p-5s2v",
            "dato": "2026-12-18",
            "av": "a2",
            "endring": "Veiledning til de voksne, så leken blir holdt også uten {a1}.",
            "tiltak": ["t-6np4"],
        },
    ],
}

LONG: dict[str, Any] = {
    **FILLED,
    "parter": {**PARTIES, "e2": {**PARTIES["e2"], "alias": ["Perry"]}},
    "mottak": {
        **FILLED["mottak"],
        "tatt_opp_med_rektor": {"tid": "2026-11-23T08:30", "av": "f1", "kanal": "telefon"},
    },
    "aktivitetsplan": PLAN,
    "logg": LOG,
}
"""The plan in version 3: one measure goes on, one has ended, one was replaced, two are new."""

CLOSING: dict[str, Any] = {
    "id": "x-4r1t",
    "dato": "2027-02-12",
    "av": "r1",
    "grunnlag": "trygt",
    "elevens_svar": "Nå har jeg det bra. Jeg er med på fotballen.",
    "trygt_og_godt": "ja",
    "foresattes_syn": "{f1} er enig i at saken avsluttes.",
    "begrunnelse": "{e1} har sagt det samme i tre samtaler, og observasjonene stemmer.",
    "gjenstar": "Voksenstyrt lek går inn i den faste tilsynsplanen.",
    "oppfolging": "2027-03-12",
    "oppfolging_av": "a1",
    "gjenapnes_hvis": "{e1} igjen blir gående alene, eller sier at det ikke er trygt.",
    "arkivert": "Bk360, sak 26/00417",
    "arkivert_dato": "2027-02-15",
}

CLOSED: dict[str, Any] = {**LONG, "avslutninger": [CLOSING]}

SERIOUS: dict[str, Any] = {
    **LONG,
    "mottak": {
        **LONG["mottak"],
        "alvorlig": {
            "vurdering": True,
            "tegn": ["flere_mot_en", "langvarig"],
            "begrunnelse": "{e2} og {e3} mot {e1}, i flere uker. Espens lue ble borte.",
            "dato": "2026-11-20",
            "av": "r1",
        },
        "skoleeier": {
            "tid": "2026-11-20T15:30",
            "mottaker": "Skolesjefen",
            "av": "r1",
            "kanal": "skjema",
            "haster": False,
            "bistand": "Hjelp fra innsatsteamet. Askeladd, Espen og PERRY er i samme klasse.",
            "avviksnummer": "AV-26-118",
        },
    },
}
"""A serious case the owner has been told of, with names written where keys should be."""

STAFF: dict[str, Any] = {
    **SERIOUS,
    "id": "2026-11-22-5prv",
    "type": "12-5-ansatt",
    "parter": {**LONG["parter"], "a9": {"rolle": "ansatt", "navn": "Trygve Trollmann"}},
    "melding": {
        **FILLED["melding"],
        "beskrivelse": "{e1} sier at {a9} dro ham i armen. Trollmann sier at han snublet.",
    },
    "mottak": {
        "rektor": {"tid": "2026-11-20T14:10", "av": "r1"},
        "skoleeier": {"tid": "2026-11-20T14:40", "mottaker": "Skolesjefen", "av": "r1"},
        "ansattsak": {
            "informert": "2026-11-20",
            "uttalt": "2026-11-23",
            "personalsak": "Opprettet, 26/00501",
            "folger_opp_eleven": "a1",
        },
    },
}
"""A case about someone who works at the school."""


def made(
    document: str,
    fmt: str,
    values: dict[str, Any],
    *,
    runde: int | None = None,
    about: Opplysninger = LATER,
    **school: Any,
) -> str:
    """Return a document of the case; `runde` is the number of the round an evaluation is about."""
    sak, oppsett = Sak.model_validate(values), Oppsett.model_validate({**SCHOOL, **school})
    one = next((r for r in picture(sak).runder if r.nr == runde), None)
    return render(document, fmt, sak, oppsett, about, load, Valgt(runde=one))
