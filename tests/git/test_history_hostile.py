"""Hostile repositories: programs to run, hidden commits, control characters for the terminal."""

from __future__ import annotations

import sys

import pytest
from history_ledger import SAK, begin, calm, found

from skolemiljo_cli.store.git import log


@pytest.fixture
def archive(ledger):
    return begin(ledger)


@pytest.fixture
def planted(archive, tmp_path):
    """Name programs wherever git looks for one; return the file that they would make."""
    ran, program = tmp_path / "kjort", tmp_path / "plantet"
    program.write_text(f"#!{sys.executable}\nopen({str(ran)!r}, 'a')\n", encoding="utf-8")
    program.chmod(0o755)
    keys = (
        "core.fsmonitor", "core.pager", "pager.log", "core.sshCommand", "core.editor",
        "diff.external", "diff.x.textconv", "diff.x.command", "filter.x.clean", "filter.x.smudge",
        "filter.x.process", "gpg.program", "gpg.ssh.program", "credential.helper",
        "core.alternateRefsCommand", "merge.skolemiljo.driver", "uploadpack.packObjectsHook",
    )  # fmt: skip
    archive.add("h-aaaa")
    archive.commit()
    attributes = archive.root / ".gitattributes"
    attributes.write_text("* diff=x filter=x textconv=x\n", encoding="utf-8")
    archive.commit()
    for key in keys:
        archive.git("config", key, str(program))
    for key, value in (
        ("log.showSignature", "true"),
        ("diff.x.cachetextconv", "true"),
        ("log.diffMerges", "remerge"),
        ("diff.renames", "copies"),
        ("diff.noprefix", "true"),
        ("log.showRoot", "false"),
        ("log.date", "relative"),
        ("i18n.logOutputEncoding", "latin1"),
        ("color.ui", "always"),
        ("format.pretty", "oneline"),
        ("diff.ignoreSubmodules", "all"),
    ):
        archive.git("config", key, value)
    hooks = archive.root / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("post-checkout", "post-index-change", "reference-transaction", "pre-auto-gc"):
        (hooks / name).write_text(program.read_text(encoding="utf-8"), encoding="utf-8")
        (hooks / name).chmod(0o755)
    return ran


@pytest.mark.parametrize(
    "words",
    [("k3fq",), ("--check",), ("--anchor", "c0ffee00c0de"), ("--anchor", "0123456789")],
    ids=" ".join,
)
def test_no_program_that_the_repository_names_is_run(words, archive, planted, cli):
    before = sorted(path.name for path in (archive.root / ".git").iterdir())
    cli("history", *words)
    assert not planted.exists()
    assert sorted(path.name for path in (archive.root / ".git").iterdir()) == before
    assert not list((archive.root / ".git").glob("refs/notes/*"))


def test_settings_of_the_repository_do_not_change_the_answer(archive, planted, cli):
    calm(cli)
    # `git add` would run the planted filters, so the change is committed without it
    for key in ("filter.x.clean", "filter.x.process", "core.fsmonitor", "gpg.program"):
        archive.git("config", "--unset", key)
    archive.change("Det var rolig.", "Det var bråk.")
    archive.commit("Æøå")
    planted.unlink(missing_ok=True)
    assert found(cli) == [("endret-etter-foring", "logg[1].tekst")]
    assert not planted.exists()


def test_replaced_and_grafted_commits_do_not_hide_what_was_done(archive, cli):
    archive.change("Det var rolig.", "Det var bråk.")
    bad = archive.commit()
    archive.add("h-aaaa")
    last = archive.commit()
    before = archive.git("rev-parse", f"{bad}^^")
    (archive.root / ".git" / "info").mkdir(exist_ok=True)
    (archive.root / ".git" / "info" / "grafts").write_text(f"{last}\n", encoding="utf-8")
    assert found(cli) == [("endret-etter-foring", "logg[1].tekst")]
    (archive.root / ".git" / "info" / "grafts").unlink()
    archive.git("replace", "--graft", last, before)
    assert found(cli) == [("endret-etter-foring", "logg[1].tekst")]


def test_what_a_name_or_a_message_says_never_reaches_the_terminal_as_orders(archive, cli):
    archive.add("h-aaaa")
    archive.commit("\x1b]52;c;AAAA\x07 Angrer: HEAD\nAngrer: --output=pwn", by="\x1b[2J Ond")
    for words in (("k3fq", "--names"), ("--check",), ("k3fq", "--json", "--names")):
        said = cli("history", *words)
        assert "\x1b" not in said.out + said.err
        assert said.code == 0
    assert not (archive.root / "pwn").exists()


@pytest.mark.parametrize("stamp", ["@99999999999 +0000", "@0 +0000"])
def test_a_time_that_nobody_lives_in_is_told_and_stops_nothing(stamp, archive, cli):
    archive.add("h-aaaa", "2026-11-02")
    archive.commit(GIT_COMMITTER_DATE=stamp, GIT_AUTHOR_DATE=stamp)
    rules = {rule for rule, _ in found(cli)}
    assert rules == ({"fort-for-sent"} if stamp.startswith("@9") else {"fort-forut", "tid-tilbake"})
    assert cli("history", "k3fq").code == 0


def test_folders_with_odd_names_are_left_alone(archive, cli):
    for name in ("--output=pwn", "..æøå", f"{SAK} kopi", "per-hansen", "-"):
        archive.write("id: noe\n", name)
    archive.commit()
    calm(cli)
    said = cli("history", "--check", "--json").out
    assert "hansen" not in said
    assert not (archive.root / "pwn").exists()


def test_a_case_that_grew_beyond_what_is_read_is_told_and_not_loaded(archive, cli):
    text = archive.text()
    archive.write(text + "# " + "x" * 3_000_000 + "\n")
    archive.commit()
    archive.write(text.replace("Det var rolig.", "Det var bråk."))
    archive.commit()
    answer = cli("history", "--check")
    assert answer.code == 1
    assert "versjon-uleselig" in answer.out
    assert "logg[1].tekst" in answer.out


def test_a_submodule_in_the_place_of_a_case_is_a_case_that_is_gone(archive, cli):
    commit = archive.git("rev-parse", "HEAD")
    archive.git("rm", "-q", "-r", "--cached", f"cases/{SAK}")
    archive.git("update-index", "--add", "--cacheinfo", f"160000,{commit},cases/{SAK}/sak.yaml")
    archive.git("commit", "-q", "-m", "Byttet")
    assert found(cli) == [("sak-fjernet", None)]


def test_a_missing_blob_is_a_version_that_cannot_be_read(archive):
    there = archive.git("rev-parse", f"HEAD:cases/{SAK}/sak.yaml")
    missing = "0" * 39 + "1"
    got = log.contents(archive.root, [there, missing], 10_000)
    assert got == {there: archive.path().read_bytes(), missing: None}
