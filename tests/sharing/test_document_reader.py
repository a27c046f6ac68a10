"""A finished file is read into texts that lose no word of it, each with the line it stands on."""

from __future__ import annotations

import re

import pytest

from skolemiljo_cli.sharing.name_search.document_reader import html_page, markdown_page


def words(page) -> list[tuple[str, str]]:
    """Return each text of a page: what it is, and its words with the line of the file."""
    return [
        (
            piece.hvor.name,
            " ".join(
                f"{word[0]}:{piece.linje(word.start())}"
                for word in re.finditer(r"\S+", piece.tekst)
            ),
        )
        for piece in page.stykker
        if piece.tekst.strip()
    ]


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("<p>Så <b>Tyri</b>hans</p>\n<p>kom</p>",
         [("TEKST", "Så:1 Tyrihans:1 kom:2"), ("TEKST", "Så:1 Tyri:1 hans:1")]),
        ("<td>Tyri</td><td>hans</td>", [("TEKST", "Tyri:1 hans:1")]),
        ("Tyri<br>\nhans og Tyri<wbr>hans", [("TEKST", "Tyri:1 hans:2 og:2 Tyrihans:2")]),
        # tags that stand between two words, or between a word and a blank
        ("<b>a</b><i>b</i>", [("TEKST", "ab:1"), ("TEKST", "a:1 b:1")]),
        ("a<b></b>b", [("TEKST", "ab:1"), ("TEKST", "a:1 b:1")]),
        ("1<i>2</i>", [("TEKST", "12:1"), ("TEKST", "1:1 2:1")]),
        ("<b>a</b> <i>b</i> c,<i>d</i>", [("TEKST", "a:1 b:1 c,d:1")]),
        ("a<i>,b</i>", [("TEKST", "a,b:1")]),
        ("<p>a<b>b</b></p><p>c <b>d</b></p>", [("TEKST", "ab:1 c:1 d:1"), ("TEKST", "a:1 b:1")]),
        # attributes: what is not a word of HTML stays
        ('<p title="Tyri" hans="1" class="k">a</p>',
         [("TEKST", "a:1"), ("EGENSKAP", '="Tyri":1 hans="1":1 ="k":1')]),
        ("<tyri hans>a</tyri>", [("TEKST", "a:1"), ("EGENSKAP", "tyri:1 hans:1 tyri:1")]),
        ('<a\nhref="x"\ntyri="y">z</a>',
         [("TEKST", "z:3"), ("EGENSKAP", '="x":2 tyri="y":3')]),
        ("<p/ >a</P>\n<br/>b", [("TEKST", "a:1 b:2")]),
        # what is no tag, or is left open, is text
        ("a <p tyri", [("TEKST", "a:1 <p:1 tyri:1")]),
        ("a <b>b</b\ntyri", [("TEKST", "a:1 b</b:1 tyri:2")]),
        ("<a>b < tyri>c", [("TEKST", "b:1 <:1 tyri>c:1")]),
        # comments of every kind, also one that is left open
        ("<!DOCTYPE html tyri><!-- c\nd --><?p i><![if e]>f</ g>h<!-- open",
         [("TEKST", "f:2 h:2"), ("EGENSKAP", "g:2"),
          ("KOMMENTAR", "DOCTYPE:1 html:1 tyri:1 c:1 d:2 p:2 i:2 [if:2 e]:2 open:2")]),
        # style and script, whatever stands in them
        ('<style>p { a: "\\54 yri\\68 ans" }</style>\n<script>"\\u0054\\u{79}\\x72i"</script>b',
         [("TEKST", "b:2"), ("KODE", 'p:1 {:1 a::1 "Tyrihans":1 }:1 "Tyri":2')]),
        ('<script>"a\\u{110000}b\\u{d800}c\\u{10ffff}\\ue000\\q"</script>',
         [("KODE", '"abc\U0010ffff\ue000q":1')]),
        ("<script/>a<b>c</script>d", [("TEKST", "d:1"), ("KODE", "a:1 c:1")]),
        ("<style><script></script>a</style>b",
         [("TEKST", "b:1"), ("KODE", "<script></script>a:1")]),
        # characters that are written in other ways
        ("M&amp;aacute;ret &lt;", [("TEKST", "Máret:1 <:1")]),
        ('<a href="?q=%54yri">x</a>\n50% av\n%54yri',
         [("TEKST", "x:1 50%:2 av:2 %54yri:3"), ("EGENSKAP", '="?q=%54yri":1'),
          ("EGENSKAP", '<a:1 href="?q=Tyri">x</a>:1 Tyri:3')]),
    ],
)  # fmt: skip
def test_html_is_read_as_a_reader_sees_it_and_what_is_hidden_beside_it(source, texts):
    assert words(html_page(source)) == texts


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("> > Tyri\\\n>hans *a*b `c` \\*d\\* \\e ~~f~~",
         [("TEKST", "Tyri:1 hans:2 ab:2 c:2 *d*:2 \\e:2 f:2")]),
        ("a\n<b>c</b> \\<d>",
         [("TEKST", "a:1 <b>c</b>:2 <d>:2"), ("TEKST", "a:1 c:2 <d>:2"),
          ("TEKST", "c:2"), ("TEKST", "a:1 c:1")]),  # and as if what was typed were tags
        ("a > b\n    > c &lt;", [("TEKST", "a:1 >:1 b:1 >:2 c:2 <:2")]),
        ("%54yri\nhans", [("TEKST", "%54yri:1 hans:2"), ("EGENSKAP", "Tyri:1")]),
    ],
)  # fmt: skip
def test_markdown_is_read_without_its_marks(source, texts):
    assert words(markdown_page(source)) == texts


def test_the_name_of_the_file_is_read_last_with_its_characters_and_on_no_line():
    for page in (html_page("<p>a</p>", "f%C3%A5r.html"), markdown_page("a", "f%C3%A5r.html")):
        assert [text for text in words(page) if text[0] == "FILNAVN"] == [("FILNAVN", "får.html:0")]
        assert page.stykker[-1].hvor.name == "FILNAVN"
