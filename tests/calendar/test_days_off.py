"""The school's own norms on days when nobody is there: weekends, holidays, closed days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from skolemiljo_cli.calendar.deadline import Fristtype, Grunnlag, Tilstand, on_day
from skolemiljo_cli.calendar.registry import deadlines
from skolemiljo_cli.calendar.workdays import is_workday, workdays_left
from skolemiljo_cli.model.config import Oppsett
from skolemiljo_cli.model.validation.validate import parse, parse_case

CHRISTMAS = {"fra": "2026-12-21", "til": "2027-01-01", "navn": "juleferie"}
SUMMER = {"fra": "2027-06-19", "til": "2027-08-15", "navn": "sommerferie"}
CLOSED = [CHRISTMAS, "2027-02-19", {"fra": "2027-03-22", "til": "2027-03-24"}, SUMMER]
PEOPLE = {
    "e1": {"rolle": "elev"},
    "f1": {"rolle": "foresatt", "til": "e1"},
    "a1": {"rolle": "kontaktlaerer"},
    "r1": {"rolle": "rektor"},
}
LOCAL = {
    Fristtype.MELDING_REKTOR, Fristtype.ALVORLIGHET, Fristtype.FORESATTE_INFORMERT,
    Fristtype.UNDERSOKELSE_START, Fristtype.STILLE,
}  # fmt: skip
REPORTED = st.dates(date(2026, 11, 1), date(2027, 8, 31))


def case(day, type_="12-4", *, received=True):
    """A case of one day, received the same day or not at all, taken up with rektor when it was."""
    tid = {"tid": day.isoformat()}
    mottak = {"rektor": tid, "tatt_opp_med_rektor": {**tid, "av": "f1"}} if received else {}
    parsed = parse_case(
        {
            "id": f"{day}-k3fq", "type": type_, "parter": PEOPLE, "mottak": mottak,
            "melding": {"dato": day.isoformat(), "melder": "a1"},
        }
    )  # fmt: skip
    assert parsed.faults == ()
    return parsed.value


def config(closed=(), **norms):
    parsed = parse(Oppsett, {"lukkede_dager": list(closed), "lokale_frister": norms})
    assert parsed.faults == ()
    return parsed.value


def by_kind(sak, oppsett):
    return {frist.frist: frist for frist in deadlines(sak, oppsett)}


def all_of(day, oppsett):
    """The deadlines of both cases of a day: one that rektor has, and one that rektor has not."""
    return {**by_kind(case(day), oppsett), **by_kind(case(day, received=False), oppsett)}


def test_the_kinds_that_are_tried_are_all_the_local_ones():
    found = all_of(date(2026, 11, 2), config())
    assert {kind for kind, frist in found.items() if frist.grunnlag is Grunnlag.LOKAL} == LOCAL


@pytest.mark.parametrize(("day", "closed", "due"), [
    ("2026-11-02", (), "2026-11-02"),  # a Monday
    ("2026-11-07", (), "2026-11-09"),  # a Saturday
    ("2026-11-08", (), "2026-11-09"),
    ("2026-12-19", [CHRISTMAS], "2027-01-04"),  # the Saturday before the holiday
    ("2026-12-24", [CHRISTMAS], "2027-01-04"),
    ("2026-12-24", (), "2026-12-24"),  # no day off by law
    ("2026-12-25", (), "2026-12-28"),
    ("2027-03-25", (), "2027-03-30"),  # Maundy Thursday
    ("2027-03-20", CLOSED, "2027-03-30"),  # closed days, then Easter
    ("2027-02-19", CLOSED, "2027-02-22"),
    ("2027-06-21", CLOSED, "2027-08-16"),
])  # fmt: skip
def test_a_norm_of_the_same_day_moves_to_the_first_open_day(day, closed, due):
    found = all_of(date.fromisoformat(day), config(closed))
    for kind in (Fristtype.MELDING_REKTOR, Fristtype.ALVORLIGHET):
        assert found[kind].dato == date.fromisoformat(due), kind
        assert found[kind].fra == date.fromisoformat(day), kind


@pytest.mark.parametrize(("day", "days", "due"), [
    ("2026-12-19", 1, "2027-01-04"),  # the day itself does not count
    ("2026-12-18", 1, "2027-01-04"),
    ("2026-12-17", 1, "2026-12-18"),
    ("2026-12-19", 3, "2027-01-06"),
    ("2026-11-07", 1, "2026-11-09"),
    ("2026-11-07", 2, "2026-11-10"),
])  # fmt: skip
def test_a_norm_of_more_days_is_counted_in_open_days(day, days, due):
    found = all_of(date.fromisoformat(day), config([CHRISTMAS], foresatte_informert=days))
    assert found[Fristtype.FORESATTE_INFORMERT].dato == date.fromisoformat(due)


def test_a_silence_that_ends_in_a_holiday_is_due_on_the_first_open_day():
    silent = by_kind(case(date(2026, 12, 18)), config([CHRISTMAS]))[Fristtype.STILLE]
    assert silent.dato == date(2027, 1, 4)
    assert by_kind(case(date(2026, 12, 18)), config(stille=3))[Fristtype.STILLE].dato == date(
        2026, 12, 21
    )


def test_after_christmas_nothing_is_overdue_that_nobody_could_have_kept():
    oppsett, first_day = config([CHRISTMAS]), date(2027, 1, 4)
    for day in (date(2026, 12, 19) + timedelta(days=n) for n in range(16)):
        for kind, frist in all_of(day, oppsett).items():
            if frist.grunnlag is Grunnlag.LOKAL:
                shown = on_day(frist, first_day, closed=oppsett.closed_days())
                assert shown.tilstand is not Tilstand.FORFALT, (day, kind)


def test_days_past_a_norm_are_counted_without_the_holiday():
    oppsett = config([CHRISTMAS])
    frist = by_kind(case(date(2026, 12, 18), received=False), oppsett)[Fristtype.MELDING_REKTOR]
    closed = oppsett.closed_days()
    assert on_day(frist, date(2027, 1, 4), closed=closed).virkedager_igjen == -1
    assert on_day(frist, date(2026, 12, 28), closed=closed).virkedager_igjen == -1
    plan = by_kind(case(date(2026, 12, 11)), oppsett)[Fristtype.AKTIVITETSPLAN]
    assert plan.dato == date(2026, 12, 18)
    assert on_day(plan, date(2027, 1, 4), closed=closed).virkedager_igjen == -9


@settings(max_examples=examples(60))
@given(REPORTED, st.integers(0, 12))
def test_a_local_norm_is_due_on_an_open_day_whenever_it_begins(day, norm):
    norms = dict.fromkeys(
        ("melding_rektor", "alvorlighet", "foresatte_informert", "undersokelse_start", "stille"),
        norm,
    )
    oppsett = config(CLOSED, **norms)
    for kind, frist in all_of(day, oppsett).items():
        if kind in LOCAL:
            assert is_workday(frist.dato, oppsett.closed_days()), kind
            assert frist.dato >= frist.fra
            in_between = (frist.fra + timedelta(n) for n in range((frist.dato - frist.fra).days))
            open_days = [one for one in in_between if is_workday(one, oppsett.closed_days())]
            assert kind is Fristtype.STILLE or len(open_days) <= norm


@settings(max_examples=examples(60))
@given(REPORTED, st.sampled_from(["12-4", "12-5-ansatt", "12-5-ledelse"]))
def test_what_the_law_and_practice_count_is_never_moved_by_closed_days(day, type_):
    for received in (True, False):
        sak = case(day, type_, received=received)
        without, with_closed = by_kind(sak, config()), by_kind(sak, config(CLOSED))
        assert without.keys() == with_closed.keys()
        for kind, frist in without.items():
            if frist.grunnlag is not Grunnlag.LOKAL:
                assert with_closed[kind].dato == frist.dato, kind
                one = on_day(frist, date(2027, 1, 4))
                assert on_day(frist, date(2027, 1, 4), closed=config(CLOSED).closed_days()) == one


def test_what_is_to_be_done_at_once_by_law_stays_on_the_day_even_a_sunday():
    sunday = date(2026, 11, 8)
    for type_, kind in (
        ("12-5-ansatt", Fristtype.MELDING_REKTOR), ("12-5-ansatt", Fristtype.SKOLEEIER),
        ("12-5-ledelse", Fristtype.SKOLEEIER),
    ):  # fmt: skip
        found = by_kind(case(sunday, type_, received=False), config(CLOSED))
        assert found[kind].grunnlag is Grunnlag.LOV
        assert found[kind].dato == sunday


@settings(max_examples=examples(60))
@given(REPORTED, REPORTED)
def test_open_days_left_are_what_walking_the_days_gives(today, due):
    closed = config(CLOSED).closed_days()
    first, last = min(today, due), max(today, due)
    walked = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    count = sum(is_workday(day, closed) for day in walked)
    assert workdays_left(today, due, closed) == (count if due >= today else -max(1, count))


@pytest.mark.parametrize(("today", "told"), [
    ("2027-01-04", False), ("2027-01-05", False), ("2027-01-06", True),
])  # fmt: skip
def test_check_says_nothing_of_a_norm_before_the_school_has_been_open(
    today, told, ledger, write_case, cli
):
    (ledger / "skolemiljo.yaml").write_text(
        "lukkede_dager:\n  - {fra: 2026-12-21, til: 2027-01-01}\n", encoding="utf-8"
    )
    write_case(
        "id: 2026-12-19-k3fq\ntype: 12-4\n"
        "parter: {e1: {rolle: elev, navn: Espen}, a1: {rolle: kontaktlaerer, navn: Lise}}\n"
        "melding: {dato: 2026-12-19, melder: a1, beskrivelse: Noe.}\n",
        "2026-12-19-k3fq",
    )
    found = cli("check", "--today", today).out
    assert ("rektor-meldt-sent" in found) is told


def test_the_list_shows_the_first_open_day_and_the_open_days_past(ledger, write_case, cli):
    (ledger / "skolemiljo.yaml").write_text(
        "lukkede_dager:\n  - {fra: 2026-12-21, til: 2027-01-01}\n", encoding="utf-8"
    )
    for day in ("2026-12-18", "2026-12-19"):
        write_case(
            f"id: {day}-k3fq\ntype: 12-4\nparter: {{e1: {{rolle: elev, navn: Espen}}}}\n"
            f"melding: {{dato: {day}, beskrivelse: Noe.}}\n",
            f"{day}-k3fq",
        )
    words = ("deadlines", "--kind", "melding-rektor", "--today", "2027-01-04")
    rows = cli(*words).out.splitlines()
    assert [" ".join(row.split()[:5]) for row in rows] == [
        "2026-12-18 fre forfalt 1 virkedag", "2027-01-04 man i dag melding",
    ]  # fmt: skip
