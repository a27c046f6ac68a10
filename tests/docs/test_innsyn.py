"""docs/innsyn.md is the table of who sees what, as the program has it."""

from __future__ import annotations

import os
from pathlib import Path
from string import ascii_lowercase

from skolemiljo_cli.sharing.access_labels import CONTENT, PEOPLE, RECIPIENTS
from skolemiljo_cli.sharing.access_table import LEAVES, NAMES, RULES
from skolemiljo_cli.sharing.documents import can_be_given
from skolemiljo_cli.sharing.kinds import Hvem, Innhold
from skolemiljo_cli.sharing.recipient import Mottakertype

PAGE = Path(__file__).resolve().parents[2] / "docs" / "innsyn.md"
MARK = "<!-- Resten av siden skrives av tests/docs/test_innsyn.py. -->\n"
UPDATE = bool(os.environ.get("SKOLEMILJO_UPDATE_SNAPSHOTS"))
HOW = "run this test with SKOLEMILJO_UPDATE_SNAPSHOTS=1 to write it"


def _row(cells):
    return f"| {' | '.join(cells)} |"


def _letters():
    """A letter for each reason, in the order they are met."""
    reasons = [RULES[one][kind].grunnlag for kind in Innhold for one in Mottakertype]
    reasons += [NAMES[one][who].grunnlag for who in Hvem for one in Mottakertype]
    return dict(zip(dict.fromkeys(reasons), ascii_lowercase, strict=False))


def _grid(rules, kinds, words):
    who, letters = list(Mottakertype), _letters()
    yield _row(["", *(RECIPIENTS[one] for one in who)])
    yield _row(["---"] * (1 + len(who)))
    for kind in kinds:
        cells = [rules[one][kind] for one in who]
        yield _row([words[kind], *(f"{c.vises.value} ({letters[c.grunnlag]})" for c in cells)])


def _reasons():
    for reason, letter in _letters().items():
        yield f"- ({letter}) {reason}"


def _forms():
    yield _row(["mottaker", "dokumenter", "godkjennes av en person"])
    yield _row(["---"] * 3)
    for one in Mottakertype:
        names = ", ".join(f"`{word}`" for word in can_be_given(one))
        yield _row([RECIPIENTS[one], names, "ja" if one in LEAVES else "nei"])


def written():
    return "\n".join(
        [
            "",
            "## Hva hver mottaker får",
            "",
            *_grid(RULES, Innhold, CONTENT),
            "",
            "## Hvem som står med navn",
            "",
            *_grid(NAMES, Hvem, PEOPLE),
            "",
            "## Hvorfor",
            "",
            *_reasons(),
            "",
            "## Hvilke dokumenter en mottaker kan få",
            "",
            *_forms(),
            "",
        ]
    )


def test_the_table_of_who_sees_what_is_the_one_the_program_goes_by():
    head, mark, rest = PAGE.read_text(encoding="utf-8").partition(MARK)
    assert mark
    if UPDATE:
        PAGE.write_text(head + mark + written(), encoding="utf-8", newline="\n")
    else:
        assert rest == written(), f"docs/{PAGE.name}: {HOW}"


def test_every_kind_every_person_and_every_recipient_has_a_word_and_a_rule():
    assert set(CONTENT) == set(Innhold)
    assert set(PEOPLE) == set(Hvem)
    assert set(RECIPIENTS) == set(RULES) == set(NAMES) == set(Mottakertype)
    assert all(set(RULES[one]) == set(Innhold) for one in Mottakertype)
    assert all(set(NAMES[one]) == set(Hvem) for one in Mottakertype)
