"""`log --ikke-til`: what could harm the pupil if somebody knew it is not in what they are given."""

from __future__ import annotations

import json

import pytest

CASE = """\
id: 2026-11-02-k3fq
type: 12-4
parter:
  e1: {rolle: elev, navn: Askeladd Eventyr, trinn: 5}
  f1: {rolle: foresatt, navn: Marit Eventyr, til: e1, foreldreansvar: true}
  a1: {rolle: kontaktlaerer, navn: Lise Lærersen}
melding: {dato: 2026-11-02, melder: a1, beskrivelse: "{e1} er alene."}
logg:
  - {id: h-7k3q, tid: 2026-11-03, type: elevsamtale, av: a1, med: [e1], om: [e1],
     tekst: Gruer seg til helgen., kan_deles: Ingenting av dette hjem.}
"""


@pytest.fixture(autouse=True)
def _case(write_case):
    write_case(CASE)


def test_an_entry_is_kept_from_a_guardian_from_the_first(cli):
    said = cli(
        "log", "k3fq", "--type", "ekstern", "--av", "a1", "--ikke-til", "f1",
        "--tekst", "Barnevernet er spurt om {e1}.",
    )  # fmt: skip
    assert said.code == 0
    assert "ikke_til f1" in said.err
    assert "Barnevernet" not in cli("render", "k3fq", "saksgang", "--for", "f1").out
    assert "Barnevernet" in cli("render", "k3fq", "saksgang", "--for", "e1").out
    own = cli("render", "k3fq", "saksgang").out
    assert "Barnevernet" in own
    assert "Skal ikke vises for" in own


def test_what_a_pupil_has_said_may_be_told_is_pointed_at_before_the_guardians_have_it(cli):
    draft = cli("render", "k3fq", "saksgang", "--for", "f1")
    assert "Gruer seg" in draft.out
    assert "Eleven har sagt hva som kan deles fra h-7k3q." in draft.err
    assert "kan deles" not in cli("render", "k3fq", "aktivitetsplan", "--for", "f1").err
    assert "Eleven har sagt" not in cli("render", "k3fq", "saksgang", "--for", "e1").err
    talk = cli("render", "k3fq", "elevsamtale", "--for", "f1")
    assert "Eleven har sagt hva som kan deles fra h-7k3q." in talk.err


def test_an_entry_that_is_written_is_kept_back_by_saying_it_again(cli):
    said = cli("log", "k3fq", "--corrects", "h-7k3q", "--ikke-til", "f1", "--json")
    assert said.code == 0
    new = json.loads(said.out)["data"]["id"]
    for form in ("saksgang", "undersokelse"):
        draft = cli("render", "k3fq", form, "--for", "f1")
        assert "Gruer seg" not in draft.out
        assert "det som er holdt unna mottakeren (2)" in draft.err
    gone = cli("render", "k3fq", "elevsamtale", "--for", "f1")
    assert gone.code == 66
    talk = cli("render", "k3fq", "elevsamtale", "--id", new)
    assert "Gruer seg til helgen." in talk.out
    assert "Skal ikke vises for" in talk.out


def test_whom_it_is_kept_from_must_be_somebody_in_the_case(cli):
    said = cli("log", "k3fq", "--tekst", "Noe.", "--ikke-til", "f9")
    assert said.code == 2
    assert "--ikke-til" in said.err


def test_what_one_guardian_said_is_pointed_at_when_another_reads_it(write_case, cli):
    both = CASE.replace(
        "  a1:",
        "  f2: {rolle: foresatt, navn: Morten Bakken, til: e1, foreldreansvar: true}\n  a1:",
    )
    talk = (
        "  - {id: h-2b4c, tid: 2026-11-04, type: telefon, av: a1, med: [f1], om: [e1], tekst: A.}\n"
    )
    write_case(both + talk)
    told = "bare den ene av de foresatte: h-2b4c."
    for who in ("f2", "foresatte:e1"):
        assert told in cli("render", "k3fq", "saksgang", "--for", who).err
    for who in ("f1", "e1"):
        assert "bare den ene" not in cli("render", "k3fq", "saksgang", "--for", who).err


def test_what_corrects_an_entry_about_another_pupil_is_not_told_to_the_first_one_s_family(
    cli, write_case
):
    write_case(
        CASE.replace("  f1:", "  e2: {rolle: medelev, navn: Tyrihans Skogen}\n  f1:")
        + "  - {id: h-2b4c, tid: 2026-11-04, type: notat, av: a1, om: [e2], tekst: Bor hos far.}\n"
    )
    said = cli("log", "k3fq", "--corrects", "h-2b4c", "--tekst", "Bor hos mormor, ikke hos far.")
    assert said.code == 0
    assert "om e2" in said.err
    assert "mormor" not in cli("render", "k3fq", "saksgang", "--for", "f1").out


def test_what_a_pupil_says_may_be_told_is_not_itself_told_to_the_guardians(cli):
    told = "Ingenting av dette hjem."
    for form in ("elevsamtale", "saksgang"):
        assert told not in cli("render", "k3fq", form, "--for", "f1").out
        assert told in cli("render", "k3fq", form, "--for", "e1").out
        assert told in cli("render", "k3fq", form, "--for", "statsforvalter").out


def test_an_entry_of_barnevernet_or_the_police_is_pointed_at(cli):
    cli("log", "k3fq", "--tekst", "Bekymringsmelding er sendt.", "--av", "a1")
    for who in ("f1", "e1"):
        said = cli("render", "k3fq", "saksgang", "--for", who).err
        assert "Nevner barnevern, politi eller lignende: h-" in said
        assert "--ikke-til f1" in said
    assert "Nevner" not in cli("render", "k3fq", "saksgang", "--for", "statsforvalter").err
