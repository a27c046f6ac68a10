"""Weekdays in a file that is read in: behind for what was, ahead for what is planned."""

from __future__ import annotations

from datetime import date

from skolemiljo_cli.model.validation.validate import parse_case

MONDAY = date(2026, 11, 23)


def test_a_weekday_is_behind_for_a_report_and_ahead_for_a_plan():
    values = {
        "id": "2026-11-23-k3fq",
        "type": "12-4",
        "melding": {"dato": "fredag"},
        "aktivitetsplan": {"tiltak": [{"id": "t-9xk2", "fra": "fredag", "evalueres": "+14d"}]},
    }
    sak = parse_case(values, MONDAY).value
    assert sak.melding.dato == date(2026, 11, 20)
    assert sak.aktivitetsplan.tiltak[0].fra == date(2026, 11, 27)
    assert sak.aktivitetsplan.tiltak[0].evalueres == date(2026, 12, 7)


def test_a_ledger_s_own_file_holds_only_iso_dates():
    values = {"id": "2026-11-23-k3fq", "type": "12-4", "melding": {"dato": "fredag"}}
    parsed = parse_case(values)
    assert parsed.value is None
    assert parsed.faults[0].place == ("melding", "dato")
