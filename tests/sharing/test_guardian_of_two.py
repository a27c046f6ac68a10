"""A guardian of two pupils reads for one of them at a time, and neither family learns of it."""

from __future__ import annotations

import pytest
from sharing_case import CASE

from skolemiljo_cli.errors import UsageFault
from skolemiljo_cli.model.derived.shielding import hidden_parties
from skolemiljo_cli.model.validation.validate import parse_case
from skolemiljo_cli.sharing.recipient import Mottaker, Mottakertype, recipient_of
from skolemiljo_cli.sharing.select import select
from skolemiljo_cli.store.yaml import reader

BOTH = CASE.replace("navn: Morten Eventyr, til: e1", "navn: Morten Eventyr, til: [e1, e2]")


def sak(text: str = BOTH):
    parsed = parse_case(reader.read(text.encode()))
    assert parsed.faults == ()
    assert parsed.value is not None
    return parsed.value


def test_it_must_be_said_for_which_pupil_the_guardian_reads():
    with pytest.raises(UsageFault) as refused:
        recipient_of(sak(), "f1")
    assert "f1:e1, f1:e2" in refused.value.hint
    assert recipient_of(sak(), "f1:e1") == Mottaker(Mottakertype.FORESATT, "f1", "e1")
    assert recipient_of(sak(), "f1:e2") == Mottaker(Mottakertype.MEDELEV, "f1", "e2")


@pytest.mark.parametrize("word", ["f2:e2", "f1:e3", "f1:f2", "e1:e2"])
def test_nobody_reads_for_a_pupil_of_others(word):
    with pytest.raises(Exception, match="mottaker"):
        recipient_of(sak(), word)


@pytest.mark.parametrize("til", ["e1", "[e1]"])
def test_one_pupil_may_be_written_both_ways_and_means_the_same(til):
    one = sak(CASE.replace("Eventyr, til: e1", f"Eventyr, til: {til}"))
    assert repr(select(one, recipient_of(one, "f1"))) == repr(
        select(sak(CASE), recipient_of(sak(CASE), "f1"))
    )


@pytest.mark.parametrize(
    ("word", "alone"),
    [("e1", "e1"), ("f2", "f2"), ("f1:e1", "f1"), ("foresatte:e1", "foresatte:e1")],
)
def test_the_one_family_is_given_the_same_as_when_the_guardian_had_one_pupil(word, alone):
    one, two = sak(CASE), sak()
    with_one = select(one, recipient_of(one, alone)).sak
    assert repr(select(two, recipient_of(two, word)).sak) == repr(with_one)


def test_a_brother_with_the_same_guardian_may_live_at_the_hidden_address():
    hidden = BOTH.replace("klasse: 5B, alias: [Aske]", "klasse: 5B, skjerming: fortrolig").replace(
        ", kontakt: 900 00 001", ""
    )
    assert hidden_parties(sak(hidden)) == {"e1", "f1", "f2", "e2"}
