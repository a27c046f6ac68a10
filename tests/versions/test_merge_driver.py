"""The merge driver when something is wrong: ours is unchanged, theirs is kept, with a message."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest

from skolemiljo_cli.services.versioning import merging
from skolemiljo_cli.store.git import setup
from skolemiljo_cli.store.yaml import reader

NAME = "cases/2026-11-22-k3fq/sak.yaml"
ATTIC = Path(".skolemiljo/attic/2026-11-22-k3fq")
OLD = "id: 2026-11-22-k3fq\nsaksansvarlig: a1\n"
OURS, THEIRS = OLD.replace("a1", "Askeladd"), OLD.replace("a1", "Tyri")


@pytest.fixture
def driver(cli, tmp_path, monkeypatch):
    """Run the command on three texts at the top of a repository; the result is in A."""
    monkeypatch.chdir(tmp_path)

    def run(base: str = OLD, ours: str = OURS, theirs: str = THEIRS, name: str = NAME):
        for file, text in (("O", base), ("A", ours), ("B", theirs)):
            Path(file).write_text(text)
        return cli("merge-driver", "--", "O", "A", "B", "7", name)

    return run


def ours_untouched() -> bool:
    return Path("A").read_text() == OURS


def test_a_bug_of_our_own_leaves_ours_and_tells_no_value(driver, monkeypatch):
    def broken(*_):
        raise ValueError("Askeladd")

    monkeypatch.setattr(merging, "merge_files", broken)
    said = driver()
    assert said.code == 70
    assert "Askeladd" not in said.out + said.err
    assert ours_untouched()


@pytest.mark.parametrize("missing", ["O", "B"])
def test_a_version_that_cannot_be_read_leaves_ours(driver, cli, missing):
    driver(OLD, OURS, OLD)
    Path(missing).unlink()
    assert cli("merge-driver", "--", "O", "A", "B", "7", NAME).code == 66
    assert ours_untouched()


def test_a_file_too_large_to_be_a_case_leaves_ours(driver):
    said = driver(theirs="#" * (3 * 1024 * 1024))
    assert said.code == 65
    assert ours_untouched()


def test_an_attic_that_cannot_be_written_leaves_ours(driver, tmp_path):
    (tmp_path / ".skolemiljo").mkdir()
    (tmp_path / ".skolemiljo" / "attic").write_text("en fil")
    said = driver()
    assert said.code == 73
    assert ours_untouched()


def test_the_alias_is_the_same_command(driver, cli):
    driver()
    assert cli("flett", "--", "O", "A", "B", "7", NAME).code == 1


def test_the_same_merge_twice_is_one_file_and_what_somebody_wrote_there_stays(driver):
    driver()
    (first,) = ATTIC.iterdir()
    driver()
    assert [*ATTIC.iterdir()] == [first]
    first.write_text("# skrevet om\n")
    said = driver()
    assert first.read_text() == "# skrevet om\n"
    second = ATTIC / f"{first.stem}-2.yaml"
    assert {*ATTIC.iterdir()} == {first, second}
    assert second.as_posix() in said.err
    assert reader.read(second.read_bytes())["konflikter"][0]["satt_til_side"] == "Tyri"


def test_what_is_put_aside_says_what_it_is_and_what_to_do(driver):
    driver()
    (aside,) = ATTIC.iterdir()
    text = aside.read_text()
    assert text.startswith("# To versjoner av saken sa ulike ting")
    assert "skolemiljo edit 2026-11-22-k3fq" in text


def test_the_side_that_can_be_read_stands_and_the_other_is_put_aside_as_it_was(driver):
    said = driver(ours="<<<<<<< HEAD\n")
    assert said.code == 1
    assert Path("A").read_text() == THEIRS
    (aside,) = ATTIC.iterdir()
    assert aside.read_text() == "<<<<<<< HEAD\n"


def test_a_common_version_that_cannot_be_read_is_none(driver):
    said = driver(base="id: [\n")
    assert said.code == 1
    assert ours_untouched()  # it is unknown whether they are one case
    (aside,) = ATTIC.iterdir()
    assert aside.read_text() == THEIRS


def test_a_ledger_further_down_has_an_attic_of_its_own(driver):
    assert driver(name=f"skole/arkiv/{NAME}").code == 1
    assert len([*(Path("skole/arkiv") / ATTIC).iterdir()]) == 1
    assert not Path(".skolemiljo").exists()


def test_the_folders_down_to_the_ledger_are_no_links(driver, tmp_path):
    elsewhere = tmp_path / "annetsteds"
    elsewhere.mkdir()
    Path("skole").symlink_to(elsewhere, target_is_directory=True)
    said = driver(name=f"skole/{NAME}")
    assert said.code not in (0, 1)
    assert ours_untouched()
    assert [*elsewhere.iterdir()] == []


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("rutiner.yaml", ".yaml"),
        ("cases/x/sak.yaml", ".yaml"),
        ("m/a.txt", ".txt"),
        ("m/a.å b", ""),
    ],
)
def test_of_a_file_that_is_no_case_the_other_side_is_put_aside(driver, name, suffix):
    Path("skolemiljo.yaml").write_text("")
    said = driver(name=name)
    assert said.code == 1
    assert ours_untouched()
    (aside,) = Path(".skolemiljo/attic/andre-filer").iterdir()
    assert aside.read_text() == THEIRS
    assert aside.suffix == suffix
    assert aside.as_posix() in said.err


@pytest.mark.parametrize("name", ["../x.yaml", "/x.yaml", "a\\x.yaml", "a/../x.yaml", ""])
def test_a_name_that_leads_out_has_no_attic_and_is_told_where_the_other_side_is(driver, name):
    Path("skolemiljo.yaml").write_text("")
    said = driver(name=name)
    assert said.code == 1
    assert "git show :3:" in said.err
    assert ours_untouched()
    assert not Path(".skolemiljo").exists()


def test_a_file_that_is_no_case_is_not_put_into_a_ledger_behind_a_link(driver, tmp_path):
    elsewhere = tmp_path / "annetsteds"
    elsewhere.mkdir()
    (elsewhere / "skolemiljo.yaml").write_text("")
    Path("skole").symlink_to(elsewhere, target_is_directory=True)
    said = driver(name="skole/rutiner.yaml")
    assert said.code not in (0, 1)
    assert ours_untouched()
    assert [one.name for one in elsewhere.iterdir()] == ["skolemiljo.yaml"]


def test_the_command_that_git_is_given_bears_a_python_in_a_folder_with_a_blank(monkeypatch):
    monkeypatch.setattr(sys, "executable", "C:\\Program Files\\Python\\python.exe")
    words = shlex.split(setup.driver_command())
    assert words[:4] == ["C:/Program Files/Python/python.exe", "-P", "-m", "skolemiljo_cli"]
    assert words[4:6] == ["merge-driver", "--"]
