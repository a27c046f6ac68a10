"""The help is Norwegian to the last word, and says enough."""

from __future__ import annotations

import re

import pytest

from skolemiljo_cli.cli.command_list import COMMANDS

ENGLISH = re.compile(
    r"Usage|Options|Arguments|Commands|Show this message|\[required\]|\[default|\bdefault\b|"
    r"\brequired\b|\bthe\b|\band\b|\bfile\b|\bcase\b|\bshow\b|\bwith\b|\bcurrent shell\b|TEXT|"
    r"INTEGER|Install|completion for",
)
NAMES = re.compile(r"(?<![\w-])(skolemiljo )?(--?[a-z][\w-]*|new-case|show|case)\b")
PAGES = [(), *((name,) for one in COMMANDS for name in (one.name, one.alias))]


@pytest.mark.parametrize("words", PAGES, ids=" ".join)
def test_no_english_is_left_in_the_help(words, cli):
    page = cli(*words, "--help")
    assert (page.code, page.err) == (0, "")
    # command and option names are English by decision; what is said about them is not
    prose = NAMES.sub("", page.out)
    assert ENGLISH.findall(prose) == []


@pytest.mark.parametrize("words", PAGES, ids=" ".join)
def test_the_help_says_how_to_use_it_with_examples(words, cli):
    page = cli(*words, "--help").out
    assert page.startswith("Bruk: skolemiljo")
    assert "Eksempler:" in page
    assert "--help, -h" in page
    assert "Vis denne hjelpen." in page
    assert page == cli(*words, "-h").out


@pytest.mark.parametrize("words", PAGES, ids=" ".join)
def test_the_help_fits_a_mail(words, cli, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    assert [line for line in cli(*words, "--help").out.splitlines() if len(line) > 100] == []


@pytest.mark.parametrize("one", COMMANDS, ids=lambda one: one.name)
def test_every_option_of_a_command_is_explained(one, cli):
    lines = cli(one.name, "--help").out.splitlines()
    for number, line in enumerate(lines):
        option = re.match(r"  (--[a-z-]+\S*(?:, \S+)?(?: [A-ZÅ|a-z-]+)?)(.*)", line)
        if option and not option[2].strip():
            assert lines[number + 1].startswith("      "), line


def test_the_first_page_names_every_command_and_its_alias(cli):
    page = cli("--help").out
    for one in COMMANDS:
        assert (one.name if one.alias == one.name else f"{one.name} ({one.alias})") in page
        assert one.line in page
    assert page == cli().out


def test_the_shared_options_are_in_every_help(cli):
    for one in COMMANDS:
        page = cli(one.name, "--help").out
        for option in ("--ledger", "--json", "--today", "--no-input", "--quiet"):
            assert option in page
