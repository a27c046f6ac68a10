"""Names in running text become keys: a sentence must still read well, and doubt is for a person."""

from __future__ import annotations

import pytest
from net_rows import CASTS, part

from skolemiljo_cli.sharing.name_search.names_to_keys import named_in, sure, with_keys

SKOG = {**CASTS["skog"].hidden, **CASTS["skog"].shown}
KORT = {**CASTS["kort"].hidden, **CASTS["kort"].shown}
LARS = CASTS["sammensatt"].hidden


def keyed(text: str, parties) -> str:
    (places,) = named_in([text], parties)
    return with_keys(text, places, sure)


@pytest.mark.parametrize(
    ("text", "with_key"),
    [
        ("Tyrihans lo av Gullhårs sekk.", "{e2} lo av {e3}s sekk."),
        ("Så kom Tyrihans Skogen, og Tyri lo.", "Så kom {e2}, og {e2} lo."),
        ("Skogen, Tyrihans lo.", "{e2} lo."),
        ("Så lo T. Skogen.", "Så lo {e2}."),
        # the genitive, however it is written
        (
            "Det var Tyri's bok, Tyri’s bok og Tyris bok.",
            "Det var {e2}s bok, {e2}s bok og {e2}s bok.",
        ),
        ("Det var Tyrihans' bok.", "Det var {e2}s bok."),
        ("Det var 'Tyrihans' og ‘Tyrihans’ på pulten.", "Det var '{e2}' og ‘{e2}’ på pulten."),
        ("Hun ropte Tyri' og gikk.", "Hun ropte {e2}' og gikk."),
        # compounds
        ("Så kom Tyrihanssaken og Tyrigjengen.", "Så kom {e2}-saken og {e2}-gjengen."),
        ("Så kom Tyrisgjengen og Tyri-hans.", "Så kom {e2}-gjengen og {e2}."),
        ("Så kom Tyrihans-saken.", "Så kom {e2}-saken."),
        ("Så skrev tyrihans2015 det.", "Så skrev tyrihans2015 det."),
        # initials and user names are left to a person
        ("TS og T.S. lo av tskogen.", "TS og T.S. lo av tskogen."),
        # two have the name
        ("Så ringte Skogen.", "Så ringte Skogen."),
        ("Så ringte Ragna Skogen.", "Så ringte {f3}."),
        # staff may be called by a first or last name, not by the whole of it
        ("Da sa Lise det, og Lærersen.", "Da sa Lise det, og Lærersen."),
        ("Da sa Lise Lærersen det.", "Da sa {a1} det."),
        ("Ingen er nevnt her.", "Ingen er nevnt her."),
        ("", ""),
    ],
)
def test_a_name_becomes_the_key_of_its_party(text, with_key):
    assert keyed(text, SKOG) == with_key


@pytest.mark.parametrize(
    ("text", "with_key"),
    [
        # a word that is a name too, where any word has a capital
        ("Per er ute.", "Per er ute."),
        ("Så. Per er ute.", "Så. Per er ute."),
        ("Så sa han: «Per er ute.»", "Så sa han: «Per er ute.»"),
        ("Liste:\n- Per er ute.", "Liste:\n- Per er ute."),
        ("Per slo. Per og Kim lo.", "{e4} slo. {e4} og {e5} lo."),
        ("Han sa (Per slo).", "Han sa ({e4} slo)."),
        ("Da slo Per.", "Da slo {e4}."),
        ("Per Vinter slo.", "{e4} slo."),
        ("Da slo Pers bror.", "Da slo {e4}s bror."),
        ("Da slo Mai-Li.", "Da slo {e3}."),
    ],
)
def test_a_word_that_is_a_name_too_is_doubtful_where_a_sentence_begins(text, with_key):
    assert keyed(text, KORT) == with_key


@pytest.mark.parametrize(
    ("text", "with_key"),
    [
        ("Vi fant Lars' sekk og Lars’ bok.", "Vi fant {e6}s sekk og {e6}s bok."),
        ("Vi fant Larses sekk.", "Vi fant {e6}s sekk."),
        ("Vi så Åsemarie og A\u030ase-Maries bok.", "Vi så {e2} og {e2}s bok."),
    ],
)
def test_a_name_that_ends_in_s_has_its_genitive_too(text, with_key):
    assert keyed(text, LARS) == with_key


def test_each_place_tells_its_word_its_parties_and_whether_it_is_certain():
    (first, second), (third,), () = named_in(
        ["Så kom Tyrihans' venn. Og Skogen.", "Tyri lo.", "Ingen."], SKOG
    )
    assert (first.fra, first.til, first.ord) == (7, 16, "Tyrihans")
    assert (first.nokler, first.ending, first.sikker) == (("e2",), "s", True)
    assert (second.nokler, second.ord, second.sikker) == (("e2", "f3"), "Skogen", False)
    assert (third.fra, third.til, third.tvil) == (0, 4, False)
    assert (sure(first), sure(second)) == ("e2", None)


def test_a_place_that_nobody_chooses_a_key_for_stays_as_it_is():
    text = "Tyri, Skogen og Gullhår."
    (places,) = named_in([text], SKOG)
    chosen = with_keys(text, places, lambda place: "f3" if "f3" in place.nokler else None)
    assert chosen == "Tyri, {f3} og Gullhår."


@pytest.mark.parametrize("role", ["elev", "medelev", "foresatt", "annen"])
def test_whoever_is_not_staff_is_never_called_by_a_first_name(role):
    assert keyed("Så lo Veslefrikk.", {"e9": part(role, "Veslefrikk Ask")}) == "Så lo {e9}."


@pytest.mark.parametrize("role", ["laerer", "rektor"])
def test_staff_are_called_by_first_name_but_not_by_a_nickname(role):
    parties = {"a1": part(role, "Veslefrikk Ask", "Frikken")}
    assert keyed("Så lo Veslefrikk og Frikken.", parties) == "Så lo Veslefrikk og {a1}."
