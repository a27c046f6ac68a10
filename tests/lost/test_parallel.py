"""Several processes work in one ledger at the same time: nothing is lost."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from lost_commands import ATTACHED, A, leftovers, problems

from skolemiljo_cli.store.yaml import reader


def entries(place: Path) -> list[dict]:
    return reader.read((place / "arkiv" / A / "sak.yaml").read_bytes()).get("logg") or []


def together(herd, place: Path, works: list[list[tuple[str, ...]]]) -> list[dict]:
    told = herd.orders(*({"commands": one, "cwd": str(place / "arkiv")} for one in works))
    assert [one["status"] for one in told] == [0] * len(works), told
    return told


def test_eight_processes_make_fifty_cases_each_and_none_is_lost(herd):
    place = herd.fresh("arkiv")
    before = set((place / "arkiv" / "cases").glob("2*"))
    told = ("--elev", "Espen Askeladd", "--beskrivelse", "Prosess {}.")
    new = ("new-case", *told, "--likevel", "--quiet")
    works = [[tuple(word.format(who) for word in new)] * 50 for who in range(8)]
    told = together(herd, place, works)
    assert [one["codes"] for one in told] == [[0] * 50] * 8
    made = set((place / "arkiv" / "cases").glob("2*")) - before
    assert len(made) == 400
    assert {line for one in told for line in one["out"].splitlines()} == {
        f"cases/{one.name}/sak.yaml" for one in made
    }
    texts = [(one / "sak.yaml").read_text(encoding="utf-8") for one in made]
    assert all(sum(f"Prosess {who}." in text for text in texts) == 50 for who in range(8))
    assert problems(place / "arkiv") == []
    assert leftovers(place) == []


def test_four_processes_log_in_one_case_and_every_entry_is_there(herd):
    place = herd.fresh("arkiv")
    works = [
        [("log", "aaaa", "--tekst", f"Prosess {who}, {number}.") for number in range(10)]
        for who in range(4)
    ]
    told = together(herd, place, works)
    assert [one["codes"] for one in told] == [[0] * 10] * 4  # no command had to be run again
    found = entries(place)
    assert {one["tekst"] for one in found} == {words[3] for work in works for words in work}
    assert len({one["id"] for one in found}) == len(found) == 40
    assert leftovers(place) == []


def test_attachments_added_at_the_same_time_are_all_listed_and_all_there(herd):
    place = herd.fresh("arkiv")
    told = together(herd, place, [[("log", "aaaa", "--tekst", "N.", "--vedlegg", "../a.txt")]] * 4)
    assert [one["codes"] for one in told] == [[0]] * 4
    there = list((place / "arkiv" / A / "vedlegg").iterdir())
    assert [one.read_bytes() for one in there] == [ATTACHED] * 4
    assert problems(place / "arkiv") == []
    assert leftovers(place) == []


def test_the_lock_is_free_while_a_person_writes_and_neither_s_text_is_lost(herd):
    place = herd.fresh("arkiv")
    script = f"{sys.executable} -m skolemiljo_cli log aaaa --tekst Imens. && cp ../rettet.yaml $1\n"
    (place / "imens.sh").write_text(script)
    told = herd.do(place / "arkiv", ("edit", "aaaa"), env={"EDITOR": "sh ../imens.sh"})
    assert told["codes"] == [75], told["err"]
    assert [one["tekst"] for one in entries(place)] == ["Imens."]
    (draft,) = (place / "arkiv" / ".skolemiljo" / "utkast").iterdir()
    assert draft.read_bytes() == (place / "rettet.yaml").read_bytes()
    assert draft.name in told["err"]
    assert leftovers(place) == []


def test_two_who_start_a_ledger_in_the_same_folder_get_one_whole_ledger(herd):
    place = herd.fresh("arkiv", "tom")
    start = {"commands": [("init", "--no-input", "--quiet")], "cwd": str(place / "tom")}
    told = herd.orders(*(dict(start) for _ in range(4)))
    assert sorted(one["codes"] for one in told) == [[0], [73], [73], [73]]
    whole = hashlib.sha256((place / "arkiv" / ".skolemiljo" / "sak.schema.json").read_bytes())
    made = hashlib.sha256((place / "tom" / ".skolemiljo" / "sak.schema.json").read_bytes())
    assert made.digest() == whole.digest()
    assert leftovers(place) == []


def test_of_many_who_find_a_dead_owner_s_lock_one_takes_it_over_and_all_come_through(herd):
    place = herd.fresh("arkiv")
    dead = herd.do(place / "arkiv", ("log", "aaaa", "--tekst", "N."), watch=True,
                   fault={"at": 12, "kind": "dies", "errno": 0, "on": False})  # fmt: skip
    assert dead["status"] == -9
    assert (place / "arkiv" / ".skolemiljo" / "las").exists()
    works = [[("log", "aaaa", "--tekst", f"Prosess {who}.")] for who in range(8)]
    told = together(herd, place, works)
    assert [one["codes"] for one in told] == [[0]] * 8
    texts = {one["tekst"] for one in entries(place)}
    assert texts >= {f"Prosess {who}." for who in range(8)}
    assert leftovers(place) == []
