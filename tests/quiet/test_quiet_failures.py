"""No failure says a party's name: wrong words, broken cases, full disks, a lock, our own bugs."""

from __future__ import annotations

import errno
import itertools
import json
import os
import shutil

import pytest
import quiet_child
from quiet_case import (
    FATHER,
    OTHER,
    PHONE,
    PUPIL,
    TOLD,
    A,
    K,
    case,
    hits,
    keyed,
    without_what_is_asked,
)
from quiet_runs import GOOD, fresh, git, put
from quiet_wrong import (
    BUGS,
    as_case,
    lines_with_a_name,
    with_a_bug,
    with_a_failing_disk,
    with_a_lock,
    wrong_cases,
)

from skolemiljo_cli.cli.command_list import COMMANDS
from skolemiljo_cli.model import dates
from skolemiljo_cli.store.files import process

WRITING = tuple(
    name
    for name in GOOD
    if name not in ("list", "show", "deadlines", "check", "history", "schema", "demo")
)


@pytest.fixture(scope="module")
def shared_world(template, tmp_path_factory):
    """One world for all runs that change nothing, or nothing that matters."""
    home, place = template
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        yield fresh(place, tmp_path_factory.mktemp("felles") / "verden")


def quiet(said: quiet_child.Said) -> None:
    assert hits(said.all) == [], said.all
    assert hits("\n".join((*said.paths, *said.started))) == []
    assert "Traceback" not in said.all


@pytest.mark.parametrize("name", [one.name for one in COMMANDS])
def test_wrong_words_on_the_line_are_never_repeated(name, shared_world, template, monkeypatch):
    monkeypatch.setenv("HOME", str(template[0]))
    lines = [one for one in lines_with_a_name() if name in one[:1]]
    assert lines
    for number, words in enumerate(lines):
        as_json = ("--json",) if number % 2 else ()
        quiet(quiet_child.run((*as_json, *words), shared_world, env={"EDITOR": "true"}))


@pytest.mark.parametrize("words", [*lines_with_a_name()][-4:], ids=str)
def test_wrong_words_before_the_command_are_never_repeated(words, shared_world):
    quiet(quiet_child.run(words, shared_world))


@pytest.mark.parametrize("json_", [(), ("--json",)], ids=["text", "json"])
def test_an_attachment_that_cannot_be_read_is_told_by_its_number(json_, shared_world):
    words = ("log", "kkkk", "--vedlegg", "../tekst.txt", "--vedlegg", f"../{FATHER}.pdf")
    said = quiet_child.run((*json_, *words), shared_world)
    assert said.code == 66
    assert "Vedlegg nr. 2 finnes ikke" in said.all
    quiet(said)


# --- broken cases ------------------------------------------------------------------------------

LOOKS = (
    ("list",), ("list", "--json"), ("check",), ("check", "--json"), ("deadlines", "--all"),
    ("deadlines", "--all", "--json"), ("deadlines", "--all", "--ics"), ("doctor",),
    ("doctor", "--json"), ("doctor", "--fix", "--ja"),
)  # fmt: skip


@pytest.fixture(scope="module")
def broken(template, tmp_path_factory):
    """A ledger with a case for each way in which a name can stand in a wrong place."""
    home, _ = template
    ledger = tmp_path_factory.mktemp("galt") / "arkiv"
    assert quiet_child.run(("init", str(ledger), "--no-input"), home).code == 0
    for id_, text in zip(_ids(), wrong_cases(), strict=False):
        put(ledger / "cases" / id_ / "sak.yaml", as_case(text, id_))
    return ledger


def _ids():
    signs = "23456789abcdefghjkmnpqrstvwxyz"
    for number, (one, two, three) in enumerate(itertools.product("2345", signs, signs)):
        yield f"2026-11-{1 + number % 20:02d}-{one}{two}{three}z"


def test_there_are_enough_broken_cases(broken):
    assert len(list(broken.glob("cases/*/sak.yaml"))) > 500


@pytest.mark.parametrize("words", LOOKS, ids=" ".join)
def test_broken_cases_are_told_of_without_names(words, broken, tmp_path):
    place = shutil.copytree(broken, tmp_path / "arkiv") if "--fix" in words else broken
    said = quiet_child.run(words, place)
    assert said.code in (1, 65), said.code
    assert [line for line in said.all.splitlines() if hits(line)] == []


def test_the_data_of_a_broken_case_has_no_names(broken):
    cases = sorted(one.name for one in broken.glob("cases/*"))[::9]
    for id_ in cases:
        said = quiet_child.run(("show", id_, "--json"), broken)
        assert hits(said.all) == [], said.all


def test_a_change_of_a_broken_case_says_no_names(broken, tmp_path):
    place = shutil.copytree(broken, tmp_path / "arkiv")
    cases = sorted(one.name for one in broken.glob("cases/*"))
    for number, id_ in enumerate(cases[::11]):
        words = (
            ("log", id_, "--tekst", TOLD), ("plan", id_, "--mal", TOLD),
            ("measure", "done", id_, "--id", f"t-{id_[-4:]}"), ("evaluate", id_, "--av", "a1"),
            ("render", id_, "skoleeier", "-o", "../m.md"), ("edit", id_),
        )[number % 6]  # fmt: skip
        quiet(quiet_child.run(words, place, env={"EDITOR": "true"}))


# --- our own bugs, the disk, the lock, Ctrl-C -----------------------------------------------------


@pytest.mark.parametrize("name", [one.name for one in COMMANDS])
def test_a_bug_or_ctrl_c_inside_a_command_says_no_names(name, world):
    ledger, run = world(), GOOD[name][0]
    for number, at in enumerate((1, 5, 25, 80, 200, 450, 900, 2000)):
        error = BUGS[number % len(BUGS)]
        as_json = ("--json",) if number % 3 == 0 else ()
        said = quiet_child.run(
            (*as_json, *run.words), ledger, env=run.env, stdin=run.stdin,
            first=with_a_bug(at, error), screen=number % 4 == 1,
        )  # fmt: skip
        if name != "render" or said.code:
            quiet(said)


def test_bugs_are_really_met(world):
    codes = {quiet_child.run(("list",), world(), first=with_a_bug(30, one)).code for one in BUGS}
    assert codes == {70, 130}


def test_a_bug_that_is_looked_into_shows_the_way_and_no_values(shared_world):
    env = {"SKOLEMILJO_DEBUG": "1"}
    said = quiet_child.run(("check",), shared_world, env=env, first=with_a_bug(30, BUGS[0]))
    assert said.code == 70
    assert "cli/framework/app.py" in said.err
    quiet(said)


def test_what_other_code_says_of_a_value_is_not_shown(shared_world):
    def first() -> None:
        dates.parse_iso_date = lambda _text: int(PUPIL)  # it repeats what it got

    said = quiet_child.run(("check", "aaaa"), shared_world, first=first)
    assert "verdien kan ikke brukes her" in said.all.lower()
    quiet(said)


@pytest.mark.parametrize("way", ["pipe", "json"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES], ids=errno.errorcode.get)
@pytest.mark.parametrize("name", WRITING)
def test_a_disk_that_takes_nothing_makes_nobody_say_names(name, number, way, world):
    ledger = world()
    as_json = ("--json",) if way == "json" else ()
    for run in GOOD[name]:
        if name == "render" and "-o" not in run.words:
            continue
        said = quiet_child.run(
            (*as_json, *run.words), ledger, env=run.env, stdin=run.stdin,
            first=with_a_failing_disk(number),
        )  # fmt: skip
        quiet(said)


@pytest.mark.parametrize("name", WRITING)
def test_a_lock_makes_nobody_say_names(name, world):
    ledger = world()
    sheet = {
        "host": "x", "pid": os.getpid(), "tid": "2026-11-20T10:00:00Z",
        "merke": process.current().mark, "lager": [],
    }  # fmt: skip
    put(ledger / ".skolemiljo" / "las", json.dumps(sheet))
    for run in GOOD[name]:
        if name != "render" or "-o" in run.words:
            quiet(
                quiet_child.run(run.words, ledger, env=run.env, stdin=run.stdin, first=with_a_lock)
            )


ASKING = {
    "new-case": (), "receive": ("kkkk",), "log": ("kkkk",), "investigate": ("kkkk",),
    "plan": ("kkkk",), "measure": ("add", "kkkk"), "evaluate": ("kkkk",), "close": ("kkkk",),
    "statsforvalter": ("kkkk",), "init": ("nytt",), "undo": (), "doctor": ("--fix",),
    "edit": ("kkkk",),
}  # fmt: skip


@pytest.mark.parametrize("name", ASKING)
@pytest.mark.parametrize("answer", [PUPIL, f"{PUPIL}\n.", "Qvizzle\n\n"], ids=["1", "2", "3"])
def test_questions_and_what_is_said_of_the_answers_have_no_names(name, answer, world):
    editor = {"EDITOR": "sh ../rediger.sh"}
    words = (name, *ASKING[name])
    said = quiet_child.run(words, world(), stdin=f"{answer}\n" * 40, screen=True, env=editor)
    assert "feil i skolemiljo" not in said.all
    assert hits(without_what_is_asked(said.all)) == [], said.all


@pytest.mark.parametrize("screen", [True, False], ids=["screen", "pipe"])
def test_what_could_be_kept_nowhere_is_shown_on_the_screen_it_was_typed_on(screen, world):
    """The one thing that is said of a text: else it would be lost."""
    run = ("log", "kkkk", "--tekst", TOLD, "--no-input")
    said = quiet_child.run(run, world(), screen=screen, first=with_a_failing_disk(errno.ENOSPC))
    assert said.code == 73
    assert bool(hits(said.all)) == screen
    assert ("Dette ble ikke skrevet. Ta vare på det:" in said.all) == screen


# --- what the environment says, completion, and the place the ledger lies in ----------------------


@pytest.mark.parametrize(
    "variable", ["SKOLEMILJO_TODAY", "EDITOR", "VISUAL", "TZ", "LC_ALL", "TERM"]
)
@pytest.mark.parametrize(
    "words", [("list",), ("edit", "kkkk"), ("log", "kkkk", "--editor")], ids=str
)
def test_a_wrong_value_in_the_environment_is_not_repeated(variable, words, shared_world):
    env = {"EDITOR": "true", variable: f"/{PUPIL}" if "D" in variable else PUPIL}
    assert hits(quiet_child.run(words, shared_world, env=env).all) == []


@pytest.mark.parametrize("name", [one.name for one in COMMANDS])
def test_completion_offers_keys_and_ids(name, shared_world):
    rows = [f"skolemiljo {name} ", f"skolemiljo {name} aaaa "]
    rows += [f"skolemiljo {name} aaaa {one} " for one in ("--av", "--med", "--om", "--id", "--til")]
    for line in rows:
        env = {
            "_SKOLEMILJO_COMPLETE": "complete_bash", "COMP_WORDS": line,
            "COMP_CWORD": str(len(line.split())),
        }  # fmt: skip
        quiet(quiet_child.run((), shared_world, env=env))


INSIDE = [
    ("list",), ("show", "kkkk"), ("deadlines", "--all"), ("check",), ("doctor",),
    ("log", "kkkk", "--tekst", "Noe."), ("log", "zzzz", "--tekst", "Noe."),
    ("package", "kkkk", "--for", "statsforvalter"), ("history", "kkkk"), ("undo",), ("sync",),
    ("new-case", "--elev", OTHER, "--beskrivelse", "Noe."),
]  # fmt: skip


@pytest.mark.parametrize("words", INSIDE, ids=" ".join)
@pytest.mark.parametrize("fault", [False, True], ids=["well", "full disk"])
def test_the_folder_of_a_person_is_not_told_to_one_who_stands_in_the_ledger(
    words, fault, template, tmp_path, monkeypatch
):
    home, place = template
    monkeypatch.setenv("HOME", str(home))
    ledger = fresh(place, tmp_path / PUPIL)
    first = with_a_failing_disk(errno.ENOSPC) if fault else (lambda: None)
    for as_json in ((), ("--json",)):
        said = quiet_child.run((*as_json, *words), ledger, first=first)
        assert hits(said.all) == [], said.all


# --- two who said different things -----------------------------------------------------------


@pytest.mark.parametrize("way", ["pipe", "json", "screen"])
def test_a_merge_of_two_who_say_different_things_tells_keys(way, world):
    ledger = world()
    other = ledger.parent / "annen"
    git(ledger.parent, "clone", "-q", "felles.git", "annen")
    for root, name, text in ((other, FATHER, PHONE), (ledger, OTHER, PUPIL)):
        changed = keyed().replace("navn: Qvistopheria Zyxwander", f"navn: {name}")
        changed = changed.replace("{e1} sto alene.", f"{text} var der.")
        put(root / "cases" / K / "sak.yaml", changed)
        aliased = case().replace("alias: [Qvizzle, Zyxemor]", f"alias: [{name}]")
        put(root / "cases" / A / "sak.yaml", aliased)
    git(other, "commit", "-q", "-am", "endret")
    git(other, "push", "-q")
    words = (*(("--json",) if way == "json" else ()), "sync")
    said = quiet_child.run(words, ledger, screen=way == "screen")
    quiet(said)
    assert list((ledger / ".skolemiljo" / "attic").rglob("*.yaml")), said
    assert hits("\n".join(str(one.relative_to(ledger)) for one in ledger.rglob("attic/*/*"))) == []
    for more in (("sync",), ("sync", "--ferdig"), ("history", "--check"), ("check",), ("doctor",)):
        quiet(quiet_child.run(more, ledger))
    assert hits(git(ledger, "log", "--all", "--format=%s%n%b%n%D")) == []
    assert hits(git(ledger, "for-each-ref", "--format=%(refname)")) == []
