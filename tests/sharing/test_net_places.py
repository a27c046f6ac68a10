"""Where a name is found, to the letter: a person reads that place, and others must stay clear."""

from __future__ import annotations

import pytest
from net_rows import CASTS, part

from skolemiljo_cli.sharing.name_search import exact_search, fuzzy_search
from skolemiljo_cli.sharing.name_search.bare_initials import find_initials
from skolemiljo_cli.sharing.name_search.contact import addresses
from skolemiljo_cli.sharing.name_search.document_reader import html_page, markdown_page
from skolemiljo_cli.sharing.name_search.document_text import Hvor, Side, Stykke
from skolemiljo_cli.sharing.name_search.folding import fold, words_of
from skolemiljo_cli.sharing.name_search.fuzzy_letters import (
    plain_word,
    squeeze,
)
from skolemiljo_cli.sharing.name_search.search import look_through
from skolemiljo_cli.sharing.name_search.slips import is_slip, sound

SKOG = CASTS["skog"]


def places(look, text, hidden=SKOG.hidden, shown=SKOG.shown, hvor=Hvor.TEKST):
    """Return whom a look finds, the words it points at, and as what."""
    page = Side((Stykke(hvor, text),))
    return [(hit.part, text[hit.fra : hit.til], hit.hva) for hit in look(page, hidden, shown)]


def exact(text, hidden=SKOG.hidden, shown=SKOG.shown, hvor=Hvor.TEKST):
    found = places(exact_search.find_names, text, hidden, shown, hvor)
    return [(key, words, str(what)) for key, words, what in found]


def similar(text, hidden=SKOG.hidden, shown=SKOG.shown, hvor=Hvor.TEKST):
    def asked(page, hidden, shown):
        return (*fuzzy_search.find_similar(page, hidden, shown), *find_initials(page, hidden))

    return {(key, words) for key, words, _ in places(asked, text, hidden, shown, hvor)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Så kom Tyrihans Skogen hit.", [("e2", "Tyrihans Skogen", "fullt navn")]),
        ("Så kom Tyri Tyrihans Skogen hit.", [("e2", "Tyri Tyrihans Skogen", "fullt navn")]),
        ("Skogen, Tyrihans og Gullhår.", [("e2", "Skogen, Tyrihans", "fullt navn"),
                                          ("e3", "Gullhår", "fornavn")]),
        ("Gullhår, Fjellheim kom.", [("e3", "Gullhår", "fornavn"),
                                     ("e3", "Fjellheim", "etternavn")]),
        ("Det var Gullhår. Fjellheim kom.", [("e3", "Gullhår", "fornavn"),
                                             ("e3", "Fjellheim", "etternavn")]),
        ("Gullhår\n\nFjellheim", [("e3", "Gullhår", "fornavn"), ("e3", "Fjellheim", "etternavn")]),
        ("Gullhår_Fjellheim", [("e3", "Gullhår_Fjellheim", "fullt navn")]),
        ("Gullhår Gullhår kom.", [("e3", "Gullhår", "fornavn"), ("e3", "Gullhår", "fornavn")]),
        ("Så kom Skogen.", [("e2", "Skogen", "etternavn"), ("f3", "Skogen", "etternavn")]),
        ("Så kom Ragna og Tyri.", [("f3", "Ragna", "fornavn"), ("e2", "Tyri", "kallenavn")]),
        ("Det var G. Fjellheim og Gullhår F.", [("e3", "G. Fjellheim", "etternavn"),
                                               ("e3", "Gullhår F", "fornavn")]),
        ("Det var T.S.s plan, og G.F.", [("e2", "T.S.s", "initialer"), ("e3", "G.F", "initialer")]),
        ("Det var GF, TS og AE.", [("e3", "GF", "initialer"), ("e2", "TS", "initialer")]),
        ("Det var gf, ts og G.", []),
        ("Så kom Tyri-hans hit.", [("e2", "Tyri-hans", "fornavn")]),
        ("Så kom Gull-hår hit.", [("e3", "Gull-hår", "fornavn")]),
        ("Så kom Gull-\n  hårs mor.", [("e3", "Gull-\n  hårs", "fornavn")]),
        ("Så kom Gull hår hit.", []),
        ("Se Tyrihanssaken tyrihans2.", [("e2", "Tyrihanssaken", "sammensatt ord"),
                                            ("e2", "tyrihans2", "sammensatt ord")]),
        ("Se Tyrihansmuren.", []),
        ("Kontoen tyrsko01 gulfjes.", [("e2", "tyrsko01", "brukernavn"),
                                          ("e3", "gulfjes", "brukernavn")]),
        ("Så: T y r i h a n s.", [("e2", "T y r i h a n s", "fornavn"),
                                  ("e2", "T y r i", "kallenavn")]),
        ("Så: x T y r i x.", [("e2", "T y r i", "kallenavn")]),
        ("Så: T y r  --- i.", []),
        ("Så: T y 1 r i.", []),
        ("Ring 900 00 003 eller +47 90000003.", [
            ("f3", "900 00 003", "telefon eller e-post"),
            ("f3", "47 90000003", "telefon eller e-post")]),
        ("Til ragna@skogen.example.", [("f3", "ragna", "fornavn"),
                                       ("f3", "ragna@skogen.example", "telefon eller e-post")]),
        ("Askeladd Eventyr og Lise Lærersen kom fra skogen.", []),
    ],
)  # fmt: skip
def test_the_careful_look_points_at_the_whole_name_and_at_nothing_else(text, found):
    assert exact(text) == found


def test_the_words_of_a_whole_name_are_those_of_one_party_only():
    hidden = {"e2": part("medelev", "Håkon Trollfoss")}
    shown = {"a1": part("laerer", "Hakon Bukk")}
    assert exact("Så kom Hakon.", hidden, shown) == []
    assert exact("Så kom Håkon.", hidden, shown) == [("e2", "Håkon", "fornavn")]
    assert exact("Så kom Haakon.", hidden, shown) == [("e2", "Haakon", "fornavn")]
    assert exact("Så kom Hakon Trollfoss.", hidden, shown) == [
        ("e2", "Hakon Trollfoss", "fullt navn")
    ]


def test_a_number_or_user_name_that_somebody_has_who_may_be_named_is_silent():
    hidden = {"f2": part("foresatt", "Ragna Skogen", kontakt="900 00 003")}
    shown = {"a1": part("laerer", "Rita Skogen", kontakt="90000003")}
    assert exact("Ring 900 00 003.", hidden, shown) == []
    assert exact("Brukeren rskogen", hidden, shown) == []
    assert exact("Brukeren rskogen", hidden, {}) == [("f2", "rskogen", "brukernavn")]
    assert exact("SkogenGjengen", hidden, shown) == []


def test_a_name_that_is_a_word_too_needs_a_capital_outside_of_addresses():
    hidden = {"e4": part("medelev", "Per Vinter"), "e2": part("medelev", "Bo Dal")}
    assert exact("Det er en uke per vinter.", hidden, {}) == []
    assert exact("Det var pers bok.", hidden, {}) == []
    assert exact("Per kom, og bo kom.", hidden, {}) == [("e4", "Per", "fornavn")]
    assert exact("per.vinter@skole.example", hidden, {}) == [("e4", "per.vinter", "fullt navn")]
    assert exact("@per sa det, per brev.", hidden, {}) == [("e4", "per", "fornavn")]
    assert exact("Vinter-gjengen og vinter-gjengen", hidden, {}) == [("e4", "Vinter", "etternavn")]
    assert exact("Vintergjengen og vintergjengen", hidden, {}) == [
        ("e4", "Vintergjengen", "sammensatt ord")
    ]
    assert exact("B o D a l", hidden, {}) == [("e2", "D a l", "etternavn")]


def test_initials_that_are_also_an_abbreviation_need_a_full_stop():
    hidden = {"e2": part("medelev", "Tuva Veslemøy")}
    assert exact("Vi så på TV.", hidden, {}) == []
    assert exact("Vi så T.V. og T V.", hidden, {}) == [
        ("e2", "T.V", "initialer"), ("e2", "T V", "initialer")
    ]  # fmt: skip


def test_initials_are_looked_for_where_people_write_and_not_in_code():
    for hvor in (Hvor.TEKST, Hvor.KOMMENTAR, Hvor.FILNAVN):
        assert exact("Se TS her", hvor=hvor) == [("e2", "TS", "initialer")]
    for hvor in (Hvor.EGENSKAP, Hvor.KODE):
        assert exact("Se TS her", hvor=hvor) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Det var Gulhår.", {("e3", "Gulhår")}),
        ("Det var gulhår.", set()),
        ("Så kom Ragn.", {("f3", "Ragn")}),
        ("Se Tyris bok.", {("e2", "Tyri")}),
        ("Så xxgullhårxx og xxtyrixx.", {("e3", "gullhår")}),
        ("Et rag na lo.", {("f3", "rag na")}),
        ("Et rag naboen lo.", set()),
        ("Et gull håret lo.", {("e3", "gull hår")}),
        ("Så kom Rag.", set()),
        ("Så xxTyrihansxx der.", {("e2", "Tyrihans"), ("e2", "Tyri"), ("e2", "Tyrihansxx")}),
        ("Se TyrihansSkogen.", {("e2", "Tyrihans"), ("e2", "Tyri"), ("e2", "Skogen"),
                               ("f3", "Skogen"), ("e2", "TyrihansSkogen")}),
        ("Så G u l l h å r der.", {("e3", "G u l l h å r"), ("e3", "G")}),
        ("Initialer: G.F. og G F.", {("e3", "G.F"), ("e3", "G F"), ("e3", "G")}),
        ("Eleven G sa det.", {("e3", "G")}),
        ("I klasse 6G var det.", set()),
        ("Da kom G. Hun sa det.", {("e3", "G")}),
        ("Ring 90000003.", {("f3", "90000003")}),
        ("Ring 9-0-0-0-0-0-0-3.", {("f3", "9-0-0-0-0-0-0-3")}),
        ("Til ragna (skogen) example.", {("f3", "ragna"), ("f3", "ragna (skogen) example"),
                                         ("f3", "ragna (skogen"),
                                         ("e2", "skogen"), ("f3", "skogen")}),
        ("Askeladd og Lise Lærersen kom.", set()),
    ],
)  # fmt: skip
def test_the_crude_look_points_at_what_is_like_a_name(text, found):
    assert similar(text) == found


def test_initials_of_one_are_silent_where_they_are_a_name_that_may_be_given():
    hidden = {"e2": part("medelev", "Tyri Skog", "AE")}
    assert exact("Så lo AE.", hidden, {}) == [("e2", "AE", "kallenavn")]
    assert exact("Så lo AE.", hidden, {"e1": part("elev", "Askeladd Eventyr")}) == []
    assert exact("Så lo TS.", hidden, {"e1": part("elev", "Askeladd", "TS")}) == []


def test_small_words_and_letters_inside_a_name_are_nobody_by_themselves():
    hidden = {"e2": part("medelev", "Kari B van den Trollstad")}
    for look in (exact, similar):
        assert list(look("Van den tid var rom B.", hidden, {})) == []
    assert exact("Det var Kari van den Trollstad.", hidden, {}) == [
        ("e2", "Kari van den Trollstad", "fullt navn")
    ]


def test_a_word_of_a_name_that_is_no_name_makes_no_compound():
    hidden = {"e2": part("medelev", "Kari lille Trollstad")}
    assert exact("Se lillesaken og lille-\nsaken.", hidden, {}) == []


def test_a_full_stop_after_one_or_two_letters_ends_no_name():
    hidden = CASTS["kort"].hidden
    assert exact("Så kom Li. Bergtroll.", hidden, {}) == [("e3", "Li. Bergtroll", "fullt navn")]
    assert exact("Så kom Mai. Bergtroll.", hidden, {}) == [
        ("e3", "Mai", "fornavn"),
        ("e3", "Bergtroll", "etternavn"),
    ]


@pytest.mark.parametrize(
    "text",
    ["Tyrihans", "TyrihansSkogen", "90000003", "ragna@skogen.example", "TS", "Gulhår", "Tyri"],
)
def test_a_name_that_a_text_begins_and_ends_with_is_found(text):
    page = Side((Stykke(Hvor.TEKST, text),))
    found = [
        hit
        for look in (exact_search.find_names, fuzzy_search.find_similar)
        for hit in look(page, SKOG.hidden, SKOG.shown)
    ]
    assert (0, len(text)) in {(hit.fra, hit.til) for hit in found}


@pytest.mark.parametrize("hvor", Hvor)
def test_misspelled_names_and_initials_are_asked_about_only_where_people_write(hvor):
    where_people_write = hvor in (Hvor.TEKST, Hvor.KOMMENTAR, Hvor.FILNAVN)
    for text in ("Gulhår", "GF"):
        assert bool(similar(text, hvor=hvor)) == where_people_write
    assert similar("Gullhår", hvor=hvor) == {("e3", "Gullhår")}


def test_a_word_that_is_also_written_small_is_no_misspelled_name():
    assert similar("Gulhår og gulhår.") == set()
    assert similar("Gulhår og mer.") == {("e3", "Gulhår")}


def test_a_compound_is_of_the_longest_name_that_leaves_a_word():
    hidden = {"e2": part("medelev", "Tyri Ask"), "e9": part("medelev", "Tyrig Ulv")}
    assert exact("Hele Tyrigjengen.", hidden, {}) == [("e2", "Tyrigjengen", "sammensatt ord")]
    assert exact("Hele Tyriggjengen.", hidden, {}) == [("e9", "Tyriggjengen", "sammensatt ord")]


def test_no_more_is_asked_about_one_text_than_somebody_would_read():
    page = Side((Stykke(Hvor.TEKST, "Ragn. " * 2500),))
    assert len(fuzzy_search.find_similar(page, SKOG.hidden, SKOG.shown)) == 2000


def test_initials_in_the_crude_look_are_all_of_a_name_the_first_two_or_the_first_and_the_last():
    hidden = CASTS["kort"].hidden
    for written, found in (("MLB", True), ("ML", True), ("MB", True), ("LB", False), ("MX", False)):
        assert (("e3", written) in similar(f"Så sa {written} det.", hidden, {})) == found


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("skriv til per.vinter@skole.example i dag", ["per.vinter"]),
        ("@per sa det", ["@per"]),
        ("@per", ["@per"]),
        ("a@b og c+d_e-f@g", ["a", "c+d_e-f"]),
        ("(æøå1@x)", ["æøå1"]),
        ("ingen", []),
    ],
)
def test_a_user_name_stands_before_or_after_its_sign(text, spans):
    assert [text[start:end].strip() for start, end in addresses(text)] == spans


def test_a_user_name_is_not_looked_for_further_than_one_is_long():
    text = "x" * 100 + "@" + " @" + "y" * 100
    assert [(start, end) for start, end in addresses(text)] == [(36, 100), (102, 166)]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Tyri\u00adHANS", "tyrihans"),
        ("Máret Ä Ö", "maret æ ø"),
        ("A\u030ase", "åse"),
        ("x\u2013y\u2212z", "x-y-z"),
        ("d\u2019a`b", "d'a'b"),
        ("a\u00a0b\tc\nd", "a b c\nd"),
        ("Ｔｙ ﬁ ß Þ", "ty fi ss th"),
    ],
)
def test_letters_are_folded_to_plain_lower_case(text, folded):
    assert fold(text).text == folded


def test_each_folded_letter_is_found_again_where_it_was_written():
    text = "x A\u030a\u00adße y"
    folded = fold(text)
    assert folded.text == "x åsse y"
    assert [(one.start, one.end, one.word) for one in folded.tokens()] == [
        (0, 1, "x"), (2, 6, "åsse"), (7, 8, "y"),
    ]  # fmt: skip
    assert [text[slice(*folded.span(n, n + 1))] for n in range(8)] == [
        "x", " ", "A\u030a", "ß", "ß", "e", " ", "y",
    ]  # fmt: skip
    assert folded.span(2, 6) == (2, 7)
    assert [folded.capital(n) for n in (0, 2, 3)] == [False, True, False]
    assert words_of("Per-Ole O'Hara 5B") == ["per", "ole", "o", "hara", "5b"]


@pytest.mark.parametrize(
    ("word", "plain"),
    [("Haakon", "hakon"), ("Æsop", "asop"), ("Aesop", "asop"),
     ("Øystein", "oystein"), ("Oeystein", "oystein"), ("Tуri", "tyri"), ("D'Art", "dart"),
     ("a-b1", "ab"), ("Máret", "maret")],
)  # fmt: skip
def test_a_word_is_written_in_plain_letters_for_the_crude_look(word, plain):
    assert plain_word(word) == plain


def test_two_letters_for_one_are_squeezed_and_the_places_kept():
    assert squeeze("haakon") == ("hakon", [0, 1, 3, 4, 5])
    assert squeeze("aaa") == ("aa", [0, 2])
    assert squeeze("oeae") == ("oa", [0, 2])


@pytest.mark.parametrize(
    ("name", "word", "differs"),
    [
        ("tyrihans", "tyrihnas", True),
        ("tyrihans", "tyrihan", True),
        ("tyrihan", "tyrihans", True),
        ("tyrihans", "tyrixhans", True),
        ("tyrihans", "tyrimans", True),
        ("tyrihans", "xyrihans", True),
        ("tyrihans", "ytrihans", True),
        ("tyrihans", "tyrihasn", True),
        ("tyrihans", "tyrimens", False),
        ("tyrihans", "tyriha", False),
        ("tyriha", "tyrihans", False),
        ("tyrihans", "tyrhnias", False),
        ("tyrihans", "yttihans", False),
        ("tyri", "tyri", True),
    ],
)
def test_one_slip_of_the_pen_is_told_from_two(name, word, differs):
    assert is_slip(name, word) == differs


@pytest.mark.parametrize(
    ("one", "other"),
    [("Khadija", "Cadidsja"), ("Thea", "Tea"), ("Philip", "Filip"), ("William", "Viliam"),
     ("Zara", "Sara"), ("Gjertrud", "Djertrud"), ("Yngve", "Ingve"), ("Nick", "Nik")],
)  # fmt: skip
def test_names_that_sound_alike_have_one_sound(one, other):
    assert sound(plain_word(one)) == sound(plain_word(other))


# the sentence a person is shown


def sentences(text, name=""):
    return [hit.setning for hit in look_through(markdown_page(text, name), SKOG.hidden, {})]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Han gikk. Så kom Gullhår! Ingen så.", "Så kom Gullhår!"),
        ("Kom K. Gullhår? Ja.", "Kom K. Gullhår?"),
        ("| A | Gullhår var her | B |", "Gullhår var her |"),
        ("Linje en\nGullhår lo\nlinje tre", "Gullhår lo"),
        ("Gullhår", "Gullhår"),
    ],
)
def test_the_sentence_ends_where_a_person_would_end_it(text, shown):
    assert sentences(text) == [shown]


def test_of_a_long_sentence_ninety_letters_are_shown_on_each_side_in_whole_words():
    (shown,) = sentences("abc " * 40 + "Gullhår" + " def" * 40)
    assert shown == "abc " * 22 + "Gullhår" + " def" * 22
    near = "a" * 90
    assert sentences(f"{near[:89]} Gullhår {near[:89]}") == [f"{near[:89]} Gullhår {near[:89]}"]
    assert sentences(f"{near} Gullhår {near}") == ["Gullhår"]


def test_findings_come_in_the_order_of_the_file_and_the_certain_before_the_others():
    text = "Gulhår og Tyrihans.\nGullhår og Ragna.\n"
    hits = look_through(markdown_page(text, "plan-gullhår.md"), SKOG.hidden, SKOG.shown)
    assert [(hit.linje, hit.part, hit.sikker) for hit in hits] == [
        (0, "e3", True), (1, "e2", True), (1, "e3", False), (2, "e3", True), (2, "f3", True),
    ]  # fmt: skip


def test_a_name_in_two_readings_of_one_text_is_told_once_and_as_the_longer():
    html = "<p>Så kom Tyri<b>hans</b> Skogen og Tyri<b>hans</b>.</p>"
    hits = look_through(html_page(html), SKOG.hidden, SKOG.shown)
    assert [(hit.part, hit.ord) for hit in hits] == [
        ("e2", "Tyrihans"), ("e2", "Tyrihans Skogen"), ("f3", "Skogen"),
    ]  # fmt: skip
