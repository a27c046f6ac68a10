"""Two people with real git: whatever git does with two versions of a case, nothing is lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from versions_base import REPORT, Repository

from skolemiljo_cli.store.yaml import reader


def read(repository: Repository, sak: str) -> dict:
    return reader.read(case(repository, sak).read_bytes())


def case(repository: Repository, sak: str) -> Path:
    return repository.root / "cases" / sak / "sak.yaml"


def texts(repository: Repository, sak: str) -> list[str]:
    return [one["tekst"] for one in read(repository, sak).get("logg", [])]


@pytest.fixture
def say(cli, sak):
    """Log something in the case."""

    def work(text: str, when: str = "2026-11-23T10:00") -> None:
        said = cli("log", sak, "--no-input", "--type", "notat", "--av", "a1", "--tekst", text,
                   "--tid", when)  # fmt: skip
        assert said.code == 0, said.err

    return work


@pytest.fixture
def change(saksarkiv, sak, cli):
    """Change a word of the case by hand, and commit it."""

    def work(old: str, new: str) -> None:
        path = case(saksarkiv, sak)
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))
        saksarkiv.git("commit", "-qam", "for hånd")

    return work


@pytest.fixture
def apart(saksarkiv, say):
    """Two branches that both added to the case; `main` is checked out."""
    saksarkiv.git("branch", "andre")
    say("Sett fra main.", "2026-11-23T10:00")
    saksarkiv.git("switch", "-q", "andre")
    say("Sett fra andre.", "2026-11-23T09:00")
    saksarkiv.git("switch", "-q", "main")
    return saksarkiv


BOTH = ["Sett fra andre.", "Sett fra main."]


def whole(repository: Repository, sak: str, cli) -> None:
    assert repository.status() == []
    assert "<<<<" not in case(repository, sak).read_text()
    assert cli("show", sak).code == 0


def test_merge_takes_what_both_appended(apart, sak, cli):
    apart.git("merge", "-q", "--no-edit", "andre")
    assert texts(apart, sak) == BOTH
    whole(apart, sak, cli)


def test_without_the_driver_git_would_have_stopped(apart, sak):
    """Shows why there is a merge driver."""
    apart.git("config", "--remove-section", "merge.skolemiljo")
    apart.git("merge", "-q", "--no-edit", "andre", fine=False)
    assert apart.status() == [f"UU cases/{sak}/sak.yaml"]


def test_rebase_takes_what_both_appended(apart, sak, cli):
    apart.git("rebase", "-q", "andre")
    assert texts(apart, sak) == BOTH
    whole(apart, sak, cli)


def test_cherry_pick_takes_what_both_appended(apart, sak, cli):
    apart.git("cherry-pick", "andre")
    assert texts(apart, sak) == BOTH
    whole(apart, sak, cli)


def test_stash_pop_takes_what_both_appended(saksarkiv, sak, say, cli):
    text = case(saksarkiv, sak).read_text()
    case(saksarkiv, sak).write_text(
        text + "logg:\n  - id: h-0001\n    tid: 2026-11-23T08:00\n    tekst: For hånd.\n"
    )
    saksarkiv.git("stash", "-q")
    say("Ført imens.")
    saksarkiv.git("stash", "pop", "-q")
    assert texts(saksarkiv, sak) == ["For hånd.", "Ført imens."]
    assert [line[3:] for line in saksarkiv.status()] == [f"cases/{sak}/sak.yaml"]


def test_a_merge_the_other_way_gives_the_same(apart, sak):
    apart.git("switch", "-q", "andre")
    apart.git("merge", "-q", "--no-edit", "main")
    assert texts(apart, sak) == BOTH


def test_the_same_value_changed_on_both_sides_stops_with_the_key_and_keeps_both(
    saksarkiv, sak, change, cli
):
    saksarkiv.git("branch", "andre")
    change("trinn: 5", "trinn: 6")
    saksarkiv.git("switch", "-q", "andre")
    change("trinn: 5", "trinn: 7")
    saksarkiv.git("switch", "-q", "main")
    said = saksarkiv.git("merge", "-q", "--no-edit", "andre", fine=False, err=True)
    assert "parter.e1.trinn" in said
    assert "Askeladd" not in said
    assert read(saksarkiv, sak)["parter"]["e1"]["trinn"] == "6"
    (aside,) = (saksarkiv.root / ".skolemiljo" / "attic" / sak).iterdir()
    assert f".skolemiljo/attic/{sak}/{aside.name}" in said
    kept = reader.read(aside.read_bytes())
    assert kept["konflikter"] == [
        {"nokkel": "parter.e1.trinn", "beholdt": "6", "satt_til_side": "7"}
    ]
    assert f"UU cases/{sak}/sak.yaml" in saksarkiv.status()
    assert cli("show", sak).code == 0  # it can be read, without markers
    # a person decides, and finishes it with git
    saksarkiv.git("add", "-A")
    saksarkiv.git("commit", "-q", "--no-edit")
    assert saksarkiv.status() == []


def test_the_same_merge_twice_leaves_one_file_in_the_attic(saksarkiv, sak, change):
    saksarkiv.git("branch", "andre")
    change("trinn: 5", "trinn: 6")
    saksarkiv.git("switch", "-q", "andre")
    change("trinn: 5", "trinn: 7")
    saksarkiv.git("switch", "-q", "main")
    for _ in range(2):
        saksarkiv.git("merge", "-q", "andre", fine=False)
        saksarkiv.git("merge", "--abort")
    assert len([*(saksarkiv.root / ".skolemiljo" / "attic" / sak).iterdir()]) == 1


def test_deleted_by_one_and_changed_by_the_other_the_case_stays_and_git_asks(
    saksarkiv, sak, say, cli
):
    saksarkiv.git("branch", "andre")
    shutil.rmtree(case(saksarkiv, sak).parent)
    saksarkiv.git("commit", "-qam", "borte")
    saksarkiv.git("switch", "-q", "andre")
    say("Ført imens.")
    saksarkiv.git("switch", "-q", "main")
    saksarkiv.git("merge", "-q", "--no-edit", "andre", fine=False)
    assert saksarkiv.status() == [f"DU cases/{sak}/sak.yaml"]
    assert texts(saksarkiv, sak) == ["Ført imens."]
    assert cli("show", sak).code == 0


def test_a_renamed_folder_gets_what_the_other_side_appended(saksarkiv, sak, say):
    new = sak[:-1] + ("0" if sak[-1] != "0" else "1")
    saksarkiv.git("branch", "andre")
    saksarkiv.git("mv", f"cases/{sak}", f"cases/{new}")
    path = case(saksarkiv, new)
    path.write_text(path.read_text().replace(f"id: {sak}", f"id: {new}"))
    saksarkiv.git("commit", "-qam", "nytt navn")
    saksarkiv.git("switch", "-q", "andre")
    say("Ført imens.")
    saksarkiv.git("switch", "-q", "main")
    saksarkiv.git("merge", "-q", "--no-edit", "andre")
    assert texts(saksarkiv, new) == ["Ført imens."]
    assert read(saksarkiv, new)["id"] == new
    assert not case(saksarkiv, sak).exists()


@pytest.mark.parametrize("way", ["here", "there"])
def test_a_case_that_went_while_a_new_one_came_is_not_written_into_it(
    saksarkiv, sak, say, cli, way
):
    """git takes it for one renamed folder, but it is two children."""
    saksarkiv.git("branch", "andre")
    saksarkiv.git("rm", "-q", "-r", f"cases/{sak}")
    saksarkiv.git("commit", "-q", "-m", "bort")
    assert (
        cli(*(word.replace("Askeladd", "Tyri").replace("stengt", "slått") for word in REPORT)).code
        == 0
    )
    (new,) = (one.name for one in (saksarkiv.root / "cases").iterdir() if one.is_dir())
    untouched = case(saksarkiv, new).read_bytes()
    saksarkiv.git("reset", "-q", "--soft", "HEAD~2")
    saksarkiv.git("commit", "-q", "-m", "en annen")
    saksarkiv.git("switch", "-q", "andre")
    say("Bare om den første.")
    written = case(saksarkiv, sak).read_bytes()
    if way == "here":
        saksarkiv.git("switch", "-q", "main")
    alike = ("-X", "find-renames=20%")
    said = saksarkiv.git(
        "merge", "--no-edit", *alike, "andre" if way == "here" else "main", fine=False, err=True
    )
    assert case(saksarkiv, new).read_bytes() == untouched
    (aside,) = (saksarkiv.root / ".skolemiljo" / "attic" / sak).iterdir()
    assert aside.read_bytes() == written
    assert any(row.endswith(f"{new}/sak.yaml") and row[1] == "U" for row in saksarkiv.status())
    assert f"Skal den stå, så legg filen tilbake som cases/{sak}/sak.yaml" in said


def test_the_same_case_added_on_both_sides_is_united(saksarkiv, sak, say, cli):
    """A case that was cherry-picked to another branch and then changed on both."""
    saksarkiv.git("switch", "-q", "-c", "andre", "HEAD~1")
    saksarkiv.git("cherry-pick", "main")
    say("Sett fra andre.", "2026-11-23T09:00")
    saksarkiv.git("switch", "-q", "main")
    say("Sett fra main.", "2026-11-23T10:00")
    saksarkiv.git("merge", "-q", "--no-edit", "andre")
    assert texts(saksarkiv, sak) == BOTH
    whole(saksarkiv, sak, cli)


def test_two_cases_that_got_one_id_are_not_mixed(saksarkiv, sak, cli):
    ours = case(saksarkiv, sak).read_bytes()
    saksarkiv.git("switch", "-q", "-c", "andre", "HEAD~1")
    case(saksarkiv, sak).parent.mkdir(parents=True)
    theirs = ours.replace(b"ble stengt ute", b"slo noen").replace(b"Askeladd", b"Tyri")
    case(saksarkiv, sak).write_bytes(theirs)
    saksarkiv.git("add", "-A")
    saksarkiv.git("commit", "-qm", "en annen")
    saksarkiv.git("switch", "-q", "main")
    saksarkiv.git("merge", "-q", "--no-edit", "andre", fine=False)
    assert f"AA cases/{sak}/sak.yaml" in saksarkiv.status()
    assert case(saksarkiv, sak).read_bytes() == ours
    (aside,) = (saksarkiv.root / ".skolemiljo" / "attic" / sak).iterdir()
    assert aside.read_bytes() == theirs


def test_two_clones_that_make_cases_the_same_day_have_both(
    saksarkiv, sak, tmp_path, cli, monkeypatch
):
    saksarkiv.git("clone", "-q", str(saksarkiv.root), str(tmp_path / "klon"))
    clone = Repository(tmp_path / "klon")
    assert cli(*REPORT).code == 0
    monkeypatch.chdir(clone.root)
    assert cli(*REPORT).code == 0
    clone.git("pull", "-q", "--no-rebase", "--no-edit")
    made = [one.name for one in (clone.root / "cases").iterdir() if one.is_dir()]
    assert len(made) == 3
    assert clone.status() == []


def test_line_ends_of_windows_survive_a_merge(apart, sak):
    path = case(apart, sak)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    apart.git("commit", "-qam", "fra Windows")
    apart.git("merge", "-q", "--no-edit", "andre")
    data = path.read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n")
    assert texts(apart, sak) == BOTH


def test_nothing_lying_at_the_top_of_the_repository_is_imported_by_the_driver(apart, sak):
    planted = f"open({str(apart.root.parent / 'kjort')!r}, 'w')\n"
    for name in ("yaml.py", "typer.py", "skolemiljo_cli/__init__.py", "skolemiljo_cli/__main__.py"):
        path = apart.root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(planted)
    apart.git("merge", "-q", "--no-edit", "andre")
    assert texts(apart, sak) == BOTH
    assert not (apart.root.parent / "kjort").exists()


# --- the command by itself ----------------------------------------------------------------------

NAME = "cases/2026-11-22-k3fq/sak.yaml"
OLD = "id: 2026-11-22-k3fq\nsaksansvarlig: a1\n"


@pytest.fixture
def driver(cli, tmp_path, monkeypatch):
    """Run the command on three texts; return its answer and the resulting file."""
    monkeypatch.chdir(tmp_path)

    def run(base: str, ours: str, theirs: str, name: str = NAME):
        for file, text in (("O", base), ("A", ours), ("B", theirs)):
            Path(file).write_text(text)
        return cli("merge-driver", "--", "O", "A", "B", "7", name), Path("A").read_text()

    return run


def test_a_clean_merge_says_nothing(driver):
    said, text = driver(OLD, OLD + "type: 12-4\n", OLD.replace("a1", "a2"))
    assert (said.code, said.out, said.err) == (0, "", "")
    assert text == "id: 2026-11-22-k3fq\nsaksansvarlig: a2\ntype: 12-4\n"


def test_a_conflict_is_told_by_key_and_never_by_value(driver):
    said, text = driver(OLD, OLD.replace("a1", "Askeladd"), OLD.replace("a1", "Tyri"))
    assert (said.code, said.out) == (1, "")
    assert f"{NAME} saksansvarlig: feil: Begge sider har endret dette" in said.err
    assert "skolemiljo edit k3fq" in said.err
    assert "Askeladd" not in said.err
    assert "Tyri" not in said.err
    assert text == OLD.replace("a1", "Askeladd")


@pytest.mark.parametrize(
    "name",
    ["../cases/2026-11-22-k3fq/sak.yaml", "/cases/2026-11-22-k3fq/sak.yaml", "cases/x/sak.yaml",
     "cases/2026-11-22-k3fq/annet.yaml", "", "--help", "cases/../2026-11-22-k3fq/sak.yaml",
     "cases\\2026-11-22-k3fq\\sak.yaml", "cases/2026-11-22-k3fq\n/sak.yaml"],
)  # fmt: skip
def test_a_path_that_is_no_case_is_never_guessed_at(driver, name, tmp_path):
    said, text = driver(OLD, OLD + "# a\n", OLD + "# b\n", name)
    assert said.code == 1
    assert "ikke en saksfil" in said.err
    assert text == OLD + "# a\n"
    assert {one.name for one in tmp_path.iterdir() if one.is_dir()} <= {"hjem"}
    said, text = driver(OLD, OLD, OLD + "# b\n", name)
    assert (said.code, text) == (0, OLD + "# b\n")


@pytest.mark.parametrize(
    "link", [".skolemiljo", ".skolemiljo/attic", ".skolemiljo/attic/2026-11-22-k3fq"]
)
def test_the_attic_is_not_written_through_a_link(driver, tmp_path, link):
    elsewhere = tmp_path / "annetsteds"
    elsewhere.mkdir()
    (tmp_path / link).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / link).symlink_to(elsewhere, target_is_directory=True)
    said, text = driver(OLD, OLD.replace("a1", "a2"), OLD.replace("a1", "a3"))
    assert said.code not in (0, 1)
    assert text == OLD.replace("a1", "a2")  # untouched: git marks it as not merged
    assert [*elsewhere.iterdir()] == []
