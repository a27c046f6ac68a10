"""`render -o`, `package -o`, `init` and `demo` write nothing where a ledger or git has its own."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import unicodedata

import pytest
from effort import examples

posix = pytest.mark.skipif(sys.platform == "win32", reason="links need no permission on POSIX")

SAK, OTHER = "2026-11-02-k3fq", "2026-11-03-m7ze"
CASE = """\
id: {}
type: 12-4
parter:
  e1: {{rolle: elev, navn: Espen Askeladd}}
  a1: {{rolle: kontaktlaerer, navn: Lise Lærersen}}
melding: {{dato: 2026-11-02, melder: a1, beskrivelse: "{{e1}} er alene."}}
"""
OWN = {
    "skolemiljo.yaml": None,
    f"cases/{SAK}/sak.yaml": None,
    f"cases/{OTHER}/sak.yaml": None,
    f"cases/{SAK}/vedlegg/7k3q-1.md": b"et referat",
    f"cases/{OTHER}/dokumenter/plan.md": b"en plan for en annen elev",
    "templates/nb/varsling.md": b"skolens egen mal",
    ".skolemiljo/sak.schema.json": None,
    ".skolemiljo/utkast/2026-11-02-k3fq-a1b2c3.yaml": b"et utkast",
    f".skolemiljo/attic/{SAK}/1.yaml": b"satt til side",
    ".gitignore": None,
    ".gitattributes": None,
    ".git/config": None,
    ".git/hooks/pre-commit": b"#!/bin/sh\n",
    ".pre-commit-config.yaml": b"repos: []\n",
    "cases/.gitkeep": None,
}
RENDER = ("render", "k3fq", "melding", "--format", "md", "--erstatt", "-o")
PACKAGE = ("package", "k3fq", "--for", "statsforvalter", "-o")


@pytest.fixture
def home(ledger, write_case):
    """A ledger in git with a file of every kind it owns."""
    subprocess.run(["git", "init", "-q", str(ledger)], check=True)
    for case_id in (SAK, OTHER):
        write_case(CASE.format(case_id), case_id)
    for name, data in OWN.items():
        if data is not None:
            (ledger / name).parent.mkdir(parents=True, exist_ok=True)
            (ledger / name).write_bytes(data)
    return ledger


def content(root):
    """Every file of a folder, and its bytes."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


def _swapped(name):
    return name.swapcase()


def _wide(name):
    return "".join(chr(ord(sign) + 0xFEE0) if sign.isalpha() else sign for sign in name)


SPELLINGS = {
    "as it is": lambda name: name,
    "with a dot first": lambda name: f"./{name}",
    "by the parent": lambda name: f"../saksarkiv/{name}",
    "through cases": lambda name: f"cases/../{name}",
    "through the documents of the case": lambda name: f"cases/{SAK}/dokumenter/../../../{name}",
    "with the whole path": os.path.abspath,
    "with double slashes": lambda name: name.replace("/", "//"),
    "in other letters": _swapped,
    "in wide letters": _wide,
    "decomposed": lambda name: unicodedata.normalize("NFD", name),
    "with a dot last": lambda name: f"{name}.",
    "with a space last": lambda name: f"{name} ",
    "with an invisible sign": lambda name: name[:3] + "\u200c" + name[3:],
    "as a stream": lambda name: f"{name}::$DATA",
    "through a link": lambda name: f"../snarvei/{name}",
    "from a link inside": lambda name: f"lenke/{name}",
}


@posix
@pytest.mark.slow
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_what_the_ledger_owns_is_never_written_over_however_it_is_spelled(
    spelling, home, cli, tmp_path
):
    (tmp_path / "snarvei").symlink_to(home)
    (home / "lenke").symlink_to(".")
    before = content(home)
    for name in OWN:
        target = SPELLINGS[spelling](name)
        for words in (RENDER, PACKAGE):
            answer = cli(*words, target)
            assert answer.code == 73, (target, answer.out, answer.err)
            assert "Ingenting er skrevet" in answer.err or "er en lenke" in answer.err, target
        assert content(home) == before, target


@posix
@pytest.mark.slow
def test_no_path_at_random_touches_what_the_ledger_has(home, cli, tmp_path):
    (tmp_path / "snarvei").symlink_to(home)
    chance = random.Random(12)
    steps = sorted({step for name in OWN for step in name.split("/")})
    steps += ["..", "..", ".", "dokumenter", SAK, "snarvei", "saksarkiv", "ny.md", "Cases", "NY.MD"]
    before = content(home)
    for _ in range(examples(150)):
        path = "/".join(chance.choices(steps, k=chance.randint(1, 5)))
        path = chance.choice((str, str.upper, str.title, os.path.abspath))(path)
        path += chance.choice(("", "", ".", " ", "/", ".md"))
        cli(*chance.choice((RENDER, PACKAGE)), path)
        now = content(home)
        assert {name: now.get(name) for name in before} == before, path
        for name in now.keys() - before.keys():
            at_the_top = "/" not in name or name.split("/")[1] in {"innhold.txt", "sha256sums.txt"}
            numbered = re.fullmatch(r"[^/]+/[0-9]{2}-[^/]+", name)
            assert name.startswith(f"cases/{SAK}/dokumenter/") or at_the_top or numbered, path


@pytest.mark.parametrize("target", [
    f"cases/{SAK}/plan.md", f"cases/{SAK}/vedlegg/ny.md", f"cases/{OTHER}/dokumenter/ny.md",
    "cases/ny.md", "cases/2026-11-04-aaaa", "templates/ny.md", ".skolemiljo/ny.md", ".ny.md",
    ".git/ny.md", ".github.md", "vedlegg.txt",
])  # fmt: skip
def test_a_new_file_is_not_laid_among_what_the_ledger_owns_either(target, home, cli):
    before = content(home)
    answer = cli(*RENDER, target)
    assert (answer.code, "Ingenting er skrevet" in answer.err) == (73, True), answer.err
    assert content(home) == before


def test_a_document_may_lie_in_the_case_at_the_top_and_outside(home, cli, tmp_path):
    for target in (f"cases/{SAK}/dokumenter/plan.md", "plan.md", "../plan.md"):
        assert cli(*RENDER[:-2], "-o", target).code == 0
        assert SAK in (home / target).read_text(encoding="utf-8")
    assert cli(*PACKAGE, "oversendelse").code == 0
    assert (home / "oversendelse" / "innhold.txt").exists()


def test_git_leaves_documents_at_the_top_alone(home, cli):
    (home / ".gitignore").write_text("eget\n", encoding="utf-8")
    said = cli(*RENDER, "plan.md").err
    assert "Git lar dokumenter øverst i saksarkivet være" in said
    assert "Git lar" not in cli(*RENDER, "plan2.md").err
    assert cli("render", "k3fq", "melding", "-o", "plan.html").code == 0
    assert cli(*PACKAGE, "til-sfv").code == 0
    ran = subprocess.run(
        ["git", "status", "--short", "--untracked-files=all"], cwd=home, check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    new = {line.removeprefix("?? ") for line in ran.stdout.splitlines()}
    assert not [name for name in new if name.startswith(("plan", "til-sfv"))]
    assert {f"cases/{SAK}/sak.yaml", f"cases/{SAK}/vedlegg/7k3q-1.md"} <= new
    assert (home / ".gitignore").read_text(encoding="utf-8").startswith("eget\n")


def test_in_a_repository_around_the_ledger_one_is_told_that_git_sees_the_document(
    ledger, write_case, cli
):
    write_case(CASE.format(SAK), SAK)
    subprocess.run(["git", "init", "-q", str(ledger.parent)], check=True)
    told = "git-arkiv utenfor saksarkivet"
    assert told in cli(*RENDER, "../plan.md").err
    assert told in cli(*PACKAGE, "../oversendelse").err
    inside = cli(*RENDER, "plan.md").err
    assert told not in inside
    ignored = ["saksarkiv/plan.md", "saksarkiv/til-sfv/innhold.txt", "saksarkiv/til-sfv/01-a.html"]
    ran = subprocess.run(
        ["git", "check-ignore", *ignored], cwd=ledger.parent, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert ran.stdout.split() == ignored


def test_a_document_of_the_same_case_is_replaced_and_nothing_else(home, cli):
    assert cli("render", "k3fq", "melding", "-o", "ny.md").code == 0
    assert cli("render", "k3fq", "saksgang", "-o", "ny.md").code == 0
    before = (home / "ny.md").read_bytes()
    said = cli("render", "m7ze", "melding", "-o", "ny.md")
    assert (said.code, "ikke et dokument fra denne saken" in said.err) == (73, True)
    assert (home / "ny.md").read_bytes() == before
    assert cli("render", "m7ze", "melding", "-o", "ny.md", "--erstatt").code == 0
    assert OTHER.encode() in (home / "ny.md").read_bytes()


def test_a_file_of_ones_own_is_replaced_only_when_asked_for(home, cli, tmp_path):
    mine = tmp_path / "brev.html"
    mine.write_text(f"Se sak {SAK}.", encoding="utf-8")
    said = cli("render", "k3fq", "melding", "-o", "../brev.html")
    assert (said.code, "--erstatt" in said.err) == (73, True)
    assert mine.read_text(encoding="utf-8") == f"Se sak {SAK}."
    assert cli("render", "k3fq", "melding", "-o", "../brev.html", "--erstatt").code == 0
    assert mine.read_text(encoding="utf-8").startswith("<!DOCTYPE")


def test_a_file_that_only_quotes_a_document_is_ones_own(home, cli, tmp_path):
    document = cli("render", "k3fq", "melding").out
    notes = document + "Mine egne notater. " * 200
    (tmp_path / "notater.md").write_text(notes, encoding="utf-8")
    assert cli("render", "k3fq", "melding", "-o", "../notater.md").code == 73
    assert (tmp_path / "notater.md").read_text(encoding="utf-8") == notes


def test_nothing_is_approved_for_a_place_that_is_refused(home, cli):
    words = ("render", "k3fq", "melding", "--for", "e1")
    code = json.loads(cli(*words, "--json").out)["data"]["kode"]
    before = content(home)
    answer = cli(
        *words, "--godkjenn", code, "--av", "a1", "-o", "skolemiljo.yaml", "--format", "md"
    )
    assert answer.code == 73
    assert content(home) == before


@posix
def test_a_hard_link_to_the_case_does_not_lead_to_it(home, cli, tmp_path):
    case = home / "cases" / SAK / "sak.yaml"
    before = case.read_bytes()
    for name in ("ny.md", "../ny.md", f"cases/{SAK}/dokumenter/ny.md"):
        (home / name).parent.mkdir(exist_ok=True)
        os.link(case, home / name)
        assert cli("render", "k3fq", "melding", "-o", name).code == 73
        assert cli(*RENDER, name).code == 0
        assert case.read_bytes() == before
    os.link(home / "skolemiljo.yaml", home / "oppsett.md")
    assert cli(*RENDER, "oppsett.md").code == 73


def test_a_document_is_not_laid_in_another_ledger(home, cli, tmp_path):
    assert cli("init", "../annet", "--no-input").code == 0
    before = content(tmp_path / "annet")
    for target in ("../annet/ny.md", f"../annet/cases/{SAK}/dokumenter/ny.md"):
        said = cli(*RENDER, target)
        assert (said.code, "et annet saksarkiv" in said.err) == (73, True)
    assert content(tmp_path / "annet") == before


def test_a_document_is_laid_in_no_git_folder(home, cli, tmp_path):
    subprocess.run(["git", "init", "-q", "--bare", str(tmp_path / "felles")], check=True)
    before = content(tmp_path / "felles")
    for target in ("../felles/hooks/ny.md", "../felles/ny.md", "../.GIT/ny.md", "../.gitignore"):
        said = cli(*RENDER, target)
        assert (said.code, "hører til git" in said.err) == (73, True), target
    assert content(tmp_path / "felles") == before


@pytest.mark.parametrize("words", [("init", "--no-input"), ("demo", "--dir")])
@pytest.mark.parametrize("folder", [
    "cases/2026-11-04-aaaa", f"cases/{SAK}", ".git/hooks", "templates", ".skolemiljo/nytt", "Cases",
])  # fmt: skip
def test_a_ledger_is_not_made_among_the_files_of_another(words, folder, home, cli):
    before = content(home)
    answer = cli(*words, folder)
    assert (answer.code, "Ingenting er skrevet" in answer.err) == (73, True), answer.err
    assert content(home) == before


def test_the_option_to_write_over_means_nothing_without_a_file(home, cli):
    assert cli("render", "k3fq", "melding", "--erstatt").code == 2
