"""A whole invented case from the first note to the second evaluation, for the forms of the work."""

from __future__ import annotations

import copy
import json
import re
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from render_cases import ABOUT, FILLED, LEADERSHIP, MINIMAL, OLD, PARTIES, SCHOOL, load
from render_pages import page

from skolemiljo_cli.model.config import Oppsett
from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.render.documents import render
from skolemiljo_cli.render.template_context import Valgt

WHOLE: dict[str, Any] = {
    **FILLED,
    "id": "2026-09-14-b7we",
    "saksansvarlig": "a2",
    "arkivreferanse": "26/00981",
    "parter": {
        **PARTIES,
        "f2": {"rolle": "foresatt", "navn": "Far Askeladd", "til": "e1"},
        "f3": {"rolle": "foresatt", "navn": "Mor Eventyr", "til": "e2"},
        "m1": {"rolle": "miljoarbeider", "navn": "Mikkel Miljø"},
        "h1": {"rolle": "helsesykepleier", "navn": "Hulda Helse"},
    },
    "melding": {
        **FILLED["melding"],
        "dato": "2026-09-14",
        "hendelse": {"dato": "2026-09-14T11:40", "sted": "Fotballbanen bak skolen"},
        "foresatte_informert": {"dato": "2026-09-14T15:05", "av": "a1", "kanal": "telefon"},
        "videresendt": {"dato": "2026-09-14", "til": "r1"},
        "signert": {"dato": "2026-09-14", "av": "a1"},
    },
    "mottak": {
        "rektor": {"tid": "2026-09-14T14:10", "av": "r1", "kanal": "muntlig"},
        "tatt_opp_med_rektor": {
            "tid": "2026-09-15T08:30",
            "av": "f1",
            "mottatt_av": "r1",
            "kanal": "telefon",
        },
        "alvorlig": {
            "vurdering": False,
            "begrunnelse": "Ikke vold eller trusler, og skolen kan løse det selv.",
            "dato": "2026-09-15",
            "av": "r1",
        },
    },
    "undersokelse": {
        "startet": "2026-09-15",
        "ansvarlig": "a1",
        "sporsmal": "Hva skjer i storefri?\n\nHvem er med, og hvor lenge har det vart?",
        "metoder": ["samtaler", "observasjoner", "sosiometri"],
        "utsatt": {
            "begrunnelse": "{e2} var syk og ble hørt da han kom tilbake.",
            "til": "2026-09-21",
            "dato": "2026-09-16",
            "av": "a2",
        },
        "elevens_opplevelse": "«De flytter seg når jeg kommer.»",
        "foresattes_syn": "Vi ser at {e1} gruer seg hver søndag kveld.",
        "ikke_hort": {"e3": "Foresatte har bedt om å få være med; samtalen er avtalt."},
        "faktorer": "I gruppen: lagene velges av elevene. På skolen: ingen voksne ser ballbanen.",
        "ikke_gjort": "Trivselsundersøkelsen er ikke tatt, fordi hele trinnet tar den i oktober.",
        "konklusjon": {
            "dato": "2026-09-23",
            "av": "a1",
            "trygt_og_godt": "nei",
            "begrunnelse": "{e1} blir holdt utenfor i storefri. Observasjonene viser det samme.",
            "elevens_beste": "{e1} vil bli i klassen og ha det bra der. Det veier tyngst.",
            "tiltak_nodvendig": True,
        },
    },
    "aktivitetsplan": {
        "opprettet": "2026-09-24",
        "av": "a1",
        "problem": "{e1} blir stengt ute fra fotballen i storefri.",
        "tiltak": [
            {
                "id": "t-9xk2",
                "tiltak": "Voksen på ballbanen i storefri",
                "rettet_mot": "skole",
                "fra": "2026-09-25",
                "til": "2026-10-30",
                "gjennomfores_av": "m1",
                "evalueres": "2026-10-09",
                "bygger_pa": ["h-9d6e"],
                "begrunnelse": "Ingen voksne så ballbanen.",
            }
        ],
        "kommunikasjon": "Samtaler med {e1} hver uke. Telefon til {f1} 14. september, møte 18.",
        "vurdering": "Skolen mener årsaken ligger i hvordan lagene settes sammen.",
        "elevens_beste": "Tiltakene følger det {e1} selv har bedt om.",
        "evalueringer": [
            {
                "id": "v-2m8d",
                "dato": "2026-10-09",
                "av": "a2",
                "til_stede": ["e1", "f1", "a2"],
                "tiltak": {
                    "t-9xk2": {"gjennomfort": "ja", "effekt": "delvis", "videre": "fortsetter"}
                },
                "elevens_svar": "Det er bedre når {m1} er ute.",
                "vurdering": "Storefri er bedre, men ikke trygt ennå.",
                "trygt_og_godt": "nei",
                "neste": "2026-10-23",
            }
        ],
    },
    "logg": [
        {
            "id": "h-7k3q",
            "tid": "2026-09-15T10:15",
            "type": "elevsamtale",
            "delplikt": "undersoke",
            "av": "a1",
            "med": ["e1", "h1"],
            "om": ["e1", "e2"],
            "kanal": "muntlig",
            "sted": "Grupperom 2",
            "formal": "Å høre hvordan {e1} har det i storefri.",
            "tekst": "{e1} fortalte om storefri.\n\nHan var rolig, og ville at {h1} skulle bli.",
            "elevens_ord": "«Jeg vil være med på laget.\nMen de sier at det er fullt.»",
            "onsker": "At en voksen setter opp lagene.",
            "kan_deles": "Alt kan sies til {f1}. Ingenting skal sies til {e2}.",
            "trygg_voksen": True,
            "rammer_forklart": True,
            "lest_for_eleven": True,
            "avtaler": [
                {"id": "a-6n3j", "hva": "Ny samtale", "hvem": "a1", "frist": "2026-09-22"},
                {"id": "a-1q7k", "hva": "Spørre {m1} om å være ute", "hvem": ["a1", "a2"]},
            ],
            "orienteres": ["f1", "a2"],
            "neste_mote": "2026-09-22",
            "godkjent": "2026-09-16",
        },
        {
            "id": "h-9d6e",
            "tid": "2026-09-16",
            "type": "observasjon",
            "av": "m1",
            "om": ["e1", "e2", "e3"],
            "sted": "Ballbanen",
            "tekst": "{e1} går langs gjerdet i 15 minutter. Ingen voksne ser ballbanen.",
        },
        {
            "id": "h-2b4c",
            "tid": "2026-09-17T12:00",
            "type": "elevsamtale",
            "av": "a2",
            "med": ["e2"],
            "om": ["e1", "e2"],
            "synspunkter": {"e2": "Mener det var lek, og vil gjerne si unnskyld."},
        },
        {
            "id": "h-8m1h",
            "tid": "2026-09-18T14:00",
            "type": "mote",
            "kanal": "mote",
            "sted": "Møterommet",
            "av": "a2",
            "med": ["f1", "f2", "a1", "h1"],
            "fravaerende": ["r1"],
            "om": ["e1"],
            "formal": "Hvordan {e1} har det, og hva skolen gjør.",
            "tekst": "{a1} fortalte hva som er gjort.\n\nDe voksne setter opp lagene fra mandag.",
            "synspunkter": {
                "f1": "Vil ha beskjed hver fredag.",
                "h1": "Kan ha samtaler med {e1} på torsdager.",
            },
            "kan_deles": "{f1} og {f2} samtykker i at {h1} får se planen.",
            "avtaler": [
                {"id": "a-4w2p", "hva": "Ringe hjem", "hvem": "a1", "frist": "2026-09-25"},
                {"id": "a-8r5s", "hva": "Samtale | torsdag <b>kl. 10</b>", "hvem": "h1"},
            ],
            "orienteres": ["r1"],
            "neste_mote": "2026-10-09",
            "godkjent": "2026-09-19",
        },
        {
            "id": "h-3t6v",
            "tid": "2026-09-18",
            "type": "sosiogram",
            "av": "a1",
            "om": ["e1"],
            "tekst": "{e1} er valgt av to i klassen.",
        },
        {
            "id": "h-4x7y",
            "tid": "2026-09-21",
            "type": "sosiogram",
            "av": "a1",
            "om": ["e1"],
            "tekst": "{e1} er valgt av tre i klassen, ikke to.",
            "retter": "h-3t6v",
        },
        {
            "id": "h-5f0g",
            "tid": "2026-09-25T12:00",
            "type": "gjennomforing",
            "av": "m1",
            "tiltak": ["t-9xk2"],
            "tekst": "Var på ballbanen i storefri.",
        },
        {
            "id": "h-6z8a",
            "tid": "2026-09-25T14:30",
            "type": "telefon",
            "kanal": "telefon",
            "av": "a1",
            "med": ["f1"],
            "om": ["e1"],
            "tekst": "Ringte {f1}. Uken har vært bra.",
            "oppfyller": ["a-4w2p"],
        },
    ],
    "vedlegg": [
        {
            "fil": "vedlegg/8m1h-1.pdf",
            "sha256": "ab12" * 16,
            "innforing": "h-8m1h",
            "dato": "2026-09-18",
            "om": ["e1"],
            "beskrivelse": "Innkalling til møtet",
        },
        {"fil": "vedlegg/sosiogram.png", "innforing": "h-4x7y"},
    ],
    "unntak": [
        {
            "regel": "L12",
            "begrunnelse": "Tiltakene for klassen står i klassens egen plan.",
            "dato": "2026-09-24",
            "av": "a2",
        }
    ],
}

CASES = {"hel": WHOLE, "minste": MINIMAL, "ledelsen": LEADERSHIP, "gammel": OLD}


def changed(values: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """Return the case with another value at `mottak.rektor`; None takes it away."""
    case = copy.deepcopy(values)
    *folders, last = path.split(".")
    place = case
    for one in folders:
        place = place[one]
    place[last] = copy.deepcopy(value)
    if value is None:
        del place[last]
    return case


def logged(*entries: dict[str, Any]) -> dict[str, Any]:
    """Return the whole case with these entries in its log, and no attachments."""
    day = {"tid": "2026-09-15", "av": "a1"}
    return changed({**WHOLE, "vedlegg": []}, "logg", [{**day, **one} for one in entries])


def made(
    document: str, fmt: str, values: dict[str, Any], entry: str | None = None, **school: Any
) -> str:
    """Return the document made of the entry with this id; of none without an id."""
    return _made(document, fmt, json.dumps(values), entry, json.dumps({**SCHOOL, **school}))


@lru_cache
def _made(document: str, fmt: str, values: str, entry: str | None, school: str) -> str:
    sak, oppsett = Sak.model_validate_json(values), Oppsett.model_validate_json(school)
    chosen = next((one for one in sak.logg if one.id == entry), None)
    assert (chosen is None) == (entry is None)
    return render(document, fmt, sak, oppsett, ABOUT, load, Valgt(innforing=chosen))


_MARKDOWN = MarkdownIt("commonmark", {"xhtmlOut": False}).enable("table")


def plain(fmt: str, text: str) -> str:
    """Return the words of a document as people see them, in one line."""
    shown = page(text if fmt == "html" else _MARKDOWN.render(text)).text
    return " ".join(shown.split())


def section(fmt: str, text: str, first: str, last: str) -> str:
    """Return the words between two headings."""
    words = plain(fmt, text)
    return words[words.index(first) + len(first) : words.rindex(last)]


def rows(fmt: str, text: str) -> list[list[str]]:
    """Return the rows of all tables, as the words of their cells."""
    source = text if fmt == "html" else _MARKDOWN.render(text)
    found = re.findall(r"<tr\b.*?</tr>", source, re.DOTALL)
    cells = (re.findall(r"<t[hd]\b.*?</t[hd]>", one, re.DOTALL) for one in found)
    return [[" ".join(page(cell).text.split()) for cell in row] for row in cells]
