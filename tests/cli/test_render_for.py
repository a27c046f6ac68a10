"""`render --for`: one recipient, a draft until a person has read it, a stop where a name stands."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date
from pathlib import Path

import pytest

from skolemiljo_cli.cli.changing import approval_options
from skolemiljo_cli.errors import ChangedOutside
from skolemiljo_cli.render.documents import render
from skolemiljo_cli.services.documents import page
from skolemiljo_cli.services.documents.approval import Approval, record_approval
from skolemiljo_cli.services.documents.assembly import read_source
from skolemiljo_cli.sharing.documents import Dokument
from skolemiljo_cli.sharing.name_search.name_forms import Hva
from skolemiljo_cli.store.cases.ledger import open_ledger
from skolemiljo_cli.store.yaml import reader

CASE = """\
id: 2026-11-02-k3fq
type: 12-4
parter:
  e1: {rolle: elev, navn: Askeladd Eventyr, trinn: 5, klasse: 5B}
  e2: {rolle: medelev, navn: Tyrihans Skogen, trinn: 5}
  f1: {rolle: foresatt, navn: Marit Eventyr, til: e1, foreldreansvar: true, kontakt: 900 00 001}
  f2: {rolle: foresatt, navn: Morten Eventyr, til: e1, foreldreansvar: false}
  f3: {rolle: foresatt, navn: Ragna Skogen, til: e2}
  a1: {rolle: kontaktlaerer, navn: Lise Lærersen}
  r1: {rolle: rektor, navn: Rita Rektorsen}
melding: {dato: 2026-11-02, melder: f1, beskrivelse: "{e2} tok ballen."}
mottak:
  skoleeier: {tid: 2026-11-03, mottaker: Oppvekst}
aktivitetsplan:
  opprettet: 2026-11-05
  problem: Alene når {e2} fordeler.
  tiltak:
    - {id: t-9xk2, tiltak: En voksen ute., rettet_mot: utsatt, fra: 2026-11-06, til: 2026-12-01,
       gjennomfores_av: a1, evalueres: 2026-11-20}
    - {id: t-4ddd, tiltak: "Samtaler med {e2}.", rettet_mot: krenker, fra: 2026-11-06,
       gjennomfores_av: a1, erstatter: t-9xk2}
logg:
  - {id: h-7k3q, tid: 2026-11-03, type: elevsamtale, av: a1, med: [e2], om: [e2], tekst: Hjemme.}
  - {id: h-2b4c, tid: 2026-11-04, type: mote, av: a1, om: [e1], tekst: Et møte.,
     avtaler: [{id: a-6m2k, hva: Ringe hjem}]}
  - {id: h-9d6e, tid: 2026-11-05, type: notat, av: a1, om: [e2], tekst: Ringt., oppfyller: [a-6m2k]}
  - {id: h-3f7g, tid: 2026-11-05, type: notat, av: a1, tekst: Uten om.}
"""
FILE = "cases/2026-11-02-k3fq/sak.yaml"


@pytest.fixture
def case(write_case):
    return write_case(CASE)


def code_in(text: str) -> str:
    (code,) = set(re.findall(r"Kode: (?:<code>)?([0-9a-f]{8})", text))
    return code


def kept(case: Path) -> dict:
    return reader.read(case.read_bytes())


@pytest.mark.parametrize("fmt", ["md", "html"])
def test_a_document_that_leaves_is_a_draft_until_its_code_is_approved(fmt, case, cli):
    words = ("render", "k3fq", "aktivitetsplan", "--for", "e1", "--format", fmt)
    draft = cli(*words)
    code = code_in(draft.out)
    assert draft.code == 0
    assert "Utkast, ikke godkjent for å sendes." in draft.out
    assert f"--godkjenn {code} --av NØKKEL" in draft.err
    assert "utleveringer" not in kept(case)

    said = cli(*words, "--godkjenn", code, "--av", "r1", "-o", "../plan")
    (row,) = kept(case)["utleveringer"]
    text = Path("../plan").read_bytes()
    assert said.code == 0
    assert f"Godkjenningen er ført i saken ({row['id']}). Ingenting er sendt." in said.err
    assert b"Utkast" not in text
    assert code.encode() not in text
    assert {key: row[key] for key in row if key != "id"} == {
        "dato": "2026-11-23", "til": "e1", "dokument": "aktivitetsplan", "format": fmt,
        "av": "r1", "kode": code, "sha256": hashlib.sha256(text).hexdigest(),
    }  # fmt: skip


@pytest.mark.slow
def test_each_printed_page_of_a_draft_says_that_it_is_one(case, cli):
    words = ("render", "k3fq", "aktivitetsplan", "--for", "e1", "--format", "html")
    draft = cli(*words).out
    pages = '@top-right { content: "Utkast, ikke godkjent for å sendes."'
    assert pages in draft
    approved = cli(*words, "--godkjenn", code_in(draft), "--av", "r1").out
    assert "@top-right" not in approved
    assert "@top-right" not in cli("render", "k3fq", "aktivitetsplan", "--format", "html").out


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("--godkjenn", "3f9a1c2b"), "Det er ikke sagt hvem som har lest dokumentet."),
        (("--avgjor", "3f9a1c2b=Det er sola."), "Det er ikke sagt hvem som avgjør det."),
    ],
)
def test_who_approves_and_who_decides_are_asked_for_in_words_of_their_own(given, told, case, cli):
    said = cli("render", "k3fq", "aktivitetsplan", "--for", "e1", *given)
    assert said.code == 2
    assert told in said.err
    assert "utleveringer" not in kept(case)


def test_what_is_approved_can_be_written_again_without_being_approved_again(case, cli):
    words = ("render", "k3fq", "aktivitetsplan", "--for", "e1")
    code = code_in(cli(*words).out)
    approved = cli(*words, "--godkjenn", code, "--av", "r1").out
    again = cli(*words, "--godkjenn", code, "--av", "r1")
    assert "Utkast" not in again.out
    assert "Utkast" not in cli(*words).out
    assert len(kept(case)["utleveringer"]) == 1
    # the file has the approval in it by now, and the document says which file it was made of
    assert [line for line in again.out.splitlines() if "SHA-256" not in line] == [
        line for line in approved.splitlines() if "SHA-256" not in line
    ]


@pytest.mark.parametrize(
    "words",
    [
        ("aktivitetsplan", "--for", "f1"),
        ("aktivitetsplan", "--for", "e1", "--format", "html"),
        ("melding", "--for", "e1"),
        ("aktivitetsplan", "--for", "e1", "--today", "2026-11-24"),
    ],
)
def test_an_approval_is_of_one_document_for_one_recipient_on_one_day(words, case, cli):
    code = code_in(cli("render", "k3fq", "aktivitetsplan", "--for", "e1").out)
    said = cli("render", "k3fq", *words, "--godkjenn", code, "--av", "r1")
    assert (said.code, said.out) == (2, "")
    assert "Koden hører ikke til dette dokumentet slik det er nå." in said.err
    cli("render", "k3fq", "aktivitetsplan", "--for", "e1", "--godkjenn", code, "--av", "r1")
    assert "Utkast" in cli("render", "k3fq", *words).out


def test_a_document_that_changed_after_it_was_read_is_not_approved(case, cli):
    words = ("render", "k3fq", "aktivitetsplan", "--for", "e1")
    code = code_in(cli(*words).out)
    cli("plan", "k3fq", "--mal", "Noen å være med.")
    said = cli(*words, "--godkjenn", code, "--av", "r1")
    assert said.code == 2
    assert "Lag utkastet på nytt" in said.err
    assert "utleveringer" not in kept(case)


def test_the_school_s_own_copy_says_so_and_is_never_approved(case, cli):
    said = cli("render", "k3fq", "aktivitetsplan")
    assert "Skolens eget eksemplar." in said.out
    assert "Tyrihans" in said.out
    assert said.err == ""
    for words in ((), ("--for", "rektor"), ("--for", "arkiv"), ("--for", "a1")):
        refused = cli(
            "render", "k3fq", "aktivitetsplan", *words, "--godkjenn", "00000000", "--av", "r1"
        )
        assert refused.code == 2
        assert "trenger ingen godkjenning" in refused.err


def test_the_school_s_own_copy_of_a_case_with_one_pupil_has_no_warning(write_case, cli):
    write_case(CASE.replace("medelev", "annen"))
    assert "Skolens eget eksemplar" not in cli("render", "k3fq", "aktivitetsplan").out


def test_an_approval_says_who_and_the_one_it_is_about_cannot(write_case, cli):
    of_staff = CASE.replace("type: 12-4", "type: 12-5-ansatt")
    case = write_case(of_staff.replace("kontaktlaerer", "ansatt"))
    words = ("render", "k3fq", "aktivitetsplan", "--for", "e1")
    code = code_in(cli(*words).out)
    nobody = cli(*words, "--godkjenn", code)
    assert (nobody.code, nobody.out) == (2, "")
    assert "--av" in nobody.err
    said = cli(*words, "--godkjenn", code, "--av", "a1")
    assert said.code == 2
    assert "Saken gjelder a1, som ikke kan ha ansvar eller avgjøre noe i den." in said.err
    assert "utleveringer" not in kept(case)
    assert cli(*words, "--godkjenn", code, "--av", "r1").code == 0


@pytest.mark.parametrize("document", ["skoleeier", "statsforvalter"])
def test_a_form_named_after_an_office_is_for_that_office(document, case, cli):
    said = cli("render", "k3fq", document)
    assert said.code == 0
    assert (
        "Eksemplar til "
        + {"skoleeier": "skoleeier", "statsforvalter": "statsforvalteren"}[document]
        in said.out
    )
    assert "Utkast" in said.out


@pytest.mark.parametrize(
    ("who", "words", "code", "told"),
    [
        ("e2", ("melding",), 2, "Mottakeren kan få: aktivitetsplan, referat, elevsamtale"),
        ("f3", ("undersokelse",), 2, "Mottakeren kan få: aktivitetsplan, referat, elevsamtale"),
        ("a1", ("saksgang",), 2, "Mottakeren kan få: aktivitetsplan, referat, elevsamtale"),
        ("e1", ("oversikt",), 2, "Mottakeren kan få: varsling, melding, saksgang"),
        ("f2", ("melding",), 2, "snevrere rett"),
        ("e9", ("melding",), 66, "foresatte:e1"),
        ("foresatte:e9", ("melding",), 2, "til: e1"),
        ("e1", ("elevsamtale",), 66, "å lage elevsamtale av for denne mottakeren"),
        (
            "e1",
            ("elevsamtale", "--id", "h-7k3q"),
            66,
            "å lage elevsamtale av for denne mottakeren",
        ),
        (
            "e2",
            ("referat", "--id", "h-2b4c"),
            66,
            "å lage referat av for denne mottakeren",
        ),
        ("e1", ("referat", "--id", "h-0000"), 66, "ingen innføring «h-0000»"),
    ],
)
def test_what_a_recipient_does_not_get_is_refused_with_what_it_does_get(
    who, words, code, told, case, cli
):
    said = cli("render", "k3fq", *words, "--for", who)
    assert (said.code, said.out) == (code, "")
    assert told in said.err


def test_facts_come_from_the_whole_case_though_what_they_rest_on_is_left_out(case, cli):
    plan = cli("render", "k3fq", "aktivitetsplan", "--for", "e1").out
    assert "t-4ddd" not in plan
    assert "| erstattet |" in plan  # by a measure that is not shown
    assert "Den mangler punkt c" not in plan
    course = cli("render", "k3fq", "saksgang", "--for", "e1").out
    assert "| Gjennomført |" in course  # kept, as an entry about another says


POINTING = """\
  - {id: h-4e4e, tid: 2026-11-06, type: notat, av: a1, om: [e1, e2], tekst: Om begge.}
  - {id: h-5e5e, tid: 2026-11-07, type: notat, av: a1, tekst: Bare ham., retter: h-4e4e,
     avtaler: [{id: a-5e5e, hva: Ringe Tyrihans}]}
  - {id: h-6e6e, tid: 2026-11-08, type: notat, av: a1, om: [e1], tekst: Ringt., oppfyller: [a-5e5e]}
  - {id: h-8e8e, tid: 2026-11-09, type: mote, av: a1, med: [e1, f3], om: [e2], tekst: Et ord.}
vedlegg:
  - {fil: vedlegg/e1.pdf, innforing: h-5e5e, om: [e1]}
"""
CHANGED = """\
  revidert:
    - {id: p-2aaa, dato: 2026-11-08, endring: Egne samtaler fra nå., tiltak: [t-4ddd]}
logg:
"""


@pytest.mark.parametrize("fmt", ["md", "html"])
def test_no_id_points_to_what_is_left_out(fmt, write_case, cli):
    write_case(CASE.replace("logg:\n", CHANGED) + POINTING)
    documents = [
        cli("render", "k3fq", *words, "--for", "e1", "--format", fmt).out
        for words in (("saksgang",), ("aktivitetsplan",), ("referat", "--id", "h-4e4e"))
    ]
    text = "".join(documents)
    assert "Rettet." in text
    assert "Innføringen er rettet." in text
    for one in ("h-7k3q", "h-9d6e", "h-5e5e", "a-5e5e", "t-4ddd", "Egne samtaler fra nå"):
        assert one not in text


@pytest.mark.parametrize("fmt", ["md", "html"])
def test_a_fellow_pupil_is_not_told_which_of_the_others_the_case_is_of(fmt, write_case, cli):
    write_case(CASE + POINTING)
    words = ("referat", "--id", "h-8e8e", "--for", "e2", "--format", fmt)
    text = cli("render", "k3fq", *words).out
    assert "medelev 1" in text
    assert re.search(r"[|>] ?elev ?[|<]", text) is None
    assert re.search(r"[|>] ?medelev ?[|<]", text)


def test_what_is_left_out_is_called_not_told_and_what_only_others_are_in_is_counted(case, cli):
    said = cli("render", "k3fq", "aktivitetsplan", "--for", "f1")
    assert "*ikke oppgitt*" in said.out
    assert "uavklart" not in said.out
    assert (
        "Ikke med for denne mottakeren: tiltak for andre elever (1), innføringer og vedlegg om "
        "andre (2), innføringer og vedlegg der det ikke står hvem de er om (1)." in said.err
    )
    assert "uavklart" in cli("render", "k3fq", "aktivitetsplan").out


def test_a_draft_for_guardians_tells_where_the_pupil_spoke_of_sharing(write_case, cli):
    talk = (
        "tid: 2026-11-06, type: elevsamtale, av: a1, med: [e1], om: [e1], kan_deles: Ikke hjemme."
    )
    write_case(f"{CASE}  - {{id: h-4e4e, {talk}}}\n")
    told = "Eleven har sagt hva som kan deles fra h-4e4e."
    for who, form in (("f1", "elevsamtale"), ("foresatte:e1", "saksgang")):
        assert told in cli("render", "k3fq", form, "--for", who).err
    for who, form in (("e1", "elevsamtale"), ("f1", "melding")):
        assert told not in cli("render", "k3fq", form, "--for", who).err


def test_a_family_is_not_told_which_of_the_others_were_heard(write_case, cli):
    more = "  - {id: h-4e4e, tid: 2026-11-06, type: observasjon, om: [e1, e4], tekst: Så på.}\n"
    party = "  e4: {rolle: medelev, navn: Veslefrikk Vik}\n"
    write_case(CASE.replace("melding: {", f"{party}melding: {{") + more)
    course = ("render", "k3fq", "saksgang")
    assert "- Veslefrikk Vik: *uavklart*" in cli(*course).out
    text = cli(*course, "--for", "f1").out
    assert "medelev 2" in text
    assert "- medelev" not in text


def test_contact_stands_in_a_document_for_the_one_it_belongs_to(case, cli):
    assert "900 00 001" in cli("render", "k3fq", "melding", "--for", "f1").out
    assert "900 00 001" not in cli("render", "k3fq", "melding", "--for", "e1").out
    assert "900 00 001" in cli("render", "k3fq", "melding", "--for", "statsforvalter").out


WITH_NAME = CASE.replace("En voksen ute.", "En voksen følger Tyrihans ut.")


def test_a_name_that_may_not_stand_there_stops_the_document(write_case, cli):
    case = write_case(WITH_NAME)
    said = cli("render", "k3fq", "aktivitetsplan", "--for", "e1", "-o", "plan.html")
    assert (said.code, said.out) == (1, "")
    assert not Path("plan.html").exists()
    assert f"{FILE}:18 aktivitetsplan.tiltak[0].tiltak: feil: " in said.err
    assert "til e2" in said.err
    assert "Dokumentet er ikke laget." in said.err
    assert "Tyrihans" not in said.err
    data = json.loads(
        cli("render", "k3fq", "aktivitetsplan", "--for", "e1", "--json", "-o", "p.md").out
    )
    assert data["data"]["treff"][0]["part"] == "e2"
    assert data["data"]["tekst"] is None
    assert "Tyrihans" not in json.dumps(data, ensure_ascii=False)
    assert case.read_text(encoding="utf-8") == WITH_NAME


def test_every_kind_of_hit_is_said_in_a_whole_sentence():
    assert set(approval_options._FORMS) == {one.value for one in Hva}


def test_a_word_that_may_be_a_name_is_said_in_a_whole_sentence(write_case, cli):
    write_case(CASE.replace("En voksen ute.", "En voksen følger Tyrihnas ut."))
    said = cli("render", "k3fq", "aktivitetsplan", "--for", "e1")
    assert "i dokumentet kan det stå noe som ligner navnet til e2." in said.err


@pytest.mark.slow
def test_a_decision_is_kept_with_its_reason_and_holds_for_that_sentence(write_case, cli):
    case = write_case(WITH_NAME)
    words = ("render", "k3fq", "aktivitetsplan", "--for", "e1")
    marks = {one["merke"] for one in json.loads(cli(*words, "--json").out)["data"]["treff"]}
    options = [part for mark in marks for part in ("--avgjor", f"{mark}=Er en fjelltopp")]
    said = cli(*words, *options, "--av", "r1")
    assert said.code == 0
    assert "Tyrihans" in said.out
    rows = kept(case)["navnefunn"]
    assert {row["merke"] for row in rows} == marks
    assert all(
        (row["part"], row["begrunnelse"], row["dato"], row["av"])
        == ("e2", "Er en fjelltopp", "2026-11-23", "r1")
        for row in rows
    )
    assert cli(*words).code == 0
    assert cli(*words, "--format", "html").code == 0
    case.write_text(case.read_text().replace("følger Tyrihans ut", "skiller Tyrihans fra gjengen"))
    assert cli(*words).code == 1


@pytest.mark.slow
def test_a_decision_for_one_reader_is_none_for_another(write_case, cli):
    write_case(WITH_NAME)
    words = ("render", "k3fq", "aktivitetsplan", "--for")
    marks = {one["merke"] for one in json.loads(cli(*words, "e1", "--json").out)["data"]["treff"]}
    options = [part for mark in marks for part in ("--avgjor", f"{mark}=Familien var der")]
    assert cli(*words, "e1", *options, "--av", "r1").code == 0
    for one_family in ("e1", "f1", "foresatte:e1"):
        assert cli(*words, one_family).code == 0
    for other in ("skoleeier", "ansatt"):
        assert cli(*words, other).code == 1
    assert cli("render", "k3fq", "aktivitetsplan", "--for", "skoleeier", "-o", "p.html").code == 1


@pytest.mark.parametrize("who", ["e1", "e2", "f1", "f3", "foresatt"])
def test_no_pupil_or_guardian_approves_or_decides(who, write_case, cli):
    case = write_case(CASE)
    words = ("render", "k3fq", "aktivitetsplan", "--for", "e1")
    said = cli(*words, "--godkjenn", code_in(cli(*words).out), "--av", who)
    assert (said.code, said.out) == (2, "")
    write_case(WITH_NAME)
    (mark, *_) = [one["merke"] for one in json.loads(cli(*words, "--json").out)["data"]["treff"]]
    said = cli(*words, "--avgjor", f"{mark}=Noe", "--av", who)
    assert (said.code, said.out) == (2, "")
    assert not {"utleveringer", "navnefunn"} & {*kept(case)}


def test_a_name_in_the_log_can_be_put_right_so_that_the_document_is_made(write_case, cli):
    entry = "tid: 2026-11-06, type: observasjon, av: a1, om: [e1, e2], tekst: Tyrihans slo."
    write_case(f"{CASE}  - {{id: h-4e4e, {entry}}}\n")
    words = ("render", "k3fq", "saksgang", "--for", "e1")
    assert cli(*words).code == 1
    assert cli("log", "k3fq", "--corrects", "h-4e4e", "--bytt-navn").code == 0
    said = cli(*words)
    assert said.code == 0
    assert "Tyrihans" not in said.out
    assert "** Medelev 1 slo." in said.out  # «Rettet: se h-…», and the label


def test_approving_what_is_not_decided_is_refused(write_case, cli):
    write_case(WITH_NAME)
    said = cli(
        "render", "k3fq", "aktivitetsplan", "--for", "e1", "--godkjenn", "00000000", "--av", "r1"
    )
    assert said.code == 2
    assert "ingen har avgjort" in said.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--avgjor", "00000000=Noe"), "Merker: "),
        (("--avgjor", "00000000"), "--avgjor 3f9a1c2b=GRUNN"),
        (("--avgjor", "00000000=Noe", "--godkjenn", "00000000"), "ikke brukes sammen"),
    ],
)
def test_a_decision_needs_a_mark_that_is_there_and_a_reason(words, told, write_case, cli):
    case = write_case(WITH_NAME)
    said = cli("render", "k3fq", "aktivitetsplan", "--for", "e1", *words, "--av", "r1")
    assert said.code in (2, 66)
    assert told in said.err
    assert "navnefunn" not in kept(case)


def test_a_decision_without_a_reason_or_a_person_is_refused(write_case, cli):
    case = write_case(WITH_NAME)
    words = ("render", "k3fq", "aktivitetsplan", "--for", "e1")
    (mark, *_) = [one["merke"] for one in json.loads(cli(*words, "--json").out)["data"]["treff"]]
    assert "Det må stå hvorfor" in cli(*words, "--avgjor", f"{mark}= ", "--av", "r1").err
    assert "hvem som avgjør" in cli(*words, "--avgjor", f"{mark}=Noe").err
    assert "navnefunn" not in kept(case)


def test_a_person_who_approves_nothing_is_not_dropped_in_silence(case, cli):
    said = cli("render", "k3fq", "aktivitetsplan", "--for", "e1", "--av", "r1")
    assert (said.code, said.out) == (2, "")
    assert "--av hører sammen med --godkjenn, --avgjor eller --likevel" in said.err


@pytest.mark.parametrize(
    "broken",
    [
        ("navn: Tyrihans Skogen", "navn: [Tyrihans Skogen]"),
        ("e2: {rolle: medelev", "e2: {rolle: medelever"),
        ("rolle: foresatt, navn: Ragna", "rolle: foresat, navn: Ragna"),
    ],
)
def test_no_document_is_made_for_anybody_while_a_party_cannot_be_used(broken, write_case, cli):
    text = CASE.replace(*broken).replace("En voksen ute.", "En voksen følger Tyrihans ut.")
    case = write_case(text)
    for who in ("e1", "f1", "a1", "ansatt", "skoleeier", "statsforvalter"):
        for more in ((), ("--godkjenn", "00000000", "--av", "r1"), ("--format", "html")):
            said = cli("render", "k3fq", "aktivitetsplan", "--for", who, "-o", "plan.md", *more)
            assert (said.code, said.out) == (65, ""), who
            assert "Dokumentet er ikke laget." in said.err
            assert not Path("plan.md").exists()
            assert "Tyrihans" not in said.err
    package = cli("package", "k3fq", "--for", "statsforvalter")
    assert package.code == 65
    assert not (case.parent / "dokumenter").exists()
    assert case.read_text(encoding="utf-8") == text
    # what the school keeps itself is made, and says what it lacks
    assert cli("render", "k3fq", "aktivitetsplan").code == 65
    assert cli("render", "k3fq", "aktivitetsplan", "--for", "rektor").out != ""


@pytest.mark.parametrize("who", ["e1", "e2", "ansatt"])
@pytest.mark.parametrize(
    "broken", [("om: [e2]", "om: [e2, 'e 1']"), ("rettet_mot: krenker", "rettet_mot: krenkeren")]
)
def test_what_decides_who_sees_a_text_must_be_readable(broken, who, write_case, cli):
    write_case(CASE.replace(*broken))
    said = cli("render", "k3fq", "aktivitetsplan", "--for", who)
    assert (said.code, said.out) == (65, "")
    assert "Da vet ikke programmet hva mottakeren kan se" in said.err
    assert cli("render", "k3fq", "aktivitetsplan", "--for", "statsforvalter").out != ""


@pytest.mark.parametrize("key", ["kallenavn: [Trollmann]", "fornavn: Trollmann", "x-b: trollmann"])
def test_a_name_under_a_key_nobody_knows_is_looked_for_too(key, write_case, cli):
    text = CASE.replace("navn: Tyrihans Skogen", f"navn: Tyrihans Skogen, {key}")
    write_case(text.replace("En voksen ute.", "En voksen følger Trollmann ut."))
    assert cli("render", "k3fq", "aktivitetsplan", "--for", "e1").code == 1


def test_the_name_of_the_file_is_looked_at_too(case, cli):
    said = cli("render", "k3fq", "aktivitetsplan", "--for", "e1", "-o", "plan uten tyrihans.md")
    assert said.code == 1
    assert not list(Path.cwd().glob("plan*"))


def test_a_template_of_the_school_s_own_that_hides_the_draft_mark_is_refused(case, cli):
    own = Path("templates/nb/aktivitetsplan.md.j2")
    own.parent.mkdir(parents=True)
    own.write_text("{# revisjon: egen-1 #}\nVår plan for {{ sak.id }}\n", encoding="utf-8")
    said = cli("render", "k3fq", "aktivitetsplan", "--for", "e1")
    assert (said.code, said.out) == (78, "")
    assert "viser ikke at dokumentet er et utkast" in said.err
    assert cli("render", "k3fq", "aktivitetsplan").code == 0


def test_a_template_of_the_school_s_own_cannot_show_what_was_not_chosen(case, cli):
    own = Path("templates/nb/aktivitetsplan.md.j2")
    own.parent.mkdir(parents=True)
    own.write_text("{{ sak }} {{ bilde }} {{ valgt }} {{ til }} {{ utkast }}\n", encoding="utf-8")
    unknown = CASE.replace("hva: Ringe hjem", "hva: Ringe hjem, x-om: Bare for skolen")
    case.write_text(unknown, "utf-8")
    text = cli("render", "k3fq", "aktivitetsplan", "--for", "e1").out
    assert "Askeladd" in text
    assert "medelev 1" in text
    assert "Ringe hjem" in text
    for one in ("Tyrihans", "Skogen", "t-4ddd", "Hjemme", "Uten om", "900 00 001", "Bare for"):
        assert one not in text


def test_whether_other_pupils_are_heard_is_not_told_to_the_family(case, cli):
    text = CASE.replace("med: [e2], om: [e2], tekst: Hjemme", "med: [a1], om: [e2], tekst: Hjemme")
    case.write_text(text, "utf-8")
    draft = cli("render", "k3fq", "saksgang", "--for", "e1").out
    assert "medelev" not in draft.partition("Elever som ikke er hørt")[2].partition("## D")[0]
    assert "medelev 1" in draft  # in the report, which is about both
    own = cli("render", "k3fq", "saksgang", "--for", "statsforvalter").out
    assert "Tyrihans" in own.partition("Elever som ikke er hørt")[2].partition("## D")[0]


def test_entries_that_tell_of_other_pupils_too_are_pointed_at(case, cli):
    text = CASE.replace("om: [e1], tekst: Et møte", "om: [e1, e2], tekst: Et møte")
    case.write_text(text, "utf-8")
    assert "Nevner også andre enn familien selv: h-2b4c." in cli(
        "render", "k3fq", "saksgang", "--for", "e1"
    ).err  # fmt: skip
    for words in (("aktivitetsplan", "--for", "e1"), ("saksgang", "--for", "statsforvalter")):
        assert "Nevner også" not in cli("render", "k3fq", *words).err


@pytest.mark.parametrize(
    "entry",
    [
        "om: [e1], tekst: 'Møte der {e2} ble nevnt.'",
        "om: [e1], tekst: 'Møte der {f3} ringte.'",
        "om: [e1], tekst: 'Møte der e2 ble nevnt uten klammer.'",
        "om: [e1], med: [f1, f3], tekst: Et møte.",
        "om: [e1], synspunkter: {e2: Slik var det.}, tekst: Et møte.",
        "om: [e1], retter: h-7k3q, med: [e1], tekst: Et møte.",
    ],
)
def test_entries_that_name_others_are_pointed_at_though_they_are_not_said_to_be_about_them(
    entry, case, cli
):
    text = CASE.replace("om: [e1], tekst: Et møte.", entry)
    case.write_text(text, "utf-8")
    draft = cli("render", "k3fq", "saksgang", "--for", "f1")
    assert "Nevner også andre enn familien selv: h-2b4c." in draft.err
    staff = text.replace(entry, "om: [e1], med: [f1, a1], tekst: 'Med {f2}, {e1} og {a1}.'")
    case.write_text(staff, "utf-8")
    assert "Nevner også" not in cli("render", "k3fq", "saksgang", "--for", "f1").err


def test_what_is_said_of_the_first_pupil_in_a_fellow_pupil_s_copy_is_pointed_at(case, cli):
    case.write_text(CASE.replace("tekst: Hjemme.", "tekst: 'Gikk mot {e1}.'"), "utf-8")
    draft = cli("render", "k3fq", "elevsamtale", "--for", "e2")
    assert "Nevner også andre enn familien selv: h-7k3q." in draft.err


def test_that_another_family_reported_it_is_pointed_at(case, cli):
    said = "Dokumentet sier at det er foresatt til medelev 1 som har meldt fra."
    case.write_text(CASE.replace("melder: f1", "melder: f3"), "utf-8")
    for form in ("varsling", "saksgang"):
        assert said in cli("render", "k3fq", form, "--for", "e1").err
    assert said not in cli("render", "k3fq", "avslutning", "--for", "e1").err
    case.write_text(CASE, "utf-8")
    assert "har meldt fra" not in cli("render", "k3fq", "varsling", "--for", "e1").err


def test_measures_that_name_others_are_pointed_at(case, cli):
    case.write_text(CASE.replace("En voksen ute.", "'Hos {e1} og {e2}.'"), "utf-8")
    draft = cli("render", "k3fq", "aktivitetsplan", "--for", "f1")
    assert "Nevner også andre enn familien selv: t-9xk2." in draft.err


def test_a_document_that_refers_to_nobody_does_not_leave(case, cli):
    case.write_text(CASE.replace("tekst: Et møte.", "tekst: 'Møte med {e9}.'"), "utf-8")
    said = cli("render", "k3fq", "saksgang", "--for", "e1")
    assert (said.code, said.out) == (65, "")
    assert "viser til {e9}, som ikke er en part i saken" in said.err
    assert cli("render", "k3fq", "varsling", "--for", "e1").code == 65
    assert cli("render", "k3fq", "saksgang").code == 0  # the school's own


def test_a_reference_to_nobody_in_what_is_left_out_stops_nothing(case, cli):
    case.write_text(CASE.replace("tekst: Hjemme.", "tekst: 'Hos {e9}.'"), "utf-8")
    assert cli("render", "k3fq", "saksgang", "--for", "e1").code == 0


@pytest.mark.parametrize("words", [("skoleeier",), ("melding", "--for", "skoleeier")])
def test_what_the_owner_gets_is_a_draft_too_until_it_is_approved(words, case, cli):
    assert "Utkast, ikke godkjent" in cli("render", "k3fq", *words).out


def test_a_word_of_the_form_is_nobody_s_name_and_the_same_word_in_a_text_is(case, cli):
    called = CASE.replace("navn: Tyrihans Skogen", "navn: Beste Skogen")
    case.write_text(called, "utf-8")
    assert cli("render", "k3fq", "aktivitetsplan", "--for", "e1").code == 0  # «Elevens beste»
    case.write_text(called.replace("En voksen ute.", "Beste får en voksen ute."), "utf-8")
    assert cli("render", "k3fq", "aktivitetsplan", "--for", "e1").code == 1


@pytest.mark.slow
def test_a_word_decided_for_the_staff_is_not_decided_for_the_owner(case, cli):
    case.write_text(CASE.replace("En voksen ute.", "Skogen er fin."), "utf-8")
    words = ("render", "k3fq", "aktivitetsplan", "--json", "--for")
    found = json.loads(cli(*words, "ansatt").out)["data"]["treff"]
    for one in found:
        assert cli(*words, "ansatt", "--avgjor", f"{one['merke']}=En skog.", "--av", "r1").code < 2
    assert cli(*words, "ansatt").code == 0
    assert cli(*words, "skoleeier").code == 1


def test_nothing_is_approved_for_an_office_either_while_a_value_cannot_be_used(case, cli):
    case.write_text(CASE.replace("evalueres: 2026-11-20", "evalueres: snart"), "utf-8")
    words = ("render", "k3fq", "skoleeier", "--for", "skoleeier")
    draft = cli(*words)
    assert draft.code == 65
    code = code_in(draft.out)
    before = case.read_bytes()
    said = cli(*words, "--godkjenn", code, "--av", "r1")
    assert (said.code, said.out) == (65, "")
    assert case.read_bytes() == before


@pytest.mark.parametrize("words", [(), ("--for", "e1"), ("--for", "rektor")])
def test_a_document_is_rendered_once_for_its_code_its_names_and_its_text(
    words, case, cli, monkeypatch
):
    times = []
    monkeypatch.setattr(page, "render", lambda *args: times.append(1) or render(*args))
    draft = cli("render", "k3fq", "aktivitetsplan", *words)
    assert (draft.code, len(times)) == (0, 1)
    if "e1" in words:
        code = code_in(draft.out)
        assert (
            cli("render", "k3fq", "aktivitetsplan", *words, "--godkjenn", code, "--av", "r1").code
            == 0
        )
        assert len(times) == 2  # one for each command


def test_a_case_that_changed_after_the_draft_was_read_is_not_approved(case, ledger):
    today = date(2026, 11, 23)
    stale = read_source(open_ledger(ledger), "k3fq", today, Dokument.AKTIVITETSPLAN, "e1")
    case.write_text(CASE.replace("En voksen ute.", "To voksne ute."), "utf-8")
    before = case.read_bytes()
    wanted = Approval("e1", "aktivitetsplan", "3f9a1c2b", "md", None, "0" * 64)
    with pytest.raises(ChangedOutside, match="Ingenting er godkjent"):
        record_approval(stale, wanted, "r1", "render")
    assert case.read_bytes() == before
