"""The gate: one wrong value takes the smallest part that holds it, and nothing else."""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import date

import pytest
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.model.validation.validate import parse_case
from skolemiljo_cli.store.yaml import reader

FULL = """\
id: 2026-11-22-k3fq
type: 12-4
saksansvarlig: a2
tidligere_saksansvarlige: [a1, r1]
arkivreferanse: 26/00417
koblet: [2026-11-20-a7qm]
parter:
  e1: {rolle: elev, navn: Espen Askeladd, trinn: 5, klasse: 5B, alias: [Aske],
       skjerming: ingen, fra: 2026-08-17, tidligere: [{til: 2026-08-16, rolle: medelev, trinn: 4,
       klasse: 4B}], sluttet: 2027-06-18, tidligere_navn: [Espen Olsen], tidligere_nokler: [e4],
       rettet: 2026-12-02, id: m-4x2k}
  f1: {rolle: foresatt, navn: Mor Askeladd, til: e1, foreldreansvar: true, kontakt: 41 00 00 00}
  a1: {rolle: kontaktlaerer}
  a2: {rolle: avdelingsleder}
  r1: {rolle: rektor}
melding:
  dato: 2026-11-20
  melder: a1
  hendelse: {dato: 2026-11-19T10:15, sted: gangen}
  kilde: elev
  miljo: begge
  krenkelser: [mobbing, digital]
  beskrivelse: Noe har skjedd.
  handtering: Noe ble gjort.
  elevens_ord: Noe ble sagt.
  involverte: [e1]
  informert: [a2, r1]
  gjelder_kapittel_12: true
  videresendt: {dato: 2026-11-20, til: r1}
  foresatte_informert: {dato: 2026-11-20, av: a1, kanal: telefon, ikke_aktuelt: nei}
  haster: false
  strakstiltak: Noe.
  signert: {dato: 2026-11-20, av: a1}
  ikke_til: [f1]
mottak:
  rektor: {tid: 2026-11-20T14:10, av: r1, kanal: muntlig}
  tatt_opp_med_rektor: {tid: 2026-11-21, av: f1, mottatt_av: r1, kanal: mote}
  alvorlig: {vurdering: false, tegn: [langvarig], begrunnelse: Noe., dato: 2026-11-20, av: r1}
  skoleeier: {tid: 2026-11-23, mottaker: Kontoret, av: r1, kanal: epost, apenbart_grunnlos: Noe.,
              haster: true, bistand: Noe., avviksnummer: 26/7}
  tidligere_vurderinger:
    - {vurdering: true, begrunnelse: Noe.}
  ansattsak: {informert: 2026-11-23, uttalt: 2026-11-24, personalsak: 26/9, folger_opp_eleven: a2}
  ikke_til: [f1]
undersokelse:
  startet: 2026-11-20
  ansvarlig: a1
  utsatt: {begrunnelse: Noe., til: 2026-11-23, dato: 2026-11-20, av: r1}
  tidligere_utsettelser:
    - {begrunnelse: Noe.}
  sporsmal: Noe.
  metoder: [samtaler, sosiometri]
  foresattes_syn: Noe.
  ikke_hort: {e1: Noe.}
  faktorer: Noe.
  ikke_gjort: Noe.
  tidligere_konklusjoner:
    - {trygt_og_godt: uavklart}
  elevens_opplevelse: Noe.
  konklusjon: {dato: 2026-11-24, av: a1, trygt_og_godt: nei, begrunnelse: Noe., elevens_beste: Noe.,
    tiltak_nodvendig: true}
  ikke_til: [f1]
aktivitetsplan:
  ikke_til: [f1]
  opprettet: 2026-11-23
  av: a1
  mal: Noe.
  senskade: Noe.
  revidert:
    - {id: p-3d4f, dato: 2026-11-24, av: a1, endring: Noe., tiltak: [t-4mm7],
       tidligere: {problem: Noe.}}
  problem: Noe.
  tiltak:
    - {id: t-9xk2, tiltak: Noe., rettet_mot: [klasse], fra: 2026-11-23, til: 2026-12-18,
       gjennomfores_av: [a1], evalueres: 2026-12-04, bygger_pa: [h-7k3q], begrunnelse: Noe.,
       opprettet: 2026-11-23, av: a1, erstatter: t-4mm7, ikke_til: [f1],
       felles: {sak: 2026-11-20-a7qm, tiltak: t-5nn8},
       enkeltvedtak: {referanse: 26/3,
       dato: 2026-11-23, av: r1, varslet: 2026-11-23, hort: 2026-11-23, begrunnelse: Noe.,
       underrettet: 2026-11-23}}
    - {id: t-4mm7, tiltak: Noe., hyppighet: hver fredag, rettet_mot: skole, gjennomfores_av: a1}
  elevens_syn: Noe.
  foresattes_syn: Noe.
  kommunikasjon: Noe.
  vurdering: Noe.
  elevens_beste: Noe.
  evalueringer:
    - id: v-2m8d
      dato: 2026-12-04
      til_stede: [e1, f1]
      tiltak: {t-9xk2: {gjennomfort: ja, effekt: delvis, videre: fortsetter, merknad: Noe.}}
      elevens_svar: Noe.
      foresattes_svar: Noe.
      vurdering: Noe.
      trygt_og_godt: nei
      av: a1
      utgang: prolongeres
      ekstern_bistand: Noe.
      neste: 2026-12-18
      ikke_til: [f1]
logg:
  - {id: h-7k3q, tid: 2026-11-20T10:15, type: elevsamtale, delplikt: undersoke, av: a1, med: [e1],
     om: [e1], ikke_til: [f1], tiltak: [t-9xk2], tekst: Noe., kanal: mote, sted: rom 2,
     fravaerende: [f1], formal: Noe., elevens_ord: Noe., onsker: Noe., kan_deles: Noe.,
     trygg_voksen: true, rammer_forklart: true, lest_for_eleven: true, synspunkter: {e1: Noe.},
     oppsummering: Noe., oppfyller: [a-5d6f],
     avtaler: [{id: a-5d6f, hva: Noe., hvem: a1, frist: 2026-11-27}], orienteres: [r1],
     neste_mote: 2026-11-27, godkjent: 2026-11-23}
  - {id: h-8n2w, tid: 2026-11-21, type: notat, retter: h-7k3q}
vedlegg:
  - {fil: vedlegg/a.pdf, sha256: abab, om: [e1], ikke_til: [f1], beskrivelse: Noe.,
     innforing: h-7k3q, dato: 2026-11-20}
statsforvalter:
  - id: s-3k2m
    meldt: 2026-12-01
    referanse: 26/1
    av: f1
    foresporsler:
      - {dato: 2026-12-01, hva: Noe., frist: 2026-12-08, sendt: 2026-12-07, sendt_hva: Noe.}
    vedtak: {dato: 2026-12-10, mottatt: 2026-12-11, utfall: brudd, palegg: Noe., frist: 2027-01-10,
             oppfylt: 2027-01-09, paklaget: false}
avslutninger:
  - {id: x-4r1t, dato: 2027-01-11, av: r1, elevens_svar: Noe., trygt_og_godt: ja,
     foresattes_syn: Noe., begrunnelse: Noe., oppfolging: 2027-02-15, arkivert: Noe.,
     grunnlag: trygt, uten_elevens_svar: Noe., gjenstar: Noe., oppfolging_av: a1,
     gjenapnes_hvis: Noe., arkivert_dato: 2027-01-12, ikke_til: [f1]}
gjenapninger:
  - {id: g-6t5y, dato: 2027-01-20, av: r1, begrunnelse: Noe.}
utleveringer:
  - {id: u-4r7e, dato: 2026-12-01, til: e1, dokument: evaluering, format: html, gjelder: v-2m8d,
     av: a2, kode: 3f9a1c2b, sha256: 3b1f}
navnefunn:
  - {id: n-8t2m, merke: 3f9a1c2b, part: e2, begrunnelse: Noe., dato: 2026-12-01, av: a2}
foresatte_likevel:
  - {id: b-5m3k, dato: 2026-12-01, til: f1, dokument: evaluering, begrunnelse: Noe.,
     ikke_aktuelt: nei, av: a2}
unntak:
  - {regel: L11, begrunnelse: Noe., dato: 2026-11-23, av: r1}
"""
VALUES = reader.read(FULL.encode())
WHOLE = parse_case(VALUES).value
TODAY = date(2026, 11, 23)


def leaves(value: object, place: tuple = ()):
    """The place of every single value."""
    steps = value.items() if isinstance(value, dict) else enumerate(value)
    for step, part in steps:
        if isinstance(part, dict | list):
            yield from leaves(part, (*place, step))
        else:
            yield (*place, step)


LEAVES = tuple(leaves(VALUES))
NAME = "Xaverine Øygardsløkken"
WRONG = st.one_of(
    st.sampled_from(
        ["2026-02-30", "20.11.2026", "", " e1", "e1\n", "t-9xk2\n", "٢٠٢٦-11-20", NAME]
    ),
    st.sampled_from([[], {}, [[]], {"a": "b"}, [{"a": [NAME]}], {NAME: NAME}, [None], {"a": None}]),
    st.text(max_size=8),
)


def with_(values: dict, place: tuple, wrong: object) -> dict:
    copy = deepcopy(values)
    holder = copy
    for step in place[:-1]:
        holder = holder[step]
    holder[place[-1]] = wrong
    return copy


def without(values: dict, place: tuple) -> dict:
    copy = deepcopy(values)
    holder = copy
    for step in place[:-1]:
        holder = holder[step]
    del holder[place[-1]]
    return copy


def smallest_loss(place: tuple) -> Sak | None:
    """The case without the smallest part around `place` that it can do without; the oracle."""
    while place:
        parsed = parse_case(without(VALUES, place))
        if not parsed.faults:
            return parsed.value
        place = place[:-1]
    return None


def test_the_full_case_is_whole_and_says_every_field_there_is():
    assert parse_case(VALUES).faults == ()
    lacks = unsaid(WHOLE)
    assert lacks == set(), f"FULL in tests/model/test_gate.py says nothing of {sorted(lacks)}"


def unsaid(part: BaseModel) -> set[str]:
    """The fields that no part of its kind says anything in."""
    said: dict[type, set[str]] = {}
    gather(part, said)
    return {
        f"{kind.__name__}.{one}"
        for kind, had in said.items()
        for one in set(kind.model_fields) - had
    }


def gather(value: object, said: dict[type, set[str]]) -> None:
    if isinstance(value, BaseModel):
        said.setdefault(type(value), set()).update(value.model_fields_set)
        for name in value.model_fields_set:
            gather(getattr(value, name), said)
    elif isinstance(value, dict):
        for part in value.values():
            gather(part, said)
    elif isinstance(value, tuple):
        for part in value:
            gather(part, said)


@pytest.mark.slow
@settings(max_examples=examples(150))
@given(place=st.sampled_from(LEAVES), wrong=WRONG, today=st.sampled_from([None, TODAY]))
def test_a_fault_takes_only_the_smallest_part_away(place, wrong, today):
    planted = with_(VALUES, place, wrong)
    before = deepcopy(planted)
    parsed = parse_case(planted, today)
    assert planted == before
    if not parsed.faults:
        assert parsed.value is not None
        return
    for fault in parsed.faults:
        assert fault.place[: len(place)] == place or fault.place == place[:-1], fault
    assert parsed.value == smallest_loss(place)


@pytest.mark.parametrize("place", LEAVES, ids=lambda place: ".".join(map(str, place)))
def test_every_single_value_can_be_wrong_without_hiding_another(place):
    parsed = parse_case(with_(VALUES, place, {NAME: [NAME]}))
    assert parsed.faults, "nothing takes such a value"
    assert parsed.faults[0].place[: len(place)] == place
    assert parsed.value == smallest_loss(place)


@pytest.mark.slow
@settings(max_examples=examples(75))
@given(
    places=st.lists(st.sampled_from(LEAVES), min_size=2, max_size=5, unique=True),
    wrong=st.sampled_from(["2026-02-30", NAME, {"a": "b"}]),
)
def test_several_faults_leave_the_parts_without_one_as_they_are(places, wrong):
    planted = VALUES
    for place in places:
        planted = with_(planted, place, wrong)
    parsed = parse_case(planted)
    if parsed.value is None:
        needed = {("id",), ("type",), ("melding", "dato")}
        assert {fault.place for fault in parsed.faults} & needed
        return
    untouched = set(VALUES) - {place[0] for place in places}
    for name in untouched:
        assert getattr(parsed.value, name) == getattr(WHOLE, name)


@pytest.mark.slow
@settings(max_examples=examples(75))
@given(place=st.sampled_from(LEAVES), wrong=WRONG)
def test_a_message_is_norwegian_and_never_repeats_what_was_written(place, wrong):
    for fault in parse_case(with_(VALUES, place, wrong)).faults:
        check_message(fault.message)
        assert NAME not in fault.message


def check_message(message: str) -> None:
    assert message[0].isupper() or message[0] in "«0123456789"
    assert message.endswith((".", "?", "!"))
    english = r"\b(input|should|valid|string|field|value|error|type|required|must|not|and|the|is)\b"
    assert not re.findall(english, message.lower()), message
    assert "\n" not in message


KEYS = st.sampled_from(
    [*Sak.model_fields, "e1", "dato", "id", "tiltak", "rolle", "x-eget", NAME, ""]
)
ANYTHING = st.recursive(
    st.one_of(
        st.none(), st.text(max_size=5), st.sampled_from(["2026-11-20", "e1", "12-4", "t-9xk2"])
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=12,
)


@pytest.mark.slow
@settings(max_examples=examples(125))
@given(part=st.sampled_from(sorted(VALUES)), junk=ANYTHING, alone=st.booleans())
def test_nothing_a_file_can_say_makes_the_gate_fall(part, junk, alone):
    parsed = parse_case({part: junk} if alone else {**VALUES, part: junk})
    assert parsed.value is not None or parsed.faults
    for fault in parsed.faults:
        check_message(fault.message)


@pytest.mark.slow
@given(junk=ANYTHING)
def test_a_file_that_is_anything_at_all_is_told_not_raised(junk):
    parsed = parse_case(junk)
    assert parsed.value is not None or parsed.faults


@pytest.mark.parametrize(
    "missing", [("id",), ("type",), ("melding",), ("melding", "dato")], ids=str
)
def test_what_a_case_cannot_be_without_is_told_by_its_place(missing):
    parsed = parse_case(without(VALUES, missing))
    assert parsed.value is None
    assert [fault.place for fault in parsed.faults] == [missing]
    assert parsed.faults[0].message == "Dette mangler og må fylles ut."


def test_a_measure_without_an_id_is_told_how_one_looks():
    parsed = parse_case(without(VALUES, ("aktivitetsplan", "tiltak", 0, "id")))
    (fault,) = parsed.faults
    assert fault.place == ("aktivitetsplan", "tiltak", 0, "id")
    assert "t-7k3q" in fault.message
    assert [one.id for one in parsed.value.aktivitetsplan.tiltak] == ["t-4mm7"]


def test_a_name_as_a_party_s_key_takes_only_that_party():
    parsed = parse_case(with_(VALUES, ("parter", NAME), {"rolle": "elev"}))
    (fault,) = parsed.faults
    assert fault.place == ("parter", NAME)
    assert NAME not in fault.message
    assert parsed.value == WHOLE


def test_contact_for_a_hidden_address_is_refused_and_takes_only_that_party():
    parsed = parse_case(with_(VALUES, ("parter", "f1", "skjerming"), "fortrolig"))
    (fault,) = parsed.faults
    assert fault.place == ("parter", "f1")
    assert "kontakt" in fault.message
    assert parsed.value == parse_case(without(VALUES, ("parter", "f1"))).value


@pytest.mark.parametrize("name", ["A" * 301, " ".join(["Ord"] * 17)])
@pytest.mark.parametrize("place", [("navn",), ("alias", 0)])
def test_a_name_too_long_to_be_looked_for_is_a_fault_of_the_name_alone(place, name):
    values = with_(VALUES, ("parter", "e1", "alias"), ["Kallenavn"])
    parsed = parse_case(with_(values, ("parter", "e1", *place), name))
    (fault,) = parsed.faults
    assert fault.place == ("parter", "e1", *place)
    assert "bare navnet" in fault.message
    assert name not in fault.message
    assert parsed.value.parter["e1"].rolle == "elev"


def test_the_longest_names_there_are_can_be_written():
    name = " ".join(["Ånnabelle-Ø"] * 16)
    parsed = parse_case(with_(VALUES, ("parter", "e1", "navn"), name))
    assert parsed.faults == ()


@pytest.mark.parametrize(
    ("place", "wrong", "meant"),
    [
        (("melding", "kilde"), "forsatt", "foresatt"),
        (("parter", "a1", "rolle"), "kontaktlærer", "kontaktlaerer"),
        (("type",), "12-5-ansat", "12-5-ansatt"),
        (("logg", 0, "type"), "elevsamtaler", "elevsamtale"),
    ],
)
def test_a_slip_in_a_word_gets_a_suggestion(place, wrong, meant):
    (fault,) = parse_case(with_(VALUES, place, wrong)).faults
    assert fault.message.startswith(f"Mente du «{meant}»? Velg ett av: ")


@pytest.mark.parametrize(
    "empty", ["logg", "aktivitetsplan", "parter", "undersokelse", "arkivreferanse"]
)
def test_a_key_without_a_value_is_as_if_it_were_not_there(empty):
    assert parse_case(with_(VALUES, (empty,), None)) == parse_case(without(VALUES, (empty,)))


def test_a_case_is_never_changed_in_place():
    with pytest.raises(Exception, match="frozen"):
        WHOLE.saksansvarlig = "a1"
