"""`doctor`: what is seen of the disk, and of whom the ledger is shared with."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from planted import ONE, git

from skolemiljo_cli.services.ledger.health import disk_encryption

ROW = "27 1 {device} / {point} rw,relatime - {kind} {source} rw\n"


@pytest.fixture
def mounts(tmp_path, monkeypatch):
    """Say what the folders are mounted from."""
    path = tmp_path / "mountinfo"
    monkeypatch.setattr(disk_encryption, "MOUNTS", path)

    def say(kind: str, source: str, point: str = "/") -> None:
        top = ROW.format(device="8:1", point="/", kind="ext4", source="/dev/ukjent")
        path.write_text(top + ROW.format(device="8:2", point=point, kind=kind, source=source))

    return say


@pytest.fixture
def blocks(tmp_path, monkeypatch):
    """Make the system's page of one block device: its name, `dm` uuid and what it is made of."""
    pages = tmp_path / "block"
    monkeypatch.setattr(disk_encryption, "BLOCKS", pages)

    def make(device: int, name: str, uuid: str = "", parts: tuple[Path, ...] = ()) -> Path:
        page = tmp_path / "devices" / name
        (page / "slaves").mkdir(parents=True)
        (page / "dm").mkdir()
        (page / "dm" / "uuid").write_text(uuid)
        for one in parts:
            (page / "slaves" / one.name).symlink_to(one)
        pages.mkdir(exist_ok=True)
        (pages / f"{os.major(device)}:{os.minor(device)}").symlink_to(page)
        return page

    return make


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "fuse.sshfs"])
def test_a_ledger_on_a_network_disk_is_worth_knowing(kind, home, mounts, found):
    mounts(kind, "tjener:/saker", str(home.resolve().parent))
    assert [one["severity"] for one in found()["nettverksdisk"]] == ["info"]


def test_a_network_disk_beside_the_ledger_is_not_its_own(home, mounts, found):
    mounts("nfs4", "tjener:/saker", f"{home.resolve()}-annet")
    assert found() == {}


@pytest.mark.skipif(os.name == "nt", reason="of Linux")
class TestEncryption:
    NULL = Path(os.devnull).stat().st_rdev if os.name != "nt" else 0  # any device there is

    def test_a_plain_disk_is_told_as_what_is_seen_and_no_more(self, home, mounts, blocks, found):
        mounts("ext4", os.devnull)
        blocks(self.NULL, "nvme0n1p2")
        (one,) = found()["diskkryptering"]
        assert one["severity"] == "info"
        assert "ikke er kryptert på en annen måte" in one["message"]

    def test_a_disk_that_linux_encrypts_is_well(self, home, mounts, blocks, found):
        mounts("ext4", os.devnull)
        blocks(self.NULL, "dm-0", "CRYPT-LUKS2-0123-luks")
        assert found() == {}

    def test_a_volume_on_an_encrypted_disk_is_well(self, home, mounts, blocks, found):
        inner = blocks(0, "dm-0", "CRYPT-LUKS2-0123-luks")
        mounts("btrfs", os.devnull)
        blocks(self.NULL, "dm-1", "LVM-abc", (inner,))
        assert found() == {}

    def test_a_volume_on_a_plain_disk_is_told(self, home, mounts, blocks, found):
        inner = blocks(0, "sda3")
        mounts("ext4", os.devnull)
        blocks(self.NULL, "dm-1", "LVM-abc", (inner,))
        assert set(found()) == {"diskkryptering"}

    @pytest.mark.parametrize("name", ["vda1", "xvda", "loop0", "zram0"])
    def test_what_a_machine_in_a_machine_calls_a_disk_tells_nothing(
        self, name, home, mounts, blocks, found
    ):
        mounts("ext4", os.devnull)
        blocks(self.NULL, name)
        assert found() == {}

    @pytest.mark.parametrize(("kind", "source"), [("overlay", "overlay"), ("ext4", "/dev/borte")])
    def test_what_cannot_be_seen_is_not_guessed(self, kind, source, home, mounts, blocks, found):
        mounts(kind, source)
        assert found() == {}


def test_what_is_not_looked_at_is_said(cli):
    said = cli("doctor", "--explain", "diskkryptering").out
    assert "På Windows og Mac" in said
    assert "ikke sjekket" in said


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
