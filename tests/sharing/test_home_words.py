"""What a draft to a home points at: silence asked for, violence or fear at home, agencies."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from skolemiljo_cli.model.vocab import Rolle
from skolemiljo_cli.sharing.home_words import Grunn, is_sensitive, reasons
from skolemiljo_cli.store.yaml import reader

BLIND = Path(__file__).parents[2] / "benchmarks" / "home_sentences.yaml"
ROWS: Any = reader.read(BLIND.read_bytes())
ROLES = {
    "e1": Rolle.ELEV, "e2": Rolle.MEDELEV, "f1": Rolle.FORESATT, "f2": Rolle.FORESATT,
    "f3": Rolle.ANNEN, "a1": Rolle.KONTAKTLAERER, "a2": Rolle.MILJOARBEIDER,
}  # fmt: skip
MOST_WRONG = 0.03


@pytest.mark.parametrize(("half", "pointed_at"), [("point", True), ("pass", False)])
def test_of_the_sentences_written_blind_few_are_judged_wrong(half, pointed_at):
    wrong = [row["id"] for row in ROWS[half] if is_sensitive(row["text"], ROLES) != pointed_at]
    assert len(wrong) <= MOST_WRONG * len(ROWS[half]), wrong


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Ikke si det til mamma.", Grunn.TAUSHET),
        ("Ikkje sei det heime", Grunn.TAUSHET),
        ("Pappa slår meg", Grunn.HJEMME),
        ("{f1} slår meg", Grunn.HJEMME),
        ("Jeg er redd hjemme!", Grunn.HJEMME),
        ("Pappa blir sint", Grunn.HJEMME),
        ("Barnevernet er spurt", Grunn.INSTANS),
    ],
)
def test_a_sentence_is_pointed_at_for_its_reason(sentence, reason):
    assert reasons(sentence, ROLES) == (reason,)


@pytest.mark.parametrize("sentence", ["{e2} slår meg", "{f3} slår meg", "{a1} ble sint på {e2}"])
def test_whoever_is_not_at_home_is_no_reason(sentence):
    assert reasons(sentence, ROLES) == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "Eleven er redd for prøven i morgen.",
        "Hun ville ikke si noe i morges.",
        "Det var ikke farlig, sa de.",
        "Han vil ikke si hvilken farge det var.",
        "Klassen lo, og det var morsomt.",
    ],
)
def test_a_word_that_begins_like_mother_or_father_is_neither(sentence):
    assert reasons(sentence, ROLES) == ()


def test_a_sentence_as_long_as_a_page_takes_no_time():
    long = "det var en helt vanlig dag med lek " * 1000
    assert not is_sensitive(long)
    assert is_sensitive(f"{long} og mamma slår meg {long}")
    began = time.process_time()
    is_sensitive("slo " * 5000)
    assert time.process_time() - began < 3
