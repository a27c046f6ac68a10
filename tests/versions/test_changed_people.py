"""A party that is changed by hand to somebody unlike is pointed at wherever the change comes in."""

from __future__ import annotations

import stat

import pytest
from test_sync import People, by_hand, people  # noqa: F401 - a fixture

WARNING = "e1 ligner ikke på den som sto der før (navnet)"
SAME = "rettet: 2026-12-01"


def change(people: People, sak: str, more: str = "") -> None:  # noqa: F811
    by_hand(people.here, sak, "navn: Askeladd Eventyr", f"navn: Per Nes{more}")


def test_check_points_at_it_until_it_is_recorded(people, sak):  # noqa: F811
    assert "ligner ikke" not in people.at(people.here, "check", sak).out
    change(people, sak)
    said = people.at(people.here, "check", sak).out
    assert f"parter.e1: advarsel: {WARNING}" in said
    assert "Nes" not in said
    assert SAME[:7] in said


def test_sync_points_at_it_when_it_records_it(people, sak):  # noqa: F811
    change(people, sak)
    assert WARNING in people.at(people.here, "sync").err
    assert "ligner ikke" not in people.at(people.here, "sync").err


def test_a_change_that_is_said_to_be_of_the_same_person_is_not_pointed_at(people, sak):  # noqa: F811
    change(people, sak, f", {SAME}")
    assert "ligner ikke" not in people.at(people.here, "check", sak).out
    assert "ligner ikke" not in people.at(people.here, "sync").err


@pytest.mark.parametrize("more", ["", f", {SAME}"])
def test_edit_points_at_it_when_it_takes_it_in(people, sak, tmp_path, monkeypatch, more):  # noqa: F811
    editor = tmp_path / "editor"
    editor.write_text(f"#!/bin/sh\nsed -i 's/navn: Askeladd Eventyr/navn: Per Nes{more}/' \"$1\"\n")
    editor.chmod(editor.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("EDITOR", str(editor))
    said = people.at(people.here, "edit", sak)
    assert (WARNING in said.err) == (not more)
