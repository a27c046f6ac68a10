"""`doctor`: with whom the ledger is shared, and what of a draft lies where others can find it."""

from __future__ import annotations

import pytest
from planted import ONE, git


@pytest.mark.parametrize(
    "address",
    [
        "git@skole.example:saker.git", "ssh://git@skole.example/saker.git",
        "https://skole.example/saker.git", "https://github.com.skole.example/saker.git",
        "../felles.git", "https://git.skole.example/github.com/saker.git",
    ],
)  # fmt: skip
def test_an_encrypted_way_to_ones_own_server_is_well(address, repo, found):
    git(repo, "remote", "add", "origin", address)
    assert not {"git-kryptering", "git-tjeneste", "delt-mappe"} & set(found())


@pytest.mark.parametrize(
    "address",
    [
        "https://github.com/eksempel/saker.git", "ssh://git@ssh.dev.azure.com/v3/eksempel/saker",
        "https://rita@bitbucket.org/eksempel/saker", "gitlab.com:eksempel/saker.git",
    ],
)  # fmt: skip
def test_a_service_on_the_net_is_told_and_the_address_is_not_repeated(address, repo, found, cli):
    git(repo, "remote", "add", "origin", address)
    assert "git-tjeneste" in found()
    assert "eksempel" not in cli("doctor").out


@pytest.mark.parametrize(
    "address", ["http::http://skole.example/saker.git", "git+http://skole.example/saker.git"]
)
def test_an_open_way_is_seen_behind_the_helper_that_carries_it(address, repo, found):
    git(repo, "remote", "add", "origin", address)
    assert "git-kryptering" in found()


@pytest.mark.parametrize(
    "address", ["https::https://skole.example/saker.git", "git+ssh://git@skole.example/saker.git"]
)
def test_an_encrypted_way_behind_a_helper_is_no_open_one(address, repo, found):
    git(repo, "remote", "add", "origin", address)
    assert "git-kryptering" not in found()


@pytest.mark.parametrize("scheme", ["git", "http", "HTTP", "ftp"])
def test_a_setting_of_ones_own_that_leads_over_an_open_way_is_seen(scheme, repo, found):
    git(repo, "remote", "add", "origin", "skole:saker.git")
    git(repo, "config", "--global", f"url.{scheme}://skole.example/.insteadOf", "skole:")
    assert "git-kryptering" in found()


def test_git_that_nobody_else_reaches_is_well(repo, found):
    (repo / ".git").chmod(0o755)  # as «git init» makes it; the ledger's own folder is closed
    repo.chmod(0o700)
    assert found() == {}


@pytest.mark.parametrize("name", [".skolemiljo/utkast/a.yaml", f"cases/{ONE}/.skriver-x"])
def test_a_draft_that_came_into_git_is_told(name, repo, found):
    path = repo / name
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.write_text("x")
    path.chmod(0o600)
    assert "gitignore" not in found()
    git(repo, "add", "-f", name)
    (one,) = found()["gitignore"]
    assert "lagt inn i git" in one["message"]


def test_leftovers_of_an_editor_beside_a_draft_are_told(home, found):
    folder = home / ".skolemiljo" / "utkast"
    folder.mkdir(mode=0o700)
    (folder / ".2026-11-20-aaaa-1b2c3d.yaml.swp").write_text("x")
    (folder / ".2026-11-20-aaaa-1b2c3d.yaml.swp").chmod(0o600)
    assert [one["file"] for one in found()["kopier"]] == [".skolemiljo/utkast"]
