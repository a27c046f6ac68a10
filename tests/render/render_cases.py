"""Invented cases, the school they belong to, and the packaged templates."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from skolemiljo_cli.model.config import Oppsett
from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.render.documents import Opplysninger, render

TEMPLATES = Path(__file__).parents[2] / "templates"
ABOUT = Opplysninger(date(2026, 11, 23), "0.1.0", "c0ffee00c0de" + "0" * 52)
SCHOOL = {"skole": "Tittutlia skole", "skoleeier": {"navn": "Eventyr kommune"}}

PARTIES: dict[str, Any] = {
    "e1": {"rolle": "elev", "navn": "Espen Askeladd", "trinn": "5", "klasse": "5B"},
    "e2": {"rolle": "medelev", "navn": "Per Eventyr", "trinn": "5"},
    "e3": {"rolle": "medelev", "trinn": "5"},
    "f1": {"rolle": "foresatt", "navn": "Mor Askeladd", "til": "e1"},
    "a1": {"rolle": "kontaktlaerer", "navn": "Lise Lærersen", "kontakt": "lise@skole.example"},
    "a2": {"rolle": "avdelingsleder", "navn": "Anders Avdeling"},
    "r1": {"rolle": "rektor", "navn": "Rita Rektorsen"},
}

FILLED: dict[str, Any] = {
    "id": "2026-11-22-k3fq",
    "type": "12-4",
    "saksansvarlig": "a2",
    "arkivreferanse": "26/00417",
    "parter": PARTIES,
    "melding": {
        "dato": "2026-11-20",
        "melder": "a1",
        "hendelse": {"dato": "2026-11-19T11:40", "sted": "Fotballbanen bak skolen"},
        "kilde": "egen_observasjon",
        "miljo": "psykososialt",
        "krenkelser": ["mobbing", "utestenging"],
        "beskrivelse": (
            "I storefri sto {e1} alene ved gjerdet. {e2} og {e3} sa at {e1} ikke fikk være med,\n"
            "og tok lua hans.\n\nDette er tredje gang på to uker at {e1} står alene i storefri."
        ),
        "handtering": "Jeg gikk imellom, ga lua tilbake og snakket med hver av elevene etterpå.",
        "elevens_ord": "«Jeg vil ikke gå ut mer.\nDe sier at jeg ødelegger leken.»",
        "involverte": ["e1", "e2", "e3"],
        "informert": ["a2", "r1"],
        "gjelder_kapittel_12": True,
        "videresendt": {"dato": "2026-11-20", "til": "r1"},
        "foresatte_informert": {"dato": "2026-11-20T15:05", "av": "a1", "kanal": "telefon"},
        "haster": True,
        "strakstiltak": "En voksen følger {e1} ut i friminuttene til saken er undersøkt.",
        "signert": {"dato": "2026-11-20", "av": "a1"},
    },
    "mottak": {
        "rektor": {"tid": "2026-11-20T14:10", "av": "r1", "kanal": "muntlig"},
        "alvorlig": {"vurdering": False, "begrunnelse": "Ikke vold eller trusler.", "av": "r1"},
    },
}

MINIMAL: dict[str, Any] = {
    "id": "2026-11-23-0abc",
    "type": "12-4",
    "melding": {"dato": "2026-11-23"},
}

LEADERSHIP: dict[str, Any] = {
    "id": "2026-11-23-9def",
    "type": "12-5-ledelse",
    "parter": {**PARTIES, "s1": {"rolle": "skoleeier", "navn": "Ragnhild Rådmann"}},
    "saksansvarlig": "s1",
    "melding": {
        "dato": "2026-11-23",
        "melder": "a1",
        "kilde": "elev",
        "beskrivelse": "{e1} forteller at {r1} ropte til ham foran klassen.",
        "gjelder_kapittel_12": True,
        "videresendt": {"dato": "2026-11-23", "til": "s1"},
        "foresatte_informert": {"ikke_aktuelt": "Avtales med skoleeier først."},
    },
    "mottak": {"skoleeier": {"tid": "2026-11-23T09:30", "mottaker": "Kommunedirektøren"}},
}

OLD: dict[str, Any] = {
    **FILLED,
    "id": "2023-03-14-7ghj",
    "melding": {
        "dato": "2023-03-14",
        "melder": "a1",
        "beskrivelse": "{e1} ble dyttet i garderoben.",
        "gjelder_kapittel_12": True,
    },
    "mottak": {},
}


def load(name: str) -> str | None:
    """Return a packaged template, as the store does."""
    path = TEMPLATES / name
    return path.read_text(encoding="utf-8") if path.is_file() else None


def written(document: str, fmt: str, values: dict[str, Any], **school: Any) -> str:
    """Return a document made from plain values with the packaged templates."""
    sak, oppsett = Sak.model_validate(values), Oppsett.model_validate({**SCHOOL, **school})
    return render(document, fmt, sak, oppsett, ABOUT, load)
