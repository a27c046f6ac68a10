"""What `new-case` makes of what it is given, beside the fields; and what it never loses."""

from __future__ import annotations

import errno
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import skolemiljo_cli
from skolemiljo_cli.services.ledger.start import IGNORED
from skolemiljo_cli.store.yaml import reader

HERE = Path(skolemiljo_cli.__file__).resolve().parents[1]
NEW = ("new-case", "--elev", "Espen Askeladd", "--beskrivelse", "Noe har skjedd.")
FILE = """\
parter:
  e1: {rolle: elev, navn: Espen Askeladd, trinn: 7}
  a1: {rolle: avdelingsleder, navn: Anders Avdeling}
  f1: {rolle: foresatt, navn: Mor Askeladd, til: e1}
melding:
  dato: 2026-11-20
  melder: f1
  beskrivelse: Noe har skjedd.
  videresendt: {dato: 2026-11-20, til: a1}
  foresatte_informert: {dato: 2026-11-20, av: a1, kanal: telefon}
"""


@pytest.fixture
def from_file(cli, ledger):
    """Make a case from a text."""

    def run(text: str, *words: str):
        (ledger / "inn.yaml").write_text(text, encoding="utf-8")
        return cli("new-case", "--from", "inn.yaml", *words)

    return run


def cases(root: Path) -> list[str]:
    return sorted(one.name for one in (root / "cases").iterdir() if one.name != ".gitkeep")


@pytest.fixture
def itself_shielded(ledger):
    """The ledger is the shielded one."""
    (ledger / "skolemiljo.yaml").write_text("skjermet: true\n", encoding="utf-8")


# who and where to


@pytest.mark.parametrize("case_type", ["12-4", "12-5-ansatt"])
def test_a_report_goes_on_to_rektor(case_type, cli, made, itself_shielded):
    cli(*NEW, "--type", case_type, "--videresendt", "i dag")
    values = made()
    assert values["melding"]["videresendt"] == {"dato": "2026-11-23", "til": "r1"}
    assert values["parter"]["r1"] == {"rolle": "rektor"}


def test_a_report_about_the_leadership_goes_past_rektor_to_the_owner(cli, made, itself_shielded):
    answer = cli(*NEW, "--type", "12-5-ledelse", "--videresendt", "i dag")
    values = made()
    receiver = values["melding"]["videresendt"]["til"]
    assert values["parter"][receiver]["rolle"] == "skoleeier"
    assert "rektor" not in {part["rolle"] for part in values["parter"].values()}
    assert "til rektor" not in answer.err


def test_the_one_the_school_has_named_comes_with_the_case(cli, ledger, made):
    (ledger / "skolemiljo.yaml").write_text("roller: {rektor: Rita Rektorsen}\n", encoding="utf-8")
    answer = cli(*NEW, "--videresendt", "i dag")
    assert made()["parter"]["r1"] == {"rolle": "rektor", "navn": "Rita Rektorsen"}
    assert "Rektorsen" not in answer.out + answer.err


def test_the_same_person_is_one_party(cli, made):
    cli(*NEW, "--melder", "Espen Askeladd", "--melder-rolle", "elev")
    values = made()
    assert list(values["parter"]) == ["e1"]
    assert values["melding"]["melder"] == "e1"


def test_a_guardian_who_reports_is_the_pupil_s(cli, made):
    cli(*NEW, "--melder", "Mor Askeladd", "--melder-rolle", "foresatt")
    assert made()["parter"]["f1"] == {"rolle": "foresatt", "navn": "Mor Askeladd", "til": "e1"}


def test_a_reporter_can_be_a_role_alone(cli, made):
    cli(*NEW, "--melder-rolle", "sfo")
    values = made()
    assert values["parter"]["a1"] == {"rolle": "sfo"}
    assert values["melding"]["melder"] == "a1"


def test_a_contact_is_never_lost_for_want_of_a_name(cli, made):
    cli(*NEW, "--melder-kontakt", "41 00 00 00")
    values = made()
    assert values["parter"][values["melding"]["melder"]]["kontakt"] == "41 00 00 00"


def test_a_receiver_without_a_day_is_kept(cli, made):
    cli(*NEW, "--videresendt-til", "avdelingsleder")
    assert made()["melding"]["videresendt"] == {"til": "a1"}


# a file and options together


def test_an_option_adds_to_what_the_file_says_and_takes_nothing_away(from_file, made):
    answer = from_file(
        FILE, "--trinn", "8", "--klasse", "8A", "--videresendt", "i dag",
        "--foresatte-informert", "i dag", "--hendelse-sted", "gangen",
    )  # fmt: skip
    assert answer.code == 0, answer.err
    values = made()
    assert values["parter"]["e1"] == {
        "rolle": "elev", "navn": "Espen Askeladd", "trinn": "8", "klasse": "8A",
    }  # fmt: skip
    report = values["melding"]
    assert report["videresendt"] == {"dato": "2026-11-23", "til": "a1"}
    assert report["foresatte_informert"] == {"dato": "2026-11-23", "av": "a1", "kanal": "telefon"}
    assert report["hendelse"] == {"sted": "gangen"}
    assert list(values["parter"]) == ["e1", "a1", "f1"]


def test_an_option_goes_before_the_file(from_file, made):
    from_file(FILE, "--dato", "i dag", "--beskrivelse", "Noe annet.", "--melder", "a1")
    report = made()["melding"]
    assert (report["dato"], report["beskrivelse"]) == ("2026-11-23", "Noe annet.")
    assert report["melder"] == "a1"


def test_an_id_in_the_file_is_not_taken(from_file, ledger):
    from_file("id: 1999-01-01-aaaa\n" + FILE)
    (case_id,) = cases(ledger)
    assert case_id.startswith("2026-11-23-")


def test_a_wrong_date_in_the_file_makes_no_case_and_says_where(from_file, ledger):
    answer = from_file(FILE.replace("dato: 2026-11-20\n", "dato: 2026-02-30\n"))
    assert answer.code == 65
    assert "inn.yaml melding.dato" in answer.err
    assert "Ingen sak er laget." in answer.err
    assert cases(ledger) == []


def test_a_key_with_a_slip_is_kept_and_the_right_one_suggested(from_file, made):
    answer = from_file(FILE + "  beskrivlse: Enda mer.\n")
    assert answer.code == 0
    assert "mente du «beskrivelse»?" in answer.err
    assert made()["melding"]["beskrivlse"] == "Enda mer."


def test_the_user_s_own_keys_are_kept_without_a_word(from_file, made):
    answer = from_file(FILE + "  x-skjema: 17\nx-kommune: {nr: '4601'}\n", "--json")
    assert '"findings": []' in answer.out
    values = made()
    assert values["x-kommune"] == {"nr": "4601"}
    assert values["melding"]["x-skjema"] == "17"


def test_an_unknown_key_that_is_a_name_is_not_repeated(from_file):
    answer = from_file(FILE + "Espen Askeladd: slem\n")
    assert answer.code == 0
    assert "ukjent-nokkel" in answer.err
    assert "Askeladd" not in answer.out + answer.err


def test_the_file_given_is_not_touched(from_file, ledger):
    from_file(FILE)
    assert (ledger / "inn.yaml").read_text(encoding="utf-8") == FILE


@pytest.mark.parametrize(
    ("typed", "echoed"),
    [
        ("i dag", "2026-11-23 (mandag)"),
        ("i går", "2026-11-22 (søndag)"),
        ("fredag", "2026-11-20 (fredag)"),
        ("3.2.2026", "2026-02-03 (tirsdag)"),
        ("3. februar 2026", "2026-02-03 (tirsdag)"),
        ("2026-02-03", "2026-02-03 (tirsdag)"),
        ("for 2 uker siden", "2026-11-09 (mandag)"),
    ],
)
def test_the_date_understood_is_said_with_its_weekday(typed, echoed, cli, ledger):
    assert f"melding:     {echoed}" in cli(*NEW, "--dato", typed).err


def test_a_moment_is_said_with_its_time(cli, ledger):
    assert (
        "hendelse:    2026-11-20 kl. 10.15 (fredag)"
        in cli(*NEW, "--hendelse-dato", "fredag kl. 10.15").err
    )


# shielded cases


@pytest.fixture
def shielded(cli, ledger):
    """A shielded ledger beside the ordinary one, named in its configuration."""
    root = ledger.parent / "skjermet"
    assert cli("init", str(root), "--skjermet", "--no-input").code == 0
    (ledger / "skolemiljo.yaml").write_text("skjermet_ledger: ../skjermet\n", encoding="utf-8")
    return root


@pytest.mark.parametrize("case_type", ["12-5-ansatt", "12-5-ledelse"])
def test_a_case_about_the_staff_lands_in_the_shielded_ledger(case_type, cli, ledger, shielded):
    answer = cli(*NEW, "--type", case_type)
    assert answer.code == 0, answer.err
    assert cases(ledger) == []
    assert len(cases(shielded)) == 1
    assert Path(ledger, answer.out.strip()).is_file()


def test_a_pupil_with_a_hidden_address_lands_in_the_shielded_ledger(from_file, ledger, shielded):
    answer = from_file(FILE.replace("trinn: 7", "skjerming: strengt_fortrolig"))
    assert answer.code == 0, answer.err
    assert (cases(ledger), len(cases(shielded))) == ([], 1)


def test_an_ordinary_case_stays(cli, ledger, shielded):
    cli(*NEW)
    assert (len(cases(ledger)), cases(shielded)) == (1, [])


def test_a_shielded_ledger_that_is_not_there_stops_the_work(cli, ledger):
    (ledger / "skolemiljo.yaml").write_text("skjermet_ledger: ../borte\n", encoding="utf-8")
    answer = cli(*NEW, "--type", "12-5-ansatt")
    assert answer.code == 78
    assert "skjermet_ledger" in answer.err
    assert cases(ledger) == []
    assert not (ledger.parent / "borte").exists()


# the disk


def test_a_new_case_is_for_the_owner_s_eyes(cli, ledger):
    os.umask(0)
    cli(*NEW)
    (case_id,) = cases(ledger)
    folder = ledger / "cases" / case_id
    if os.name == "posix":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert stat.S_IMODE((folder / "sak.yaml").stat().st_mode) == 0o600
    assert [one.name for one in folder.iterdir()] == ["sak.yaml"]


@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS])
def test_a_disk_that_refuses_leaves_nothing_behind(fault, cli, ledger, monkeypatch):
    def refuse(_handle):
        raise OSError(fault, "no")

    monkeypatch.setattr("skolemiljo_cli.store.files.os.fsync", refuse)
    answer = cli(*NEW)
    assert answer.code == 73
    assert answer.out == ""
    assert "Ingenting er skrevet." in answer.err
    assert cases(ledger) == []


def test_an_id_that_is_taken_is_never_written_over(cli, ledger, monkeypatch):
    taken = ledger / "cases" / "2026-11-23-aaaa"
    taken.mkdir()
    (taken / "sak.yaml").write_text("min\n", encoding="utf-8")
    drawn = iter(["2026-11-23-aaaa", "2026-11-23-aaaa", "2026-11-23-bbbb"])
    monkeypatch.setattr("skolemiljo_cli.store.create.mint_case_id", lambda _day: next(drawn))
    assert "2026-11-23-bbbb" in cli(*NEW).out
    assert (taken / "sak.yaml").read_text(encoding="utf-8") == "min\n"


def test_a_folder_without_files_is_taken_too(cli, ledger, monkeypatch):
    (ledger / "cases" / "2026-11-23-aaaa").mkdir()
    drawn = iter(["2026-11-23-aaaa", "2026-11-23-bbbb"])
    monkeypatch.setattr("skolemiljo_cli.store.create.mint_case_id", lambda _day: next(drawn))
    assert "2026-11-23-bbbb" in cli(*NEW).out
    assert list((ledger / "cases" / "2026-11-23-aaaa").iterdir()) == []


MANY = """
import random, sys
from skolemiljo_cli.model import ids
from skolemiljo_cli.cli.framework.app import run
seed, start = int(sys.argv[1]), sys.argv[2]
ids.mint_case_id.__defaults__ = (random.Random(seed).choice,)
print("klar", flush=True)
sys.stdin.readline()
for number in range(30):
    code = run(["new-case", "--no-input", "--likevel", "--elev", "Espen Askeladd",
                "--beskrivelse", f"{start} {number}"])
    assert code == 0, code
"""


def make_many(*workers: tuple[Path, int, str]) -> None:
    """Let each worker make 30 cases in its ledger, all beginning at the same moment."""
    env = {**os.environ, "PYTHONPATH": str(HERE)}
    running = [
        subprocess.Popen(
            [sys.executable, "-c", MANY, str(seed), text], cwd=root, env=env,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for root, seed, text in workers
    ]  # fmt: skip
    for one in running:
        assert one.stdout.readline() == "klar\n"
    for one in running:
        one.stdin.write("\n")
        one.stdin.flush()
    for one in running:
        _, err = one.communicate(timeout=120)
        assert one.returncode == 0, err


def told(root: Path) -> dict[str, str]:
    """What each case of the ledger tells, by id; every file is whole."""
    found = {}
    for case_id in cases(root):
        values = reader.read((root / "cases" / case_id / "sak.yaml").read_bytes())
        assert values["id"] == case_id
        found[case_id] = values["melding"]["beskrivelse"]
    return found


@pytest.mark.slow
def test_two_at_once_who_draw_the_same_ids_lose_nothing(ledger):
    """With the same seed both want the same id every time."""
    make_many((ledger, 1, "en"), (ledger, 1, "to"))
    everything = told(ledger)
    assert len(everything) == 60
    assert set(everything.values()) == {f"{who} {n}" for who in ("en", "to") for n in range(30)}


@pytest.mark.slow
def test_two_clones_that_are_put_together_have_no_id_in_common(ledger, cli):
    other = ledger.parent / "klone"
    assert cli("init", str(other), "--no-input").code == 0
    make_many((ledger, 1, "en"), (other, 2, "to"))
    here, there = told(ledger), told(other)
    assert len(here) == len(there) == 30
    assert not set(here) & set(there)


def test_init_leaves_what_was_in_the_folder(cli, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notat.txt").write_text("mitt\n", encoding="utf-8")
    (tmp_path / ".gitignore").write_text("*.tmp\n", encoding="utf-8")
    (tmp_path / "cases").mkdir()
    assert cli("init", "--no-input").code == 0
    assert (tmp_path / "notat.txt").read_text(encoding="utf-8") == "mitt\n"
    ignored = (tmp_path / ".gitignore").read_text(encoding="utf-8")  # ours come after one's own
    assert ignored == f"*.tmp\n{IGNORED}"
    assert (tmp_path / "skolemiljo.yaml").is_file()
    assert cli("list").code == 0


def test_init_answers_with_a_school_whose_name_is_awkward_yaml(cli, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for number, name in enumerate(
        ["no", "10", "Skole: nord", "'Eksempel", "# skole", "Skole \\ nord"]
    ):
        assert cli("init", str(number), "--no-input", "--skole", name).code == 0
        config = reader.read((tmp_path / str(number) / "skolemiljo.yaml").read_bytes())
        assert config["skole"] == name
        assert cli("list", "--ledger", str(number)).code == 0


def test_half_a_sentence_that_yaml_takes_for_a_key_is_kept_and_told(cli, ledger):
    text = (
        "parter: {e1: {rolle: elev}}\n"
        "melding: {dato: 2026-11-20, beskrivelse: En gang, stoppet med en gang}\n"
    )
    answer = cli("new-case", "--from", "-", stdin=text)
    (path,) = (ledger / "cases").glob("*/sak.yaml")
    assert "stoppet med en gang" in path.read_text(encoding="utf-8")
    assert "Sett hele teksten i anførselstegn" in answer.err


@pytest.mark.parametrize(
    "text",
    [
        "parter: {e1: {rolle: [elev]}}\nmelding: {beskrivelse: Noe.}\n",
        "parter: {e1: {rolle: {}}}\nmelding: {beskrivelse: Noe.}\n",
        "parter: {e1: {rolle: elev}}\nmelding: {beskrivelse: Noe., melder: [e1]}\n",
        "parter: {e1: {rolle: elev}}\nmelding: {beskrivelse: Noe., melder: {e1: x}}\n",
        "type: [12-4]\nparter: {e1: {rolle: elev}}\nmelding: {beskrivelse: Noe.}\n",
        "parter: {e1: [elev]}\nmelding: [Noe.]\n",
    ],
)
def test_a_list_where_a_word_should_be_is_told_and_makes_no_case(text, cli, ledger):
    said = cli("new-case", "--from", "-", "--no-input", stdin=text)
    assert said.code in (2, 65), said
    assert said.err.startswith("Feil: ")
    assert not list((ledger / "cases").glob("*/sak.yaml"))


def test_every_party_of_a_new_case_has_an_id_of_its_own(cli, ledger):
    said = cli(
        "new-case", "--elev", "Espen Askeladd", "--beskrivelse", "Noe.", "--ikke-til", "foresatt"
    )
    assert said.code == 0, said.err
    (case,) = (ledger / "cases").glob("*/sak.yaml")
    ids = [party["id"] for party in reader.read(case.read_bytes())["parter"].values()]
    assert len(ids) == len(set(ids)) > 1
    assert all(re.fullmatch("m-[0-9a-z]{4}", one) for one in ids)
