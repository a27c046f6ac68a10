"""A case whose parties have names that nothing else is called, and the search for them."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

PUPIL, OTHER = "Qvistopheria Zyxwander", "Brumbledorf Ånneløkk"
MOTHER, FATHER = "Wolframina Zyxwander", "Jörmundel Ånneløkk"
TEACHER, HEAD = "Xanthippus Lektorovitz", "Rexabella Ovenstyrer"
ALIASES = ("Qvizzle", "Zyxemor", "Brumzelin")
MAIL, PHONE = "wolfzyx@hjemme.invalid", "908 17 263"
A, K = "2026-11-20-aaaa", "2026-11-20-kkkk"
TOLD = (
    f"{PUPIL} (Qvizzle) sto alene. Brumzelin og {OTHER} lo. {MOTHER} ringte fra {PHONE}, "
    f"{FATHER} svarte. {TEACHER} og {HEAD} var med."
)
"""A running text where somebody typed every name as plain words."""

CASE = """\
# skrevet om {name}
id: {id}
type: 12-4
saksansvarlig: r1
arkivreferanse: 2026/417
parter:
  e1: {{rolle: elev, navn: Qvistopheria Zyxwander, trinn: 5, klasse: 5B, alias: [Qvizzle, Zyxemor]}}
  e2: {{rolle: medelev, navn: Brumbledorf Ånneløkk, trinn: 5, alias: [Brumzelin]}}
  f1: {{rolle: foresatt, navn: Wolframina Zyxwander, til: e1, foreldreansvar: true,
       kontakt: wolfzyx@hjemme.invalid}}
  f2: {{rolle: foresatt, navn: Jörmundel Ånneløkk, til: e2, kontakt: 908 17 263}}
  a1: {{rolle: kontaktlaerer, navn: Xanthippus Lektorovitz}}
  r1: {{rolle: rektor, navn: Rexabella Ovenstyrer}}
melding:
  dato: 2026-11-20
  melder: a1
  hendelse: {{dato: 2026-11-19, sted: "{text}"}}
  kilde: egen_observasjon
  beskrivelse: "{text}"
  handtering: "{text}"
  elevens_ord: "{text}"
  gjelder_kapittel_12: true
  involverte: [e1, e2]
  foresatte_informert: {{dato: 2026-11-20, av: a1, kanal: telefon}}
mottak:
  rektor: {{tid: 2026-11-20T14:10, av: r1, kanal: muntlig}}
  alvorlig: {{vurdering: false, begrunnelse: "{text}", dato: 2026-11-20, av: r1}}
  skoleeier: {{tid: 2026-11-20T15:00, mottaker: "{text}"}}
undersokelse:
  startet: 2026-11-20
  ansvarlig: a1
  elevens_opplevelse: "{text}"
  foresattes_syn: "{text}"
  ikke_hort: {{f2: "{text}"}}
  konklusjon: {{dato: 2026-11-21, trygt_og_godt: nei, begrunnelse: "{text}"}}
aktivitetsplan:
  opprettet: 2026-11-21
  av: a1
  problem: "{text}"
  elevens_syn: "{text}"
  tiltak:
    - {{id: t-1a1a, tiltak: "{text}", rettet_mot: klasse, fra: 2026-11-23, til: 2026-12-20,
       gjennomfores_av: a1, evalueres: 2026-12-04, bygger_pa: [h-1a1a], begrunnelse: "{text}"}}
  evalueringer:
    - {{id: v-1a1a, dato: 2026-11-22, til_stede: [e1, a1], elevens_svar: "{text}",
       tiltak: {{t-1a1a: {{gjennomfort: ja, effekt: delvis, videre: fortsetter,
       merknad: "{text}"}}}},
       trygt_og_godt: nei, neste: 2026-12-04}}
logg:
  - {{id: h-1a1a, tid: 2026-11-20T10:15, type: elevsamtale, av: a1, med: [e1], om: [e1, e2],
     tekst: "{text}", elevens_ord: "{text}", sted: "{text}", synspunkter: {{f1: "{text}"}},
     avtaler: [{{id: a-1a1a, hva: "{text}", hvem: a1, frist: 2026-11-30}}]}}
vedlegg:
  - {{fil: "vedlegg/{file}.pdf", om: [e1], beskrivelse: "{text}"}}
statsforvalter:
  - {{id: s-1a1a, meldt: 2026-11-21, av: f1, foresporsler: [{{dato: 2026-11-22, hva: "{text}"}}]}}
unntak:
  - {{regel: tiltak-generelt, begrunnelse: "{text}", dato: 2026-11-21, av: r1}}
x-eget: {{merknad: "{text}"}}
"""


def case(id_: str = A, text: str = TOLD, *, file: str = PUPIL) -> str:
    """Return the case with `text` in every place for words."""
    return CASE.format(id=id_, text=text, name=PUPIL, file=file)


def keyed(id_: str = K) -> str:
    """Return the same case as it should be written: with keys for people in all its texts."""
    return case(id_, "{e1} sto alene.", file="referat")


def needles() -> tuple[str, ...]:
    """Return every word of every name and alias, and what contact is made of, folded."""
    words = " ".join((PUPIL, OTHER, MOTHER, FATHER, TEACHER, HEAD, *ALIASES)).split()
    return tuple(dict.fromkeys(map(folded, (*words, MAIL, "wolfzyx", PHONE, "90817263"))))


def folded(text: str) -> str:
    """Return the text as it is searched: one way to write each letter, and no soft hyphens."""
    return unicodedata.normalize("NFC", text).casefold().replace("\u00ad", "")


def hits(text: str | bytes) -> list[str]:
    """Return the names that the text holds, also escaped as JSON, YAML and git escape letters."""
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    found = {one for form in _forms(text) for one in needles() if one in form}
    return sorted(found)


_QUESTIONED = re.compile(r"«[^«»]*» \(linje [0-9, ]+\)")


def without_what_is_asked(text: str) -> str:
    """Return what a screen said without the words that a question there is about.

    Somebody has typed them at that screen a moment ago, and decides whether they are a name.
    """
    return _QUESTIONED.sub("…", text)


def _forms(text: str) -> tuple[str, ...]:
    plain = folded(text)
    broken = plain.replace("\r", "").replace("\n", "")  # a table that folds its cells
    escaped = folded(_unescaped(text)) if "\\" in text else plain
    return plain, broken, escaped


def _unescaped(text: str) -> str:
    """Return the text with `\\u00c5`, and the octal bytes of git, as the letters they stand for."""
    letters = re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text)
    octal = re.sub(r"\\([0-3][0-7]{2})", lambda m: chr(int(m[1], 8)), letters)
    return letters + octal.encode("latin-1", "replace").decode("utf-8", "replace")


def leaves(value: Any, way: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the way to each value and each key that there is."""
    found = []
    rows = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in rows:
        found.append((*way, key))
        if isinstance(inner, dict | list):
            found += leaves(inner, (*way, key))
    return found
