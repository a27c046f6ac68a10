"""Inputs nobody would write: bytes changed, YAML grown at random, values of the wrong kind."""

from __future__ import annotations

import copy
import json
import random
from typing import Any

CASE = """\
# en sak med litt av alt
id: 2026-11-20-k3fq
type: 12-4
saksansvarlig: a1
parter:
  e1: {rolle: elev, navn: Espen Askeladd, trinn: 5, klasse: 5B, alias: [Espen, Askeladden]}
  e2: {rolle: medelev, navn: Per Eventyr}
  f1: {rolle: foresatt, navn: Mor Askeladd, til: e1, foreldreansvar: ja, kontakt: 908 17 263}
  a1: {rolle: kontaktlaerer, navn: Lise Lærersen}
  r1: {rolle: rektor, navn: Rita Rektorsen}
melding:
  dato: 2026-11-20
  melder: a1
  hendelse: {dato: 2026-11-19T11:40, sted: "Skolegården"}
  kilde: egen_observasjon
  beskrivelse: |
    {e1} sto alene.
    Andre linje: «sitat» – 100 %.
  handtering: 'Jeg gikk imellom.'
  involverte: [e1, e2]
  foresatte_informert: {dato: 2026-11-20, av: a1, kanal: telefon}
mottak:
  rektor: {tid: 2026-11-20T14:10, av: r1, kanal: muntlig}
  alvorlig: {vurdering: false, begrunnelse: "Nei.", dato: 2026-11-20, av: r1}
undersokelse:
  startet: 2026-11-20
  ansvarlig: a1
  elevens_opplevelse: "Vondt."
  ikke_hort: {f1: "Ikke nådd."}
  konklusjon: {dato: 2026-11-21, trygt_og_godt: nei, begrunnelse: "Fordi."}
aktivitetsplan:
  opprettet: 2026-11-21
  av: a1
  problem: "Utestenging."
  tiltak:
    - {id: t-1a1a, tiltak: "Følge i friminutt.", rettet_mot: klasse, fra: 2026-11-23,
       til: 2026-12-20, gjennomfores_av: a1, evalueres: 2026-12-04, bygger_pa: [h-1a1a]}
  evalueringer:
    - {id: v-1a1a, dato: 2026-11-22, til_stede: [e1, a1], elevens_svar: "Litt bedre.",
       tiltak: {t-1a1a: {gjennomfort: ja, effekt: delvis, videre: fortsetter}},
       trygt_og_godt: nei, neste: 2026-12-04}
logg:
  - {id: h-1a1a, tid: 2026-11-20T10:15, type: elevsamtale, av: a1, med: [e1], om: [e1],
     tekst: "Samtale.", synspunkter: {f1: "Enig."},
     avtaler: [{id: a-1a1a, hva: "Ringe.", hvem: a1, frist: 2026-11-30}]}
  - id: h-2b2b
    tid: 2026-11-21
    type: notat
    av: a1
    tekst: >-
      To linjer
      som blir én.
vedlegg:
  - {fil: vedlegg/a.pdf, om: [e1], beskrivelse: "Et brev."}
statsforvalter:
  - {id: s-1a1a, meldt: 2026-11-21, av: f1, foresporsler: [{dato: 2026-11-22, hva: "Redegjør."}]}
unntak:
  - {regel: tiltak-generelt, begrunnelse: "Avtalt.", dato: 2026-11-21, av: r1}
x-eget: {merknad: "Vårt."}
"""
CONFIG = """\
skole: Eksempel skole
skoleeier: {navn: Eksempel kommune, avdeling: Oppvekst}
roller: {rektor: Rita Rektorsen}
malform: nb
commit: false
normer: {melding_til_rektor: 1, foresatte_informert: 3}
stengte_dager:
  - {dato: 2026-12-24, hvorfor: juleferie}
  - {fra: 2026-12-21, til: 2027-01-03}
"""
TOKENS = (
    "&a ", "*a", "!!python/object/apply:os.system [x]", "!!binary ", "<<: ", "---\n", "...\n",
    "%YAML 1.1\n", "- ", "? ", ": ", "{", "}", "[", "]", ",", '"', "'", "|\n", ">-\n", "|2\n",
    "\t", "  ", "\n", "\r", "\r\n", "#", "\\x1b", "\\u202e", "\\U00110000", "\\e", "\x1b[2J",
    "\x9b", "\u202e", "\u2028", "\x00", "\ufeff", "\ufffe", "~", "null", "no", "12:30", "0123",
    "9" * 5000, "1e999", "-.inf", ".nan", "0001-01-01", "9999-12-31", "2026-02-30", "{e1}" * 50,
    "{e99}", "e1", "e²", "t-1a1a", "h-1a1a", "../../x", "/etc/passwd", "CON", "--output=x",
    "{{7*7}}", "{% for i in x %}",
    "<script>", "[/]", "[link=x]", "=1+1", "<<<<<<< x\n", "=======\n",
    ">>>>>>> y\n", "é", "e\u0301", "🙂", "\U0010ffff", "٣", "id: ", "logg: ", "x-", " " * 300,
)  # fmt: skip
LEAVES: tuple[Any, ...] = (
    *TOKENS[-30:], "", " ", "ja", "nei", "uavklart", "true", "e1", "a1", "elev", "12-5-ansatt",
    "2026-11-20", "2026-11-20T14:10", "2026-11-20T25:61", "1582-10-15", "klasse", None, 0, -1,
    10**30, 1.5, True, [], {}, [[]], {"": ""}, ["e1"] * 50, {"e1": "x"}, "x" * 20_000,
)  # fmt: skip


def mutated(data: bytes, chance: random.Random, other: bytes = CASE.encode()) -> bytes:
    """Return the bytes with a few things changed."""
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        data = chance.choice(_CHANGES)(data, chance, other)
    return data


def _flip(data: bytes, chance: random.Random, _: bytes) -> bytes:
    if not data:
        return data
    at = chance.randrange(len(data))
    return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]


def _token(data: bytes, chance: random.Random, _: bytes) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(TOKENS).encode() + data[at:]


def _cut(data: bytes, chance: random.Random, _: bytes) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _lines(data: bytes, chance: random.Random, other: bytes) -> bytes:
    rows, more = data.split(b"\n"), other.split(b"\n")
    at = chance.randrange(len(rows))
    match chance.randrange(5):
        case 0:
            del rows[at]
        case 1:
            rows.insert(at, chance.choice(rows))
        case 2:
            rows.insert(at, chance.choice(more))
        case 3:
            rows[at] = b" " * chance.randrange(6) + rows[at].lstrip()
        case _:
            there = chance.randrange(len(rows))
            rows[at], rows[there] = rows[there], rows[at]
    return b"\n".join(rows)


def _spliced(data: bytes, chance: random.Random, other: bytes) -> bytes:
    return data[: chance.randrange(len(data) + 1)] + other[chance.randrange(len(other) + 1) :]


def _again(data: bytes, chance: random.Random, _: bytes) -> bytes:
    begin = chance.randrange(len(data) + 1)
    part = data[begin : begin + chance.randrange(40)]
    return data[:begin] + part * chance.choice((2, 10, 1000)) + data[begin:]


_CHANGES = (_flip, _token, _token, _cut, _lines, _lines, _lines, _spliced, _again)


def grown(chance: random.Random, depth: int = 0) -> str:
    """Return YAML grown from its grammar: mappings, lists and scalars in all their styles."""
    pad = "  " * depth
    kind = chance.randrange(8) if depth < chance.choice((3, 6, 25)) else 7
    if kind <= 3:
        rows = (
            f"{pad}{_key(chance)}:{_under(chance, depth)}" for _ in range(chance.randrange(1, 5))
        )
        return "\n".join(rows)
    if kind == 4:
        return "\n".join(f"{pad}-{_under(chance, depth)}" for _ in range(chance.randrange(1, 5)))
    return pad + _scalar(chance)


def _under(chance: random.Random, depth: int) -> str:
    if chance.random() < 0.5:
        return f" {_scalar(chance)}"
    return "\n" + grown(chance, depth + 1)


def _key(chance: random.Random) -> str:
    known = ("id", "type", "parter", "melding", "dato", "logg", "e1", "navn", "tiltak", "tid", "av")
    return chance.choice((*known, *known, chance.choice(TOKENS), "x-a"))


def _scalar(chance: random.Random) -> str:
    word = chance.choice(TOKENS)
    return chance.choice(
        (word, f'"{word}"', f"'{word}'", f"{{a: {word}}}", f"[{word}, {word}]", f"|\n      {word}")
    )


def crooked(values: Any, chance: random.Random) -> Any:
    """Return plain values with some of them another kind than they should be."""
    values = copy.deepcopy(values)
    for _ in range(chance.choice((1, 1, 2, 4, 10))):
        holder, key = chance.choice(list(_places(values)))
        match chance.randrange(6):
            case 0:
                holder.pop(key, None) if isinstance(holder, dict) else None
            case 1 if isinstance(holder, dict):
                holder[str(chance.choice(LEAVES))[:200]] = copy.deepcopy(chance.choice(LEAVES))
            case 2:
                there, name = chance.choice(list(_places(values)))
                holder[key] = copy.deepcopy(there[name])
            case 3 if isinstance(holder[key], list) and len(holder[key]) < 50:
                holder[key] = holder[key] * 3
            case _:
                holder[key] = copy.deepcopy(chance.choice(LEAVES))
    return values


def _places(values: Any) -> list[tuple[Any, Any]]:
    rows = values.items() if isinstance(values, dict) else enumerate(values)
    found = []
    for key, inner in rows:
        found.append((values, key))
        if isinstance(inner, dict | list):
            found += _places(inner)
    return found or [({"": ""}, "")]


def worded(values: Any, chance: random.Random) -> Any:
    """Return the values with other words in every place for words, and all else as it was."""
    if isinstance(values, dict):
        return {key: worded(inner, chance) for key, inner in values.items()}
    if isinstance(values, list):
        return [worded(inner, chance) for inner in values]
    if isinstance(values, str) and (" " in values or values.endswith(".")) and values != "":
        return "".join(chance.choice(_WORDS) for _ in range(chance.randrange(1, 12)))
    return values


_WORDS = (
    *(one for one in TOKENS if one.isprintable() and len(one) < 300), "\n", "\n\n", " ", " ",
    "Espen", "{e1}", "{e2}", "Askeladds", "ord", ".", "| a |", "# ", "```", "&lt;", "\u00ad",
    "\u200b",
)  # fmt: skip


def as_yaml(values: Any) -> bytes:
    """Return values of any kind as YAML: what JSON writes, is some of it."""
    return json.dumps(values, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass") + b"\n"
