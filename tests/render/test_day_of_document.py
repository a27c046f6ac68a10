"""A document says the class and the role that its people had on the day it tells of."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from render_cases import ABOUT, FILLED, SCHOOL, load

from skolemiljo_cli.model.config import Oppsett
from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.render.day_of_document import on_its_day
from skolemiljo_cli.render.documents import Eksemplar, render
from skolemiljo_cli.render.template_context import Runde, Valgt
from skolemiljo_cli.sharing.recipient import recipient_of
from skolemiljo_cli.sharing.select import select

BEFORE, NOW = "4F", "5B"
MOVED: dict[str, Any] = deepcopy(FILLED)
MOVED["parter"]["e1"] |= {
    "fra": "2026-08-17",
    "tidligere": [
        {"til": "2025-08-17", "trinn": "3", "klasse": "3F"},
        {"til": "2026-08-16", "trinn": "4", "klasse": BEFORE},
    ],
}
MOVED["parter"]["a1"] |= {
    "fra": "2026-08-17",
    "tidligere": [{"til": "2026-08-16", "rolle": "assistent"}],
}
LATE = "2026-11-20"
MOVED["logg"] = [
    {"id": "h-7k3q", "tid": "2026-05-20", "type": "mote", "av": "a1", "med": ["e1", "a1"],
     "om": ["e1"], "tekst": "Vi snakket."},
    {"id": "h-8n2w", "tid": LATE, "type": "mote", "av": "a1", "med": ["e1", "a1"],
     "om": ["e1"], "tekst": "Vi snakket igjen."},
]  # fmt: skip


def page(document: str, *, reported: str = LATE, til: str | None = None, **chosen: Any) -> str:
    values = deepcopy(MOVED)
    values["melding"]["dato"] = reported
    sak = Sak.model_validate(values)
    copy = Eksemplar(select(sak, recipient_of(sak, til))) if til else None
    valgt = Valgt(
        innforing=next((one for one in sak.logg if one.id == chosen.get("entry")), None),
        runde=Runde(1, sak.aktivitetsplan.evalueringer[0]) if chosen.get("round") else None,
    )
    return render(document, "md", sak, Oppsett.model_validate(SCHOOL), ABOUT, load, valgt, copy)


@pytest.mark.parametrize("til", [None, "e1", "statsforvalter"])
@pytest.mark.parametrize("document", ["melding", "varsling"])
def test_a_report_from_may_says_the_year_of_may_and_one_from_november_that_of_november(
    document, til
):
    may, november = page(document, reported="2026-05-20", til=til), page(document, til=til)
    of_may = "4 / 4F" if document == "melding" else "4"
    assert of_may in may
    assert NOW not in may
    assert BEFORE not in november


def test_the_role_in_the_report_is_that_of_its_day():
    assert "assistent" in page("melding", reported="2026-05-20").casefold()
    assert "assistent" not in page("melding").casefold()


def test_minutes_say_who_people_were_at_the_meeting():
    may, november = page("referat", entry="h-7k3q"), page("referat", entry="h-8n2w")
    assert (BEFORE in may, NOW in may, "assistent" in may.casefold()) == (True, False, True)
    assert (BEFORE in november, NOW in november) == (False, True)


def test_the_whole_course_is_told_from_the_day_it_is_printed():
    assert NOW in page("saksgang", reported="2026-05-20")


def test_a_day_that_nobody_has_written_about_says_nothing_of_the_class():
    assert "3F" in page("melding", reported="2024-02-01")  # the first row holds from any day
    first = deepcopy(MOVED)
    first["parter"]["e1"].pop("tidligere")
    first["melding"]["dato"] = "2026-05-20"
    sak = Sak.model_validate(first)
    shown = render("melding", "md", sak, Oppsett.model_validate(SCHOOL), ABOUT, load)
    assert NOW not in shown


def test_a_reader_learns_nothing_of_the_past_of_one_who_has_only_a_label():
    values = deepcopy(MOVED)
    values["parter"]["e2"] = {
        "rolle": "medelev", "navn": "Per Eventyr", "fra": "2026-08-17",
        "tidligere": [{"til": "2026-08-16", "trinn": "8", "klasse": "8H"}],
    }  # fmt: skip
    values["melding"]["dato"] = "2026-05-20"
    sak = Sak.model_validate(values)
    for word, knows in (("e1", False), ("skoleeier", False), ("statsforvalter", True)):
        copy = select(sak, recipient_of(sak, word)).sak
        then = on_its_day("melding", copy, sak, Valgt(), ABOUT.dato).parter["e2"]
        assert (then.klasse == "8H") is knows, word
        assert (then.trinn == "8") is knows, word


def test_a_pupil_of_the_case_is_that_in_every_document_whatever_it_was_called_before():
    values = deepcopy(MOVED)
    values["parter"]["e1"]["tidligere"] = [
        {"til": "2026-08-16", "rolle": "medelev", "klasse": "4F"}
    ]
    values["melding"]["dato"] = "2026-05-20"
    sak = Sak.model_validate(values)
    shown = render("melding", "md", sak, Oppsett.model_validate(SCHOOL), ABOUT, load)
    assert "Espen Askeladd" in shown.partition("Dato")[0]
