"""That a part is kept from somebody is no change of what was recorded."""

from __future__ import annotations

import json


def test_a_part_may_be_kept_from_somebody_later(saksarkiv, sak, cli):
    words = ("--no-input",)
    made = (
        (
            "receive",
            sak,
            "--rektor",
            "i dag",
            "--part",
            "foresatt=Marit",
            "--part",
            "foresatt=Morten",
            *words,
        ),
        ("investigate", sak, "--startet", "i dag", "--faktorer", "Noe.", *words),
        ("plan", sak, "--problem", "Noe.", *words),
        ("receive", sak, "--ikke-til", "f1", "--melding-ikke-til", "f1", *words),
        ("investigate", sak, "--ikke-til", "f1", *words),
        ("plan", sak, "--ikke-til", "f1", *words),
        ("receive", sak, "--ikke-til", "f2", "--melding-ikke-til", "f2", *words),
        ("investigate", sak, "--ikke-til", "f2", *words),
        ("plan", sak, "--ikke-til", "f2", *words),
    )
    for command in made:
        assert cli(*command).code == 0
    found = cli("history", sak, "--check", "--json").out
    assert json.loads(found)["findings"] == []
