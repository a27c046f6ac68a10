"""Several pupils in one event: each has a case of its own, with nothing of the other in it."""

from __future__ import annotations

import json

import pytest
from apart_cases import STAFF
from minted import without_ids

from skolemiljo_cli.store.yaml import reader

CASE = """\
type: 12-4
saksansvarlig: a1
parter:
  e1: {rolle: elev, navn: Espen Askeladd, trinn: 5, klasse: 5B, alias: [Askepotten]}
  e2: {rolle: medelev, navn: Per Eventyr, trinn: 6}
  e3: {rolle: medelev, navn: Pål Eventyr}
  f1: {rolle: foresatt, navn: Mor Askeladd, til: e1, kontakt: 41 00 00 00}
  f2: {rolle: foresatt, navn: Far Eventyr, til: e2, foreldreansvar: true, kontakt: 42 00 00 00}
  a1: {rolle: kontaktlaerer, navn: Lise Lærersen}
  h1: {rolle: helsesykepleier, navn: Hanne Helse}
  r1: {rolle: rektor, navn: Rita Rektorsen}
melding:
  dato: 2026-11-18
  melder: f1
  hendelse: {dato: 2026-11-17T10:15, sted: skolegården}
  krenkelser: [mobbing]
  beskrivelse: "{e2} holdt {e1} utenfor."
  elevens_ord: Jeg får aldri være med.
mottak: {alvorlig: {vurdering: true, begrunnelse: Det har vart lenge., dato: 2026-11-18, av: r1}}
undersokelse: {konklusjon: {dato: 2026-11-20, trygt_og_godt: nei, begrunnelse: Alene.}}
aktivitetsplan:
  tiltak:
    - {id: t-9xk2, tiltak: Samtale med {e2}, rettet_mot: krenker}
"""
CASE = CASE.replace("Samtale med {e2}", '"Samtale med {e2}"')
NEW = ("new-case", "--linked", "k3fq", "--beskrivelse", "{e1} sier at han er redd for {e2}.")


@pytest.fixture
def other(put):
    return put(CASE)


def only_new(ledger):
    (path,) = (one for one in (ledger / "cases").glob("*/sak.yaml") if "k3fq" not in str(one))
    return without_ids(reader.read(path.read_bytes()))


def test_the_other_pupil_gets_a_case_of_its_own_with_nothing_said_of_the_first(cli, ledger, other):
    answer = cli(*NEW, "--elev", "e2")
    assert answer.code == 0, answer.err
    values = only_new(ledger)
    assert values["parter"] == {
        "e1": {"rolle": "elev", "navn": "Per Eventyr", "trinn": "6"},
        "f1": {"rolle": "foresatt", "navn": "Far Eventyr", "foreldreansvar": "true", "til": "e1"},
        "e2": {"rolle": "medelev", "navn": "Espen Askeladd", "trinn": "5", "klasse": "5B",
               "alias": ["Askepotten"]},
        "a1": {"rolle": "kontaktlaerer", "navn": "Lise Lærersen"},
        "r1": {"rolle": "rektor", "navn": "Rita Rektorsen"},
    }  # fmt: skip
    assert values["melding"] == {
        "dato": "2026-11-23",
        "hendelse": {"dato": "2026-11-17T10:15"},
        "beskrivelse": "{e1} sier at han er redd for {e2}.",
    }
    assert set(values) == {"id", "type", "koblet", "parter", "melding"}
    for name in ("Eventyr", "Askeladd"):
        assert name not in answer.err + answer.out


def test_the_two_cases_point_to_each_other_and_check_is_content(cli, ledger, other):
    assert cli(*NEW, "--elev", "e2").code == 0
    new = only_new(ledger)
    assert new["koblet"] == ["2026-11-20-k3fq"]
    there = other.read_text(encoding="utf-8")
    assert reader.read(there.encode())["koblet"] == [new["id"]]
    assert (
        there.replace(f"koblet: [{new['id']}]\n", "").replace(f"koblet:\n  - {new['id']}\n", "")
        == f"id: 2026-11-20-k3fq\n{CASE}"
    )
    rules = {one["rule"] for one in json.loads(cli("check", "--json").out)["findings"]}
    assert not rules & {"koblet-mangler", "koblet-en-vei", "part-mangler"}
    assert new["id"] in cli("show", "k3fq").out
    assert json.loads(cli("show", "k3fq", "--json").out)["data"]["koblet"] == [new["id"]]


@pytest.mark.parametrize(
    "words", [(), ("--elev", "e9"), ("--elev", "Per Eventyr"), ("--elev", "f2")]
)
def test_which_pupil_is_meant_must_be_said_by_a_key(words, cli, ledger, other):
    answer = cli(*NEW, *words)
    assert answer.code == 2
    assert "e2 medelev, e3 medelev" in answer.err
    assert "Eventyr" not in answer.err
    assert len(list((ledger / "cases").glob("*/sak.yaml"))) == 1


def test_the_pupil_whose_case_it_is_has_its_case_already(cli, other):
    answer = cli(*NEW, "--elev", "e1")
    assert answer.code == 2
    assert "har sin sak allerede" in answer.err


def test_one_other_pupil_needs_no_key(cli, ledger, put):
    put(CASE.replace("  e3: {rolle: medelev, navn: Pål Eventyr}\n", ""))
    assert cli(*NEW).code == 0
    assert only_new(ledger)["parter"]["e1"]["navn"] == "Per Eventyr"


def test_a_file_and_a_link_are_not_taken_together(cli, ledger, other):
    (ledger / "inn.yaml").write_text(CASE, encoding="utf-8")
    assert cli("new-case", "--linked", "k3fq", "--from", "inn.yaml").code == 2


def test_a_case_about_staff_points_to_the_pupil_s_own_which_knows_nothing_of_it(
    cli, ledger, shielded, other
):
    before = other.read_bytes()
    answer = cli(*NEW, "--elev", "e1", "--type", "12-5-ansatt")
    assert answer.code == 0, answer.err
    assert other.read_bytes() == before
    (path,) = (shielded / "cases").glob("*/sak.yaml")
    assert reader.read(path.read_bytes())["koblet"] == ["2026-11-20-k3fq"]
    assert path.parent.name not in cli("check").out + cli("show", "k3fq", "--all").out


def test_a_pupil_s_case_beside_one_about_staff_does_not_name_it(cli, shielded, put):
    path = put(STAFF, root=shielded)
    answer = cli("--ledger", str(shielded), *NEW)
    assert answer.code == 0, answer.err
    values = only_new(shielded)
    assert "koblet" not in values
    assert "ansatt" not in {part["rolle"] for part in values["parter"].values()}
    assert reader.read(path.read_bytes())["koblet"] == [values["id"]]


def test_nothing_is_linked_to_a_case_that_lies_wrong(cli, ledger, put):
    put(STAFF)
    answer = cli(*NEW)
    assert answer.code == 2
    assert len(list((ledger / "cases").glob("*/sak.yaml"))) == 1


def test_a_link_that_could_not_be_written_back_is_told_with_what_to_do(
    cli, ledger, other, monkeypatch
):
    from skolemiljo_cli.errors import Locked
    from skolemiljo_cli.services.casework import linked_case

    def locked(*_args, **_more):
        raise Locked

    monkeypatch.setattr(linked_case, "change", locked)
    answer = cli(*NEW, "--elev", "e2")
    assert answer.code == 75
    new = only_new(ledger)
    assert f"Sak {new['id']} er laget" in answer.err
    assert f"Skriv {new['id']} under «koblet» i 2026-11-20-k3fq" in answer.err


def test_a_pupil_whose_own_case_is_open_is_given_no_second_one(cli, ledger, other):
    assert cli(*NEW, "--elev", "e2").code == 0
    (path,) = (one for one in (ledger / "cases").glob("*/sak.yaml") if "k3fq" not in str(one))
    again = cli(*NEW, "--elev", "e2")
    assert again.code == 2
    assert f"Denne eleven har en egen sak fra før: {path.parent.name}." in again.err
    assert len(list((ledger / "cases").glob("*/sak.yaml"))) == 2
    assert cli(*NEW, "--elev", "e3").code == 0  # the third pupil has none yet

    about_staff = cli(*NEW, "--elev", "e2", "--type", "12-5-ansatt")
    assert about_staff.code == 78  # there is no shielded ledger; the pupil's own is no hindrance

    closed = "avslutninger: [{id: x-4r1t, dato: 2026-11-22, trygt_og_godt: ja}]\n"
    path.write_text(path.read_text("utf-8") + closed, "utf-8")
    assert cli(*NEW, "--elev", "e2").code == 0  # something new, when the first is closed


def test_a_linked_case_that_cannot_be_read_stops_no_new_one(cli, ledger, other):
    assert cli(*NEW, "--elev", "e2").code == 0
    (path,) = (one for one in (ledger / "cases").glob("*/sak.yaml") if "k3fq" not in str(one))
    path.write_text("a: [\n", "utf-8")
    assert cli(*NEW, "--elev", "e3").code == 0
