"""One case with three pupils, two families and an employee: every text says whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skolemiljo_cli.model.validation.validate import parse_case
from skolemiljo_cli.store.yaml import reader

if TYPE_CHECKING:
    from skolemiljo_cli.model.sak.case import Sak

CASE = """\
id: 2026-11-02-drea
type: 12-4
saksansvarlig: a2
arkivreferanse: 26/00417
parter:
  e1: {rolle: elev, navn: Askeladd Eventyr, trinn: 5, klasse: 5B, alias: [Aske]}
  e2: {rolle: medelev, navn: Tyrihans Skogen, trinn: 5, klasse: 5B, alias: [Tyri]}
  e3: {rolle: medelev, navn: Gullhår Fjellheim, trinn: 6, klasse: 6A}
  f1: {rolle: foresatt, navn: Morten Eventyr, til: e1, foreldreansvar: true, kontakt: 900 00 001}
  f2: {rolle: foresatt, navn: Marit Eventyr, til: e1, foreldreansvar: true, kontakt: 900 00 002}
  f3: {rolle: foresatt, navn: Ragna Skogen, til: e2, foreldreansvar: true, kontakt: 900 00 003}
  a1: {rolle: kontaktlaerer, navn: Lise Lærersen}
  a2: {rolle: avdelingsleder, navn: Anders Bukkene}
  a3: {rolle: assistent, navn: Aslak Assistentsen}
  r1: {rolle: rektor, navn: Rita Rektorsen}
melding:
  dato: 2026-11-02
  melder: a1
  hendelse: {dato: 2026-11-02, sted: ballbingen}
  beskrivelse: MELDT at {e2} tok ballen fra {e1}, og {e3} så på.
  handtering: HANDTERT med alle tre.
  elevens_ord: ORD-E1 i meldingen.
  involverte: [e1, e2, e3]
mottak:
  rektor: {tid: 2026-11-02T14:10, av: r1, kanal: muntlig}
  alvorlig: {vurdering: false, begrunnelse: ALVOR er vurdert., dato: 2026-11-02, av: r1}
  skoleeier: {tid: 2026-11-03, mottaker: Oppvekst, bistand: EIER får vite det.}
undersokelse:
  startet: 2026-11-03
  ansvarlig: a2
  elevens_opplevelse: OPPLEVD av e1.
  foresattes_syn: SYN-F1 på det.
  faktorer: FAKTORER er funnet hos {e2} og {e3}.
  ikke_hort: {e3: GRUNN-E3 er syk.}
aktivitetsplan:
  opprettet: 2026-11-05
  av: a2
  problem: PROBLEM er at {e1} er alene når {e2} fordeler.
  tiltak:
    - {id: t-1aaa, tiltak: TILTAK-E1 med voksen., rettet_mot: utsatt, fra: 2026-11-06,
       gjennomfores_av: a3, bygger_pa: [h-1aaa, h-2aaa]}
    - {id: t-2bbb, tiltak: TILTAK-KLASSEN med regler., rettet_mot: klasse, fra: 2026-11-06,
       gjennomfores_av: a1}
    - {id: t-3ccc, tiltak: "TILTAK-E2 for {e2} alene.", rettet_mot: krenker, fra: 2026-11-06,
       gjennomfores_av: a2}
    - {id: t-4ddd, tiltak: "TILTAK-UKJENT for {e3}.", fra: 2026-11-06, gjennomfores_av: a2}
  elevens_syn: SYN-E1 på planen.
  evalueringer:
    - id: v-1aaa
      dato: 2026-11-20
      til_stede: [e1, f1, a1]
      tiltak:
        t-1aaa: {gjennomfort: ja, effekt: ja, videre: fortsetter, merknad: MERKNAD-E1 her.}
        t-3ccc: {gjennomfort: ja, effekt: nei, videre: endres, merknad: MERKNAD-E2 her.}
      elevens_svar: SVAR-E1 er bra.
logg:
  - {id: h-1aaa, tid: 2026-11-03, type: elevsamtale, av: a1, med: [e1], om: [e1],
     tekst: LOGG-E1 om dagen., elevens_ord: ORD-E1 i samtalen., kan_deles: DELES av e1.}
  - {id: h-2aaa, tid: 2026-11-03, type: elevsamtale, av: a1, med: [e2], om: [e2],
     tekst: LOGG-E2 om dagen hjemme., elevens_ord: ORD-E2 i samtalen.}
  - {id: h-3aaa, tid: 2026-11-04, type: observasjon, av: a3, om: [e1, e2],
     tekst: "LOGG-BEGGE der {e2} gikk mot {e1}."}
  - {id: h-4aaa, tid: 2026-11-04, type: mote, av: a2, med: [e1, e2, a1], om: [e1, e2],
     tekst: "LOGG-MOTE mellom {e1} og {e2}.", elevens_ord: ORD-BLANDET fra to.,
     synspunkter: {e1: SYNSPUNKT-E1 sagt., e2: SYNSPUNKT-E2 sagt., f3: SYNSPUNKT-F3 sagt.}}
  - {id: h-5aaa, tid: 2026-11-05, type: notat, av: a2, tekst: LOGG-UTEN-OM om alt.}
  - {id: h-6aaa, tid: 2026-11-05, type: telefon, av: a1, med: [f3], om: [e2],
     tekst: LOGG-F3 på telefonen.}
vedlegg:
  - {fil: vedlegg/e1.pdf, om: [e1], beskrivelse: VEDLEGG-E1 fra møtet.}
  - {fil: vedlegg/e2.pdf, om: [e2], beskrivelse: VEDLEGG-E2 fra legen.}
  - {fil: vedlegg/alle.pdf, beskrivelse: VEDLEGG-UTEN-OM fra alle.}
"""


def case(text: str = CASE) -> Sak:
    parsed = parse_case(reader.read(text.encode()))
    assert parsed.value is not None
    assert parsed.faults == ()
    return parsed.value
