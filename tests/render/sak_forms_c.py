"""What the tests of the later forms ask of each of them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from render_cases import LEADERSHIP, MINIMAL, OLD
from render_pages import page
from sak_cases_c import CLOSED, LONG, SERIOUS, STAFF, made

SNAPSHOTS = Path(__file__).parent / "snapshots"
UPDATE = os.environ.get("SKOLEMILJO_UPDATE_SNAPSHOTS") == "1"
EVERY_CASE = {
    "lang": LONG,
    "avsluttet": CLOSED,
    "alvorlig": SERIOUS,
    "ansatt": STAFF,
    "ledelsen": LEADERSHIP,
    "minste": MINIMAL,
    "gammel": OLD,
}


def as_approved(name: str, fmt: str, text: str) -> None:
    """Hold the document against the one a person looked at last."""
    file = SNAPSHOTS / f"{name}.{fmt}"
    if UPDATE:
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    assert file.is_file(), "no snapshot: run with SKOLEMILJO_UPDATE_SNAPSHOTS=1, then look at it"
    assert text == file.read_bytes().decode("utf-8")


def readable_by_everyone(text: str) -> None:
    """Hold a page against what a screen reader needs, and see that it asks for nothing else."""
    shown = page(text)
    assert text.startswith('<!DOCTYPE html>\n<html lang="nb"')
    assert shown.unclosed == []
    assert shown.levels[0] == 1
    assert shown.levels.count(1) == 1
    steps = zip(shown.levels, shown.levels[1:], strict=False)
    assert all(deeper <= level + 1 for level, deeper in steps)
    assert text.count("Krysset av:") == text.count("☑")
    assert text.count("Ikke krysset av:") == text.count("☐")
    assert text.count("<th ") == text.count("<th scope=")
    assert "<th>" not in text
    assert not shown.tags & {"script", "link", "img", "iframe", "object", "form"}


def tidy(text: str) -> None:
    """See that no line ends in blanks and no gap is wide."""
    import re

    assert text.endswith(text.strip()[-1] + "\n")
    assert not re.search(r"[ \t]\n|\n\n\n\n", text)


def everywhere(values: dict[str, Any], text: str) -> dict[str, Any]:
    """Return the case with the text in every place of the plan, rounds and closing."""

    def free(part: dict[str, Any], *keys: str) -> dict[str, Any]:
        return {**part, **dict.fromkeys(keys, text)}

    plan = values["aktivitetsplan"]
    measures = [free(one, "tiltak", "begrunnelse", "hyppighet") for one in plan["tiltak"]]
    rounds = [
        {
            **free(one, "elevens_svar", "foresattes_svar", "vurdering", "ekstern_bistand"),
            "tiltak": {key: free(said, "merknad") for key, said in one["tiltak"].items()},
        }
        for one in plan["evalueringer"]
    ]
    changed = [{**free(one, "endring"), "tidligere": {"problem": text}} for one in plan["revidert"]]
    fields = ("problem", "mal", "elevens_syn", "foresattes_syn", "kommunikasjon", "vurdering")
    plan = {
        **free(plan, *fields, "elevens_beste", "senskade"),
        "tiltak": measures,
        "evalueringer": rounds,
        "revidert": changed,
    }
    closing = free(
        values.get("avslutninger", [{"id": "x-4r1t", "dato": "2027-02-12"}])[0],
        *("elevens_svar", "foresattes_syn", "begrunnelse", "gjenstar", "gjenapnes_hvis"),
        "arkivert",
    )
    told = {"tid": "2026-11-20", **dict.fromkeys(("mottaker", "bistand", "avviksnummer"), text)}
    judged = {"vurdering": True, "begrunnelse": text}
    report = free(values["melding"], "beskrivelse", "handtering", "strakstiltak")
    return {
        **values,
        "arkivreferanse": text,
        "melding": {**report, "hendelse": {"sted": text}},
        "mottak": {**values["mottak"], "skoleeier": told, "alvorlig": judged},
        "aktivitetsplan": plan,
        "avslutninger": [closing],
        "unntak": [{"regel": text, "begrunnelse": text, "av": "r1"}],
    }


def shown_as_written(document: str, fmt: str, runde: int | None = None) -> None:
    """See that text which tries to be markup comes out as the text it is.

    Each document takes its share of the payloads: the filters they meet are the same.
    """
    from test_hostile import PAYLOADS, read_markdown, structure, words

    harmless = made(document, fmt, everywhere(LONG, "ord"), runde=runde)
    for payload in PAYLOADS[len(document) % 3 :: 3]:
        text = made(document, fmt, everywhere(LONG, payload), runde=runde)
        if fmt == "html":
            found, calm = page(text), page(harmless)
            assert words(found.text).count(words(payload)) >= 5, payload
            assert found.tags <= calm.tags | {"br"}, payload
            assert found.attributes == calm.attributes, payload
            assert found.levels == calm.levels, payload
        else:
            shown, kinds = read_markdown(text)
            assert shown.count(words(payload)) >= 5, payload
            assert structure(text) == structure(harmless), payload
            assert not kinds & {"link_open", "image", "html_inline", "html_block", "fence"}, payload
