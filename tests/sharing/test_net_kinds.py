"""The kinds of places where a name is only asked about, each with what looks like it and is not."""

from __future__ import annotations

import pytest
from net_rows import part

from skolemiljo_cli.render.escape import Html, Markdown
from skolemiljo_cli.sharing.name_search.document_reader import html_page, markdown_page
from skolemiljo_cli.sharing.name_search.search import look_through

HIDDEN = {
    "e2": part("medelev", "Odin Fjellrev"),
    "e3": part("medelev", "Bjørk Haugtuss"),
    "e4": part("medelev", "Njuolla Máret Ulda", "Máret"),
    "e5": part("medelev", "Vår Nøkken"),
    "e6": part("medelev", "Espen Kvist"),
}
SHOWN = {
    "e1": part("elev", "Askeladd Kvist-Holmgang"),
    "a1": part("kontaktlaerer", "Lise Nøkken"),
}


def found(text):
    """Return whom the finished document names, where both formats must say the same."""
    pages = markdown_page(Markdown().avsnitt(text)), html_page(str(Html().avsnitt(text)))
    in_md, in_html = ({hit.part for hit in look_through(page, HIDDEN, SHOWN)} for page in pages)
    assert in_md == in_html
    return in_md


@pytest.mark.parametrize(
    ("text", "who"),
    [
        # one slip in a name of four letters, and what is a word or another name
        ("Så kom Oddin inn.", "e2"),
        ("Odni dyttet ham.", "e2"),
        ("Det var Odins ball, sa Oden.", "e2"),
        ("Ordet gikk. Oslo er stor.", ""),
        # a capital by itself, and things that have letters for names
        ("O slo først.", "e2"),
        ("Både O og jenta gråt.", "e2"),
        ("Kl. 9: O+B kranglet.", "e2 e3"),
        ("O-gjengen var ute.", "e2"),
        ("Vi bruker plan B og vitamin E.", ""),
        ("Han går i 5 B, i gruppe A eller B, og spiller på B-laget.", ""),
        ("E6 er stengt. B) Neste punkt.", ""),
        # a surname that an employee has too
        ("Kontaktlærer Nøkken ringte. Nøkken (kontaktlærer) svarte.", ""),
        ("Lise Nøkken og L. Nøkken var der.", ""),
        ("Nøkken-jentene løp.", "e5"),
        ("Familien Nøkken kom.", "e5"),
        ("Dattera til Lise Nøkken lo.", "e5"),
        ("Lise Nøkkens datter lo.", "e5"),
        ("Da ropte Nøkken.", "e5"),
        # half a double name
        ("Askeladd Kvist-Holmgang lo.", ""),
        ("Da lo Kvist.", "e6"),
        # a word that begins a sentence
        ("Vår plan er god. Vår og høst er best.", ""),
        ("Vår slo henne.", "e5"),
        ("Vår og Odin kom.", "e2 e5"),
        ("Der sto Vår igjen.", "e5"),
        ("En bjørk sto der. Bjørkeved brenner. Bjørk og bar er trær.", ""),
        ("Bjørk: han begynte.", "e3"),
        # Sami cases
        ("Vi ringte Márehii, og leste Máreha bok.", "e4"),
        ("Det er Njuollain hun leker.", "e4"),
        # markup inside the name, and signs that look like letters
        ("Det var Fjell**rev**.", "e2"),
        ("Det var Fjell<b>rev</b>.", "e2"),
        ("Det var [Fjell](x)rev og H&shy;augtuss.", "e2 e3"),
        ("Det var Fjе11rev.", "e2"),
        ("FjeIIrev skrev de, og H4ugtuss.", "e2 e3"),
        ("Rom 5B, 11 stoler, k3fq.", ""),
    ],
)
def test_who_is_pointed_at(text, who):
    assert found(text) == set(who.split())


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Mor bor i Trollveien 4B.", "f2"),
        ("Skriv til Trollvn. 4B, eller Trollvegen 4B.", "f2"),
        ("Bussen stopper i Store Haugsti.", "f3"),
        ("Han bor i Trollveien 41. Haugsti 9 er et annet sted.", ""),
        ("Vi gikk til Huldrebakken 1.", ""),
    ],
)
def test_an_address_that_the_case_has_is_pointed_at(text, who):
    hidden = {
        "f2": part("foresatt", "Ronja Trollfot", kontakt="900 00 001, Trollveien 4B, 9999 Dovre"),
        "f3": part("foresatt", "Birk Hattifnatt", kontakt="Store Haugsti 12"),
        "f4": part("foresatt", "Mattis Hattifnatt", kontakt="Huldrebakken 1"),
    }
    shown = {"f1": part("foresatt", "Lovis Trollfot", kontakt="Huldrebakken 1")}
    assert {hit.part for hit in look_through(markdown_page(text), hidden, shown)} == {*who.split()}


def test_a_decision_holds_for_the_whole_sentence_and_not_for_what_ends_like_it():
    text = "Kl. 10 kom O. Han slo. Kl. 11 kom O. Han lo."
    marks = [hit.merke for hit in look_through(markdown_page(text), HIDDEN, {})]
    assert len(set(marks)) == 2


@pytest.mark.parametrize(
    ("text", "is_asked"),
    [
        ("Hun leser sammen med en annen elev.", False),
        ("Det sto «anne» på lappen.", True),
        ("Så kom Annen bort til oss.", True),
        ("Kontoen heter annexx.", True),
    ],
)
def test_a_name_inside_an_ordinary_word_in_small_letters_is_nobody(text, is_asked):
    hidden = {"f7": part("foresatt", "Ánne Ulda")}
    assert bool(look_through(markdown_page(text), hidden, {})) == is_asked
