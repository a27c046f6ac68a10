"""A correction says what was wrong, and keeps all the rest: for every field there is."""

from __future__ import annotations

import pytest

from skolemiljo_cli.model.sak.case import Logginnforing
from skolemiljo_cli.store.yaml import reader

CASE = """\
id: 2026-11-20-k3fq
type: 12-4
parter:
  e1: {rolle: elev, navn: Espen Askeladd, trinn: 5}
  e2: {rolle: medelev, navn: Per Eventyr}
  f1: {rolle: foresatt, navn: Mor Askeladd, til: e1}
  f2: {rolle: foresatt, navn: Far Askeladd, til: e1}
  a1: {rolle: kontaktlaerer, navn: Lise Lærersen}
  r1: {rolle: rektor, navn: Rita Rektorsen}
melding: {dato: 2026-11-20, beskrivelse: Noe.}
mottak:
  alvorlig: {vurdering: true, tegn: [langvarig], begrunnelse: Slag., dato: 2026-11-20, av: r1}
undersokelse:
  startet: 2026-11-20
  utsatt: {begrunnelse: Syk., til: 2026-11-30, dato: 2026-11-20, av: r1}
  konklusjon: {dato: 2026-11-21, av: r1, trygt_og_godt: nei, begrunnelse: Alene.,
    elevens_beste: Vil bli., tiltak_nodvendig: true}
aktivitetsplan:
  opprettet: 2026-11-20
  av: a1
  tiltak:
    - {id: t-9xk2, tiltak: Voksen med., rettet_mot: [klasse], fra: 2026-12-01, til: 2026-12-18,
       hyppighet: daglig, gjennomfores_av: [a1], evalueres: 2026-12-04, bygger_pa: [h-7k3q],
       begrunnelse: Fordi., opprettet: 2026-11-20, av: a1, ikke_til: [f2], x-skole: SFO,
       enkeltvedtak: {referanse: 26/3, dato: 2026-11-20, av: r1, varslet: 2026-11-18,
         hort: 2026-11-19, begrunnelse: Noe., underrettet: 2026-11-20}}
logg:
  - {id: h-7k3q, tid: 2026-11-20T10:15, type: elevsamtale, delplikt: undersoke, av: a1, med: [e1],
     om: [e1], ikke_til: [f1], tiltak: [t-9xk2], tekst: Noe om dagen., kanal: mote, sted: rom 2,
     fravaerende: [f1], formal: Høre., elevens_ord: Jeg er alene., onsker: En venn.,
     kan_deles: Alt., trygg_voksen: true, rammer_forklart: false, lest_for_eleven: true,
     synspunkter: {e1: Vil ha venn., f1: Enig.}, oppsummering: Enige., oppfyller: [a-5d6f],
     avtaler: [{id: a-5d6f, hva: Ny prat, hvem: [a1], frist: 2026-11-27}], orienteres: [r1],
     neste_mote: 2026-11-27, godkjent: 2026-11-20, x-sfo: ja}
"""
OLD = "h-7k3q"
SAID = {
    "tid": (["--tid", "2026-11-19 kl. 09.00"], "2026-11-19T09:00"),
    "type": (["--type", "samtale"], "samtale"),
    "delplikt": (["--delplikt", "folge_med"], "folge_med"),
    "av": (["--av", "r1"], "r1"),
    "med": (["--med", "e1,a1"], ["e1", "a1"]),
    "om": (["--om", "e2"], ["e2"]),
    "ikke_til": (["--ikke-til", "f2"], ["f2"]),
    "tiltak": None,
    "kanal": (["--kanal", "telefon"], "telefon"),
    "sted": (["--sted", "rom 3"], "rom 3"),
    "fravaerende": (["--fravaerende", "a1"], ["a1"]),
    "formal": (["--formal", "Se."], "Se."),
    "tekst": (["--tekst", "Noe annet."], "Noe annet."),
    "elevens_ord": (["--elevens-ord", "Nei."], "Nei."),
    "onsker": (["--onsker", "Ro."], "Ro."),
    "kan_deles": (["--kan-deles", "Ingenting."], "Ingenting."),
    "trygg_voksen": (["--ikke-trygg-voksen"], "false"),
    "rammer_forklart": (["--rammer-forklart"], "true"),
    "lest_for_eleven": (["--ikke-lest-for-eleven"], "false"),
    "synspunkter": (["--synspunkt", "f1: Uenig."], {"e1": "Vil ha venn.", "f1": "Uenig."}),
    "oppsummering": (["--oppsummering", "Uenige."], "Uenige."),
    "avtaler": (["--avtale", "Ringe | r1"], [{"hva": "Ringe", "hvem": ["r1"]}]),
    "oppfyller": None,
    "orienteres": (["--orienteres", "a1"], ["a1"]),
    "neste_mote": (["--neste-mote", "2026-12-04"], "2026-12-04"),
    "godkjent": (["--godkjent", "2026-11-23"], "2026-11-23"),
}
"""How each field is corrected alone, and what it then says; None for pointers tried elsewhere."""
ALONE = [(name, *given) for name, given in SAID.items() if given]


@pytest.fixture
def case(write_case):
    return write_case(CASE, "2026-11-20-k3fq")


def log_of(case):
    return reader.read(case.read_bytes())["logg"]


def bare(entry):
    """An entry without what always is another's: its id, what it corrects, ids of agreements."""
    kept = {key: value for key, value in entry.items() if key not in ("id", "retter")}
    agreed = [{k: v for k, v in one.items() if k != "id"} for one in kept.get("avtaler", ())]
    return {**kept, "avtaler": agreed}


def test_the_table_has_every_field_of_an_entry():
    assert {*SAID} == {*Logginnforing.model_fields} - {"id", "retter"}
    assert {*bare(reader.read(CASE.encode())["logg"][0])} - {"x-sfo"} == {*SAID}


@pytest.mark.parametrize(("name", "words", "value"), ALONE, ids=lambda one: str(one)[:20])
def test_a_correction_of_one_field_keeps_all_the_others(name, words, value, case, cli):
    said = cli("log", "k3fq", "--corrects", OLD, *words, "--no-input")
    assert said.code == 0, said.err
    old, new = log_of(case)
    assert new["retter"] == OLD
    wanted = {**bare(old), name: value}
    assert bare(new) == wanted
    assert f"Rettelsen av {OLD} endrer: {name}." in said.err
    same = next(line for line in said.err.splitlines() if "Som før:" in line)
    assert set(same.strip(" .").removeprefix("Som før: ").split(", ")) == {*SAID} - {name}


@pytest.mark.parametrize("name", sorted({*SAID} - {"tid", "type", "ikke_til", "tekst"}))
def test_what_shall_not_come_along_is_left_out_by_name(name, case, cli):
    words = ("--tekst", "Ny.", "--uten", name.replace("_", "-"))
    said = cli("log", "k3fq", "--corrects", OLD, *words)
    assert said.code == 0, said.err
    old, new = log_of(case)
    wanted = {**bare(old), "tekst": "Ny."}
    if name == "avtaler":
        wanted[name] = []
    elif name != "om":  # it decides who may read: a correction is about the same all the same
        del wanted[name]
    assert bare(new) == wanted
    assert (f"Ikke med lenger: {name}." in said.err) is (name != "om")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "Rettelsen sier ikke hva som er nytt."),
        (("--tekst", "Ny.", "--uten", "tid"), "--uten"),
        (("--tekst", "Ny.", "--uten", "ikke-til"), "--uten"),
        (("--tekst", "Ny.", "--uten", "Kari"), "--uten"),
    ],
)
def test_a_correction_of_nothing_and_a_field_that_must_stay_are_refused(words, told, case, cli):
    before = case.read_bytes()
    said = cli("log", "k3fq", "--corrects", OLD, *words, "--no-input")
    assert said.code == 2
    assert told in said.err
    assert "Kari" not in said.err
    assert case.read_bytes() == before


def test_nothing_is_left_out_of_an_entry_that_corrects_none(case, cli):
    assert cli("log", "k3fq", "--tekst", "Ny.", "--uten", "sted").code == 2


def test_a_pupil_who_was_heard_stays_heard(case, cli):
    cli("log", "k3fq", "--corrects", OLD, "--tekst", "I lunsjen.")
    said = cli("render", "k3fq", "undersokelse")
    assert "Jeg er alene." in said.out
    assert "10.15" in cli("render", "k3fq", "elevsamtale").out


def test_what_was_done_with_the_old_text_is_told_when_the_text_is_new(case, cli):
    said = cli("log", "k3fq", "--corrects", OLD, "--tekst", "I lunsjen.")
    assert "godkjent og lest_for_eleven gjaldt den gamle teksten" in said.err
    assert (
        "gjaldt" not in cli("log", "k3fq", "--corrects", log_of(case)[-1]["id"], "--sted", "r").err
    )


def test_an_entry_that_nobody_is_said_to_be_about_is_not_made_somebody_s(write_case, cli):
    text = CASE.replace("     om: [e1], ikke_til", "     ikke_til")
    case = write_case(text, "2026-11-20-k3fq")
    assert cli("log", "k3fq", "--corrects", OLD, "--tekst", "Ny.").code == 0
    assert "om" not in log_of(case)[-1]


def test_the_files_of_a_corrected_entry_are_shown_with_what_corrects_it(write_case, cli):
    files = f"vedlegg:\n  - {{fil: vedlegg/a.pdf, innforing: {OLD}, om: [e1]}}\n"
    case = write_case(CASE + files, "2026-11-20-k3fq")
    cli("log", "k3fq", "--corrects", OLD, "--tekst", "I lunsjen.")
    cli("log", "k3fq", "--corrects", log_of(case)[-1]["id"], "--tekst", "Etter lunsj.")
    said = cli("render", "k3fq", "elevsamtale")
    assert "Etter lunsj." in said.out
    assert "vedlegg 1" in said.out.lower()


def test_an_agreement_that_was_kept_under_its_old_id_is_kept(case, cli):
    text = CASE.replace("oppfyller: [a-5d6f],", "").replace("neste_mote: 2026-11-27,", "")
    case.write_text(text, "utf-8")
    assert "avtale" in cli("deadlines", "--all").out
    cli("log", "k3fq", "--tekst", "Gjort.", "--oppfyller", "a-5d6f")
    assert "avtale" not in cli("deadlines", "--all").out
    cli("log", "k3fq", "--corrects", OLD, "--tekst", "I lunsjen.")
    assert log_of(case)[-1]["avtaler"][0]["id"] != "a-5d6f"
    assert "avtale" not in cli("deadlines", "--all").out


class TestMeasure:
    def changed(self, case, cli, *words):
        said = cli("measure", "change", "k3fq", "--id", "t-9xk2", *words)
        assert said.code == 0, said.err
        return reader.read(case.read_bytes())["aktivitetsplan"]["tiltak"]

    def test_a_new_edition_keeps_what_it_does_not_change(self, case, cli):
        old, new = self.changed(case, cli, "--hyppighet", "ukentlig")
        own = ("id", "opprettet", "av", "hyppighet", "erstatter")
        rest = [{k: v for k, v in one.items() if k not in own} for one in (old, new)]
        assert rest[0] == rest[1]

    def test_a_date_of_the_decision_leaves_the_rest_of_the_decision(self, case, cli):
        old, new = self.changed(case, cli, "--vedtak-dato", "2026-11-21")
        assert new["enkeltvedtak"] == {**old["enkeltvedtak"], "dato": "2026-11-21"}

    def test_another_decision_has_nothing_of_the_first(self, case, cli):
        _, new = self.changed(case, cli, "--vedtak", "26/9")
        assert new["enkeltvedtak"] == {"referanse": "26/9"}

    def test_one_that_has_begun_runs_in_its_new_edition_from_today(self, case, cli):
        case.write_text(CASE.replace("fra: 2026-12-01", "fra: 2026-11-20"), "utf-8")
        _, new = self.changed(case, cli, "--hyppighet", "ukentlig")
        assert new["fra"] == "2026-11-23"


class TestJudgements:
    def at(self, case, *place):
        values = reader.read(case.read_bytes())
        for step in place:
            values = values[step]
        return values

    def test_the_same_conclusion_for_another_reason_keeps_the_rest(self, case, cli):
        said = cli("investigate", "k3fq", "--trygt-og-godt", "nei", "--begrunnelse", "Utestengt.")
        now = self.at(case, "undersokelse", "konklusjon")
        assert now == {
            "dato": "2026-11-23", "trygt_og_godt": "nei", "begrunnelse": "Utestengt.",
            "elevens_beste": "Vil bli.", "tiltak_nodvendig": "true",
        }  # fmt: skip
        assert "Som før: elevens_beste, tiltak_nodvendig." in said.err

    def test_another_conclusion_is_told_what_does_not_follow_it(self, case, cli):
        said = cli("investigate", "k3fq", "--trygt-og-godt", "ja", "--begrunnelse", "Bedre.")
        now = self.at(case, "undersokelse", "konklusjon")
        assert {*now} == {"dato", "trygt_og_godt", "begrunnelse"}
        assert "elevens_beste, tiltak_nodvendig; det følger ikke med" in said.err

    def test_a_new_reason_for_a_delay_keeps_its_day(self, case, cli):
        cli("investigate", "k3fq", "--utsatt", "Fortsatt syk.")
        assert self.at(case, "undersokelse", "utsatt")["til"] == "2026-11-30"

    def test_the_same_gravity_keeps_its_signs_and_another_is_told(self, case, cli):
        cli("receive", "k3fq", "--alvorlig", "--begrunnelse", "Slag og spark.")
        assert self.at(case, "mottak", "alvorlig")["tegn"] == ["langvarig"]
        said = cli("receive", "k3fq", "--ikke-alvorlig", "--begrunnelse", "Ett dytt.")
        assert "tegn" not in self.at(case, "mottak", "alvorlig")
        assert "tegn; det følger ikke med" in said.err
