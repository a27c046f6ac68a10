"""Values that are filled in after rendering: nothing in a case can stand in for one."""

from __future__ import annotations

from skolemiljo_cli.render.placeholders import Placeholder, fill_in


def test_a_value_is_filled_in_wherever_it_is_shown():
    code = Placeholder()
    text = f"Sak{code.optional(f' · kode {code}')}, {code}."
    assert fill_in(text, {code: "3f9a1c2b"}) == "Sak · kode 3f9a1c2b, 3f9a1c2b."


def test_what_is_shown_only_with_a_value_goes_with_it():
    code, commit = Placeholder(), Placeholder()
    text = "a" + code.optional(f"b\n{code}") + "c" + commit.optional(f"d{commit}") + "\n"
    assert fill_in(text, {code: None, commit: "e"}) == "acde\n"


def test_no_two_are_the_same_so_that_a_case_cannot_know_one():
    assert len({Placeholder() for _ in range(1000)}) == 1000
    earlier, later = Placeholder(), Placeholder()
    assert fill_in(f"{earlier}", {later: "3f9a1c2b"}) == earlier
