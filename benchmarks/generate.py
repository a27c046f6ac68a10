"""Make a ledger of invented cases of about 3 kB each, in all phases, determined by a seed."""

from __future__ import annotations

import argparse
import random
from datetime import date, timedelta
from pathlib import Path

from skolemiljo_cli.model.ids import ALPHABET

TODAY = date(2026, 11, 23)
PLACES = ("skolegården", "garderoben", "bussen", "gymsalen", "klasserommet")
LINES = (
    "{e1} ble stående alene ved gjerdet i storefri og ville ikke være med på leken.",
    "{e1} fortalte at to andre hadde sagt at ingen fikk sitte ved siden av.",
    "Vi snakket sammen på grupperommet. {e1} ønsker at en voksen er i nærheten ute.",
    "Kontaktlærer observerte fra døra. Det var rolig i dag, og {e1} lekte med tre andre.",
    "Foresatte ble ringt og fortalte at {e1} gruer seg til å gå på skolen om morgenen.",
)


def entry_id(letter: str, chance: random.Random) -> str:
    return letter + "-" + "".join(chance.choices(ALPHABET, k=4))


def text(chance: random.Random, lines: int, indent: int) -> str:
    pad = " " * indent
    return "".join(f"{pad}{chance.choice(LINES)}\n" for _ in range(lines))


def case(case_id: str, reported: date, phase: int, chance: random.Random) -> str:
    """A case in a phase from 0 (just reported) to 4 (closed)."""
    day = lambda n: (reported + timedelta(days=n)).isoformat()  # noqa: E731 - short in the text below
    out = f"""\
# yaml-language-server: $schema=../../.skolemiljo/sak.schema.json
id: {case_id}
type: 12-4
saksansvarlig: a2
parter:
  e1: {{rolle: elev, navn: Elev Eksempel, trinn: {chance.randint(1, 10)}, klasse: 5B}}
  f1: {{rolle: foresatt, navn: Foresatt Eksempel, til: e1, foreldreansvar: true}}
  a1: {{rolle: kontaktlaerer, navn: Lærer Eksempel}}
  a2: {{rolle: avdelingsleder, navn: Leder Eksempel}}
  r1: {{rolle: rektor, navn: Rektor Eksempel}}
melding:
  dato: {day(0)}
  melder: a1
  hendelse: {{dato: {day(-1)}, sted: {chance.choice(PLACES)}}}
  kilde: egen_observasjon
  beskrivelse: |
{text(chance, 3, 4)}  handtering: |
{text(chance, 2, 4)}  gjelder_kapittel_12: true
  foresatte_informert: {{dato: {day(1)}, av: a1, kanal: telefon}}
"""
    if phase >= 1:
        out += f"""\
mottak:
  rektor: {{tid: {day(0)}T14:10, av: r1, kanal: muntlig}}
  tatt_opp_med_rektor: {{tid: {day(1)}T08:30, av: f1}}
  alvorlig: {{vurdering: false, begrunnelse: Enkelthendelse så langt, dato: {day(0)}, av: r1}}
undersokelse:
  startet: {day(1)}
  ansvarlig: a1
"""
    if phase >= 2:
        ids = [entry_id("t", chance) for _ in range(4)]
        out += f"aktivitetsplan:\n  problem: |\n{text(chance, 2, 4)}  tiltak:\n"
        for one in ids:
            out += f"""\
    - id: {one}
      tiltak: Voksen med i leken i hvert storefri
      rettet_mot: klasse
      fra: {day(5)}
      til: {day(40)}
      gjennomfores_av: a1
      evalueres: {day(19)}
"""
        if phase >= 3:
            judged = ", ".join(
                f"{one}: {{gjennomfort: ja, effekt: delvis, videre: fortsetter}}" for one in ids
            )
            out += f"""\
  evalueringer:
    - id: {entry_id("v", chance)}
      dato: {day(19)}
      til_stede: [e1, f1, a1]
      tiltak: {{{judged}}}
      elevens_svar: Det er bedre, men ikke bra.
      trygt_og_godt: nei
      neste: {day(33)}
"""
    out += "logg:\n"
    for n in range(6 if phase < 2 else 3):
        out += f"""\
  - id: {entry_id("h", chance)}
    tid: {day(n)}T10:15
    type: elevsamtale
    delplikt: undersoke
    av: a1
    med: [e1]
    om: [e1]
    tekst: |
{text(chance, 2, 6)}"""
    if phase >= 4:
        out += f"avslutninger:\n  - {{id: {entry_id('x', chance)}, dato: {day(35)}, av: r1, "
        out += "elevens_svar: Nå har jeg det bra., trygt_og_godt: ja}\n"
    return out


def generate(root: Path, count: int, seed: int = 1) -> None:
    """Write `count` cases: one in five open in each phase, as a busy school would have them."""
    chance = random.Random(seed)
    (root / "cases").mkdir(parents=True)
    (root / "skolemiljo.yaml").write_text("skole: Eksempel skole\n", encoding="utf-8")
    made: set[str] = set()
    while len(made) < count:
        reported = TODAY - timedelta(days=chance.randint(0, 60))
        case_id = f"{reported}-{''.join(chance.choices(ALPHABET, k=4))}"
        if case_id in made:
            continue
        folder = root / "cases" / case_id
        folder.mkdir()
        content = case(case_id, reported, len(made) % 5, chance)
        (folder / "sak.yaml").write_text(content, encoding="utf-8")
        made.add(case_id)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", type=Path)
    parser.add_argument("count", type=int)
    given = parser.parse_args()
    generate(given.root, given.count)
