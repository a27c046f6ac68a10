"""`show`: where a case stands, on one screen, with nothing shown as done that is not recorded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

TOP = """\
id: 2026-11-20-k3fq
type: {type}
saksansvarlig: a1
parter:
  e1: {{rolle: elev, navn: Espen Askeladd, trinn: 5}}
  e2: {{rolle: medelev, navn: Per Eventyr}}
  a1: {{rolle: kontaktlaerer, navn: Lise Lærersen}}
  r1: {{rolle: rektor}}
melding: {{dato: 2026-11-20, melder: a1, beskrivelse: '{{e1}} var alene.'}}
"""
RECEIVED = "mottak: {rektor: {tid: 2026-11-20, av: r1}}\n"
PLAN = """\
aktivitetsplan:
  opprettet: 2026-11-24
  problem: '{e1} er alene.'
  tiltak:
    - {id: t-1aaa, tiltak: 'En voksen er med {e1}', fra: 2026-11-25, gjennomfores_av: a1, evalueres: 2026-12-08}
    - {id: t-2bbb, tiltak: Gammelt, erstatter: t-9zzz, fra: 2026-11-25, gjennomfores_av: a1, evalueres: 2026-12-08}
    - {id: t-3ccc, tiltak: Nytt, erstatter: t-2bbb, fra: 2026-11-25, gjennomfores_av: a1, evalueres: 2026-12-08}
logg:
  - {id: h-1aaa, tid: 2026-11-23T10:15, type: elevsamtale, av: a1, med: [e1], om: [e1], tekst: '{e1} fortalte.'}
  - {id: h-2bbb, tid: 2026-11-24, type: observasjon, av: a1, om: [e1], tekst: Tre ganger.}
  - {id: h-3ccc, tid: 2026-11-24, type: observasjon, av: a1, om: [e1], tekst: Fire ganger., retter: h-2bbb}
  - {id: h-4ddd, tid: 2026-11-24, type: mote, av: a1, med: [r1], om: [e1], tekst: Møte.,
     avtaler: [{id: a-1aaa, hva: Ringe hjem, hvem: a1, frist: 2026-11-27}, {id: a-2bbb, hva: Gjort alt}]}
  - {id: h-5eee, tid: 2026-11-25, type: notat, av: a1, om: [e1], tekst: Ok., oppfyller: [a-2bbb]}
"""  # noqa: E501


@pytest.fixture
def shown(cli, write_case):
    """Write a case and return what `show` says of it."""

    def show(text: str, *more: str, kind: str = "12-4") -> str:
        write_case(TOP.format(type=kind) + text, "2026-11-20-k3fq")
        answer = cli("show", "k3fq", *more)
        assert answer.code == 0, answer.err
        return answer.out

    return show


def duties(text: str) -> dict[str, str]:
    """How each duty stands, from the data."""
    return {one["steg"]: one["tilstand"] for one in json.loads(text)["data"]["delplikter"]}


def test_what_nobody_has_recorded_is_not_shown_as_done(shown):
    stands = duties(shown("", "--json"))
    assert stands == {
        "folge_med": "uavklart", "gripe_inn": "uavklart", "melde_fra": "forfalt",
        "skoleeier": "uavklart", "undersoke": "uavklart", "tiltak": "uavklart",
        "evaluering": "uavklart",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "step", "stand"),
    [
        (RECEIVED, "melde_fra", "gjort"),
        (RECEIVED, "skoleeier", "forfalt"),
        ("mottak: {alvorlig: {vurdering: nei, begrunnelse: Noe.}}\n", "skoleeier", "ikke_aktuelt"),
        ("mottak: {alvorlig: {vurdering: ja, begrunnelse: N.}}\n", "skoleeier", "forfalt"),
        ("mottak: {alvorlig: {vurdering: ja, begrunnelse: N.}, skoleeier: {tid: 2026-11-20}}\n",
         "skoleeier", "gjort"),
        (RECEIVED, "undersoke", "i_dag"),
        (RECEIVED + "undersokelse: {startet: 2026-11-20}\n", "undersoke", "i_gang"),
        ("undersokelse: {konklusjon: {trygt_og_godt: nei}}\n", "undersoke", "gjort"),
        (RECEIVED, "tiltak", "venter"),
        ("undersokelse: {konklusjon: {trygt_og_godt: ja}}\n", "tiltak", "ikke_aktuelt"),
        ("aktivitetsplan: {problem: Noe.}\n", "tiltak", "i_gang"),
        (PLAN, "evaluering", "venter"),
        (PLAN, "folge_med", "gjort"),
        ("aktivitetsplan: {evalueringer: [{id: v-1aaa, dato: 2026-11-21}]}\n", "evaluering",
         "i_gang"),
    ],
)  # fmt: skip
def test_a_duty_stands_as_the_facts_and_the_deadlines_say(text, step, stand, shown):
    assert duties(shown(text, "--json"))[step] == stand


def test_a_report_about_the_leadership_is_received_by_the_owner_not_by_rektor(shown):
    assert duties(shown(RECEIVED, "--json", kind="12-5-ledelse"))["melde_fra"] == "uavklart"
    told = "mottak: {skoleeier: {tid: 2026-11-20}}\n"
    assert duties(shown(told, "--json", kind="12-5-ledelse"))["melde_fra"] == "gjort"


def test_an_ordinary_case_fits_on_one_screen(shown):
    lines = shown(RECEIVED + PLAN).splitlines()
    assert len(lines) <= 45
    assert [line for line in lines if len(line) > 120] == []


def test_a_long_entry_is_cut_to_the_width_of_the_screen(shown, on_screen):
    on_screen()
    log = "logg: [{id: h-1aaa, tid: 2026-11-21, type: notat, tekst: '" + "ord " * 60 + "'}]\n"
    line = next(one for one in shown(log).splitlines() if "h-1aaa" in one)
    assert 90 < len(line) <= 99
    assert line.endswith("…")


def test_the_measures_in_force_are_shown_and_those_replaced_counted(shown, on_screen):
    on_screen()
    text = shown(PLAN)
    assert "t-1aaa  En voksen er med {e1}" in text
    assert "t-3ccc" in text
    assert "Gammelt" not in text
    assert "(1 tiltak er avsluttet eller erstattet)" in text


def test_the_pupil_s_place_is_told_with_who_is_not_heard(shown):
    text = shown(PLAN)
    assert "trygt og godt? uavklart" in text
    assert "e1 sist hørt 2026-11-23, av a1 (h-1aaa)" in text
    assert "ikke hørt: e2" in text


def test_the_latest_answer_is_of_the_latest_day_whatever_the_order(shown):
    text = (
        "undersokelse: {konklusjon: {dato: 2026-11-21, trygt_og_godt: nei}}\n"
        "aktivitetsplan: {evalueringer: [{id: v-1aaa, dato: 2026-11-23, trygt_og_godt: ja},\n"
        "  {id: v-2bbb, dato: 2026-11-22, trygt_og_godt: nei}]}\n"
    )
    assert "trygt og godt? ja, 2026-11-23 (v-1aaa)" in shown(text)


def test_only_agreements_that_are_left_are_shown(shown, on_screen):
    on_screen()
    text = shown(PLAN)
    assert "a-1aaa  Ringe hjem (a1, 2026-11-27)" in text
    assert "Gjort alt" not in text


def test_a_corrected_entry_is_marked_and_says_nothing_else(shown, on_screen):
    on_screen()
    text = shown(PLAN, "--all")
    assert "h-2bbb  observasjon, rettet av h-3ccc" in text
    assert "Tre ganger" not in text
    assert "Fire ganger" in text


def test_next_steps_come_with_the_command_that_does_them(shown):
    text = shown(PLAN)
    assert "avtale a-1aaa (plan)  skolemiljo log k3fq --oppfyller a-1aaa" in text
    assert "(lokal)  skolemiljo receive k3fq" in text
    meeting = "logg: [{id: h-1aaa, tid: 2026-11-21, type: mote, neste_mote: 2026-11-27}]\n"
    assert "avtale h-1aaa (plan)  skolemiljo log k3fq --type mote" in shown(meeting)


def test_the_timeline_is_the_latest_unless_all_is_asked_for(shown, on_screen):
    on_screen()
    log = "logg:\n" + "".join(
        f"  - {{id: h-{n}aaa, tid: 2026-11-2{n}, type: notat, tekst: Nr {n}.}}\n" for n in range(9)
    )
    few = shown(log, "--today", "2026-11-29")
    assert "Tidslinje (de siste 8 av 10; alt med --all)" in few
    assert "Nr 0." not in few
    everything = shown(log, "--all", "--today", "2026-11-29")
    assert "Nr 0." in everything
    assert "{e1} var alene." in everything


def test_names_are_shown_only_when_asked_for(shown, on_screen):
    on_screen()
    plain = shown(PLAN, "--all")
    assert "Askeladd" not in plain
    named = shown(PLAN, "--all", "--names")
    assert "e1 elev Espen Askeladd 5. trinn" in named
    assert "Espen Askeladd fortalte." in named


def test_names_do_not_go_where_no_screen_is(shown, cli):
    shown(PLAN)
    said = cli("show", "k3fq", "--names")
    assert "Askeladd" not in said.out
    assert "Navn vises bare på en skjerm, og er utelatt her." in said.err


def test_a_year_or_a_reference_that_is_no_number_is_not_repeated(shown, cli):
    said = shown("arkivreferanse: Saken til Askeladd\n")
    assert "arkiv: (3 ord)" in said
    path = next(Path("cases").glob("*/sak.yaml"))
    path.write_text(path.read_text("utf-8").replace("trinn: 5", "trinn: Askeladd"), "utf-8")
    for words in (("list",), ("list", "--json"), ("show", "k3fq"), ("show", "k3fq", "--json")):
        assert "Askeladd" not in cli(*words).out


def test_the_data_has_no_texts(shown):
    data = shown(PLAN, "--json")
    assert not [one for one in ("fortalte", "Fire ganger", "Ringe hjem") if one in data]
    logg = {one["id"]: one["rettet_av"] for one in json.loads(data)["data"]["logg"]}
    assert logg["h-2bbb"] == "h-3ccc"


def test_what_goes_to_a_file_or_a_program_has_no_running_text(write_case, cli, on_screen):
    said = "Tyrihans slo henne bak gymsalen"
    entry = f"{{id: h-9zzz, tid: 2026-11-22, type: notat, tekst: {said}}}"
    write_case(
        "id: 2026-11-20-k3fq\ntype: 12-4\nparter: {e1: {rolle: elev, trinn: 5}}\n"
        f"melding: {{dato: 2026-11-20, beskrivelse: {said}}}\nlogg:\n  - {entry}\n"
    )
    piped = cli("show", "k3fq", "--all").out
    assert "Tyrihans" not in piped
    assert "h-9zzz  notat: (5 ord)" in piped
    on_screen()
    assert cli("show", "k3fq", "--all").out.count(said) == 2
