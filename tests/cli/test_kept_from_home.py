"""Each command that writes about a pupil can keep it from a guardian; untold guardians get none."""

from __future__ import annotations

import sys

import pytest

from skolemiljo_cli.store.yaml import reader

CASE = """\
id: 2026-11-02-k3fq
type: 12-4
parter:
  e1: {rolle: elev, navn: Askeladd Eventyr, trinn: 5}
  e2: {rolle: medelev, navn: Tyrihans Skogen}
  f1: {rolle: foresatt, navn: Marit Eventyr, til: e1, foreldreansvar: true}
  f2: {rolle: foresatt, navn: Morten Bakken, til: e1, foreldreansvar: true}
  f3: {rolle: foresatt, navn: Ragna Skogen, til: e2, foreldreansvar: true}
  a1: {rolle: kontaktlaerer, navn: Lise Lærersen}
  a2: {rolle: avdelingsleder, navn: Anders Bukkene}
melding: {dato: 2026-11-02, melder: a1, beskrivelse: "{e1} er alene."}
aktivitetsplan:
  opprettet: 2026-11-05
  av: a2
  problem: "{e1} er alene i storefri."
  tiltak:
    - {id: t-9xk2, tiltak: En voksen er med., rettet_mot: utsatt, fra: 2026-11-06,
       gjennomfores_av: a1, ikke_til: [f2]}
"""
SECRET = "Pappa slår meg."
SAID = {
    "melding": ("receive", "k3fq", "--melding-ikke-til", "f1"),
    "mottak": ("receive", "k3fq", "--rektor", "i går", "--ikke-til", "f1"),
    "undersokelse": ("investigate", "k3fq", "--elevens-opplevelse", SECRET, "--ikke-til", "f1"),
    "aktivitetsplan": ("plan", "k3fq", "--elevens-syn", SECRET, "--ikke-til", "f1"),
    "aktivitetsplan.tiltak": (
        "measure", "add", "k3fq", "--tiltak", SECRET, "--ikke-til", "f1",
    ),
    "aktivitetsplan.evalueringer": (
        "evaluate", "k3fq", "--elevens-svar", SECRET, "--ikke-til", "f1",
    ),
    "avslutninger": (
        "close", "k3fq", "--elevens-svar", SECRET, "--trygt-og-godt", "ja", "--ikke-til", "f1",
    ),
    "logg": ("log", "k3fq", "--tekst", SECRET, "--ikke-til", "f1"),
}  # fmt: skip


@pytest.fixture
def case(write_case):
    return write_case(CASE)


def there(case, place):
    values = reader.read(case.read_bytes())
    for step in place.split("."):
        values = values[step]
    return values[-1] if isinstance(values, list) else values


@pytest.mark.parametrize("place", list(SAID))
def test_a_command_that_writes_it_keeps_it_from_whom_it_is_told_to(place, case, cli):
    said = cli(*SAID[place], "--no-input")
    assert said.code == 0, said.err
    assert there(case, place)["ikke_til"] == ["f1"]
    assert "ikke_til" in said.err
    assert "f1" in said.err
    shown = cli("render", "k3fq", "saksgang", "--for", "f1")
    assert shown.code == 0
    assert SECRET not in shown.out


@pytest.mark.parametrize("place", [place for place in SAID if "." not in place])
def test_the_option_is_explained_in_the_help_of_the_command(place, cli):
    words = cli(SAID[place][0], "--help").out
    assert "--ikke-til" in words
    assert "ikke skal vises for" in words


def test_more_parties_are_added_to_those_a_part_is_kept_from(case, cli):
    cli("plan", "k3fq", "--ikke-til", "f1")
    assert cli("plan", "k3fq", "--ikke-til", "f2,f1").code == 0
    assert there(case, "aktivitetsplan")["ikke_til"] == ["f1", "f2"]
    again = cli("plan", "k3fq", "--ikke-til", "f1")
    assert again.code == 2
    assert "Ingenting er endret" in again.err


def test_a_new_edition_of_a_measure_is_kept_from_the_same(case, cli):
    assert cli("measure", "change", "k3fq", "--id", "t-9xk2", "--hyppighet", "daglig").code == 0
    assert there(case, "aktivitetsplan.tiltak")["ikke_til"] == ["f2"]


def test_there_is_no_plan_to_keep_from_anybody_before_it_is_written(write_case, cli):
    write_case(CASE.partition("aktivitetsplan:")[0])
    said = cli("plan", "k3fq", "--ikke-til", "f1")
    assert said.code == 2
    assert "ingen plan ennå" in said.err


@pytest.mark.parametrize("whom", ["foresatt", "Foresatte"])
def test_a_report_can_be_kept_from_guardians_that_nobody_has_written_down_yet(whom, cli, ledger):
    said = cli(
        "new-case", "--elev", "Askeladd Eventyr", "--beskrivelse", SECRET, "--ikke-til", whom,
    )  # fmt: skip
    assert said.code == 0, said.err
    (case,) = (ledger / "cases").glob("*/sak.yaml")
    values = reader.read(case.read_bytes())
    assert values["melding"]["ikke_til"] == ["f1"]
    assert {**values["parter"]["f1"], "id": None} == {"rolle": "foresatt", "til": "e1", "id": None}
    tail = case.parent.name[-4:]
    added = cli("receive", tail, "--rektor", "i dag", "--part", "foresatt=Marit Eventyr")
    assert added.code == 0, added.err
    for reader_key in ("f1", "f2", "foresatte:e1"):
        shown = cli("render", tail, "saksgang", "--for", reader_key)
        assert shown.code == 0, shown.err
        assert SECRET not in shown.out


def test_whom_a_report_is_kept_from_is_a_guardian_or_somebody_in_it(cli, ledger):
    said = cli("new-case", "--elev", "Askeladd", "--beskrivelse", "Noe.", "--ikke-til", "Marit")
    assert said.code == 2
    assert "--ikke-til" in said.err
    assert "Marit" not in said.err


UNTOLD = CASE.replace(
    '"{e1} er alene."}',
    '"{e1} er alene.",\n  foresatte_informert: {ikke_aktuelt: Vold hjemme., av: a2}}',
)


@pytest.mark.parametrize("word", ["f1", "f2", "foresatte:e1", "e1"])
def test_nothing_is_made_for_a_home_that_is_not_to_be_told(word, write_case, cli):
    case = write_case(UNTOLD)
    before = case.read_bytes()
    for form in ("aktivitetsplan", "saksgang", "varsling"):
        said = cli("render", "k3fq", form, "--for", word, "-o", "papir.md")
        assert said.code == 2
        assert "de foresatte ikke skal informeres" in said.err
        assert "--likevel GRUNN --av NØKKEL" in said.err
        assert not said.out
        assert not list(case.parents[2].rglob("papir.md"))
    assert case.read_bytes() == before


@pytest.mark.parametrize("word", ["f3", "e2", "rektor", "a1", "statsforvalter", "arkiv"])
def test_others_get_theirs_all_the_same(word, write_case, cli):
    write_case(UNTOLD)
    assert cli("render", "k3fq", "aktivitetsplan", "--for", word).code == 0
    assert cli("render", "k3fq", "aktivitetsplan").code == 0
    assert cli("package", "k3fq", "--for", "statsforvalter").code == 0


def test_a_guardian_of_the_other_pupil_too_is_the_same_person(write_case, cli):
    write_case(UNTOLD.replace("navn: Ragna Skogen", "navn: Marit  Eventyr"))
    for word in ("f3", "e2", "foresatte:e2"):
        assert cli("render", "k3fq", "aktivitetsplan", "--for", word).code == 2


def test_a_named_employee_can_decide_it_for_one_reader_and_one_form(write_case, cli):
    case = write_case(UNTOLD)
    words = ("render", "k3fq", "aktivitetsplan", "--for", "f1")
    said = cli(*words, "--likevel", "{f1} bor ikke med den det gjelder.", "--av", "a2")
    assert said.code == 0, said.err
    assert "utkast" in said.err
    (row,) = reader.read(case.read_bytes())["foresatte_likevel"]
    assert row.pop("id").startswith("b-")
    assert row == {
        "dato": "2026-11-23", "til": "f1", "dokument": "aktivitetsplan",
        "begrunnelse": "{f1} bor ikke med den det gjelder.", "ikke_aktuelt": "Vold hjemme.",
        "av": "a2",
    }  # fmt: skip
    shown = cli(*words)
    assert shown.code == 0
    assert "Vold hjemme" not in shown.out
    assert "bor ikke med" not in shown.out
    assert cli(*words, "--likevel", "En gang til.", "--av", "a2").code == 0
    assert len(reader.read(case.read_bytes())["foresatte_likevel"]) == 1
    for other in (("saksgang", "f1"), ("aktivitetsplan", "f2"), ("aktivitetsplan", "foresatte:e1")):
        assert cli("render", "k3fq", other[0], "--for", other[1]).code == 2
    text = case.read_text("utf-8").replace("Vold hjemme., av", "Trusler., av")
    case.write_text(text, "utf-8")
    assert cli(*words).code == 2, "another reason needs another decision"


def test_guardians_who_were_told_later_get_their_papers(write_case, cli):
    write_case(UNTOLD)
    assert cli("receive", "k3fq", "--foresatte-informert", "i dag").code == 0
    assert cli("render", "k3fq", "aktivitetsplan", "--for", "f1").code == 0


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("--likevel", "Fordi."), "--av NØKKEL"),
        (("--likevel", " ", "--av", "a2"), "Det må stå hvorfor"),
        (("--likevel", "Fordi.", "--av", "f1"), "det gjør en ansatt"),
        (("--likevel", "Fordi.", "--av", "e1"), "det gjør en ansatt"),
        (("--likevel", "Fordi.", "--av", "a2", "--godkjenn", "3f9a1c2b"), "sies for seg"),
    ],
)
def test_the_decision_is_written_by_an_employee_with_a_reason(given, told, write_case, cli):
    case = write_case(UNTOLD)
    before = case.read_bytes()
    said = cli("render", "k3fq", "aktivitetsplan", "--for", "f1", *given)
    assert said.code == 2
    assert told in said.err
    assert case.read_bytes() == before


def test_a_decision_that_is_not_needed_is_not_written(case, cli):
    before = case.read_bytes()
    for word in ("f1", "rektor"):
        said = cli(
            "render", "k3fq", "aktivitetsplan", "--for", word, "--likevel", "X", "--av", "a2"
        )
        assert said.code == 2
        assert "trenger ingen beslutning" in said.err
    assert case.read_bytes() == before


TELLING = """\
logg:
  - {id: h-1aaa, tid: 2026-11-03, type: elevsamtale, av: a1, med: [e1], om: [e1],
     tekst: "Morten slår, og {e1} ba oss: ikke si det hjemme."}
  - {id: h-2aaa, tid: 2026-11-03, type: elevsamtale, av: a1, med: [e1], om: [e1],
     tekst: "{e2} slår {e1} i friminuttet."}
  - {id: h-3aaa, tid: 2026-11-04, type: ekstern, av: a1, om: [e1], tekst: Politiet er spurt.}
"""


@pytest.mark.parametrize("fmt", ["md", "html"])
@pytest.mark.parametrize("word", ["f1", "foresatte:e1", "e1"])
def test_a_draft_to_a_home_points_at_each_place_that_tells_of_home(word, fmt, write_case, cli):
    told = CASE.replace('"{e1} er alene."', '"{e1} er alene. {f2} er sint: {e1} er redd hjemme."')
    write_case(
        told.replace("{e1} er alene i storefri", "{f1} vil at det skal bli mellom oss") + TELLING
    )
    said = cli("render", "k3fq", "saksgang", "--for", word, "--format", fmt)
    assert said.code == 0
    assert "ber om at noe ikke blir sagt hjemme: planen, h-1aaa." in said.err
    assert "vold eller redsel hjemme: meldingen, h-1aaa." in said.err
    assert "politi eller lignende: h-3aaa." in said.err
    assert said.err.count("h-2aaa") == said.err.count("andre enn familien selv: h-2aaa.") == 1
    assert "skolemiljo edit SAK" in said.err
    for name in ("Morten", "slår", "redd hjemme"):
        assert name not in said.err


def test_what_the_draft_does_not_show_is_not_pointed_at(write_case, cli):
    write_case(CASE + TELLING)
    said = cli("render", "k3fq", "aktivitetsplan", "--for", "f1")
    assert said.code == 0
    assert "h-1aaa" not in said.err
    kept = CASE + TELLING.replace("id: h-1aaa,", "id: h-1aaa, ikke_til: [f1],")
    write_case(kept)
    assert "h-1aaa" not in cli("render", "k3fq", "saksgang", "--for", "f1").err


@pytest.mark.parametrize("word", ["statsforvalter", "rektor", "arkiv"])
def test_what_does_not_go_home_points_at_nothing_of_it(word, write_case, cli):
    write_case(CASE + TELLING)
    said = cli("render", "k3fq", "saksgang", "--for", word)
    assert said.code == 0
    assert "sagt hjemme" not in said.err


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('{e1} er alene."}', '{e1} er redd hjemme."}', "melding"),
        ("En voksen er med.,", "Ikke si det hjemme.,", None),  # the measure is kept from f2
        ("er alene i storefri", "er redd hjemme", "aktivitetsplan"),
        ("er alene i storefri", "er mye ute", None),
    ],
)
def test_what_is_written_in_the_editor_on_home_is_pointed_at_unless_it_is_kept(
    old, new, told, case, cli, monkeypatch, tmp_path
):
    assert old in CASE
    script = tmp_path / "ed.py"
    text = CASE.replace(old, new)
    script.write_text(
        f"import sys, pathlib; pathlib.Path(sys.argv[1]).write_text({text!r}, 'utf-8')"
    )
    monkeypatch.setenv("EDITOR", f'"{sys.executable}" "{script}"')
    said = cli("edit", "k3fq", "--no-input")
    assert said.code == 0, said.err
    pointed = [line for line in said.err.splitlines() if "«ikke_til: [f1]» der" in line]
    assert len(pointed) == (told is not None)
    assert told is None or f"hjemme: {told}." in pointed[0]


def test_the_school_s_own_copy_says_what_is_kept_from_whom(case, cli):
    for place in ("melding", "mottak", "undersokelse", "aktivitetsplan"):
        assert cli(*SAID[place], "--no-input").code == 0
    own = cli("render", "k3fq", "saksgang").out
    for what in ("Meldingen", "Mottaket", "Undersøkelsen", "Planen"):
        assert f"{what} skal ikke vises for: Marit Eventyr" in own
    assert "t-9xk2 skal ikke vises for: Morten Bakken" in own
    for word in ("f1", "f2", "e1", "foresatte:e1"):
        assert "skal ikke vises for" not in cli("render", "k3fq", "saksgang", "--for", word).out
