"""A case that statsforvalteren has asked for: everything in it, and something missing."""

from __future__ import annotations

import copy
from typing import Any

from render_cases import FILLED, PARTIES

RICH: dict[str, Any] = {
    **copy.deepcopy(FILLED),
    "id": "2026-10-05-k3fq",
    "saksansvarlig": "a2",
    "parter": {
        **PARTIES,
        "a2": {
            "rolle": "avdelingsleder",
            "navn": "Anders Avdeling",
            "kontakt": "anders@skole.example",
        },
        "f2": {"rolle": "foresatt", "navn": "Far Askeladd", "til": "e1"},
        "h1": {"rolle": "helsesykepleier", "navn": "Hulda Helse"},
    },
    "melding": {
        **FILLED["melding"],
        "dato": "2026-10-05",
        "hendelse": {"dato": "2026-10-05T11:40", "sted": "Fotballbanen bak skolen"},
        "foresatte_informert": {"dato": "2026-10-05T15:05", "av": "a1", "kanal": "telefon"},
        "videresendt": {"dato": "2026-10-05", "til": "r1"},
        "signert": {"dato": "2026-10-05", "av": "a1"},
    },
    "mottak": {
        "rektor": {"tid": "2026-10-05T14:10", "av": "r1", "kanal": "muntlig"},
        "tatt_opp_med_rektor": {
            "tid": "2026-10-06T08:30",
            "av": "f1",
            "mottatt_av": "r1",
            "kanal": "telefon",
        },
        "alvorlig": {
            "vurdering": True,
            "begrunnelse": "Har pågått lenge, flere mot én.",
            "dato": "2026-10-06",
            "av": "r1",
        },
        "skoleeier": {
            "tid": "2026-10-06T13:00",
            "mottaker": "Oppvekstkontoret",
            "av": "r1",
            "kanal": "skjema",
        },
    },
    "undersokelse": {
        "startet": "2026-10-06",
        "ansvarlig": "a1",
        "sporsmal": "Hva skjer i storefri, og hvem er med?",
        "metoder": ["samtaler", "observasjoner"],
        "elevens_opplevelse": "«De sier at jeg ødelegger leken. Jeg går til biblioteket.»",
        "foresattes_syn": "Han gruer seg om morgenen og vil ikke snakke om det.",
        "ikke_hort": {"e3": "Er bortreist; samtale er avtalt 26. november."},
        "ikke_gjort": "Sosiogrammet er ikke tatt, fordi klassen har vikar til uke 48.",
        "konklusjon": {
            "dato": "2026-10-09",
            "av": "a1",
            "trygt_og_godt": "nei",
            "begrunnelse": "{e1} blir holdt utenfor i storefri av {e2} og {e3}.",
            "elevens_beste": "{e1} vil være i klassen. Det veier tyngst, og tiltakene legges der.",
            "tiltak_nodvendig": True,
        },
    },
    "aktivitetsplan": {
        "opprettet": "2026-10-12",
        "av": "a1",
        "problem": "{e1} blir stengt ute fra fotballen i storefri og er redd for veien hjem.",
        "mal": "{e1} har noen å være sammen med hver dag.",
        "tiltak": [
            {
                "id": "t-9xk2",
                "tiltak": "Voksen på fotballbanen i storefri",
                "rettet_mot": "skole",
                "fra": "2026-10-13",
                "til": "2026-12-18",
                "hyppighet": "hvert storefri",
                "gjennomfores_av": "a1",
                "evalueres": "2026-10-30",
                "bygger_pa": ["h-7k3q"],
            },
            {
                "id": "t-1r8s",
                "tiltak": "Faste lag som de voksne setter opp",
                "rettet_mot": "klasse",
                "fra": "2026-10-13",
                "til": "2026-12-18",
                "gjennomfores_av": "a1",
                "evalueres": "2026-10-30",
            },
            {
                "id": "t-7f0d",
                "tiltak": "Samtalegruppe med helsesykepleier",
                "rettet_mot": ["utsatt", "krenker"],
                "fra": "2026-11-30",
                "til": "2027-01-29",
                "gjennomfores_av": "h1",
                "evalueres": "2027-01-15",
                "opprettet": "2026-11-13",
            },
            {
                "id": "t-3h5n",
                "tiltak": "Leksehjelp sammen med en fadder",
                "rettet_mot": "gruppe",
                "fra": "2026-10-19",
                "gjennomfores_av": "a1",
                "evalueres": "2026-11-27",
            },
        ],
        "elevens_syn": "Vil ha en voksen ute.",
        "foresattes_syn": "Enige i tiltakene, og vil ha melding hver fredag.",
        "vurdering": "Skolen mener tiltakene virker inne, men ikke godt nok ute.",
        "elevens_beste": "Tiltakene følger det {e1} selv har bedt om.",
        "evalueringer": [
            {
                "id": "v-2m8d",
                "dato": "2026-10-30",
                "av": "a2",
                "til_stede": ["e1", "f1", "a1", "a2"],
                "tiltak": {
                    "t-9xk2": {"gjennomfort": "ja", "effekt": "delvis", "videre": "fortsetter"},
                    "t-1r8s": {"gjennomfort": "delvis", "effekt": "nei", "videre": "slutter"},
                },
                "elevens_svar": "Det er bedre når {a1} er ute.",
                "trygt_og_godt": "nei",
                "utgang": "prolongeres",
                "neste": "2026-11-13",
            },
            {
                "id": "v-5c1p",
                "dato": "2026-11-13",
                "av": "a2",
                "til_stede": ["e1", "f1", "f2", "a2"],
                "tiltak": {"t-9xk2": {"gjennomfort": "ja", "effekt": "ja", "videre": "fortsetter"}},
                "elevens_svar": "Jeg er med på laget nå, men {e3} sier fortsatt stygge ting.",
                "vurdering": "Storefri er tryggere. Veien hjem er ikke det ennå.",
                "trygt_og_godt": "nei",
                "neste": "2026-11-27",
            },
        ],
        "revidert": [
            {
                "id": "p-4d2w",
                "dato": "2026-11-13",
                "av": "a2",
                "endring": "Nytt tiltak med helsesykepleier etter evalueringen.",
                "tiltak": ["t-7f0d"],
            }
        ],
    },
    "logg": [
        {
            "id": "h-7k3q",
            "tid": "2026-10-06T10:15",
            "type": "elevsamtale",
            "delplikt": "undersoke",
            "av": "a1",
            "med": ["e1"],
            "om": ["e1", "e2"],
            "tekst": "{e1} fortalte om storefri.",
            "elevens_ord": "«Jeg vil være med på laget.»",
            "trygg_voksen": True,
        },
        {
            "id": "h-2b4c",
            "tid": "2026-10-07T12:00",
            "type": "elevsamtale",
            "av": "a2",
            "med": ["e2"],
            "om": ["e1", "e2"],
            "synspunkter": {"e2": "Mener det var lek, og vil si unnskyld."},
        },
        {
            "id": "h-9d6e",
            "tid": "2026-10-07",
            "type": "observasjon",
            "av": "a1",
            "om": ["e1", "e2", "e3"],
            "tekst": "To storefri på rad: {e1} går langs gjerdet, ingen voksne ser ballbanen.",
        },
        {
            "id": "h-5f0g",
            "tid": "2026-10-14T12:00",
            "type": "gjennomforing",
            "av": "a1",
            "tiltak": ["t-9xk2"],
            "tekst": "Var på banen i storefri.",
        },
        {
            "id": "h-8m1h",
            "tid": "2026-11-13T14:00",
            "type": "mote",
            "av": "a2",
            "med": ["f1", "f2", "r1"],
            "om": ["e1"],
            "formal": "Hvordan det går, og planen videre.",
            "tekst": "Gikk gjennom planen.",
            "avtaler": [
                {
                    "id": "a-6n3j",
                    "hva": "Ringe hjem hver fredag",
                    "hvem": "a1",
                    "frist": "2026-11-27",
                },
                {"id": "a-1q7k", "hva": "Be helsesykepleier om samtale", "hvem": "a2"},
            ],
        },
        {
            "id": "h-3w8r",
            "tid": "2026-11-16T09:00",
            "type": "notat",
            "av": "a2",
            "oppfyller": ["a-1q7k"],
            "tekst": "Samtale med {h1} er avtalt.",
        },
    ],
    "vedlegg": [
        {
            "fil": "vedlegg/8m1h-1.pdf",
            "sha256": "ab" * 32,
            "innforing": "h-8m1h",
            "dato": "2026-11-13",
            "om": ["e1"],
            "beskrivelse": "Innkalling til møtet om {e1}",
        }
    ],
    "statsforvalter": [
        {
            "id": "s-2t9v",
            "meldt": "2026-11-17",
            "av": "f1",
            "referanse": "2026/11873",
            "foresporsler": [
                {
                    "dato": "2026-11-17",
                    "hva": "Dokumentasjon på hva skolen har gjort",
                    "frist": "2026-11-25",
                }
            ],
        }
    ],
}

BARE: dict[str, Any] = {
    "id": "2026-11-23-0abc",
    "type": "12-4",
    "melding": {"dato": "2026-11-23"},
}
