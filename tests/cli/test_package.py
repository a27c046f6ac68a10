"""`package`: a folder with every document, every attachment, and sums that can be checked."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
from datetime import date

import pytest

from skolemiljo_cli.cli.framework.app import run
from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.services.documents.contents import contents, number_name, size

pytestmark = pytest.mark.slow

WORDS = ("package", "k3fq", "--for", "statsforvalter")
MINUTES = b"%PDF-1.7 et referat\n"
CASE = f"""\
id: 2026-11-02-k3fq
type: 12-4
saksansvarlig: a2
parter:
  e1: {{rolle: elev, navn: Espen Askeladd}}
  e2: {{rolle: medelev, navn: Per Eventyr}}
  f1: {{rolle: foresatt, navn: Mor Askeladd, til: e1}}
  a1: {{rolle: kontaktlaerer, navn: Lise Lærersen}}
  a2: {{rolle: avdelingsleder, navn: Anders Avdeling}}
melding: {{dato: 2026-11-02, melder: a1, beskrivelse: "{{e1}} er alene."}}
mottak:
  rektor: {{tid: 2026-11-02T14:10}}
  skoleeier: {{tid: 2026-11-03, mottaker: Oppvekstkontoret}}
undersokelse: {{startet: 2026-11-03}}
aktivitetsplan:
  opprettet: 2026-11-06
  problem: Alene i storefri.
  tiltak:
    - {{id: t-9xk2, tiltak: En voksen ute., fra: 2026-11-09}}
  evalueringer:
    - {{id: v-2m8d, dato: 2026-11-13, elevens_svar: Ikke bedre.}}
    - {{id: v-5c1p, dato: 2026-11-20, elevens_svar: Bedre.}}
logg:
  - {{id: h-7k3q, tid: 2026-11-12T10:15, type: mote, av: a1, med: [f1], tekst: Møte.}}
  - {{id: h-9d6e, tid: 2026-11-04, type: elevsamtale, av: a1, med: [e1], elevens_ord: Ute.}}
  - {{id: h-2b4c, tid: 2026-11-05, type: observasjon, av: a1, tekst: Alene ved gjerdet.}}
vedlegg:
  - fil: vedlegg/Espen Askeladd referat.PDF
    sha256: {hashlib.sha256(MINUTES).hexdigest()}
    innforing: h-7k3q
    beskrivelse: Referat om {{e1}}
"""
CODE = re.compile("<code>[0-9a-f]{8}</code>")
NAMES = ("Espen", "Askeladd", "Eventyr", "Lærersen", "Avdeling", "Oppvekst")


def attach(path):
    attachments = path.parent / "vedlegg"
    attachments.mkdir()
    (attachments / "Espen Askeladd referat.PDF").write_bytes(MINUTES)
    return path


@pytest.fixture
def case(write_case):
    return attach(write_case(CASE))


@pytest.fixture(scope="module")
def made(new_ledger, once, tmp_path_factory):
    """A ledger whose case has been bundled, and what was said: made once, for many to look at."""
    root = shutil.copytree(new_ledger, tmp_path_factory.mktemp("pakket") / "saksarkiv")
    path = root / "cases" / "2026-11-02-k3fq" / "sak.yaml"
    path.parent.mkdir()
    path.write_text(CASE, encoding="utf-8")
    attach(path)
    out, err = io.StringIO(), io.StringIO()
    with once() as patch, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        patch.chdir(root)
        code = run([*WORDS])
    return root, code, out.getvalue(), err.getvalue()


@pytest.fixture
def packed(made, monkeypatch):
    """The case of the ledger that has been bundled; it is only looked at."""
    monkeypatch.chdir(made[0])
    return made[0] / "cases" / "2026-11-02-k3fq" / "sak.yaml"


def bundle(case):
    return case.parent / "dokumenter" / "oversendelse-2026-11-23-utkast"


def names(folder):
    return sorted(one.name for one in folder.iterdir())


FILES = [
    "01-oversendelse.html",
    "02-melding.html",
    "03-saksgang.html",
    "04-undersokelse.html",
    "05-aktivitetsplan.html",
    "06-evaluering-v-2m8d.html",
    "07-evaluering-v-5c1p.html",
    "08-elevsamtale-h-9d6e.html",
    "09-referat-h-7k3q.html",
    "10-skoleeier.html",
    "11-vedlegg-h-7k3q.pdf",
    "innhold.txt",
    "sha256sums.txt",
]


def test_the_bundle_has_each_document_that_has_content_numbered_in_order(made, packed):
    _, code, out, _ = made
    assert code == 0
    assert out == "cases/2026-11-02-k3fq/dokumenter/oversendelse-2026-11-23-utkast\n"
    assert names(bundle(packed)) == FILES


def test_each_document_is_the_one_render_makes(packed, cli):
    for file, words in {
        "04-undersokelse.html": ("undersokelse",),
        "06-evaluering-v-2m8d.html": ("evaluering", "--id", "v-2m8d"),
        "09-referat-h-7k3q.html": ("referat", "--id", "h-7k3q"),
    }.items():
        made = cli("render", "k3fq", *words, "--for", "statsforvalter", "--format", "html").out
        there = (bundle(packed) / file).read_text(encoding="utf-8")
        assert CODE.sub("", there) == CODE.sub("", made)
        assert CODE.search(there)


def test_the_sums_are_of_every_file_and_sha256sum_agrees(packed):
    folder = bundle(packed)
    lines = (folder / "sha256sums.txt").read_text(encoding="utf-8").splitlines()
    said = {name: sha for sha, name in (line.split("  ") for line in lines)}
    assert sorted(said) == [one for one in FILES if one != "sha256sums.txt"]
    for name, sha in said.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == sha
    ran = subprocess.run(
        ["sha256sum", "-c", "--strict", "sha256sums.txt"],
        cwd=folder,
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr


def test_the_letter_lists_the_other_files_with_size_and_sum(case, cli):
    rows = json.loads(cli(*WORDS, "--json").out)["data"]["dokumenter"]
    letter = (bundle(case) / "01-oversendelse.html").read_text(encoding="utf-8")
    assert rows[0]["fil"] == "01-oversendelse.html"
    assert rows[0]["sha256"] not in letter
    for row in rows[1:]:
        assert row["sha256"] in letter
        assert size(row["byte"]) in letter
    assert "Referat om Espen Askeladd" in letter


def test_the_reply_tells_of_each_document_and_names_nobody(case, cli):
    said = cli(*WORDS, "--json")
    rows = json.loads(said.out)["data"]["dokumenter"]
    assert [one["nr"] for one in rows] == list(range(1, 12))
    assert [one["delplikt"] for one in rows] == [
        None, "melde_fra", None, "undersoke", "tiltak", "evaluering", "evaluering", "undersoke",
        None, "skoleeier", None,
    ]  # fmt: skip
    assert rows[3] == {
        **rows[3],
        "tittel": "Undersøkelse",
        "dato": "2026-11-03",
        "fil": "04-undersokelse.html",
        "merknad": None,
    }
    whole = said.out + cli("pakke", "k3fq", "--for", "statsforvalter", "-o", "ny").err
    assert not [one for one in NAMES if one in whole]


def test_no_name_stands_in_a_file_name_or_in_the_index(packed):
    index = (bundle(packed) / "innhold.txt").read_text(encoding="utf-8")
    assert not [one for one in NAMES if one in index + " ".join(names(bundle(packed)))]


def test_the_index_says_what_the_folder_holds_and_how_to_check_it(packed):
    index = (bundle(packed) / "innhold.txt").read_text(encoding="utf-8")
    assert index.startswith("Oversendelse til statsforvalteren\nSak 2026-11-02-k3fq, laget 2026-11")
    assert f"SHA-256 {hashlib.sha256(CASE.encode()).hexdigest()}" in index
    assert all(one in index for one in FILES[:11])
    assert "sha256sum -c sha256sums.txt" in index
    assert "MERK" not in index


def test_the_notes_say_how_many_and_what_to_look_over(made, case, cli):
    *_, err = made
    assert "Laget 11 dokumenter for sak 2026-11-02-k3fq." in err
    assert "Pakken har navn i seg. Ingenting er sendt." in err
    assert "opplysninger om andre elever" in err
    assert cli(*WORDS, "-o", "stille", "--quiet").err == ""


def test_a_folder_that_is_there_is_never_written_over(packed, cli):
    letter = bundle(packed) / "01-oversendelse.html"
    before = letter.stat().st_mtime_ns
    said = cli(*WORDS)
    assert (said.code, said.out) == (73, "")
    assert "finnes allerede" in said.err
    assert "Velg en annen mappe med -o MAPPE" in said.err
    assert letter.stat().st_mtime_ns == before


def test_an_empty_folder_is_not_used_either(case, ledger, cli):
    (ledger / "tom").mkdir()
    assert cli(*WORDS, "-o", "tom").code == 73
    assert names(ledger / "tom") == []


def test_the_folder_is_made_where_it_is_asked_for(case, ledger, cli):
    said = cli(*WORDS, "-o", "til-sfv")
    assert (said.code, said.out) == (0, "til-sfv\n")
    assert names(ledger / "til-sfv") == FILES
    assert not (case.parent / "dokumenter").exists()


def test_a_folder_below_one_that_is_not_there_cannot_be_made(case, cli):
    said = cli(*WORDS, "-o", "../borte/pakke")
    assert said.code == 73
    assert "mappen finnes ikke" in said.err


def test_the_forms_can_be_markdown(case, cli):
    cli(*WORDS, "--format", "md")
    assert names(bundle(case))[:2] == ["01-oversendelse.md", "02-melding.md"]
    assert (bundle(case) / "02-melding.md").read_text(encoding="utf-8").startswith("**")


@pytest.mark.skipif(os.name == "nt", reason="modes are another thing there")
def test_only_the_owner_may_read_the_bundle(packed):
    assert bundle(packed).stat().st_mode & 0o77 == 0
    assert all(one.stat().st_mode & 0o77 == 0 for one in bundle(packed).iterdir())


def test_an_attachment_that_is_gone_is_told_everywhere_and_the_rest_is_made(case, cli):
    (case.parent / "vedlegg" / "Espen Askeladd referat.PDF").unlink()
    said = cli(*WORDS)
    assert said.code == 65
    assert "cases/2026-11-02-k3fq/sak.yaml:28 vedlegg[0].fil: feil: Vedlegget finnes ikke" in (
        said.err
    )
    assert "[vedlegg-mangler]" in said.err
    assert "1 vedlegg mangler" in said.err
    assert "Espen" not in said.err
    assert names(bundle(case)) == [one for one in FILES if not one.startswith("11")]
    for file in ("innhold.txt", "01-oversendelse.html"):
        assert "er ikke med i pakken" in (bundle(case) / file).read_text(encoding="utf-8")


def test_an_attachment_that_is_another_file_is_sent_and_told(case, cli):
    (case.parent / "vedlegg" / "Espen Askeladd referat.PDF").write_bytes(b"noe annet\n")
    said = cli(*WORDS, "--json")
    document = json.loads(said.out)
    assert (said.code, document["status"]) == (65, "partial")
    assert [one["rule"] for one in document["findings"]] == ["vedlegg-endret"]
    (row,) = [one for one in document["data"]["dokumenter"] if one["nr"] == 11]
    assert row["sha256"] == hashlib.sha256(b"noe annet\n").hexdigest()
    assert "ikke den samme filen" in row["merknad"]
    for file in ("innhold.txt", "01-oversendelse.html"):
        assert "ikke den samme filen" in (bundle(case) / file).read_text(encoding="utf-8")


def test_an_attachment_without_a_sum_is_sent_with_a_remark(write_case, cli):
    path = write_case(re.sub("    sha256: .*\n", "", CASE))
    (path.parent / "vedlegg").mkdir()
    (path.parent / "vedlegg" / "Espen Askeladd referat.PDF").write_bytes(MINUTES)
    assert cli(*WORDS).code == 0
    index = (bundle(path) / "innhold.txt").read_text(encoding="utf-8")
    assert "MERK: Saken har ingen kontrollsum for vedlegget." in index


@pytest.mark.parametrize(
    "name", ["../../skolemiljo.yaml", "/etc/hostname", "vedlegg/lenke", "ut/a"]
)
def test_an_attachment_never_leads_out_of_the_case(name, case, ledger, cli):
    (case.parent / "vedlegg" / "lenke").symlink_to(ledger / "skolemiljo.yaml")
    (ledger / "a").write_text("hemmelig")
    (case.parent / "ut").symlink_to(ledger, target_is_directory=True)
    case.write_text(CASE.replace("vedlegg/Espen Askeladd referat.PDF", name), encoding="utf-8")
    said = cli(*WORDS)
    assert said.code == 65
    assert not [one for one in names(bundle(case)) if one.startswith("11")]


@pytest.mark.parametrize("words", [(), ("--for", "foresatte")])
def test_the_bundle_must_say_whom_it_is_for(words, case, cli):
    said = cli("package", "k3fq", *words)
    assert (said.code, said.out) == (2, "")
    assert "--for må si hvem pakken er til." in said.err
    assert not (case.parent / "dokumenter").exists()


def test_a_faulty_template_leaves_no_folder_behind(case, ledger, cli):
    own = ledger / "templates" / "nb"
    own.mkdir(parents=True)
    (own / "saksgang.html.j2").write_text("{{ borte }}", encoding="utf-8")
    said = cli(*WORDS)
    assert said.code == 78
    assert not (case.parent / "dokumenter").exists()


def test_a_value_that_cannot_be_read_makes_the_bundle_partial(write_case, cli):
    path = write_case(CASE.partition("vedlegg:")[0] + "unntak: [{regel: L1, dato: 2026-02-30}]\n")
    said = cli(*WORDS)
    assert said.code == 65
    assert "unntak[0].dato" in said.err
    assert "01-oversendelse.html" in names(bundle(path))


def test_the_least_case_has_a_letter_its_report_and_its_course(write_case, cli):
    path = write_case("id: 2026-11-02-k3fq\ntype: 12-4\nmelding: {dato: 2026-11-02}\n")
    assert cli(*WORDS).code == 0
    assert names(bundle(path)) == [*FILES[:3], *FILES[-2:]]


BARE = {"id": "2026-11-02-k3fq", "type": "12-4", "melding": {"dato": "2026-11-02"}}
DAY = date(2026, 11, 23)


def test_a_corrected_entry_is_sent_too_and_marked():
    entry = {"id": "h-7k3q", "tid": "2026-11-03", "type": "mote", "tekst": "Feil dag."}
    later = {"id": "h-2b4c", "tid": "2026-11-04", "type": "mote", "retter": "h-7k3q"}
    found = contents(Sak.model_validate({**BARE, "logg": [entry, later]}), DAY)
    assert [one.tittel for one in found if one.id] == [
        "Referat: møte 03.11.2026, rettet av h-2b4c",
        "Referat: møte 04.11.2026",
    ]


def test_a_closed_case_has_its_closing_and_a_reason_for_not_telling_the_owner_is_sent():
    owner = {"apenbart_grunnlos": "Forvekslet med en annen."}
    closing = {"id": "x-4r1t", "dato": "2026-11-20"}
    case = {**BARE, "mottak": {"skoleeier": owner}, "avslutninger": [closing]}
    found = contents(Sak.model_validate(case), DAY)
    assert [one.navn for one in found] == ["melding", "saksgang", "skoleeier", "avslutning"]


def test_each_act_stands_in_some_document():
    case = {**BARE, "melding": {"dato": "2026-11-02", "handtering": "Gikk imellom."}}
    case["logg"] = [{"id": "h-7k3q", "tid": "2026-11-03", "type": "notat", "tekst": "Noe."}]
    report, course = contents(Sak.model_validate(case), DAY)
    assert "handtering" in report.kilder
    assert course.kilder == ("h-7k3q",)


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 byte"),
        (999, "999 byte"),
        (12_400, "12 kB"),
        (999_400, "999 kB"),
        (3_460_000, "3,5 MB"),
    ],
)
def test_a_size_is_said_as_people_say_it(count, said):
    assert size(count) == said


def test_numbers_sort_as_names():
    assert number_name(7, "referat-h-7k3q", ".html") == "07-referat-h-7k3q.html"
