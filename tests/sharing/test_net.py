"""The net under a document: hard sentences, figures, properties, bounded time."""

from __future__ import annotations

import random
import unicodedata
from html import escape as escaped

import net_fresh
import net_rows
import pytest
from effort import effort
from hypothesis import given
from hypothesis import strategies as st
from net_pages import CASTS, found, pages
from net_rows import part

from skolemiljo_cli.render.escape import Html, Markdown
from skolemiljo_cli.sharing.name_search import exact_search, fuzzy_search
from skolemiljo_cli.sharing.name_search.document_reader import html_page, markdown_page
from skolemiljo_cli.sharing.name_search.document_text import Hvor
from skolemiljo_cli.sharing.name_search.name_forms import Hva
from skolemiljo_cli.sharing.name_search.search import look_through

EVERY = [*net_rows.ROWS, *net_rows.MISSED, *net_fresh.ROWS]
TRIED = [(row, form, page) for row in EVERY for form, page in pages(row)]
SKOG = CASTS["skog"]


@pytest.mark.parametrize(
    ("row", "page"),
    [
        pytest.param(row, page, id=f"{number} {row.cast} {form}")
        for number, (row, form, page) in enumerate(TRIED)
    ],
)
def test_each_look_finds_in_a_sentence_whom_the_table_says(row, page):
    sure, asked = found(row, page)
    assert sure == row.named | row.wrongly, row.text
    assert asked >= row.asked, row.text
    assert not (sure | asked) & row.missed, row.text


def figures(rows):
    counted = {"sider": 0, "lekker 1": 0, "lekker 2": 0, "lekker": 0, "feil 1": 0, "feil 2": 0}
    for row in rows:
        for _, page in pages(row):
            sure, asked = found(row, page)
            counted["sider"] += 1
            counted["lekker 1"] += not row.truth <= sure
            counted["lekker 2"] += not row.truth <= asked
            counted["lekker"] += not row.truth <= sure | asked
            counted["feil 1"] += not sure <= row.truth
            counted["feil 2"] += not asked <= row.truth
    return counted


@pytest.mark.slow
def test_the_figures_of_the_sentences_the_net_was_tuned_on():
    assert len(net_rows.ROWS) >= 150
    assert figures(net_rows.ROWS) == {
        "sider": 642, "lekker 1": 33, "lekker 2": 4, "lekker": 0, "feil 1": 0, "feil 2": 68,
    }  # fmt: skip


@pytest.mark.slow
def test_the_figures_of_the_sentences_it_was_not_tuned_on():
    # but for one rule, that class 6A is nobody: it took away four of the false questions
    assert len(net_fresh.ROWS) >= 40
    assert figures(net_fresh.ROWS) == {
        "sider": 122, "lekker 1": 22, "lekker 2": 4, "lekker": 4, "feil 1": 5, "feil 2": 22,
    }  # fmt: skip


@pytest.mark.parametrize("word", ["Kadidja", "Chadidja", "Khadidsja", "Khaddija", "Cadidjas"])
def test_a_name_spelled_by_ear_is_asked_about(word):
    hidden = {"e2": part("medelev", "Khadija Haremdronning")}
    (hit,) = look_through(markdown_page(f"Så kom {word} bort til oss."), hidden, {})
    assert (hit.part, hit.ord, hit.sikker) == ("e2", word, False)


def test_a_name_that_was_pasted_as_html_is_found_in_html():
    hidden = {"e2": part("medelev", "Máret Huldra")}
    for pasted in ("M&aacute;ret", "M&#225;ret", "M&shy;áret"):
        (hit,) = look_through(html_page(f"<p>{Html().linje(pasted)} kom.</p>"), hidden, {})
        assert (hit.part, hit.sikker) == ("e2", True)


# what is told of a finding


def look(text, name="plan.md", cast=SKOG):
    return look_through(markdown_page(text, name), cast.hidden, cast.shown)


def test_a_finding_tells_party_word_line_and_sentence():
    (one,) = look("# Plan\n\nAskeladd lo. Det var *Tyri*hans som slo. Ingen så på.\n")
    assert (one.part, one.ord, one.hva, one.sikker) == ("e2", "Tyrihans", Hva.FORNAVN, True)
    assert (one.linje, one.hvor) == (3, Hvor.TEKST)
    assert one.setning == "Det var Tyrihans som slo."


def test_a_long_sentence_is_told_only_around_the_word():
    (one,) = look("bla " * 500 + "Tyrihans" + " bla" * 500)
    assert "bla Tyrihans bla" in one.setning
    assert len(one.setning) < 250
    assert set(one.setning.split()) == {"bla", "Tyrihans"}


def test_what_is_only_asked_about_is_told_apart():
    (one,) = look("Det var Tyrihnas som slo.")
    assert (one.part, one.hva, one.sikker) == ("e2", Hva.GROVT, False)


def test_a_name_in_the_name_of_the_file_has_no_line():
    (one,) = look("# Plan\n", "plan-tyrihans.md")
    assert (one.linje, one.hvor) == (0, Hvor.FILNAVN)


@pytest.mark.parametrize(
    ("html", "hvor", "linje"),
    [
        ("<p>Hei</p>\n<!--\n Tyrihans -->", Hvor.KOMMENTAR, 3),
        ('<p>Hei</p>\n<p\n title="Tyrihans">Hei</p>', Hvor.EGENSKAP, 3),
        ("<style>\np::after {\n content: 'Tyrihans' }</style>", Hvor.KODE, 3),
        ("<p>Hei\n<b>på</b>\nTyrihans</p>", Hvor.TEKST, 3),
        ("<p>Hei<br>\n\nTyri-<br>\nhans</p>", Hvor.TEKST, 3),
    ],
)
def test_a_finding_in_html_tells_where_and_on_which_line(html, hvor, linje):
    (one,) = look_through(html_page(html), SKOG.hidden, SKOG.shown)
    assert (one.hvor, one.linje) == (hvor, linje)


def test_the_same_place_is_told_once_though_both_looks_find_it():
    assert len(look("Tyrihans slo.")) == 1
    assert len(look("Tyrihans slo. Tyrihans lo.")) == 2


def test_a_sentence_has_the_same_mark_in_a_later_document():
    (first,) = look("# Plan\n\nDet var Tyrihans, og\u00a0ingen annen.")
    second = look("# Plan\n\nNoe nytt her.\n\n> Det var *Tyrihans*, og ingen annen. Og mer.\n")[-1]
    text = "<h1>Plan</h1><p>Noe annet. Det var <b>Tyri</b>hans, og ingen annen.</p>"
    (third,) = look_through(html_page(text), SKOG.hidden, SKOG.shown)
    assert first.merke == second.merke == third.merke
    assert len(first.merke) == 8


def test_another_sentence_word_or_party_has_another_mark():
    marks = {
        look(text)[0].merke
        for text in ("Det var Tyrihans.", "Det var Tyri.", "Det var ikke Tyrihans.")
    }
    assert len(marks) == 3
    both = look("Familien Skogen kom.")
    assert [one.part for one in both] == ["e2", "f3"]
    assert both[0].merke != both[1].merke


def test_nobody_hidden_gives_no_finding():
    assert look_through(markdown_page("Tyrihans slo."), {}, SKOG.shown) == ()


def test_a_party_without_a_name_hides_nothing():
    assert look_through(markdown_page("Elev slo."), {"e2": part("medelev", "Elev")}, {}) == ()


# properties

SYLLABLES = ("trå", "vik", "ful", "gnå", "brø", "myx", "kvæ", "dor", "zul", "pøl", "åks", "tæf")
WORDS = [
    "og",
    "eleven",
    "læreren",
    "sier",
    "at",
    "det",
    "var",
    "greit",
    "ute",
    "ved",
    "porten",
    "etter",
    "skoletid",
    "fordi",
    "noen",
    "løp",
    "fort",
    "hjem",
    "til",
    "mamma",
    "Planen",
    "Møte",
    "I",
    "går",
    "kom",
    "ikke",
    "bussen;",
    "vi",
    "ventet,",
    "lenge",
    "(nesten",
    "en",
    "time)",
    "-",
    "uke",
    "47",
    "12.30",
    "§",
    "«ja»",
    "planen.\n\n",
    "Skolen\nskal",
    "se",
]
name_words = st.lists(st.sampled_from(SYLLABLES), min_size=2, max_size=3).map(
    lambda parts: "".join(parts).capitalize()
)
ordinary = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)


def in_two(mark):
    return lambda word, at: word[:at] + mark + word[at:]


DISGUISES = {
    "plain": lambda word, at: word,
    "capitals": lambda word, at: word.upper(),
    "small": lambda word, at: word.lower(),
    "nfd": lambda word, at: unicodedata.normalize("NFD", word),
    "nfkd wide": lambda word, at: "".join(
        chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in word
    ),
    "soft hyphen": in_two("\u00ad"),
    "no width": in_two("\u200b"),
    "joiner": in_two("\u2060"),
    "direction": in_two("\u200e"),
    "hyphen": in_two("-"),
    "hard hyphen": in_two("\u2011"),
    "end of line": in_two("-\n"),
    "bare end of line": in_two("\n"),
    "blank": in_two(" "),
    "full stop": in_two("."),
    "letter by letter": lambda word, at: " ".join(word),
    "two letters": lambda word, at: (
        word.lower().replace("å", "aa").replace("ø", "oe").replace("æ", "ae")
    ),
    "no letters": lambda word, at: (
        word.lower().replace("å", "a").replace("ø", "o").replace("æ", "a")
    ),
    "genitive": lambda word, at: word + "s",
    "apostrophe": lambda word, at: word + "’s",
    "case": lambda word, at: word + "saken",
    "hyphened case": lambda word, at: word + "-saken",
    "marks": lambda word, at: word[:at] + "\u0323" + word[at:],
    "a letter twice": lambda word, at: word[:at] + word[at - 1] + word[at:],
    "brackets": lambda word, at: f"({word})",
    "user": lambda word, at: f"@{word.lower()}",
    "address": lambda word, at: f"{word.lower()}@skole.example",
    "figures": lambda word, at: word + "07",
    "joined": lambda word, at: "elev" + word,
}


def of_two(first, last):
    return {
        "full": f"{first} {last}",
        "turned": f"{last}, {first}",
        "joined": first + last,
        "handle": (first[0] + last).lower(),
        "initial": f"{first[0]}. {last}",
        "address": f"{first}.{last}@skole.example".lower(),
        "lines": f"{first}\n{last}",
        "blank": f"{first}\u00a0{last}",
    }


def anywhere(before, name, after):
    """Yield the page of each kind that has the name in running text, as documents write it."""
    text = f"{before} {name} {after}"
    yield markdown_page(f"# Plan\n\n{Markdown().avsnitt(text)}\n", "plan.md")
    yield html_page(f"<h1>Plan</h1>{Html().avsnitt(text)}", "plan.html")


@pytest.mark.slow
@given(name_words, st.sampled_from(sorted(DISGUISES)), st.data(), st.text(), st.text())
def test_a_hidden_name_in_any_disguise_in_any_text_is_found(word, disguise, data, before, after):
    at = data.draw(st.integers(1, len(word) - 1))
    hidden = {"e2": part("medelev", f"{word} Åsmundsnøtt")}
    for page in anywhere(before, DISGUISES[disguise](word, at), after):
        assert "e2" in {one.part for one in look_through(page, hidden, SKOG.shown)}


@pytest.mark.slow
@given(name_words, name_words, st.sampled_from(sorted(of_two("A", "B"))), ordinary, ordinary)
def test_two_words_of_a_name_are_found_for_sure_in_every_order(first, last, way, before, after):
    hidden = {"e2": part("medelev", f"{first} {last}")}
    for page in anywhere(before, of_two(first, last)[way], after):
        assert {one.part for one in exact_search.find_names(page, hidden, SKOG.shown)} == {"e2"}


PLACES = (
    "<p>{}</p>", "<td>{}</td>", '<p title="{}">x</p>', "<p title='{}'>x</p>", "<!-- {} -->",
    "<title>{}</title>", '<meta name="author" content="{}">', "<style>/* {} */</style>",
    "<style>p::after {{ content: '{}' }}</style>", "<p><b>{}</b></p>", "<p>x<br>{}<br>x</p>",
    "<script>let x = '{}'</script>", "<p hidden>{}</p>", "<p>a < b {}</p>", "<x {}>", "<{}>",
    "<svg><title>{}</title></svg>", '<a href="?q={}">x</a>', "<textarea>{}</textarea>",
    "<![CDATA[ {} ]]>", "<![if {}]>", "<?php {} ?>", "<a title='> {}'>", "<style/>{}</style>",
    "<p {}", "<!-- {}", "<style> {}", "</p {}>",
)  # fmt: skip


@given(name_words, st.sampled_from(PLACES), st.lists(st.sampled_from(PLACES), max_size=5), ordinary)
def test_a_name_anywhere_in_an_html_file_is_found(word, place, others, text):
    before = "".join(one.format(escaped(text)) for one in others if one.endswith(">"))
    hidden = {"e2": part("medelev", word)}
    page = html_page(before + place.format(word))
    assert {one.part for one in exact_search.find_names(page, hidden, {})} == {"e2"}


@pytest.mark.slow
@given(name_words, st.data())
def test_tags_and_entities_inside_a_name_do_not_hide_it(word, data):
    inside = ("", "<b>", "</i>", "<!-- x -->", "<wbr>", "&shy;", "<span class='a'>", "\u200b")
    spelled = "".join(
        data.draw(st.sampled_from(inside)) + data.draw(st.sampled_from((one, f"&#{ord(one)};")))
        for one in word
    )
    page = html_page(f"<p>Det var {spelled} som kom</p>")
    assert {
        one.part for one in exact_search.find_names(page, {"e2": part("medelev", word)}, {})
    } == {"e2"}


@pytest.mark.slow
@given(st.lists(st.tuples(name_words, name_words), min_size=1, max_size=5), ordinary, st.booleans())
def test_a_page_without_a_hidden_name_is_silent_in_the_careful_look(names, text, as_html):
    hidden = {
        f"e{number}": part("medelev", f"{first} {last}", kontakt=f"9000{number:04d}")
        for number, (first, last) in enumerate(names, 2)
    }
    page = list(anywhere(text, "Askeladd Eventyr", text))[as_html]
    assert exact_search.find_names(page, hidden, SKOG.shown) == []


@pytest.mark.slow
@given(st.text(), st.booleans())
def test_any_text_at_all_is_looked_through_without_a_fault(text, as_html):
    page = (html_page if as_html else markdown_page)(text, text[:20])
    for one in look_through(page, SKOG.hidden, SKOG.shown):
        assert one.ord
        assert one.linje <= text.count("\n") + 1


# bounded time

SIZE = 50_000
MANY = {
    f"e{number}": part(
        "medelev",
        " ".join("".join(random.Random(number).choices(SYLLABLES, k=3)) for _ in range(3)).title(),
        "".join(random.Random(-number).choices(SYLLABLES, k=2)).title(),
        kontakt=f"90{number:06d}",
    )
    for number in range(1, 41)
}
LONG = {
    "ordinary words": " ".join(random.Random(1).choices(WORDS, k=SIZE // 5)),
    "nothing but names": " ".join(
        random.Random(2).choices([one.navn or "" for one in MANY.values()], k=SIZE // 30)
    ),
    "one word": "a" * SIZE,
    "letters": "t " * (SIZE // 2),
    "initials": "T." * (SIZE // 2),
    "parted words": "Tråvik-\n" * (SIZE // 8),
    "addresses": "t@" * (SIZE // 2),
    "figures": "9 " * (SIZE // 2),
    "unclosed tags": '<a "' * (SIZE // 4),
    "unclosed comments": "<!--" * (SIZE // 4),
    "comments that only look closed": "<!--x>" * (SIZE // 6),
    "unclosed sections": "<![CDATA[x>" * (SIZE // 11),
    "unclosed quotes": '<a b=">' * (SIZE // 7),
    "unclosed style": "<style>" * (SIZE // 7),
    "small tags": "<b>x</b>" * (SIZE // 8),
    "backslashes": "\\" * SIZE,
    "emphasis": "*_" * (SIZE // 2),
    "quotations": "> " * (SIZE // 2),
    "escapes": "%20" * (SIZE // 3),
    "marks": "a" + "\u0301" * SIZE,
    "unseen": "\u00ad" * SIZE,
    "ampersands": "&" * SIZE,
    "blanks": " " * SIZE,
    "lines": "\n" * SIZE,
    "humps": "aB" * (SIZE // 2),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", LONG)
def test_the_time_is_bounded_whatever_the_text(what):
    hidden = {key: MANY[key] for key in list(MANY)[:35]}
    shown = {key: MANY[key] for key in list(MANY)[35:]}
    read = html_page if "<" in LONG[what] or "&" in LONG[what] else markdown_page
    took = effort(lambda: look_through(read(LONG[what], "plan"), hidden, shown))
    # ordinary words take two or three, the worst of the others, fifty thousand hits, 45; what
    # looked at each hit once for every other would take thousands
    assert took < (15 if what == "ordinary words" else 150)


def test_the_two_looks_share_nothing_but_what_they_look_through():
    import ast
    from pathlib import Path

    def rooms(module):
        tree = ast.parse(Path(module.__file__ or "").read_text("utf-8"))
        return {
            node.module.rpartition(".")[2]
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("skolemiljo_cli")
        }

    assert rooms(exact_search) & rooms(fuzzy_search) == {"document_text", "people"}
