"""A measure for a group is written in one case, and referred to from the others."""

from __future__ import annotations

import json

import pytest

from skolemiljo_cli.model.validation.validate import parse_case
from skolemiljo_cli.sharing.recipient import recipient_of
from skolemiljo_cli.sharing.select import select
from skolemiljo_cli.sharing.shared_measures import filled
from skolemiljo_cli.store.yaml import reader

TEXT = "To voksne fordeler plassene i ballbingen i storefri"
OWNER = f"""\
type: 12-4
parter: {{e1: {{rolle: elev, navn: Espen Askeladd}}, a1: {{rolle: laerer}}}}
melding: {{dato: 2026-11-20, beskrivelse: Noe.}}
aktivitetsplan:
  problem: Plassene i ballbingen tas av de samme elevene i hvert eneste storefri.
  tiltak:
    - id: t-9xk2
      tiltak: {TEXT}
      rettet_mot: klasse
      fra: 2026-11-23
      gjennomfores_av: a1
      evalueres: 2026-12-04
    - {{id: t-4mm7, tiltak: Samtale, rettet_mot: krenker}}
    - {{id: t-5nn8, tiltak: "Samtale med {{e1}}", rettet_mot: klasse}}
"""
ANOTHER = """\
type: 12-4
parter: {e1: {rolle: elev, navn: Per Eventyr}, a1: {rolle: rektor}, f1: {rolle: foresatt, til: e1}}
melding: {dato: 2026-11-20, beskrivelse: Noe.}
aktivitetsplan:
  problem: Eleven sier at det er ubehagelig å gå ut i storefri når det er bråk i ballbingen.
"""
ADD = ("measure", "add", "a7qm", "--gjennomfores-av", "a1", "--evalueres", "2026-12-07")


@pytest.fixture
def owner(put):
    return put(OWNER)


@pytest.fixture
def another(put, owner):
    return put(ANOTHER, "2026-11-20-a7qm")


@pytest.fixture
def shared(cli, another):
    assert cli(*ADD, "--felles", "k3fq/t-9xk2").code == 0
    return another


def rules(cli, *words):
    return {one["rule"] for one in json.loads(cli("check", *words, "--json").out)["findings"]}


def test_a_shared_measure_is_a_reference_and_no_copy(shared):
    text = shared.read_text(encoding="utf-8")
    (measure,) = reader.read(text.encode())["aktivitetsplan"]["tiltak"]
    assert measure["felles"] == {"sak": "2026-11-20-k3fq", "tiltak": "t-9xk2"}
    assert TEXT not in text
    assert set(measure) == {"id", "felles", "gjennomfores_av", "evalueres", "opprettet"}


@pytest.mark.parametrize("words", [("show", "a7qm"), ("render", "a7qm", "aktivitetsplan")])
def test_it_is_read_with_the_text_from_where_it_is_written(words, cli, shared, on_screen):
    on_screen()
    answer = cli(*words)
    assert answer.code == 0, answer.err
    assert TEXT in answer.out
    assert "2026-11-20-k3fq" not in answer.out


def test_a_change_of_it_is_seen_in_both(cli, owner, shared, on_screen):
    on_screen()
    text = owner.read_text(encoding="utf-8")
    owner.write_text(text.replace(TEXT, "Noe annet"), encoding="utf-8")
    assert "Noe annet" in cli("show", "a7qm").out


def test_the_plan_is_whole_with_it_and_each_case_has_its_own_evaluation(cli, shared):
    found = rules(cli, "a7qm")
    assert not found & {"plan-b-tiltak", "plan-c-nar", "plan-d-hvem", "plan-e-evaluering"}
    rows = json.loads(cli("deadlines", "--all", "--json").out)["data"]["frister"]
    ours = [(one["frist"], one["dato"]) for one in rows if one["sak"].endswith("a7qm")]
    assert ("tiltak-evaluering", "2026-12-07") in ours
    assert "tiltak-start" not in {kind for kind, _ in ours}


@pytest.mark.parametrize("where", ["k3fq/t-4mm7", "k3fq/t-5nn8", "k3fq/t-0000", "k3fq", "k3fq/T?"])
def test_what_is_for_one_pupil_or_not_there_is_not_shared(where, cli, another):
    before = another.read_bytes()
    assert cli(*ADD, "--felles", where).code == 2
    assert another.read_bytes() == before


@pytest.mark.parametrize("name", ["Tor Trollsen", "Tors", "Gro Trollmor", "Trollungen"])
def test_what_names_somebody_of_its_case_in_plain_words_is_never_read_in_another_plan(
    name, cli, owner, shared
):
    people = "e3: {rolle: medelev, navn: Tor Trollsen, alias: [Trollungen]}, "
    people += "f3: {rolle: foresatt, navn: Gro Trollmor, til: e3}, a1: {rolle: laerer"
    text = owner.read_text(encoding="utf-8").replace("a1: {rolle: laerer", people)
    owner.write_text(text.replace(TEXT, f"En voksen følger {name} i storefri"), encoding="utf-8")
    for words in (("show", "a7qm"), ("render", "a7qm", "aktivitetsplan", "--for", "e1")):
        assert name not in cli(*words).out
    assert "felles-mangler" in rules(cli, "a7qm")
    assert cli(*ADD, "--felles", "k3fq/t-9xk2").code == 2


def test_staff_of_the_school_may_be_named_in_it(cli, owner, another):
    text = owner.read_text(encoding="utf-8").replace("rolle: laerer", "rolle: laerer, navn: Lise L")
    owner.write_text(text.replace(TEXT, "Lise L er ute i storefri"), encoding="utf-8")
    assert cli(*ADD, "--felles", "k3fq/t-9xk2").code == 0


def test_a_case_about_staff_shares_no_measure(cli, ledger, put):
    put(OWNER.replace("type: 12-4", "type: 12-5-ansatt"))
    put(ANOTHER, "2026-11-20-a7qm")
    (ledger / "skolemiljo.yaml").write_text("skjermet: true\n", encoding="utf-8")
    assert cli(*ADD, "--felles", "k3fq/t-9xk2").code == 2


def test_it_has_no_text_of_its_own(cli, another):
    assert cli(*ADD, "--felles", "k3fq/t-9xk2", "--tiltak", "Noe").code == 2


def test_it_is_changed_where_it_is_written(cli, shared):
    measure = reader.read(shared.read_bytes())["aktivitetsplan"]["tiltak"][0]["id"]
    answer = cli("measure", "change", "a7qm", "--id", measure, "--evalueres", "2026-12-14")
    assert answer.code == 2
    assert "felles" in answer.err


def test_a_reference_to_what_is_gone_is_found(cli, owner, shared):
    owner.unlink()
    owner.parent.rmdir()
    assert "felles-mangler" in rules(cli, "a7qm")


def test_a_family_is_not_told_that_there_is_another_case(owner, shared):
    def case(path):
        return parse_case(reader.read(path.read_bytes())).value

    whole = filled(case(shared), lambda _: case(owner))
    chosen = select(whole, recipient_of(whole, "f1")).sak
    assert chosen.aktivitetsplan.tiltak[0].tiltak == TEXT
    assert "k3fq" not in repr(chosen.model_dump())
