"""A name that somebody has had is looked for exactly like the present one."""

from __future__ import annotations

import net_fresh
import net_rows
import pytest
from net_pages import CASTS, pages
from net_rows import Cast, part
from sharing_case import CASE, case

from skolemiljo_cli.model.derived.shielding import same_people
from skolemiljo_cli.model.sak.people import Part
from skolemiljo_cli.model.validation.validate import parse_case
from skolemiljo_cli.render.redaction import masks_of, without_names
from skolemiljo_cli.sharing.name_search import exact_search, fuzzy_search
from skolemiljo_cli.sharing.name_search.bare_initials import find_initials
from skolemiljo_cli.sharing.name_search.names_to_keys import named_in
from skolemiljo_cli.sharing.recipient import recipient_of
from skolemiljo_cli.sharing.select import select
from skolemiljo_cli.store.yaml import reader

EVERY = [*net_rows.ROWS, *net_fresh.ROWS]


def former(cast: Cast) -> Cast:
    """The same people, who are called nothing now and had their names before."""
    return Cast({key: _former(one) for key, one in cast.hidden.items()}, cast.shown)


def _former(one: Part) -> Part:
    return one.model_copy(update={"navn": None, "tidligere_navn": (one.navn,)})


def found(cast: Cast, page):
    looks = (exact_search.find_names, fuzzy_search.find_similar)
    return [
        *(
            {(one.part, one.fra, one.til) for one in look(page, cast.hidden, cast.shown)}
            for look in looks
        ),
        {(one.part, one.fra, one.til) for one in find_initials(page, cast.hidden)},
    ]


@pytest.mark.parametrize("cast", sorted({row.cast for row in EVERY}))
def test_every_sentence_of_the_net_is_read_alike_when_the_name_is_a_former_one(cast):
    rows = [row for row in EVERY if row.cast == cast]
    looked = 0
    for row in rows:
        for _, page in pages(row):
            assert found(former(CASTS[cast]), page) == found(CASTS[cast], page), row.text
            looked += 1
    assert looked >= len(rows)


def test_the_present_name_and_the_former_one_are_both_found_and_both_taken_out():
    pupil = part("medelev", "Gullhår Fjellheim").model_copy(
        update={"tidligere_navn": ("Gullhår Storbekken",)}
    )
    (called,) = named_in(["Fjellheim og Storbekken er samme barn."], {"e2": pupil})
    assert [one.ord for one in called] == ["Fjellheim", "Storbekken"]
    sak = case()
    parties = {**sak.parter, "e3": pupil}
    renamed = sak.model_copy(update={"parter": parties})
    shown = without_names("Der var Gullhår Storbekken.", masks_of(renamed, {}))
    assert "Storbekken" not in shown
    assert "e3" in shown


def test_a_former_name_is_in_no_copy_for_anybody_but_the_school():
    text = CASE.replace("alias: [Tyri]", "alias: [Tyri], tidligere_navn: [Tyrihans Storbekken]")
    text = text.replace("alias: [Aske]", "alias: [Aske], tidligere_navn: [Askeladd Kvernmoen]")
    sak = parse_case(reader.read(text.encode())).value
    assert sak is not None
    for word in ("e1", "f1", "foresatte:e1", "e2", "a3", "skoleeier", "statsforvalter"):
        copy = repr(select(sak, recipient_of(sak, word)).sak)
        assert "Storbekken" not in copy
        assert "Kvernmoen" not in copy


def test_one_person_under_two_keys_is_known_by_a_name_of_before():
    sak = case()
    again = sak.parter["f1"].model_copy(
        update={"navn": "Morten Kvernmoen", "tidligere_navn": ("Morten Eventyr",), "til": ("e2",)}
    )
    both = sak.model_copy(update={"parter": {**sak.parter, "f9": again}})
    assert same_people(both, {"f1"}) == {"f1", "f9"}
