"""`party`: who is in a case is named, changed and united, and nothing that was written is lost."""

from __future__ import annotations

import json

import pytest
from changing_cases import CASE, ID, NAMES, read

FULL = (
    CASE.format(id=ID, type="12-4")
    + """\
saksansvarlig: a1
undersokelse:
    ikke_hort: {e2: var syk}
aktivitetsplan:
    tiltak:
      - {id: t-9xk2, tiltak: 'Voksen med {e2}', gjennomfores_av: a1}
logg:   # det som har skjedd
  - id: h-7k3q
    tid: 2026-11-21
    type: notat
    med: [e2, f1]  # begge
    om: [e1, e2, e3]
    synspunkter:
        e2: |
          Jeg var ikke der.
        e3: nei
    tekst: >
      Både {e3} og {E3}
      var {e1}s venner.
  - {id: h-2b4d, tid: 2026-11-22, type: notat, om: [e3], tekst: "{e3}"}
utleveringer:
  - {id: u-4r7e, dato: 2026-11-23, til: foresatte:e3, dokument: aktivitetsplan}
"""
).replace(
    "    r1: ", "    e3: {rolle: medelev, navn: Per E. Eventyr, trinn: 5, alias: [Pelle]}\n    r1: "
)


@pytest.fixture
def full(write_case):
    return write_case(FULL, ID)


def test_the_list_has_keys_and_roles_and_no_names_where_there_is_no_screen(full, cli):
    answer = cli("party", "list", "k3fq", "--names")
    assert (answer.code, answer.out.count("medelev")) == (0, 2)
    assert not [name for name in NAMES if name in answer.out + answer.err]
    assert "uten navn" in answer.out  # r1
    data = json.loads(cli("part", "liste", "k3fq", "--json").out)["data"]
    assert [one["nokkel"] for one in data["parter"]] == ["e1", "e2", "f1", "a1", "e3", "r1"]
    assert [one["har_navn"] for one in data["parter"]] == [True] * 5 + [False]


def test_a_party_without_a_name_gets_one_and_nothing_else_changes(path, do):
    before = path.read_text(encoding="utf-8")
    do("party", "change", "k3fq", "r1", "--navn", "Rita Rektorsen")
    assert path.read_text(encoding="utf-8") == before.replace(
        "r1: {rolle: rektor}", "r1: {rolle: rektor, navn: Rita Rektorsen}"
    )


def test_a_former_name_is_kept_each_time_and_a_name_that_is_the_same_is_no_change(
    path, do, refused
):
    do("party", "change", "k3fq", "e1", "--navn", "Espen Kongsgård")
    do("part", "endre", "k3fq", "e1", "--navn", "Espen Kongsgaard")
    party = read(path)["parter"]["e1"]
    assert party["navn"] == "Espen Kongsgaard"
    assert party["tidligere_navn"] == ["Espen Askeladd", "Espen Kongsgård"]
    refused(path, "party", "change", "k3fq", "e1", "--navn", "Espen Kongsgaard")


def test_a_new_class_keeps_the_old_one_with_its_last_day(path, do, refused):
    do("party", "change", "k3fq", "e1", "--klasse", "5B")
    assert "fra" not in read(path)["parter"]["e1"]  # nothing stood there
    do("party", "change", "k3fq", "e1", "--trinn", "6", "--klasse", "6A", "--fra", "2026-08-17")
    party = read(path)["parter"]["e1"]
    assert (party["trinn"], party["klasse"], party["fra"]) == ("6", "6A", "2026-08-17")
    assert party["tidligere"] == [{"til": "2026-08-16", "trinn": "5", "klasse": "5B"}]
    said = refused(path, "party", "change", "k3fq", "e1", "--klasse", "6B", "--fra", "2026-08-17")
    assert "--rettelse" in said
    later = ("--fra", "2027-08-16", "--today", "2026-11-23")
    assert "ikke er kommet" in refused(
        path, "party", "change", "k3fq", "e1", "--trinn", "7", *later
    )
    do("party", "change", "k3fq", "e1", "--klasse", "6B", "--rettelse")
    party = read(path)["parter"]["e1"]
    assert (party["klasse"], party["fra"], len(party["tidligere"])) == ("6B", "2026-08-17", 1)


@pytest.mark.parametrize(
    ("words", "is_said"),
    [
        (("--navn", "Ola Nes"), False),  # the former name is kept, and says it
        (("--trinn", "7"), False),
        (("--rolle", "foresatt", "--rettelse"), True),
    ],
)
def test_a_correction_that_makes_somebody_unlike_says_that_it_is_the_same_person(
    path, do, words, is_said
):
    do("party", "change", "k3fq", "e2", *words)
    assert read(path)["parter"]["e2"].get("rettet") == ("2026-11-23" if is_said else None)


def test_a_new_role_keeps_the_old_one(path, do):
    do("party", "change", "k3fq", "a1", "--rolle", "avdelingsleder", "--fra", "2026-11-16")
    party = read(path)["parter"]["a1"]
    assert (party["rolle"], party["fra"]) == ("avdelingsleder", "2026-11-16")
    assert party["tidligere"] == [{"til": "2026-11-15", "rolle": "kontaktlaerer"}]


def test_a_guardian_of_one_is_written_as_before_and_of_two_as_a_list(path, do):
    data = do("party", "add", "k3fq", "--rolle", "foresatt")
    assert read(path)["parter"][data["id"]] == {"rolle": "foresatt", "til": "e1"}
    other = do("party", "add", "k3fq", "--rolle", "foresatt", "--til", "e1,e2", "--navn", "Far A")
    assert other["id"] == "f3"
    assert read(path)["parter"]["f3"]["til"] == ["e1", "e2"]
    do("party", "change", "k3fq", "f1", "--til", "e1", "--til", "e2")
    assert read(path)["parter"]["f1"]["til"] == ["e1", "e2"]
    assert "f2: {rolle: foresatt, til: e1, id: m-" in path.read_text(encoding="utf-8")


def test_a_hidden_address_takes_the_contact_away_and_says_so(path, do, cli):
    do("party", "change", "k3fq", "f1", "--kontakt", "900 00 000")
    answer = cli("party", "change", "k3fq", "f1", "--skjerming", "fortrolig")
    assert (answer.code, "tatt bort" in answer.err) == (0, True)
    party = read(path)["parter"]["f1"]
    assert "kontakt" not in party
    assert party["skjerming"] == "fortrolig"


def test_two_keys_become_one_in_every_place_and_every_other_byte_stays(full, do):
    do("party", "unite", "k3fq", "e2", "e3")
    expected = (
        FULL.replace(
            "    e3: {rolle: medelev, navn: Per E. Eventyr, trinn: 5, alias: [Pelle]}\n", ""
        )
        .replace(
            "navn: Per Eventyr}",
            "navn: Per Eventyr, alias: [Per E. Eventyr, Pelle], tidligere_nokler: [e3], trinn: 5}",
        )
        .replace("om: [e1, e2, e3]", "om: [e1, e2]")
        .replace(
            "        e2: |\n          Jeg var ikke der.\n        e3: nei\n",
            "        e2: |\n          Jeg var ikke der.\n\n          nei\n",
        )
        .replace("om: [e3]", "om: [e2]")
        .replace('tekst: "{e3}"', "tekst: '{e2}'")
        .replace("foresatte:e3", "'foresatte:e2'")
        .replace("{e3} og {E3}", "{e2} og {e2}")
    )
    written, was = full.read_text(encoding="utf-8"), expected
    assert "{e3}" not in written
    assert "e3" not in written.replace("tidligere_nokler: [e3]", "")
    folded = "    tekst: >\n      Både {e2} og {e2}\n      var {e1}s venner.\n"
    literal = "    tekst: |\n      Både {e2} og {e2} var {e1}s venner.\n"
    assert written == was.replace(folded, literal)


def test_what_the_school_has_written_of_its_own_comes_along(write_case, do):
    path = write_case(FULL.replace("alias: [Pelle]}", "alias: [Pelle], x-buss: {rute: 12}}"), ID)
    do("party", "unite", "k3fq", "e2", "e3")
    assert read(path)["parter"]["e2"]["x-buss"] == {"rute": "12"}


def test_the_key_that_went_means_the_person_it_was(full, do, cli):
    do("party", "unite", "k3fq", "e2", "e3")
    do("log", "k3fq", "--tekst", "Noe.", "--om", "e3", "--med", "e2,e3")
    entry = read(full)["logg"][-1]
    assert (entry["om"], entry["med"]) == (["e2"], ["e2"])
    full.write_text(full.read_text("utf-8").replace("tekst: Noe.", "tekst: 'Så {e3}.'"), "utf-8")
    found = json.loads(cli("check", "k3fq", "--json").out)["findings"]
    said = [one["message"] for one in found if one["rule"] == "part-mangler"]
    assert said == ["{e3} er ikke en part i saken. e3 er nå e2: skriv det i stedet."]


def test_after_a_union_the_key_that_went_is_given_to_nobody(full, do):
    do("party", "unite", "k3fq", "e2", "e3")
    assert do("party", "add", "k3fq", "--rolle", "medelev")["id"] == "e4"


def test_the_nameless_one_gets_the_name_of_the_other(path, do):
    data = do("party", "add", "k3fq", "--rolle", "rektor", "--navn", "Rita Rektorsen")
    do("part", "foren", "k3fq", "r1", data["id"])
    party = read(path)["parter"]["r1"]
    assert party == {"rolle": "rektor", "navn": "Rita Rektorsen", "tidligere_nokler": ["r2"]}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("unite", "k3fq", "e2", "e1"), "party unite SAK e1 e2"),  # the pupil of the case stays
        (("unite", "k3fq", "f1", "a1"), "foresatt"),
        (("unite", "k3fq", "e1", "e1"), "samme nøkkelen"),
        (("unite", "k3fq", "e1"), "to nøkler"),
        (("unite", "k3fq", "e1", "e9"), "ingen part «e9»"),
        (("change", "k3fq", "kari"), "ingen slik part"),
        (("leave", "k3fq"), "hvilken part"),
        (("add", "k3fq", "--navn", "Kari"), "--rolle"),
        (("add", "k3fq", "e2", "--rolle", "annen"), "ingen nøkkel"),
        (("leave", "k3fq", "a1", "--navn", "Kari"), "--navn hører ikke til"),
        (("list", "k3fq", "--dato", "i dag"), "--dato hører ikke til"),
        (("chagne", "k3fq", "e1"), "Mente du «change»"),
        (("change", "k3fq", "f1", "--til", "a9"), "--til"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, tuple) else None,
)
def test_what_cannot_be_is_refused_with_what_to_do(words, says, full, refused):
    assert says in refused(full, "party", *words)


def test_a_pupil_and_a_fellow_pupil_are_one_when_the_pupil_of_the_case_stays(path, do):
    do("party", "unite", "k3fq", "e1", "e2")
    assert list(read(path)["parter"]) == ["e1", "f1", "a1", "r1"]


def test_who_leaves_is_still_named_and_what_is_left_falls_on_another_and_is_said(full, cli, do):
    do("party", "leave", "k3fq", "a1", "--dato", "2026-11-23")
    assert read(full)["parter"]["a1"]["sluttet"] == "2026-11-23"
    data = json.loads(cli("deadlines", "--all", "--json", "--today", "2026-11-24").out)["data"]
    assert [one for one in data["frister"] if "a1" in one["ansvarlig"].split(", ")] == []
    lines = cli("deadlines", "--all", "--today", "2026-11-24").out
    assert "a1 har sluttet" in lines
    found = json.loads(cli("check", "k3fq", "--json", "--today", "2026-11-24").out)["findings"]
    said = [one["message"] for one in found if one["rule"] == "part-sluttet"]
    assert any("saken står fortsatt på a1" in one for one in said)
    assert any("tiltaket t-9xk2" in one for one in said)


def test_who_has_left_gets_no_document_and_is_not_the_one_meant_by_the_role(full, do, cli, refused):
    do("party", "leave", "k3fq", "r1", "--dato", "2026-11-20")
    do("party", "add", "k3fq", "--rolle", "rektor", "--navn", "Ny Rektorsen")
    do("receive", "k3fq", "--rektor", "2026-11-23")
    assert read(full)["mottak"]["rektor"]["av"] == "r2"
    words = ("render", "k3fq", "aktivitetsplan", "--for", "r1")
    assert "ikke lenger ved skolen" in refused(full, *words, "--today", "2026-11-23")
    assert cli("render", "k3fq", "aktivitetsplan", "--for", "r2").code == 0
    assert "sluttet 2026-11-20" in cli("show", "k3fq").out
    assert "har sluttet" not in cli("deadlines", "--all", "--today", "2026-11-23").out


def test_who_will_leave_keeps_the_duties_till_then_and_is_told_which_they_are(full, cli):
    answer = cli("party", "leave", "k3fq", "a1", "--dato", "2026-12-18")
    assert answer.code == 0, answer.err
    assert "a1 har ennå tiltaket t-9xk2" in answer.err
    data = json.loads(cli("deadlines", "--all", "--json", "--today", "2026-11-24").out)["data"]
    assert any("a1" in one["ansvarlig"] for one in data["frister"])


def test_only_an_own_key_that_differs_is_told_and_once(full, cli):
    text = full.read_text("utf-8")
    for key, own in (("e2", "x-a: 1, x-b: 2, x-c: 3"), ("e3", "x-a: 1, x-b: 9, x-c: 9")):
        (row,) = (line for line in text.splitlines() if line.lstrip().startswith(f"{key}: {{"))
        text = text.replace(row, row.replace("}", f", {own}}}", 1))
    full.write_text(text, "utf-8")
    said = cli("party", "unite", "k3fq", "e2", "e3")
    assert said.code == 0, said.err
    told = " ".join(said.err.split())
    assert told.count("en nøkkel programmet ikke kjenner") == 1
