"""The forms of a name that are searched for: too few lets a name out, too many cries wolf."""

from __future__ import annotations

import pytest
from net_rows import part

from skolemiljo_cli.sharing.name_search.name_forms import (
    Hva,
    forms_of,
    genitives,
    needs_capital,
    spellings,
)


def alone(name: str | None, *alias: str) -> set[str]:
    """Return the words that identify somebody by themselves."""
    return set(forms_of(part("medelev", name, *alias)).ord)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Bo Dal", {"bo", "dal"}),
        ("bo dal", {"bo", "dal"}),
        (" Bo Dal ", {"bo", "dal"}),
        ("Bo - Dal", {"bo", "dal"}),
        # initials, numbers and roles are nobody
        ("Kari B Trollstad 2", {"kari", "trollstad"}),
        ("Mamma Kari", {"kari"}),
        ("Elev", set()),
        # nor are small words, with or without a capital, and words that are no names
        ("Kari Van Trollstad", {"kari", "trollstad"}),
        ("Kari van Trollstad", {"kari", "trollstad"}),
        ("KARI VAN TROLLSTAD", {"kari", "trollstad"}),
        ("Tyri lille Trollstad", {"tyri", "trollstad"}),
        ("Anne-Marie Berg-Dal", {"anne", "marie", "annemarie", "berg", "dal", "bergdal"}),
        ("", set()),
        (None, set()),
    ],
)
def test_a_name_is_known_by_each_word_that_identifies_somebody(name, words):
    assert alone(name) == words


@pytest.mark.parametrize(
    ("alias", "words"),
    [
        ("Tyri", {"tyri"}),
        ("tyri", {"tyri"}),
        ("eTyri", {"etyri"}),
        ("tyri Skog", {"skog"}),
        ("den lille Trollet", {"trollet"}),
        ("lille troll", {"lille", "troll"}),
        ("Tyri-Li", {"tyri", "li", "tyrili"}),
    ],
)
def test_another_name_is_known_by_its_words_with_a_capital_or_by_all_when_none_has(alias, words):
    assert alone(None, alias) == words


def test_a_small_word_is_part_of_the_whole_name_still():
    forms = forms_of(part("medelev", "Kari van Trollstad", "Kari den store"))
    assert set(forms.ledd) == {"kari", "van", "trollstad", "den", "store"}


def kinds(name: str, *alias: str) -> dict[str, tuple[Hva, bool]]:
    forms = forms_of(part("medelev", name, *alias))
    return {word: (found.hva, found.eksakt) for word, found in forms.ledd.items()}


def test_each_word_is_told_as_what_it_is():
    assert kinds("Anne-Marie Li Berg-Moe", "Pia-Mia") == {
        "anne": (Hva.FORNAVN, True),
        "marie": (Hva.DEL, True),
        "annemarie": (Hva.FORNAVN, True),
        "li": (Hva.DEL, True),
        "berg": (Hva.DEL, True),
        "moe": (Hva.ETTERNAVN, True),
        "mo": (Hva.ETTERNAVN, False),
        "mø": (Hva.ETTERNAVN, False),
        "bergmoe": (Hva.DEL, True),
        "bergmo": (Hva.DEL, False),
        "bergmø": (Hva.DEL, False),
        "pia": (Hva.KALLENAVN, True),
        "mia": (Hva.KALLENAVN, True),
        "piamia": (Hva.KALLENAVN, True),
    }
    assert kinds("Tyri") == {"tyri": (Hva.FORNAVN, True)}


def test_the_spelling_that_is_written_counts_before_one_that_is_only_like_it():
    assert kinds("Håkon Hakon")["hakon"] == (Hva.ETTERNAVN, True)
    assert kinds("Hakon Håkon")["hakon"] == (Hva.FORNAVN, True)


@pytest.mark.parametrize(
    ("word", "stems"),
    [
        ("tyri", ["tyri"]),
        ("tyris", ["tyris", "tyri"]),
        ("bos", ["bos", "bo"]),
        ("as", ["as"]),
        ("larses", ["larses", "larse", "lars"]),
        ("maxes", ["maxes", "maxe", "max"]),
        ("katrines", ["katrines", "katrine"]),
    ],
)
def test_a_word_may_be_the_genitive_of_a_shorter_one(word, stems):
    assert list(genitives(word)) == stems


def test_a_name_is_spelled_with_and_without_the_norwegian_letters():
    assert spellings("åse") == ["åse", "aase", "ase"]
    assert spellings("haakon") == ["haakon", "håkon", "hakon"]
    assert spellings("tyri") == ["tyri"]
    assert spellings("ræv") == ["ræv", "raev", "rav", "rev"]
    many = spellings("æøåæøå")
    assert (len(many), len(set(many)), many[0]) == (48, 48, "æøåæøå")


@pytest.mark.parametrize(
    ("word", "needs"), [("bob", True), ("kari", True), ("vinter", True), ("tyri", False)]
)
def test_a_short_or_ordinary_word_is_a_name_only_with_a_capital(word, needs):
    assert needs_capital(word) == needs


@pytest.mark.parametrize(
    ("name", "whole", "parts"),
    [
        ("Bo Dal", {"bd"}, {"b", "d", "bd"}),
        ("Mai Li Troll", {"mlt", "mt"}, {"m", "l", "t", "ml", "lt", "mt", "mlt"}),
        (
            "Åse-Marie Berg-Moe",
            {"åmbm", "åb", "åmb"},
            {"å", "m", "b", "åm", "mb", "bm", "åmb", "mbm", "åmbm", "åb"},
        ),
        (
            "Kari Li Fjell Troll",
            {"klft", "kt", "kft", "klt"},
            {"k", "l", "f", "t", "kl", "lf", "ft", "klf", "lft", "klft", "kt"},
        ),
    ],
)
def test_a_name_has_initials_as_a_whole_and_in_part(name, whole, parts):
    forms = forms_of(part("medelev", name))
    assert (set(forms.initialer), set(forms.forbokstaver)) == (whole, parts)


def test_the_initials_of_another_name_count_only_beside_a_name():
    forms = forms_of(part("medelev", "Bo Dal", "Pia Mia"))
    assert set(forms.initialer) == {"bd"}
    assert set(forms.forbokstaver) == {"b", "d", "bd", "p", "m", "pm"}


def test_which_words_a_name_begins_and_ends_with_is_known_of_all_its_names():
    forms = forms_of(part("medelev", "Anne-Marie Li Berg-Ås", "Pia Mia"))
    assert forms.forst == {"anne", "marie", "pia"}
    assert forms.sist == {"berg", "ås", "aas", "as", "mia"}


def test_user_names_are_made_of_first_and_last_name_and_are_never_short():
    made = forms_of(part("medelev", "Tyrihans Skogen")).brukernavn
    assert made == {
        "tyrihansskogen", "tskogen", "tyrihanss", "tyrsko", "tyriskog",
        "skogentyrihans", "styrihans", "skogent", "skotyr", "skogtyri",
    }  # fmt: skip
    assert forms_of(part("medelev", "Bo Dal")).brukernavn == {"bodal", "dalbo"}
    assert forms_of(part("medelev", "Tyrihans")).brukernavn == set()


def test_user_names_of_long_names_are_of_all_words_of_their_first_letters_and_of_the_first_of_two():
    made = forms_of(part("medelev", "Tyri-Mai Li Troll")).brukernavn
    assert {"tyrimailitroll", "tltroll", "tyrilitroll", "tyritroll", "litroll"} <= made
    assert all(len(handle) >= 5 for handle in made)


@pytest.mark.parametrize(
    ("contact", "numbers", "mails"),
    [
        ("900 00 003", {"90000003"}, set()),
        ("+47 900 00 003", {"90000003"}, set()),
        ("0047 90000003 (jobb), 55.56-57/58", {"90000003", "55565758"}, set()),
        ("47 11 22 33", {"47112233"}, set()),
        ("kort: 12345, rom 1234", {"12345"}, set()),
        ("Ragna@Skogen.example, (tyri@skogen.example).", set(),
         {"ragna@skogen.example", "tyri@skogen.example"}),
        (None, set(), set()),
    ],
)  # fmt: skip
def test_a_contact_is_read_for_numbers_and_addresses(contact, numbers, mails):
    forms = forms_of(part("foresatt", "Ragna", kontakt=contact))
    assert (set(forms.telefon), set(forms.epost)) == (numbers, mails)
