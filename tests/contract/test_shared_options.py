"""Options before or after the command, the environment, quiet, plain text, and the way up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

WHOLE = "2026-11-20-aaaa"
COMMANDS = {
    "list": ("list",),
    "show": ("show", "aaaa"),
    "deadlines": ("deadlines", "--all"),
    "check": ("check",),
    "render": ("render", "aaaa", "varsling"),
    "schema": ("schema",),
}
OPTIONS = [("--json",), ("--today", "2026-12-01"), ("--quiet",), ("-q",), ("--no-input",)]
GLYPHS = set("─│┌┐└┘├┤┬┴┼━┃╭╮╰╯╸╺█▓▒░")


@pytest.mark.parametrize("option", OPTIONS, ids=" ".join)
@pytest.mark.parametrize("name", COMMANDS)
def test_a_shared_option_means_the_same_before_and_after_the_command(name, option, whole, cli):
    assert cli(*option, *COMMANDS[name]) == cli(*COMMANDS[name], *option)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_ledger_is_named_before_or_after_the_command(name, ledger, whole, cli, monkeypatch):
    here = cli(*COMMANDS[name])
    monkeypatch.chdir(ledger.parent)
    before = cli("--ledger", str(ledger), *COMMANDS[name])
    assert before == cli(*COMMANDS[name], "--ledger", str(ledger))
    assert before.code == 0
    assert before.out == here.out


def test_today_changes_what_is_due(whole, cli):
    assert "om " in cli("deadlines", "--all", "--today", "2026-11-20").out
    assert "om " not in cli("deadlines", "--all", "--today", "2027-02-01").out


def test_the_option_after_the_command_wins(whole, cli):
    words = ("--today", "2026-11-20", "deadlines", "--all", "--today", "2027-02-01")
    assert cli(*words) == cli("deadlines", "--all", "--today", "2027-02-01")


def test_the_option_goes_before_the_environment_which_goes_before_the_clock(
    whole, cli, monkeypatch
):
    monkeypatch.setenv("SKOLEMILJO_TODAY", "2026-11-20")
    by_environment = cli("deadlines", "--all")
    by_option = cli("deadlines", "--all", "--today", "2027-02-01")
    monkeypatch.delenv("SKOLEMILJO_TODAY")
    assert by_environment == cli("deadlines", "--all", "--today", "2026-11-20")
    assert by_option == cli("deadlines", "--all", "--today", "2027-02-01")
    assert by_environment != by_option


@pytest.fixture
def other(ledger, cli):
    """An empty ledger beside the one with a case."""
    root = ledger.parent / "annet"
    assert cli("init", str(root), "--no-input").code == 0
    return root


def cases(answer) -> list[str]:
    return [one["id"] for one in json.loads(answer.out)["data"]["saker"]]


def test_the_named_ledger_goes_before_the_environment_which_goes_before_the_way_up(
    whole, other, ledger, cli, monkeypatch
):
    assert cases(cli("list", "--json")) == [WHOLE]
    monkeypatch.setenv("SKOLEMILJO_LEDGER", str(other))
    assert cases(cli("list", "--json")) == []
    assert cases(cli("list", "--json", "--ledger", str(ledger))) == [WHOLE]


def test_the_ledger_is_found_from_any_folder_below_it(ledger, whole, cli, monkeypatch):
    monkeypatch.chdir(whole.parent)
    assert cases(cli("list", "--json")) == [WHOLE]


def test_the_nearest_ledger_above_is_taken(ledger, whole, cli, monkeypatch):
    inner = ledger / "skjermet"
    assert cli("init", str(inner), "--no-input").code == 0
    monkeypatch.chdir(inner / "cases")
    assert cases(cli("list", "--json")) == []


def test_an_environment_variable_that_is_empty_counts_as_not_set(whole, cli, monkeypatch):
    monkeypatch.setenv("SKOLEMILJO_LEDGER", "")
    assert cases(cli("list", "--json")) == [WHOLE]


def test_a_named_ledger_that_is_not_there_is_never_looked_for_elsewhere(whole, cli):
    assert cli("list", "--ledger", "borte").code == 66


def test_a_quiet_calm_day_says_nothing_at_all(whole, cli):
    answer = cli("deadlines", "--quiet", "--today", "2026-10-01")
    assert (answer.code, answer.out, answer.err) == (0, "", "")


def test_a_calm_day_without_quiet_says_so(whole, cli):
    answer = cli("deadlines", "--today", "2026-10-01")
    assert (answer.code, answer.out) == (0, "")
    assert "Ingen frister" in answer.err


def test_quiet_still_tells_of_what_is_due_and_of_what_is_wrong(whole, hopeless, cli):
    answer = cli("deadlines", "--quiet")
    assert WHOLE in answer.out
    assert "cccc" in answer.err
    assert answer.code == 65


def test_check_says_nothing_when_all_is_well(whole, cli):
    answer = cli("check")
    assert (answer.code, answer.out, answer.err) == (0, "", "")


@pytest.mark.parametrize("name", COMMANDS)
def test_without_a_terminal_there_are_no_boxes_and_no_colours(name, whole, cli):
    answer = cli(*COMMANDS[name])
    text = answer.out + answer.err
    assert "\x1b" not in text
    assert not GLYPHS & set(text)


@pytest.mark.parametrize("name", ["list", "deadlines"])
def test_without_a_terminal_each_case_or_deadline_is_one_whole_line(name, whole, cli, monkeypatch):
    monkeypatch.setenv("COLUMNS", "20")
    lines = cli(*COMMANDS[name]).out.splitlines()
    assert lines
    assert all(WHOLE in line for line in lines)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_path_in_an_answer_is_never_of_this_machine(name, ledger, whole, cli):
    assert str(ledger) not in cli(*COMMANDS[name], "--json").out


def test_a_file_made_below_where_one_stands_is_told_from_there(whole, cli, ledger):
    made = cli("render", "aaaa", "varsling", "-o", "notat.html", "--json")
    assert json.loads(made.out)["data"]["fil"] == "notat.html"
    assert Path(ledger, "notat.html").is_file()


def test_no_deadline_is_never_called_a_calm_day_when_a_file_could_not_be_read(hopeless, cli):
    answer = cli("deadlines")
    assert answer.code == 65
    assert "Ingen frister å vise i det som kunne leses." in answer.err
    assert "lenger fram" not in answer.err
