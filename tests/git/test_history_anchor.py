"""Finding the version that a printed document was made from, or why there is none."""

from __future__ import annotations

import hashlib
import json
import re

import pytest
from history_ledger import CASE, OTHER, SAK, begin


@pytest.fixture
def archive(ledger):
    return begin(ledger)


def sha(archive, sak: str = SAK) -> str:
    return hashlib.sha256(archive.path(sak).read_bytes()).hexdigest()


def test_a_checksum_finds_its_case_and_version(archive, cli):
    commit = archive.git("rev-parse", "HEAD")
    answer = cli("history", "--anchor", sha(archive)[:12])
    assert answer.code == 0
    assert answer.out.splitlines() == [
        f"Sak {SAK}: versjon {commit[:10]}, ført 2026-11-02 11:00",
        f"  SHA-256 {sha(archive)}",
        "  Saken er ikke endret siden.",
    ]


def test_it_says_whether_the_case_has_changed_since(archive, cli):
    old = sha(archive)
    archive.add("h-aaaa")
    archive.commit()
    said = cli("history", "--anchor", old).out
    assert "Saken har fått 1 versjon siden. Ingenting av det som var ført, er endret" in said
    archive.change("Det var rolig.", "Det var bråk.")
    archive.commit()
    said = cli("history", "k3fq", "--anchor", old).out
    assert "Saken har fått 2 versjoner siden. I 1 av dem er noe endret eller fjernet" in said
    assert "skolemiljo history k3fq" in said


def test_a_commit_finds_the_case_it_recorded(archive, cli):
    commit = archive.git("rev-parse", "HEAD")
    for words in (commit, commit[:10], commit[:20].upper(), f"{commit[:5]} {commit[5:12]}"):
        answer = cli("history", "--anchor", words)
        assert (answer.code, f"Sak {SAK}: versjon {commit[:10]}" in answer.out) == (0, True)


@pytest.mark.parametrize("name", ["notat.md", "notat.html"])
def test_a_document_is_read_and_both_its_numbers_are_held_together(name, archive, cli):
    assert cli("render", "k3fq", "saksgang", "-o", name).code == 0
    archive.add("h-aaaa")
    archive.commit()
    answer = cli("history", "--anchor", name)
    assert answer.code == 0, answer.err
    assert f"Sak {SAK}: versjon" in answer.out
    assert cli("history", "k3fq", "--anchor", name).out == answer.out


def test_the_last_line_of_a_document_has_both_numbers_whole(archive, cli):
    commit = archive.git("rev-parse", "HEAD")
    for fmt in ("md", "html"):
        text = cli("render", "k3fq", "varsling", "--format", fmt).out
        assert f"SHA-256 {sha(archive)} · git {commit}" in text


def test_a_document_printed_with_fewer_digits_is_still_known(archive, cli):
    commit = archive.git("rev-parse", "HEAD")
    line = f"Sak {SAK} · Mal x-1 · Skrevet ut 2.11.2026 ·\nskolemiljo 0.1.0 · SHA-256"
    (archive.root / "gammel.md").write_text(
        f"Noe.\n\n{line} {sha(archive)[:12]} · git {commit[:10]}\n", encoding="utf-8"
    )
    assert cli("history", "--anchor", "gammel.md").code == 0


def test_a_document_of_a_file_that_was_not_recorded_is_told_so(archive, cli):
    archive.add("h-aaaa")
    cli("render", "k3fq", "varsling", "-o", "notat.html")
    answer = cli("history", "--anchor", "notat.html")
    assert (answer.code, answer.out) == (1, "")
    assert f"filen til sak {SAK} slik den ligger nå, men den er ikke versjonert" in answer.err
    archive.change("Det var rolig.", "Det var bråk.")
    answer = cli("history", "--anchor", "notat.html")
    assert answer.code == 1
    assert "Ingen versjon i historikken har dette innholdet." in answer.err


def test_a_history_that_was_rewritten_no_longer_has_the_version(archive, cli):
    archive.add("h-aaaa")
    archive.commit()
    cli("render", "k3fq", "varsling", "-o", "../notat.html")
    archive.change("tekst: Noe.", "tekst: Noe helt annet.")
    archive.git("commit", "-q", "-a", "--amend", "--no-edit")
    answer = cli("history", "--anchor", "../notat.html")
    assert answer.code == 1
    assert "Versjonen finnes i lageret, men ikke i historikken: den er skrevet om" in answer.err
    assert cli("history", "--check").code == 0  # only the anchor reveals it
    archive.git("reflog", "expire", "--expire=now", "--all")
    archive.git("gc", "-q", "--prune=now")
    answer = cli("history", "--anchor", "../notat.html")
    assert "Enten er historikken skrevet om" in answer.err


def test_the_same_content_in_another_commit_tells_that_the_history_was_rewritten(archive, cli):
    archive.add("h-aaaa")
    archive.commit()
    cli("render", "k3fq", "varsling", "-o", "../notat.html")
    archive.git("commit", "-q", "--amend", "-m", "Annet")
    answer = cli("history", "--anchor", "../notat.html")
    assert answer.code == 1
    assert "Innholdet er i historikken, men versjonen som dokumentet viser til" in answer.err
    assert "skrevet om" in answer.err
    assert f"Sak {SAK}" in answer.out


def test_line_ends_that_git_changed_on_the_way_are_seen_through(archive, cli):
    windows = hashlib.sha256(archive.path().read_bytes().replace(b"\n", b"\r\n")).hexdigest()
    assert cli("history", "--anchor", windows).code == 0
    archive.write(archive.text().replace("\n", "\r\n"))
    archive.commit()
    posix = hashlib.sha256(archive.path().read_bytes().replace(b"\r\n", b"\n")).hexdigest()
    assert cli("history", "--anchor", posix[:16]).code == 0


def test_a_document_of_another_case_than_the_one_asked_about_is_told(archive, cli):
    archive.write(CASE.format(sak=OTHER), OTHER)
    archive.commit()
    cli("render", "m7ze", "varsling", "-o", "notat.html")
    answer = cli("history", "k3fq", "--anchor", "notat.html")
    assert answer.code == 1
    assert f"Dokumentet er av sak {OTHER}, som er en annen enn den du spør om." in answer.err
    text = (archive.root / "notat.html").read_text(encoding="utf-8")
    (archive.root / "notat.html").write_text(
        text.replace(OTHER, "2026-11-09-zzzz"), encoding="utf-8"
    )
    assert "er ikke i denne historikken" in cli("history", "--anchor", "notat.html").err


@pytest.mark.parametrize(
    ("value", "code", "said"),
    [
        ("abcdef123", 2, "for kort eller for langt"),
        ("a" * 65, 2, "for kort eller for langt"),
        ("", 2, "--anchor er tom"),
        ("--output=pwn.html", 66, "Finnes ikke"),
        ("HEAD", 2, "verken et tall"),
        ("main", 2, "verken et tall"),
        ("borte.html", 66, "borte.html"),
        ("tom.md", 2, "ingen linje nederst"),
        ("c0ffee00c0de", 1, "Ingen versjon i historikken"),
        ("0000000000", 1, "Ingen versjon i historikken"),
    ],
)
def test_what_is_no_anchor_is_said_plainly(value, code, said, archive, cli):
    (archive.root / "tom.md").write_text("Espen Askeladd\n", encoding="utf-8")
    answer = cli("history", f"--anchor={value}")
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err or code == 66
    assert "Askeladd" not in answer.err


def test_a_branch_that_is_called_like_a_commit_is_not_taken_for_one(archive, cli):
    archive.git("branch", "abcdef123456")
    answer = cli("history", "--anchor", "abcdef123456")
    assert answer.code == 1
    assert "Ingen versjon i historikken" in answer.err


def test_the_answer_is_data_too(archive, cli):
    old = sha(archive)
    first = archive.git("rev-parse", "HEAD")
    archive.add("h-aaaa")
    archive.commit()
    document = json.loads(cli("history", "--anchor", old, "--json").out)
    (one,) = document["data"]["anker"]
    assert one == {
        "sak": SAK, "sha256": old, "versjoner": [first], "fort": "2026-11-02T11:00",
        "siste": False, "senere": 1, "tapt": 0,
    }  # fmt: skip
    missing = cli("history", "--anchor", "c0ffee00c0de", "--json")
    document = json.loads(missing.out)
    assert (missing.code, document["data"]["anker"]) == (1, [])
    assert [one["rule"] for one in document["findings"]] == ["anker-ikke-funnet"]
    assert not re.search("Askeladd|Lærersen", missing.out)
