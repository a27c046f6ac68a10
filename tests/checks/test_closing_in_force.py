"""Of several closings the latest is judged, wherever in the list it stands."""

from __future__ import annotations

import pytest
from checks_base import CLOSED, HEALTHY, findings_in

FINE = """\
  - id: {id}
    dato: {day}
    av: r1
    elevens_svar: Det er fint i friminuttene nå.
    trygt_og_godt: ja
    foresattes_syn: De foresatte er enige.
    begrunnelse: Eleven sier selv at det er trygt og godt.
    oppfolging: 2027-02-15
"""
BARE = "  - id: {id}\n    dato: {day}\n    trygt_og_godt: nei\n    begrunnelse: Perioden er over.\n"
RULES = [
    "avsluttet-pa-dato",
    "avsluttet-uten-beslutning",
    "avsluttet-uten-elevens-svar",
    "avsluttet-uten-foresatte",
    "avsluttet-uten-oppfolging",
    "avsluttet-utrygg",
]


def found(*closings: str) -> list[tuple[str, str]]:
    """The rules on closings that are broken, each with the closing it is told of."""
    text = HEALTHY.replace(*CLOSED, 1)
    begin = text.index("avslutninger:\n") + len("avslutninger:\n")
    end = text.index("x-kommune:")
    text = text[:begin] + "".join(closings) + text[end:]
    hits = [one for one in findings_in(text) if one.rule in RULES]
    return sorted((one.rule, one.key.split(".")[0]) for one in hits)


@pytest.mark.parametrize("turned", [False, True])
def test_an_earlier_closing_with_everything_wrong_is_let_be(turned):
    closings = [
        BARE.format(id="x-5r2t", day="2027-01-11"),
        FINE.format(id="x-4r1t", day="2027-01-18"),
    ]
    assert found(*(closings[::-1] if turned else closings)) == []


@pytest.mark.parametrize("turned", [False, True])
def test_the_latest_closing_is_told_of_though_an_earlier_one_was_fine(turned):
    closings = [
        FINE.format(id="x-4r1t", day="2027-01-11"),
        BARE.format(id="x-5r2t", day="2027-01-18"),
    ]
    at = f"avslutninger[{0 if turned else 1}]"
    assert found(*(closings[::-1] if turned else closings)) == [(rule, at) for rule in RULES]
