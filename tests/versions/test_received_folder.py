"""A received repository that names programs everywhere git looks: no command runs one of them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

KEYS = (
    "core.fsmonitor", "core.pager", "pager.log", "core.sshCommand", "core.editor", "core.askPass",
    "core.gitProxy", "core.alternateRefsCommand", "diff.external", "diff.x.textconv",
    "diff.x.command", "filter.x.clean", "filter.x.smudge", "filter.x.process", "gpg.program",
    "gpg.ssh.program", "gpg.x509.program", "credential.helper", "merge.x.driver",
    "uploadpack.packObjectsHook", "sequence.editor", "interactive.diffFilter", "alias.log",
    "alias.hash-object", "trailer.x.command", "remote.origin.uploadpack",
    "remote.origin.receivepack",
)  # fmt: skip
SWITCHES = (
    ("core.checkStat", "minimal"), ("core.trustctime", "false"),
    ("log.showSignature", "true"), ("commit.gpgSign", "true"), ("tag.gpgSign", "true"),
    ("diff.x.cachetextconv", "true"), ("protocol.ext.allow", "always"),
    ("protocol.allow", "always"), ("gc.auto", "1"), ("core.hooksPath", ".git/hooks"),
    ("core.repositoryformatversion", "1"), ("extensions.partialClone", "origin"),
    ("remote.origin.promisor", "true"), ("remote.origin.fetch", "+refs/heads/*:refs/remotes/x/*"),
)  # fmt: skip
HOOKS = (
    "applypatch-msg", "pre-applypatch", "post-applypatch", "pre-commit", "pre-merge-commit",
    "prepare-commit-msg", "commit-msg", "post-commit", "pre-rebase", "post-checkout", "post-merge",
    "pre-push", "pre-auto-gc", "post-rewrite", "post-index-change", "reference-transaction",
    "fsmonitor-watchman", "push-to-checkout",
)  # fmt: skip
COMMANDS = [
    ("log", "SAK", "--tekst", "Noe."), ("receive", "SAK"), ("plan", "SAK", "--problem", "Noe."),
    ("measure", "add", "SAK", "--tiltak", "Noe."), ("close", "SAK", "--trygt-og-godt", "nei"),
    ("new-case", "--elev", "En Elev", "--beskrivelse", "Noe."), ("undo",), ("undo", "SAK"),
    ("history", "SAK"), ("history", "--check"), ("history", "--anchor", "0123456789ab"),
    ("doctor",), ("doctor", "--fix", "--ja"), ("sync",), ("sync", "--ferdig"), ("list",),
    ("show", "SAK"), ("deadlines",), ("check",), ("render", "SAK", "varsling"),
    ("render", "SAK", "saksgang", "-o", "s.html"), ("package", "SAK", "--for", "statsforvalter"),
    ("init", "ny", "--no-input", "--skole", "En skole"), ("schema",), ("edit", "SAK"),
    ("merge-driver", "--", "a", "b", "c", "7", "cases/SAK/sak.yaml"),
]  # fmt: skip


@pytest.fixture
def planted(saksarkiv, sak, tmp_path, cli, monkeypatch):
    """Plant programs in settings, hooks, attributes and the folder, and remove a blob."""
    mark, program = tmp_path / "kjort", tmp_path / "plantet"
    program.write_text(f"#!{sys.executable}\nopen({str(mark)!r}, 'a').write('x')\n")
    program.chmod(0o755)
    root = saksarkiv.root
    assert cli("log", sak, "--tekst", "En innføring.", "--no-input").code == 0
    old = saksarkiv.git("rev-parse", f"HEAD~1:cases/{sak}/sak.yaml")
    signed(saksarkiv, old)
    saksarkiv.git("update-index", "-q", "--refresh")
    os.utime(
        root / ".git" / "index", (1e9, 1e9)
    )  # git reads files again that are newer than the index
    (root / ".gitattributes").write_text("* diff=x filter=x textconv=x merge=x\n")
    for name in ("git", "gpg", "ssh"):
        (root / name).write_text(program.read_text())
        (root / name).chmod(0o755)
    for name in HOOKS:
        (root / ".git" / "hooks").mkdir(exist_ok=True)
        (root / ".git" / "hooks" / name).write_text(program.read_text())
        (root / ".git" / "hooks" / name).chmod(0o755)
    pairs = [(key, str(program)) for key in KEYS] + [*SWITCHES]
    pairs += [("remote.origin.url", f"ext::{program} %S")]
    with (root / ".git" / "config").open("a", encoding="utf-8") as settings:
        for key, value in pairs:
            section, _, name = key.rpartition(".")
            first, _, rest = section.partition(".")
            settings.write(f"[{first}{f' {chr(34)}{rest}{chr(34)}' if rest else ''}]\n")
            settings.write(f"\t{name} = {value}\n")
    for one in ("a", "b", "c"):
        (root / one).write_bytes((root / "cases" / sak / "sak.yaml").read_bytes())
    (root / ".git" / "objects" / old[:2] / old[2:]).unlink()  # git would try to fetch it
    monkeypatch.setenv("PATH", f".:{os.environ['PATH']}")
    return mark


def signed(repo, blob: str) -> None:
    """Sign the last commit of the branch: git runs a program to verify it."""
    raw = repo.git("cat-file", "commit", "HEAD", strip=False)
    head, _, message = raw.partition("\n\n")
    mark = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQ\n -----END PGP SIGNATURE-----"
    path = repo.root / ".git" / "signert"
    path.write_text(f"{head}\n{mark}\n\n{message}", encoding="utf-8")
    made = repo.git("hash-object", "-t", "commit", "-w", str(path))
    repo.git("update-ref", "HEAD", made)
    assert repo.git("cat-file", "-t", blob) == "blob"


def test_the_plants_would_run(planted, saksarkiv):
    for words in (("status",), ("log", "-1"), ("commit", "--allow-empty", "-m", "x")):
        planted.unlink(missing_ok=True)
        saksarkiv.git(*words, fine=False)
        assert planted.exists(), words


@pytest.mark.skipif(os.name == "nt", reason="the plants are shell programs")
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_no_command_runs_what_a_received_folder_names(words, planted, saksarkiv, sak, cli):
    answer = cli(*(one.replace("SAK", sak) for one in words), "--no-input")
    assert answer.code != 70, answer
    assert "Traceback" not in answer.err
    assert not planted.exists(), planted.read_text()


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@pytest.mark.parametrize("name", ["index", "config", "objects", "refs", "logs"])
def test_git_is_not_let_write_through_a_link(name, saksarkiv, sak, cli, tmp_path):
    inside, outside = saksarkiv.root / ".git" / name, tmp_path / "utenfor"
    inside.rename(outside)
    inside.symlink_to(outside)
    saksarkiv_before = everything_in(outside)
    for words in (("log", sak, "--tekst", "Noe.", "--no-input"), ("new-case", "--elev", "E",
                  "--beskrivelse", "B", "--no-input")):  # fmt: skip
        said = cli(*words)
        assert said.code == 0
        assert "ikke versjonert" in said.err
        assert "lenke" in said.err
    assert cli("sync").code == 78
    assert "git-innstillinger" in cli("doctor", "--fix", "--ja").out
    assert everything_in(outside) == saksarkiv_before
    assert "Noe." in (saksarkiv.root / "cases" / sak / "sak.yaml").read_text("utf-8")


def everything_in(path: Path) -> dict[str, bytes]:
    files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
    return {str(one): one.read_bytes() for one in files}
